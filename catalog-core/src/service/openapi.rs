//! What the endpoints of the Product service do, for its `OpenAPI` document.

mod attributes;
mod examples;
#[cfg(test)]
mod tests;

use serde_json::json;
use utoipa::openapi::{Object, RefOr, Schema};

use self::{
    attributes::{NewProductAttributes, ProductChanges, UpsertResult},
    examples::{ID, attributes},
};
use super::{Endpoint, ROUTES};
use crate::{
    api::{
        document::Written,
        field::Listed,
        openapi::{
            Api, Body, Described, Operation, document,
            schema::{
                self, about, anything, array, closed, object, one_of, reference, request_document,
                request_resource, results_document, text, uuid,
            },
        },
        operations::OPERATIONS_MAX,
    },
    product::{CategoryCount, Product, ProductEvent, ProductRejection, TagCount},
};

/// What the service says of itself.
pub const API: Api = Api {
    title: "Trastienda: Product service",
    about: "The catalogue: products with their prices, variants, images and tags, and a feed of what happens \
            to them. Stock is kept by the Inventory service.",
    tags: &[
        ("Products", "What the shop has."),
        ("Operations", "Several changes in one request, all or nothing."),
        ("Lists", "Categories and tags to choose from."),
        ("Events", "What happened to products, as pages or as a stream."),
    ],
    codes: ProductRejection::CODES,
};

/// The `OpenAPI` document of the Product service, as JSON: the same bytes each time.
pub fn openapi() -> String {
    document(&API, ROUTES, describe)
}

fn describe(endpoint: Endpoint) -> Operation {
    match endpoint {
        Endpoint::ListProducts => Operation::list::<Product>("Products", "List products")
            .about("Every status is shown unless it is filtered."),
        Endpoint::GetProduct => Operation::get::<Product>("Products", "Get a product"),
        Endpoint::CreateProduct => {
            Operation::create::<Product>("Products", "Create a product", new_product())
                .refuses(ProductRejection::CODES)
        }
        Endpoint::UpdateProduct => Operation::update::<Product>(
            "Products",
            "Change a product",
            changed_product(),
        )
        .about("A change of nothing keeps `version` and `updatedAt`. `archived` is the everyday way out.")
        .refuses(ProductRejection::CODES),
        Endpoint::DeleteProduct => Operation::delete::<Product>("Products", "Delete a product").about(
            "The SKU is free again, the id is never used again, and the stock of the product is frozen.",
        ),
        Endpoint::CreateOperations => create_operations(),
        Endpoint::ListCategories => Operation::list::<CategoryCount>("Lists", "List categories"),
        Endpoint::ListTags => Operation::list::<TagCount>("Lists", "List tags"),
        Endpoint::ListProductEvents => Operation::feed::<ProductEvent>("Events", "Follow what happens"),
    }
}

fn new_product() -> Body {
    let attributes = (reference("NewProductAttributes"), true);
    let data = request_resource(kind(), None, attributes, Some((read_only_relationships(), false)));
    let example = json!({ "data": { "type": kind(), "attributes": self::attributes() } });
    let variant = json!({
        "data": { "type": kind(), "attributes": {
            "sku": "SHIRT-XL", "name": "Shirt, XL", "price": { "amount": 2500, "currency": "EUR" },
            "group": "Shirt", "options": { "Size": "XL" },
        } },
    });
    Body {
        name: "NewProductDocument",
        schema: request_document(reference("NewProduct")),
        schemas: [vec![("NewProduct".to_owned(), data.into())], schema::of::<NewProductAttributes>()]
            .concat(),
        examples: vec![("product", "A product", example), ("variant", "One of several variants", variant)],
    }
}

fn changed_product() -> Body {
    let attributes = (reference("ProductChanges"), false);
    let id = about(uuid(), "The id in the address.");
    let data = request_resource(kind(), Some(id), attributes, Some((read_only_relationships(), false)));
    let example = json!({
        "data": { "type": kind(), "id": ID, "attributes": { "price": { "amount": 990, "currency": "EUR" } } },
    });
    Body {
        name: "ChangedProductDocument",
        schema: request_document(reference("ChangedProduct")),
        schemas: [vec![("ChangedProduct".to_owned(), data.into())], schema::of::<ProductChanges>()].concat(),
        examples: vec![("price", "Another price", example)],
    }
}

fn create_operations() -> Operation {
    let product = Product::example();
    let created: (Option<&dyn Written>, _) = (Some(&product), Some(json!({ "outcome": "created" })));
    let results = ("ProductResults", results_document(&["Product"], reference("UpsertResult")));
    Operation::atomic::<Product>(
        "Operations",
        "Change several products at once",
        operations(),
        results,
        &[created, (None, None)],
    )
    .about(
        "All or nothing (JSON:API Atomic Operations). A refused request reports the faults of every operation \
         at the first failing step. An `add` with `meta: {\"upsertBy\": \"sku\"}` changes the product that has \
         the SKU, where there is one.",
    )
    .refuses(ProductRejection::CODES)
    .with_schemas(schema::of::<UpsertResult>())
}

fn operations() -> Body {
    let upsert = object([("upsertBy", about(one_of(&["sku"]), "Update where the SKU exists."))], &[]);
    let named = |name: &'static str, schema: Object| {
        object([("type", one_of(&[kind()])), (name, schema)], &["type", name])
    };
    let mut reference_ = utoipa::openapi::OneOf::new();
    reference_.items = vec![named("id", uuid()).into(), named("lid", text(0, usize::MAX, "")).into()];
    let reference_ = || RefOr::T(Schema::OneOf(reference_.clone()));
    let href = || about(text(0, usize::MAX, ""), "The address of a product, instead of `ref`.");
    let op = |word: &'static str, members: Vec<(&'static str, RefOr<Schema>)>, required: &[&str]| {
        let op: (&'static str, RefOr<Schema>) = ("op", one_of(&[word]).into());
        object([op].into_iter().chain(members), required)
    };
    let add = op("add", vec![("data", reference("NewProduct")), ("meta", upsert.into())], &["op", "data"]);
    let update = op(
        "update",
        vec![("ref", reference_()), ("href", href().into()), ("data", update_data().into())],
        &["op", "data"],
    );
    let remove = op("remove", vec![("ref", reference_()), ("href", href().into())], &["op"]);
    let mut any = utoipa::openapi::schema::AnyOf::new();
    any.items = vec![add.into(), update.into(), remove.into()];
    let mut list = array(RefOr::T(Schema::AnyOf(any)), Some(OPERATIONS_MAX));
    list.min_items = Some(1);
    let document = object(
        [
            ("atomic:operations", RefOr::from(list)),
            ("meta", anything().into()),
            ("jsonapi", anything().into()),
        ],
        &["atomic:operations"],
    );
    let example = json!({ "atomic:operations": [
        { "op": "add", "data": { "type": kind(), "attributes": attributes() }, "meta": { "upsertBy": "sku" } },
        { "op": "remove", "ref": { "type": kind(), "id": ID } },
    ] });
    Body {
        name: "ProductOperationsDocument",
        schema: document,
        schemas: [new_product().schemas, changed_product().schemas].concat(),
        examples: vec![("upsert", "Add or update, and remove", example)],
    }
}

/// The resource of an update, which may be named by the operation instead.
fn update_data() -> Object {
    let mut data = request_resource(kind(), Some(uuid()), (reference("ProductChanges"), false), None);
    data.required.retain(|name| name == "type");
    data
}

/// `inventory` may be sent back; there is no other relationship.
fn read_only_relationships() -> Object {
    let ignored = about(anything(), "Read-only: ignored, so that what was read can be sent back.");
    closed(object(Product::listing().relationships.iter().map(|name| (*name, ignored.clone())), &[]))
}

fn kind() -> &'static str {
    Product::KIND
}
