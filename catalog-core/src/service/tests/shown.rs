//! Answers say what they show: while none of that changes, they are what would be answered again.

use bytes::Bytes;
use http::Method;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::{Shop, product};
use crate::{
    api::{host::Host, instant::UnixMillis},
    engine::{Generations, Shows},
};

const LISTS: [&str; 14] = [
    "?page[size]=3",
    "?page[size]=3&page[number]=2",
    "?page[size]=2&sort=-price",
    "?page[size]=2&sort=name",
    "?page[size]=2&sort=sku,-createdAt",
    "?page[size]=2&sort=-updatedAt",
    "?filter[status]=active&page[size]=2",
    "?filter[tag]=blue&fields[products]=sku",
    "?filter[category]=home&page[size]=2",
    "?filter[price][gte]=3&filter[currency]=EUR&page[size]=2",
    "?filter[updatedAt][gte]=2023-11-14T22:13:21Z",
    "?filter[search]=cup+b",
    "?filter[sku]=A-1,A-3",
    "?page[size]=2&page[after]=",
];

/// An answer, and after how many batches it was asked for.
struct Kept {
    batches: u64,
    shows: Option<Shows>,
    body: Bytes,
}

impl Shop {
    fn read(&self, path: &str) -> Kept {
        let batches = self.generations().batches();
        let (mut parts, body) = self.response(Method::GET, path, &Json::Null, &[]).into_parts();
        assert_eq!(parts.status, 200, "{path}");
        Kept { batches, shows: parts.extensions.remove(), body: body.bytes().unwrap().clone() }
    }

    fn generations(&self) -> &Generations {
        self.service.generations(UnixMillis::new(0)).unwrap()
    }

    fn still_holds(&self, kept: &Kept) -> bool {
        self.generations().still_hold(kept.batches, kept.shows.as_ref())
    }

    fn patch(&self, id: &str, attributes: &Json) {
        let data = json!({ "data": { "type": "products", "id": id, "attributes": attributes } });
        self.ask(Method::PATCH, &format!("/api/v1/products/{id}"), &data, &[]);
    }

    fn create(&self, sku: &str) -> String {
        self.post(sku).1["data"]["id"].as_str().unwrap().to_owned()
    }
}

/// The address of each list, the last one behind the first product as it is now.
fn lists(shop: &Shop) -> Vec<String> {
    let first = shop.ask(Method::GET, "/api/v1/products?page[size]=1&sort=price", &Json::Null, &[]).2;
    let next = first["links"]["next"].as_str().unwrap_or("/api/v1/products").to_owned();
    LISTS.iter().map(|list| format!("/api/v1/products{list}")).take(LISTS.len() - 1).chain([next]).collect()
}

/// What can be changed of a product, to one of a few values.
fn attributes() -> impl Strategy<Value = Json> {
    prop_oneof![
        prop_oneof!["Cup", "Cup, blue", "Mug", "Bowl"].prop_map(|name| json!({ "name": name })),
        (1..6).prop_map(|amount| json!({ "price": { "amount": amount, "currency": "EUR" } })),
        prop_oneof!["active", "draft", "archived"].prop_map(|status| json!({ "status": status })),
        prop_oneof![Just(json!([])), Just(json!(["blue"])), Just(json!(["red", "blue"]))]
            .prop_map(|tags| json!({ "tags": tags })),
        prop_oneof![Just(Json::Null), Just("home".into()), Just("home/kitchen".into())]
            .prop_map(|category: Json| json!({ "category": category })),
        (0..5).prop_map(|sku| json!({ "sku": format!("A-{sku}") })),
        Just(json!({ "description": "As it was, and a word more" })),
    ]
}

/// A step: a new product, or a change of one, or its end.
fn step() -> impl Strategy<Value = (usize, Option<Option<Json>>)> {
    let change = prop_oneof![
        2 => Just(None),
        7 => attributes().prop_map(|attributes| Some(Some(attributes))),
        1 => Just(Some(None)),
    ];
    (0..8_usize, change)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_still_holds_is_what_would_be_answered(steps in prop::collection::vec(step(), 1..30)) {
        let shop = Shop::new();
        let mut ids: Vec<String> = (0..5).map(|sku| shop.create(&format!("A-{sku}"))).collect();
        let mut kept: Vec<(String, Kept)> = Vec::new();
        for (number, (which, change)) in steps.into_iter().enumerate() {
            let id = ids[which % ids.len()].clone();
            match change {
                None => ids.push(shop.create(&format!("B-{number}"))),
                Some(Some(attributes)) => shop.patch(&id, &attributes),
                Some(None) => {
                    shop.ask(Method::DELETE, &format!("/api/v1/products/{id}"), &Json::Null, &[]);
                }
            }
            for (path, answer) in kept.iter().filter(|(_, answer)| shop.still_holds(answer)) {
                prop_assert_eq!(&shop.read(path).body, &answer.body, "{}", path);
            }
            kept.retain(|(_, answer)| shop.still_holds(answer));
            for path in lists(&shop) {
                if kept.iter().all(|(known, _)| *known != path) {
                    let answer = shop.read(&path);
                    kept.push((path, answer));
                }
            }
        }
    }
}

#[test]
fn a_page_outlives_changes_of_what_is_not_on_it() {
    let shop = Shop::new();
    let ids: Vec<String> = (0..6).map(|sku| shop.create(&format!("A-{sku}"))).collect();
    let page = shop.read("/api/v1/products?page[size]=3");
    let by_price = shop.read("/api/v1/products?page[size]=3&sort=price");
    let drafts = shop.read("/api/v1/products?filter[status]=draft");
    let one = shop.read(&format!("/api/v1/products/{}", ids[5]));
    shop.patch(&ids[4], &json!({ "price": { "amount": 5, "currency": "EUR" } }));
    assert_eq!(
        [&page, &by_price, &drafts, &one].map(|kept| shop.still_holds(kept)),
        [true, false, true, true]
    );
    shop.patch(&ids[5], &json!({ "status": "archived" }));
    assert_eq!([&page, &drafts, &one].map(|kept| shop.still_holds(kept)), [true, false, false]);
    shop.patch(&ids[1], &json!({ "name": "Other" }));
    assert!(!shop.still_holds(&page));
    let page = shop.read("/api/v1/products?page[size]=3");
    shop.create("A-9");
    assert!(!shop.still_holds(&page), "the total is another one");
}

#[test]
fn what_is_counted_of_products_does_not_say_what_it_shows() {
    let shop = Shop::new();
    shop.ask(Method::POST, "/api/v1/products", &product("A-1"), &[]);
    for path in ["/api/v1/categories", "/api/v1/tags", "/api/v1/product-events"] {
        assert_eq!(shop.read(path).shows, None, "{path}");
    }
}
