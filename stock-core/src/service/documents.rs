//! How the resources of the Inventory service are written and read: one writer and one reader each.

mod adjustment;
mod delivery;
mod event;
mod inventory;
#[cfg(all(feature = "jsonapi", not(target_family = "wasm")))]
mod jsonapi;
mod level;
mod lines;
mod location;
mod movement;
mod purchase;
mod quote;
mod reservation;
mod returned;
mod sent;
mod told;
mod transfer;
mod webhook;

pub(super) use adjustment::read_adjustment;
pub(super) use delivery::read_resend;
pub(super) use inventory::{read_beginning, read_settings};
pub(super) use lines::products_of;
pub(super) use location::{read_location, read_location_patch};
pub(super) use purchase::{read_order, read_status};
pub(super) use reservation::{read_hold, read_hold_change};
pub(super) use returned::read_return;
pub(super) use sent::{read_named, read_new};
pub(super) use transfer::{read_transfer, read_transfer_status};
pub(super) use webhook::{read_new_webhook, read_webhook_patch};
