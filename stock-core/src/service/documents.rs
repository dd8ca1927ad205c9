//! How the resources of the Inventory service are written and read: one writer and one reader each.

mod adjustment;
mod delivery;
mod event;
mod inventory;
#[cfg(all(feature = "jsonapi", not(target_family = "wasm")))]
mod jsonapi;
mod lines;
mod movement;
mod purchase;
mod quote;
mod returned;
mod sent;
mod told;
mod webhook;

pub(super) use adjustment::read_adjustment;
pub(super) use delivery::read_resend;
pub(super) use inventory::{read_beginning, read_settings};
pub(super) use lines::products_of;
pub(super) use purchase::{read_order, read_status};
pub(super) use returned::read_return;
pub(super) use sent::{read_named, read_new};
pub(super) use webhook::{read_new_webhook, read_webhook_patch};
