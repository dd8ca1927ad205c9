//! The Product service as the Inventory service meets it: well, slow, down, or out of its mind.

use std::{
    collections::BTreeSet,
    future::poll_fn,
    sync::{Arc, Mutex, MutexGuard},
    task::Poll,
};

use catalog_core::{api::request::Context, product::ProductId};
use serde_json::{Value as Json, json};
use stock_core::{
    check::{CheckFailed, Products, read},
    error::CheckFailure,
    model::{Seen, Sighting, Sightings},
};
use uuid::Uuid;

use crate::{
    random::Random,
    tally::{Sometimes, Tally},
};

/// Products 1 to this are kept; the next number is one that nobody knows.
pub(crate) const PRODUCTS: i64 = 4;

/// The id of a product by its number.
pub(crate) fn product(number: i64) -> ProductId {
    ProductId(Uuid::from_u128(u128::try_from(number).unwrap()))
}

/// How the Product service is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Health {
    Well,
    /// An answer that is fresh enough is at hand, so nobody is asked.
    Remembered,
    /// It answers when the simulation lets it.
    Slow,
    Refuses,
    Silent,
    Garbles,
    /// It is down, and an earlier answer serves.
    Stale,
}

const HEALTHS: &[(u64, Health)] = &[
    (3, Health::Well),
    (3, Health::Remembered),
    (4, Health::Slow),
    (1, Health::Refuses),
    (1, Health::Silent),
    (1, Health::Garbles),
    (1, Health::Stale),
];

/// Bodies of answers that are none.
const GARBAGE: [&str; 5] = ["", "<html>", "[[[[[[[[", r#"{"data":[{"type":"products"}]}"#, r#"{"data":[],"#];

/// The port.
#[derive(Clone)]
pub(crate) struct Catalogue(Arc<Mutex<Desk>>);

struct Desk {
    health: Health,
    /// Products that are not active.
    withdrawn: Vec<ProductId>,
    garbage: &'static str,
    /// The questions that wait for an answer.
    asked: BTreeSet<u64>,
    questions: u64,
}

impl Catalogue {
    pub(crate) fn open() -> Self {
        Self(Arc::new(Mutex::new(Desk {
            health: Health::Well,
            withdrawn: Vec::new(),
            garbage: GARBAGE[0],
            asked: BTreeSet::new(),
            questions: 0,
        })))
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.0.lock().unwrap()
    }

    /// Something about it changes.
    pub(crate) fn turn(&self, random: &mut Random) {
        let mut desk = self.desk();
        desk.health = random.weighed(HEALTHS);
        desk.garbage = random.pick::<&str>(&GARBAGE);
        desk.withdrawn =
            if random.percent(20) { vec![product(random.within(1, PRODUCTS))] } else { Vec::new() };
    }

    /// It is well, and every product for sale.
    pub(crate) fn heal(&self) {
        let mut desk = self.desk();
        desk.health = Health::Well;
        desk.withdrawn.clear();
        desk.asked.clear();
    }

    /// How many questions wait.
    pub(crate) fn waiting(&self) -> usize {
        self.desk().asked.len()
    }

    /// Lets one question be answered.
    pub(crate) fn answer_one(&self, random: &mut Random) {
        let mut desk = self.desk();
        let waiting: Vec<u64> = desk.asked.iter().copied().collect();
        if !waiting.is_empty() {
            desk.asked.remove(random.pick(&waiting));
        }
    }

    /// Nobody waits any more: who asked is gone.
    pub(crate) fn hang_up(&self) {
        self.desk().asked.clear();
    }

    /// What a question meets now.
    pub(crate) fn note(&self, tally: &mut Tally) {
        let desk = self.desk();
        match desk.health {
            Health::Well => {}
            Health::Remembered => tally.note(Sometimes::CatalogueRemembered),
            Health::Slow => tally.note(Sometimes::CatalogueSlow),
            Health::Refuses => tally.note(Sometimes::CatalogueRefuses),
            Health::Silent => tally.note(Sometimes::CatalogueSilent),
            Health::Garbles => tally.note(Sometimes::CatalogueGarbles),
            Health::Stale => tally.note(Sometimes::CatalogueStale),
        }
    }
}

impl Desk {
    fn said(&self, ids: &[ProductId]) -> Result<Sightings, CheckFailure> {
        let seen = match self.health {
            Health::Refuses => return Err(CheckFailure::Refused),
            Health::Silent => return Err(CheckFailure::Timeout),
            Health::Garbles => read(ids, self.garbage.as_bytes())?,
            Health::Well | Health::Remembered | Health::Slow | Health::Stale => {
                read(ids, &self.document(ids))?
            }
        };
        let cached = self.health == Health::Stale;
        let sighting = |(id, seen): (ProductId, Seen)| (id, Sighting { seen, cached });
        Ok(seen.into_iter().map(sighting).collect())
    }

    fn document(&self, ids: &[ProductId]) -> Vec<u8> {
        let known = ids.iter().filter(|id| (1..=PRODUCTS).any(|number| product(number) == **id));
        let data: Vec<Json> = known
            .map(|id| {
                let status = if self.withdrawn.contains(id) { "archived" } else { "active" };
                let price = json!({ "amount": 250, "currency": "EUR" });
                let attributes = json!({ "status": status, "price": price, "version": 7 });
                json!({ "type": "products", "id": id, "attributes": attributes })
            })
            .collect();
        json!({ "data": data }).to_string().into_bytes()
    }
}

impl Products for Catalogue {
    fn known(&self, ids: &[ProductId]) -> Option<Sightings> {
        let desk = self.desk();
        if desk.health == Health::Remembered { desk.said(ids).ok() } else { None }
    }

    async fn look_up(&self, ids: &[ProductId], _: &Context) -> Result<Sightings, CheckFailed> {
        let ticket = {
            let mut desk = self.desk();
            desk.questions += 1;
            let ticket = desk.questions;
            if desk.health == Health::Slow {
                desk.asked.insert(ticket);
            }
            ticket
        };
        let said = poll_fn(|_| {
            let desk = self.desk();
            if desk.asked.contains(&ticket) { Poll::Pending } else { Poll::Ready(desk.said(ids)) }
        });
        said.await.map_err(CheckFailed::from)
    }
}
