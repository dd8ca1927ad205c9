//! The types against what the services write and take.

use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use catalog_core::{
    api::{field::Listed, instant::UnixMillis},
    engine,
    product::{Product, ProductEvent},
    service::{MemoryCatalogue, Service as ProductService},
};
use client_sdk::{Client, Exchange, Native, Site, block_on, transport::in_process::InProcess};
use http::Method;
use serde::de::DeserializeOwned;
use serde_json::{Value as Json, json};
use stock_core::{
    check,
    model::{Inventory, Level, Location, Movement, Purchase, Reservation, StockEvent, Transfer},
    service::{MemoryStock, Service as InventoryService},
    webhook::Delivery,
};
use tsify::Tsify;

use super::{
    feed, hold, inventory,
    list::{
        InventoryFilter, LevelFilter, LocationFilter, MovementFilter, ProductEventFilter, ProductFilter,
        PurchaseFilter, ReservationFilter, StockEventFilter, TransferFilter, WebhookDeliveryFilter,
    },
    order, place, product, stock, webhook,
};
use crate::{flat, resource::Kind};

type Products = ProductService<MemoryCatalogue>;
type Stock = InventoryService<MemoryStock, check::InProcess<Products>>;

/// A shop in this process, talked to in flat objects.
struct Shop(Client<InProcess<Products, Stock>, Native>);

impl Shop {
    fn new() -> Self {
        let site = engine::Site::default;
        let products = Arc::new(ProductService::new(Arc::new(MemoryCatalogue::new()), site()));
        let check = check::InProcess::new(Arc::clone(&products));
        let stock = InventoryService::new(Arc::new(MemoryStock::new()), check, site());
        let drawn = AtomicU64::new(0);
        let chance = move || {
            let number = drawn.fetch_add(1, Ordering::Relaxed);
            (UnixMillis::new(1_700_000_000_000), u128::from(number).to_be_bytes())
        };
        let services = InProcess::new(products, Arc::new(stock), chance);
        Self(Client::new(services, Native::default(), Site::new("http://p", "http://i", "k")))
    }

    fn create(&self, kind: &str, new: Json) -> Json {
        let kind = Kind::named(kind).unwrap();
        let data = kind.written(new, None).unwrap();
        let call = kind.collection(Method::POST).with_body(&json!({ "data": data }));
        json(&block_on(self.0.send(&Exchange::new(call, flat::one))).unwrap())
    }

    fn all<V: DeserializeOwned>(&self, kind: &str) -> Vec<V> {
        let call = Kind::named(kind).unwrap().list("", false);
        let page = block_on(self.0.send(&Exchange::new(call, flat::page))).unwrap();
        page.items.iter().map(|text| view(&json(text))).collect()
    }
}

fn json(text: &str) -> Json {
    serde_json::from_str(text).unwrap()
}

/// A value as its type, which must have all its members and no others.
fn view<V: DeserializeOwned>(flat: &Json) -> V {
    V::deserialize(flat).unwrap_or_else(|error| panic!("{error}: {flat}"))
}

fn id(flat: &Json) -> &str {
    flat["id"].as_str().unwrap()
}

#[test]
fn what_services_write_has_its_type() {
    let shop = Shop::new();
    let price = json!({ "amount": 850, "currency": "EUR" });
    let mug = shop.create(
        "products",
        json!({
            "sku": "MUG-1", "name": "Taza", "price": price, "tags": ["azul"], "category": "cocina/tazas",
            "group": "taza", "options": { "color": "azul" }, "metadata": { "a": "b" },
            "images": [{ "url": "/p/1.svg", "alt": "Una taza" }],
        }),
    );
    let cup = shop.create("products", json!({ "sku": "CUP-1", "name": "Vaso", "price": price }));
    shop.create(
        "inventory",
        json!({ "product": id(&mug), "quantity": 9, "lowStockAt": 3, "backorderLimit": 1 }),
    );
    shop.create("inventory", json!({ "product": id(&cup), "policy": "untracked" }));
    for adjustment in [
        json!({ "kind": "receive", "quantity": 4, "reference": "A-1" }),
        json!({ "kind": "correct", "quantity": -1 }),
        json!({ "kind": "write-off", "quantity": 1, "from": "sellable" }),
        json!({ "kind": "quarantine", "quantity": 1 }),
        json!({ "kind": "restore", "quantity": 1 }),
        json!({ "kind": "count", "counted": 5, "expected": 11 }),
        json!({ "kind": "receive", "quantity": 6, "to": "incoming", "expectedAt": "2026-03-01T12:00:00Z" }),
        json!({ "kind": "arrive", "quantity": 2 }),
        json!({ "kind": "write-off", "quantity": 1, "from": "incoming" }),
    ] {
        let mut adjustment = adjustment;
        adjustment["product"] = mug["id"].clone();
        adjustment["location"] = json!("main");
        adjustment["reason"] = json!("prueba");
        view::<stock::Adjustment>(&shop.create("adjustments", adjustment));
    }
    let attic = shop.create("locations", json!({ "name": "Desván", "priority": 2 }));
    let goods = json!([{ "productId": id(&mug), "quantity": 1 }]);
    let new_transfer =
        |status: &str| json!({ "from": "main", "to": id(&attic), "lines": goods, "status": status });
    view::<place::Transfer>(&shop.create("transfers", new_transfer("shipped")));
    view::<place::Transfer>(&shop.create("transfers", new_transfer("received")));
    let order = json!({
        "lines": [{ "productId": id(&mug), "quantity": 3 }], "customer": "Ana",
        "allocation": { "strategy": "nearest", "locations": [id(&attic)] },
    });
    view::<order::Quote>(&shop.create("quotes", order.clone()));
    let too_much = json!({ "lines": [{ "productId": id(&mug), "quantity": 300 }] });
    let refused: order::Quote = view(&shop.create("quotes", too_much));
    assert_eq!(refused.refusals[0].code, "insufficient-stock");
    let purchase = shop.create("purchases", order);
    let line = json!({ "productId": id(&mug), "quantity": 1 });
    let held = shop.create("reservations", json!({ "lines": [line], "owner": "cesta-7" }));
    view::<hold::Reservation>(&held);
    let order = json!({ "lines": [line], "reservation": id(&held) });
    view::<order::Quote>(&shop.create("quotes", order.clone()));
    let bought: order::Purchase = view(&shop.create("purchases", order));
    assert_eq!(bought.reservation.as_deref(), Some(id(&held)));
    assert_eq!(bought.reservation_status, Some(hold::ReservationStatus::Committed));
    shop.create("returns", json!({ "purchase": id(&purchase), "lines": [line] }));
    shop.create("returns", json!({ "lines": [line], "to": "unavailable", "reason": "rota" }));

    assert_eq!(shop.all::<product::Product>("products").len(), 2);
    assert_eq!(shop.all::<inventory::Inventory>("inventory").len(), 2);
    assert_eq!(shop.all::<stock::Adjustment>("adjustments").len(), 9);
    assert_eq!(shop.all::<place::Location>("locations").len(), 2);
    assert_eq!(shop.all::<place::Level>("levels").len(), 3);
    assert_eq!(shop.all::<place::Transfer>("transfers").len(), 2);
    assert_eq!(shop.all::<hold::Reservation>("reservations").len(), 1);
    assert_eq!(shop.all::<order::Purchase>("purchases").len(), 2);
    assert_eq!(shop.all::<stock::Return>("returns").len(), 2);
    assert_eq!(shop.all::<product::CategoryCount>("categories").len(), 2);
    assert_eq!(shop.all::<product::TagCount>("tags").len(), 1);
    assert!(shop.all::<stock::Movement>("movements").len() > 8);
    assert!(shop.all::<feed::ProductEvent>("product-events").len() > 1);
    assert!(shop.all::<feed::StockEvent>("stock-events").len() > 8);
}

#[test]
fn webhooks_and_their_log_have_their_types() {
    let shop = Shop::new();
    let mug = shop.create(
        "products",
        json!({ "sku": "MUG-1", "name": "Taza", "price": { "amount": 850, "currency": "EUR" } }),
    );
    shop.create("inventory", json!({ "product": id(&mug), "quantity": 1 }));
    let url = "https://example.com/hooks";
    let made = shop.create("webhooks", json!({ "url": url, "kinds": ["stock.low"], "deliveredSeq": 0 }));
    assert!(view::<webhook::Webhook>(&made).secret.is_some());
    let resend = json!({ "webhook": id(&made), "event": 1 });
    let asked: webhook::WebhookDelivery = view(&shop.create("webhook-deliveries", resend));
    assert_eq!(asked.outcome, webhook::DeliveryOutcome::Asked);
    assert_eq!(shop.all::<webhook::Webhook>("webhooks")[0].secret, None);
    assert_eq!(shop.all::<webhook::WebhookDelivery>("webhook-deliveries"), [asked]);
}

#[test]
fn the_verdict_over_the_journal_has_its_type() {
    let shop = Shop::new();
    let call = client_sdk::exchange::get_verification().call;
    let meta = block_on(shop.0.send(&Exchange::new(call, flat::meta))).unwrap();
    assert!(view::<stock::Verification>(&json(&meta)).holds);
}

/// The names that a list's table filters by, and those of the type.
fn names<R: Listed>(declaration: &str) -> (BTreeSet<&str>, BTreeSet<&str>) {
    let filters = R::listing().filters.iter();
    let known = filters.filter_map(|filter| filter.name.split(['[', ']']).nth(1)).collect();
    let typed = declaration.lines().filter_map(|line| Some(line.trim().split_once("?:")?.0)).collect();
    (known, typed)
}

#[test]
fn every_filter_is_in_its_type() {
    for (known, typed) in [
        names::<Product>(ProductFilter::DECL),
        names::<Inventory>(InventoryFilter::DECL),
        names::<Purchase>(PurchaseFilter::DECL),
        names::<Location>(LocationFilter::DECL),
        names::<Level>(LevelFilter::DECL),
        names::<Transfer>(TransferFilter::DECL),
        names::<Reservation>(ReservationFilter::DECL),
        names::<Delivery>(WebhookDeliveryFilter::DECL),
        names::<Movement>(MovementFilter::DECL),
        names::<ProductEvent>(ProductEventFilter::DECL),
        names::<StockEvent>(StockEventFilter::DECL),
    ] {
        assert_eq!(known, typed);
    }
}
