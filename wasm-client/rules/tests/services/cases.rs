//! Orders in a shop whose stock, prices and rules change at random.

use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::shop::Shop;

/// So many products are there; orders name two more.
const PRODUCTS: u64 = 12;
/// So many orders are asked about before something changes.
const ORDERS_PER_STATE: u64 = 50;
const UNITS_MAX: i64 = (1 << 53) - 1;

/// What is known of a shop, or an order that is asked about there.
pub(crate) enum Case {
    /// What there is by now: `{products, inventory}`.
    Known(Json),
    /// An order as a page sends it.
    Order(Json),
}

/// Gives `count` orders, the same for the same seed, and the shop to `take`.
pub(crate) fn each(seed: u64, count: u64, mut take: impl FnMut(&Shop, Case)) {
    let (shop, mut dice) = (Shop::new(), Dice(seed));
    for number in 1..=PRODUCTS {
        shop.send("POST", "products", &product(number, &mut dice));
        if number < PRODUCTS {
            shop.send("POST", "inventory", &beginning(number, &mut dice));
        }
    }
    for place in 0..count {
        if place % ORDERS_PER_STATE == 0 {
            (0..5).for_each(|_| change(&shop, &mut dice));
            let products = shop.list("products", &["status", "price", "version"]);
            let known = json!({ "products": products, "inventory": shop.list("inventory", &[]) });
            take(&shop, Case::Known(known));
        }
        take(&shop, Case::Order(order(&mut dice)));
    }
}

/// Numbers at random, from a seed (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    }

    fn one_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[usize::try_from(self.below(from.len() as u64)).unwrap()].clone()
    }

    /// A few units, now and then as many as there can be.
    fn units(&mut self) -> i64 {
        if self.one_in(40) {
            UNITS_MAX - i64::try_from(self.below(3)).unwrap()
        } else {
            i64::try_from(self.below(9)).unwrap()
        }
    }
}

fn id(number: u64) -> String {
    Uuid::from_u128(number.into()).to_string()
}

fn named(kind: &str, number: u64) -> Json {
    json!({ "data": { "type": kind, "id": id(number) } })
}

fn price(dice: &mut Dice) -> Json {
    let amount = if dice.one_in(60) { UNITS_MAX } else { i64::try_from(dice.below(5_000)).unwrap() };
    json!({ "amount": amount, "currency": if dice.one_in(15) { "JPY" } else { "EUR" } })
}

fn product(number: u64, dice: &mut Dice) -> Json {
    let attributes = json!({ "sku": format!("A-{number}"), "name": "Cup", "price": price(dice) });
    json!({ "type": "products", "id": id(number), "attributes": attributes })
}

fn settings(dice: &mut Dice) -> Json {
    json!({
        "policy": dice.pick(&["deny", "deny", "backorder", "untracked"]),
        "backorderLimit": if dice.one_in(2) { Json::Null } else { json!(dice.units()) },
        "safetyStock": if dice.one_in(6) { dice.units() } else { 0 },
    })
}

fn beginning(number: u64, dice: &mut Dice) -> Json {
    let mut attributes = settings(dice);
    attributes["quantity"] = json!(dice.below(20));
    let relationships = json!({ "product": named("products", number) });
    json!({ "type": "inventory", "attributes": attributes, "relationships": relationships })
}

/// Changes something, if it is allowed.
fn change(shop: &Shop, dice: &mut Dice) {
    let number = dice.below(PRODUCTS) + 1;
    match dice.below(6) {
        0 => {
            let status = if dice.one_in(6) { dice.pick(&["draft", "archived"]) } else { "active" };
            let attributes = json!({ "status": status, "price": price(dice) });
            let data = json!({ "type": "products", "id": id(number), "attributes": attributes });
            shop.send("PATCH", &format!("products/{}", id(number)), &data);
        }
        1 => {
            let data = json!({ "type": "inventory", "id": id(number), "attributes": settings(dice) });
            shop.send("PATCH", &format!("inventory/{}", id(number)), &data);
        }
        2..5 => {
            let units = dice.units();
            let mut attributes = match dice.below(5) {
                0..3 => json!({ "kind": "receive", "quantity": units }),
                3 => json!({ "kind": "count", "counted": units }),
                _ => json!({ "kind": "quarantine", "quantity": units }),
            };
            attributes["reason"] = json!("by chance");
            let relationships = json!({ "product": named("products", number) });
            let data =
                json!({ "type": "adjustments", "attributes": attributes, "relationships": relationships });
            shop.send("POST", "adjustments", &data);
        }
        _ => {
            let lines = json!([{ "productId": id(number), "quantity": dice.below(5) + 1 }]);
            let fulfilment = dice.pick(&["now", "later"]);
            let attributes = json!({ "lines": lines, "fulfilment": fulfilment });
            shop.send("POST", "purchases", &json!({ "type": "purchases", "attributes": attributes }));
        }
    }
}

/// An order as a page sends it, now and then one that is none.
fn order(dice: &mut Dice) -> Json {
    let lines = if dice.one_in(100) { 0 } else { dice.below(4) + 1 };
    let mut order = json!({ "lines": (0..lines).map(|_| line(dice)).collect::<Vec<_>>() });
    if dice.one_in(4) {
        order["fulfilment"] = json!(dice.pick(&["now", "later", "later", "never"]));
    }
    if dice.one_in(10) {
        order["reference"] = json!("x".repeat(usize::try_from(dice.below(210)).unwrap()));
    }
    if dice.one_in(60) {
        order["id"] = json!(dice.pick(&[id(99), "99".to_owned()]));
    }
    if dice.one_in(100) {
        order["colour"] = json!("blue");
    }
    order
}

fn line(dice: &mut Dice) -> Json {
    // Few products in one order often meet.
    let number = if dice.one_in(3) { dice.below(3) } else { dice.below(PRODUCTS) }
        + 1
        + 2 * u64::from(dice.one_in(50));
    let quantity = if dice.one_in(60) {
        dice.pick(&[json!(0), json!(-1), json!(1.5), json!("1"), json!(UNITS_MAX), json!(UNITS_MAX + 1)])
    } else {
        json!(dice.below(3) + 1)
    };
    let mut line = json!({ "productId": id(number), "quantity": quantity });
    if dice.one_in(40) {
        line["locationId"] =
            json!(dice.pick(&["main".to_owned(), "main".to_owned(), id(7), "cellar".to_owned()]));
    }
    if dice.one_in(150) {
        line["price"] = json!({ "amount": 1, "currency": "EUR" });
        line["gift"] = json!(true);
    }
    line
}
