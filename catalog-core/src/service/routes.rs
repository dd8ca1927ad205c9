//! The endpoints of the Product service.

use http::Method;

use crate::api::route::Route;

const READ: &str = "catalog:read";
const WRITE: &str = "catalog:write";

/// Which handler answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// A page of products.
    ListProducts,
    /// One product.
    GetProduct,
    /// A new product.
    CreateProduct,
    /// A change of a product.
    UpdateProduct,
    /// The end of a product.
    DeleteProduct,
    /// Several changes, all or nothing.
    CreateOperations,
    /// Categories with how many active products they have.
    ListCategories,
    /// Tags with how many active products they have.
    ListTags,
    /// What happened to products.
    ListProductEvents,
}

/// The table.
pub static ROUTES: &[Route<Endpoint>] = &[
    route(Method::GET, "/api/v1/products", READ, Endpoint::ListProducts, "list_products"),
    route(Method::POST, "/api/v1/products", WRITE, Endpoint::CreateProduct, "create_product"),
    route(Method::GET, "/api/v1/products/{id}", READ, Endpoint::GetProduct, "get_product"),
    route(Method::PATCH, "/api/v1/products/{id}", WRITE, Endpoint::UpdateProduct, "update_product"),
    route(Method::DELETE, "/api/v1/products/{id}", WRITE, Endpoint::DeleteProduct, "delete_product"),
    route(Method::POST, "/api/v1/operations", WRITE, Endpoint::CreateOperations, "create_operations"),
    route(Method::GET, "/api/v1/categories", READ, Endpoint::ListCategories, "list_categories"),
    route(Method::GET, "/api/v1/tags", READ, Endpoint::ListTags, "list_tags"),
    route(Method::GET, "/api/v1/product-events", READ, Endpoint::ListProductEvents, "list_product_events"),
];

const fn route(
    method: Method,
    path: &'static str,
    scope: &'static str,
    endpoint: Endpoint,
    name: &'static str,
) -> Route<Endpoint> {
    Route { method, path, scope, endpoint, name }
}
