//! Inventories as JSON:API resources.

use catalog_core::{
    api::{
        document::{Members, Relationships, Resource, ResourceObject},
        fault::{Fault, Problem},
        instant::UnixMillis,
        read::{Attributes, Incoming},
    },
    product::ProductId,
};
use serde::Serialize;
use serde_json::Value as Json;

use super::{sent, told};
use crate::model::{
    Alerts, Buckets, InitialiseInventory, Inventory, LevelId, Places, Policy, Seen, Settings, SettingsPatch,
    Sighting, StockState, Units,
};

impl Resource for Inventory {
    fn write_attributes(&self, out: &mut Members<'_>) {
        let shown = Shown::of(self);
        out.put("onHand", &shown.on_hand);
        out.put("reserved", &shown.reserved);
        out.put("committed", &shown.committed);
        out.put("unavailable", &shown.unavailable);
        out.put("incoming", &shown.incoming);
        out.put("available", &shown.available);
        out.put("purchasable", &shown.purchasable);
        out.put("state", &shown.state);
        out.put("policy", &shown.policy);
        out.put("backorderLimit", &shown.backorder_limit);
        out.put("safetyStock", &shown.safety_stock);
        out.put("lowStockAt", &shown.low_stock_at);
        out.put("version", &shown.version);
        out.put("updatedAt", &shown.updated_at);
    }

    fn write_relationships(&self, out: &mut Relationships<'_>) {
        out.to_one("product", "products", Some(&self.product.to_string()));
        out.to_many("levels", "levels", self.levels().map(|level| level.to_string()));
    }

    fn tag(&self) -> Option<String> {
        Some(self.version.to_string())
    }

    fn read(object: &ResourceObject) -> Result<Self, String> {
        let safety_stock = told::number(object, "safetyStock", Units::new)?;
        let settings = Settings {
            policy: object.attribute("policy")?,
            backorder_limit: told::optional_number(object, "backorderLimit", Units::new)?,
            safety_stock,
            low_stock_at: told::optional_number(object, "lowStockAt", Units::new)?,
        };
        let available: i64 = object.attribute("available")?;
        let buckets = Buckets {
            sellable: available.saturating_add(safety_stock.get()),
            reserved: object.attribute("reserved")?,
            committed: object.attribute("committed")?,
            unavailable: object.attribute("unavailable")?,
            incoming: object.attribute("incoming")?,
        };
        let mut inventory = Self {
            product: told::id(Some(&object.id), ProductId::parse)?,
            settings,
            buckets,
            places: places(object)?,
            alerts: Alerts::default(),
            version: object.attribute("version")?,
            updated_at: object.attribute("updatedAt")?,
        };
        // Which alerts stand is not shown; it follows from the figures, but for an untracked product.
        inventory.alerts = inventory.alerts_due();
        Ok(inventory)
    }
}

/// Where it has levels, as far as the relationship is there.
fn places(object: &ResourceObject) -> Result<Places, String> {
    let levels = object.relationships.get("levels").and_then(|levels| levels["data"].as_array());
    let location = |level: &Json| told::id(level["id"].as_str(), LevelId::parse).map(|id| id.location);
    levels.into_iter().flatten().map(location).collect()
}

/// The attributes of an inventory in one object, as an event shows them.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Shown {
    on_hand: i64,
    reserved: i64,
    committed: i64,
    unavailable: i64,
    incoming: i64,
    available: i64,
    purchasable: Option<i64>,
    state: StockState,
    policy: Policy,
    backorder_limit: Option<i64>,
    safety_stock: i64,
    low_stock_at: Option<i64>,
    version: u64,
    updated_at: UnixMillis,
}

impl Shown {
    pub(super) fn of(inventory: &Inventory) -> Self {
        let Inventory { settings, buckets, .. } = inventory;
        Self {
            on_hand: inventory.on_hand(),
            reserved: buckets.reserved,
            committed: buckets.committed,
            unavailable: buckets.unavailable,
            incoming: buckets.incoming,
            available: inventory.available(),
            purchasable: inventory.purchasable(),
            state: inventory.state(),
            policy: settings.policy,
            backorder_limit: settings.backorder_limit.map(Units::get),
            safety_stock: settings.safety_stock.get(),
            low_stock_at: settings.low_stock_at.map(Units::get),
            version: inventory.version,
            updated_at: inventory.updated_at,
        }
    }
}

/// Attributes that a client may send back.
const READ_ONLY: [&str; 10] = [
    "onHand",
    "reserved",
    "committed",
    "unavailable",
    "incoming",
    "available",
    "purchasable",
    "state",
    "version",
    "updatedAt",
];

/// A new inventory before the product check, or every fault; pointers are relative to the resource object.
pub(in crate::service) fn read_beginning(incoming: Incoming<'_>) -> Result<InitialiseInventory, Vec<Fault>> {
    let mut attributes = incoming.attributes();
    let quantity = attributes.optional("quantity", sent::units).unwrap_or_default();
    let settings = settings(&mut attributes).applied(Settings::default());
    attributes.ignore(&READ_ONLY);
    let mut faults = attributes.finish();
    let mut relationships = incoming.relationships();
    let product = sent::product(&mut relationships, &mut faults);
    relationships.ignore(&["levels"]);
    faults.extend(relationships.finish());
    if let (Some(id), Some(product)) = (incoming.id(), product)
        && id != product.to_string()
    {
        let detail = format!("The id is {id:?}; an inventory has the id of its product, {product}.");
        faults.push(Fault::new(Problem::IdMismatch, detail).at("/id"));
    }
    match product {
        Some(product) if faults.is_empty() => {
            let sighting = Sighting::fresh(Seen::Unknown);
            Ok(InitialiseInventory { product, sighting, quantity, settings })
        }
        _ => Err(faults),
    }
}

/// A change of settings, or every fault; pointers are relative to the resource object.
pub(in crate::service) fn read_settings(incoming: Incoming<'_>) -> Result<SettingsPatch, Vec<Fault>> {
    let mut attributes = incoming.attributes();
    let patch = settings(&mut attributes);
    attributes.ignore(&["quantity"]);
    attributes.ignore(&READ_ONLY);
    let mut faults = attributes.finish();
    let mut relationships = incoming.relationships();
    relationships.ignore(&["product", "levels"]);
    faults.extend(relationships.finish());
    if faults.is_empty() { Ok(patch) } else { Err(faults) }
}

fn settings(attributes: &mut Attributes<'_>) -> SettingsPatch {
    SettingsPatch {
        policy: attributes.optional("policy", |json| sent::word(json, Policy::parse, Policy::NAMES)),
        backorder_limit: attributes.optional("backorderLimit", sent::optional_units),
        safety_stock: attributes.optional("safetyStock", sent::units),
        low_stock_at: attributes.optional("lowStockAt", sent::optional_units),
    }
}
