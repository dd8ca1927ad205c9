//! The list of returns.
//!
//! In a store, a return's columns are `id` and `at`.

use catalog_core::api::field::{Column, Listed, Listing, Paging, Sort};

use crate::model::{Return, ReturnId};

impl Listed for Return {
    type Id = ReturnId;
    const KIND: &'static str = "returns";
    const PATH: &'static str = "/api/v1/returns";

    fn listing() -> &'static Listing<Self> {
        &RETURNS
    }

    fn id(&self) -> &ReturnId {
        &self.id
    }
}

static RETURNS: Listing<Return> = Listing {
    kind: Return::KIND,
    path: Return::PATH,
    id: Column { name: "id", value: |returned| returned.id.to_string().into() },
    paging: Paging::NumberOrCursor,
    attributes: &["lines", "to", "reason", "reference", "at", "actor", "version"],
    relationships: &["purchase", "location"],
    sorts: &[Sort {
        name: "at",
        columns: &[Column { name: "at", value: |returned| returned.at.get().into() }],
    }],
    newest_first: true,
    filters: &[],
    includes: &[],
};
