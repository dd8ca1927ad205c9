//! Calls to the Product service.

use catalog_core::{
    api::field::Listed,
    product::{CategoryCount, Product, ProductAttributes, ProductEvent, ProductId, ProductPatch, TagCount},
};
use http::Method;
use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use super::{
    Call, Exchange, List, Media, OperationResult, Page, Service, list_of, nothing, object, operations_body,
    results,
};

const OPERATIONS: &str = "/api/v1/operations";

/// A change of the catalogue in an atomic request.
#[derive(Clone, Debug, PartialEq)]
pub enum ProductOperation {
    /// A new product, under an id of one's own or of the service's making.
    Create(Option<ProductId>, ProductAttributes),
    /// A change of the product that has the patch's SKU, or a new product where none has it. The patch needs
    /// SKU, name and price.
    Upsert(ProductPatch),
    /// A change of a product.
    Update(ProductId, ProductPatch),
    /// The end of a product.
    Delete(ProductId),
}

/// `GET /api/v1/products`.
pub fn list_products(list: &List<Product>) -> Exchange<Page<Product>> {
    Exchange::new(list.call(Service::Product), list_of)
}

/// `GET /api/v1/products/{id}`.
pub fn get_product(id: ProductId) -> Exchange<Product> {
    Exchange::new(product_call(Method::GET, id), object)
}

/// `POST /api/v1/products`, under an id of one's own or of the service's making.
pub fn create_product(id: Option<ProductId>, attributes: &ProductAttributes) -> Exchange<Product> {
    let data = product_object(id, &attributes.to_patch());
    let call = Call::new(Service::Product, Method::POST, Product::PATH);
    Exchange::new(call.with_body(&json!({ "data": data })), object)
}

/// `PATCH /api/v1/products/{id}`.
pub fn update_product(id: ProductId, patch: &ProductPatch) -> Exchange<Product> {
    let data = product_object(Some(id), patch);
    Exchange::new(product_call(Method::PATCH, id).with_body(&json!({ "data": data })), object)
}

/// `DELETE /api/v1/products/{id}`. After a try without an answer, `404` may mean that it was done by then.
pub fn delete_product(id: ProductId) -> Exchange<()> {
    Exchange::new(product_call(Method::DELETE, id), nothing)
}

/// `POST /api/v1/operations`: all of them or none. At most 1,000, within the service's limit on bodies.
pub fn create_operations(operations: &[ProductOperation]) -> Exchange<Vec<OperationResult>> {
    let written: Vec<Vec<u8>> =
        operations.iter().map(|operation| operation.to_json().to_string().into_bytes()).collect();
    operations_exchange(Service::Product, OPERATIONS, written.iter().map(Vec::as_slice))
}

/// An atomic request of operations that were written already.
pub(crate) fn operations_exchange<'a>(
    service: Service,
    target: &str,
    operations: impl IntoIterator<Item = &'a [u8]>,
) -> Exchange<Vec<OperationResult>> {
    let mut call = Call::new(service, Method::POST, target);
    call.body = operations_body(operations);
    call.media = Media::Atomic;
    Exchange::new(call, results)
}

/// `GET /api/v1/categories`.
pub fn list_categories(list: &List<CategoryCount>) -> Exchange<Page<CategoryCount>> {
    Exchange::new(list.call(Service::Product), list_of)
}

/// `GET /api/v1/tags`.
pub fn list_tags(list: &List<TagCount>) -> Exchange<Page<TagCount>> {
    Exchange::new(list.call(Service::Product), list_of)
}

/// `GET /api/v1/product-events`, as pages; a [`Feed`](crate::stream::Feed) follows it.
pub fn list_product_events(list: &List<ProductEvent>) -> Exchange<Page<ProductEvent>> {
    Exchange::new(list.call(Service::Product), list_of)
}

fn product_call(method: Method, id: ProductId) -> Call {
    Call::new(Service::Product, method, format!("{}/{id}", Product::PATH))
}

impl ProductOperation {
    /// The operation object.
    pub fn to_json(&self) -> Json {
        let reference = |id: ProductId| json!({ "type": Product::KIND, "id": id });
        match self {
            Self::Create(id, attributes) => {
                json!({ "op": "add", "data": product_object(*id, &attributes.to_patch()) })
            }
            Self::Upsert(patch) => {
                json!({ "op": "add", "data": product_object(None, patch), "meta": { "upsertBy": "sku" } })
            }
            Self::Update(id, patch) => {
                json!({ "op": "update", "ref": reference(*id), "data": product_object(Some(*id), patch) })
            }
            Self::Delete(id) => json!({ "op": "remove", "ref": reference(*id) }),
        }
    }
}

fn product_object(id: Option<ProductId>, patch: &ProductPatch) -> Json {
    let mut object = Map::new();
    object.insert("type".to_owned(), json!(Product::KIND));
    if let Some(id) = id {
        object.insert("id".to_owned(), json!(id));
    }
    object.insert("attributes".to_owned(), Json::Object(attributes(patch)));
    Json::Object(object)
}

/// What a patch says, as attributes on the wire.
pub(crate) fn attributes(patch: &ProductPatch) -> Map<String, Json> {
    let mut members = Map::new();
    put(&mut members, "sku", patch.sku.as_ref());
    put(&mut members, "name", patch.name.as_ref());
    put(&mut members, "description", patch.description.as_ref());
    put(&mut members, "price", patch.price.as_ref());
    put(&mut members, "status", patch.status.as_ref());
    put(&mut members, "tags", patch.tags.as_ref());
    put(&mut members, "category", patch.category.as_ref());
    put(&mut members, "group", patch.group.as_ref());
    put(&mut members, "options", patch.options.as_ref());
    put(&mut members, "images", patch.images.as_ref());
    put(&mut members, "metadata", patch.metadata.as_ref());
    members
}

/// Puts a member where there is a value.
pub(crate) fn put<T: Serialize>(members: &mut Map<String, Json>, name: &str, value: Option<T>) {
    if let Some(value) = value {
        members.insert(name.to_owned(), json!(value));
    }
}

#[cfg(test)]
mod tests {
    use catalog_core::product::{Currency, Money, Name, Sku};

    use super::*;

    fn mug() -> ProductAttributes {
        let price = Money::from_major("8.50", Currency::parse("EUR").unwrap()).unwrap();
        ProductAttributes::new(Sku::new("MUG-1").unwrap(), Name::new("Mug").unwrap(), price)
    }

    #[test]
    fn what_is_written_is_what_the_service_reads() {
        let exchange = create_product(None, &mug());
        let document: Json = serde_json::from_slice(&exchange.call.body).unwrap();
        let incoming = catalog_core::api::read::Incoming::read(&document["data"], "products").unwrap();
        assert_eq!(catalog_core::service::read_attributes(incoming).unwrap(), mug());
    }

    #[test]
    fn a_patch_says_only_what_changes() {
        let patch = ProductPatch { category: Some(None), ..ProductPatch::default() };
        let id = ProductId(uuid::Uuid::nil());
        let body: Json = serde_json::from_slice(&update_product(id, &patch).call.body).unwrap();
        assert_eq!(body["data"]["attributes"], json!({ "category": null }));
        assert_eq!(body["data"]["id"], json!(id));
    }

    #[test]
    fn operations_stand_in_order() {
        let id = ProductId(uuid::Uuid::nil());
        let operations = [
            ProductOperation::Create(Some(id), mug()),
            ProductOperation::Upsert(mug().to_patch()),
            ProductOperation::Delete(id),
        ];
        let body: Json = serde_json::from_slice(&create_operations(&operations).call.body).unwrap();
        let list = body["atomic:operations"].as_array().unwrap();
        let ops: Vec<_> = list.iter().map(|operation| operation["op"].as_str().unwrap()).collect();
        assert_eq!(ops, ["add", "add", "remove"]);
        assert_eq!(list[1]["meta"], json!({ "upsertBy": "sku" }));
    }
}
