//! Inventories.

use super::*;

#[test]
fn an_inventory_is_created_read_and_set() {
    let shop = Shop::new();
    let created = shop.begin(1, &json!({ "quantity": 5, "lowStockAt": 3 }));
    assert_eq!((created.status, created.header("etag")), (201, "\"1\""));
    assert_eq!(created.header("location"), format!("/api/v1/inventory/{}", id(1)));
    assert_eq!(created.body["data"]["links"]["self"], created.header("location"));
    let attributes = &created.body["data"]["attributes"];
    let figures = ["onHand", "available", "purchasable"].map(|name| attributes[name].as_i64().unwrap());
    assert_eq!(figures, [5; 3]);
    assert_eq!((&attributes["state"], &attributes["policy"]), (&json!("in-stock"), &json!("deny")));
    assert_eq!(attributes.get("quantity"), None, "the first quantity is only written");
    let read = shop.get(&format!("inventory/{}", id(1)));
    assert_eq!((read.header("etag"), &read.body), ("\"1\"", &created.body));

    let set = shop.patch("inventory", &id(1), &json!({ "policy": "backorder", "backorderLimit": 2 }));
    assert_eq!((set.status, set.header("etag"), set.header("location")), (200, "\"2\"", ""));
    assert_eq!(set.body["data"]["attributes"]["purchasable"], 7);
    let same = shop.patch("inventory", &id(1), &json!({ "policy": "backorder" }));
    assert_eq!(same.body, set.body, "a patch of nothing changes nothing");
}

#[test]
fn what_was_read_can_be_sent_back() {
    let shop = Shop::with(&[(1, 5)]);
    let path = format!("/api/v1/inventory/{}", id(1));
    let read = shop.send(Method::GET, &path, &Json::Null, &[]).body;
    let sent = shop.send(Method::PATCH, &path, &read, &[("if-match", "\"1\"")]);
    assert_eq!((sent.status, sent.body), (200, read));
}

#[test]
fn only_a_known_product_begins_and_once() {
    let shop = Shop::with(&[(1, 0)]);
    let product = "/data/relationships/product";
    assert_eq!(shop.begin(1, &json!({})).errors(), (409, vec![("inventory-exists", product)]));
    assert_eq!(shop.begin(99, &json!({})).errors(), (404, vec![("product-not-found", product)]));
    shop.set_seen(2, Seen::NotForSale);
    assert_eq!(shop.begin(2, &json!({})).status, 201, "any status may begin");
}

#[test]
fn an_inventory_has_the_id_of_its_product() {
    let shop = Shop::new();
    let mut data = beginning(1, &json!({}));
    data["id"] = json!(id(2));
    assert_eq!(shop.post(&data).errors(), (409, vec![("id-mismatch", "/data/id")]));
    data["id"] = json!(id(1));
    assert_eq!(shop.post(&data).status, 201);
    let other = json!({ "data": { "type": "inventory", "id": id(2) } });
    let sent = shop.send(Method::PATCH, &format!("/api/v1/inventory/{}", id(1)), &other, &[]);
    assert_eq!(sent.errors(), (409, vec![("id-mismatch", "/data/id")]));
}

#[test]
fn a_patch_checks_target_and_precondition_before_its_body() {
    let shop = Shop::with(&[(1, 5)]);
    let bad = json!({ "data": { "type": "inventory", "id": id(1), "attributes": { "policy": "maybe" } } });
    let send = |number, headers: &[(&str, &str)]| {
        let sent = shop.send(Method::PATCH, &format!("/api/v1/inventory/{}", id(number)), &bad, headers);
        sent.errors().1.first().map(|(code, _)| (*code).to_owned())
    };
    assert_eq!(send(2, &[]).as_deref(), Some("not-found"));
    assert_eq!(send(1, &[("if-match", "\"9\"")]).as_deref(), Some("precondition-failed"));
    assert_eq!(send(1, &[("if-match", "\"1\"")]).as_deref(), Some("attribute-invalid"));
}

#[test]
fn the_list_is_filtered_sorted_and_knows_one_location() {
    let shop = Shop::with(&[(1, 5), (2, 0), (3, 9)]);
    let found = |query: &str| {
        let answered = shop.get(&format!("inventory?{query}"));
        let items = answered.body["data"].as_array().unwrap().clone();
        items.iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found("sort=-available"), [id(3), id(1), id(2)]);
    assert_eq!(found("filter[state]=out"), [id(2)]);
    assert_eq!(found(&format!("filter[product]={},{}&sort=available", id(3), id(1))), [id(1), id(3)]);
    assert_eq!(found("filter[location]=main").len(), 3);
    let elsewhere = shop.get(&format!("inventory?filter[location]=main,{}", id(8)));
    assert_eq!(elsewhere.errors(), (404, vec![("location-not-found", "filter[location]")]));
    let reply = shop.get("inventory?include=levels&fields[levels]=available");
    let included: Vec<_> =
        reply.body["included"].as_array().unwrap().iter().map(|level| &level["id"]).collect();
    assert_eq!(
        included,
        [&format!("{}.main", id(1)), &format!("{}.main", id(2)), &format!("{}.main", id(3))]
    );
    assert_eq!(
        shop.get("inventory?include=product").errors(),
        (400, vec![("include-unsupported", "include")])
    );
}

#[test]
fn no_check_is_made_for_settings() {
    let shop = Shop::with(&[(1, 5)]);
    shop.set_down(Some(CheckFailure::Timeout));
    assert_eq!(shop.patch("inventory", &id(1), &json!({ "safetyStock": 2 })).status, 200);
    let refused = shop.begin(2, &json!({}));
    assert_eq!((refused.status, refused.header("retry-after")), (503, "1"));
}
