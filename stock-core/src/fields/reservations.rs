//! The list of reservations.
//!
//! In a store, a reservation's columns are `id`, `status`, `owner`, `at` and `expires_at`; the products of its
//! lines stand in `reservation_products`.

use std::collections::BTreeSet;

use catalog_core::api::field::{Column, Filter, Listed, Listing, Many, Paging, Sort, Test};

use super::read;
use crate::model::{Reservation, ReservationId, ReservationStatus};

impl Listed for Reservation {
    type Id = ReservationId;
    const KIND: &'static str = "reservations";
    const PATH: &'static str = "/api/v1/reservations";

    fn listing() -> &'static Listing<Self> {
        &RESERVATIONS
    }

    fn id(&self) -> &ReservationId {
        &self.id
    }
}

static RESERVATIONS: Listing<Reservation> = Listing {
    kind: Reservation::KIND,
    path: Reservation::PATH,
    id: Column { name: "id", value: |reservation| reservation.id.to_string().into() },
    paging: Paging::NumberOrCursor,
    attributes: &["lines", "expiresAt", "maxUntil", "owner", "status", "at", "actor", "version"],
    relationships: &["inventory"],
    sorts: &[Sort { name: "at", columns: &[AT] }, Sort { name: "expiresAt", columns: &[EXPIRES_AT] }],
    newest_first: true,
    filters: &[
        Filter {
            name: "filter[status]",
            about: "In any of these statuses.",
            read: read::reservation_status,
            one_of: ReservationStatus::NAMES,
            test: Test::AnyOf(STATUS),
        },
        Filter {
            name: "filter[owner]",
            about: "For this owner.",
            read: read::owner,
            one_of: &[],
            test: Test::Is(OWNER),
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
    includes: &[],
};

const STATUS: Column<Reservation> =
    Column { name: "status", value: |reservation| reservation.status.name().into() };
const OWNER: Column<Reservation> =
    Column { name: "owner", value: |reservation| reservation.owner.as_ref().into() };
const AT: Column<Reservation> = Column { name: "at", value: |reservation| reservation.at.get().into() };
const EXPIRES_AT: Column<Reservation> =
    Column { name: "expires_at", value: |reservation| reservation.expires_at.get().into() };
const PRODUCTS: Many<Reservation> = Many {
    table: "reservation_products",
    values: |reservation| {
        let products: BTreeSet<_> = reservation.lines.iter().map(|line| line.product).collect();
        products.iter().map(ToString::to_string).collect()
    },
};
