//! The list of inventories.
//!
//! In a store, an inventory's columns are `product_id`, `location_id` (always `main`), `state`, `available`
//! and `updated_at`.

use catalog_core::{
    api::field::{Column, Filter, Listed, Listing, Paging, Sort, Test},
    product::ProductId,
};

use super::read;
use crate::model::{Inventory, LocationId, StockState};

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
];

static INVENTORY: Listing<Inventory> = Listing {
    kind: Inventory::KIND,
    path: Inventory::PATH,
    id: PRODUCT_ID,
    paging: Paging::NumberOrCursor,
    attributes: MEMBERS.split_at(MEMBERS.len() - 1).0,
    relationships: &["product"],
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
            about: "Kept at any of these locations.",
            read: read::location,
            one_of: &[],
            test: Test::AnyOf(LOCATION_ID),
        },
    ],
    includes: &[],
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
const LOCATION_ID: Column<Inventory> =
    Column { name: "location_id", value: |_| LocationId::Main.to_string().into() };
const STATE: Column<Inventory> = Column { name: "state", value: |inventory| inventory.state().name().into() };
const AVAILABLE: Column<Inventory> =
    Column { name: "available", value: |inventory| inventory.available().into() };
const UPDATED_AT: Column<Inventory> =
    Column { name: "updated_at", value: |inventory| inventory.updated_at.get().into() };
