//! The list of inventories.
//!
//! In a store, an inventory's columns are `product_id`, `state`, `available` and `updated_at`; where it has
//! levels stands in `inventory_locations`.

use catalog_core::{
    api::field::{Column, Filter, Include, Listed, Listing, Many, Paging, Sort, Test},
    product::ProductId,
};

use super::{levels, read};
use crate::model::{Inventory, StockState};

impl Listed for Inventory {
    type Id = ProductId;
    const KIND: &'static str = "inventory";
    const PATH: &'static str = "/api/v1/inventory";

    fn listing() -> &'static Listing<Self> {
        &INVENTORY
    }

    fn id(&self) -> &ProductId {
        &self.product
    }
}

/// Attributes and relationships, for this list and for those that include inventories.
pub(super) const MEMBERS: &[&str] = &[
    "onHand",
    "reserved",
    "committed",
    "unavailable",
    "incoming",
    "available",
    "purchasable",
    "state",
    "policy",
    "backorderLimit",
    "safetyStock",
    "lowStockAt",
    "version",
    "updatedAt",
    "product",
    "levels",
];

static INVENTORY: Listing<Inventory> = Listing {
    kind: Inventory::KIND,
    path: Inventory::PATH,
    id: PRODUCT_ID,
    paging: Paging::NumberOrCursor,
    attributes: MEMBERS.split_at(MEMBERS.len() - 2).0,
    relationships: MEMBERS.split_at(MEMBERS.len() - 2).1,
    sorts: &[
        Sort { name: "updatedAt", columns: &[UPDATED_AT] },
        Sort { name: "available", columns: &[AVAILABLE] },
    ],
    newest_first: false,
    filters: &[
        BY_PRODUCT,
        Filter {
            name: "filter[state]",
            about: "In any of these states.",
            read: read::state,
            one_of: StockState::NAMES,
            test: Test::AnyOf(STATE),
        },
        Filter {
            name: "filter[location]",
            about: "Kept at any of these locations, now or before.",
            read: read::location,
            one_of: &[],
            test: Test::Holds(PLACES),
        },
    ],
    includes: &[Include { name: "levels", kind: "levels", members: levels::MEMBERS }],
};

/// Inventories by product.
pub(crate) const BY_PRODUCT: Filter<Inventory> = Filter {
    name: "filter[product]",
    about: "Of any of these products.",
    read: read::product,
    one_of: &[],
    test: Test::AnyOf(PRODUCT_ID),
};

const PRODUCT_ID: Column<Inventory> =
    Column { name: "product_id", value: |inventory| inventory.product.to_string().into() };
const PLACES: Many<Inventory> = Many {
    table: "inventory_locations",
    values: |inventory| inventory.places.iter().map(|location| location.to_string()).collect(),
};
const STATE: Column<Inventory> = Column { name: "state", value: |inventory| inventory.state().name().into() };
const AVAILABLE: Column<Inventory> =
    Column { name: "available", value: |inventory| inventory.available().into() };
const UPDATED_AT: Column<Inventory> =
    Column { name: "updated_at", value: |inventory| inventory.updated_at.get().into() };
