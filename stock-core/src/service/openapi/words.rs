//! Schemas of words: one of a few, each with what it stands for.

use catalog_core::api::openapi::schema::{about, one_of};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{RefOr, Schema},
};

use crate::{
    model::{
        AdjustmentKind, Bucket, Fulfilment, Law, MovementKind, Policy, PurchaseStatus, ReservationStatus,
        StockEventKind, StockPile, StockState, TransferStatus,
    },
    service::QuoteVerdict,
    webhook::{DeliveryFailure, DeliveryOutcome},
};

macro_rules! words {
    ($($name:ident = $sentence:literal;)*) => {
        $(
            impl PartialSchema for $name {
                fn schema() -> RefOr<Schema> {
                    about(one_of(Self::NAMES), $sentence).into()
                }
            }

            impl ToSchema for $name {}
        )*
    };
}

words! {
    Policy = "What happens when more is asked for than there is: `deny` refuses it, `backorder` sells up to a \
              limit, `untracked` sells without bound.";
    StockState = "`out`: `available` is 0 or less; `low`: at most `lowStockAt`; else, and always when untracked, \
                  `in-stock`.";
    AdjustmentKind = "What is done.";
    StockPile = "Goods for sale, or goods in the house that are not.";
    Bucket = "Where units are: in a bucket of a location, or outside.";
    MovementKind = "Why units moved.";
    StockEventKind = "What happened. A command writes `stock.changed` first.";
    Fulfilment = "Whether goods are handed over `now` or `later`.";
    PurchaseStatus = "Where it stands.";
    ReservationStatus = "Where it stands: `active` holds its units; it ends once, as one of the others.";
    TransferStatus = "`shipped`: on its way; `received`: there.";
    QuoteVerdict = "What would become of the purchase.";
    DeliveryOutcome = "What came of it: a wish was `asked`, a try was `delivered` or `failed`.";
    DeliveryFailure = "Why a try failed.";
    Law = "What must hold of a journal and of the rows kept beside it.";
}
