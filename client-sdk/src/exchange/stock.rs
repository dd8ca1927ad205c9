//! Calls to the Inventory service.

use catalog_core::{api::field::Listed, product::ProductId};
use http::Method;
use serde_json::{Map, Value as Json, json};
use stock_core::{
    model::{
        Adjustment, AdjustmentAction, AdjustmentId, Fulfilment, Inventory, LocationId, Movement, Purchase,
        PurchaseId, PurchaseOrder, PurchaseStatus, Return, ReturnId, ReturnLine, SettingsPatch, StockEvent,
        StockPile, Units,
    },
    service::Quote,
};

use super::{
    Call, Exchange, List, OperationResult, Page, Service, list_of, object, operations_exchange, put,
    read::verification,
};

const STOCK_OPERATIONS: &str = "/api/v1/stock-operations";

/// Stock to be kept from now on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewInventory {
    /// Of what.
    pub product: ProductId,
    /// Units in the house.
    pub quantity: Units,
    /// How it is treated; what is not given has its default.
    pub settings: SettingsPatch,
}

/// A purchase to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPurchase {
    /// An id of one's own: a second, lasting guard against buying twice.
    pub id: Option<PurchaseId>,
    /// What is bought.
    pub lines: Vec<PurchaseOrder>,
    /// When it is handed over.
    pub fulfilment: Fulfilment,
    /// What it belongs to outside, such as an invoice number.
    pub reference: Option<String>,
    /// Who buys, in free text.
    pub customer: Option<String>,
}

/// Goods that come back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewReturn {
    /// An id of one's own.
    pub id: Option<ReturnId>,
    /// The purchase they are of, if that is known.
    pub purchase: Option<PurchaseId>,
    /// What comes back.
    pub lines: Vec<ReturnLine>,
    /// Where it is put.
    pub to: StockPile,
    /// Why.
    pub reason: Option<String>,
    /// What it belongs to outside.
    pub reference: Option<String>,
}

/// An adjustment to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAdjustment {
    /// An id of one's own.
    pub id: Option<AdjustmentId>,
    /// Of what.
    pub product: ProductId,
    /// Where.
    pub location: LocationId,
    /// What it does.
    pub action: AdjustmentAction,
    /// Why.
    pub reason: String,
    /// What it belongs to outside.
    pub reference: Option<String>,
}

/// A change of stock in an atomic request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StockOperation {
    /// Stock to be kept from now on.
    Initialise(NewInventory),
    /// An adjustment.
    Adjust(NewAdjustment),
}

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

impl NewInventory {
    /// Stock with the default settings.
    pub fn new(product: ProductId, quantity: Units) -> Self {
        Self { product, quantity, settings: SettingsPatch::default() }
    }

    fn data(&self) -> Json {
        let mut attributes = settings(&self.settings);
        attributes.insert("quantity".to_owned(), json!(self.quantity.get()));
        let relationships = json!({ "product": identifier("products", self.product) });
        resource(Inventory::listing().kind, None, attributes, relationships)
    }
}

impl NewPurchase {
    /// A purchase of these lines, handed over at once.
    pub fn new(lines: impl IntoIterator<Item = PurchaseOrder>) -> Self {
        let lines = lines.into_iter().collect();
        Self { id: None, lines, fulfilment: Fulfilment::Now, reference: None, customer: None }
    }

    fn data(&self, kind: &str) -> Json {
        let line = |line: &PurchaseOrder| json!({ "productId": line.product, "quantity": line.quantity.get(), "locationId": line.location.to_string() });
        let mut attributes = Map::new();
        attributes.insert("lines".to_owned(), self.lines.iter().map(line).collect());
        attributes.insert("fulfilment".to_owned(), json!(self.fulfilment.name()));
        put(&mut attributes, "reference", self.reference.as_ref());
        put(&mut attributes, "customer", self.customer.as_ref());
        resource(kind, self.id.map(|id| id.to_string()), attributes, Json::Null)
    }
}

impl NewReturn {
    /// These lines, put on sale again, of no purchase in particular.
    pub fn new(lines: impl IntoIterator<Item = ReturnLine>) -> Self {
        let lines = lines.into_iter().collect();
        Self { id: None, purchase: None, lines, to: StockPile::Sellable, reason: None, reference: None }
    }

    fn data(&self) -> Json {
        let line = |line: &ReturnLine| json!({ "productId": line.product, "quantity": line.quantity.get() });
        let mut attributes = Map::new();
        attributes.insert("lines".to_owned(), self.lines.iter().map(line).collect());
        attributes.insert("to".to_owned(), json!(self.to.name()));
        put(&mut attributes, "reason", self.reason.as_ref());
        put(&mut attributes, "reference", self.reference.as_ref());
        let relationships = self
            .purchase
            .map_or(Json::Null, |purchase| json!({ "purchase": identifier("purchases", purchase) }));
        resource(Return::listing().kind, self.id.map(|id| id.to_string()), attributes, relationships)
    }
}

impl NewAdjustment {
    /// An adjustment at the main location.
    pub fn new(product: ProductId, action: AdjustmentAction, reason: impl Into<String>) -> Self {
        Self { id: None, product, location: LocationId::Main, action, reason: reason.into(), reference: None }
    }

    fn data(&self) -> Json {
        let mut attributes = Map::new();
        attributes.insert("kind".to_owned(), json!(self.action.kind().name()));
        match self.action {
            AdjustmentAction::Receive(quantity)
            | AdjustmentAction::Quarantine(quantity)
            | AdjustmentAction::Restore(quantity) => put(&mut attributes, "quantity", Some(quantity.get())),
            AdjustmentAction::Correct(difference) => put(&mut attributes, "quantity", Some(difference.get())),
            AdjustmentAction::WriteOff(quantity, from) => {
                put(&mut attributes, "quantity", Some(quantity.get()));
                put(&mut attributes, "from", Some(from.name()));
            }
            AdjustmentAction::Count { counted, expected } => {
                put(&mut attributes, "counted", Some(counted.get()));
                put(&mut attributes, "expected", expected);
            }
        }
        put(&mut attributes, "reason", Some(&self.reason));
        put(&mut attributes, "reference", self.reference.as_ref());
        let relationships = json!({
            "product": identifier("products", self.product),
            "location": identifier("locations", self.location),
        });
        resource(Adjustment::listing().kind, self.id.map(|id| id.to_string()), attributes, relationships)
    }
}

impl StockOperation {
    /// The operation object.
    pub fn to_json(&self) -> Json {
        let data = match self {
            Self::Initialise(new) => new.data(),
            Self::Adjust(new) => new.data(),
        };
        json!({ "op": "add", "data": data })
    }
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
    let data = resource(Inventory::listing().kind, id, settings(patch), Json::Null);
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
    Exchange::new(create::<Purchase>(&new.data(Purchase::listing().kind)), object)
}

/// `PATCH /api/v1/purchases/{id}`: an open one becomes completed (shipped) or cancelled.
pub fn update_purchase(id: PurchaseId, status: PurchaseStatus) -> Exchange<Purchase> {
    let mut attributes = Map::new();
    put(&mut attributes, "status", Some(status.name()));
    let data = resource(Purchase::listing().kind, Some(id.to_string()), attributes, Json::Null);
    Exchange::new(one::<Purchase>(Method::PATCH, id).with_body(&json!({ "data": data })), object)
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
    Exchange::new(create::<Quote>(&purchase.data(Quote::listing().kind)), object)
}

/// `GET /api/v1/stock-events`, as pages; a [`Feed`](crate::stream::Feed) follows it.
pub fn list_stock_events(list: &List<StockEvent>) -> Exchange<Page<StockEvent>> {
    Exchange::new(list.call(Service::Inventory), list_of)
}

/// `GET /api/v1/verification`: the whole journal against every law.
pub fn get_verification() -> Exchange<Verification> {
    Exchange::new(Call::new(Service::Inventory, Method::GET, "/api/v1/verification"), verification)
}

fn one<R: Listed>(method: Method, id: impl std::fmt::Display) -> Call {
    Call::new(Service::Inventory, method, format!("{}/{id}", R::listing().path))
}

fn create<R: Listed>(data: &Json) -> Call {
    Call::new(Service::Inventory, Method::POST, R::listing().path).with_body(&json!({ "data": data }))
}

fn settings(patch: &SettingsPatch) -> Map<String, Json> {
    let mut attributes = Map::new();
    put(&mut attributes, "policy", patch.policy.map(stock_core::model::Policy::name));
    put(&mut attributes, "backorderLimit", patch.backorder_limit.map(|limit| limit.map(Units::get)));
    put(&mut attributes, "safetyStock", patch.safety_stock.map(Units::get));
    put(&mut attributes, "lowStockAt", patch.low_stock_at.map(|threshold| threshold.map(Units::get)));
    attributes
}

fn identifier(kind: &str, id: impl std::fmt::Display) -> Json {
    json!({ "data": { "type": kind, "id": id.to_string() } })
}

/// A resource object; `relationships` may be null for none.
fn resource(kind: &str, id: Option<String>, attributes: Map<String, Json>, relationships: Json) -> Json {
    let mut object = Map::new();
    object.insert("type".to_owned(), json!(kind));
    put(&mut object, "id", id);
    object.insert("attributes".to_owned(), Json::Object(attributes));
    if relationships.is_object() {
        object.insert("relationships".to_owned(), relationships);
    }
    Json::Object(object)
}
