//! The endpoints of the Inventory service.

use catalog_core::api::route::Route;
use http::Method;

const READ: &str = "stock:read";
const WRITE: &str = "stock:write";
const SELL: &str = "stock:sell";
const ADMIN: &str = "admin";
/// One inventory.
pub(super) const INVENTORY: &str = "/api/v1/inventory/{id}";

/// Which handler answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// A page of inventories.
    ListInventory,
    /// One inventory.
    GetInventory,
    /// A new inventory.
    CreateInventory,
    /// Other settings.
    UpdateInventory,
    /// A page of purchases.
    ListPurchases,
    /// One purchase.
    GetPurchase,
    /// A new purchase.
    CreatePurchase,
    /// A purchase is shipped or cancelled.
    UpdatePurchase,
    /// A page of reservations.
    ListReservations,
    /// One reservation.
    GetReservation,
    /// A new reservation.
    CreateReservation,
    /// A reservation is held longer, or given up.
    UpdateReservation,
    /// A page of returns.
    ListReturns,
    /// One return.
    GetReturn,
    /// A new return.
    CreateReturn,
    /// A page of adjustments.
    ListAdjustments,
    /// One adjustment.
    GetAdjustment,
    /// A new adjustment.
    CreateAdjustment,
    /// Several inventories and adjustments, all or nothing.
    CreateStockOperations,
    /// A page of the journal.
    ListMovements,
    /// A page of locations.
    ListLocations,
    /// One location.
    GetLocation,
    /// A new location.
    CreateLocation,
    /// A location is renamed, moved in the order of selling, opened or closed.
    UpdateLocation,
    /// A page of levels, now or in the past.
    ListLevels,
    /// One level.
    GetLevel,
    /// A page of transfers.
    ListTransfers,
    /// One transfer.
    GetTransfer,
    /// A new transfer.
    CreateTransfer,
    /// A transfer is received.
    UpdateTransfer,
    /// What a purchase would come to.
    CreateQuote,
    /// What happened to stock.
    ListStockEvents,
    /// Whether the laws hold.
    GetVerification,
    /// A page of webhooks.
    ListWebhooks,
    /// One webhook.
    GetWebhook,
    /// A new webhook.
    CreateWebhook,
    /// Other settings of a webhook, or another place in the feed.
    UpdateWebhook,
    /// The end of a webhook.
    DeleteWebhook,
    /// A page of what was sent.
    ListWebhookDeliveries,
    /// One entry of what was sent.
    GetWebhookDelivery,
    /// An event is to be sent again.
    CreateWebhookDelivery,
}

/// The table.
pub static ROUTES: &[Route<Endpoint>] = &[
    Route::new(Method::GET, "/api/v1/inventory", READ, Endpoint::ListInventory, "list_inventory"),
    Route::new(Method::POST, "/api/v1/inventory", WRITE, Endpoint::CreateInventory, "create_inventory"),
    Route::new(Method::GET, INVENTORY, READ, Endpoint::GetInventory, "get_inventory"),
    Route::new(Method::PATCH, INVENTORY, WRITE, Endpoint::UpdateInventory, "update_inventory"),
    Route::new(Method::GET, "/api/v1/purchases", READ, Endpoint::ListPurchases, "list_purchases"),
    Route::new(Method::POST, "/api/v1/purchases", SELL, Endpoint::CreatePurchase, "create_purchase"),
    Route::new(Method::GET, "/api/v1/purchases/{id}", READ, Endpoint::GetPurchase, "get_purchase"),
    Route::new(Method::PATCH, "/api/v1/purchases/{id}", WRITE, Endpoint::UpdatePurchase, "update_purchase"),
    Route::new(Method::GET, "/api/v1/reservations", READ, Endpoint::ListReservations, "list_reservations"),
    Route::new(Method::POST, "/api/v1/reservations", SELL, Endpoint::CreateReservation, "create_reservation"),
    Route::new(Method::GET, "/api/v1/reservations/{id}", READ, Endpoint::GetReservation, "get_reservation"),
    Route::new(
        Method::PATCH,
        "/api/v1/reservations/{id}",
        SELL,
        Endpoint::UpdateReservation,
        "update_reservation",
    ),
    Route::new(Method::GET, "/api/v1/returns", READ, Endpoint::ListReturns, "list_returns"),
    Route::new(Method::POST, "/api/v1/returns", WRITE, Endpoint::CreateReturn, "create_return"),
    Route::new(Method::GET, "/api/v1/returns/{id}", READ, Endpoint::GetReturn, "get_return"),
    Route::new(Method::GET, "/api/v1/adjustments", READ, Endpoint::ListAdjustments, "list_adjustments"),
    Route::new(Method::POST, "/api/v1/adjustments", WRITE, Endpoint::CreateAdjustment, "create_adjustment"),
    Route::new(Method::GET, "/api/v1/adjustments/{id}", READ, Endpoint::GetAdjustment, "get_adjustment"),
    Route::new(
        Method::POST,
        "/api/v1/stock-operations",
        WRITE,
        Endpoint::CreateStockOperations,
        "create_stock_operations",
    ),
    Route::new(Method::GET, "/api/v1/movements", READ, Endpoint::ListMovements, "list_movements"),
    Route::new(Method::GET, "/api/v1/locations", READ, Endpoint::ListLocations, "list_locations"),
    Route::new(Method::POST, "/api/v1/locations", WRITE, Endpoint::CreateLocation, "create_location"),
    Route::new(Method::GET, "/api/v1/locations/{id}", READ, Endpoint::GetLocation, "get_location"),
    Route::new(Method::PATCH, "/api/v1/locations/{id}", WRITE, Endpoint::UpdateLocation, "update_location"),
    Route::new(Method::GET, "/api/v1/levels", READ, Endpoint::ListLevels, "list_levels"),
    Route::new(Method::GET, "/api/v1/levels/{id}", READ, Endpoint::GetLevel, "get_level"),
    Route::new(Method::GET, "/api/v1/transfers", READ, Endpoint::ListTransfers, "list_transfers"),
    Route::new(Method::POST, "/api/v1/transfers", WRITE, Endpoint::CreateTransfer, "create_transfer"),
    Route::new(Method::GET, "/api/v1/transfers/{id}", READ, Endpoint::GetTransfer, "get_transfer"),
    Route::new(Method::PATCH, "/api/v1/transfers/{id}", WRITE, Endpoint::UpdateTransfer, "update_transfer"),
    Route::new(Method::POST, "/api/v1/quotes", SELL, Endpoint::CreateQuote, "create_quote"),
    Route::new(Method::GET, "/api/v1/stock-events", READ, Endpoint::ListStockEvents, "list_stock_events"),
    Route::new(Method::GET, "/api/v1/webhooks", ADMIN, Endpoint::ListWebhooks, "list_webhooks"),
    Route::new(Method::POST, "/api/v1/webhooks", ADMIN, Endpoint::CreateWebhook, "create_webhook"),
    Route::new(Method::GET, "/api/v1/webhooks/{id}", ADMIN, Endpoint::GetWebhook, "get_webhook"),
    Route::new(Method::PATCH, "/api/v1/webhooks/{id}", ADMIN, Endpoint::UpdateWebhook, "update_webhook"),
    Route::new(Method::DELETE, "/api/v1/webhooks/{id}", ADMIN, Endpoint::DeleteWebhook, "delete_webhook"),
    Route::new(
        Method::GET,
        "/api/v1/webhook-deliveries",
        ADMIN,
        Endpoint::ListWebhookDeliveries,
        "list_webhook_deliveries",
    ),
    Route::new(
        Method::POST,
        "/api/v1/webhook-deliveries",
        ADMIN,
        Endpoint::CreateWebhookDelivery,
        "create_webhook_delivery",
    ),
    Route::new(
        Method::GET,
        "/api/v1/webhook-deliveries/{id}",
        ADMIN,
        Endpoint::GetWebhookDelivery,
        "get_webhook_delivery",
    ),
    Route::new(Method::GET, "/api/v1/verification", ADMIN, Endpoint::GetVerification, "get_verification"),
];
