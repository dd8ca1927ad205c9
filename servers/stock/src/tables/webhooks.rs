//! Webhooks, their secrets, and what was sent.

use std::collections::BTreeSet;

use catalog_core::api::{field::Column, instant::UnixMillis, value::Value};
use rusqlite::{Connection, OptionalExtension};
use stock_core::{
    model::StockEventKind,
    service::WebhookRows,
    webhook::{
        Delivery, DeliveryFailure, DeliveryOutcome, Failing, Kinds, LOG_MAX, Resend, Secret, Webhook,
        WebhookId, WebhookSecret, WebhookUrl,
    },
};
use trastienda_storage::Table;

use super::{
    ROWS,
    fields::{Fields, read_lines, write_lines},
    whole,
};

pub(crate) const WEBHOOKS: Table<Webhook> = Table {
    name: "webhooks",
    stored: &[
        Column { name: "url", value: |webhook| webhook.url.as_str().into() },
        Column { name: "kinds", value: |webhook| kinds_value(&webhook.kinds) },
        Column { name: "active", value: |webhook| i64::from(webhook.active).into() },
        Column { name: "description", value: |webhook| webhook.description.as_ref().into() },
        Column { name: "delivered_seq", value: |webhook| whole(webhook.delivered_seq) },
        Column { name: "failing_since", value: |webhook| failing(webhook, |failing| failing.since.get()) },
        Column { name: "failing_tries", value: |webhook| failing(webhook, |failing| failing.tries.into()) },
        Column {
            name: "failing_next_at",
            value: |webhook| webhook.failing.and_then(|failing| Some(failing.next_at?.get())).into(),
        },
        Column {
            name: "failing_error",
            value: |webhook| webhook.failing.map(|failing| failing.error.name()).into(),
        },
        Column {
            name: "failing_status",
            value: |webhook| webhook.failing.and_then(|failing| failing.status).map(i64::from).into(),
        },
        Column {
            name: "resends",
            value: |webhook| write_lines(webhook.resends.iter().map(|resend| (resend.entry, resend.event))),
        },
        Column { name: "logged", value: |webhook| whole(webhook.logged) },
        Column { name: "version", value: |webhook| whole(webhook.version) },
        Column { name: "updated_at", value: |webhook| webhook.updated_at.get().into() },
    ],
    columns: &[
        "id",
        "url",
        "kinds",
        "active",
        "description",
        "delivered_seq",
        "failing_since",
        "failing_tries",
        "failing_next_at",
        "failing_error",
        "failing_status",
        "resends",
        "logged",
        "version",
        "created_at",
        "updated_at",
    ],
    from_row: |row| read_webhook(&mut Fields::of_row(row)?),
    key: |id| id.to_string().into(),
};

pub(crate) const SECRETS: Table<WebhookSecret> = Table {
    name: "webhook_secrets",
    stored: &[Column { name: "secret", value: |row| row.secret.reveal().into() }],
    columns: &["webhook_id", "secret"],
    from_row: |row| {
        let mut fields = Fields::of_row(row)?;
        Ok(WebhookSecret { webhook: fields.text(WebhookId::parse)?, secret: fields.text(Secret::parse)? })
    },
    key: |id| id.to_string().into(),
};

pub(crate) const DELIVERIES: Table<Delivery> = Table {
    name: "webhook_deliveries",
    stored: &[
        Column { name: "number", value: |entry| whole(entry.number) },
        Column { name: "tries", value: |entry| i64::from(entry.tries).into() },
        Column { name: "status", value: |entry| entry.status.map(i64::from).into() },
        Column { name: "error", value: |entry| entry.failure.map(DeliveryFailure::name).into() },
        Column { name: "duration_ms", value: |entry| entry.duration_ms.map(i64::from).into() },
    ],
    columns: &[
        "seq",
        "webhook_id",
        "number",
        "event",
        "tries",
        "at",
        "outcome",
        "status",
        "error",
        "duration_ms",
    ],
    from_row: |row| read_delivery(&mut Fields::of_row(row)?),
    key: |seq| whole(*seq),
};

/// The webhooks as they stand.
pub(crate) fn open(db: &Connection) -> rusqlite::Result<WebhookRows> {
    let last: Option<i64> =
        db.query_row("SELECT last FROM webhook_changes", (), |row| row.get(0)).optional()?;
    let last = last.and_then(|last| last.try_into().ok()).unwrap_or(0);
    Ok(WebhookRows::at(WEBHOOKS.all(db)?, SECRETS.all(db)?, last))
}

/// Writes what changed. The log of a webhook goes with it, and is bounded.
pub(crate) fn store(db: &Connection, webhooks: &WebhookRows) -> rusqlite::Result<()> {
    if webhooks.rows.drafted().next().is_none() {
        return Ok(());
    }
    webhooks.removed.drafted().iter().try_for_each(|(_, id)| let_go(db, *id, u64::MAX))?;
    ROWS.deliveries.put_all(db, webhooks.log_kept())?;
    for (id, webhook) in webhooks.rows.drafted() {
        match webhook {
            Some(webhook) => {
                ROWS.webhooks.put(db, webhook)?;
                let_go(db, *id, webhook.logged.saturating_sub(LOG_MAX))?;
            }
            None => ROWS.webhooks.remove(db, id)?,
        }
    }
    for (id, secret) in webhooks.secrets.drafted() {
        match secret {
            Some(secret) => ROWS.secrets.put(db, secret)?,
            None => ROWS.secrets.remove(db, id)?,
        }
    }
    let last = i64::try_from(webhooks.changes.last()).unwrap_or(i64::MAX);
    db.prepare_cached("INSERT OR REPLACE INTO webhook_changes (one, last) VALUES (1, ?)")?.execute([last])?;
    Ok(())
}

/// Removes the first entries of the log of a webhook, up to this one.
fn let_go(db: &Connection, webhook: WebhookId, number: u64) -> rusqlite::Result<()> {
    let number = i64::try_from(number).unwrap_or(i64::MAX);
    db.prepare_cached("DELETE FROM webhook_deliveries WHERE webhook_id = ? AND number <= ?")?
        .execute((webhook.to_string(), number))?;
    Ok(())
}

fn read_webhook(fields: &mut Fields) -> rusqlite::Result<Webhook> {
    Ok(Webhook {
        id: fields.text(WebhookId::parse)?,
        url: fields.text(WebhookUrl::kept)?,
        kinds: fields.optional_text(read_kinds)?,
        active: fields.flag()?,
        description: fields.text(|text| Some(text.into()))?,
        secret: None,
        delivered_seq: fields.whole()?,
        failing: read_failing(fields)?,
        resends: fields
            .text(|text| read_lines(text, |(entry, event): (u64, u64)| Some(Resend { entry, event })))?,
        logged: fields.whole()?,
        version: fields.whole()?,
        created_at: UnixMillis::new(fields.number(Some)?),
        updated_at: UnixMillis::new(fields.number(Some)?),
    })
}

fn read_failing(fields: &mut Fields) -> rusqlite::Result<Option<Failing>> {
    let since = fields.optional_number(Some)?.map(UnixMillis::new);
    let tries = fields.optional_number(|tries| u32::try_from(tries).ok())?;
    let next_at = fields.optional_number(Some)?.map(UnixMillis::new);
    let error = fields.optional_text(DeliveryFailure::parse)?;
    let status = fields.optional_number(|status| u16::try_from(status).ok())?;
    let known = since.zip(tries).zip(error);
    Ok(known.map(|((since, tries), error)| Failing { since, tries, next_at, error, status }))
}

fn read_delivery(fields: &mut Fields) -> rusqlite::Result<Delivery> {
    Ok(Delivery {
        seq: fields.whole()?,
        webhook: fields.text(WebhookId::parse)?,
        number: fields.whole()?,
        event: fields.whole()?,
        tries: fields.number(|tries| u32::try_from(tries).ok())?,
        at: UnixMillis::new(fields.number(Some)?),
        outcome: fields.text(DeliveryOutcome::parse)?,
        status: fields.optional_number(|status| u16::try_from(status).ok())?,
        failure: fields.optional_text(DeliveryFailure::parse)?,
        duration_ms: fields.optional_number(|millis| u32::try_from(millis).ok())?,
    })
}

fn failing(webhook: &Webhook, figure: impl FnOnce(Failing) -> i64) -> Value {
    webhook.failing.map(figure).into()
}

fn kinds_value(kinds: &Kinds) -> Value {
    kinds.as_ref().map_or(Value::Null, |kinds| write_lines(kinds.iter().map(|kind| kind.name())))
}

fn read_kinds(text: &str) -> Option<BTreeSet<StockEventKind>> {
    read_lines(text, |kind: String| StockEventKind::parse(&kind)).map(BTreeSet::from_iter)
}
