//! The list of adjustments.
//!
//! In a store, an adjustment's columns are `id` and `at`.

use catalog_core::api::field::{Column, Listed, Listing, Paging, Sort};

use crate::model::{Adjustment, AdjustmentId};

impl Listed for Adjustment {
    type Id = AdjustmentId;
    const KIND: &'static str = "adjustments";
    const PATH: &'static str = "/api/v1/adjustments";

    fn listing() -> &'static Listing<Self> {
        &ADJUSTMENTS
    }

    fn id(&self) -> &AdjustmentId {
        &self.id
    }
}

static ADJUSTMENTS: Listing<Adjustment> = Listing {
    kind: Adjustment::KIND,
    path: Adjustment::PATH,
    id: Column { name: "id", value: |adjustment| adjustment.id.to_string().into() },
    paging: Paging::NumberOrCursor,
    attributes: &[
        "kind",
        "quantity",
        "from",
        "to",
        "expectedAt",
        "counted",
        "expected",
        "reason",
        "reference",
        "at",
        "actor",
        "version",
    ],
    relationships: &["product", "location"],
    sorts: &[Sort {
        name: "at",
        columns: &[Column { name: "at", value: |adjustment| adjustment.at.get().into() }],
    }],
    newest_first: true,
    filters: &[],
    includes: &[],
};
