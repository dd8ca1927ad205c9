//! The endpoints of the Product service.

use http::Method;

use crate::api::route::Route;

const READ: &str = "catalog:read";
const WRITE: &str = "catalog:write";
/// One product.
pub(super) const PRODUCT: &str = "/api/v1/products/{id}";

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
    Route::new(Method::GET, "/api/v1/products", READ, Endpoint::ListProducts, "list_products"),
    Route::new(Method::POST, "/api/v1/products", WRITE, Endpoint::CreateProduct, "create_product"),
    Route::new(Method::GET, PRODUCT, READ, Endpoint::GetProduct, "get_product"),
    Route::new(Method::PATCH, PRODUCT, WRITE, Endpoint::UpdateProduct, "update_product"),
    Route::new(Method::DELETE, PRODUCT, WRITE, Endpoint::DeleteProduct, "delete_product"),
    Route::new(Method::POST, "/api/v1/operations", WRITE, Endpoint::CreateOperations, "create_operations"),
    Route::new(Method::GET, "/api/v1/categories", READ, Endpoint::ListCategories, "list_categories"),
    Route::new(Method::GET, "/api/v1/tags", READ, Endpoint::ListTags, "list_tags"),
    Route::new(
        Method::GET,
        "/api/v1/product-events",
        READ,
        Endpoint::ListProductEvents,
        "list_product_events",
    ),
];
