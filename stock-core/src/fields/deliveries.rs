//! The log of what was sent to webhooks.
//!
//! In a store, an entry's columns are `seq`, `at`, `webhook_id`, `outcome` and `event`. Unlike a journal it has
//! gaps, since old entries of each webhook go by themselves; so its pages are those of an ordinary list.

use catalog_core::api::{
    field::{Column, Filter, Listed, Listing, Paging, Sort, Test},
    value::Value,
};

use super::whole;
use crate::webhook::{Delivery, DeliveryOutcome, WebhookId};

impl Listed for Delivery {
    type Id = u64;
    const KIND: &'static str = "webhook-deliveries";
    const PATH: &'static str = "/api/v1/webhook-deliveries";

    fn listing() -> &'static Listing<Self> {
        &DELIVERIES
    }

    fn id(&self) -> &u64 {
        &self.seq
    }
}

static DELIVERIES: Listing<Delivery> = Listing {
    kind: Delivery::KIND,
    path: Delivery::PATH,
    id: Column { name: "seq", value: |delivery| whole(delivery.seq) },
    paging: Paging::NumberOrCursor,
    attributes: &["event", "try", "at", "outcome", "status", "error", "durationMs"],
    relationships: &["webhook"],
    sorts: &[Sort {
        name: "at",
        columns: &[Column { name: "at", value: |delivery| delivery.at.get().into() }],
    }],
    newest_first: true,
    filters: &[
        Filter {
            name: "filter[webhook]",
            about: "Of any of these webhooks.",
            read: webhook,
            one_of: &[],
            test: Test::AnyOf(Column {
                name: "webhook_id",
                value: |delivery| delivery.webhook.to_string().into(),
            }),
        },
        Filter {
            name: "filter[outcome]",
            about: "With any of these outcomes.",
            read: outcome,
            one_of: DeliveryOutcome::NAMES,
            test: Test::AnyOf(Column { name: "outcome", value: |delivery| delivery.outcome.name().into() }),
        },
        Filter {
            name: "filter[event]",
            about: "Of any of these events, by their `seq`.",
            read: event,
            one_of: &[],
            test: Test::AnyOf(Column { name: "event", value: |delivery| whole(delivery.event) }),
        },
    ],
    includes: &[],
};

fn webhook(text: &str) -> Result<Value, &'static str> {
    let id = WebhookId::parse(text).ok_or("must be a UUID in lower-case canonical form")?;
    Ok(id.to_string().into())
}

fn outcome(text: &str) -> Result<Value, &'static str> {
    DeliveryOutcome::parse(text)
        .map(|outcome| outcome.name().into())
        .ok_or("must be asked, delivered or failed")
}

fn event(text: &str) -> Result<Value, &'static str> {
    text.parse().ok().filter(|seq| *seq >= 1).map(Value::Int).ok_or("must be the seq of an event")
}
