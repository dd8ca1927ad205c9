//! JSON into commands.

use std::sync::Arc;

use catalog_core::{
    api::instant::UnixMillis,
    product::{ProductId, money::Money},
};
use serde_json::Value as Json;
use stock_core::model::{
    AdjustmentAction, AdjustmentId, AdjustmentKind, Allocation, Command, CreateAdjustment, CreateLocation,
    CreatePurchase, CreateReservation, CreateReturn, CreateTransfer, Difference, ExpireReservations,
    Fulfilment, HoldLimit, InitialiseInventory, Lines, LocationId, LocationPatch, Passage, Policy, Priority,
    PurchaseForm, PurchaseId, PurchaseOrder, PurchaseStatus, Quantity, ReservationId, ReservationRules,
    ReservationStatus, ReturnId, ReturnLine, Seen, Settings, SettingsPatch, Sighting, Sightings, StockPile,
    Strategy, TransferId, TransferLine, TransferStatus, Units, UpdateInventory, UpdateLocation,
    UpdatePurchase, UpdateReservation, UpdateTransfer,
};

pub(super) fn command(json: &Json) -> Command {
    match json["kind"].as_str().unwrap() {
        "initialise-inventory" => Command::InitialiseInventory(InitialiseInventory {
            product: product(&json["product"]),
            sighting: sighting(&json["seen"]),
            quantity: units(&json["quantity"]),
            settings: patch(json).applied(Settings::default()),
        }),
        "update-inventory" => Command::UpdateInventory(UpdateInventory {
            product: product(&json["product"]),
            settings: patch(json),
        }),
        "create-adjustment" => Command::CreateAdjustment(CreateAdjustment {
            id: AdjustmentId::parse(json["id"].as_str().unwrap()).unwrap(),
            product: product(&json["product"]),
            location: location(&json["location"]),
            action: action(json),
            reason: text(&json["reason"]).unwrap(),
            reference: text(&json["reference"]),
        }),
        "create-purchase" => Command::CreatePurchase(purchase(json)),
        "update-purchase" => Command::UpdatePurchase(UpdatePurchase {
            id: purchase_id(&json["id"]).unwrap(),
            status: PurchaseStatus::parse(json["status"].as_str().unwrap()).unwrap(),
        }),
        "create-return" => Command::CreateReturn(CreateReturn {
            id: ReturnId::parse(json["id"].as_str().unwrap()).unwrap(),
            purchase: purchase_id(&json["purchase"]),
            location: json["location"].as_str().map(|id| LocationId::parse(id).unwrap()),
            lines: lines(json, |line| ReturnLine {
                product: product(&line["product"]),
                quantity: quantity(&line["quantity"]),
            }),
            to: pile(&json["to"]),
            reason: text(&json["reason"]),
            reference: text(&json["reference"]),
        }),
        "create-reservation" => Command::CreateReservation(reservation(json)),
        "update-reservation" => Command::UpdateReservation(UpdateReservation {
            id: reservation_id(&json["id"]).unwrap(),
            status: json["status"].as_str().map(|word| ReservationStatus::parse(word).unwrap()),
            expires_at: moment(&json["expiresAt"]),
        }),
        "expire-reservations" => {
            let most = usize::try_from(json["most"].as_u64().unwrap()).unwrap();
            Command::ExpireReservations(ExpireReservations { most })
        }
        "create-location" => Command::CreateLocation(CreateLocation {
            id: location(&json["id"]),
            name: text(&json["name"]).unwrap(),
            priority: Priority::new(json["priority"].as_i64().unwrap_or_default()).unwrap(),
            active: json["active"] != false,
        }),
        "update-location" => Command::UpdateLocation(UpdateLocation {
            id: location(&json["id"]),
            patch: LocationPatch {
                name: text(&json["name"]),
                priority: json["priority"].as_i64().map(|place| Priority::new(place).unwrap()),
                active: json["active"].as_bool(),
            },
        }),
        "create-transfer" => Command::CreateTransfer(CreateTransfer {
            id: transfer_id(&json["id"]),
            passage: Passage::new(location(&json["from"]), location(&json["to"])).unwrap(),
            lines: lines(json, |line| TransferLine {
                product: product(&line["product"]),
                quantity: quantity(&line["quantity"]),
            }),
            status: transfer_status(&json["status"]).unwrap_or(TransferStatus::Received),
            expected_at: moment(&json["expectedAt"]),
            reason: text(&json["reason"]),
            reference: text(&json["reference"]),
        }),
        "update-transfer" => Command::UpdateTransfer(UpdateTransfer {
            id: transfer_id(&json["id"]),
            status: transfer_status(&json["status"]).unwrap(),
        }),
        other => panic!("no command: {other}"),
    }
}

fn reservation(json: &Json) -> CreateReservation {
    let rules = &json["rules"];
    let millis = |name: &str| rules[name].as_i64().unwrap() * 1_000;
    let limit = |name: &str| HoldLimit {
        reservations: u32::try_from(rules[name]["reservations"].as_u64().unwrap()).unwrap(),
        units: rules[name]["units"].as_u64().unwrap(),
    };
    CreateReservation {
        id: reservation_id(&json["id"]).unwrap(),
        lines: lines(json, order_line),
        allocation: allocation(&json["allocation"]),
        sightings: sightings(json),
        expires_at: moment(&json["expiresAt"]),
        owner: text(&json["owner"]).unwrap(),
        rules: ReservationRules {
            usual_millis: millis("usualSecs"),
            longest_millis: millis("longestSecs"),
            per_owner: limit("perOwner"),
            per_key: limit("perKey"),
        },
    }
}

fn purchase(json: &Json) -> CreatePurchase {
    CreatePurchase {
        id: purchase_id(&json["id"]).unwrap(),
        form: if json["form"] == "simple" { PurchaseForm::Simple } else { PurchaseForm::Lines },
        lines: lines(json, order_line),
        allocation: allocation(&json["allocation"]),
        sightings: sightings(json),
        reservation: reservation_id(&json["reservation"]),
        fulfilment: json["fulfilment"]
            .as_str()
            .map_or(Fulfilment::Now, |word| Fulfilment::parse(word).unwrap()),
        reference: text(&json["reference"]),
        customer: text(&json["customer"]),
    }
}

fn order_line(line: &Json) -> PurchaseOrder {
    PurchaseOrder {
        product: product(&line["product"]),
        location: line["location"].as_str().map(|id| LocationId::parse(id).unwrap()),
        quantity: quantity(&line["quantity"]),
    }
}

fn sightings(json: &Json) -> Sightings {
    let seen = json["seen"].as_object().unwrap().iter();
    seen.map(|(id, seen)| (ProductId::parse(id).unwrap(), sighting(seen))).collect()
}

fn action(json: &Json) -> AdjustmentAction {
    let units_moved = || quantity(&json["quantity"]);
    match AdjustmentKind::parse(json["adjustment"].as_str().unwrap()).unwrap() {
        AdjustmentKind::Receive if json["to"] == "incoming" => {
            AdjustmentAction::Announce { quantity: units_moved(), expected_at: moment(&json["expectedAt"]) }
        }
        AdjustmentKind::Receive => AdjustmentAction::Receive(units_moved()),
        AdjustmentKind::Arrive => AdjustmentAction::Arrive(units_moved()),
        AdjustmentKind::Correct => {
            AdjustmentAction::Correct(Difference::new(json["quantity"].as_i64().unwrap()).unwrap())
        }
        AdjustmentKind::Count => {
            AdjustmentAction::Count { counted: units(&json["counted"]), expected: json["expected"].as_i64() }
        }
        AdjustmentKind::WriteOff if json["from"] == "incoming" => AdjustmentAction::GiveUp(units_moved()),
        AdjustmentKind::WriteOff => AdjustmentAction::WriteOff(units_moved(), pile(&json["from"])),
        AdjustmentKind::Quarantine => AdjustmentAction::Quarantine(units_moved()),
        AdjustmentKind::Restore => AdjustmentAction::Restore(units_moved()),
    }
}

/// The settings that are named.
fn patch(json: &Json) -> SettingsPatch {
    let limit =
        |name: &str| json.get(name).map(|limit| limit.as_i64().map(|units| Units::new(units).unwrap()));
    SettingsPatch {
        policy: json["policy"].as_str().map(|word| Policy::parse(word).unwrap()),
        backorder_limit: limit("backorderLimit"),
        safety_stock: limit("safetyStock").map(Option::unwrap),
        low_stock_at: limit("lowStockAt"),
    }
}

fn sighting(json: &Json) -> Sighting {
    let seen = match json["status"].as_str().unwrap() {
        "for-sale" => Seen::ForSale {
            price: serde_json::from_value::<Money>(json["price"].clone()).unwrap(),
            version: json["version"].as_u64().unwrap(),
        },
        "not-for-sale" => Seen::NotForSale,
        "unknown" => Seen::Unknown,
        other => panic!("nothing that can be seen: {other}"),
    };
    Sighting { seen, cached: json["cached"] == true }
}

fn lines<L>(json: &Json, line: impl Fn(&Json) -> L) -> Lines<L> {
    Lines::new(json["lines"].as_array().unwrap().iter().map(line).collect()).unwrap()
}

fn product(json: &Json) -> ProductId {
    ProductId::parse(json.as_str().unwrap()).unwrap()
}

fn purchase_id(json: &Json) -> Option<PurchaseId> {
    json.as_str().map(|id| PurchaseId::parse(id).unwrap())
}

fn reservation_id(json: &Json) -> Option<ReservationId> {
    json.as_str().map(|id| ReservationId::parse(id).unwrap())
}

fn moment(json: &Json) -> Option<UnixMillis> {
    json.as_str().map(|text| UnixMillis::parse(text).unwrap())
}

fn location(json: &Json) -> LocationId {
    json.as_str().map_or(LocationId::Main, |id| LocationId::parse(id).unwrap())
}

/// How locations are chosen: `{"strategy": …, "locations": […]}`.
fn allocation(json: &Json) -> Allocation {
    match json["strategy"].as_str().map(|word| Strategy::parse(word).unwrap()) {
        None | Some(Strategy::SingleLocationFirst) => Allocation::SingleLocationFirst,
        Some(Strategy::Priority) => Allocation::Priority,
        Some(Strategy::MostStock) => Allocation::MostStock,
        Some(Strategy::Nearest) => {
            Allocation::Nearest(json["locations"].as_array().unwrap().iter().map(location).collect())
        }
    }
}

fn transfer_id(json: &Json) -> TransferId {
    TransferId::parse(json.as_str().unwrap()).unwrap()
}

fn transfer_status(json: &Json) -> Option<TransferStatus> {
    json.as_str().map(|word| TransferStatus::parse(word).unwrap())
}

fn pile(json: &Json) -> StockPile {
    json.as_str().map_or(StockPile::Sellable, |word| StockPile::parse(word).unwrap())
}

fn quantity(json: &Json) -> Quantity {
    Quantity::new(json.as_i64().unwrap()).unwrap()
}

fn units(json: &Json) -> Units {
    Units::new(json.as_i64().unwrap_or_default()).unwrap()
}

fn text(json: &Json) -> Option<Arc<str>> {
    json.as_str().map(Arc::from)
}
