//! Quotes, which are answered and never listed: the table names their members.

use catalog_core::api::field::{Column, Listed, Listing, Paging};

use crate::service::{Quote, QuoteId};

impl Listed for Quote {
    type Id = QuoteId;
    const KIND: &'static str = "quotes";
    const PATH: &'static str = "/api/v1/quotes";

    fn listing() -> &'static Listing<Self> {
        &QUOTES
    }

    fn id(&self) -> &QuoteId {
        &self.id
    }
}

static QUOTES: Listing<Quote> = Listing {
    kind: Quote::KIND,
    path: Quote::PATH,
    id: Column { name: "id", value: |quote| quote.id.to_string().into() },
    paging: Paging::NumberOrCursor,
    attributes: &["verdict", "lines", "total", "refusals", "explanation"],
    relationships: &[],
    sorts: &[],
    newest_first: false,
    filters: &[],
    includes: &[],
};
