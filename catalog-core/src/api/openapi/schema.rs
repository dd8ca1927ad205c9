//! Schemas: the pieces that every document is made of, and the shapes that JSON:API gives to resources.

use serde_json::{Value as Json, json};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        Array, Object, Ref, RefOr, Schema,
        schema::{AdditionalProperties, ArrayItems, KnownFormat, SchemaFormat, SchemaType, Type},
    },
};

use super::{Described, Schemas};

/// The largest whole number that JavaScript holds exactly.
pub const SAFE_INTEGER_MAX: i64 = 9_007_199_254_740_991;
/// A UUID in lower-case canonical form.
pub const UUID_PATTERN: &str = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$";

/// A text of `min` to `max` Unicode scalar values that fits a pattern (ECMA-262), where there is one.
pub fn text(min: usize, max: usize, pattern: &str) -> Object {
    let mut object = Object::with_type(Type::String);
    object.min_length = Some(min).filter(|min| *min > 0);
    object.max_length = Some(max).filter(|max| *max < usize::MAX);
    object.pattern = Some(pattern.to_owned()).filter(|pattern| !pattern.is_empty());
    object
}

/// A UUID.
pub fn uuid() -> Object {
    let mut object = text(0, usize::MAX, UUID_PATTERN);
    object.format = Some(SchemaFormat::Custom("uuid".to_owned()));
    object
}

/// A moment (RFC 3339).
pub fn moment() -> Object {
    let mut object = Object::with_type(Type::String);
    object.format = Some(SchemaFormat::KnownFormat(KnownFormat::DateTime));
    object
}

/// A whole number from `min` to `max`.
pub fn whole(min: i64, max: i64) -> Object {
    let mut object = Object::with_type(Type::Integer);
    object.minimum = Some(min.into());
    object.maximum = Some(max.into());
    object
}

/// A sequence number as an id.
pub fn seq_id() -> Object {
    text(1, usize::MAX, "^[0-9]+$")
}

/// One of a few words.
pub fn one_of<S: AsRef<str>>(words: &[S]) -> Object {
    let mut object = Object::with_type(Type::String);
    object.enum_values = Some(words.iter().map(|word| json!(word.as_ref())).collect());
    object
}

/// Anything at all.
pub fn anything() -> Object {
    Object::with_type(SchemaType::AnyValue)
}

/// An object with these members, some of them required; others are allowed.
pub fn object<S: Into<RefOr<Schema>>>(
    members: impl IntoIterator<Item = (&'static str, S)>,
    required: &[&str],
) -> Object {
    let mut object = Object::with_type(Type::Object);
    object.properties.extend(members.into_iter().map(|(name, schema)| (name.to_owned(), schema.into())));
    object.required = required.iter().map(|name| (*name).to_owned()).collect();
    object
}

/// The same, with no other members.
#[must_use]
pub fn closed(mut object: Object) -> Object {
    object.additional_properties = Some(Box::new(AdditionalProperties::FreeForm(false)));
    object
}

/// The same or `null`.
#[must_use]
pub fn nullable(mut object: Object) -> Object {
    if let SchemaType::Type(kind) = object.schema_type {
        object.schema_type = SchemaType::Array(vec![kind, Type::Null]);
    }
    object
}

/// The same with a sentence about it.
#[must_use]
pub fn about(mut object: Object, sentence: &str) -> Object {
    object.description = Some(sentence.to_owned());
    object
}

/// A list.
pub fn array(items: impl Into<RefOr<Schema>>, max: Option<usize>) -> Array {
    let mut array = Array::new(Object::new());
    array.items = ArrayItems::RefOrSchema(Box::new(items.into()));
    array.max_items = max;
    array
}

/// A reference to a schema of the document.
pub fn reference(name: &str) -> RefOr<Schema> {
    RefOr::Ref(Ref::from_schema_name(name))
}

/// A type's own schema and those it refers to.
pub fn of<T: ToSchema>() -> Schemas {
    let mut schemas = vec![(T::name().into_owned(), <T as PartialSchema>::schema())];
    T::schemas(&mut schemas);
    schemas
}

/// The members of a document that are the same in every service.
pub(super) fn protocol() -> Schemas {
    [of::<JsonApi>(), of::<PageLinks>(), of::<PageMeta>(), of::<Relationship>(), of::<ErrorDocument>()]
        .concat()
}

/// The schemas of a resource: its attributes, itself, a document with one, and a page of them.
pub fn resource<R: Described>() -> Schemas {
    let listing = R::listing();
    let mut schemas = R::attributes();
    let attributes = schemas.first().map_or_else(|| anything().into(), |(name, _)| reference(name));
    let relationships = listing.relationships.iter().map(|name| (*name, reference("Relationship")));
    let mut members: Vec<(&'static str, RefOr<Schema>)> = vec![
        ("type", one_of(&[listing.kind]).into()),
        ("id", R::id_schema().into()),
        ("attributes", attributes),
    ];
    if !listing.relationships.is_empty() {
        members.push(("relationships", object(relationships, &[]).into()));
    }
    members.push(("links", object([("self", link("Its own address."))], &[]).into()));
    let cursor =
        about(text(1, usize::MAX, ""), "Its place in the list, for `page[after]` and `page[before]`.");
    let page = object([("cursor", cursor)], &[]);
    members.push(("meta", object([("page", page)], &[]).into()));
    let sentence = format!("A resource of the type `{}`.", listing.kind);
    schemas.push((R::NAME.to_owned(), about(object(members, &["type", "id"]), &sentence).into()));
    let included = (!listing.includes.is_empty()).then(|| ("included", array(anything(), None).into()));
    let one = [
        ("jsonapi", reference("JsonApi")),
        ("links", object([("self", link("The address of this document."))], &[]).into()),
        ("data", reference(R::NAME)),
    ];
    let many = [
        ("jsonapi", reference("JsonApi")),
        ("links", reference("PageLinks")),
        ("data", array(reference(R::NAME), Some(100)).into()),
        ("meta", object([("page", reference("PageMeta"))], &["page"]).into()),
    ];
    let one = object(one.into_iter().chain(included.clone()), &["jsonapi", "data"]);
    let many = object(many.into_iter().chain(included), &["jsonapi", "links", "data", "meta"]);
    let sentence = format!("A document with one resource of the type `{}`.", listing.kind);
    schemas.push((format!("{}Document", R::NAME), about(one, &sentence).into()));
    let sentence = format!("A page of resources of the type `{}`.", listing.kind);
    schemas.push((format!("{}List", R::NAME), about(many, &sentence).into()));
    schemas
}

/// The schema of a document with only `meta`.
pub fn meta_document(meta: RefOr<Schema>) -> Object {
    object([("jsonapi", reference("JsonApi")), ("meta", meta)], &["jsonapi", "meta"])
}

/// The schema of the results of an atomic request, each with a resource of one of these names, and `meta`.
pub fn results_document(names: &[&str], meta: RefOr<Schema>) -> Object {
    let data: RefOr<Schema> = match names {
        [name] => reference(name),
        names => {
            let mut either = utoipa::openapi::OneOf::new();
            either.items = names.iter().map(|name| reference(name)).collect();
            RefOr::T(Schema::OneOf(either))
        }
    };
    let result = object([("data", data), ("meta", meta)], &[]);
    let results = about_array(array(result, Some(1_000)), "One per operation, in its order.");
    object([("jsonapi", reference("JsonApi")), ("atomic:results", results.into())], &["atomic:results"])
}

/// The schema of a document that a client sends: one resource. Members that JSON:API lets a client add are
/// ignored.
pub fn request_document(data: RefOr<Schema>) -> Object {
    let free = || RefOr::T(Schema::Object(Object::with_type(Type::Object)));
    object([("data", data), ("meta", free()), ("links", free()), ("jsonapi", free())], &["data"])
}

/// The schema of a resource object that a client sends.
pub fn request_resource(
    kind: &str,
    id: Option<Object>,
    attributes: (RefOr<Schema>, bool),
    relationships: Option<(Object, bool)>,
) -> Object {
    let (attributes, attributes_required) = attributes;
    let id_required = id.is_some();
    let chosen = about(uuid(), "An id of your own choice; one is made where there is none.");
    let free = || Object::with_type(Type::Object);
    let mut members: Vec<(&'static str, RefOr<Schema>)> = vec![
        ("type", one_of(&[kind]).into()),
        ("id", id.unwrap_or(chosen).into()),
        ("attributes", attributes),
    ];
    let mut required = vec!["type"];
    required.extend(id_required.then_some("id"));
    required.extend(attributes_required.then_some("attributes"));
    if let Some((relationships, needed)) = relationships {
        members.push(("relationships", relationships.into()));
        required.extend(needed.then_some("relationships"));
    }
    members.extend([("links", free().into()), ("meta", free().into())]);
    object(members, &required)
}

/// The schema of a to-one relationship that a client sends.
pub fn to_one(kind: &str, id: Object, required: bool) -> Object {
    let mut data = object([("type", one_of(&[kind])), ("id", id)], &["type", "id"]);
    if !required {
        data = nullable(data);
    }
    object([("data", data)], &["data"])
}

fn link(sentence: &str) -> Object {
    about(Object::with_type(Type::String), sentence)
}

fn about_array(mut array: Array, sentence: &str) -> Array {
    array.description = Some(sentence.to_owned());
    array
}

/// Which version of JSON:API a document is in.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it is its schema that is used")]
struct JsonApi {
    /// The version.
    #[schema(example = "1.1")]
    version: String,
    /// Extensions that were applied.
    #[schema(nullable = false)]
    ext: Option<Vec<String>>,
    /// Profiles that were applied.
    #[schema(nullable = false)]
    profile: Option<Vec<String>>,
}

/// Where the other pages of a list are; null where there is none.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it is its schema that is used")]
struct PageLinks {
    /// This page.
    #[schema(rename = "self")]
    this: String,
    /// The first page.
    #[schema(required)]
    first: Option<String>,
    /// The page before.
    #[schema(required)]
    prev: Option<String>,
    /// The page after.
    #[schema(required)]
    next: Option<String>,
    /// The last page; null in pages by cursor.
    #[schema(required)]
    last: Option<String>,
}

/// Figures of a page.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it is its schema that is used")]
struct PageMeta {
    /// The page's number, from 1; not in pages by cursor.
    #[schema(nullable = false, minimum = 1)]
    number: Option<u64>,
    /// The most items on a page.
    #[schema(minimum = 1, maximum = 100)]
    size: u64,
    /// How many items there are in all; not in filtered journals and feeds.
    #[schema(nullable = false, minimum = 0)]
    total: Option<u64>,
    /// How many pages there are; not in pages by cursor.
    #[schema(nullable = false, minimum = 0)]
    pages: Option<u64>,
    /// Whether a range between two cursors holds more than this page.
    #[schema(nullable = false)]
    range_truncated: Option<bool>,
}

/// What a resource has to do with others.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it is its schema that is used")]
struct Relationship {
    /// Where the others are.
    #[schema(nullable = false)]
    links: Option<RelatedLinks>,
    /// Which they are: null or one for one, a list for many.
    #[schema(schema_with = linkage)]
    data: Option<Json>,
}

/// Where related resources are.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it is its schema that is used")]
struct RelatedLinks {
    /// The address of the related resources.
    related: String,
}

fn linkage() -> Schema {
    let identifier =
        || object([("type", text(1, usize::MAX, "")), ("id", text(1, usize::MAX, ""))], &["type", "id"]);
    let mut either = utoipa::openapi::OneOf::new();
    either.items = vec![
        Object::with_type(Type::Null).into(),
        identifier().into(),
        Schema::Array(array(identifier(), None)).into(),
    ];
    either.description = Some("Which they are: null or one for one, a list for many.".to_owned());
    Schema::OneOf(either)
}

/// A document that reports what is wrong.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it is its schema that is used")]
struct ErrorDocument {
    /// The version of JSON:API.
    jsonapi: JsonApi,
    /// Every fault of the step that failed.
    #[schema(min_items = 1)]
    errors: Vec<ErrorObject>,
    /// Which request it was.
    meta: ErrorMeta,
}

/// Which request failed.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it is its schema that is used")]
struct ErrorMeta {
    /// The request's id, also in `X-Request-Id` and in the service's log.
    request_id: String,
}

/// One fault.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it is its schema that is used")]
struct ErrorObject {
    /// The request's id and the number of the fault.
    id: String,
    /// Where this kind of fault is explained.
    #[schema(nullable = false)]
    links: Option<ErrorLinks>,
    /// The HTTP status of this fault.
    #[schema(pattern = "^[45][0-9]{2}$")]
    status: String,
    /// What programs branch on; it never changes.
    #[schema(pattern = "^[a-z0-9]+(-[a-z0-9]+)*$")]
    code: String,
    /// The same for every fault of this code.
    title: String,
    /// The value and the rule it breaks.
    detail: String,
    /// Where it is.
    #[schema(nullable = false)]
    source: Option<ErrorSource>,
    /// Figures for programs.
    #[schema(schema_with = free_object)]
    meta: Option<Json>,
}

fn free_object() -> Schema {
    Schema::Object(about(Object::with_type(Type::Object), "Figures for programs."))
}

/// Where a kind of fault is explained.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it is its schema that is used")]
struct ErrorLinks {
    /// A page about this kind of fault.
    #[schema(rename = "type")]
    kind: String,
}

/// Where a fault is: one of these.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it is its schema that is used")]
struct ErrorSource {
    /// A JSON pointer into the document that was sent.
    #[schema(nullable = false)]
    pointer: Option<String>,
    /// A query parameter.
    #[schema(nullable = false)]
    parameter: Option<String>,
    /// A header.
    #[schema(nullable = false)]
    header: Option<String>,
}
