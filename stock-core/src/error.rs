//! What can be wrong with a request about stock: the one table from error to status, code and title.

use catalog_core::{
    api::{
        fault::{Code, Fault, Problem},
        instant::UnixMillis,
    },
    product::{ProductId, money::Currency},
};
use serde_json::{Value as Json, json};
use thiserror::Error;

use crate::{
    model::{
        Bucket, LINES_MAX, LocationId, PurchaseId, PurchaseStatus, ReservationId, ReservationStatus,
        TransferStatus, UNITS_MAX, word::words,
    },
    webhook::WebhookError,
};

macro_rules! stock_codes {
    ($($(#[$doc:meta])* $variant:ident = $status:literal $name:literal $title:literal;)*) => {
        /// The error codes of stock, beside the general ones in [`Problem`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum StockCode { $($(#[$doc])* $variant,)* }

        impl StockCode {
            /// Every code, for tables and tests.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Status, name and title.
            pub const fn code(self) -> Code {
                match self { $(Self::$variant => Code { status: $status, name: $name, title: $title },)* }
            }
        }
    };
}

stock_codes! {
    /// No such product.
    ProductNotFound = 404 "product-not-found" "Product not found";
    /// A draft or an archived product.
    ProductNotForSale = 409 "product-not-for-sale" "Product is not for sale";
    /// The Product service could not be asked.
    ProductServiceUnavailable = 503 "product-service-unavailable" "Product service is unavailable";
    /// The stock of the product is not kept yet.
    InventoryNotInitialised = 409 "inventory-not-initialised" "Inventory is not initialised";
    /// The stock of the product is kept already.
    InventoryExists = 409 "inventory-exists" "Inventory exists";
    /// More is asked for than there is.
    InsufficientStock = 409 "insufficient-stock" "Not enough stock";
    /// Prices in several currencies.
    MixedCurrencies = 409 "mixed-currencies" "Currencies are mixed";
    /// The total is past what a number holds exactly.
    TotalTooLarge = 409 "total-too-large" "Total is too large";
    /// The stock changed since it was compared.
    CountStale = 409 "count-stale" "Count is stale";
    /// A figure would be past what a number holds exactly.
    QuantityOverflow = 409 "quantity-overflow" "Quantity is too large";
    /// More comes back than went out.
    ReturnExceedsPurchase = 409 "return-exceeds-purchase" "Return exceeds the purchase";
    /// No such purchase.
    PurchaseNotFound = 404 "purchase-not-found" "Purchase not found";
    /// The purchase cannot become that.
    PurchaseStatusConflict = 409 "purchase-status-conflict" "Purchase has another status";
    /// No such reservation.
    ReservationNotFound = 404 "reservation-not-found" "Reservation not found";
    /// The reservation has ended.
    ReservationNotActive = 409 "reservation-not-active" "Reservation is not active";
    /// The reservation cannot become that.
    ReservationStatusConflict = 409 "reservation-status-conflict" "Reservation has another status";
    /// More would be held than one owner or one key may hold.
    ReservationLimit = 409 "reservation-limit" "Too much is reserved";
    /// Units cannot be held until then.
    ExpiryOutOfRange = 409 "expiry-out-of-range" "Expiry is out of range";
    /// No such location.
    LocationNotFound = 404 "location-not-found" "Location not found";
    /// No stock is kept at the location now.
    LocationInactive = 409 "location-inactive" "Location is inactive";
    /// There is stock at the location.
    LocationNotEmpty = 409 "location-not-empty" "Location is not empty";
    /// The main location stays as it is.
    LocationIsMain = 409 "location-is-main" "Location is the main one";
    /// The transfer cannot become that.
    TransferStatusConflict = 409 "transfer-status-conflict" "Transfer has another status";
    /// Too many lines in one purchase, return or transfer.
    TooManyLines = 422 "too-many-lines" "Too many lines";
    /// No such webhook.
    WebhookNotFound = 404 "webhook-not-found" "Webhook not found";
    /// A webhook's address is not of a public machine.
    WebhookUrlPrivate = 422 "webhook-url-private" "Address is not public";
    /// There are as many webhooks as there may be.
    TooManyWebhooks = 409 "too-many-webhooks" "Too many webhooks";
    /// No such event yet.
    EventNotFound = 404 "event-not-found" "Event not found";
    /// As many events wait to be sent again as may.
    TooManyResends = 409 "too-many-resends" "Too many events to send again";
}

impl From<StockCode> for Code {
    fn from(code: StockCode) -> Self {
        code.code()
    }
}

words! {
    /// Why the Product service gave no answer that counts.
    CheckFailure {
        /// No connection, or the service answered that it cannot.
        Refused = "refused",
        /// No answer in time.
        Timeout = "timeout",
        /// An answer that makes no sense.
        BadAnswer = "bad-answer",
        /// It does not take our key.
        Unauthorised = "unauthorised",
    }
}

words! {
    /// For whom a limit on reservations counts.
    HeldBy {
        /// For the owner of reservations.
        Owner = "owner",
        /// For the key that reserves, over all of its owners.
        Key = "key",
    }
}

words! {
    /// What a limit on reservations counts.
    HoldUnit {
        /// Open reservations.
        Reservations = "reservations",
        /// Units in open reservations.
        Units = "units",
    }
}

/// One thing that is wrong, with its figures.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum StockError {
    /// No such product.
    #[error("There is no product {0}.")]
    ProductNotFound(ProductId),
    /// A draft or an archived product.
    #[error("Product {0} is not active; only active products can be bought.")]
    ProductNotForSale(ProductId),
    /// The Product service could not be asked.
    #[error("The Product service could not be asked about the products: {0}.")]
    ProductServiceUnavailable(CheckFailure),
    /// The stock of the product is not kept yet.
    #[error("Product {0} has no inventory yet.")]
    InventoryNotInitialised(ProductId),
    /// The stock of the product is kept already.
    #[error("Product {0} has an inventory already.")]
    InventoryExists(ProductId),
    /// What the request is about does not exist.
    #[error("There is no such resource.")]
    TargetMissing,
    /// The id is in use.
    #[error("The id is taken.")]
    IdTaken,
    /// More is asked for than may be sold.
    #[error("{requested} units of product {product} were asked for, {purchasable} can be bought.")]
    InsufficientStock {
        /// Of what.
        product: ProductId,
        /// All lines of the product together.
        requested: i64,
        /// What one purchase may take.
        purchasable: i64,
    },
    /// More is asked for of one location than it has.
    #[error(
        "{requested} units of product {product} were asked for at location {location}, {purchasable} can be bought there."
    )]
    LocationShort {
        /// Of what.
        product: ProductId,
        /// Where.
        location: LocationId,
        /// All lines of the product at that location together.
        requested: i64,
        /// What one purchase may take there.
        purchasable: i64,
    },
    /// More is to be taken out of a bucket than is in it.
    #[error("{requested} units of product {product} were to leave `{bucket}`, which holds {held}.")]
    BucketShort {
        /// Of what.
        product: ProductId,
        /// From where.
        bucket: Bucket,
        /// How many were to leave.
        requested: i64,
        /// How many it holds.
        held: i64,
    },
    /// Prices in several currencies.
    #[error("The lines have prices in {}; a purchase has one currency.", codes(.0).join(", "))]
    MixedCurrencies(Vec<Currency>),
    /// The total is past what a number holds exactly.
    #[error("The total of the lines is more than {UNITS_MAX} minor units.")]
    TotalTooLarge,
    /// The stock changed since it was compared.
    #[error("The count was compared with {expected} units on hand, but there are {on_hand}.")]
    CountStale {
        /// What the count was compared with.
        expected: i64,
        /// What is on hand.
        on_hand: i64,
    },
    /// A figure would be past what a number holds exactly.
    #[error("A figure of product {0} would be past {UNITS_MAX} units, up or down.")]
    QuantityOverflow(ProductId),
    /// More comes back than went out.
    #[error(
        "{requested} units of product {product} were to come back, {returnable} are out by this purchase."
    )]
    ReturnExceedsPurchase {
        /// Of what.
        product: ProductId,
        /// All lines of the product together.
        requested: i64,
        /// Handed over less already returned.
        returnable: i64,
    },
    /// No such purchase.
    #[error("There is no purchase {0}.")]
    PurchaseNotFound(PurchaseId),
    /// The purchase cannot become that.
    #[error("The purchase is {from} and cannot become {to}.")]
    PurchaseStatusConflict {
        /// What it is.
        from: PurchaseStatus,
        /// What it was to be.
        to: PurchaseStatus,
    },
    /// No such reservation.
    #[error("There is no reservation {0}.")]
    ReservationNotFound(ReservationId),
    /// The reservation has ended.
    #[error("Reservation {id} is {status}; it holds nothing any more.")]
    ReservationNotActive {
        /// Which one.
        id: ReservationId,
        /// How it ended.
        status: ReservationStatus,
    },
    /// The reservation cannot become that.
    #[error("The reservation is {from} and cannot become {to}; a request can only make it released.")]
    ReservationStatusConflict {
        /// What it is.
        from: ReservationStatus,
        /// What it was to be.
        to: ReservationStatus,
    },
    /// More would be held than one owner or one key may hold.
    #[error("One {by} can hold {most} {of} at a time.")]
    ReservationLimit {
        /// For whom the limit counts.
        by: HeldBy,
        /// What it counts.
        of: HoldUnit,
        /// The limit.
        most: u64,
    },
    /// Units cannot be held until then.
    #[error(
        "Units can be held until a moment after {earliest} and no later than {latest}, not until {asked}."
    )]
    ExpiryOutOfRange {
        /// Until when they were to be held.
        asked: UnixMillis,
        /// The moment that it must be later than.
        earliest: UnixMillis,
        /// The latest moment.
        latest: UnixMillis,
    },
    /// No such location.
    #[error("There is no location {0}.")]
    LocationNotFound(LocationId),
    /// No stock is kept at the location now.
    #[error("Location {0} is inactive: no stock is kept there.")]
    LocationInactive(LocationId),
    /// There is stock at the location.
    #[error("There is stock at location {0}, or on its way there; only an empty location can be inactive.")]
    LocationNotEmpty(LocationId),
    /// The main location stays as it is.
    #[error("The main location is always active.")]
    LocationIsMain,
    /// The transfer cannot become that.
    #[error("The transfer is {from} and cannot become {to}.")]
    TransferStatusConflict {
        /// What it is.
        from: TransferStatus,
        /// What it was to be.
        to: TransferStatus,
    },
    /// Too many lines in one purchase, return or transfer.
    #[error("{0} lines are more than {LINES_MAX}.")]
    TooManyLines(usize),
    /// About webhooks.
    #[error(transparent)]
    Webhook(#[from] WebhookError),
}

impl StockError {
    /// The table from error to code.
    pub fn code(&self) -> Code {
        match self {
            Self::ProductNotFound(_) => StockCode::ProductNotFound.code(),
            Self::ProductNotForSale(_) => StockCode::ProductNotForSale.code(),
            Self::ProductServiceUnavailable(_) => StockCode::ProductServiceUnavailable.code(),
            Self::InventoryNotInitialised(_) => StockCode::InventoryNotInitialised.code(),
            Self::InventoryExists(_) => StockCode::InventoryExists.code(),
            Self::TargetMissing => Problem::NotFound.code(),
            Self::IdTaken => Problem::IdTaken.code(),
            Self::InsufficientStock { .. } | Self::LocationShort { .. } | Self::BucketShort { .. } => {
                StockCode::InsufficientStock.code()
            }
            Self::MixedCurrencies(_) => StockCode::MixedCurrencies.code(),
            Self::TotalTooLarge => StockCode::TotalTooLarge.code(),
            Self::CountStale { .. } => StockCode::CountStale.code(),
            Self::QuantityOverflow(_) => StockCode::QuantityOverflow.code(),
            Self::ReturnExceedsPurchase { .. } => StockCode::ReturnExceedsPurchase.code(),
            Self::PurchaseNotFound(_) => StockCode::PurchaseNotFound.code(),
            Self::PurchaseStatusConflict { .. } => StockCode::PurchaseStatusConflict.code(),
            Self::ReservationNotFound(_) => StockCode::ReservationNotFound.code(),
            Self::ReservationNotActive { .. } => StockCode::ReservationNotActive.code(),
            Self::ReservationStatusConflict { .. } => StockCode::ReservationStatusConflict.code(),
            Self::ReservationLimit { .. } => StockCode::ReservationLimit.code(),
            Self::ExpiryOutOfRange { .. } => StockCode::ExpiryOutOfRange.code(),
            Self::LocationNotFound(_) => StockCode::LocationNotFound.code(),
            Self::LocationInactive(_) => StockCode::LocationInactive.code(),
            Self::LocationNotEmpty(_) => StockCode::LocationNotEmpty.code(),
            Self::LocationIsMain => StockCode::LocationIsMain.code(),
            Self::TransferStatusConflict { .. } => StockCode::TransferStatusConflict.code(),
            Self::TooManyLines(_) => StockCode::TooManyLines.code(),
            Self::Webhook(error) => error.code(),
        }
    }

    /// The figures for programs.
    pub fn meta(&self) -> Option<Json> {
        Some(match self {
            Self::ProductNotFound(product)
            | Self::ProductNotForSale(product)
            | Self::InventoryNotInitialised(product)
            | Self::InventoryExists(product)
            | Self::QuantityOverflow(product) => json!({ "productId": product }),
            Self::ProductServiceUnavailable(cause) => json!({ "cause": cause.name() }),
            Self::InsufficientStock { product, requested, purchasable } => {
                json!({ "productId": product, "requested": requested, "purchasable": purchasable })
            }
            Self::LocationShort { product, location, requested, purchasable } => json!({
                "productId": product,
                "locationId": location.to_string(),
                "requested": requested,
                "purchasable": purchasable,
            }),
            Self::BucketShort { product, bucket, requested, held } => {
                json!({ "productId": product, "requested": requested, "bucket": bucket.name(), "held": held })
            }
            Self::MixedCurrencies(currencies) => json!({ "currencies": codes(currencies) }),
            Self::CountStale { expected, on_hand } => json!({ "expected": expected, "onHand": on_hand }),
            Self::ReturnExceedsPurchase { product, requested, returnable } => {
                json!({ "productId": product, "requested": requested, "returnable": returnable })
            }
            Self::PurchaseStatusConflict { from, .. } => json!({ "status": from.name() }),
            Self::ReservationNotActive { id, status } => {
                json!({ "reservationId": id, "status": status.name() })
            }
            Self::ReservationStatusConflict { from, .. } => json!({ "status": from.name() }),
            Self::ReservationLimit { by, of, most } => {
                json!({ "by": by.name(), "of": of.name(), "most": most })
            }
            Self::ExpiryOutOfRange { earliest, latest, .. } => {
                json!({ "after": earliest, "latest": latest })
            }
            Self::TransferStatusConflict { from, .. } => json!({ "status": from.name() }),
            Self::LocationInactive(location) | Self::LocationNotEmpty(location) => {
                json!({ "locationId": location.to_string() })
            }
            Self::TooManyLines(_) => json!({ "maxLines": LINES_MAX }),
            Self::Webhook(error) => return error.meta(),
            Self::TargetMissing
            | Self::IdTaken
            | Self::TotalTooLarge
            | Self::LocationIsMain
            | Self::PurchaseNotFound(_)
            | Self::ReservationNotFound(_)
            | Self::LocationNotFound(_) => return None,
        })
    }

    /// The error object, of no particular place.
    pub fn fault(&self) -> Fault {
        let mut fault = Fault::new(self.code(), self.to_string());
        fault.meta = self.meta();
        fault
    }
}

fn codes(currencies: &[Currency]) -> Vec<&'static str> {
    currencies.iter().map(|currency| currency.code()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_code_stands_once_in_both_tables() {
        let stock = StockCode::ALL.iter().map(|code| code.code().name);
        let general = Problem::ALL.iter().map(|problem| problem.code().name);
        let mut names: Vec<_> = stock.chain(general).collect();
        names.sort_unstable();
        assert!(names.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn a_fault_has_the_figures_of_its_error() {
        let product = ProductId(uuid::Uuid::nil());
        let fault = StockError::InsufficientStock { product, requested: 5, purchasable: 3 }.fault();
        assert_eq!((fault.code.status, fault.code.name), (409, "insufficient-stock"));
        assert_eq!(
            fault.meta,
            Some(json!({ "productId": product.to_string(), "requested": 5, "purchasable": 3 }))
        );
        assert!(fault.detail.starts_with("5 units of product 0000"), "{}", fault.detail);
    }
}
