//! What is measured: the table of scenarios.

use std::rc::Rc;

use serde_json::{Value, json};

use crate::{
    bare_sqlite::{CREATE, HOT, LINES, PATCH, SPREAD, Writes},
    goods::{Goods, MATERIALS, PAGE, PRICE_MIN, PRICES, ROOMS, TAGS, lot, path_of},
    requests::{MARK, Request, Requests},
};

/// Different requests where any number could be sent: more than there are connections.
const DIFFERENT: usize = 200;

/// Who answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum By {
    Catalog,
    Stock,
}

/// One kind of request.
#[derive(Debug)]
pub(crate) struct Scenario {
    pub(crate) name: &'static str,
    pub(crate) by: By,
    /// Settings of the service beside the defaults.
    pub(crate) settings: &'static [(&'static str, &'static str)],
    requests: fn(&Goods) -> Vec<Request>,
    pub(crate) status: u16,
    /// What bare SQLite writes for one request.
    pub(crate) writes: Option<&'static Writes>,
    pub(crate) connections: &'static [usize],
}

/// Reads come before what changes the catalogue, and those with the same settings together.
pub(crate) const SCENARIOS: &[Scenario] = &[
    read("list, page 1", |_| lists(["page[number]=1"])),
    read("list, page 4,000", |goods| lists([deep(goods)])),
    read("search, a rare word", rare),
    read("search, a common word", common),
    read("filter, category", categories),
    read("filter, tag", tags),
    read("filter, price", prices),
    read("get one", |goods| goods.singles.iter().map(|(id, _)| Request::get(&path_of(id))).collect()),
    Scenario {
        status: 304,
        ..read("get one, not modified", |goods| {
            goods.singles.iter().map(|(id, etag)| Request::get_changed(&path_of(id), etag)).collect()
        })
    },
    read("list, page 1, a log line each", |_| lists(["page[number]=1"]))
        .at(&[64])
        .with(&[("RUST_LOG", "info"), ("LOG_FORMAT", "json")]),
    read("list, page 1, nothing kept", |_| lists(["page[number]=1"])).with(NOTHING_KEPT),
    read("list, page 4,000, nothing kept", |goods| lists([deep(goods)])).with(NOTHING_KEPT),
    read("search, a rare word, nothing kept", rare).with(NOTHING_KEPT),
    read("search, a common word, nothing kept", common).with(NOTHING_KEPT),
    read("filter, category, nothing kept", categories).at(&[16]).with(NOTHING_KEPT),
    read("filter, tag, nothing kept", tags).at(&[16]).with(NOTHING_KEPT),
    read("filter, price, nothing kept", prices).at(&[16]).with(NOTHING_KEPT),
    read("get one, nothing kept", |goods| {
        goods.singles.iter().map(|(id, _)| Request::get(&path_of(id))).collect()
    })
    .with(NOTHING_KEPT),
    read("90 reads to 10 changes", mixed),
    write(
        "change",
        By::Catalog,
        200,
        |goods| goods.singles.iter().map(|(id, _)| change(id)).collect(),
        &PATCH,
    ),
    write("create", By::Catalog, 201, |_| vec![create()], &CREATE),
    write("purchase, one product", By::Stock, 201, |goods| vec![purchase([&goods.hot])], &HOT),
    write("purchase, 1,000 products", By::Stock, 201, purchases::<1>, &SPREAD),
    write("purchase, three lines", By::Stock, 201, purchases::<3>, &LINES),
];

const NOTHING_KEPT: &[(&str, &str)] = &[("CACHE_BYTES_MAX", "0")];
const CONNECTIONS: &[usize] = &[1, 16, 64];

const fn read(name: &'static str, requests: fn(&Goods) -> Vec<Request>) -> Scenario {
    Scenario {
        name,
        by: By::Catalog,
        settings: &[],
        requests,
        status: 200,
        writes: None,
        connections: CONNECTIONS,
    }
}

const fn write(
    name: &'static str,
    by: By,
    status: u16,
    requests: fn(&Goods) -> Vec<Request>,
    writes: &'static Writes,
) -> Scenario {
    Scenario { by, status, writes: Some(writes), ..read(name, requests) }
}

impl Scenario {
    const fn with(self, settings: &'static [(&'static str, &'static str)]) -> Self {
        Self { settings, ..self }
    }

    const fn at(self, connections: &'static [usize]) -> Self {
        Self { connections, ..self }
    }

    /// What is sent.
    pub(crate) fn requests(&self, goods: &Goods) -> Rc<Requests> {
        let numbers = Rc::clone(&goods.numbers);
        Rc::new(Requests { all: (self.requests)(goods), status: self.status, numbers })
    }
}

fn lists(queries: impl IntoIterator<Item = impl AsRef<str>>) -> Vec<Request> {
    let target = |query: &str| format!("/api/v1/products?page[size]={PAGE}&{query}");
    queries.into_iter().map(|query| Request::get(&target(query.as_ref()))).collect()
}

fn deep(goods: &Goods) -> String {
    format!("page[number]={}", deep_page(goods.products))
}

/// The page after four fifths of all products: page 4,000 of 100,000.
pub(crate) fn deep_page(products: usize) -> usize {
    products * 4 / 5 / PAGE
}

/// Ten products each.
fn rare(goods: &Goods) -> Vec<Request> {
    let lots = goods.lots();
    lists((0..DIFFERENT).map(|number| format!("filter[search]={}", lot(number * lots / DIFFERENT))))
}

/// A tenth of all products each.
fn common(_: &Goods) -> Vec<Request> {
    lists(MATERIALS.map(|word| format!("filter[search]={}", encoded(word))))
}

/// A fifth of all products each.
fn categories(_: &Goods) -> Vec<Request> {
    lists(ROOMS.map(|room| format!("filter[category]=casa/{}", encoded(room))))
}

/// A tenth of all products each.
fn tags(_: &Goods) -> Vec<Request> {
    lists(TAGS.map(|tag| format!("filter[tag]={}", encoded(tag))))
}

/// A fiftieth of all products each.
fn prices(_: &Goods) -> Vec<Request> {
    lists((0..DIFFERENT).map(|number| {
        let from = PRICE_MIN + number * PRICES / DIFFERENT;
        format!("filter[currency]=EUR&filter[price][gte]={from}&filter[price][lte]={}", from + PRICES / 50)
    }))
}

/// Six of ten ask for one product, three for a page, and one changes a product.
fn mixed(goods: &Goods) -> Vec<Request> {
    let pages = lists((1..=3).map(|page| format!("page[number]={page}")));
    let one = |(number, (id, _)): (usize, &(String, String))| match number % 10 {
        9 => change(id),
        place @ (2 | 5 | 8) => pages[place / 3].clone(),
        _ => Request::get(&path_of(id)),
    };
    goods.singles.iter().enumerate().map(one).collect()
}

/// A change of one product.
pub(crate) fn change(id: &str) -> Request {
    let name = format!("Taza {MARK}");
    let body = json!({ "data": { "type": "products", "id": id, "attributes": { "name": name } } });
    Request::write("PATCH", &path_of(id), &body.to_string())
}

fn create() -> Request {
    let body = json!({ "data": { "type": "products", "attributes": {
        "sku": format!("NEW-{MARK}"),
        "name": "Taza de cerámica, nueva",
        "description": "Hecha a mano en Talavera, apta para lavavajillas y microondas.",
        "price": { "amount": 1_250, "currency": "EUR" },
        "category": "casa/cocina/taza",
        "tags": ["nuevo", "azul"],
    } } });
    Request::write("POST", "/api/v1/products", &body.to_string())
}

/// Purchases of so many lines each, with every product in turn.
fn purchases<const LINES: usize>(goods: &Goods) -> Vec<Request> {
    let ids: Vec<&String> = goods.singles.iter().map(|(id, _)| id).collect();
    let at = |place: usize| ids[place % ids.len()];
    (0..ids.len())
        .map(|first| purchase(std::array::from_fn::<_, LINES, _>(|line| at(first + line * 31))))
        .collect()
}

fn purchase<const LINES: usize>(products: [&String; LINES]) -> Request {
    let lines: Vec<Value> =
        products.iter().map(|product| json!({ "productId": product, "quantity": 1 })).collect();
    let body = json!({ "data": { "type": "purchases", "attributes": { "lines": lines } } });
    Request::write("POST", "/api/v1/purchases", &body.to_string())
}

fn encoded(word: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    word.bytes().map(byte).collect()
}
