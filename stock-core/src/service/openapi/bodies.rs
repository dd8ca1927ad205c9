//! What clients send, exactly as it is read: what is unknown is refused, what is read-only is ignored.

mod reservations;

use catalog_core::api::{
    field::Listed,
    openapi::{
        Body,
        schema::{
            about, anything, array, closed, nullable, object, one_of, reference, request_document,
            request_resource, text, to_one, uuid,
        },
    },
    operations::OPERATIONS_MAX,
};
use serde_json::{Value as Json, json};
use utoipa::openapi::{
    Object, RefOr, Schema,
    schema::{AnyOf, Type},
};

use super::{
    attributes::{expected_moment, limit, priority, quantity, signed, units},
    examples::{LOCATION, PRODUCT, PURCHASE, TRANSFER, WAREHOUSE},
};
use crate::{
    model::{
        Adjustment, AdjustmentKind, CUSTOMER_CHARS_MAX, Fulfilment, Inventory, LINES_MAX,
        LOCATION_NAME_CHARS_MAX, Location, NEAR_MAX, Policy, Purchase, PurchaseStatus, REASON_CHARS_MAX,
        REFERENCE_CHARS_MAX, Return, StockPile, Strategy, Transfer, TransferStatus,
    },
    service::Quote,
};

pub(super) use reservations::{changed_reservation, new_reservation};

/// A member with its schema.
pub(super) type Member = (&'static str, RefOr<Schema>);

/// No U+0000.
const NO_NUL: &str = r"^[^\u0000]*$";

pub(super) fn new_inventory() -> Body {
    let begun = about(units(), "Units that are there at the beginning; 0 by default.");
    let members = [vec![("quantity", begun.into())], settings()].concat();
    let attributes = attributes(members, ignored_of(Inventory::listing().attributes, &SETTINGS), &[]);
    let product: Member = ("product", to_one("products", uuid(), true).into());
    let relationships = closed(object([vec![product], ignored(&["levels"])].concat(), &["product"]));
    let data = request_resource("inventory", None, (attributes.into(), false), Some((relationships, true)));
    let example = json!({ "data": {
        "type": "inventory", "attributes": { "quantity": 20, "lowStockAt": 5 },
        "relationships": { "product": linked("products", PRODUCT) },
    } });
    body("NewInventory", "NewInventoryDocument", data.into(), vec![("begin", "Twenty units", example)])
}

pub(super) fn changed_inventory() -> Body {
    let read_only = [ignored_of(Inventory::listing().attributes, &SETTINGS), ignored(&["quantity"])].concat();
    let attributes = attributes(settings(), read_only, &[]);
    let data = request_resource(
        "inventory",
        Some(named()),
        (attributes.into(), false),
        Some((closed(object(ignored(&["product", "levels"]), &[])), false)),
    );
    let example = json!({ "data": {
        "type": "inventory", "id": PRODUCT, "attributes": { "policy": "backorder", "backorderLimit": 10 },
    } });
    let examples = vec![("backorder", "Sell ten more than there are", example)];
    body("ChangedInventory", "ChangedInventoryDocument", data.into(), examples)
}

/// What a client settles about an inventory.
const SETTINGS: [&str; 4] = ["policy", "backorderLimit", "safetyStock", "lowStockAt"];

fn settings() -> Vec<Member> {
    let policy = about(one_of(Policy::NAMES), "What happens when more is asked for than there is.");
    vec![
        ("policy", policy.into()),
        ("backorderLimit", about(limit(), "How far back-orders go; null is no limit.").into()),
        ("safetyStock", about(units(), "Units that are never sold.").into()),
        ("lowStockAt", about(limit(), "From where on it is low; null is never.").into()),
    ]
}

pub(super) fn new_purchase() -> Body {
    let (lines, simple) = orders("purchases");
    let schemas =
        vec![("NewPurchase".to_owned(), lines.into()), ("NewSimplePurchase".to_owned(), simple.into())];
    let lines = json!({ "data": { "type": "purchases", "attributes": {
        "lines": [{ "productId": PRODUCT, "quantity": 2 }], "reference": "A-1001",
    } } });
    let simple = json!({ "data": {
        "type": "purchases", "attributes": { "quantity": 1 },
        "relationships": { "product": linked("products", PRODUCT) },
    } });
    Body {
        name: "NewPurchaseDocument",
        schema: request_document(any_of([reference("NewPurchase"), reference("NewSimplePurchase")])),
        schemas,
        examples: vec![("lines", "Several lines", lines), ("simple", "One product", simple)],
    }
}

pub(super) fn quote() -> Body {
    let (lines, simple) = orders(Quote::KIND);
    let schemas =
        vec![("QuoteRequest".to_owned(), lines.into()), ("SimpleQuoteRequest".to_owned(), simple.into())];
    let example = json!({ "data": {
        "type": "quotes", "attributes": { "lines": [{ "productId": PRODUCT, "quantity": 2 }] },
    } });
    Body {
        name: "QuoteRequestDocument",
        schema: request_document(any_of([reference("QuoteRequest"), reference("SimpleQuoteRequest")])),
        schemas,
        examples: vec![("lines", "Two units", example)],
    }
}

/// A purchase in its two forms: with lines, or with a quantity and a product.
fn orders(kind: &str) -> (Object, Object) {
    let line = closed(object(
        [
            vec![
                ("productId", uuid().into()),
                ("quantity", quantity().into()),
                ("locationId", location().into()),
            ],
            ignored(&["price", "productVersion", "returned"]),
        ]
        .concat(),
        &["productId", "quantity"],
    ));
    let rest = || {
        vec![
            ("allocation", allocation()),
            ("fulfilment", about(one_of(Fulfilment::NAMES), "`now` by default.").into()),
            ("reference", free_text(REFERENCE_CHARS_MAX, "What it belongs to outside.").into()),
            ("customer", free_text(CUSTOMER_CHARS_MAX, "Who buys.").into()),
        ]
    };
    let read_only = || ignored(&["total", "status", "reservationStatus", "at", "actor", "version"]);
    let reservation = || ("reservation", to_one("reservations", uuid(), false).into());
    let lines = [vec![("lines", lines(line))], rest()].concat();
    let lines = request_resource(
        kind,
        None,
        (attributes(lines, read_only(), &["lines"]).into(), true),
        Some((closed(object([vec![reservation()], ignored(&["inventory"])].concat(), &[])), false)),
    );
    let simple = [vec![("quantity", quantity().into())], rest()].concat();
    let product: Member = ("product", to_one("products", uuid(), true).into());
    let relationships = [vec![product, reservation()], ignored(&["inventory"])].concat();
    let simple = request_resource(
        kind,
        None,
        (attributes(simple, read_only(), &["quantity"]).into(), true),
        Some((closed(object(relationships, &["product"])), true)),
    );
    (lines, simple)
}

pub(super) fn changed_purchase() -> Body {
    let status = about(one_of(PurchaseStatus::NAMES), "What it is to become.");
    let read_only =
        [ignored_of(Purchase::listing().attributes, &["status"]), ignored(&["quantity", "allocation"])]
            .concat();
    let attributes = attributes(vec![("status", status.into())], read_only, &["status"]);
    let data = request_resource(
        "purchases",
        Some(named()),
        (attributes.into(), true),
        Some((closed(object(ignored(&["product", "inventory", "reservation"]), &[])), false)),
    );
    let example = json!({ "data": {
        "type": "purchases", "id": PURCHASE, "attributes": { "status": "completed" },
    } });
    body("ChangedPurchase", "ChangedPurchaseDocument", data.into(), vec![("ship", "Shipped", example)])
}

pub(super) fn new_return() -> Body {
    let members = vec![
        ("lines", lines(goods_line())),
        ("to", about(one_of(StockPile::NAMES), "On which pile goods are put; `sellable` by default.").into()),
        ("reason", free_text(REASON_CHARS_MAX, "Why.").into()),
        ("reference", free_text(REFERENCE_CHARS_MAX, "What it belongs to outside.").into()),
    ];
    let attributes = attributes(members, ignored(&["at", "actor", "version"]), &["lines"]);
    let relationships = [
        ("purchase", to_one("purchases", uuid(), false)),
        ("location", to_one("locations", location(), false)),
    ];
    let relationships = closed(object(relationships, &[]));
    let data = request_resource(Return::KIND, None, (attributes.into(), true), Some((relationships, false)));
    let example = json!({ "data": {
        "type": "returns", "attributes": { "lines": [{ "productId": PRODUCT, "quantity": 1 }], "reason": "Chipped" },
        "relationships": { "purchase": linked("purchases", PURCHASE) },
    } });
    body("NewReturn", "NewReturnDocument", data.into(), vec![("return", "One unit of a purchase", example)])
}

pub(super) fn new_adjustment() -> Body {
    let receive = json!({ "data": {
        "type": "adjustments", "attributes": { "kind": "receive", "quantity": 12, "reason": "Delivery 77" },
        "relationships": { "product": linked("products", PRODUCT) },
    } });
    let count = json!({ "data": {
        "type": "adjustments",
        "attributes": { "kind": "count", "counted": 18, "expected": 20, "reason": "Yearly count" },
        "relationships": { "product": linked("products", PRODUCT) },
    } });
    let announce = json!({ "data": {
        "type": "adjustments",
        "attributes": {
            "kind": "receive", "to": "incoming", "quantity": 12, "expectedAt": "2026-03-03T09:00:00Z",
            "reason": "Order 91",
        },
        "relationships": { "product": linked("products", PRODUCT) },
    } });
    let examples = vec![
        ("receive", "A delivery", receive),
        ("announce", "A delivery that is on its way", announce),
        ("count", "A count", count),
    ];
    body("NewAdjustment", "NewAdjustmentDocument", adjustment().into(), examples)
}

/// Each kind has figures of its own.
fn adjustment() -> Object {
    use AdjustmentKind::{Arrive, Correct, Count, Quarantine, Receive, Restore, WriteOff};

    let of = |kinds: &[AdjustmentKind], figures: Vec<Member>, required: &[&str]| {
        let kinds: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
        let mut reason = text(1, REASON_CHARS_MAX, NO_NUL);
        reason.description = Some("Why.".to_owned());
        let members = [
            vec![("kind", about(one_of(&kinds), "What is done.").into())],
            figures,
            vec![
                ("reason", reason.into()),
                ("reference", free_text(REFERENCE_CHARS_MAX, "What it belongs to outside.").into()),
            ],
        ];
        let required = [&["kind", "reason"], required].concat();
        RefOr::from(attributes(members.concat(), ignored(&["at", "actor", "version"]), &required))
    };
    let from = about(
        one_of(&["sellable", "unavailable", "incoming"]),
        "What is written off; `sellable` by default, `incoming` for what was announced and never came.",
    );
    let to = about(
        one_of(&["sellable", "incoming"]),
        "`sellable`, the default, for what is here; `incoming` for what is on its way.",
    );
    let expected_at = about(expected_moment(), "When it should be here; with `to` `incoming` only.");
    let received =
        vec![("quantity", quantity().into()), ("to", to.into()), ("expectedAt", expected_at.into())];
    let counted = about(units(), "The units on hand that were found.");
    let expected = about(signed(), "The units on hand that the count was compared with.");
    let attributes = any_of([
        of(&[Receive], received, &["quantity"]),
        of(&[Arrive, Quarantine, Restore], vec![("quantity", quantity().into())], &["quantity"]),
        of(&[Correct], vec![("quantity", signed().into())], &["quantity"]),
        of(&[WriteOff], vec![("quantity", quantity().into()), ("from", from.into())], &["quantity"]),
        of(&[Count], vec![("counted", counted.into()), ("expected", expected.into())], &["counted"]),
    ]);
    let relationships =
        [("product", to_one("products", uuid(), true)), ("location", to_one("locations", location(), false))];
    let relationships = closed(object(relationships, &["product"]));
    request_resource(Adjustment::KIND, None, (attributes, true), Some((relationships, true)))
}

/// From where lines are taken that name no location.
fn allocation() -> RefOr<Schema> {
    let strategy = |names: &[&str]| about(one_of(names), "How locations are chosen.");
    let (near, others): (Vec<_>, Vec<_>) =
        Strategy::NAMES.iter().partition(|name| **name == Strategy::Nearest.name());
    let mut list = array(location(), Some(NEAR_MAX));
    list.description = Some("The nearest first; others follow by priority.".to_owned());
    any_of([
        RefOr::from(closed(object([("strategy", strategy(&others))], &["strategy"]))),
        RefOr::from(closed(object(
            [("strategy", strategy(&near).into()), ("locations", list.into())] as [Member; 2],
            &["strategy", "locations"],
        ))),
    ])
}

pub(super) fn new_location() -> Body {
    let members = location_members();
    let attributes = attributes(members, ignored(&["version"]), &["name"]);
    let data = request_resource(Location::KIND, None, (attributes.into(), true), None);
    let example = json!({ "data": {
        "type": "locations", "attributes": { "name": "Warehouse", "priority": 10 },
    } });
    body("NewLocation", "NewLocationDocument", data.into(), vec![("warehouse", "A warehouse", example)])
}

pub(super) fn changed_location() -> Body {
    let attributes = attributes(location_members(), ignored(&["version"]), &[]);
    let named = about(location(), "The id in the address.");
    let data = request_resource(Location::KIND, Some(named), (attributes.into(), false), None);
    let example = json!({ "data": {
        "type": "locations", "id": WAREHOUSE, "attributes": { "active": false },
    } });
    let examples = vec![("close", "Keep no stock there any more", example)];
    body("ChangedLocation", "ChangedLocationDocument", data.into(), examples)
}

fn location_members() -> Vec<Member> {
    let mut name = text(1, LOCATION_NAME_CHARS_MAX, NO_NUL);
    name.description = Some("What people call it.".to_owned());
    let active = Object::builder().schema_type(Type::Boolean).build();
    vec![
        ("name", name.into()),
        ("priority", about(priority(), "When its turn comes in selling; 0, the default, is first.").into()),
        ("active", about(active, "Whether stock is kept there; true by default.").into()),
    ]
}

pub(super) fn new_transfer() -> Body {
    let members = vec![
        ("lines", lines(goods_line())),
        ("status", about(one_of(TransferStatus::NAMES), "`received`, the default, at once.").into()),
        ("expectedAt", about(expected_moment(), "When it should be there.").into()),
        ("reason", free_text(REASON_CHARS_MAX, "Why.").into()),
        ("reference", free_text(REFERENCE_CHARS_MAX, "What it belongs to outside.").into()),
    ];
    let attributes = attributes(members, ignored(&["at", "actor", "version"]), &["lines"]);
    let ends =
        [("from", to_one("locations", location(), true)), ("to", to_one("locations", location(), true))];
    let relationships = closed(object(ends, &["from", "to"]));
    let data = request_resource(Transfer::KIND, None, (attributes.into(), true), Some((relationships, true)));
    let example = json!({ "data": {
        "type": "transfers",
        "attributes": { "lines": [{ "productId": PRODUCT, "quantity": 6 }], "status": "shipped" },
        "relationships": { "from": linked("locations", "main"), "to": linked("locations", WAREHOUSE) },
    } });
    body("NewTransfer", "NewTransferDocument", data.into(), vec![("ship", "Six units on their way", example)])
}

pub(super) fn changed_transfer() -> Body {
    let status = about(one_of(TransferStatus::NAMES), "What it is to become.");
    let read_only = ignored_of(Transfer::listing().attributes, &["status"]);
    let attributes = attributes(vec![("status", status.into())], read_only, &["status"]);
    let data = request_resource(
        Transfer::KIND,
        Some(named()),
        (attributes.into(), true),
        Some((closed(object(ignored(&["from", "to"]), &[])), false)),
    );
    let example = json!({ "data": {
        "type": "transfers", "id": TRANSFER, "attributes": { "status": "received" },
    } });
    body("ChangedTransfer", "ChangedTransferDocument", data.into(), vec![("receive", "It is there", example)])
}

/// A line of a return or a transfer.
fn goods_line() -> Object {
    closed(object([("productId", uuid()), ("quantity", quantity())], &["productId", "quantity"]))
}

pub(super) fn operations() -> Body {
    let add = |name: &str, path: &str| {
        let members: [Member; 4] = [
            ("op", one_of(&["add"]).into()),
            ("href", about(one_of(&[path]), "The collection; it may be left out.").into()),
            ("data", reference(name)),
            ("meta", object([] as [Member; 0], &[]).into()),
        ];
        RefOr::from(object(members, &["op", "data"]))
    };
    let either = any_of([add("NewInventory", Inventory::PATH), add("NewAdjustment", Adjustment::PATH)]);
    let mut list = array(either, Some(OPERATIONS_MAX));
    list.min_items = Some(1);
    let members: [Member; 3] =
        [("atomic:operations", list.into()), ("meta", anything().into()), ("jsonapi", anything().into())];
    let example = json!({ "atomic:operations": [
        { "op": "add", "data": {
            "type": "inventory", "attributes": { "quantity": 20 },
            "relationships": { "product": linked("products", PRODUCT) },
        } },
        { "op": "add", "data": {
            "type": "adjustments", "attributes": { "kind": "receive", "quantity": 12, "reason": "Delivery 77" },
            "relationships": { "product": linked("products", PRODUCT) },
        } },
    ] });
    Body {
        name: "StockOperationsDocument",
        schema: object(members, &["atomic:operations"]),
        schemas: [new_inventory().schemas, new_adjustment().schemas].concat(),
        examples: vec![("begin", "Begin with twenty units, then receive twelve", example)],
    }
}

pub(super) fn body(
    name: &'static str,
    document: &'static str,
    data: RefOr<Schema>,
    examples: Vec<(&'static str, &'static str, Json)>,
) -> Body {
    let schemas = vec![(name.to_owned(), data)];
    Body { name: document, schema: request_document(reference(name)), schemas, examples }
}

/// Attributes that a client settles, those that are ignored, and no others.
pub(super) fn attributes(members: Vec<Member>, ignored: Vec<Member>, required: &[&str]) -> Object {
    closed(object(members.into_iter().chain(ignored), required))
}

pub(super) fn ignored(names: &[&'static str]) -> Vec<Member> {
    let sentence = "Read-only: ignored, so that what was read can be sent back.";
    names.iter().map(|name| (*name, about(anything(), sentence).into())).collect()
}

/// All attributes of a listing but these.
fn ignored_of(all: &[&'static str], settled: &[&str]) -> Vec<Member> {
    let read_only: Vec<_> = all.iter().copied().filter(|name| !settled.contains(name)).collect();
    ignored(&read_only)
}

fn lines(line: Object) -> RefOr<Schema> {
    let mut lines = array(line, Some(LINES_MAX));
    lines.min_items = Some(1);
    lines.description = Some("Lines of the same product are merged.".to_owned());
    lines.into()
}

fn free_text(max: usize, sentence: &str) -> Object {
    about(nullable(text(0, max, NO_NUL)), sentence)
}

fn location() -> Object {
    about(text(0, usize::MAX, LOCATION), "`main`, or a UUID.")
}

pub(super) fn named() -> Object {
    about(uuid(), "The id in the address.")
}

fn any_of(schemas: impl IntoIterator<Item = RefOr<Schema>>) -> RefOr<Schema> {
    let mut any = AnyOf::new();
    any.items = schemas.into_iter().collect();
    RefOr::T(Schema::AnyOf(any))
}

pub(super) fn linked(kind: &str, id: &str) -> Json {
    json!({ "data": { "type": kind, "id": id } })
}
