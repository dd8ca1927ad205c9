//! The list of levels.
//!
//! In a store, a level's columns are `id`, `product_id`, `location_id`, `available` and `updated_at`.

use catalog_core::api::field::{Column, Filter, Listed, Listing, Paging, Sort, Test};

use super::read;
use crate::model::{Level, LevelId};

impl Listed for Level {
    type Id = LevelId;
    const KIND: &'static str = "levels";
    const PATH: &'static str = "/api/v1/levels";

    fn listing() -> &'static Listing<Self> {
        &LEVELS
    }

    fn id(&self) -> &LevelId {
        &self.id
    }
}

/// Attributes and relationships, for this list and for those that include levels.
pub(super) const MEMBERS: &[&str] = &[
    "onHand",
    "reserved",
    "committed",
    "unavailable",
    "incoming",
    "inTransit",
    "available",
    "version",
    "updatedAt",
    "product",
    "location",
];

static LEVELS: Listing<Level> = Listing {
    kind: Level::KIND,
    path: Level::PATH,
    id: Column { name: "id", value: |level| level.id.to_string().into() },
    paging: Paging::NumberOrCursor,
    attributes: MEMBERS.split_at(MEMBERS.len() - 2).0,
    relationships: MEMBERS.split_at(MEMBERS.len() - 2).1,
    sorts: &[
        Sort { name: "updatedAt", columns: &[UPDATED_AT] },
        Sort {
            name: "available",
            columns: &[Column { name: "available", value: |level| level.buckets.sellable.into() }],
        },
    ],
    newest_first: false,
    filters: &[
        BY_PRODUCT,
        Filter {
            name: "filter[location]",
            about: "At any of these locations.",
            read: read::location,
            one_of: &[],
            test: Test::AnyOf(Column {
                name: "location_id",
                value: |level| level.id.location.to_string().into(),
            }),
        },
        // The rows of a moment past are computed, and none of them changed later than it.
        Filter {
            name: "filter[at]",
            about: "As they were at this moment, by the journal; with `filter[product]` only. What had not moved \
                    by then is left out.",
            read: read::moment,
            one_of: &[],
            test: Test::AtMost(UPDATED_AT),
        },
    ],
    includes: &[],
};

/// Levels by product.
pub(crate) const BY_PRODUCT: Filter<Level> = Filter {
    name: "filter[product]",
    about: "Of any of these products.",
    read: read::product,
    one_of: &[],
    test: Test::AnyOf(Column { name: "product_id", value: |level| level.id.product.to_string().into() }),
};

const UPDATED_AT: Column<Level> = Column { name: "updated_at", value: |level| level.updated_at.get().into() };
