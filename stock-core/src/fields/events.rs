//! The feed of stock.
//!
//! In a store, an event's columns are `seq`, `product_id` and `kind`.

use catalog_core::api::field::{Column, Filter, Listed, Listing, Paging, Test};

use super::{read, whole};
use crate::model::{StockEvent, StockEventKind};

impl Listed for StockEvent {
    type Id = u64;
    const KIND: &'static str = "stock-events";
    const PATH: &'static str = "/api/v1/stock-events";

    fn listing() -> &'static Listing<Self> {
        &STOCK_EVENTS
    }

    fn id(&self) -> &u64 {
        &self.seq
    }
}

static STOCK_EVENTS: Listing<StockEvent> = Listing {
    kind: StockEvent::KIND,
    path: StockEvent::PATH,
    id: Column { name: "seq", value: |event| whole(event.seq) },
    paging: Paging::Seq,
    attributes: &["seq", "at", "kind", "movement", "cause", "level", "actor"],
    relationships: &["product"],
    sorts: &[],
    newest_first: false,
    filters: &[
        Filter {
            name: "filter[product]",
            about: "About any of these products.",
            read: read::product,
            one_of: &[],
            test: Test::AnyOf(Column {
                name: "product_id",
                value: |event| event.level.product.to_string().into(),
            }),
        },
        Filter {
            name: "filter[kind]",
            about: "Of any of these kinds.",
            read: read::event_kind,
            one_of: StockEventKind::NAMES,
            test: Test::AnyOf(Column { name: "kind", value: |event| event.kind.name().into() }),
        },
    ],
    includes: &[],
};
