//! Purchases.

use super::*;

#[test]
fn both_forms_buy_the_same() {
    let shop = Shop::with(&[(1, 5)]);
    let bought = shop.buy(&[(1, 2)]);
    assert_eq!((bought.status, bought.header("etag")), (201, "\"2\""));
    let mut data = bought.data(201);
    let expected = json!({
        "productId": id(1), "quantity": 2, "locationId": "main",
        "price": { "amount": 250, "currency": "EUR" }, "productVersion": 7, "returned": 0,
    });
    assert_eq!(data["attributes"]["lines"], json!([expected]));
    assert_eq!(data["attributes"]["total"], json!({ "amount": 500, "currency": "EUR" }));
    assert_eq!(data["relationships"]["inventory"]["data"], json!([{ "type": "inventory", "id": id(1) }]));
    let simple = json!({
        "type": "purchases",
        "attributes": { "quantity": 2 },
        "relationships": { "product": named("products", &id(1)) },
    });
    let simple = shop.post(&simple).data(201);
    for member in ["lines", "total", "status", "fulfilment"] {
        assert_eq!(simple["attributes"][member], data["attributes"].take()[member].take(), "{member}");
        data = shop.get(&format!("purchases/{}", data["id"].as_str().unwrap())).data(200);
    }
    assert_eq!(shop.available(1), 1);
}

#[test]
fn a_purchase_has_one_of_the_two_forms() {
    let shop = Shop::with(&[(1, 5)]);
    let product = json!({ "product": named("products", &id(1)) });
    let both = json!({ "lines": lines(&[(1, 1)]), "quantity": 1 });
    for (attributes, relationships, code, pointer) in [
        (both, product.clone(), "attribute-invalid", "/data/attributes/lines"),
        (json!({}), json!({}), "attribute-missing", "/data/attributes"),
        (json!({ "lines": [] }), json!({}), "attribute-invalid", "/data/attributes/lines"),
        (json!({ "quantity": 1 }), json!({}), "relationship-missing", "/data/relationships"),
        (json!({}), product, "attribute-missing", "/data/attributes"),
        (json!({ "lines": null }), json!({}), "attribute-invalid", "/data/attributes/lines"),
    ] {
        let data = json!({ "type": "purchases", "attributes": attributes, "relationships": relationships });
        assert_eq!(shop.post(&data).errors(), (422, vec![(code, pointer)]), "{data}");
    }
    assert_eq!(shop.total("purchases"), 0);
}

#[test]
fn every_fault_of_the_lines_comes_at_once() {
    let shop = Shop::new();
    let attributes = json!({
        "lines": [
            { "productId": id(1), "quantity": 0 },
            { "productId": "1", "quantity": 1, "locationId": "here" },
            { "productId": id(1), "quantity": 1, "colour": "red", "@note": 1 },
            { "quantity": 9_007_199_254_740_992_u64 },
            7,
        ],
        "fulfilment": "soon",
        "customer": "x".repeat(201),
        "colour": 1,
    });
    let data = json!({
        "type": "purchases", "id": "x", "attributes": attributes,
        "relationships": { "basket": named("baskets", &id(1)), "reservation": named("reservations", "x") },
    });
    let answered = shop.post(&data);
    let (status, errors) = answered.errors();
    let pointers: Vec<&str> = errors.into_iter().map(|(_, pointer)| pointer).collect();
    assert_eq!(status, 422);
    assert_eq!(
        pointers,
        [
            "/data/id",
            "/data/attributes/lines/0/quantity",
            "/data/attributes/lines/1/productId",
            "/data/attributes/lines/1/locationId",
            "/data/attributes/lines/2/colour",
            "/data/attributes/lines/3",
            "/data/attributes/lines/3/quantity",
            "/data/attributes/lines/4",
            "/data/attributes/fulfilment",
            "/data/attributes/customer",
            "/data/attributes/colour",
            "/data/relationships/reservation/data/id",
            "/data/relationships/basket",
        ]
    );
}

#[test]
fn the_number_of_lines_is_bounded() {
    let answered = Shop::with(&[(1, 5)]).buy(&vec![(1, 1); 1_001]);
    assert_eq!(answered.errors(), (422, vec![("too-many-lines", "/data/attributes/lines")]));
    assert_eq!(answered.body["errors"][0]["meta"], json!({ "maxLines": 1_000 }));
}

#[test]
fn too_little_names_every_failing_line_with_its_figures() {
    let shop = Shop::with(&[(1, 1), (2, 9), (3, 2)]);
    let refused = shop.buy(&[(3, 2), (2, 1), (3, 1), (1, 2)]);
    let quantity = |place: u8| format!("/data/attributes/lines/{place}/quantity");
    let (first, last) = (quantity(0), quantity(3));
    assert_eq!(
        refused.errors(),
        (409, vec![("insufficient-stock", first.as_str()), ("insufficient-stock", last.as_str())])
    );
    let figures = json!({ "productId": id(3), "requested": 3, "purchasable": 2 });
    assert_eq!(refused.body["errors"][0]["meta"], figures);
    assert_eq!((shop.available(2), shop.total("purchases")), (9, 0), "all or nothing");
}

#[test]
fn what_the_catalogue_says_comes_before_the_rules() {
    let shop = Shop::with(&[(1, 1), (2, 1), (3, 1)]);
    shop.set_seen(1, Seen::NotForSale);
    let first = "/data/attributes/lines/0/productId";
    assert_eq!(shop.buy(&[(1, 9), (2, 9)]).errors(), (409, vec![("product-not-for-sale", first)]));
    shop.set_seen(1, Seen::Unknown);
    assert_eq!(shop.buy(&[(1, 1)]).errors(), (404, vec![("product-not-found", first)]));
    assert_eq!(shop.buy(&[(9, 1)]).errors(), (409, vec![("inventory-not-initialised", first)]));
    shop.set_seen(2, offered(100, "USD"));
    let mixed = shop.buy(&[(2, 1), (3, 1)]);
    assert_eq!(mixed.errors(), (409, vec![("mixed-currencies", "/data/attributes/lines")]));
    let elsewhere = json!({ "lines": [{ "productId": id(3), "quantity": 1, "locationId": id(8) }] });
    let elsewhere = shop.post(&json!({ "type": "purchases", "attributes": elsewhere }));
    assert_eq!(
        elsewhere.errors(),
        (404, vec![("location-not-found", "/data/attributes/lines/0/locationId")])
    );
}

#[test]
fn a_kept_answer_comes_before_the_check_and_a_failed_check_is_not_kept() {
    let shop = Shop::with(&[(1, 5)]);
    let key = [("idempotency-key", "k-1")];
    shop.set_down(Some(CheckFailure::BadAnswer));
    let refused = shop.post_with(&order(&[(1, 1)]), &key);
    assert_eq!(refused.errors(), (503, vec![("product-service-unavailable", "")]));
    assert_eq!(refused.body["errors"][0]["meta"], json!({ "cause": "bad-answer" }));
    shop.set_down(None);
    let bought = shop.post_with(&order(&[(1, 1)]), &key);
    assert_eq!(bought.status, 201);
    shop.set_down(Some(CheckFailure::Timeout));
    let asked = shop.asked_the_shelf();
    let again = shop.post_with(&order(&[(1, 1)]), &key);
    assert_eq!((again.status, again.header("idempotency-replayed")), (201, "true"));
    assert_eq!((&again.body, again.header("location")), (&bought.body, bought.header("location")));
    assert_eq!((shop.available(1), shop.asked_the_shelf()), (4, asked));
}

#[test]
fn a_refusal_of_check_or_rules_is_kept() {
    let shop = Shop::with(&[(1, 0)]);
    let key = [("idempotency-key", "k-1")];
    let refused = shop.post_with(&order(&[(1, 1)]), &key);
    assert_eq!(refused.status, 409);
    shop.post(&adjustment(1, &json!({ "kind": "receive", "quantity": 9 }))).data(201);
    let again = shop.post_with(&order(&[(1, 1)]), &key);
    assert_eq!((again.status, again.body), (409, refused.body));
}

#[test]
fn levels_come_with_purchases_where_they_are_asked_for() {
    let shop = Shop::with(&[(1, 5), (2, 5)]);
    let body = json!({ "data": order(&[(1, 2), (2, 1)]) });
    let bought = shop.send(Method::POST, "/api/v1/purchases?include=inventory", &body, &[]);
    let available = |body: &Json| -> Vec<i64> {
        let included = body["included"].as_array().unwrap().iter();
        included.map(|level| level["attributes"]["available"].as_i64().unwrap()).collect()
    };
    assert_eq!((bought.status, available(&bought.body)), (201, vec![3, 4]));
    let path = format!("purchases/{}?include=inventory", bought.body["data"]["id"].as_str().unwrap());
    let read = shop.get(&path);
    assert_eq!(available(&read.body), [3, 4]);
    assert!(read.header("etag").starts_with("W/"), "its version says nothing of the levels");
    shop.buy(&[(1, 1)]).data(201);
    let list = shop.get("purchases?include=inventory&fields[inventory]=available");
    assert_eq!(available(&list.body), [2, 4], "each level once");
    assert!(shop.get("purchases").body.get("included").is_none());
}

#[test]
fn a_purchase_for_later_is_shipped_or_cancelled_once() {
    let shop = Shop::with(&[(1, 5)]);
    let mut later = order(&[(1, 2)]);
    later["attributes"]["fulfilment"] = json!("later");
    let open = || shop.post(&later).data(201)["id"].as_str().unwrap().to_owned();
    let (shipped, cancelled) = (open(), open());
    let status = |id: &str, status: &str| shop.patch("purchases", id, &json!({ "status": status }));
    assert_eq!(shop.available(1), 1);
    assert_eq!(status(&shipped, "completed").data(200)["attributes"]["status"], "completed");
    assert_eq!(status(&cancelled, "cancelled").status, 200);
    assert_eq!(shop.available(1), 3);
    let again = status(&cancelled, "cancelled");
    assert_eq!((again.status, again.header("etag")), (200, "\"5\""), "the same again changes nothing");
    assert_eq!(
        status(&cancelled, "completed").errors(),
        (409, vec![("purchase-status-conflict", "/data/attributes/status")])
    );
    assert_eq!(status(&id(8), "completed").errors(), (404, vec![("not-found", "")]));
    assert_eq!(shop.patch("purchases", &shipped, &json!({})).errors().0, 422);
}

#[test]
fn purchases_are_filtered_and_the_newest_comes_first() {
    let shop = Shop::with(&[(1, 9), (2, 9)]);
    let mut first = order(&[(1, 1), (2, 1)]);
    first["attributes"]["reference"] = json!("a,b");
    let first = shop.post(&first).data(201)["id"].clone();
    let second = shop.buy(&[(2, 1)]).data(201)["id"].clone();
    let found = |query: &str| -> Vec<Json> {
        let body = shop.get(&format!("purchases?{query}")).body;
        body["data"].as_array().unwrap().iter().map(|item| item["id"].clone()).collect()
    };
    assert_eq!(found(""), [second.clone(), first.clone()]);
    assert_eq!(found("sort=at"), [first.clone(), second.clone()]);
    assert_eq!(found("filter[reference]=a,b"), std::slice::from_ref(&first), "a comma is a letter here");
    assert_eq!(found(&format!("filter[product]={}", id(1))), [first]);
    assert_eq!(found("filter[status]=open,cancelled"), [] as [Json; 0]);
    assert_eq!(found("filter[at][gte]=2100-01-01T00:00:00Z"), [] as [Json; 0]);
}

#[test]
fn a_chosen_id_is_a_second_guard() {
    let shop = Shop::with(&[(1, 9)]);
    let mut data = order(&[(1, 1)]);
    data["id"] = json!(id(200));
    assert_eq!(shop.post(&data).data(201)["id"], id(200));
    assert_eq!(shop.post(&data).errors(), (409, vec![("id-taken", "/data/id")]));
    assert_eq!(shop.available(1), 8);
}
