//! A journal of a million movements: how long it takes to verify, and that a damage in its middle is named.
//!
//! `cargo test --release -p trastienda-stock --test it -- --ignored --nocapture million`

use std::{fs, path::Path, time::Instant};

use catalog_core::{
    api::instant::UnixMillis,
    engine::Engine,
    product::{
        ProductId,
        money::{Currency, Money},
    },
};
use rusqlite::Connection;
use stock_core::{
    model::{
        Allocation, Command, CreatePurchase, Fulfilment, InitialiseInventory, Law, Lines, PurchaseForm,
        PurchaseId, PurchaseOrder, Quantity, Seen, Settings, Sighting, Units,
    },
    service::Stock,
};
use trastienda_stock::{Tables, verify};
use trastienda_storage::Keeper;
use uuid::Uuid;

use crate::scratch::{Scratch, call};

const MOVEMENTS: u64 = 1_000_000;
const PRODUCTS: u64 = 1_000;
/// How many calls one commit takes.
const BATCH: usize = 2_000;

fn product(number: u64) -> ProductId {
    ProductId(Uuid::from_u128((number % PRODUCTS).into()))
}

/// The command that makes one movement: each product is received once, then bought a unit at a time.
fn command(number: u64) -> Command {
    let product = product(number);
    let price = Money::new(250, Currency::parse("EUR").unwrap()).unwrap();
    let sighting = Sighting::fresh(Seen::ForSale { price, version: 1 });
    if number < PRODUCTS {
        let quantity = Units::new(2_000).unwrap();
        let settings = Settings::default();
        return Command::InitialiseInventory(InitialiseInventory { product, sighting, quantity, settings });
    }
    let order = PurchaseOrder { product, location: None, quantity: Quantity::new(1).unwrap() };
    Command::CreatePurchase(CreatePurchase {
        id: PurchaseId(Uuid::from_u128(number.into())),
        form: PurchaseForm::Lines,
        lines: Lines::new(vec![order]).unwrap(),
        allocation: Allocation::default(),
        reservation: None,
        sightings: [(product, sighting)].into_iter().collect(),
        fulfilment: Fulfilment::Now,
        reference: None,
        customer: None,
    })
}

fn fill(file: &Path) {
    let (stock, keeper) = Keeper::<Tables>::open::<Stock>(file, 1).unwrap();
    let mut engine = Engine::new(stock, keeper);
    let numbers: Vec<u64> = (0..MOVEMENTS).collect();
    for some in numbers.chunks(BATCH) {
        let moment = |number: u64| UnixMillis::new(1_700_000_000_000 + i64::try_from(number).unwrap());
        let calls = some.iter().map(|number| call(vec![command(*number)], moment(*number))).collect();
        assert!(engine.run(calls).iter().all(|answer| answer.as_ref().unwrap().status == 201));
        engine.domain_mut().forget();
    }
    engine.journal().checkpoint().unwrap();
}

/// The first movement that breaks each law that is broken.
fn broken(file: &Path) -> Vec<(Law, Option<u64>)> {
    let began = Instant::now();
    let found = verify(file).unwrap();
    eprintln!("{} movements verified in {:.2?}", found.movements, began.elapsed());
    let broken = found.verdicts.iter().filter(|verdict| !verdict.holds);
    broken.map(|verdict| (verdict.law, verdict.first_seq)).collect()
}

#[test]
#[ignore = "long: it fills hundreds of megabytes"]
fn a_damage_in_a_million_movements_is_named() {
    let scratch = Scratch::new();
    scratch.open().close();
    let (file, began) = (scratch.file(), Instant::now());
    fill(&file);
    let bytes = fs::metadata(&file).unwrap().len();
    eprintln!("{MOVEMENTS} movements made in {:.2?}, {} MB", began.elapsed(), bytes >> 20);
    assert_eq!(broken(&file), []);

    let change = |sql: &str| Connection::open(&file).unwrap().execute(sql, ()).unwrap();
    // What breaks a law by itself is named itself.
    change("UPDATE movements SET kind = 'ship' WHERE seq = 500000");
    assert_eq!(broken(&file), [(Law::WellFormed, Some(500_000))]);
    change("UPDATE movements SET kind = 'purchase', quantity = 3000 WHERE seq = 500000");
    assert!(broken(&file).contains(&(Law::NoOversell, Some(500_000))));

    // A unit more that was there to sell shows in the sums alone: the product's last movement is named.
    change("UPDATE movements SET quantity = 2 WHERE seq = 500000");
    let laws = [Law::Conservation, Law::Replay, Law::HandedOver];
    assert_eq!(broken(&file), laws.map(|law| (law, Some(MOVEMENTS))));

    change("DELETE FROM movements WHERE seq = 500000");
    assert!(broken(&file).contains(&(Law::GapFree, Some(500_001))));
}
