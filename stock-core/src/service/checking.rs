//! The product check of a request: after a kept answer, before the rules.

use std::collections::BTreeSet;

use catalog_core::{
    api::{
        endpoint::{Exchange, Failure, Write},
        fault::Fault,
        request::Context,
    },
    engine::{Answer, Target},
    product::ProductId,
};

use super::{StockStore, stock::Stock};
use crate::{
    check::{CheckFailed, Products},
    model::{Command, Seen, Sighting, Sightings},
};

/// Has commands decided that create something, with what the catalogue says of their products.
pub(super) async fn decide<S: StockStore, P: Products>(
    store: &S,
    products: &P,
    exchange: &Exchange<'_>,
    write: Write,
    commands: Result<Vec<Command>, Vec<Fault>>,
) -> Result<Answer, Failure> {
    let commands = match commands {
        Ok(commands) => {
            let ids = Vec::from_iter(commands.iter().flat_map(products_of).collect::<BTreeSet<_>>());
            // A check that asks nobody cannot fail, so it may come before the kept answer, which the engine looks
            // for in any case before it decides.
            let seen = if let Some(seen) = products.known(&ids) {
                seen
            } else {
                if let Some(answer) = exchange.replay::<Stock, S>(store, &write).await? {
                    return Ok(answer);
                }
                check(products, &ids, exchange.context).await.map_err(CheckFailed::fault)?
            };
            Ok(commands.into_iter().map(|command| with(command, &seen)).collect())
        }
        Err(faults) => Err(faults),
    };
    exchange.decide(store, write, commands, async { Ok(Target::None) }).await
}

/// What the catalogue says of these products.
async fn check<P: Products>(
    products: &P,
    ids: &[ProductId],
    context: &Context,
) -> Result<Sightings, CheckFailed> {
    if ids.is_empty() { Ok(Sightings::default()) } else { products.look_up(ids, context).await }
}

/// The products that the catalogue is asked about before a command.
fn products_of(command: &Command) -> Vec<ProductId> {
    match command {
        Command::InitialiseInventory(command) => vec![command.product],
        Command::CreatePurchase(command) => command.products().into_iter().collect(),
        Command::CreateReservation(command) => command.products().into_iter().collect(),
        Command::UpdateInventory(_)
        | Command::CreateAdjustment(_)
        | Command::UpdatePurchase(_)
        | Command::CreateReturn(_)
        | Command::UpdateReservation(_)
        | Command::ExpireReservations(_)
        | Command::CreateLocation(_)
        | Command::UpdateLocation(_)
        | Command::CreateTransfer(_)
        | Command::UpdateTransfer(_)
        | Command::Webhook(_) => Vec::new(),
    }
}

/// The same command with what the catalogue says of its products.
fn with(mut command: Command, seen: &Sightings) -> Command {
    match &mut command {
        Command::InitialiseInventory(command) => {
            let unknown = || Sighting::fresh(Seen::Unknown);
            command.sighting = seen.get(command.product).cloned().unwrap_or_else(unknown);
        }
        Command::CreatePurchase(command) => command.sightings = seen.clone(),
        Command::CreateReservation(command) => command.sightings = seen.clone(),
        Command::UpdateInventory(_)
        | Command::CreateAdjustment(_)
        | Command::UpdatePurchase(_)
        | Command::CreateReturn(_)
        | Command::UpdateReservation(_)
        | Command::ExpireReservations(_)
        | Command::CreateLocation(_)
        | Command::UpdateLocation(_)
        | Command::CreateTransfer(_)
        | Command::UpdateTransfer(_)
        | Command::Webhook(_) => {}
    }
    command
}
