//! What can be wrong with a request about webhooks.

use catalog_core::api::fault::Code;
use serde_json::{Value as Json, json};
use thiserror::Error;

use super::{RESENDS_MAX, WEBHOOKS_MAX, WebhookId};
use crate::error::StockCode;

/// One thing that is wrong, with its figures.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum WebhookError {
    /// There are as many as there may be.
    #[error("There are {WEBHOOKS_MAX} webhooks already, and there may be no more.")]
    TooMany,
    /// No such webhook.
    #[error("There is no webhook {0}.")]
    NotFound(WebhookId),
    /// Its address is not of a public machine.
    #[error("The host of {0:?} is not a public one; this server sends to public addresses only.")]
    UrlPrivate(String),
    /// The feed is not there yet.
    #[error("There is no event {event} yet; the newest one is {newest}.")]
    EventNotFound {
        /// What was named.
        event: u64,
        /// The newest one.
        newest: u64,
    },
    /// As many wait as may.
    #[error("{RESENDS_MAX} events wait to be sent again to this webhook already.")]
    TooManyResends,
}

impl WebhookError {
    /// The table from error to code.
    pub fn code(&self) -> Code {
        match self {
            Self::TooMany => StockCode::TooManyWebhooks.code(),
            Self::NotFound(_) => StockCode::WebhookNotFound.code(),
            Self::UrlPrivate(_) => StockCode::WebhookUrlPrivate.code(),
            Self::EventNotFound { .. } => StockCode::EventNotFound.code(),
            Self::TooManyResends => StockCode::TooManyResends.code(),
        }
    }

    /// The figures for programs.
    pub fn meta(&self) -> Option<Json> {
        Some(match self {
            Self::TooMany => json!({ "maxWebhooks": WEBHOOKS_MAX }),
            Self::EventNotFound { newest, .. } => json!({ "newest": newest }),
            Self::TooManyResends => json!({ "maxResends": RESENDS_MAX }),
            Self::NotFound(_) | Self::UrlPrivate(_) => return None,
        })
    }
}
