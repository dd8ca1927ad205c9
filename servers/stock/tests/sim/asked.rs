//! What clients ask: a request, word for word the same at each try, and what it means.

use std::collections::BTreeMap;

use bytes::Bytes;
use catalog_core::{
    api::{
        media::{ATOMIC, JSON_API},
        request::Request,
    },
    product::ProductId,
};
use http::Method;
use serde_json::{Value as Json, json};
use stock_core::model::{Bucket, MovementKind};
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
    Buy {
        lines: BTreeMap<ProductId, i64>,
        later: bool,
        id: Option<Uuid>,
    },
    /// Ship or cancel.
    Advance {
        purchase: Uuid,
        kind: MovementKind,
    },
    Return {
        purchase: Uuid,
        lines: BTreeMap<ProductId, i64>,
        to: Bucket,
    },
    Quote,
    Look {
        product: ProductId,
    },
}

/// One adjustment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Adjusting {
    pub(crate) product: ProductId,
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
    /// What is in the house is so many.
    Count {
        counted: i64,
    },
}

/// A purchase that its buyer knows of.
#[derive(Clone, Debug)]
pub(crate) struct Bought {
    pub(crate) id: Uuid,
    pub(crate) lines: BTreeMap<ProductId, i64>,
}

/// What clients know when they ask.
pub(crate) struct Known<'a> {
    pub(crate) purchases: &'a [Bought],
    /// What was last read to be in the house.
    pub(crate) on_hand: &'a BTreeMap<ProductId, i64>,
}

#[derive(Clone, Copy)]
enum Wish {
    Begin,
    Set,
    Adjust,
    Count,
    Operate,
    Buy,
    Advance,
    Return,
    Quote,
    Look,
}

/// How often each is asked.
const WISHES: &[(u64, Wish)] = &[
    (2, Wish::Begin),
    (2, Wish::Set),
    (8, Wish::Adjust),
    (3, Wish::Count),
    (3, Wish::Operate),
    (24, Wish::Buy),
    (8, Wish::Advance),
    (5, Wish::Return),
    (1, Wish::Quote),
    (4, Wish::Look),
];

impl Asked {
    /// Begins to keep a product.
    pub(crate) fn begin(name: String, number: i64, quantity: i64, policy: &str) -> Self {
        let product = product(number);
        let attributes = json!({ "quantity": quantity, "policy": policy, "safetyStock": number % 2 });
        let data = json!({
            "type": "inventory",
            "attributes": attributes,
            "relationships": { "product": named("products", &product) },
        });
        Self::post(name, "inventory", &data, What::Begin { product, quantity })
    }

    /// Something by chance.
    pub(crate) fn by_chance(name: String, random: &mut Random, known: &Known<'_>) -> Self {
        match random.weighed(WISHES) {
            Wish::Begin => Self::begin(name, random.within(1, PRODUCTS + 1), random.within(0, 6), "deny"),
            Wish::Set => set(name, random),
            Wish::Adjust => {
                let adjusting = moving(random);
                let data = adjustment(&name, adjusting);
                Self::post(name, "adjustments", &data, What::Adjust(vec![adjusting]))
            }
            Wish::Count => count(name, random, known),
            Wish::Operate => operate(name, random),
            Wish::Buy => buy(name, random),
            Wish::Advance => advance(name, random, known),
            Wish::Return => bring_back(name, random, known),
            Wish::Quote => {
                let lines = lines(&BTreeMap::from([(any_product(random), random.within(1, 5))]));
                let data = json!({ "type": "quotes", "attributes": { "lines": lines } });
                Self { keyed: false, ..Self::post(name, "quotes", &data, What::Quote) }
            }
            Wish::Look => look(name, random),
        }
    }

    fn post(name: String, kind: &str, data: &Json, what: What) -> Self {
        let path = format!("/api/v1/{kind}");
        Self { name, keyed: true, what, method: Method::POST, path, body: json!({ "data": data }) }
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
        !matches!(self.what, What::Quote | What::Look { .. })
    }
}

fn named(kind: &str, id: &impl ToString) -> Json {
    json!({ "data": { "type": kind, "id": id.to_string() } })
}

/// Mostly one that is kept, at times one that is not there.
fn any_product(random: &mut Random) -> ProductId {
    if random.percent(3) { product(PRODUCTS + 1) } else { product(random.within(1, PRODUCTS)) }
}

fn lines(lines: &BTreeMap<ProductId, i64>) -> Json {
    lines.iter().map(|(product, quantity)| json!({ "productId": product, "quantity": quantity })).collect()
}

fn set(name: String, random: &mut Random) -> Asked {
    let product = product(random.within(1, PRODUCTS));
    let policy = *random.pick(&["deny", "deny", "deny", "backorder", "untracked"]);
    let mut attributes = json!({ "policy": policy, "safetyStock": random.within(0, 3) });
    attributes["backorderLimit"] = if random.percent(70) { json!(random.within(0, 4)) } else { Json::Null };
    attributes["lowStockAt"] = if random.percent(50) { json!(random.within(0, 4)) } else { Json::Null };
    Asked::patch(name, "inventory", product.0, &attributes, What::Set { product })
}

/// An adjustment with a known quantity.
fn moving(random: &mut Random) -> Adjusting {
    use Bucket::{Correction, Loss, Sellable, Supplier, Unavailable};
    let (kind, from, to) = *random.pick(&[
        (MovementKind::Receive, Supplier, Sellable),
        (MovementKind::Receive, Supplier, Sellable),
        (MovementKind::Receive, Supplier, Sellable),
        (MovementKind::Adjust, Correction, Sellable),
        (MovementKind::Adjust, Sellable, Correction),
        (MovementKind::WriteOff, Sellable, Loss),
        (MovementKind::WriteOff, Unavailable, Loss),
        (MovementKind::Quarantine, Sellable, Unavailable),
        (MovementKind::Restore, Unavailable, Sellable),
    ]);
    let does = Does::Move { kind, from, to, quantity: random.within(1, 4) };
    Adjusting { product: product(random.within(1, PRODUCTS)), does }
}

fn adjustment(reference: &str, adjusting: Adjusting) -> Json {
    let mut attributes = match adjusting.does {
        Does::Count { counted } => json!({ "kind": "count", "counted": counted }),
        Does::Move { kind: MovementKind::Adjust, to, quantity, .. } => {
            let signed = if to == Bucket::Sellable { quantity } else { -quantity };
            json!({ "kind": "correct", "quantity": signed })
        }
        Does::Move { kind: MovementKind::WriteOff, from, quantity, .. } => {
            json!({ "kind": "write-off", "quantity": quantity, "from": from.name() })
        }
        Does::Move { kind, quantity, .. } => json!({ "kind": kind.name(), "quantity": quantity }),
    };
    attributes["reason"] = json!("by chance");
    attributes["reference"] = json!(reference);
    let relationships = json!({ "product": named("products", &adjusting.product) });
    json!({ "type": "adjustments", "attributes": attributes, "relationships": relationships })
}

/// A count that is right or a little off, and mostly compared with what was read before.
fn count(name: String, random: &mut Random, known: &Known<'_>) -> Asked {
    let product = product(random.within(1, PRODUCTS));
    let read = known.on_hand.get(&product).copied();
    let counted = (read.unwrap_or(5) + random.within(-1, 1)).max(0);
    let adjusting = Adjusting { product, does: Does::Count { counted } };
    let mut data = adjustment(&name, adjusting);
    if let Some(read) = read.filter(|_| random.percent(80)) {
        data["attributes"]["expected"] = json!(read);
    }
    Asked::post(name, "adjustments", &data, What::Adjust(vec![adjusting]))
}

fn operate(name: String, random: &mut Random) -> Asked {
    let adjusting: Vec<Adjusting> = (0..random.within(2, 3)).map(|_| moving(random)).collect();
    let operations: Vec<Json> = adjusting
        .iter()
        .enumerate()
        .map(|(place, adjusting)| json!({ "op": "add", "data": adjustment(&part(&name, place), *adjusting) }))
        .collect();
    Asked {
        keyed: true,
        what: What::Adjust(adjusting),
        method: Method::POST,
        path: "/api/v1/stock-operations".to_owned(),
        body: json!({ "atomic:operations": operations }),
        name,
    }
}

/// The reference of one operation of several.
pub(crate) fn part(name: &str, place: usize) -> String {
    format!("{name}/{place}")
}

fn buy(name: String, random: &mut Random) -> Asked {
    let mut bought = BTreeMap::new();
    for _ in 0..random.within(1, 3) {
        *bought.entry(any_product(random)).or_default() += random.within(1, 3);
    }
    let later = random.percent(50);
    let id = random
        .percent(25)
        .then(|| Uuid::from_u128((u128::from(random.next()) << 64) | 0x8000_0000_0000_0001));
    let fulfilment = if later { "later" } else { "now" };
    let attributes = json!({ "lines": lines(&bought), "reference": name, "fulfilment": fulfilment });
    let mut data = json!({ "type": "purchases", "attributes": attributes });
    if let Some(id) = id {
        data["id"] = json!(id.to_string());
    }
    // An id of one's own guards as a key does.
    let keyed = id.is_none() || random.percent(50);
    Asked { keyed, ..Asked::post(name, "purchases", &data, What::Buy { lines: bought, later, id }) }
}

fn advance(name: String, random: &mut Random, known: &Known<'_>) -> Asked {
    if known.purchases.is_empty() {
        return look(name, random);
    }
    let purchase = random.pick(known.purchases).id;
    let (status, kind) =
        *random.pick(&[("completed", MovementKind::Ship), ("cancelled", MovementKind::Cancel)]);
    let what = What::Advance { purchase, kind };
    Asked::patch(name, "purchases", purchase, &json!({ "status": status }), what)
}

fn bring_back(name: String, random: &mut Random, known: &Known<'_>) -> Asked {
    if known.purchases.is_empty() {
        return look(name, random);
    }
    let Bought { id: purchase, lines: bought } = random.pick(known.purchases).clone();
    let products: Vec<ProductId> = bought.keys().copied().collect();
    let back = BTreeMap::from([(*random.pick(&products), random.within(1, 3))]);
    let to = *random.pick(&[Bucket::Sellable, Bucket::Unavailable]);
    let attributes = json!({ "lines": lines(&back), "to": to.name(), "reference": name });
    let relationships = json!({ "purchase": named("purchases", &purchase) });
    let data = json!({ "type": "returns", "attributes": attributes, "relationships": relationships });
    Asked::post(name, "returns", &data, What::Return { purchase, lines: back, to })
}

fn look(name: String, random: &mut Random) -> Asked {
    let product = product(random.within(1, PRODUCTS));
    Asked {
        name,
        keyed: false,
        what: What::Look { product },
        method: Method::GET,
        path: format!("/api/v1/inventory/{product}"),
        body: Json::Null,
    }
}
