//! Clients and the network between them and the service.

use std::sync::Arc;

use catalog_core::api::{
    host::Host,
    request::{Caller, Context},
};
use uuid::Uuid;

use super::{CLIENTS, Message, Reply, Running, World, log};
use crate::{
    asked::{Asked, What},
    oracle::Said,
    tally::Sometimes,
};

impl World {
    /// An idle client asks something new, an impatient one the same again.
    pub(super) fn somebody_asks(&mut self) {
        let client = self.random.place(CLIENTS);
        if self.clients[client].asks.is_some() {
            if self.is_impatient(client) {
                self.ask_again(client);
            }
            return;
        }
        self.clients[client].asked += 1;
        let name = format!("{client}-{}", self.clients[client].asked);
        self.known.now = self.clock;
        let asked = Asked::by_chance(name, &mut self.random, &self.known);
        self.ask(client, Arc::new(asked));
    }

    pub(super) fn ask(&mut self, client: usize, asked: Arc<Asked>) {
        log!(self, "{} asks {:?}", asked.name, asked.what);
        self.oracle.asks(&asked);
        self.clients[client].asks = Some(Arc::clone(&asked));
        self.clients[client].since = self.step;
        self.send(client, asked);
    }

    pub(super) fn ask_again(&mut self, client: usize) {
        if let Some(asked) = self.clients[client].asks.clone() {
            if asked.keyed {
                self.tally.note(Sometimes::Retried);
            }
            self.clients[client].since = self.step;
            log!(self, "{} asks again", asked.name);
            self.send(client, asked);
        }
    }

    fn send(&mut self, client: usize, asked: Arc<Asked>) {
        self.messages += 1;
        self.wire.push(Message { client, asked, number: self.messages });
    }

    /// A message arrives, is lost, or arrives and is still on its way.
    pub(super) fn something_arrives(&mut self) {
        if self.wire.is_empty() {
            return;
        }
        let place = self.random.place(self.wire.len());
        let (client, number) = (self.wire[place].client, self.wire[place].number);
        let asked = Arc::clone(&self.wire[place].asked);
        if self.random.percent(self.weather.lost) {
            self.wire.swap_remove(place);
            self.tally.note(Sometimes::RequestLost);
            log!(self, "{} is lost", asked.name);
            return;
        }
        if self.wire.iter().any(|other| other.number < number) {
            self.tally.note(Sometimes::RequestOvertaken);
        }
        if self.random.percent(self.weather.duplicated) {
            self.tally.note(Sometimes::RequestDuplicated);
        } else {
            self.wire.swap_remove(place);
        }
        self.arrive(client, asked);
    }

    fn arrive(&mut self, client: usize, asked: Arc<Asked>) {
        let now = self.clock;
        let arrived = self.oracle.arrives(&asked, now);
        self.catalogue.note(&mut self.tally);
        let mut seed = [0; 16];
        seed[..8].copy_from_slice(&self.random.next().to_be_bytes());
        let context = Context {
            now,
            request_id: format!("request-{}", self.messages).into(),
            caller: Caller::new("till", ["stock:read", "stock:write", "stock:sell", "admin"]),
            seed,
            traceparent: None,
        };
        let (service, request) = (Arc::clone(&self.service), asked.request());
        let answer = Box::pin(async move { service.handle(request, context).await });
        log!(self, "{} arrives", asked.name);
        self.running.push(Running { client, asked, now, arrived, answer });
    }

    /// An answer reaches its client, or is lost.
    pub(super) fn an_answer_arrives(&mut self) {
        if self.replies.is_empty() {
            return;
        }
        let Reply { client, asked, said } = self.replies.swap_remove(self.random.place(self.replies.len()));
        if self.random.percent(self.weather.lost) {
            self.tally.note(Sometimes::AnswerLost);
            return;
        }
        if said.is_final() {
            self.learn(&asked, &said);
            let waits = &mut self.clients[client].asks;
            if waits.as_ref().is_some_and(|waits| waits.name == asked.name) {
                *waits = None;
            }
        } else if !asked.changes_something() {
            // Nobody insists on a quote.
            self.clients[client].asks = None;
        }
    }

    fn learn(&mut self, asked: &Asked, said: &Said) {
        if said.status >= 300 {
            return;
        }
        let document = said.document();
        let data = &document["data"];
        let id = data["id"].as_str().and_then(|id| Uuid::try_parse(id).ok()).unwrap_or_default();
        match &asked.what {
            What::Buy { lines, .. } => self.known.purchases.push((id, lines.clone())),
            What::Hold { id, lines, .. } => self.known.holds.push((*id, lines.clone())),
            What::Transfer { .. } => self.known.transfers.push(id),
            What::LookAt { product, location } => {
                let on_hand = data["attributes"]["onHand"].as_i64().unwrap_or_default();
                self.known.on_hand.insert((*product, *location), on_hand);
            }
            _ => {}
        }
    }
}
