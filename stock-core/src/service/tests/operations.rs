//! Several additions in one request.

use super::*;

fn add(data: &Json) -> Json {
    json!({ "op": "add", "data": data })
}

#[test]
fn stock_begins_and_is_received_in_one_request() {
    let shop = Shop::new();
    let answered = shop.operate(&json!([
        add(&beginning(1, &json!({ "quantity": 2 }))),
        { "op": "add", "href": "/api/v1/adjustments",
          "data": adjustment(1, &json!({ "kind": "receive", "quantity": 3 })) },
        add(&beginning(2, &json!({}))),
    ]));
    let results = answered.body["atomic:results"].as_array().unwrap();
    let types: Vec<_> = results.iter().map(|result| result["data"]["type"].as_str().unwrap()).collect();
    assert_eq!((answered.status, types), (200, vec!["inventory", "adjustments", "inventory"]));
    assert_eq!(results[0]["data"]["attributes"]["available"], 2, "as the operation left it");
    assert_eq!((shop.available(1), shop.available(2), shop.asked_the_shelf()), (5, 0, 1));
}

#[test]
fn operations_are_all_or_nothing_and_report_every_refusal() {
    let shop = Shop::with(&[(1, 1)]);
    let answered = shop.operate(&json!([
        add(&beginning(2, &json!({}))),
        add(&beginning(1, &json!({}))),
        add(&adjustment(1, &json!({ "kind": "write-off", "quantity": 2 }))),
    ]));
    assert_eq!(
        answered.errors(),
        (
            409,
            vec![
                ("inventory-exists", "/atomic:operations/1/data/relationships/product"),
                ("insufficient-stock", "/atomic:operations/2/data/attributes/quantity"),
            ]
        )
    );
    assert_eq!(shop.total("inventory"), 1);
}

#[test]
fn only_additions_of_stock_are_offered() {
    let shop = Shop::with(&[(1, 1)]);
    let reference = json!({ "type": "inventory", "id": id(1) });
    for (operation, code, pointer) in [
        (json!({ "op": "remove", "ref": reference }), "operation-unsupported", "/op"),
        (
            json!({ "op": "add", "ref": reference, "data": beginning(2, &json!({})) }),
            "operation-unsupported",
            "",
        ),
        (add(&order(&[(1, 1)])), "type-mismatch", "/data/type"),
        (json!({ "op": "add" }), "malformed-document", ""),
        (add(&json!({})), "malformed-document", "/data"),
    ] {
        let pointer = format!("/atomic:operations/0{pointer}");
        let answered = shop.operate(&json!([operation]));
        assert_eq!(answered.errors().1, vec![(code, pointer.as_str())], "{operation}");
    }
}
