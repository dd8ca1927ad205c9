//! What can be asked of the Inventory service that changes something.

use std::{collections::BTreeSet, sync::Arc};

use catalog_core::product::ProductId;

use super::{
    adjustment::{AdjustmentAction, StockPile},
    id::{AdjustmentId, LocationId, PurchaseId, ReturnId},
    inventory::{Settings, SettingsPatch},
    line::{Lines, PurchaseForm, PurchaseOrder, ReturnLine},
    purchase::{Fulfilment, PurchaseStatus},
    quantity::Units,
    seen::{Sighting, Sightings},
};
use crate::webhook::WebhookCommand;

/// One thing to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Begin to keep the stock of a product.
    InitialiseInventory(InitialiseInventory),
    /// Change how it is treated.
    UpdateInventory(UpdateInventory),
    /// Receive, correct, count, set aside or write off.
    CreateAdjustment(CreateAdjustment),
    /// Buy.
    CreatePurchase(CreatePurchase),
    /// Ship or cancel.
    UpdatePurchase(UpdatePurchase),
    /// Take back.
    CreateReturn(CreateReturn),
    /// Tell others of stock.
    Webhook(WebhookCommand),
}

/// Begin to keep the stock of a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InitialiseInventory {
    /// Of what.
    pub product: ProductId,
    /// What the product check saw; any status will do.
    pub sighting: Sighting,
    /// How many units there are at the beginning.
    pub quantity: Units,
    /// How it is treated.
    pub settings: Settings,
}

/// Change how the stock of a product is treated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpdateInventory {
    /// Of what.
    pub product: ProductId,
    /// What changes.
    pub settings: SettingsPatch,
}

/// Receive, correct, count, set aside or write off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateAdjustment {
    /// The new adjustment's identifier.
    pub id: AdjustmentId,
    /// Of what.
    pub product: ProductId,
    /// Where.
    pub location: LocationId,
    /// What it does.
    pub action: AdjustmentAction,
    /// Why.
    pub reason: Arc<str>,
    /// What it belongs to outside.
    pub reference: Option<Arc<str>>,
}

/// Buy, all lines or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreatePurchase {
    /// The new purchase's identifier.
    pub id: PurchaseId,
    /// How it was written.
    pub form: PurchaseForm,
    /// What is bought; lines of the same product and location are taken together.
    pub lines: Lines<PurchaseOrder>,
    /// What the product check saw.
    pub sightings: Sightings,
    /// When it is handed over.
    pub fulfilment: Fulfilment,
    /// What it belongs to outside.
    pub reference: Option<Arc<str>>,
    /// Who buys, in free text.
    pub customer: Option<Arc<str>>,
}

impl CreatePurchase {
    /// What its lines name, each once.
    pub fn products(&self) -> BTreeSet<ProductId> {
        self.lines.as_slice().iter().map(|line| line.product).collect()
    }
}

/// Ship or cancel a purchase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpdatePurchase {
    /// Which one.
    pub id: PurchaseId,
    /// What it is to be.
    pub status: PurchaseStatus,
}

/// Take goods back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateReturn {
    /// The new return's identifier.
    pub id: ReturnId,
    /// The purchase it is of, if that is known.
    pub purchase: Option<PurchaseId>,
    /// What comes back; lines of the same product are taken together.
    pub lines: Lines<ReturnLine>,
    /// Where it is put.
    pub to: StockPile,
    /// Why.
    pub reason: Option<Arc<str>>,
    /// What it belongs to outside.
    pub reference: Option<Arc<str>>,
}
