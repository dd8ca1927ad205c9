//! Reservations one by one, and what time does to them.

use std::sync::Arc;

use catalog_core::{
    api::{
        endpoint::{Exchange, Failure, missing},
        fault::Fault,
        query::Selection,
        read::{Incoming, read_document},
        request::Context,
    },
    engine::{Answer, Call, Envelope, Meta, Refused, Shape, Site},
};
use serde_json::Value as Json;

use super::{
    StockStore, checking,
    documents::{read_hold, read_hold_change, read_named, read_new},
    reading::target,
};
use crate::{
    check::Products,
    model::{
        Allocation, Command, ExpireReservations, Reservation, ReservationId, ReservationRules,
        UpdateReservation,
    },
};

/// The JSON:API type.
const KIND: &str = "reservations";

/// How many reservations one command ends: the writer is not held for longer than some milliseconds.
const EXPIRED_MAX: usize = 500;

pub(super) async fn get<S: StockStore>(
    store: &S,
    exchange: &Exchange<'_>,
    segment: &str,
) -> Result<Answer, Failure> {
    let id = ReservationId::parse(segment);
    catalog_core::api::endpoint::get::<Reservation, S>(store, exchange, segment, id).await
}

pub(super) async fn create<S: StockStore, P: Products>(
    store: &S,
    products: &P,
    exchange: &Exchange<'_>,
    by_default: &Allocation,
    rules: ReservationRules,
) -> Result<Answer, Failure> {
    let write = exchange.write::<Reservation>(Envelope::Document)?;
    let mut ids = exchange.context.ids();
    let command = read_document(exchange.request.body(), |data| {
        let incoming = Incoming::read(data, KIND)?;
        read_new(incoming, ids.next_uuid(), |incoming, id| {
            read_hold(incoming, ReservationId(id), by_default, rules)
        })
    });
    let commands = command.map(|command| vec![Command::CreateReservation(command)]);
    checking::decide(store, products, exchange, write, commands).await
}

pub(super) async fn update<S: StockStore>(
    store: &S,
    exchange: &Exchange<'_>,
    segment: &str,
) -> Result<Answer, Failure> {
    let write = exchange.write::<Reservation>(Envelope::Document)?;
    let id = ReservationId::parse(segment).ok_or_else(|| missing(KIND, segment))?;
    let command = read_document(exchange.request.body(), |data| read_update(data, id));
    let commands = command.map(|command| vec![Command::UpdateReservation(command)]);
    exchange.decide(store, write, commands, target::<Reservation, S>(store, &id)).await
}

fn read_update(data: &Json, id: ReservationId) -> Result<UpdateReservation, Vec<Fault>> {
    let (status, expires_at) = read_named(Incoming::read(data, KIND)?, &id.to_string(), read_hold_change)?;
    Ok(UpdateReservation { id, status, expires_at })
}

/// Has what is due written, so that what is read next is as of now.
pub(super) async fn expire<S: StockStore>(store: &S, exchange: &Exchange<'_>) -> Result<(), Failure> {
    Ok(expire_due(store, exchange.context, exchange.site).await?)
}

/// Has the reservations that are due at the moment of `context` end.
///
/// Nothing depends on whether a host calls this: every command and every read does the same. It is for those who
/// only follow the feed.
///
/// # Errors
/// The store did not take it; nothing is lost by that.
pub async fn expire_due<S: StockStore>(
    store: &S,
    context: &Context,
    site: &Arc<Site>,
) -> Result<(), Refused> {
    while store.next_due().is_some_and(|due| due <= context.now) {
        let call = Call {
            commands: vec![Command::ExpireReservations(ExpireReservations { most: EXPIRED_MAX })],
            meta: Meta { now: context.now, actor: context.caller.name.clone(), ids: context.ids() },
            condition: None,
            once: None,
            shape: Shape {
                request_id: context.request_id.clone(),
                envelope: Envelope::Document,
                selection: Selection::default(),
                site: Arc::clone(site),
            },
        };
        if store.execute(call).await?.status != 204 {
            // Rows that contradict each other: verification names them, and the rest can be read.
            break;
        }
    }
    Ok(())
}
