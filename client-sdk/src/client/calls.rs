//! The operations as methods, one for one.

use catalog_core::{
    api::instant::UnixMillis,
    product::{CategoryCount, Product, ProductAttributes, ProductEvent, ProductId, ProductPatch, TagCount},
};

use stock_core::{
    model::{
        Adjustment, AdjustmentId, Inventory, Level, LevelId, Location, LocationId, LocationPatch, Movement,
        Purchase, PurchaseId, PurchaseStatus, Reservation, ReservationId, Return, ReturnId, SettingsPatch,
        StockEvent, Transfer, TransferId, TransferStatus,
    },
    service::Quote,
    webhook::{Delivery, Webhook, WebhookId, WebhookPatch},
};

use super::{Client, Platform};
use crate::{
    error::SdkError,
    exchange::{
        self, List, NewAdjustment, NewInventory, NewLocation, NewPurchase, NewReservation, NewReturn,
        NewTransfer, NewWebhook, OperationResult, Page, ProductOperation, StockOperation, Verification,
    },
    transport::Transport,
};

/// A method sends the exchange of the same name without options; [`Client::call`] takes options.
macro_rules! calls {
    ($($(#[$doc:meta])* $name:ident($($argument:ident: $kind:ty),*) -> $value:ty;)*) => {
        impl<T: Transport, P: Platform> Client<T, P> {
            $($(#[$doc])*
            pub async fn $name(&self, $($argument: $kind),*) -> Result<$value, SdkError> {
                self.send(&exchange::$name($($argument),*)).await
            })*
        }
    };
}

calls! {
    /// A page of products.
    list_products(list: &List<Product>) -> Page<Product>;
    /// One product.
    get_product(id: ProductId) -> Product;
    /// A new product, under an id of one's own or of the service's making.
    create_product(id: Option<ProductId>, attributes: &ProductAttributes) -> Product;
    /// A change of a product.
    update_product(id: ProductId, patch: &ProductPatch) -> Product;
    /// The end of a product.
    delete_product(id: ProductId) -> ();
    /// Several changes of the catalogue, all or none.
    create_operations(operations: &[ProductOperation]) -> Vec<OperationResult>;
    /// A page of categories with how many active products they have.
    list_categories(list: &List<CategoryCount>) -> Page<CategoryCount>;
    /// A page of tags with how many active products have them.
    list_tags(list: &List<TagCount>) -> Page<TagCount>;
    /// A page of what happened to products.
    list_product_events(list: &List<ProductEvent>) -> Page<ProductEvent>;
    /// A page of stock.
    list_inventory(list: &List<Inventory>) -> Page<Inventory>;
    /// The stock of one product.
    get_inventory(product: ProductId) -> Inventory;
    /// Stock to be kept from now on.
    create_inventory(new: &NewInventory) -> Inventory;
    /// A change of how a product's stock is treated.
    update_inventory(product: ProductId, patch: &SettingsPatch) -> Inventory;
    /// A page of purchases.
    list_purchases(list: &List<Purchase>) -> Page<Purchase>;
    /// One purchase.
    get_purchase(id: PurchaseId) -> Purchase;
    /// A purchase: all lines or none.
    create_purchase(new: &NewPurchase) -> Purchase;
    /// An open purchase becomes completed (shipped) or cancelled.
    update_purchase(id: PurchaseId, status: PurchaseStatus) -> Purchase;
    /// A page of reservations.
    list_reservations(list: &List<Reservation>) -> Page<Reservation>;
    /// One reservation.
    get_reservation(id: ReservationId) -> Reservation;
    /// Units to be held for a buyer: all lines or none.
    create_reservation(new: &NewReservation) -> Reservation;
    /// The end of a reservation whose units nobody wants any more.
    release_reservation(id: ReservationId) -> Reservation;
    /// A reservation that is held until a later moment.
    extend_reservation(id: ReservationId, until: UnixMillis) -> Reservation;
    /// A page of returns.
    list_returns(list: &List<Return>) -> Page<Return>;
    /// One return.
    get_return(id: ReturnId) -> Return;
    /// Goods that come back.
    create_return(new: &NewReturn) -> Return;
    /// A page of adjustments.
    list_adjustments(list: &List<Adjustment>) -> Page<Adjustment>;
    /// One adjustment.
    get_adjustment(id: AdjustmentId) -> Adjustment;
    /// An adjustment of stock.
    create_adjustment(new: &NewAdjustment) -> Adjustment;
    /// A page of locations.
    list_locations(list: &List<Location>) -> Page<Location>;
    /// One location.
    get_location(id: LocationId) -> Location;
    /// A place where stock is to be kept.
    create_location(new: &NewLocation) -> Location;
    /// A change of a location.
    update_location(id: LocationId, patch: &LocationPatch) -> Location;
    /// A page of what is where, or was at a moment past.
    list_levels(list: &List<Level>) -> Page<Level>;
    /// The stock of one product at one location.
    get_level(id: LevelId) -> Level;
    /// A page of transfers.
    list_transfers(list: &List<Transfer>) -> Page<Transfer>;
    /// One transfer.
    get_transfer(id: TransferId) -> Transfer;
    /// Stock to be sent from one location to another.
    create_transfer(new: &NewTransfer) -> Transfer;
    /// What was shipped is received.
    update_transfer(id: TransferId, status: TransferStatus) -> Transfer;
    /// Several changes of stock, all or none.
    create_stock_operations(operations: &[StockOperation]) -> Vec<OperationResult>;
    /// A page of the journal.
    list_movements(list: &List<Movement>) -> Page<Movement>;
    /// The verdict that a purchase would have.
    create_quote(purchase: &NewPurchase) -> Quote;
    /// A page of what happened to stock.
    list_stock_events(list: &List<StockEvent>) -> Page<StockEvent>;
    /// The whole journal against every law.
    get_verification() -> Verification;
    /// A page of webhooks.
    list_webhooks(list: &List<Webhook>) -> Page<Webhook>;
    /// One webhook.
    get_webhook(id: WebhookId) -> Webhook;
    /// Somebody to be told of stock events.
    create_webhook(new: &NewWebhook) -> Webhook;
    /// A change of a webhook, or of the event after which it goes on.
    update_webhook(id: WebhookId, patch: &WebhookPatch) -> Webhook;
    /// The end of a webhook.
    delete_webhook(id: WebhookId) -> ();
    /// A page of what was sent.
    list_webhook_deliveries(list: &List<Delivery>) -> Page<Delivery>;
    /// One entry of what was sent.
    get_webhook_delivery(seq: u64) -> Delivery;
    /// An event to be sent again, once.
    create_webhook_delivery(webhook: WebhookId, event: u64) -> Delivery;
}
