//! Reservations: what is read is as of now, whoever came before.

use super::*;
use crate::model::{HoldLimit, ReservationRules};

const MINUTE: i64 = 60_000;

/// The id and the entity tag of an answer.
fn place(answered: &Answered) -> (String, String) {
    (answered.body["data"]["id"].as_str().unwrap().to_owned(), answered.header("etag").to_owned())
}

#[test]
fn one_is_shown_as_it_was_made_and_read_back() {
    let shop = Shop::with(&[(1, 5), (2, 5)]);
    let made = shop.reserve("basket 7", &[(1, 2), (2, 1), (1, 1)]);
    let (id_, tag) = place(&made);
    assert_eq!(made.header("location"), format!("/api/v1/reservations/{id_}"));
    let data = made.data(201);
    let line = |number, units: i64| json!({ "productId": id(number), "quantity": units, "locationId": "main", "held": units, "bought": 0 });
    assert_eq!(data["attributes"]["lines"], json!([line(1, 3), line(2, 1)]));
    assert_eq!(data["attributes"]["status"], "active");
    let inventory = &data["relationships"]["inventory"]["data"];
    assert_eq!(
        *inventory,
        json!([{ "type": "inventory", "id": id(1) }, { "type": "inventory", "id": id(2) }])
    );
    let read = shop.get(&format!("reservations/{id_}"));
    assert_eq!((read.header("etag"), &read.body["data"]), (&*tag, &data));
    // What was read is sent back: nothing changes.
    let sent = shop.patch("reservations", &id_, &data["attributes"]);
    assert_eq!((sent.header("etag"), &sent.body["data"]), (&*tag, &data));
}

#[test]
fn who_reads_finds_what_is_due_expired() {
    let shop = Shop::with(&[(1, 1)]);
    let made = shop.reserve("ana", &[(1, 1)]);
    let (id_, _) = place(&made);
    let level = shop.get(&format!("inventory/{}", id(1)));
    assert_eq!(level.body["data"]["attributes"]["reserved"], 1);
    shop.wait(15 * MINUTE);
    let after = shop.get(&format!("inventory/{}", id(1)));
    assert_ne!(after.header("etag"), level.header("etag"));
    let figures = &after.body["data"]["attributes"];
    assert_eq!((&figures["reserved"], &figures["available"]), (&json!(0), &json!(1)));
    assert_eq!(shop.get(&format!("reservations/{id_}")).data(200)["attributes"]["status"], "expired");
    let last = shop.get("movements?filter[kind]=expire").body["data"][0]["attributes"].clone();
    assert_eq!((&last["actor"], &last["group"]), (&json!("clock"), &json!(id_)));
    let told = shop.get("stock-events?filter[kind]=stock.back").body["data"][0]["attributes"].clone();
    assert_eq!(told["cause"], "expire");
}

/// Each of these reads something that depends on what is due.
#[test]
fn every_read_is_as_of_now() {
    for path in [
        "inventory",
        "inventory?filter[state]=in-stock",
        "reservations?filter[status]=expired",
        "movements?filter[kind]=expire",
        "stock-events?filter[kind]=stock.back",
    ] {
        let shop = Shop::with(&[(1, 1)]);
        shop.reserve("ana", &[(1, 1)]).data(201);
        let before = shop.get(path).body["data"].clone();
        shop.wait(15 * MINUTE);
        let after = shop.get(path).body["data"].clone();
        assert_ne!(before, after, "{path}");
        assert_eq!(after.as_array().map(Vec::len), Some(1), "{path}");
    }
    let shop = Shop::with(&[(1, 1)]);
    shop.reserve("ana", &[(1, 1)]).data(201);
    shop.wait(15 * MINUTE);
    let mut quote = order(&[(1, 1)]);
    quote["type"] = json!("quotes");
    assert_eq!(shop.post(&quote).data(200)["attributes"]["verdict"], "accepted");
    assert_eq!(shop.get("verification").body["meta"]["holds"], true);
}

/// More than one command ends.
#[test]
fn any_number_that_is_due_expires() {
    let shelf = Arc::new(Shelf::default());
    let wide = HoldLimit { reservations: 10_000, units: 10_000 };
    let rules = ReservationRules { per_owner: wide, per_key: wide, ..ReservationRules::default() };
    let store = Arc::new(MemoryStock::new());
    let service = Service::new(store, Arc::clone(&shelf), Site::default()).with_reservations(rules);
    let shop = Shop { service, shelf, asked: Cell::new(0), waited: Cell::new(0) };
    shop.begin(1, &json!({ "quantity": 1_100 })).data(201);
    for number in 0..1_100 {
        shop.asked.set(0);
        shop.wait(1);
        shop.reserve(&number.to_string(), &[(1, 1)]).data(201);
    }
    assert_eq!(shop.available(1), 0);
    shop.wait(15 * MINUTE);
    assert_eq!(shop.available(1), 1_100);
}

#[test]
fn a_precondition_is_of_what_was_read() {
    let shop = Shop::with(&[(1, 1)]);
    let (id_, tag) = place(&shop.reserve("ana", &[(1, 1)]));
    let path = format!("/api/v1/reservations/{id_}");
    let body =
        json!({ "data": { "type": "reservations", "id": id_, "attributes": { "status": "released" } } });
    let release = |tag: &str| shop.send(Method::PATCH, &path, &body, &[("if-match", tag)]);
    assert_eq!(release("\"1\"").errors().0, 412);
    shop.wait(15 * MINUTE);
    let stale = shop.get(&format!("inventory/{}", id(1))).header("etag").to_owned();
    assert_ne!(stale, tag);
    assert_eq!(release(&tag).errors().0, 412, "it expired, and someone saw that");
}

#[test]
fn a_purchase_takes_what_its_reservation_holds() {
    let shop = Shop::with(&[(1, 3)]);
    let (held, _) = place(&shop.reserve("ana", &[(1, 3)]));
    assert_eq!(shop.buy(&[(1, 1)]).errors().0, 409);
    let mut data = order(&[(1, 2)]);
    data["relationships"] = json!({ "reservation": named("reservations", &held) });
    let mut quote = data.clone();
    quote["type"] = json!("quotes");
    let quoted = shop.post(&quote).data(200);
    assert_eq!(quoted["attributes"]["verdict"], "accepted");
    let stock = &quoted["attributes"]["explanation"][0]["stock"];
    assert_eq!((&stock["available"], &stock["reserved"], &stock["held"]), (&json!(0), &json!(3), &json!(3)));
    let bought = shop.post(&data).data(201);
    assert_eq!(bought["attributes"]["reservationStatus"], "committed");
    assert_eq!(bought["relationships"]["reservation"], named("reservations", &held));
    assert_eq!(shop.available(1), 1);
    let lines = &shop.get(&format!("reservations/{held}")).data(200)["attributes"]["lines"];
    assert_eq!((&lines[0]["bought"], &lines[0]["held"]), (&json!(2), &json!(0)));
    let again = shop.post(&data);
    assert_eq!(again.errors().1[0], ("reservation-not-active", "/data/relationships/reservation"));
    data["relationships"] = json!({ "reservation": { "data": null } });
    assert_eq!(shop.post(&data).errors().0, 409, "without one it is a purchase like any other");
}

#[test]
fn values_are_checked() {
    let shop = Shop::with(&[(1, 5)]);
    for (name, value) in [
        ("owner", json!("")),
        ("owner", json!("x".repeat(201))),
        ("owner", json!(7)),
        ("expiresAt", json!("soon")),
        ("expiresAt", Json::Null),
        ("lines", json!([])),
    ] {
        let mut data = hold("ana", &[(1, 1)]);
        data["attributes"][name] = value.clone();
        let pointer = format!("/data/attributes/{name}");
        assert_eq!(
            shop.post(&data).errors(),
            (422, vec![("attribute-invalid", &*pointer)]),
            "{name} {value}"
        );
    }
    let without_owner = json!({ "type": "reservations", "attributes": { "lines": lines(&[(1, 1)]) } });
    assert_eq!(shop.post(&without_owner).errors().1[0].0, "attribute-missing");
    let mut far = hold("ana", &[(1, 1)]);
    far["attributes"]["expiresAt"] = json!("2999-01-01T00:00:00Z");
    let refused = shop.post(&far);
    assert_eq!(refused.errors(), (409, vec![("expiry-out-of-range", "/data/attributes/expiresAt")]));
    let meta = &refused.body["errors"][0]["meta"];
    assert!(meta["after"].is_string() && meta["latest"].is_string(), "{meta}");
    assert_eq!(shop.patch("reservations", &id(9), &json!({})).errors().0, 404);
    assert_eq!(shop.total("reservations"), 0);
}

#[test]
fn one_that_is_replayed_holds_once() {
    let shop = Shop::with(&[(1, 5)]);
    let post = || shop.post_with(&hold("ana", &[(1, 2)]), &[("idempotency-key", "k")]);
    let first = post().data(201);
    shop.wait(60 * MINUTE);
    assert_eq!(shop.available(1), 5);
    let second = post();
    assert_eq!(second.header("idempotency-replayed"), "true");
    assert_eq!(second.data(201), first, "as it was, although it has expired");
    assert_eq!((shop.total("reservations"), shop.available(1)), (1, 5));
}
