//! What callers ask of the catalogue, what it looks at, and what becomes of it.

use super::{
    Money, Name, Product, ProductAttributes, ProductEvent, ProductHappening, ProductId, ProductPatch, Sku,
    SkuKey, Variant,
};

/// What a caller asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// A new product.
    Create {
        /// Its identifier, chosen by the caller or the service.
        id: ProductId,
        /// What it is.
        attributes: ProductAttributes,
    },
    /// A change of a product.
    Update {
        /// Which product.
        id: ProductId,
        /// What changes.
        patch: ProductPatch,
    },
    /// The end of a product; its id is never used again, its SKU is free.
    Delete {
        /// Which product.
        id: ProductId,
    },
    /// A change of the product with a SKU, or a new product where none has it.
    Upsert(Upsert),
}

/// A product told apart by its SKU. What is given is set; what is not keeps its value where the product
/// exists, and has its default in a new one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upsert {
    /// The identifier the caller gave: the product's own, or the one a new product shall have.
    pub id: Option<ProductId>,
    /// The identifier of a new product where the caller gave none.
    pub new_id: ProductId,
    /// The SKU.
    pub sku: Sku,
    /// The name.
    pub name: Name,
    /// The price.
    pub price: Money,
    /// What else was given.
    pub others: ProductPatch,
}

impl Upsert {
    /// All that was given, as a change of a product.
    pub fn patch(&self) -> ProductPatch {
        ProductPatch {
            sku: Some(self.sku.clone()),
            name: Some(self.name.clone()),
            price: Some(self.price),
            ..self.others.clone()
        }
    }
}

/// What is known of the catalogue when a command is decided.
pub trait View {
    /// A product.
    fn product(&self, id: &ProductId) -> Option<&Product>;
    /// The product with a SKU.
    fn id_of_sku(&self, sku: &SkuKey) -> Option<ProductId>;
    /// The product that is a variant.
    fn id_of_variant(&self, variant: &Variant) -> Option<ProductId>;
    /// Whether a product once had this id and was deleted.
    fn was_deleted(&self, id: &ProductId) -> bool;
    /// The `seq` of the next event.
    fn next_seq(&self) -> u64;
}

/// What a decision looks at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// The product with an id, or that it was deleted.
    Product(ProductId),
    /// The product with a SKU.
    Sku(SkuKey),
    /// The product that is a variant.
    Variant(Variant),
}

/// What an accepted command does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The product as it was; none where it is new.
    pub before: Option<Product>,
    /// The product as it is now; none where it was deleted.
    pub after: Option<Product>,
    /// The event to publish; none where nothing changed.
    pub event: Option<ProductEvent>,
}

/// What became of a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is new.
    Created,
    /// It changed.
    Updated,
    /// It is as it was.
    Unchanged,
    /// It is no more.
    Deleted,
}

impl Change {
    /// What became of the product.
    pub fn outcome(&self) -> Outcome {
        match self.event.as_ref().map(|event| &event.happening) {
            None => Outcome::Unchanged,
            Some(ProductHappening::Created(_)) => Outcome::Created,
            Some(ProductHappening::Updated(_)) => Outcome::Updated,
            Some(ProductHappening::Deleted { .. }) => Outcome::Deleted,
        }
    }
}

impl Outcome {
    /// The word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Updated => "updated",
            Self::Unchanged => "unchanged",
            Self::Deleted => "deleted",
        }
    }
}
