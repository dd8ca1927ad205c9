//! Routes, scopes, and documents that are read back.

use catalog_core::api::{
    document::{Resource, ResourceObject},
    query::Selection,
};

use super::*;
use crate::{
    model::{Adjustment, Inventory, Movement, Purchase, Return, StockEvent},
    service::{Endpoint, Quote, ROUTES},
};

#[test]
fn each_endpoint_asks_for_its_scope() {
    for route in ROUTES {
        let scope = match route.endpoint {
            Endpoint::CreatePurchase
            | Endpoint::CreateQuote
            | Endpoint::CreateReservation
            | Endpoint::UpdateReservation => "stock:sell",
            Endpoint::GetVerification => "admin",
            // An address of a receiver often holds a key to it, and who sets one is told of all stock.
            _ if route.path.starts_with("/api/v1/webhook") => "admin",
            _ if route.method == Method::GET => "stock:read",
            _ => "stock:write",
        };
        assert_eq!(route.scope, scope, "{}", route.name);
    }
}

#[test]
fn a_method_that_is_not_offered_names_those_that_are() {
    let answered = Shop::new().send(Method::DELETE, "/api/v1/purchases", &Json::Null, &[]);
    assert_eq!((answered.status, answered.header("allow")), (405, "GET, HEAD, POST, OPTIONS"));
}

/// What a resource object says after it was read and written again.
fn again<R: Resource>(json: &Json) -> Json {
    let resource = R::read(&ResourceObject::from_json(json).unwrap()).unwrap();
    let mut out = Vec::new();
    catalog_core::api::document::write_resource(
        &resource,
        &mut out,
        &Selection::default(),
        &Site::default(),
        None,
    );
    serde_json::from_slice(&out).unwrap()
}

/// Reads back every item of a list.
fn check<R: Resource>(shop: &Shop) {
    let body = shop.get(&format!("{}?page[size]=100", R::KIND)).body;
    let items = body["data"].as_array().unwrap();
    assert!(!items.is_empty());
    for item in items {
        let mut item = item.clone();
        item.as_object_mut().unwrap().remove("meta");
        assert_eq!(again::<R>(&item), item);
    }
}

#[test]
fn every_resource_is_read_back_whole() {
    let shop = Shop::with(&[(1, 50), (2, 50)]);
    let bought = shop.buy(&[(1, 2), (2, 1)]).data(201);
    let purchase = named("purchases", bought["id"].as_str().unwrap());
    let returned = json!({
        "type": "returns", "attributes": { "lines": lines(&[(1, 1)]), "reference": "R-1" },
        "relationships": { "purchase": purchase },
    });
    shop.post(&returned).data(201);
    shop.patch("inventory", &id(1), &json!({ "safetyStock": 7, "lowStockAt": 60 })).data(200);
    for attributes in [
        json!({ "kind": "receive", "quantity": 5 }),
        json!({ "kind": "correct", "quantity": -2 }),
        json!({ "kind": "write-off", "quantity": 3 }),
        json!({ "kind": "count", "counted": 4 }),
    ] {
        shop.post(&adjustment(1, &attributes)).data(201);
    }
    check::<Inventory>(&shop);
    check::<Purchase>(&shop);
    check::<Return>(&shop);
    check::<Adjustment>(&shop);
    check::<Movement>(&shop);
    check::<StockEvent>(&shop);
    let quote = json!({ "type": "quotes", "attributes": { "lines": lines(&[(1, 1), (9, 1)]) } });
    let quote = shop.post(&quote).data(200);
    assert_eq!(again::<Quote>(&quote), quote);
}
