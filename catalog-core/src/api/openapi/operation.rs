//! What an endpoint does, in the words of its document.

use http::Method;
use serde_json::Value as Json;
use utoipa::{
    ToSchema,
    openapi::{
        Content, Object, RefOr, Required, Response, Schema,
        example::ExampleBuilder,
        path::{Operation as BuiltOperation, OperationBuilder, Parameter, ParameterBuilder, ParameterIn},
        request_body::RequestBody,
    },
};

use super::{
    Described, Schemas, by_status, parameter,
    parameters::{RequestHeader, of_list, of_one, of_results},
    responses::{self, everywhere, with_headers},
    schema::{self, reference},
};
use crate::{
    api::{
        document::{Written, list_document, resource_document, results_document},
        fault::{Code, Problem},
        media::{ATOMIC, EVENT_STREAM, JSON_API},
        query::{Query, Selection},
    },
    engine::{Page, Site},
};

/// One endpoint's description, before it has its path and method.
#[derive(Clone)]
pub struct Operation {
    tag: &'static str,
    summary: &'static str,
    about: String,
    parameters: Vec<Parameter>,
    /// What the id in the path looks like, and one that is.
    id: Option<(Schema, String)>,
    body: Option<Body>,
    answer: (u16, Response),
    pub(super) codes: Vec<Code>,
    pub(super) schemas: Schemas,
}

/// What a client sends.
#[derive(Clone)]
pub struct Body {
    /// The name of its schema.
    pub name: &'static str,
    /// Its schema.
    pub schema: Object,
    /// Schemas that it refers to.
    pub schemas: Schemas,
    /// Examples: a name, what it shows, and the document.
    pub examples: Vec<(&'static str, &'static str, Json)>,
}

/// What can be wrong with any query.
const QUERY: &[Problem] = &[
    Problem::BadRequest,
    Problem::ParameterUnknown,
    Problem::ParameterRepeated,
    Problem::FieldsUnknown,
    Problem::IncludeUnsupported,
    Problem::SortUnsupported,
];
/// What can be wrong with the query of a list, beside that.
const LIST: &[Problem] = &[
    Problem::PageInvalid,
    Problem::PageSizeTooLarge,
    Problem::CursorInvalid,
    Problem::FilterInvalid,
    Problem::FilterTooLong,
];
/// What can be wrong with a body and its key.
const BODY: &[Problem] = &[
    Problem::IdempotencyKeyInvalid,
    Problem::IdempotencyKeyReused,
    Problem::IdempotencyKeyInUse,
    Problem::MediaTypeUnsupported,
    Problem::MalformedJson,
    Problem::MalformedDocument,
    Problem::TypeMismatch,
    Problem::AttributeMissing,
    Problem::AttributeInvalid,
    Problem::AttributeUnknown,
    Problem::RelationshipMissing,
    Problem::RelationshipInvalid,
    Problem::RelationshipUnknown,
    Problem::IdInvalid,
];
/// What can be wrong with a precondition.
const CONDITION: &[Problem] = &[Problem::IfMatchInvalid, Problem::PreconditionFailed];

impl Operation {
    /// A page of a list.
    pub fn list<R: Described>(tag: &'static str, summary: &'static str) -> Self {
        let mut query = Query::<R>::first_page();
        query.selection = Selection::default();
        let page = Page { items: vec![R::example()], total: Some(1), more_before: false, more_after: false };
        let document = list_document(&query, &page, &[], &site());
        let name = format!("{}List", R::NAME);
        let answer = answer("A page of the list.", &name, &document, &["ETag", "Cache-Control"]);
        let mut operation = Self::new(tag, summary, (200, answer));
        operation.parameters = of_list::<R>();
        operation.parameters.push(RequestHeader::IfNoneMatch.parameter());
        operation.schemas = schema::resource::<R>();
        operation.refuses(QUERY).refuses(LIST)
    }

    /// A page of a feed, or its stream.
    pub fn feed<R: Described>(tag: &'static str, summary: &'static str) -> Self {
        let mut operation = Self::list::<R>(tag, summary);
        operation.parameters.push(RequestHeader::LastEventId.parameter());
        operation.answer.1.content.insert(EVENT_STREAM.to_owned(), stream::<R>().into());
        operation.refuses(&[Problem::EventsExpired]).about(
            "With `Accept: text/event-stream` it is a stream (server-sent events) that goes on: the `id` of \
             a frame is the `seq`, its `event` the kind, its `data` the resource object. `Last-Event-ID` or \
             `page[after]` resumes it; without either it begins with what is new. Older entries than are \
             kept: 410.",
        )
    }

    /// One resource.
    pub fn get<R: Described>(tag: &'static str, summary: &'static str) -> Self {
        let mut operation = Self::of_one::<R>(tag, summary, 200, "The resource.", &["ETag", "Cache-Control"]);
        operation.parameters.push(RequestHeader::IfNoneMatch.parameter());
        operation.refuses(&[Problem::NotFound])
    }

    /// A new resource.
    pub fn create<R: Described>(tag: &'static str, summary: &'static str, body: Body) -> Self {
        let headers = &["Location", "ETag", "Idempotency-Replayed"];
        let mut operation = Self::of_one::<R>(tag, summary, 201, "It is created.", headers).sent(body);
        operation.id = None;
        operation.refuses(&[Problem::IdTaken])
    }

    /// A change of one resource.
    pub fn update<R: Described>(tag: &'static str, summary: &'static str, body: Body) -> Self {
        let headers = &["ETag", "Idempotency-Replayed"];
        let mut operation = Self::of_one::<R>(tag, summary, 200, "As it is now.", headers).sent(body);
        operation.parameters.push(RequestHeader::IfMatch.parameter());
        operation.refuses(CONDITION).refuses(&[Problem::NotFound, Problem::IdMismatch])
    }

    /// The end of one resource.
    pub fn delete<R: Described>(tag: &'static str, summary: &'static str) -> Self {
        let mut answer = Response::new("It is no more.");
        with_headers(&mut answer, &["X-Request-Id"]);
        let mut operation = Self::new(tag, summary, (204, answer));
        operation.id = Some((R::id_schema(), R::example().id().to_string()));
        operation.parameters = of_one(R::listing());
        operation.parameters.push(RequestHeader::IfMatch.parameter());
        operation.refuses(QUERY).refuses(CONDITION).refuses(&[Problem::NotFound])
    }

    /// Several commands at once. `results` is the schema of the answer, `example` what it may hold.
    pub fn atomic<R: Described>(
        tag: &'static str,
        summary: &'static str,
        body: Body,
        results: (&'static str, Object),
        example: &[(Option<&dyn Written>, Option<Json>)],
    ) -> Self {
        let document = results_document(example, &Selection::default(), &site());
        let mut answer = Response::new("What became of each operation, in its order.");
        answer.content.insert(atomic(), content(results.0, &document).into());
        with_headers(&mut answer, &["X-Request-Id", "Idempotency-Replayed"]);
        let mut operation = Self::new(tag, summary, (200, answer)).sent(body);
        operation.parameters.splice(0..0, of_results(R::listing()));
        operation.schemas.extend(schema::resource::<R>());
        operation.schemas.push((results.0.to_owned(), results.1.into()));
        operation.refuses(QUERY).refuses(&[
            Problem::NotFound,
            Problem::IdTaken,
            Problem::IdMismatch,
            Problem::TooManyOperations,
            Problem::OperationUnsupported,
        ])
    }

    /// A question that is answered with a resource and changes nothing.
    pub fn ask<R: Described>(tag: &'static str, summary: &'static str, body: Body) -> Self {
        let mut operation = Self::of_one::<R>(tag, summary, 200, "The answer.", &[]).sent(body);
        operation.id = None;
        operation
    }

    /// A report: a document that has only `meta`.
    pub fn report<T: ToSchema>(tag: &'static str, summary: &'static str, example: &Json) -> Self {
        let name = format!("{}Document", T::name());
        let document = crate::api::document::meta_document(example);
        let answer = answer("The report.", &name, &document, &["ETag", "Cache-Control"]);
        let mut operation = Self::new(tag, summary, (200, answer));
        operation.parameters.push(RequestHeader::IfNoneMatch.parameter());
        operation.schemas = schema::of::<T>();
        operation.schemas.push((name, schema::meta_document(reference(&T::name())).into()));
        operation.refuses(&[Problem::BadRequest, Problem::ParameterUnknown, Problem::ParameterRepeated])
    }

    /// More that is to be said.
    #[must_use]
    pub fn about(self, text: &str) -> Self {
        let about = format!("{}\n\n{text}", self.about);
        Self { about: about.trim().to_owned(), ..self }
    }

    /// Codes that it may answer with.
    #[must_use]
    pub fn refuses<C: Copy + Into<Code>>(mut self, codes: &[C]) -> Self {
        self.codes.extend(codes.iter().map(|code| (*code).into()));
        self
    }

    /// Codes of its kind that it never answers with.
    #[must_use]
    pub fn never<C: Copy + Into<Code>>(mut self, codes: &[C]) -> Self {
        self.codes.retain(|code| codes.iter().all(|never| (*never).into() != *code));
        self
    }

    /// Schemas that its answer refers to beside its own.
    #[must_use]
    pub fn with_schemas(mut self, schemas: Schemas) -> Self {
        self.schemas.extend(schemas);
        self
    }

    fn new(tag: &'static str, summary: &'static str, answer: (u16, Response)) -> Self {
        Self {
            tag,
            summary,
            about: String::new(),
            parameters: Vec::new(),
            id: None,
            body: None,
            answer,
            codes: everywhere().collect(),
            schemas: Schemas::new(),
        }
    }

    /// An operation that answers with one resource.
    fn of_one<R: Described>(
        tag: &'static str,
        summary: &'static str,
        status: u16,
        sentence: &str,
        headers: &[&str],
    ) -> Self {
        let document = resource_document(&R::example(), &[], &Selection::default(), &site());
        let answer = answer(sentence, &format!("{}Document", R::NAME), &document, headers);
        let mut operation = Self::new(tag, summary, (status, answer));
        operation.id = Some((R::id_schema(), R::example().id().to_string()));
        operation.parameters = of_one(R::listing());
        operation.schemas = schema::resource::<R>();
        operation.refuses(QUERY)
    }

    /// The same with a body, and the key that makes it safe to send twice.
    fn sent(mut self, mut body: Body) -> Self {
        self.parameters.push(RequestHeader::IdempotencyKey.parameter());
        self.schemas.append(&mut body.schemas);
        self.schemas.push((body.name.to_owned(), body.schema.clone().into()));
        self.body = Some(body);
        self.refuses(BODY)
    }

    /// The operation as the document has it.
    pub(super) fn build(self, name: &str, method: &Method, segment: Option<&str>) -> BuiltOperation {
        let mut parameters = self.parameters;
        if let (Some(segment), Some((schema, id))) = (segment, self.id) {
            let which = parameter(ParameterIn::Path, segment, "Which one.", schema);
            parameters.insert(0, ParameterBuilder::from(which).example(Some(id.into())).build());
        }
        let reads = method == Method::GET;
        let atomic_body = self.codes.contains(&Problem::TooManyOperations.code());
        let mut operation = OperationBuilder::new()
            .operation_id(Some(name))
            .tag(self.tag)
            .summary(Some(self.summary))
            .description(Some(self.about).filter(|about| !about.is_empty()))
            .parameters(Some(parameters))
            .request_body(self.body.map(|body| request_body(body, atomic_body)))
            .response(self.answer.0.to_string(), self.answer.1);
        if reads {
            operation = operation.response("304", not_modified());
        }
        for (status, codes) in by_status(&self.codes) {
            operation = operation.response(status.to_string(), responses::of(status, &codes));
        }
        operation.build()
    }
}

/// What is known of addresses in examples.
fn site() -> Site {
    Site { sister_url: Some("https://shop.example.org".to_owned()), ..Site::default() }
}

/// The media type of an atomic request and of its answer.
fn atomic() -> String {
    format!("{JSON_API};ext=\"{ATOMIC}\"")
}

fn answer(sentence: &str, schema: &str, document: &[u8], headers: &[&str]) -> Response {
    let mut response = Response::new(sentence);
    response.content.insert(JSON_API.to_owned(), content(schema, document).into());
    with_headers(&mut response, &["X-Request-Id"]);
    with_headers(&mut response, headers);
    response
}

fn content(schema: &str, document: &[u8]) -> Content {
    let mut content = Content::new(Some(reference(schema)));
    content.example = serde_json::from_slice(document).ok();
    content
}

fn stream<R: Described>() -> Content {
    let sentence = "Frames of server-sent events.";
    let mut content = Content::new(Some(RefOr::T(Schema::Object(schema::about(
        schema::text(0, usize::MAX, ""),
        sentence,
    )))));
    let mut data = Vec::new();
    R::example().write(&mut data, &Selection::default(), &site(), None);
    let example = format!("id: {}\ndata: {}\n\n", R::example().id(), String::from_utf8_lossy(&data));
    content.example = Some(example.into());
    content
}

fn not_modified() -> Response {
    let mut response = Response::new("`If-None-Match` names the entity tag that it still has.");
    with_headers(&mut response, &["X-Request-Id", "ETag", "Cache-Control"]);
    response
}

fn request_body(body: Body, atomic_body: bool) -> RequestBody {
    let mut content = Content::new(Some(reference(body.name)));
    content.examples = body
        .examples
        .into_iter()
        .map(|(name, summary, value)| {
            let example = ExampleBuilder::new().summary(summary).value(Some(value));
            (name.to_owned(), example.build().into())
        })
        .collect();
    let mut request = RequestBody::new();
    request.required = Some(Required::True);
    request.description = Some("The document.".to_owned());
    let media = if atomic_body { atomic() } else { JSON_API.to_owned() };
    request.content.insert(media, content.into());
    request
}
