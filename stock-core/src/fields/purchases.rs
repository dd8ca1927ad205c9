//! The list of purchases.
//!
//! In a store, a purchase's columns are `id`, `status`, `reference` and `at`; the products of its lines stand
//! in `purchase_products`, which may be a view over the movements.

use std::collections::BTreeSet;

use catalog_core::api::field::{Column, Filter, Include, Listed, Listing, Many, Paging, Sort, Test};

use super::{inventory::MEMBERS, read};
use crate::model::{Purchase, PurchaseId, PurchaseStatus};

impl Listed for Purchase {
    type Id = PurchaseId;
    const KIND: &'static str = "purchases";
    const PATH: &'static str = "/api/v1/purchases";

    fn listing() -> &'static Listing<Self> {
        &PURCHASES
    }

    fn id(&self) -> &PurchaseId {
        &self.id
    }
}

static PURCHASES: Listing<Purchase> = Listing {
    kind: Purchase::KIND,
    path: Purchase::PATH,
    id: Column { name: "id", value: |purchase| purchase.id.to_string().into() },
    paging: Paging::NumberOrCursor,
    attributes: &[
        "lines",
        "total",
        "fulfilment",
        "status",
        "reservationStatus",
        "reference",
        "customer",
        "at",
        "actor",
        "version",
    ],
    relationships: &["reservation", "inventory"],
    sorts: &[Sort { name: "at", columns: &[AT] }],
    newest_first: true,
    filters: &[
        Filter {
            name: "filter[status]",
            about: "In any of these statuses.",
            read: read::status,
            one_of: PurchaseStatus::NAMES,
            test: Test::AnyOf(STATUS),
        },
        Filter {
            name: "filter[reference]",
            about: "With this reference.",
            read: read::reference,
            one_of: &[],
            test: Test::Is(REFERENCE),
        },
        Filter {
            name: "filter[product]",
            about: "With a line of any of these products.",
            read: read::product,
            one_of: &[],
            test: Test::Holds(PRODUCTS),
        },
        Filter {
            name: "filter[at][gte]",
            about: "At this moment or later.",
            read: read::moment,
            one_of: &[],
            test: Test::AtLeast(AT),
        },
        Filter {
            name: "filter[at][lte]",
            about: "At this moment or earlier.",
            read: read::moment,
            one_of: &[],
            test: Test::AtMost(AT),
        },
    ],
    includes: &[Include { name: "inventory", kind: "inventory", members: MEMBERS }],
};

const STATUS: Column<Purchase> = Column { name: "status", value: |purchase| purchase.status.name().into() };
const REFERENCE: Column<Purchase> =
    Column { name: "reference", value: |purchase| purchase.reference.as_deref().into() };
const AT: Column<Purchase> = Column { name: "at", value: |purchase| purchase.at.get().into() };
const PRODUCTS: Many<Purchase> = Many {
    table: "purchase_products",
    values: |purchase| {
        let products: BTreeSet<_> = purchase.lines.iter().map(|line| line.product).collect();
        products.iter().map(ToString::to_string).collect()
    },
};
