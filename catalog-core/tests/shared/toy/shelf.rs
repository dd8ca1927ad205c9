//! A domain with every kind of refusal: a shelf of numbered rows.

use catalog_core::{
    api::fault::{Code, Fault, Problem},
    engine::{
        Answer, Appended, Aspect, Call, Counter, Domain, Holds, MemoryJournal, Meta, Page, Part, Rejected,
        Step, Table, Target, Tracked,
    },
};
use http::header;
use serde_json::json;

use super::Happening;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) amount: u8,
    pub(crate) version: u64,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Command {
    Add { id: u8, amount: u8 },
    Change { id: u8, amount: u8 },
    Remove { id: u8 },
}

/// Amounts that another service says no to.
pub(crate) const UNLUCKY: u8 = 13;
/// The largest amount by the domain's own rules.
pub(crate) const AMOUNT_MAX: u8 = 20;

#[derive(Clone, Copy, Debug)]
pub(crate) enum Refusal {
    Unlucky,
    Taken,
    TooMuch,
    Thirds,
}

impl Rejected for Refusal {
    fn step(&self) -> Step {
        if matches!(self, Self::Unlucky) { Step::Check } else { Step::Rules }
    }

    fn fault(&self) -> Fault {
        let code = |status, name| Code { status, name, title: "No" };
        match self {
            Self::Unlucky => Fault::new(code(404, "unlucky"), "Unlucky.").at("/attributes/amount"),
            Self::Taken => Fault::new(Problem::IdTaken, "Taken.").at("/id"),
            Self::TooMuch => Fault::new(code(409, "too-much"), "Too much.").at("/attributes/amount"),
            Self::Thirds => Fault::new(code(409, "thirds"), "A third.").at("/attributes/amount"),
        }
    }
}

#[derive(Debug)]
pub(crate) struct Change {
    pub(crate) id: u8,
    pub(crate) row: Option<Row>,
    event: Happening,
}

#[derive(Debug, Default)]
pub(crate) struct Shelf {
    pub(crate) rows: Tracked<u8, Row>,
    pub(crate) events: Appended<Happening>,
    pub(crate) seq: Counter,
}

impl Shelf {
    pub(crate) fn at(seq: u64) -> Self {
        Self { seq: Counter::at(seq), ..Self::default() }
    }
}

impl Command {
    pub(crate) fn id(self) -> u8 {
        let (Self::Add { id, .. } | Self::Change { id, .. } | Self::Remove { id }) = self;
        id
    }
}

impl Domain for Shelf {
    type Command = Command;
    type Change = Change;
    type Rejection = Refusal;
    type Key = u8;

    fn touches(&self, command: &Command) -> Vec<u8> {
        [command.id()].into_iter().filter(|id| !self.rows.is_loaded(id)).collect()
    }

    fn target(&self, command: &Command) -> Target {
        match (command, self.rows.get(&command.id())) {
            (Command::Add { .. }, _) => Target::None,
            (_, Some(row)) => Target::Tagged(row.version.to_string()),
            (_, None) => Target::Missing(Fault::new(Problem::NotFound, "No such row.")),
        }
    }

    fn decide(&self, command: &Command, _: &mut Meta) -> Result<Change, Vec<Refusal>> {
        let (kind, amount) = match *command {
            Command::Add { amount, .. } => ("added", Some(amount)),
            Command::Change { amount, .. } => ("changed", Some(amount)),
            Command::Remove { .. } => ("removed", None),
        };
        let taken = matches!(command, Command::Add { .. }) && self.rows.get(&command.id()).is_some();
        let of_amount = |breaks: fn(u8) -> bool| amount.is_some_and(breaks);
        let refusals = [
            (of_amount(|amount| amount > AMOUNT_MAX), Refusal::TooMuch),
            (of_amount(|amount| amount > 0 && amount % 3 == 0), Refusal::Thirds),
            (of_amount(|amount| amount == UNLUCKY), Refusal::Unlucky),
            (taken, Refusal::Taken),
        ];
        let refusals: Vec<_> = refusals.into_iter().filter(|(holds, _)| *holds).map(|(_, why)| why).collect();
        if !refusals.is_empty() {
            return Err(refusals);
        }
        let version = self.seq.last() + 1;
        let event = Happening { seq: version, kind: kind.to_owned() };
        Ok(Change { id: command.id(), row: amount.map(|amount| Row { amount, version }), event })
    }

    fn apply(&mut self, change: &Change) {
        match change.row {
            Some(row) => self.rows.put(change.id, row),
            None => self.rows.remove(change.id),
        }
        self.seq.advance_to(change.event.seq);
        self.events.push(change.event.clone());
    }

    fn answer(&self, call: &Call<Command>, changes: &[Change]) -> Answer {
        let rows: Vec<_> = changes
            .iter()
            .map(|change| json!([change.id, change.row.map(|row| (row.amount, row.version))]))
            .collect();
        let body = json!({ "request": *call.shape.request_id, "rows": rows });
        Answer::json(200, body.to_string()).with(header::ETAG, &format!("\"{}\"", self.seq.last()))
    }

    fn changed(&self) -> Vec<Aspect> {
        self.rows.drafted().map(|(id, _)| Aspect::row(id)).collect()
    }

    fn parts(&mut self) -> Vec<&mut dyn Part> {
        vec![&mut self.rows, &mut self.events, &mut self.seq]
    }
}

/// A shelf in memory.
#[derive(Debug, Default)]
pub(crate) struct ShelfTables {
    pub(crate) events: Table<Happening>,
}

impl MemoryJournal<Shelf> for ShelfTables {
    fn domain() -> Shelf {
        Shelf { rows: Tracked::resident([]), ..Shelf::default() }
    }

    fn load(&self, _: &mut Shelf, _: &[u8]) {}

    fn store(&self, domain: &Shelf) {
        domain.events.drafted().iter().cloned().for_each(|event| self.events.put(event));
    }
}

impl Holds<Happening> for ShelfTables {
    fn page(&self, query: &catalog_core::api::query::Query<Happening>) -> Page<Happening> {
        self.events.page(query)
    }

    fn get(&self, seq: &u64) -> Option<Happening> {
        self.events.get(seq)
    }
}
