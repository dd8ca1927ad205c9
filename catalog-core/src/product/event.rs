//! The feed of what happened to products.

use serde::{Deserialize, Serialize};

use super::{Product, ProductId, Sku};
use crate::api::instant::UnixMillis;

/// One entry of the feed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductEvent {
    /// Its place in the feed, from 1, without gaps.
    pub seq: u64,
    /// When.
    pub at: UnixMillis,
    /// Who.
    pub actor: String,
    /// What happened.
    pub happening: ProductHappening,
}

/// What happened to a product, with what is to be known of it afterwards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ProductHappening {
    /// It is new.
    Created(Box<Product>),
    /// It changed.
    Updated(Box<Product>),
    /// It is no more.
    Deleted {
        /// Its identifier, never used again.
        id: ProductId,
        /// The SKU it had, free again.
        sku: Sku,
    },
}

/// What an event says, by its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProductEventKind {
    /// A product is new.
    Created,
    /// A product changed.
    Updated,
    /// A product is no more.
    Deleted,
}

impl ProductEvent {
    /// What it says.
    pub fn kind(&self) -> ProductEventKind {
        match self.happening {
            ProductHappening::Created(_) => ProductEventKind::Created,
            ProductHappening::Updated(_) => ProductEventKind::Updated,
            ProductHappening::Deleted { .. } => ProductEventKind::Deleted,
        }
    }

    /// The product it is about.
    pub fn product_id(&self) -> ProductId {
        match &self.happening {
            ProductHappening::Created(product) | ProductHappening::Updated(product) => product.id,
            ProductHappening::Deleted { id, .. } => *id,
        }
    }
}

impl ProductEventKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Created, Self::Updated, Self::Deleted];
    /// Every kind by its word, in the same order.
    pub const NAMES: [&'static str; 3] = ["product.created", "product.updated", "product.deleted"];

    /// The kind of a word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// The word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Created => "product.created",
            Self::Updated => "product.updated",
            Self::Deleted => "product.deleted",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::sample, *};

    #[test]
    fn a_kind_is_its_word() {
        assert_eq!(ProductEventKind::ALL.map(ProductEventKind::as_str), ProductEventKind::NAMES);
        for kind in ProductEventKind::ALL {
            assert_eq!(ProductEventKind::parse(kind.as_str()), Some(kind));
        }
    }

    #[test]
    fn a_stored_event_reads_back() {
        let product = sample::product(1, sample::attributes("A-1"));
        let (id, sku) = (product.id, product.attributes.sku.clone());
        for happening in [
            ProductHappening::Created(Box::new(product.clone())),
            ProductHappening::Updated(Box::new(product)),
            ProductHappening::Deleted { id, sku },
        ] {
            let event = ProductEvent { seq: 7, at: UnixMillis::new(1), actor: "ana".to_owned(), happening };
            let text = serde_json::to_string(&event).unwrap();
            assert_eq!(serde_json::from_str::<ProductEvent>(&text).unwrap(), event);
            assert_eq!(event.product_id(), id);
        }
    }
}
