//! Judging commands.
//!
//! Every function here is pure: it looks at the state and gives what the command does, or every reason
//! against it at the first step that fails. What the product check saw comes before the rules. The rules
//! see the stock as time has left it: see [`expire`].

mod adjust;
mod claim;
mod demand;
mod draft;
mod expire;
mod initialise;
mod locations;
mod purchase;
mod reserve;
mod returns;
mod settings;
mod split;
mod transfer;

use catalog_core::{
    api::fault::Fault,
    engine::{Rejected, Step},
};

use super::{
    change::{Change, Stamp},
    command::Command,
    view::View,
};
use crate::{error::StockError, webhook};

pub(crate) use purchase::create as create_purchase;
pub(crate) use split::{Take, orders, split};

/// One reason why a command is refused, and where in its resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong.
    pub error: StockError,
    /// A JSON pointer relative to the command's resource (`/attributes/lines/3/quantity`), if there is a place.
    pub pointer: Option<String>,
}

impl Refusal {
    fn at(error: StockError, pointer: impl Into<String>) -> Self {
        Self { error, pointer: Some(pointer.into()) }
    }
}

impl Rejected for Refusal {
    fn step(&self) -> Step {
        match self.error {
            StockError::TargetMissing => Step::Target,
            StockError::ProductNotFound(_) | StockError::ProductNotForSale(_) => Step::Check,
            _ => Step::Rules,
        }
    }

    fn fault(&self) -> Fault {
        let fault = self.error.fault();
        match &self.pointer {
            Some(pointer) => fault.at(pointer.as_str()),
            None => fault,
        }
    }
}

/// Judges a command: what it does, or every reason against it. Refusals are never none.
pub fn decide(view: &dyn View, command: &Command, stamp: &Stamp) -> Result<Change, Vec<Refusal>> {
    match command {
        Command::InitialiseInventory(command) => initialise::decide(view, command, stamp),
        Command::UpdateInventory(command) => settings::decide(view, command, stamp),
        Command::CreateAdjustment(command) => adjust::decide(view, command, stamp),
        Command::CreatePurchase(command) => purchase::create(view, command, stamp),
        Command::UpdatePurchase(command) => purchase::update(view, command, stamp),
        Command::CreateReturn(command) => returns::decide(view, command, stamp),
        Command::CreateReservation(command) => reserve::create(view, command, stamp),
        Command::UpdateReservation(command) => reserve::update(view, command, stamp),
        Command::ExpireReservations(command) => expire::decide(view, *command, stamp),
        Command::CreateLocation(command) => locations::create(view, command),
        Command::UpdateLocation(command) => locations::update(view, command, stamp),
        Command::CreateTransfer(command) => transfer::create(view, command, stamp),
        Command::UpdateTransfer(command) => transfer::update(view, command, stamp),
        Command::Webhook(command) => webhook::decide(view.webhooks(), command, view.next_event() - 1, stamp)
            .map(|webhook| Change { webhook, ..Change::default() })
            .map_err(|refusal| vec![refusal]),
    }
}

/// Collects the reasons against a command.
#[derive(Debug, Default)]
struct Refusals(Vec<Refusal>);

impl Refusals {
    fn add(&mut self, error: StockError, pointer: impl Into<String>) {
        self.0.push(Refusal::at(error, pointer));
    }

    /// Goes on only when there is none.
    fn end(self) -> Result<(), Vec<Refusal>> {
        if self.0.is_empty() { Ok(()) } else { Err(self.0) }
    }
}

#[cfg(test)]
mod tests {
    use catalog_core::{api::fault::Source, product::ProductId};
    use uuid::Uuid;

    use super::*;

    #[test]
    fn the_product_check_is_a_step_before_the_rules() {
        let product = ProductId(Uuid::nil());
        let step = |error| Refusal { error, pointer: None }.step();
        assert_eq!(step(StockError::TargetMissing), Step::Target);
        assert_eq!(step(StockError::ProductNotFound(product)), Step::Check);
        assert_eq!(step(StockError::ProductNotForSale(product)), Step::Check);
        assert_eq!(step(StockError::InventoryNotInitialised(product)), Step::Rules);
        assert_eq!(step(StockError::IdTaken), Step::Rules);
    }

    #[test]
    fn a_refusal_says_where() {
        let fault = Refusal::at(StockError::IdTaken, "/id").fault();
        assert_eq!((fault.code.name, fault.source), ("id-taken", Source::Pointer("/id".to_owned())));
        assert_eq!(Refusal { error: StockError::TargetMissing, pointer: None }.fault().source, Source::None);
    }
}
