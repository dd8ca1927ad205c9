//! The list of transfers.
//!
//! In a store, a transfer's columns are `id`, `status`, `reference`, `from_id`, `to_id` and `at`; the products
//! of its lines stand in `transfer_products`.

use std::collections::BTreeSet;

use catalog_core::api::field::{Column, Filter, Listed, Listing, Many, Paging, Sort, Test};

use super::read;
use crate::model::{Transfer, TransferId, TransferStatus};

impl Listed for Transfer {
    type Id = TransferId;
    const KIND: &'static str = "transfers";
    const PATH: &'static str = "/api/v1/transfers";

    fn listing() -> &'static Listing<Self> {
        &TRANSFERS
    }

    fn id(&self) -> &TransferId {
        &self.id
    }
}

static TRANSFERS: Listing<Transfer> = Listing {
    kind: Transfer::KIND,
    path: Transfer::PATH,
    id: Column { name: "id", value: |transfer| transfer.id.to_string().into() },
    paging: Paging::NumberOrCursor,
    attributes: &["lines", "status", "expectedAt", "reason", "reference", "at", "actor", "version"],
    relationships: &["from", "to"],
    sorts: &[Sort {
        name: "at",
        columns: &[Column { name: "at", value: |transfer| transfer.at.get().into() }],
    }],
    newest_first: true,
    filters: &[
        Filter {
            name: "filter[status]",
            about: "In any of these statuses.",
            read: read::transfer_status,
            one_of: TransferStatus::NAMES,
            test: Test::AnyOf(Column { name: "status", value: |transfer| transfer.status.name().into() }),
        },
        Filter {
            name: "filter[from]",
            about: "From any of these locations.",
            read: read::location,
            one_of: &[],
            test: Test::AnyOf(Column {
                name: "from_id",
                value: |transfer| transfer.passage.from().to_string().into(),
            }),
        },
        Filter {
            name: "filter[to]",
            about: "To any of these locations.",
            read: read::location,
            one_of: &[],
            test: Test::AnyOf(Column {
                name: "to_id",
                value: |transfer| transfer.passage.to().to_string().into(),
            }),
        },
        Filter {
            name: "filter[product]",
            about: "With a line of any of these products.",
            read: read::product,
            one_of: &[],
            test: Test::Holds(PRODUCTS),
        },
        Filter {
            name: "filter[reference]",
            about: "With this reference.",
            read: read::reference,
            one_of: &[],
            test: Test::Is(Column {
                name: "reference",
                value: |transfer| transfer.reference.as_deref().into(),
            }),
        },
    ],
    includes: &[],
};

const PRODUCTS: Many<Transfer> = Many {
    table: "transfer_products",
    values: |transfer| {
        let products: BTreeSet<_> = transfer.lines.iter().map(|line| line.product).collect();
        products.iter().map(ToString::to_string).collect()
    },
};
