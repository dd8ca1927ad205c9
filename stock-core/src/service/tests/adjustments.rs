//! Adjustments.

use super::*;

#[test]
fn each_kind_shows_the_figures_it_has() {
    let shop = Shop::with(&[(1, 5)]);
    for (attributes, available) in [
        (json!({ "kind": "receive", "quantity": 5 }), 10),
        (json!({ "kind": "correct", "quantity": -2 }), 8),
        (json!({ "kind": "quarantine", "quantity": 3 }), 5),
        (json!({ "kind": "restore", "quantity": 1 }), 6),
        (json!({ "kind": "write-off", "quantity": 1, "from": "unavailable" }), 6),
        (json!({ "kind": "count", "counted": 4, "expected": 7 }), 3),
    ] {
        let answered = shop.post(&adjustment(1, &attributes));
        assert!(answered.header("location").starts_with("/api/v1/adjustments/"));
        let data = answered.data(201);
        let shown = data["attributes"].as_object().unwrap();
        let figures: Json = shown
            .iter()
            .filter(|(name, _)| attributes.get(name.as_str()).is_some())
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        assert_eq!((figures, shop.available(1)), (attributes, available));
        assert_eq!(data["relationships"]["location"], named("locations", "main"));
        let path = format!("adjustments/{}", data["id"].as_str().unwrap());
        assert_eq!(shop.get(&path).data(200), data);
    }
    assert_eq!(shop.get("adjustments").body["data"][0]["attributes"]["kind"], "count", "newest first");
}

#[test]
fn a_figure_that_the_kind_has_not_is_refused() {
    let shop = Shop::with(&[(1, 5)]);
    for (attributes, code, pointer) in [
        (json!({ "kind": "count", "quantity": 5, "counted": 5 }), "attribute-invalid", "/quantity"),
        (json!({ "kind": "receive", "quantity": 5, "from": "sellable" }), "attribute-invalid", "/from"),
        (json!({ "kind": "receive", "quantity": -1 }), "attribute-invalid", "/quantity"),
        (json!({ "kind": "correct", "quantity": 0 }), "attribute-invalid", "/quantity"),
        (json!({ "kind": "count" }), "attribute-missing", ""),
        (json!({ "kind": "steal", "quantity": 1 }), "attribute-invalid", "/kind"),
        (json!({ "quantity": 1 }), "attribute-missing", ""),
    ] {
        let pointer = format!("/data/attributes{pointer}");
        let answered = shop.post(&adjustment(1, &attributes));
        assert_eq!(answered.errors(), (422, vec![(code, pointer.as_str())]), "{attributes}");
    }
    let mut unexplained = adjustment(1, &json!({ "kind": "receive", "quantity": 1 }));
    unexplained["attributes"]["reason"] = json!("");
    assert_eq!(
        shop.post(&unexplained).errors(),
        (422, vec![("attribute-invalid", "/data/attributes/reason")])
    );
}

#[test]
fn rules_refuse_what_cannot_be() {
    let shop = Shop::with(&[(1, 5)]);
    let quantity = "/data/attributes/quantity";
    for (number, attributes, code, pointer) in [
        (1, json!({ "kind": "write-off", "quantity": 6 }), "insufficient-stock", quantity),
        (1, json!({ "kind": "restore", "quantity": 1 }), "insufficient-stock", quantity),
        (
            1,
            json!({ "kind": "count", "counted": 1, "expected": 4 }),
            "count-stale",
            "/data/attributes/expected",
        ),
        (
            1,
            json!({ "kind": "receive", "quantity": 9_007_199_254_740_991_i64 }),
            "quantity-overflow",
            quantity,
        ),
        (
            2,
            json!({ "kind": "receive", "quantity": 1 }),
            "inventory-not-initialised",
            "/data/relationships/product",
        ),
    ] {
        let answered = shop.post(&adjustment(number, &attributes));
        assert_eq!(answered.errors(), (409, vec![(code, pointer)]), "{attributes}");
    }
    let mut elsewhere = adjustment(1, &json!({ "kind": "receive", "quantity": 1 }));
    elsewhere["relationships"]["location"] = named("locations", &id(8));
    assert_eq!(
        shop.post(&elsewhere).errors(),
        (404, vec![("location-not-found", "/data/relationships/location")])
    );
    assert_eq!((shop.available(1), shop.total("adjustments")), (5, 0));
}
