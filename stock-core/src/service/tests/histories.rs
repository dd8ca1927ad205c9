//! What holds after any history.

use proptest::prelude::*;

use super::*;

#[derive(Clone, Debug)]
enum Act {
    Buy(Vec<(u8, i64)>, bool),
    Reserve(&'static str, Vec<(u8, i64)>),
    BuyBy(usize, Vec<(u8, i64)>),
    Release(usize),
    Advance(usize, bool),
    Return(usize, u8, i64),
    Receive(u8, i64),
    Count(u8, i64),
    WriteOff(u8, i64),
    Set(u8, &'static str, i64),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let (product, units) = (1..4_u8, 1..6_i64);
    let line = (product.clone(), units.clone());
    let lines = || proptest::collection::vec(line.clone(), 1..4);
    let act = prop_oneof![
        3 => (prop_oneof![Just("ana"), Just("ben")], lines())
            .prop_map(|(owner, lines)| Act::Reserve(owner, lines)),
        2 => (0..6_usize, lines()).prop_map(|(place, lines)| Act::BuyBy(place, lines)),
        1 => (0..6_usize).prop_map(Act::Release),
        4 => (lines(), any::<bool>())
            .prop_map(|(lines, later)| Act::Buy(lines, later)),
        2 => (0..6_usize, any::<bool>()).prop_map(|(place, ship)| Act::Advance(place, ship)),
        2 => (0..6_usize, product.clone(), units.clone())
            .prop_map(|(place, product, units)| Act::Return(place, product, units)),
        2 => (product.clone(), units.clone()).prop_map(|(product, units)| Act::Receive(product, units)),
        1 => (product.clone(), 0..9_i64).prop_map(|(product, units)| Act::Count(product, units)),
        1 => (product.clone(), units.clone()).prop_map(|(product, units)| Act::WriteOff(product, units)),
        1 => (product, prop_oneof![Just("deny"), Just("backorder"), Just("untracked")], 0..3_i64)
            .prop_map(|(product, policy, safety)| Act::Set(product, policy, safety)),
    ];
    proptest::collection::vec(act, 0..30)
}

impl Shop {
    fn act(&self, act: &Act, purchases: &mut Vec<String>, holds: &mut Vec<String>) -> Answered {
        let of = |ids: &[String], place: usize| ids.get(place).cloned().unwrap_or_else(|| id(250));
        let nth = |place: usize| of(purchases, place);
        match act {
            Act::Buy(lines, later) => {
                let mut data = order(lines);
                data["attributes"]["fulfilment"] = json!(if *later { "later" } else { "now" });
                let bought = self.post(&data);
                purchases.extend(bought.body["data"]["id"].as_str().map(str::to_owned));
                bought
            }
            Act::Reserve(owner, lines) => {
                let reserved = self.reserve(owner, lines);
                holds.extend(reserved.body["data"]["id"].as_str().map(str::to_owned));
                reserved
            }
            Act::BuyBy(place, lines) => {
                let mut data = order(lines);
                data["relationships"] = json!({ "reservation": named("reservations", &of(holds, *place)) });
                let bought = self.post(&data);
                purchases.extend(bought.body["data"]["id"].as_str().map(str::to_owned));
                bought
            }
            Act::Release(place) => {
                self.patch("reservations", &of(holds, *place), &json!({ "status": "released" }))
            }
            Act::Advance(place, ship) => {
                let status = if *ship { "completed" } else { "cancelled" };
                self.patch("purchases", &nth(*place), &json!({ "status": status }))
            }
            Act::Return(place, product, units) => self.post(&json!({
                "type": "returns",
                "attributes": { "lines": lines(&[(*product, *units)]) },
                "relationships": { "purchase": named("purchases", &nth(*place)) },
            })),
            Act::Receive(product, units) => {
                self.post(&adjustment(*product, &json!({ "kind": "receive", "quantity": units })))
            }
            Act::Count(product, units) => {
                self.post(&adjustment(*product, &json!({ "kind": "count", "counted": units })))
            }
            Act::WriteOff(product, units) => {
                self.post(&adjustment(*product, &json!({ "kind": "write-off", "quantity": units })))
            }
            Act::Set(product, policy, safety) => {
                let settings = json!({ "policy": policy, "safetyStock": safety });
                self.patch("inventory", &id(*product), &settings)
            }
        }
    }

    /// Everything that can be read, but for the moments.
    fn everything(&self) -> Vec<Json> {
        let lists =
            ["inventory", "purchases", "reservations", "returns", "adjustments", "movements", "stock-events"];
        lists.iter().map(|list| self.get(&format!("{list}?page[size]=100")).body).collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_laws_hold_and_a_refused_call_changes_nothing(acts in acts()) {
        let shop = Shop::with(&[(1, 5), (2, 3)]);
        let (mut purchases, mut holds) = (Vec::new(), Vec::new());
        let mut before = shop.everything();
        for act in &acts {
            let answered = shop.act(act, &mut purchases, &mut holds);
            let after = shop.everything();
            if answered.status >= 400 {
                prop_assert_eq!(&before, &after, "{:?}", act);
            }
            before = after;
        }
        prop_assert_eq!(&shop.get("verification").body["meta"]["holds"], &json!(true));
    }

    #[test]
    fn of_many_buyers_of_one_unit_as_many_succeed_as_there_are_units(stock in 0..12_i64, buyers in 0..12_i64) {
        let shop = Shop::with(&[(1, stock)]);
        let bought = (0..buyers).filter(|_| shop.buy(&[(1, 1)]).status == 201).count();
        prop_assert_eq!(i64::try_from(bought).unwrap(), stock.min(buyers));
        prop_assert_eq!(shop.available(1), stock - stock.min(buyers));
        prop_assert_eq!(&shop.get("verification").body["meta"]["holds"], &json!(true));
    }
}

#[test]
fn the_same_key_twice_gives_the_same_bytes_and_changes_nothing() {
    let shop = Shop::with(&[(1, 5)]);
    let requests = [
        order(&[(1, 1)]),
        order(&[(1, 9)]),
        order(&[(99, 1)]),
        hold("ana", &[(1, 2)]),
        hold("ben", &[(1, 9)]),
        adjustment(1, &json!({ "kind": "receive", "quantity": 1 })),
        beginning(1, &json!({})),
        beginning(2, &json!({})),
    ];
    for (place, data) in requests.iter().enumerate() {
        let key = place.to_string();
        let first = shop.post_with(data, &[("idempotency-key", &key)]);
        let after = shop.everything();
        let second = shop.post_with(data, &[("idempotency-key", &key)]);
        assert_eq!((first.status, &first.body), (second.status, &second.body), "{data}");
        assert_eq!(second.header("idempotency-replayed"), "true");
        assert_eq!(shop.everything(), after);
    }
}
