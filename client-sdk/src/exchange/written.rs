//! What the Inventory service is asked to take in, and how it is written.

use catalog_core::{api::field::Listed, product::ProductId};
use serde_json::{Map, Value as Json, json};
use stock_core::model::{
    Adjustment, AdjustmentAction, AdjustmentId, Fulfilment, Inventory, LocationId, Policy, PurchaseId,
    PurchaseOrder, Return, ReturnId, ReturnLine, SettingsPatch, StockPile, Units,
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
        Self { id: None, lines, fulfilment: Fulfilment::Now, reference: None, customer: None }
    }

    pub(super) fn data(&self, kind: &str) -> Json {
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

    pub(super) fn data(&self) -> Json {
        let line = |line: &ReturnLine| json!({ "productId": line.product, "quantity": line.quantity.get() });
        let mut attributes = Map::new();
        attributes.insert("lines".to_owned(), self.lines.iter().map(line).collect());
        attributes.insert("to".to_owned(), json!(self.to.name()));
        put(&mut attributes, "reason", self.reason.as_ref());
        put(&mut attributes, "reference", self.reference.as_ref());
        let relationships = self
            .purchase
            .map_or(Json::Null, |purchase| json!({ "purchase": identifier("purchases", purchase) }));
        resource(Return::KIND, self.id.map(|id| id.to_string()), attributes, relationships)
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
        resource(Adjustment::KIND, self.id.map(|id| id.to_string()), attributes, relationships)
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

pub(super) fn settings(patch: &SettingsPatch) -> Map<String, Json> {
    let mut attributes = Map::new();
    put(&mut attributes, "policy", patch.policy.map(Policy::name));
    put(&mut attributes, "backorderLimit", patch.backorder_limit.map(|limit| limit.map(Units::get)));
    put(&mut attributes, "safetyStock", patch.safety_stock.map(Units::get));
    put(&mut attributes, "lowStockAt", patch.low_stock_at.map(|threshold| threshold.map(Units::get)));
    attributes
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
