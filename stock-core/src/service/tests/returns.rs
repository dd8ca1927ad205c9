//! Returns.

use super::*;

fn brought_back(of: &[(u8, i64)], purchase: Option<&str>) -> Json {
    let purchase = purchase.map_or(json!({ "data": null }), |id| named("purchases", id));
    json!({
        "type": "returns",
        "attributes": { "lines": lines(of), "reason": "too small" },
        "relationships": { "purchase": purchase },
    })
}

#[test]
fn what_comes_back_is_noted_on_its_purchase() {
    let shop = Shop::with(&[(1, 5)]);
    let purchase = shop.buy(&[(1, 3)]).data(201)["id"].as_str().unwrap().to_owned();
    shop.set_down(Some(CheckFailure::Refused));
    let returned = shop.post(&brought_back(&[(1, 1), (1, 1)], Some(&purchase)));
    assert_eq!((returned.status, returned.header("etag")), (201, "\"3\""), "no check is made");
    let path = returned.header("location").replace("/api/v1/", "");
    assert_eq!(shop.get(&path).body, returned.body);
    assert_eq!(returned.body["data"]["attributes"]["lines"], lines(&[(1, 2)]));
    assert_eq!(returned.body["data"]["attributes"]["to"], "sellable");
    let line = &shop.get(&format!("purchases/{purchase}")).data(200)["attributes"]["lines"][0];
    assert_eq!((&line["returned"], shop.available(1)), (&json!(2), 4));
    let refused = shop.post(&brought_back(&[(1, 2)], Some(&purchase)));
    assert_eq!(
        refused.errors(),
        (409, vec![("return-exceeds-purchase", "/data/attributes/lines/0/quantity")])
    );
}

#[test]
fn a_return_needs_its_purchase_and_an_inventory() {
    let shop = Shop::with(&[(1, 5)]);
    assert_eq!(
        shop.post(&brought_back(&[(1, 1)], Some(&id(8)))).errors(),
        (404, vec![("purchase-not-found", "/data/relationships/purchase")])
    );
    assert_eq!(
        shop.post(&brought_back(&[(2, 1)], None)).errors(),
        (409, vec![("inventory-not-initialised", "/data/attributes/lines/0/productId")])
    );
    assert_eq!(
        shop.post(&brought_back(&[(1, 1)], Some("x"))).errors(),
        (422, vec![("id-invalid", "/data/relationships/purchase/data/id")])
    );
    assert_eq!(shop.post(&brought_back(&[(1, 1)], None)).status, 201, "a purchase need not be known");
    assert_eq!(shop.total("returns"), 1);
}
