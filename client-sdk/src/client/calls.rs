//! The operations as methods, one for one.

use catalog_core::product::{
    CategoryCount, Product, ProductAttributes, ProductEvent, ProductId, ProductPatch, TagCount,
};

use super::{Client, Platform};
use crate::{
    error::SdkError,
    exchange::{self, List, OperationResult, Page, ProductOperation},
    transport::Transport,
};

/// A method sends the exchange of the same name without options; [`Client::call`] takes options.
macro_rules! calls {
    ($($(#[$doc:meta])* $name:ident($($argument:ident: $kind:ty),*) -> $value:ty;)*) => {
        impl<T: Transport, P: Platform> Client<T, P> {
            $($(#[$doc])*
            pub async fn $name(&self, $($argument: $kind),*) -> Result<$value, SdkError> {
                self.send(&exchange::$name($($argument),*)).await
            })*
        }
    };
}

calls! {
    /// A page of products.
    list_products(list: &List<Product>) -> Page<Product>;
    /// One product.
    get_product(id: ProductId) -> Product;
    /// A new product, under an id of one's own or of the service's making.
    create_product(id: Option<ProductId>, attributes: &ProductAttributes) -> Product;
    /// A change of a product.
    update_product(id: ProductId, patch: &ProductPatch) -> Product;
    /// The end of a product.
    delete_product(id: ProductId) -> ();
    /// Several changes of the catalogue, all or none.
    create_operations(operations: &[ProductOperation]) -> Vec<OperationResult>;
    /// A page of categories with how many active products they have.
    list_categories(list: &List<CategoryCount>) -> Page<CategoryCount>;
    /// A page of tags with how many active products have them.
    list_tags(list: &List<TagCount>) -> Page<TagCount>;
    /// A page of what happened to products.
    list_product_events(list: &List<ProductEvent>) -> Page<ProductEvent>;
}
