//! Answers that are kept say what is so: each service twice over one store, once with answers kept and once
//! without, is asked the same after every change.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
};

use catalog_core::{
    api::{host::Host, request::Caller},
    engine::Site,
    service::Service as ProductService,
};
use client_sdk::ALL_SCOPES;
use serde_json::{Value, json};
use stock_core::{check::InProcess, service::Service as InventoryService};
use tokio::runtime::Runtime;
use trastienda_shell::{KeyRing, Running, Server, ShellConfig};
use trastienda_storage::{DatabaseUrl, Options};

use crate::shop::{KEY, folder};

/// A connection to one server.
struct Wire(BufReader<TcpStream>);

/// An answer, but for what names its request.
#[derive(Debug, PartialEq, Eq)]
struct Reply {
    status: u16,
    /// In order of their names.
    headers: Vec<String>,
    body: Vec<u8>,
}

impl Wire {
    fn open(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        Self(BufReader::new(stream))
    }

    fn ask(&mut self, method: &str, path: &str, headers: &str, body: &str) -> Reply {
        let length = body.len();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: shop\r\nX-API-Key: {KEY}\r\nX-Request-Id: one\r\n\
             Content-Type: application/vnd.api+json\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
        );
        self.0.get_mut().write_all(request.as_bytes()).unwrap();
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            self.0.read_line(&mut line).unwrap();
            match line.trim_end() {
                "" => break,
                line => lines.push(line.to_owned()),
            }
        }
        let status = lines.remove(0).split(' ').nth(1).unwrap().parse().unwrap();
        lines.retain(|line| !line.starts_with("date: "));
        lines.sort();
        let length = lines.iter().find_map(|line| line.strip_prefix("content-length: "));
        let length = length.filter(|_| method != "HEAD").map_or(0, |length| length.parse().unwrap());
        let mut body = vec![0; length];
        self.0.read_exact(&mut body).unwrap();
        Reply { status, headers: lines, body }
    }
}

impl Reply {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

/// One service behind two servers.
struct Twice {
    keeping: Running,
    forgetful: Running,
}

impl Twice {
    fn host<H: Host>(service: impl Fn() -> H) -> Self {
        let start = |cache_bytes_max| {
            let mut keys = KeyRing::new();
            keys.add(KEY, Caller::new("owner", ALL_SCOPES));
            let config = ShellConfig { cache_bytes_max, ..ShellConfig::default() };
            Server::start(config, keys, None, service()).unwrap()
        };
        Self { keeping: start(1 << 20), forgetful: start(0) }
    }

    fn wires(&self) -> [Wire; 2] {
        [Wire::open(self.keeping.addr()), Wire::open(self.forgetful.addr())]
    }
}

/// Both services over stores of one kind.
struct Shop {
    runtime: Runtime,
    products: Twice,
    inventory: Twice,
    close: Box<dyn FnOnce()>,
}

impl Shop {
    fn open(url: impl Fn(&str) -> DatabaseUrl) -> Self {
        let runtime = Runtime::new().unwrap();
        let entered = runtime.enter();
        let catalogue = Arc::new(trastienda_catalog::open(&url("catalog.db"), &Options::default()).unwrap());
        let stock = Arc::new(trastienda_stock::open(&url("stock.db"), &Options::default()).unwrap());
        let service = || ProductService::new(Arc::clone(&catalogue), Site::default());
        let check = || InProcess::new(Arc::new(service()));
        let products = Twice::host(service);
        let inventory = Twice::host(|| InventoryService::new(Arc::clone(&stock), check(), Site::default()));
        drop(entered);
        let close = move || {
            catalogue.close();
            stock.close();
        };
        Self { runtime, products, inventory, close: Box::new(close) }
    }

    fn close(self) {
        let Self { runtime, products, inventory, close } = self;
        drop((products, inventory));
        close();
        runtime.shutdown_background();
    }
}

/// Numbers that look like chance and are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }
}

fn new_product(number: usize) -> String {
    let price = json!({ "amount": 100, "currency": "EUR" });
    let attributes = json!({
        "sku": format!("SKU-{number}"), "name": format!("Mug {number}"), "price": price, "status": "active",
        "tags": [format!("t{}", number % 3)],
    });
    json!({ "data": { "type": "products", "attributes": attributes } }).to_string()
}

fn of(kind: &str, id: &str, attributes: &Value) -> String {
    json!({ "data": { "type": kind, "id": id, "attributes": attributes } }).to_string()
}

/// Asks both servers for every address: the whole, its head, and what has changed since.
fn compare(wires: &mut [Wire; 2], paths: &[String], step: &str) {
    for path in paths {
        let mut condition = String::new();
        for method in ["GET", "HEAD", "GET"] {
            let [kept, made] = wires.each_mut().map(|wire| wire.ask(method, path, &condition, ""));
            assert_eq!(kept, made, "{method} {path} {condition} after {step}");
            if method == "HEAD" {
                condition = format!("If-None-Match: {}\r\n", made.header("etag").unwrap_or("\"none\""));
            }
        }
    }
}

fn follow(url: impl Fn(&str) -> DatabaseUrl) {
    let shop = Shop::open(url);
    let (mut products, mut inventory) = (shop.products.wires(), shop.inventory.wires());
    let mut chance = Chance(7);
    let mut ids: Vec<String> = Vec::new();
    for step in 0..60 {
        let known = ids.get(chance.below(ids.len().max(1))).cloned();
        let changed = known.clone();
        // Changes come by either server.
        let by = step % 2;
        let done = match (chance.below(6), known) {
            (0 | 1, _) | (_, None) => {
                let made = products[by].ask("POST", "/api/v1/products", "", &new_product(step));
                let id = made.json()["data"]["id"].as_str().unwrap().to_owned();
                let product = json!({ "data": { "type": "products", "id": id } });
                let data = json!({
                    "type": "inventory", "attributes": { "quantity": 5 }, "relationships": { "product": product },
                });
                let stocked = json!({ "data": data }).to_string();
                inventory[by].ask("POST", "/api/v1/inventory", "", &stocked);
                ids.push(id);
                made
            }
            (2, Some(id)) => {
                let price = json!({ "price": { "amount": step, "currency": "EUR" } });
                products[by].ask("PATCH", &format!("/api/v1/products/{id}"), "", &of("products", &id, &price))
            }
            (3, Some(id)) => products[by].ask("DELETE", &format!("/api/v1/products/{id}"), "", ""),
            (_, Some(id)) => {
                let lines = json!({ "lines": [{ "productId": id, "quantity": 1 }] });
                let purchase = json!({ "data": { "type": "purchases", "attributes": lines } }).to_string();
                inventory[by].ask("POST", "/api/v1/purchases", "", &purchase)
            }
        };
        let step = format!("step {step}: {} {}", done.status, String::from_utf8_lossy(&done.body));
        // The one that has changed, and some that have not.
        let some: Vec<_> = (0..4).map(|_| ids[chance.below(ids.len())].clone()).chain(changed).collect();
        let each = |kind: &str| {
            let forms = |id: &String| {
                let path = format!("/api/v1/{kind}/{id}");
                [format!("{path}?fields[{kind}]=version"), path]
            };
            some.iter().flat_map(forms).collect::<Vec<_>>()
        };
        let lists = |lists: &[&str]| lists.iter().map(|list| format!("/api/v1/{list}")).collect::<Vec<_>>();
        compare(&mut products, &each("products"), &step);
        let shown = [
            "products",
            "products?page[size]=2",
            "products?page[size]=2&sort=-price",
            "products?sort=-updatedAt&page[size]=2&page[number]=2",
            "products?filter[tag]=t1",
            "products?filter[price][gte]=20&filter[currency]=EUR",
            "products?filter[search]=mug&fields[products]=sku",
            "categories",
            "tags",
        ];
        compare(&mut products, &lists(&shown), &step);
        compare(&mut products, &lists(&["product-events"]), &step);
        compare(&mut inventory, &each("inventory"), &step);
        let read =
            ["inventory", "inventory?include=levels", "levels", "movements", "purchases", "stock-events"];
        compare(&mut inventory, &lists(&read), &step);
    }
    assert!(ids.len() > 10, "{}", ids.len());
    drop((products, inventory));
    shop.close();
}

#[test]
fn what_is_kept_is_what_would_be_made_over_memory() {
    follow(|_| DatabaseUrl::Memory);
}

#[test]
fn what_is_kept_is_what_would_be_made_over_sqlite() {
    let folder = folder();
    follow(|file| DatabaseUrl::Sqlite(Path::join(&folder, file)));
    let _ = std::fs::remove_dir_all(&folder);
}

#[test]
fn whoever_heard_of_a_change_reads_it() {
    let folder = folder();
    let shop = Shop::open(|file| DatabaseUrl::Sqlite(folder.join(file)));
    let mut writer = Wire::open(shop.products.keeping.addr());
    let made = writer.ask("POST", "/api/v1/products", "", &new_product(1)).json();
    let id = made["data"]["id"].as_str().unwrap();
    let path = format!("/api/v1/products/{id}");
    let (told, done) = (AtomicU64::new(0), AtomicBool::new(false));
    thread::scope(|scope| {
        for form in ["", "?fields[products]=version"] {
            let (told, done, path) = (&told, &done, format!("{path}{form}"));
            let mut reader = Wire::open(shop.products.keeping.addr());
            scope.spawn(move || {
                while !done.load(Ordering::SeqCst) {
                    let heard = told.load(Ordering::SeqCst);
                    let read = reader.ask("GET", &path, "", "").json();
                    let version = read["data"]["attributes"]["version"].as_u64().unwrap();
                    assert!(version >= heard, "{version} was read after {heard} was told");
                }
            });
        }
        for amount in 0..300 {
            let price = json!({ "price": { "amount": amount, "currency": "EUR" } });
            let changed = writer.ask("PATCH", &path, "", &of("products", id, &price)).json();
            told.store(changed["data"]["attributes"]["version"].as_u64().unwrap(), Ordering::SeqCst);
        }
        done.store(true, Ordering::SeqCst);
    });
    shop.close();
    let _ = std::fs::remove_dir_all(&folder);
}
