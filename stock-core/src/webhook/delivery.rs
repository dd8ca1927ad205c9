//! The log of what was sent.

use catalog_core::api::instant::UnixMillis;

use super::WebhookId;
use crate::model::word::words;

/// How many entries of one webhook are kept.
pub const LOG_MAX: u64 = 10_000;

words! {
    /// What an entry of the log says.
    DeliveryOutcome {
        /// Somebody asked that the event be sent again.
        Asked = "asked",
        /// The receiver took it.
        Delivered = "delivered",
        /// It did not.
        Failed = "failed",
    }
}

words! {
    /// Why a try failed.
    DeliveryFailure {
        /// There is no such host.
        Unresolved = "unresolved",
        /// The host is not a public machine.
        PrivateAddress = "private-address",
        /// No connection.
        Refused = "refused",
        /// No secure connection.
        Tls = "tls",
        /// No answer in time.
        Timeout = "timeout",
        /// The connection ended before the answer was there, or it was none.
        Cut = "cut",
        /// An answer with a status other than 2xx.
        Status = "status",
        /// The event is no longer kept.
        EventExpired = "event-expired",
    }
}

/// How a try ended: the HTTP status, if there was an answer, and what was wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TryResult {
    /// The status of the answer.
    pub status: Option<u16>,
    /// What was wrong; nothing when the receiver took the message.
    pub failure: Option<DeliveryFailure>,
}

impl TryResult {
    /// An answer with this status: any 2xx takes the message.
    pub fn answered(status: u16) -> Self {
        let taken = (200..300).contains(&status);
        Self { status: Some(status), failure: (!taken).then_some(DeliveryFailure::Status) }
    }

    /// No answer.
    pub fn failed(failure: DeliveryFailure) -> Self {
        Self { status: None, failure: Some(failure) }
    }

    /// Whether the receiver says that it is gone for good (410).
    pub fn is_gone(&self) -> bool {
        self.status == Some(410)
    }
}

/// One entry of the log: a try, or the wish for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Its place in the log of all webhooks; it rises, with gaps.
    pub seq: u64,
    /// Of which webhook.
    pub webhook: WebhookId,
    /// Its place in the log of this webhook, from 1: for the store that bounds it, not shown.
    pub number: u64,
    /// The `seq` of the event.
    pub event: u64,
    /// Which try it was since the receiver last took a message, from 1; 0 of a wish.
    pub tries: u32,
    /// When the try ended, or the wish came.
    pub at: UnixMillis,
    /// What it says.
    pub outcome: DeliveryOutcome,
    /// The status of the receiver's answer.
    pub status: Option<u16>,
    /// Why it failed.
    pub failure: Option<DeliveryFailure>,
    /// How long the try took.
    pub duration_ms: Option<u32>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_2xx_takes_the_message() {
        let failure = |status| TryResult::answered(status).failure;
        assert_eq!([200, 204, 299].map(failure), [None; 3]);
        assert_eq!([199, 300, 301, 404, 500].map(failure), [Some(DeliveryFailure::Status); 5]);
        assert!(TryResult::answered(410).is_gone() && !TryResult::answered(404).is_gone());
    }
}
