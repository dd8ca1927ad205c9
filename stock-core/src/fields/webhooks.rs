//! The list of webhooks.
//!
//! In a store, a webhook's columns are `id` and `created_at`. Its secret stands in rows of its own, which no
//! request can list.

use catalog_core::api::field::{Column, Listed, Listing, Paging, Sort};

use crate::webhook::{Webhook, WebhookId, WebhookSecret};

impl Listed for Webhook {
    type Id = WebhookId;
    const KIND: &'static str = "webhooks";
    const PATH: &'static str = "/api/v1/webhooks";

    fn listing() -> &'static Listing<Self> {
        &WEBHOOKS
    }

    fn id(&self) -> &WebhookId {
        &self.id
    }
}

static WEBHOOKS: Listing<Webhook> = Listing {
    kind: Webhook::KIND,
    path: Webhook::PATH,
    id: Column { name: "id", value: |webhook| webhook.id.to_string().into() },
    paging: Paging::NumberOrCursor,
    attributes: &[
        "url",
        "kinds",
        "active",
        "description",
        "secret",
        "deliveredSeq",
        "failing",
        "version",
        "createdAt",
        "updatedAt",
    ],
    relationships: &[],
    sorts: &[Sort {
        name: "createdAt",
        columns: &[Column { name: "created_at", value: |webhook| webhook.created_at.get().into() }],
    }],
    newest_first: false,
    filters: &[],
    includes: &[],
};

impl Listed for WebhookSecret {
    type Id = WebhookId;
    const KIND: &'static str = "webhook-secrets";
    const PATH: &'static str = "";

    fn listing() -> &'static Listing<Self> {
        &SECRETS
    }

    fn id(&self) -> &WebhookId {
        &self.webhook
    }
}

/// Only a store looks at it: there is no route to it, and no writer of it.
static SECRETS: Listing<WebhookSecret> = Listing {
    kind: WebhookSecret::KIND,
    path: WebhookSecret::PATH,
    id: Column { name: "webhook_id", value: |secret| secret.webhook.to_string().into() },
    paging: Paging::NumberOrCursor,
    attributes: &[],
    relationships: &[],
    sorts: &[],
    newest_first: false,
    filters: &[],
    includes: &[],
};
