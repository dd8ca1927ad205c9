//! What accepted calls are answered.

use catalog_core::{
    api::document::{
        Resource, Written, atomic_content_type, content_type, resource_document, results_document,
    },
    engine::{Answer, Call, Envelope, Shape},
    product::ProductId,
};
use http::header;
use serde_json::Value as Json;

use super::{documents::products_of, stock::Stock, webhook_rows};
use crate::model::{Change, Command, Purchase, View};

/// The answer to a call whose commands did `changes`.
pub(super) fn answer(stock: &Stock, call: &Call<Command>, changes: &[Change]) -> Answer {
    match (call.shape.envelope, &call.commands[..], changes) {
        (Envelope::Document, [command], [change]) => document(stock, command, change, &call.shape),
        _ => results(changes, &call.shape),
    }
}

/// The answer to one command: what it made or changed, as it is now.
fn document(stock: &Stock, command: &Command, change: &Change, shape: &Shape) -> Answer {
    match command {
        Command::InitialiseInventory(command) => inventory(stock, command.product, shape, 201),
        Command::UpdateInventory(command) => inventory(stock, command.product, shape, 200),
        Command::CreateAdjustment(_) => created(change.adjustment.as_ref(), shape),
        Command::CreateReturn(_) => created(change.returned.as_ref(), shape),
        Command::CreateLocation(_) => created(change.location.as_ref(), shape),
        Command::UpdateLocation(command) => updated(stock.location(command.id), shape),
        Command::CreateTransfer(_) => created(change.transfer.as_ref(), shape),
        Command::UpdateTransfer(command) => updated(stock.transfer(command.id), shape),
        Command::CreatePurchase(command) => purchase(stock, stock.purchase(command.id), shape, 201),
        Command::UpdatePurchase(command) => purchase(stock, stock.purchase(command.id), shape, 200),
        Command::CreateReservation(command) => created(stock.reservation(command.id), shape),
        Command::UpdateReservation(command) => updated(stock.reservation(command.id), shape),
        Command::ExpireReservations(_) => Answer::empty(204),
        Command::Webhook(command) => webhook_rows::answer(&stock.webhooks, command, change, shape),
    }
}

pub(super) fn created<R: Resource>(resource: Option<&R>, shape: &Shape) -> Answer {
    resource.map_or_else(|| Answer::empty(204), |resource| whole(resource, &[], shape, 201))
}

pub(super) fn updated<R: Resource>(resource: Option<&R>, shape: &Shape) -> Answer {
    resource.map_or_else(|| Answer::empty(204), |resource| whole(resource, &[], shape, 200))
}

/// An inventory, with its levels where they are asked for.
fn inventory(stock: &Stock, product: ProductId, shape: &Shape, status: u16) -> Answer {
    let Some(inventory) = stock.inventory(product) else { return Answer::empty(204) };
    let levels: Vec<_> = if shape.selection.includes("levels") {
        inventory.levels().filter_map(|level| stock.level(level)).collect()
    } else {
        Vec::new()
    };
    let included: Vec<&dyn Written> = levels.into_iter().map(|level| level as &dyn Written).collect();
    whole(inventory, &included, shape, status)
}

/// A purchase, with the levels after it where they are asked for.
fn purchase(stock: &Stock, purchase: Option<&Purchase>, shape: &Shape, status: u16) -> Answer {
    let Some(purchase) = purchase else { return Answer::empty(204) };
    let levels: Vec<_> = if shape.selection.includes("inventory") {
        products_of(&purchase.lines).into_iter().filter_map(|product| stock.inventory(product)).collect()
    } else {
        Vec::new()
    };
    let included: Vec<&dyn Written> = levels.into_iter().map(|level| level as &dyn Written).collect();
    whole(purchase, &included, shape, status)
}

/// A document with what identifies its resource in the headers.
fn whole<R: Resource>(resource: &R, included: &[&dyn Written], shape: &Shape, status: u16) -> Answer {
    let body = resource_document(resource, included, &shape.selection, &shape.site);
    let mut answer = Answer::json(status, body).with(header::CONTENT_TYPE, &content_type(&shape.selection));
    if let Some(tag) = resource.tag() {
        answer = answer.with(header::ETAG, &format!("\"{tag}\""));
    }
    match resource.path().filter(|_| status == 201) {
        Some(path) => answer.with(header::LOCATION, &path),
        None => answer,
    }
}

/// The answer to an atomic request: each resource as its operation left it.
fn results(changes: &[Change], shape: &Shape) -> Answer {
    let results: Vec<(Option<&dyn Written>, Option<Json>)> = changes
        .iter()
        .map(|change| {
            let adjustment = change.adjustment.as_ref().map(|adjustment| adjustment as &dyn Written);
            let inventory = change.inventories.first().map(|inventory| inventory as &dyn Written);
            (adjustment.or(inventory), None)
        })
        .collect();
    let body = results_document(&results, &shape.selection, &shape.site);
    Answer::json(200, body).with(header::CONTENT_TYPE, &atomic_content_type())
}
