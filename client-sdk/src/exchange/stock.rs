//! Calls to the Inventory service.

use catalog_core::{
    api::{field::Listed, instant::UnixMillis},
    product::ProductId,
};
use http::Method;
use serde_json::{Map, Value as Json, json};
use stock_core::{
    model::{
        Adjustment, AdjustmentId, Inventory, Level, LevelId, Location, LocationId, LocationPatch, Movement,
        Purchase, PurchaseId, PurchaseStatus, Reservation, ReservationId, ReservationStatus, Return,
        ReturnId, SettingsPatch, StockEvent, Transfer, TransferId, TransferStatus,
    },
    service::Quote,
};

use super::{
    Call, Exchange, List, NewAdjustment, NewInventory, NewLocation, NewPurchase, NewReservation, NewReturn,
    NewTransfer, OperationResult, Page, Service, StockOperation, list_of, object, operations_exchange, put,
    read::verification,
    written::{location, resource, settings},
};

const STOCK_OPERATIONS: &str = "/api/v1/stock-operations";

/// What the journal was found to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// Whether every law holds.
    pub holds: bool,
    /// How many movements were read.
    pub movements: u64,
    /// Every law.
    pub laws: Vec<LawVerdict>,
}

/// One law, and whether it holds.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LawVerdict {
    /// Its name.
    pub law: String,
    /// Whether it holds.
    pub holds: bool,
    /// The first movement that breaks it, where one does.
    pub first_seq: Option<u64>,
}

/// `GET /api/v1/inventory`.
pub fn list_inventory(list: &List<Inventory>) -> Exchange<Page<Inventory>> {
    Exchange::new(list.call(Service::Inventory), list_of)
}

/// `GET /api/v1/inventory/{productId}`.
pub fn get_inventory(product: ProductId) -> Exchange<Inventory> {
    Exchange::new(one::<Inventory>(Method::GET, product), object)
}

/// `POST /api/v1/inventory`.
pub fn create_inventory(new: &NewInventory) -> Exchange<Inventory> {
    Exchange::new(create::<Inventory>(&new.data()), object)
}

/// `PATCH /api/v1/inventory/{productId}`.
pub fn update_inventory(product: ProductId, patch: &SettingsPatch) -> Exchange<Inventory> {
    let id = Some(product.to_string());
    let data = resource(Inventory::KIND, id, settings(patch), Json::Null);
    Exchange::new(one::<Inventory>(Method::PATCH, product).with_body(&json!({ "data": data })), object)
}

/// `GET /api/v1/purchases`.
pub fn list_purchases(list: &List<Purchase>) -> Exchange<Page<Purchase>> {
    Exchange::new(list.call(Service::Inventory), list_of)
}

/// `GET /api/v1/purchases/{id}`.
pub fn get_purchase(id: PurchaseId) -> Exchange<Purchase> {
    Exchange::new(one::<Purchase>(Method::GET, id), object)
}

/// `POST /api/v1/purchases`: all lines or none.
pub fn create_purchase(new: &NewPurchase) -> Exchange<Purchase> {
    Exchange::new(create::<Purchase>(&new.data(Purchase::KIND)), object)
}

/// `PATCH /api/v1/purchases/{id}`: an open one becomes completed (shipped) or cancelled.
pub fn update_purchase(id: PurchaseId, status: PurchaseStatus) -> Exchange<Purchase> {
    let mut attributes = Map::new();
    put(&mut attributes, "status", Some(status.name()));
    let data = resource(Purchase::KIND, Some(id.to_string()), attributes, Json::Null);
    Exchange::new(one::<Purchase>(Method::PATCH, id).with_body(&json!({ "data": data })), object)
}

/// `GET /api/v1/reservations`.
pub fn list_reservations(list: &List<Reservation>) -> Exchange<Page<Reservation>> {
    Exchange::new(list.call(Service::Inventory), list_of)
}

/// `GET /api/v1/reservations/{id}`.
pub fn get_reservation(id: ReservationId) -> Exchange<Reservation> {
    Exchange::new(one::<Reservation>(Method::GET, id), object)
}

/// `POST /api/v1/reservations`: all lines or none.
pub fn create_reservation(new: &NewReservation) -> Exchange<Reservation> {
    Exchange::new(create::<Reservation>(&new.data()), object)
}

/// `PATCH /api/v1/reservations/{id}`: its units are let go.
pub fn release_reservation(id: ReservationId) -> Exchange<Reservation> {
    change_reservation(id, "status", ReservationStatus::Released.name())
}

/// `PATCH /api/v1/reservations/{id}`: its units are held until a later moment.
pub fn extend_reservation(id: ReservationId, until: UnixMillis) -> Exchange<Reservation> {
    change_reservation(id, "expiresAt", until)
}

fn change_reservation(id: ReservationId, name: &str, value: impl serde::Serialize) -> Exchange<Reservation> {
    let mut attributes = Map::new();
    put(&mut attributes, name, Some(value));
    let data = resource(Reservation::KIND, Some(id.to_string()), attributes, Json::Null);
    Exchange::new(one::<Reservation>(Method::PATCH, id).with_body(&json!({ "data": data })), object)
}

/// `GET /api/v1/returns`.
pub fn list_returns(list: &List<Return>) -> Exchange<Page<Return>> {
    Exchange::new(list.call(Service::Inventory), list_of)
}

/// `GET /api/v1/returns/{id}`.
pub fn get_return(id: ReturnId) -> Exchange<Return> {
    Exchange::new(one::<Return>(Method::GET, id), object)
}

/// `POST /api/v1/returns`.
pub fn create_return(new: &NewReturn) -> Exchange<Return> {
    Exchange::new(create::<Return>(&new.data()), object)
}

/// `GET /api/v1/adjustments`.
pub fn list_adjustments(list: &List<Adjustment>) -> Exchange<Page<Adjustment>> {
    Exchange::new(list.call(Service::Inventory), list_of)
}

/// `GET /api/v1/adjustments/{id}`.
pub fn get_adjustment(id: AdjustmentId) -> Exchange<Adjustment> {
    Exchange::new(one::<Adjustment>(Method::GET, id), object)
}

/// `POST /api/v1/adjustments`.
pub fn create_adjustment(new: &NewAdjustment) -> Exchange<Adjustment> {
    Exchange::new(create::<Adjustment>(&new.data()), object)
}

/// `GET /api/v1/locations`.
pub fn list_locations(list: &List<Location>) -> Exchange<Page<Location>> {
    Exchange::new(list.call(Service::Inventory), list_of)
}

/// `GET /api/v1/locations/{id}`.
pub fn get_location(id: LocationId) -> Exchange<Location> {
    Exchange::new(one::<Location>(Method::GET, id), object)
}

/// `POST /api/v1/locations`.
pub fn create_location(new: &NewLocation) -> Exchange<Location> {
    Exchange::new(create::<Location>(&new.data()), object)
}

/// `PATCH /api/v1/locations/{id}`.
pub fn update_location(id: LocationId, patch: &LocationPatch) -> Exchange<Location> {
    let data = resource(Location::KIND, Some(id.to_string()), location(patch), Json::Null);
    Exchange::new(one::<Location>(Method::PATCH, id).with_body(&json!({ "data": data })), object)
}

/// `GET /api/v1/levels`: how much of what is where, or was at a moment past.
pub fn list_levels(list: &List<Level>) -> Exchange<Page<Level>> {
    Exchange::new(list.call(Service::Inventory), list_of)
}

/// `GET /api/v1/levels/{productId}.{locationId}`.
pub fn get_level(id: LevelId) -> Exchange<Level> {
    Exchange::new(one::<Level>(Method::GET, id), object)
}

/// `GET /api/v1/transfers`.
pub fn list_transfers(list: &List<Transfer>) -> Exchange<Page<Transfer>> {
    Exchange::new(list.call(Service::Inventory), list_of)
}

/// `GET /api/v1/transfers/{id}`.
pub fn get_transfer(id: TransferId) -> Exchange<Transfer> {
    Exchange::new(one::<Transfer>(Method::GET, id), object)
}

/// `POST /api/v1/transfers`: all lines or none.
pub fn create_transfer(new: &NewTransfer) -> Exchange<Transfer> {
    Exchange::new(create::<Transfer>(&new.data()), object)
}

/// `PATCH /api/v1/transfers/{id}`: what was shipped is received, whole.
pub fn update_transfer(id: TransferId, status: TransferStatus) -> Exchange<Transfer> {
    let mut attributes = Map::new();
    put(&mut attributes, "status", Some(status.name()));
    let data = resource(Transfer::KIND, Some(id.to_string()), attributes, Json::Null);
    Exchange::new(one::<Transfer>(Method::PATCH, id).with_body(&json!({ "data": data })), object)
}

/// `POST /api/v1/stock-operations`: all of them or none, at most 1,000.
pub fn create_stock_operations(operations: &[StockOperation]) -> Exchange<Vec<OperationResult>> {
    let written: Vec<Vec<u8>> =
        operations.iter().map(|operation| operation.to_json().to_string().into_bytes()).collect();
    operations_exchange(Service::Inventory, STOCK_OPERATIONS, written.iter().map(Vec::as_slice))
}

/// `GET /api/v1/movements`: the journal.
pub fn list_movements(list: &List<Movement>) -> Exchange<Page<Movement>> {
    Exchange::new(list.call(Service::Inventory), list_of)
}

/// `POST /api/v1/quotes`: the verdict that a purchase would have, without its effect.
pub fn create_quote(purchase: &NewPurchase) -> Exchange<Quote> {
    Exchange::new(create::<Quote>(&purchase.data(Quote::KIND)), object)
}

/// `GET /api/v1/stock-events`, as pages; a [`Feed`](crate::stream::Feed) follows it.
pub fn list_stock_events(list: &List<StockEvent>) -> Exchange<Page<StockEvent>> {
    Exchange::new(list.call(Service::Inventory), list_of)
}

/// `GET /api/v1/verification`: the whole journal against every law.
pub fn get_verification() -> Exchange<Verification> {
    Exchange::new(Call::new(Service::Inventory, Method::GET, "/api/v1/verification"), verification)
}

pub(super) fn one<R: Listed>(method: Method, id: impl std::fmt::Display) -> Call {
    Call::new(Service::Inventory, method, format!("{}/{id}", R::PATH))
}

pub(super) fn create<R: Listed>(data: &Json) -> Call {
    Call::new(Service::Inventory, Method::POST, R::PATH).with_body(&json!({ "data": data }))
}
