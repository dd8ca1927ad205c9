//! What clients ask: a request, word for word the same at each try, and what it means.
//!
//! Another thing to ask is a variant of [`What`], a wish that makes it by chance, and an arm in the oracle for
//! its movements and for its answer.

mod buying;
mod holding;
mod keeping;
mod places;

pub(crate) use keeping::{begin, look_at_product, part};
pub(crate) use places::open_numbered;

use std::collections::BTreeMap;

use bytes::Bytes;
use catalog_core::{
    api::{
        instant::UnixMillis,
        media::{ATOMIC, JSON_API},
        request::Request,
    },
    product::ProductId,
};
use http::Method;
use serde_json::{Value as Json, json};
use stock_core::model::{Bucket, LocationId, MovementKind};
use uuid::Uuid;

use crate::{
    catalogue::{PRODUCTS, product},
    random::Random,
};

/// A request with its meaning.
#[derive(Debug)]
pub(crate) struct Asked {
    /// Its `Idempotency-Key` and, where the resource has one, its `reference`.
    pub(crate) name: String,
    /// Whether the key is sent; else the purchase has an id of the client's own.
    pub(crate) keyed: bool,
    pub(crate) what: What,
    method: Method,
    path: String,
    body: Json,
}

/// What a request means.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum What {
    Begin {
        product: ProductId,
        quantity: i64,
    },
    Set {
        product: ProductId,
    },
    Adjust(Vec<Adjusting>),
    /// With the reservation to buy from, if there is one.
    Buy {
        lines: Lines,
        later: bool,
        id: Option<Uuid>,
        hold: Option<Uuid>,
    },
    /// Reserve.
    Hold {
        id: Uuid,
        lines: BTreeMap<ProductId, i64>,
        owner: &'static str,
    },
    Extend {
        hold: Uuid,
    },
    Release {
        hold: Uuid,
    },
    /// Ship or cancel.
    Advance {
        purchase: Uuid,
        kind: MovementKind,
    },
    Return {
        purchase: Uuid,
        product: ProductId,
        quantity: i64,
        to: Bucket,
    },
    Quote,
    Look {
        product: ProductId,
    },
    LookAt {
        product: ProductId,
        location: LocationId,
    },
    Open {
        location: Uuid,
    },
    Place {
        location: Uuid,
    },
    Transfer {
        from: LocationId,
        to: LocationId,
        lines: BTreeMap<ProductId, i64>,
        received: bool,
    },
    Receive {
        transfer: Uuid,
    },
}

/// What is bought: how many of each product, and from where, if that was said.
pub(crate) type Lines = BTreeMap<ProductId, (i64, Option<LocationId>)>;

/// One adjustment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Adjusting {
    pub(crate) product: ProductId,
    pub(crate) location: LocationId,
    pub(crate) does: Does,
}

/// What an adjustment does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Does {
    Move {
        kind: MovementKind,
        from: Bucket,
        to: Bucket,
        quantity: i64,
    },
    /// What is there is so many.
    Count {
        counted: i64,
    },
}

/// What clients know when they ask.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// Purchases by their ids.
    pub(crate) purchases: Vec<(Uuid, Lines)>,
    /// Reservations by their ids, the newest last.
    pub(crate) holds: Vec<(Uuid, BTreeMap<ProductId, i64>)>,
    /// Transfers that may be under way.
    pub(crate) transfers: Vec<Uuid>,
    /// What was last read to be at a place.
    pub(crate) on_hand: BTreeMap<(ProductId, LocationId), i64>,
    /// What their clock says.
    pub(crate) now: UnixMillis,
}

/// Makes something to ask, by chance.
type Wish = fn(String, &mut Random, &Known) -> Asked;

/// How often each is asked.
const WISHES: &[(u64, Wish)] = &[
    (1, keeping::begin_any),
    (2, keeping::set),
    (10, keeping::adjust),
    (4, keeping::count),
    (3, keeping::operate),
    (24, buying::buy),
    (8, holding::hold),
    (4, holding::change),
    (8, buying::advance),
    (5, buying::bring_back),
    (1, buying::quote),
    (3, keeping::look),
    (5, places::look_at),
    (1, places::open),
    (2, places::change),
    (4, places::transfer),
    (3, places::receive),
];

impl Asked {
    /// Something by chance.
    pub(crate) fn by_chance(name: String, random: &mut Random, known: &Known) -> Self {
        random.weighed(WISHES)(name, random, known)
    }

    fn post(name: String, kind: &str, data: &Json, what: What) -> Self {
        let path = format!("/api/v1/{kind}");
        Self { name, keyed: true, what, method: Method::POST, path, body: json!({ "data": data }) }
    }

    fn get(name: String, path: String, what: What) -> Self {
        Self { name, keyed: false, what, method: Method::GET, path, body: Json::Null }
    }

    fn patch(name: String, kind: &str, id: Uuid, attributes: &Json, what: What) -> Self {
        let data = json!({ "type": kind, "id": id.to_string(), "attributes": attributes });
        let path = format!("/api/v1/{kind}/{id}");
        Self { name, keyed: true, what, method: Method::PATCH, path, body: json!({ "data": data }) }
    }

    /// As it is sent.
    pub(crate) fn request(&self) -> Request {
        let media = if self.body.get("atomic:operations").is_some() {
            format!("{JSON_API};ext=\"{ATOMIC}\"")
        } else {
            JSON_API.to_owned()
        };
        let mut request = http::Request::builder().method(&self.method).uri(&self.path);
        if self.keyed {
            request = request.header("idempotency-key", &self.name);
        }
        if self.body.is_null() {
            return request.body(Bytes::new()).unwrap();
        }
        request.header("content-type", media).body(Bytes::from(self.body.to_string())).unwrap()
    }

    /// Whether another try may be made when no answer came.
    pub(crate) fn changes_something(&self) -> bool {
        !matches!(self.what, What::Quote | What::Look { .. } | What::LookAt { .. })
    }
}

fn named(kind: &str, id: &impl ToString) -> Json {
    json!({ "data": { "type": kind, "id": id.to_string() } })
}

/// Mostly one that is kept, at times one that is not there.
fn any_product(random: &mut Random) -> ProductId {
    if random.percent(3) { product(PRODUCTS + 1) } else { product(random.within(1, PRODUCTS)) }
}

/// The place of a number: the main one, or another.
pub(crate) fn place(number: i64) -> LocationId {
    match number {
        0 => LocationId::Main,
        other => LocationId::Other(Uuid::from_u128(0xA000 + u128::try_from(other).unwrap())),
    }
}

/// Places 0 to this are opened; the next number is one that nobody knows.
pub(crate) const PLACES: i64 = 2;

/// An id that a client chose.
fn own_id(random: &mut Random) -> Uuid {
    Uuid::from_u128((u128::from(random.next()) << 64) | (1 << 63) | 1)
}

fn any_place(random: &mut Random) -> LocationId {
    match random.within(0, 99) {
        0 => place(PLACES + 1),
        1..50 => LocationId::Main,
        _ => place(random.within(1, PLACES)),
    }
}
