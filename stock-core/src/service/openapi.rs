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
    model::{Adjustment, Inventory, Law, Movement, Purchase, Return, StockEvent},
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
        ("Returns", "What comes back."),
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
const SALE: [StockCode; 10] = [
    StockCode::ProductNotFound,
    StockCode::ProductNotForSale,
    StockCode::ProductServiceUnavailable,
    StockCode::InventoryNotInitialised,
    StockCode::InsufficientStock,
    StockCode::MixedCurrencies,
    StockCode::TotalTooLarge,
    StockCode::QuantityOverflow,
    StockCode::LocationNotFound,
    StockCode::TooManyLines,
];
/// What an adjustment can be refused for.
const ADJUSTMENT: [StockCode; 5] = [
    StockCode::InventoryNotInitialised,
    StockCode::InsufficientStock,
    StockCode::CountStale,
    StockCode::QuantityOverflow,
    StockCode::LocationNotFound,
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
        Endpoint::ListReturns => Operation::list::<Return>("Returns", "List returns"),
        Endpoint::GetReturn => Operation::get::<Return>("Returns", "Get a return"),
        Endpoint::CreateReturn => {
            Operation::create::<Return>("Returns", "Take goods back", bodies::new_return())
                .about("It is never refused for lack of stock.")
                .refuses(&[
                    StockCode::PurchaseNotFound,
                    StockCode::InventoryNotInitialised,
                    StockCode::ReturnExceedsPurchase,
                    StockCode::QuantityOverflow,
                    StockCode::TooManyLines,
                ])
        }
        Endpoint::ListAdjustments => Operation::list::<Adjustment>("Adjustments", "List adjustments"),
        Endpoint::GetAdjustment => Operation::get::<Adjustment>("Adjustments", "Get an adjustment"),
        Endpoint::CreateAdjustment => {
            Operation::create::<Adjustment>("Adjustments", "Adjust stock", bodies::new_adjustment())
                .refuses(&ADJUSTMENT)
        }
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
                     `include=inventory` gives the levels after.",
            )
            .refuses(&SALE),
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
