//! Webhooks: who is told of stock events, how a message is signed, and what becomes of it. Pure.
//!
//! A [`Webhook`] stands at an event (`delivered_seq`): every event up to it is done with. A host sends what comes
//! after it, one [`Message`] at a time and in order, and has each try recorded by a [`WebhookCommand`]. So what was
//! told is known after a crash too, and a message is repeated at most: each event arrives at least once.
//!
//! - [`Secret`] signs as the Standard Webhooks specification says.
//! - [`WebhookUrl`] is an address that messages may go to; [`is_public`] says which machines may be reached.
//! - `decide` judges the commands, like those of stock.
//!
//! Not here: sockets and clocks (`servers/stock`).

mod address;
mod backoff;
mod change;
mod command;
mod decide;
mod delivery;
mod error;
mod hook;
mod message;
mod secret;
mod state;

use catalog_core::uuid_id;

pub use address::{Reach, URL_CHARS_MAX, UrlRefused, WebhookUrl, is_public};
pub use backoff::GIVE_UP_MILLIS;
pub use change::{Kept, WebhookChange};
pub use command::{
    CreateWebhook, RecordTry, ResendEvent, SkipEvents, Told, UpdateWebhook, WebhookCommand, WebhookPatch,
};
pub(crate) use decide::decide;
pub use delivery::{Delivery, DeliveryFailure, DeliveryOutcome, LOG_MAX, TryResult};
pub use error::WebhookError;
pub use hook::{DESCRIPTION_CHARS_MAX, Failing, Kinds, RESENDS_MAX, Resend, WEBHOOKS_MAX, Webhook};
pub use message::Message;
pub use secret::{Secret, WebhookSecret};
pub use state::{WebhookState, WebhookView};

uuid_id! {
    /// Names a webhook.
    WebhookId
}
