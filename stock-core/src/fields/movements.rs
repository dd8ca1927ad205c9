//! The journal.
//!
//! In a store, a movement's columns are `seq`, `product_id`, `location_id`, `destination_id`, `kind`, `reference`, `group_id`
//! and `at`.

use catalog_core::api::field::{Column, Filter, Listed, Listing, Paging, Test};

use super::{read, whole};
use crate::model::{Movement, MovementKind};

impl Listed for Movement {
    type Id = u64;
    const KIND: &'static str = "movements";
    const PATH: &'static str = "/api/v1/movements";

    fn listing() -> &'static Listing<Self> {
        &MOVEMENTS
    }

    fn id(&self) -> &u64 {
        &self.seq
    }
}

static MOVEMENTS: Listing<Movement> = Listing {
    kind: Movement::KIND,
    path: Movement::PATH,
    id: Column { name: "seq", value: |movement| whole(movement.seq) },
    paging: Paging::Seq,
    attributes: &[
        "seq",
        "at",
        "kind",
        "quantity",
        "from",
        "to",
        "reason",
        "reference",
        "actor",
        "group",
        "floor",
        "cached",
    ],
    relationships: &["product", "location", "destination"],
    sorts: &[],
    newest_first: false,
    filters: &[
        BY_PRODUCT,
        Filter {
            name: "filter[location]",
            about: "At any of these locations, or to any of them.",
            read: read::location,
            one_of: &[],
            test: Test::EitherOf(LOCATION_ID, DESTINATION_ID),
        },
        Filter {
            name: "filter[kind]",
            about: "Of any of these kinds.",
            read: read::movement_kind,
            one_of: MovementKind::NAMES,
            test: Test::AnyOf(KIND),
        },
        Filter {
            name: "filter[reference]",
            about: "With this reference.",
            read: read::reference,
            one_of: &[],
            test: Test::Is(REFERENCE),
        },
        Filter {
            name: "filter[group]",
            about: "Of this purchase, return, adjustment or transfer; of an inventory's creation, the product.",
            read: read::group,
            one_of: &[],
            test: Test::Is(GROUP_ID),
        },
        Filter {
            name: "filter[at][gte]",
            about: "At this moment or later.",
            read: read::moment,
            one_of: &[],
            test: Test::AtLeast(AT),
        },
        UNTIL,
    ],
    includes: &[],
};

/// Movements by product.
pub(crate) const BY_PRODUCT: Filter<Movement> = Filter {
    name: "filter[product]",
    about: "Of any of these products.",
    read: read::product,
    one_of: &[],
    test: Test::AnyOf(PRODUCT_ID),
};

/// Movements up to a moment.
pub(crate) const UNTIL: Filter<Movement> = Filter {
    name: "filter[at][lte]",
    about: "At this moment or earlier.",
    read: read::moment,
    one_of: &[],
    test: Test::AtMost(AT),
};

const PRODUCT_ID: Column<Movement> =
    Column { name: "product_id", value: |movement| movement.product.to_string().into() };
const LOCATION_ID: Column<Movement> =
    Column { name: "location_id", value: |movement| movement.location.to_string().into() };
const DESTINATION_ID: Column<Movement> = Column {
    name: "destination_id",
    value: |movement| movement.destination.map(|location| location.to_string()).into(),
};
const KIND: Column<Movement> = Column { name: "kind", value: |movement| movement.kind.name().into() };
const REFERENCE: Column<Movement> =
    Column { name: "reference", value: |movement| movement.reference.as_deref().into() };
const GROUP_ID: Column<Movement> =
    Column { name: "group_id", value: |movement| movement.group.to_string().into() };
const AT: Column<Movement> = Column { name: "at", value: |movement| movement.at.get().into() };
