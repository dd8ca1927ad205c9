//! The journal, the feed and verification.

use super::*;

#[test]
fn the_journal_holds_every_movement_in_order() {
    let shop = Shop::with(&[(1, 5), (2, 5)]);
    let bought = shop.buy(&[(1, 1), (2, 2)]).data(201)["id"].as_str().unwrap().to_owned();
    let found = |query: &str| -> Vec<u64> {
        let body = shop.get(&format!("movements?{query}")).body;
        body["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item["attributes"]["seq"].as_u64().unwrap())
            .collect()
    };
    assert_eq!(found(""), [1, 2, 3, 4]);
    assert_eq!(found("page[after]=2&page[size]=1"), [3]);
    assert_eq!(found(&format!("filter[group]={bought}")), [3, 4]);
    assert_eq!(found(&format!("filter[product]={}&filter[kind]=receive", id(2))), [2]);
    let first = &shop.get("movements").body["data"][0];
    assert_eq!((&first["id"], &first["attributes"]["reason"]), (&json!("1"), &json!("initial")));
    assert_eq!(first["attributes"]["group"], id(1), "a creation belongs to its product");
    assert_eq!(first["relationships"]["location"], named("locations", "main"));
    let elsewhere = shop.get(&format!("movements?filter[location]={}", id(8)));
    assert_eq!(elsewhere.errors(), (404, vec![("location-not-found", "filter[location]")]));
    assert_eq!(shop.get("movements?sort=at").status, 400);
}

#[test]
fn the_feed_tells_changes_and_alerts_with_the_level_after() {
    let shop = Shop::new();
    shop.begin(1, &json!({ "quantity": 3, "lowStockAt": 2 })).data(201);
    shop.buy(&[(1, 3)]).data(201);
    shop.patch("inventory", &id(1), &json!({ "lowStockAt": null })).data(200);
    let body = shop.get("stock-events").body;
    let told: Vec<_> = body["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| {
            let attributes = &event["attributes"];
            let kind = attributes["kind"].as_str().unwrap();
            (kind, attributes["movement"].as_u64(), attributes["level"]["available"].as_i64().unwrap())
        })
        .collect();
    assert_eq!(
        told,
        [
            ("stock.changed", Some(1), 3),
            ("stock.changed", Some(2), 0),
            ("stock.low", Some(2), 0),
            ("stock.out", Some(2), 0),
            ("stock.changed", None, 0),
        ]
    );
    let event = &body["data"][1];
    assert_eq!(
        (&event["attributes"]["cause"], &event["attributes"]["actor"]),
        (&json!("purchase"), &json!("owner"))
    );
    assert_eq!(event["relationships"]["product"], named("products", &id(1)));
    let read = shop.get(&format!("inventory/{}", id(1))).data(200)["attributes"].clone();
    assert_eq!(body["data"][4]["attributes"]["level"], read, "a level is the inventory's attributes");
}

#[test]
fn verification_reads_journals_longer_than_a_page() {
    let shop = Shop::with(&[(1, 200)]);
    let receive = json!({ "op": "add", "data": adjustment(1, &json!({ "kind": "receive", "quantity": 1 })) });
    shop.operate(&json!(vec![receive; 250]));
    let verified = shop.get("verification");
    assert_eq!(verified.status, 200);
    let meta = &verified.body["meta"];
    assert_eq!((&meta["holds"], &meta["movements"]), (&json!(true), &json!(251)));
    assert_eq!(meta["laws"][0], json!({ "law": "gap-free", "holds": true, "firstSeq": null }));
    assert_eq!(shop.get("verification?a=b").status, 400);
}
