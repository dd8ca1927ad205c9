//! What the Inventory service is asked to take in, and how it is written.

use catalog_core::{
    api::{field::Listed, instant::UnixMillis},
    product::ProductId,
};
use serde_json::{Map, Value as Json, json};
use stock_core::model::{
    Adjustment, AdjustmentAction, AdjustmentId, Allocation, Bucket, Fulfilment, Inventory, Location,
    LocationId, LocationPatch, Passage, Policy, Priority, PurchaseId, PurchaseOrder, Quantity, Reservation,
    ReservationId, Return, ReturnId, ReturnLine, SettingsPatch, StockPile, Transfer, TransferId,
    TransferLine, TransferStatus, Units,
};

use super::put;

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
    /// From where lines are taken that name no location; none leaves it to the service.
    pub allocation: Option<Allocation>,
    /// The reservation whose units it takes.
    pub reservation: Option<ReservationId>,
    /// When it is handed over.
    pub fulfilment: Fulfilment,
    /// What it belongs to outside, such as an invoice number.
    pub reference: Option<String>,
    /// Who buys, in free text.
    pub customer: Option<String>,
}

/// Units to be held for a buyer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewReservation {
    /// An id of one's own.
    pub id: Option<ReservationId>,
    /// What is held.
    pub lines: Vec<PurchaseOrder>,
    /// Where lines are held that name no location; none leaves it to the service.
    pub allocation: Option<Allocation>,
    /// For whom: what he holds of the same products is let go.
    pub owner: String,
    /// Until when; none is for as long as the shop usually holds.
    pub expires_at: Option<UnixMillis>,
}

/// Goods that come back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewReturn {
    /// An id of one's own.
    pub id: Option<ReturnId>,
    /// The purchase they are of, if that is known.
    pub purchase: Option<PurchaseId>,
    /// Where it is put; none is where it was bought from, or the main location.
    pub location: Option<LocationId>,
    /// What comes back.
    pub lines: Vec<ReturnLine>,
    /// On which pile it is put.
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

/// A place where stock is to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLocation {
    /// An id of one's own.
    pub id: Option<LocationId>,
    /// What people call it.
    pub name: String,
    /// When its turn comes in selling.
    pub priority: Priority,
    /// Whether stock is kept there already.
    pub active: bool,
}

/// Stock to be sent from one location to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTransfer {
    /// An id of one's own.
    pub id: Option<TransferId>,
    /// From where to where.
    pub passage: Passage,
    /// What goes.
    pub lines: Vec<TransferLine>,
    /// Whether it is on its way or there already.
    pub status: TransferStatus,
    /// When it should be there.
    pub expected_at: Option<UnixMillis>,
    /// Why.
    pub reason: Option<String>,
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

impl NewInventory {
    /// Stock with the default settings.
    pub fn new(product: ProductId, quantity: Units) -> Self {
        Self { product, quantity, settings: SettingsPatch::default() }
    }

    pub(super) fn data(&self) -> Json {
        let mut attributes = settings(&self.settings);
        attributes.insert("quantity".to_owned(), json!(self.quantity.get()));
        let relationships = json!({ "product": identifier("products", self.product) });
        resource(Inventory::KIND, None, attributes, relationships)
    }
}

impl NewPurchase {
    /// A purchase of these lines, handed over at once.
    pub fn new(lines: impl IntoIterator<Item = PurchaseOrder>) -> Self {
        let lines = lines.into_iter().collect();
        Self {
            id: None,
            lines,
            allocation: None,
            reservation: None,
            fulfilment: Fulfilment::Now,
            reference: None,
            customer: None,
        }
    }

    pub(super) fn data(&self, kind: &str) -> Json {
        let mut attributes = Map::new();
        attributes.insert("lines".to_owned(), self.lines.iter().map(order_line).collect());
        put(&mut attributes, "allocation", self.allocation.as_ref().map(allocation));
        attributes.insert("fulfilment".to_owned(), json!(self.fulfilment.name()));
        put(&mut attributes, "reference", self.reference.as_ref());
        put(&mut attributes, "customer", self.customer.as_ref());
        let relationships = self
            .reservation
            .map_or(Json::Null, |id| json!({ "reservation": identifier(Reservation::KIND, id) }));
        resource(kind, self.id.map(|id| id.to_string()), attributes, relationships)
    }
}

impl NewReservation {
    /// These lines for an owner, for as long as the shop usually holds.
    pub fn new(lines: impl IntoIterator<Item = PurchaseOrder>, owner: impl Into<String>) -> Self {
        let lines = lines.into_iter().collect();
        Self { id: None, lines, allocation: None, owner: owner.into(), expires_at: None }
    }

    pub(super) fn data(&self) -> Json {
        let mut attributes = Map::new();
        attributes.insert("lines".to_owned(), self.lines.iter().map(order_line).collect());
        put(&mut attributes, "allocation", self.allocation.as_ref().map(allocation));
        put(&mut attributes, "owner", Some(&self.owner));
        put(&mut attributes, "expiresAt", self.expires_at);
        resource(Reservation::KIND, self.id.map(|id| id.to_string()), attributes, Json::Null)
    }
}

impl NewReturn {
    /// These lines, put on sale again, of no purchase in particular.
    pub fn new(lines: impl IntoIterator<Item = ReturnLine>) -> Self {
        let lines = lines.into_iter().collect();
        Self {
            id: None,
            purchase: None,
            location: None,
            lines,
            to: StockPile::Sellable,
            reason: None,
            reference: None,
        }
    }

    pub(super) fn data(&self) -> Json {
        let lines = self.lines.iter().map(|line| goods(line.product, line.quantity));
        let mut attributes = Map::new();
        attributes.insert("lines".to_owned(), lines.collect());
        attributes.insert("to".to_owned(), json!(self.to.name()));
        put(&mut attributes, "reason", self.reason.as_ref());
        put(&mut attributes, "reference", self.reference.as_ref());
        let mut relationships = Map::new();
        put(&mut relationships, "purchase", self.purchase.map(|id| identifier("purchases", id)));
        put(&mut relationships, "location", self.location.map(|id| identifier("locations", id)));
        resource(Return::KIND, self.id.map(|id| id.to_string()), attributes, relationships.into())
    }
}

impl NewAdjustment {
    /// An adjustment at the main location.
    pub fn new(product: ProductId, action: AdjustmentAction, reason: impl Into<String>) -> Self {
        Self { id: None, product, location: LocationId::Main, action, reason: reason.into(), reference: None }
    }

    pub(super) fn data(&self) -> Json {
        let mut attributes = Map::new();
        attributes.insert("kind".to_owned(), json!(self.action.kind().name()));
        match self.action {
            AdjustmentAction::Receive(quantity)
            | AdjustmentAction::Arrive(quantity)
            | AdjustmentAction::Quarantine(quantity)
            | AdjustmentAction::Restore(quantity) => put(&mut attributes, "quantity", Some(quantity.get())),
            AdjustmentAction::Correct(difference) => put(&mut attributes, "quantity", Some(difference.get())),
            AdjustmentAction::Announce { quantity, expected_at } => {
                put(&mut attributes, "quantity", Some(quantity.get()));
                put(&mut attributes, "to", Some(Bucket::Incoming.name()));
                put(&mut attributes, "expectedAt", expected_at);
            }
            AdjustmentAction::GiveUp(quantity) => {
                put(&mut attributes, "quantity", Some(quantity.get()));
                put(&mut attributes, "from", Some(Bucket::Incoming.name()));
            }
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
        resource(Adjustment::KIND, self.id.map(|id| id.to_string()), attributes, relationships)
    }
}

impl NewLocation {
    /// A place that is open and among the first.
    pub fn new(name: impl Into<String>) -> Self {
        Self { id: None, name: name.into(), priority: Priority::default(), active: true }
    }

    pub(super) fn data(&self) -> Json {
        let attributes = location(&LocationPatch {
            name: Some(self.name.as_str().into()),
            priority: Some(self.priority),
            active: Some(self.active),
        });
        resource(Location::KIND, self.id.map(|id| id.to_string()), attributes, Json::Null)
    }
}

impl NewTransfer {
    /// These lines, on their way.
    pub fn new(passage: Passage, lines: impl IntoIterator<Item = TransferLine>) -> Self {
        Self {
            id: None,
            passage,
            lines: lines.into_iter().collect(),
            status: TransferStatus::Shipped,
            expected_at: None,
            reason: None,
            reference: None,
        }
    }

    pub(super) fn data(&self) -> Json {
        let lines = self.lines.iter().map(|line| goods(line.product, line.quantity));
        let mut attributes = Map::new();
        attributes.insert("lines".to_owned(), lines.collect());
        attributes.insert("status".to_owned(), json!(self.status.name()));
        put(&mut attributes, "expectedAt", self.expected_at);
        put(&mut attributes, "reason", self.reason.as_ref());
        put(&mut attributes, "reference", self.reference.as_ref());
        let relationships = json!({
            "from": identifier("locations", self.passage.from()),
            "to": identifier("locations", self.passage.to()),
        });
        resource(Transfer::KIND, self.id.map(|id| id.to_string()), attributes, relationships)
    }
}

/// A line of a return or a transfer.
fn goods(product: ProductId, quantity: Quantity) -> Json {
    json!({ "productId": product, "quantity": quantity.get() })
}

fn allocation(allocation: &Allocation) -> Json {
    let mut shown = Map::new();
    put(&mut shown, "strategy", Some(allocation.strategy().name()));
    if let Allocation::Nearest(near) = allocation {
        let near: Vec<_> = near.iter().map(ToString::to_string).collect();
        put(&mut shown, "locations", Some(near));
    }
    Json::Object(shown)
}

pub(super) fn location(patch: &LocationPatch) -> Map<String, Json> {
    let mut attributes = Map::new();
    put(&mut attributes, "name", patch.name.as_deref());
    put(&mut attributes, "priority", patch.priority.map(Priority::get));
    put(&mut attributes, "active", patch.active);
    attributes
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

pub(super) fn settings(patch: &SettingsPatch) -> Map<String, Json> {
    let mut attributes = Map::new();
    put(&mut attributes, "policy", patch.policy.map(Policy::name));
    put(&mut attributes, "backorderLimit", patch.backorder_limit.map(|limit| limit.map(Units::get)));
    put(&mut attributes, "safetyStock", patch.safety_stock.map(Units::get));
    put(&mut attributes, "lowStockAt", patch.low_stock_at.map(|threshold| threshold.map(Units::get)));
    attributes
}

fn order_line(line: &PurchaseOrder) -> Json {
    let mut shown = Map::new();
    put(&mut shown, "productId", Some(line.product));
    put(&mut shown, "quantity", Some(line.quantity.get()));
    put(&mut shown, "locationId", line.location.map(|location| location.to_string()));
    Json::Object(shown)
}

pub(super) fn identifier(kind: &str, id: impl std::fmt::Display) -> Json {
    json!({ "data": { "type": kind, "id": id.to_string() } })
}

/// A resource object; `relationships` may be null for none.
pub(super) fn resource(
    kind: &str,
    id: Option<String>,
    attributes: Map<String, Json>,
    relationships: Json,
) -> Json {
    let mut object = Map::new();
    object.insert("type".to_owned(), json!(kind));
    put(&mut object, "id", id);
    object.insert("attributes".to_owned(), Json::Object(attributes));
    if relationships.is_object() {
        object.insert("relationships".to_owned(), relationships);
    }
    Json::Object(object)
}
