//! A file whose rows were damaged, made anew from its journal.

use std::path::{Path, PathBuf};

use catalog_core::api::instant::UnixMillis;
use rusqlite::Connection;
use stock_core::model::{
    AdjustmentAction, Command, CreateLocation, LocationId, Passage, Priority, Rebuilt, TransferStatus,
};
use trastienda_stock::{Found, RebuildError, rebuild, verify};
use trastienda_storage::OpenError;
use uuid::Uuid;

use crate::{
    commands::{begin, receive, sold, transfer},
    same::{Scratch, execute},
};

const PLACE: LocationId = LocationId::Other(Uuid::from_u128(1));

/// A file of two products, one of them at two places, that no service has.
fn file(scratch: &Scratch) -> PathBuf {
    let store = scratch.open();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let place =
        CreateLocation { id: PLACE, name: "almacén".into(), priority: Priority::default(), active: true };
    let commands = [
        begin(1, 9),
        begin(2, 4),
        Command::CreateLocation(place),
        transfer(1, Passage::new(LocationId::Main, PLACE).unwrap(), TransferStatus::Shipped, 1, 3),
        receive(2, PLACE, AdjustmentAction::Receive, 1, 5),
        sold(3, 2, 1),
    ];
    runtime.block_on(async {
        for (step, command) in (1..).zip(commands) {
            let answer = execute(&store, vec![command], UnixMillis::new(step)).await;
            assert_eq!(answer.status / 100, 2, "{answer:?}");
        }
    });
    store.close();
    scratch.path("stock.db")
}

fn damage(path: &Path, sql: &str) {
    let changed = Connection::open(path).unwrap().execute(sql, ()).unwrap();
    assert!(changed > 0, "{sql}");
}

fn broken(found: &Found) -> Vec<&'static str> {
    found.verdicts.iter().filter(|verdict| !verdict.holds).map(|verdict| verdict.law.name()).collect()
}

fn rebuilt(path: &Path) -> Rebuilt {
    rebuild(path, UnixMillis::new(99)).unwrap()
}

/// Everything in the tables of stock.
fn content(path: &Path) -> Vec<String> {
    let db = Connection::open(path).unwrap();
    ["inventory", "inventory_locations", "levels"]
        .iter()
        .flat_map(|table| {
            let mut rows = db.prepare(&format!("SELECT * FROM {table} ORDER BY 1, 2")).unwrap();
            let width = rows.column_count();
            let row = |row: &rusqlite::Row<'_>| {
                let values: Vec<_> = (0..width).map(|column| row.get_ref(column).unwrap()).collect();
                Ok(format!("{values:?}"))
            };
            rows.query_map((), row).unwrap().collect::<Result<Vec<_>, _>>().unwrap()
        })
        .collect()
}

#[test]
fn what_is_sound_stays_as_it_is() {
    let scratch = Scratch::new("sound");
    let path = file(&scratch);
    let before = content(&path);
    assert!(rebuilt(&path).is_empty());
    assert_eq!(content(&path), before);
}

#[test]
fn damaged_rows_become_what_the_journal_says() {
    for (name, sql, laws) in [
        ("level", "UPDATE levels SET available = available + 1 WHERE location_id = 'main'", &["replay"][..]),
        ("transit", "UPDATE levels SET in_transit = 2 WHERE in_transit = 3", &["replay"]),
        ("lost", "DELETE FROM levels WHERE location_id <> 'main'", &["replay"]),
        (
            "strange",
            "UPDATE levels SET id = replace(id, '0001.main', '0009.main') WHERE id LIKE '%0001.main'",
            &["replay"],
        ),
        ("sum", "UPDATE inventory SET sellable = sellable - 1, unavailable = 1", &["replay"]),
    ] {
        let scratch = Scratch::new(name);
        let path = file(&scratch);
        let whole = content(&path);
        damage(&path, sql);
        assert_eq!(broken(&verify(&path).unwrap()), laws, "{name}");
        let found = rebuilt(&path);
        assert!(!found.is_empty() && found.restored.is_empty(), "{name}: {found:?}");
        assert_eq!(broken(&verify(&path).unwrap()), [""; 0], "{name}");
        // An inventory that was changed has a new version; nothing else differs from what it was.
        if found.inventories.is_empty() {
            assert_eq!(content(&path), whole, "{name}");
        }
        assert!(rebuilt(&path).is_empty(), "{name}: once is enough");
        // The service goes on from there, and its feed tells of it.
        let told: i64 = Connection::open(&path)
            .unwrap()
            .query_row("SELECT count(*) FROM stock_events WHERE actor = 'rebuild'", (), |row| row.get(0))
            .unwrap();
        assert_eq!(told, i64::try_from(found.events.len()).unwrap(), "{name}");
        scratch.open().close();
    }
}

#[test]
fn a_lost_inventory_comes_back_with_default_settings_and_others_keep_theirs() {
    let scratch = Scratch::new("settings");
    let path = file(&scratch);
    damage(&path, "UPDATE inventory SET safety_stock = 3, low_stock_at = 9");
    damage(&path, "DELETE FROM inventory WHERE product_id LIKE '%2'");
    let found = rebuilt(&path);
    assert_eq!(found.restored.len(), 1);
    assert_eq!(broken(&verify(&path).unwrap()), [""; 0]);
    let settings: Vec<(i64, Option<i64>)> = Connection::open(&path)
        .unwrap()
        .prepare("SELECT safety_stock, low_stock_at FROM inventory ORDER BY product_id")
        .unwrap()
        .query_map((), |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert_eq!(settings, [(3, Some(9)), (0, None)]);
}

#[test]
fn a_damaged_journal_and_a_file_in_use_are_left_alone() {
    let scratch = Scratch::new("refused");
    let path = file(&scratch);
    damage(&path, "UPDATE movements SET from_bucket = 'reserved' WHERE seq = 5");
    damage(&path, "UPDATE levels SET available = 77 WHERE location_id = 'main'");
    let before = content(&path);
    let refused = rebuild(&path, UnixMillis::new(99)).unwrap_err();
    assert!(matches!(refused, RebuildError::Unplayable { .. }), "{refused}");
    assert!(refused.to_string().contains("movement 5"), "{refused}");
    assert_eq!(content(&path), before);

    let store = scratch.open();
    let refused = rebuild(&path, UnixMillis::new(99)).unwrap_err();
    assert!(matches!(refused, RebuildError::Open(OpenError::InUse(_))), "{refused}");
    store.close();
    let missing = rebuild(&scratch.path("nothing.db"), UnixMillis::new(99)).unwrap_err();
    assert!(matches!(missing, RebuildError::Open(_)), "{missing}");
}
