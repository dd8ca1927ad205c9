//! What the endpoints of the Inventory service do, for its `OpenAPI` document.

mod attributes;
mod bodies;
mod examples;
#[cfg(test)]
mod tests;
mod webhooks;
mod words;

use catalog_core::api::{
    document::Written,
    fault::Code,
    fault::Problem,
    openapi::{
        Api, Described, Operation, document,
        schema::{self, about, anything, results_document},
    },
};
use serde_json::json;

use self::attributes::Verification;
use super::{Endpoint, Quote, ROUTES};
use crate::{
    error::StockCode,
    model::{
        Adjustment, Inventory, Law, Level, Location, Movement, Purchase, Reservation, Return, StockEvent,
        Transfer,
    },
};

/// What the service says of itself.
pub const API: Api = Api {
    title: "Trastienda: Inventory service",
    about: "Stock: how much there is of each product, what is bought, what comes back, and the journal of every \
            movement. Products themselves are kept by the Product service, which is asked before anything is \
            sold.",
    tags: &[
        ("Inventory", "How much there is of each product, and how it is sold."),
        ("Purchases", "What is bought, all or nothing."),
        ("Reservations", "What is held for a buyer until he buys, or until the time is over."),
        ("Returns", "What comes back."),
        ("Locations", "Where stock is kept, and how much of what is where, now and before."),
        ("Transfers", "Stock that goes from one location to another."),
        ("Adjustments", "Goods received, counted, corrected, written off."),
        ("Operations", "Several inventories and adjustments in one request, all or nothing."),
        ("Journal", "Every movement of stock, and whether the laws hold."),
        ("Events", "What happened to stock, as pages or as a stream."),
        ("Webhooks", "Who is told of what happened, and what was sent."),
    ],
    codes: &CODES,
};

const CODES: [Code; StockCode::ALL.len()] = {
    let mut codes = [StockCode::ALL[0].code(); StockCode::ALL.len()];
    let mut place = 0;
    while place < codes.len() {
        codes[place] = StockCode::ALL[place].code();
        place += 1;
    }
    codes
};

/// The `OpenAPI` document of the Inventory service, as JSON: the same bytes each time.
pub fn openapi() -> String {
    document(&API, ROUTES, describe)
}

/// What a purchase can be refused for.
const SALE: [StockCode; 11] = [
    StockCode::ProductNotFound,
    StockCode::ProductNotForSale,
    StockCode::ProductServiceUnavailable,
    StockCode::InventoryNotInitialised,
    StockCode::InsufficientStock,
    StockCode::MixedCurrencies,
    StockCode::TotalTooLarge,
    StockCode::QuantityOverflow,
    StockCode::LocationNotFound,
    StockCode::LocationInactive,
    StockCode::TooManyLines,
];
/// What a reservation can be refused for.
const HOLD: [StockCode; 9] = [
    StockCode::ProductNotFound,
    StockCode::ProductNotForSale,
    StockCode::ProductServiceUnavailable,
    StockCode::InventoryNotInitialised,
    StockCode::InsufficientStock,
    StockCode::QuantityOverflow,
    StockCode::ReservationLimit,
    StockCode::LocationNotFound,
    StockCode::TooManyLines,
];
/// What an adjustment can be refused for.
const ADJUSTMENT: [StockCode; 6] = [
    StockCode::InventoryNotInitialised,
    StockCode::InsufficientStock,
    StockCode::CountStale,
    StockCode::QuantityOverflow,
    StockCode::LocationNotFound,
    StockCode::LocationInactive,
];
/// What the beginning of an inventory can be refused for.
const BEGINNING: [StockCode; 4] = [
    StockCode::ProductNotFound,
    StockCode::ProductServiceUnavailable,
    StockCode::InventoryExists,
    StockCode::QuantityOverflow,
];

fn describe(endpoint: Endpoint) -> Operation {
    match endpoint {
        Endpoint::ListInventory
        | Endpoint::GetInventory
        | Endpoint::CreateInventory
        | Endpoint::UpdateInventory => inventory(endpoint),
        Endpoint::ListPurchases
        | Endpoint::GetPurchase
        | Endpoint::CreatePurchase
        | Endpoint::UpdatePurchase
        | Endpoint::CreateQuote => purchases(endpoint),
        Endpoint::ListReservations
        | Endpoint::GetReservation
        | Endpoint::CreateReservation
        | Endpoint::UpdateReservation => reservations(endpoint),
        Endpoint::ListReturns => Operation::list::<Return>("Returns", "List returns"),
        Endpoint::GetReturn => Operation::get::<Return>("Returns", "Get a return"),
        Endpoint::CreateReturn => Operation::create::<Return>(
            "Returns",
            "Take goods back",
            bodies::new_return(),
        )
        .about(
            "It is never refused for lack of stock. Goods go to `location`, or else to where they were \
                     bought from.",
        )
        .refuses(&[
            StockCode::PurchaseNotFound,
            StockCode::InventoryNotInitialised,
            StockCode::ReturnExceedsPurchase,
            StockCode::LocationNotFound,
            StockCode::LocationInactive,
            StockCode::QuantityOverflow,
            StockCode::TooManyLines,
        ]),
        Endpoint::ListAdjustments => Operation::list::<Adjustment>("Adjustments", "List adjustments"),
        Endpoint::GetAdjustment => Operation::get::<Adjustment>("Adjustments", "Get an adjustment"),
        Endpoint::CreateAdjustment => {
            Operation::create::<Adjustment>("Adjustments", "Adjust stock", bodies::new_adjustment())
                .refuses(&ADJUSTMENT)
        }
        Endpoint::ListLocations
        | Endpoint::GetLocation
        | Endpoint::CreateLocation
        | Endpoint::UpdateLocation
        | Endpoint::ListLevels
        | Endpoint::GetLevel => locations(endpoint),
        Endpoint::ListTransfers
        | Endpoint::GetTransfer
        | Endpoint::CreateTransfer
        | Endpoint::UpdateTransfer => transfers(endpoint),
        Endpoint::CreateStockOperations => create_operations(),
        Endpoint::ListMovements => Operation::list::<Movement>("Journal", "List movements")
            .about("The journal is append-only: everything that is known of stock is the sum of it.")
            .refuses(&[StockCode::LocationNotFound]),
        Endpoint::ListStockEvents => Operation::feed::<StockEvent>("Events", "Follow what happens"),
        Endpoint::GetVerification => verification(),
        Endpoint::ListWebhooks
        | Endpoint::GetWebhook
        | Endpoint::CreateWebhook
        | Endpoint::UpdateWebhook
        | Endpoint::DeleteWebhook
        | Endpoint::ListWebhookDeliveries
        | Endpoint::GetWebhookDelivery
        | Endpoint::CreateWebhookDelivery => webhooks::describe(endpoint),
    }
}

fn inventory(endpoint: Endpoint) -> Operation {
    const TAG: &str = "Inventory";
    match endpoint {
        Endpoint::GetInventory => Operation::get::<Inventory>(TAG, "Get an inventory"),
        Endpoint::CreateInventory => Operation::create::<Inventory>(
            TAG,
            "Begin to keep the stock of a product",
            bodies::new_inventory(),
        )
        .about("A `quantity` above 0 is written as one `receive`.")
        .never(&[Problem::IdTaken])
        .refuses(&[Problem::IdMismatch])
        .refuses(&BEGINNING),
        Endpoint::UpdateInventory => {
            Operation::update::<Inventory>(TAG, "Change how it is sold", bodies::changed_inventory())
                .about("Settings alone: figures change by purchases, returns and adjustments.")
                .refuses(&[StockCode::QuantityOverflow])
        }
        _ => Operation::list::<Inventory>(TAG, "List inventories").refuses(&[StockCode::LocationNotFound]),
    }
}

fn purchases(endpoint: Endpoint) -> Operation {
    const TAG: &str = "Purchases";
    match endpoint {
        Endpoint::GetPurchase => Operation::get::<Purchase>(TAG, "Get a purchase"),
        Endpoint::CreatePurchase => Operation::create::<Purchase>(TAG, "Buy", bodies::new_purchase())
            .about(
                "All lines or none. The Product service is asked for status and price first. \
                     `include=inventory` gives the levels after. With the relationship `reservation` it takes \
                     what that holds and lets the rest go; one that has expired is bought from what is free.",
            )
            .refuses(&SALE)
            .refuses(&[StockCode::ReservationNotFound, StockCode::ReservationNotActive]),
        Endpoint::UpdatePurchase => {
            Operation::update::<Purchase>(TAG, "Ship or cancel", bodies::changed_purchase())
                .about("An open purchase becomes `completed` (shipped) or `cancelled`, whole.")
                .refuses(&[StockCode::PurchaseStatusConflict, StockCode::QuantityOverflow])
        }
        Endpoint::CreateQuote => {
            Operation::ask::<Quote>(TAG, "Ask what a purchase would come to", bodies::quote())
                .about("The verdict on a purchase, with the figures that the rule saw. Nothing is kept.")
                .refuses(&[StockCode::ProductServiceUnavailable, StockCode::TooManyLines])
        }
        _ => Operation::list::<Purchase>(TAG, "List purchases"),
    }
}

fn reservations(endpoint: Endpoint) -> Operation {
    const TAG: &str = "Reservations";
    match endpoint {
        Endpoint::GetReservation => Operation::get::<Reservation>(TAG, "Get a reservation"),
        Endpoint::CreateReservation => Operation::create::<Reservation>(
            TAG,
            "Hold units for a buyer",
            bodies::new_reservation(),
        )
        .about(
            "All lines or none, by the rules of a purchase. It takes the place of what the same owner \
                     holds of these products, so nobody stands in his own way.",
        )
        .refuses(&HOLD)
        .refuses(&[StockCode::ExpiryOutOfRange]),
        Endpoint::UpdateReservation => {
            Operation::update::<Reservation>(TAG, "Hold longer, or give up", bodies::changed_reservation())
                .about("`status: released`, or a later `expiresAt` up to `maxUntil`.")
                .refuses(&[
                    StockCode::ReservationNotActive,
                    StockCode::ReservationStatusConflict,
                    StockCode::ExpiryOutOfRange,
                ])
        }
        _ => Operation::list::<Reservation>(TAG, "List reservations"),
    }
}

fn locations(endpoint: Endpoint) -> Operation {
    const TAG: &str = "Locations";
    match endpoint {
        Endpoint::GetLocation => Operation::get::<Location>(TAG, "Get a location"),
        Endpoint::CreateLocation => {
            Operation::create::<Location>(TAG, "Keep stock at another place", bodies::new_location())
        }
        Endpoint::UpdateLocation => Operation::update::<Location>(
            TAG,
            "Rename, rank, open or close a place",
            bodies::changed_location(),
        )
        .about("Only an empty location can be made inactive, and never the main one.")
        .refuses(&[StockCode::LocationNotEmpty, StockCode::LocationIsMain]),
        Endpoint::ListLevels => Operation::list::<Level>(TAG, "List what is where")
            .about("With `filter[at]` as it was, computed from the journal.")
            .refuses(&[StockCode::LocationNotFound]),
        Endpoint::GetLevel => Operation::get::<Level>(TAG, "Get the stock of a product at a location"),
        _ => Operation::list::<Location>(TAG, "List locations"),
    }
}

fn transfers(endpoint: Endpoint) -> Operation {
    const TAG: &str = "Transfers";
    match endpoint {
        Endpoint::GetTransfer => Operation::get::<Transfer>(TAG, "Get a transfer"),
        Endpoint::CreateTransfer => Operation::create::<Transfer>(TAG, "Send stock", bodies::new_transfer())
            .about("All lines or none; `shipped` is on its way until it is received, `received` is there at once.")
            .refuses(&[
                StockCode::InventoryNotInitialised,
                StockCode::InsufficientStock,
                StockCode::QuantityOverflow,
                StockCode::LocationNotFound,
                StockCode::LocationInactive,
                StockCode::TooManyLines,
            ]),
        Endpoint::UpdateTransfer => {
            Operation::update::<Transfer>(TAG, "Receive what was sent", bodies::changed_transfer())
                .about("Whole; what is missing or broken then is an adjustment there.")
                .refuses(&[StockCode::TransferStatusConflict, StockCode::QuantityOverflow])
        }
        _ => Operation::list::<Transfer>(TAG, "List transfers").refuses(&[StockCode::LocationNotFound]),
    }
}

fn create_operations() -> Operation {
    let (inventory, adjustment) = (Inventory::example(), Adjustment::example());
    let (first, second): (&dyn Written, &dyn Written) = (&inventory, &adjustment);
    let meta = about(anything(), "Nothing for now.");
    let results = ("StockResults", results_document(&["Inventory", "Adjustment"], meta.into()));
    let example = [(Some(first), None), (Some(second), None)];
    Operation::atomic::<Inventory>(
        "Operations",
        "Change stock in several places",
        bodies::operations(),
        results,
        &example,
    )
    .about("All or nothing (JSON:API Atomic Operations). `add` of `inventory` and `adjustments` alone.")
    .refuses(&BEGINNING)
    .refuses(&ADJUSTMENT)
    .never(&[Problem::NotFound])
    .with_schemas(schema::resource::<Adjustment>())
}

fn verification() -> Operation {
    let laws: Vec<_> =
        Law::ALL.iter().map(|law| json!({ "law": law, "holds": true, "firstSeq": null })).collect();
    let example = json!({ "holds": true, "movements": 12, "laws": laws });
    Operation::report::<Verification>("Journal", "Verify the journal", &example).about(
        "Every law, checked over the whole journal and the rows beside it; 200 also when one is broken.",
    )
}
