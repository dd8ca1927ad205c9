//! The list of locations.
//!
//! In a store, a location's columns are `id`, `priority` and `active`.

use catalog_core::api::field::{Column, Filter, Listed, Listing, Paging, Sort, Test};

use super::read;
use crate::model::{Location, LocationId};

impl Listed for Location {
    type Id = LocationId;
    const KIND: &'static str = "locations";
    const PATH: &'static str = "/api/v1/locations";

    fn listing() -> &'static Listing<Self> {
        &LOCATIONS
    }

    fn id(&self) -> &LocationId {
        &self.id
    }
}

static LOCATIONS: Listing<Location> = Listing {
    kind: Location::KIND,
    path: Location::PATH,
    id: Column { name: "id", value: |location| location.id.to_string().into() },
    paging: Paging::NumberOrCursor,
    attributes: &["name", "priority", "active", "version"],
    relationships: &[],
    sorts: &[Sort {
        name: "priority",
        columns: &[Column { name: "priority", value: |location| location.priority.get().into() }],
    }],
    newest_first: false,
    filters: &[Filter {
        name: "filter[active]",
        about: "Where stock is kept, or where it is not.",
        read: read::flag,
        one_of: &[],
        test: Test::AnyOf(Column { name: "active", value: |location| i64::from(location.active).into() }),
    }],
    includes: &[],
};
