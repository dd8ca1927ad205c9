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
            if let Some(answer) = exchange.replay::<Stock, S>(store, &write).await? {
                return Ok(answer);
            }
            Ok(check(products, commands, exchange.context).await.map_err(CheckFailed::fault)?)
        }
        Err(faults) => Err(faults),
    };
    exchange.decide(store, write, commands, async { Ok(Target::None) }).await
}

/// The same commands with what the catalogue says of their products.
async fn check<P: Products>(
    products: &P,
    mut commands: Vec<Command>,
    context: &Context,
) -> Result<Vec<Command>, CheckFailed> {
    let ids: BTreeSet<ProductId> = commands.iter().flat_map(products_of).collect();
    if !ids.is_empty() {
        let seen = products.look_up(&Vec::from_iter(ids), context).await?;
        for command in &mut commands {
            put(command, &seen);
        }
    }
    Ok(commands)
}

/// The products that the catalogue is asked about before a command.
fn products_of(command: &Command) -> Vec<ProductId> {
    match command {
        Command::InitialiseInventory(command) => vec![command.product],
        Command::CreatePurchase(command) => command.products().into_iter().collect(),
        Command::UpdateInventory(_)
        | Command::CreateAdjustment(_)
        | Command::UpdatePurchase(_)
        | Command::CreateReturn(_)
        | Command::Webhook(_) => Vec::new(),
    }
}

fn put(command: &mut Command, seen: &Sightings) {
    match command {
        Command::InitialiseInventory(command) => {
            let unknown = || Sighting::fresh(Seen::Unknown);
            command.sighting = seen.get(command.product).cloned().unwrap_or_else(unknown);
        }
        Command::CreatePurchase(command) => command.sightings = seen.clone(),
        Command::UpdateInventory(_)
        | Command::CreateAdjustment(_)
        | Command::UpdatePurchase(_)
        | Command::CreateReturn(_)
        | Command::Webhook(_) => {}
    }
}
