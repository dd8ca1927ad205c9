//! What can be asked of the Inventory service that changes something.

use std::{collections::BTreeSet, sync::Arc};

use catalog_core::{api::instant::UnixMillis, product::ProductId};

use super::{
    adjustment::{AdjustmentAction, StockPile},
    allocation::Allocation,
    id::{AdjustmentId, LocationId, PurchaseId, ReservationId, ReturnId, TransferId},
    inventory::{Settings, SettingsPatch},
    line::{Lines, PurchaseForm, PurchaseOrder, ReturnLine},
    location::{LocationPatch, Priority},
    purchase::{Fulfilment, PurchaseStatus},
    quantity::Units,
    reservation::{ReservationRules, ReservationStatus},
    seen::{Sighting, Sightings},
    transfer::{Passage, TransferLine, TransferStatus},
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
    /// Hold for a buyer.
    CreateReservation(CreateReservation),
    /// Hold longer, or give up.
    UpdateReservation(UpdateReservation),
    /// End what is due.
    ExpireReservations(ExpireReservations),
    /// Keep stock at another place.
    CreateLocation(CreateLocation),
    /// Rename a place, move it in the order of selling, open or close it.
    UpdateLocation(UpdateLocation),
    /// Send stock from one place to another.
    CreateTransfer(CreateTransfer),
    /// Receive what was sent.
    UpdateTransfer(UpdateTransfer),
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
    /// From where the lines are taken that name no location.
    pub allocation: Allocation,
    /// What the product check saw.
    pub sightings: Sightings,
    /// The reservation whose units it takes, if there is one.
    pub reservation: Option<ReservationId>,
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
    /// Where it is put; none is where it was bought from, or else the main location.
    pub location: Option<LocationId>,
    /// What comes back; lines of the same product are taken together.
    pub lines: Lines<ReturnLine>,
    /// On which pile it is put.
    pub to: StockPile,
    /// Why.
    pub reason: Option<Arc<str>>,
    /// What it belongs to outside.
    pub reference: Option<Arc<str>>,
}

/// Hold units for a buyer, all lines or none. It takes the place of what its owner holds of the same products.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateReservation {
    /// The new reservation's identifier.
    pub id: ReservationId,
    /// What is held; lines of the same product and location are taken together.
    pub lines: Lines<PurchaseOrder>,
    /// Where the lines are held that name no location.
    pub allocation: Allocation,
    /// What the product check saw.
    pub sightings: Sightings,
    /// Until when; none is for as long as is usual.
    pub expires_at: Option<UnixMillis>,
    /// For whom.
    pub owner: Arc<str>,
    /// How long, and how much.
    pub rules: ReservationRules,
}

impl CreateReservation {
    /// What its lines name, each once.
    pub fn products(&self) -> BTreeSet<ProductId> {
        self.lines.as_slice().iter().map(|line| line.product).collect()
    }
}

/// Hold longer, or give up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UpdateReservation {
    /// Which one.
    pub id: ReservationId,
    /// What it is to be.
    pub status: Option<ReservationStatus>,
    /// Until when it is to be held.
    pub expires_at: Option<UnixMillis>,
}

/// End reservations that are due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExpireReservations {
    /// How many at most, the earliest first: it bounds the work of one command.
    pub most: usize,
}

/// Keep stock at another place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateLocation {
    /// The new location's identifier.
    pub id: LocationId,
    /// What people call it.
    pub name: Arc<str>,
    /// When its turn comes in selling.
    pub priority: Priority,
    /// Whether stock is kept there already.
    pub active: bool,
}

/// Change a location.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpdateLocation {
    /// Which one.
    pub id: LocationId,
    /// What changes.
    pub patch: LocationPatch,
}

/// Send stock from one location to another, all lines or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateTransfer {
    /// The new transfer's identifier.
    pub id: TransferId,
    /// From where to where.
    pub passage: Passage,
    /// What goes; lines of the same product are taken together.
    pub lines: Lines<TransferLine>,
    /// Whether it is on its way or there already.
    pub status: TransferStatus,
    /// When it should be there.
    pub expected_at: Option<UnixMillis>,
    /// Why.
    pub reason: Option<Arc<str>>,
    /// What it belongs to outside.
    pub reference: Option<Arc<str>>,
}

/// Receive what was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UpdateTransfer {
    /// Which one.
    pub id: TransferId,
    /// What it is to be.
    pub status: TransferStatus,
}
