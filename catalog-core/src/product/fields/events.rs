//! The feed of products.

use super::{read, whole};
use crate::{
    api::field::{Column, Filter, Listed, Listing, Paging, Test},
    product::{ProductEvent, ProductEventKind},
};

impl Listed for ProductEvent {
    type Id = u64;
    const KIND: &'static str = "product-events";
    const PATH: &'static str = "/api/v1/product-events";

    fn listing() -> &'static Listing<Self> {
        &PRODUCT_EVENTS
    }

    fn id(&self) -> &u64 {
        &self.seq
    }
}

static PRODUCT_EVENTS: Listing<ProductEvent> = Listing {
    kind: ProductEvent::KIND,
    path: ProductEvent::PATH,
    id: Column { name: "seq", value: |event| whole(event.seq) },
    paging: Paging::Seq,
    attributes: &["seq", "kind", "at", "actor", "product"],
    relationships: &[],
    sorts: &[],
    newest_first: false,
    filters: &[
        Filter {
            name: "filter[product]",
            about: "About any of these products.",
            read: read::id,
            one_of: &[],
            test: Test::AnyOf(Column {
                name: "product_id",
                value: |event| event.product_id().to_string().into(),
            }),
        },
        Filter {
            name: "filter[kind]",
            about: "Of any of these kinds.",
            read: read::kind,
            one_of: &ProductEventKind::NAMES,
            test: Test::AnyOf(Column { name: "kind", value: |event| event.kind().as_str().into() }),
        },
    ],
    includes: &[],
};
