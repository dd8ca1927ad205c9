//! Import, export and verify against a running shop.

use std::{fs, net::TcpListener};

use client_sdk::{List, block_on};

use crate::shop::{Shop, binary, folder, said};

const FIRST: &str = "\
sku,name,price,currency,tags,category,options,group,quantity
CUP-1,Taza azul,9.50,EUR,cocina|azul,mesa/tazas,\"{\"\"colour\"\": \"\"azul\"\"}\",taza,12
CUP-2,Taza roja,9.50,EUR,,,{},,
JPY-1,\"Bowl, large\",1200,JPY,,,{},,0
BAD 1,No such SKU,1.00,EUR,,,{},,1
BAD-2,Too exact,1.005,EUR,,,{},,1
";

fn file(shop: &Shop, name: &str, content: &str) -> String {
    let path = shop.path(name);
    fs::write(&path, content).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn what_is_exported_imports_to_the_same_bytes() {
    let (from, to) = (Shop::empty("sqlite"), Shop::empty("memory"));
    let first = file(&from, "first.csv", FIRST);
    let imported = from.run(&["import", &first]);
    assert!(imported.status.success(), "{}", said(&imported));

    for ending in ["csv", "ndjson"] {
        let (one, two) = (from.path(&format!("one.{ending}")), from.path(&format!("two.{ending}")));
        let exported = from.run(&["export", one.to_str().unwrap()]);
        assert!(exported.status.success(), "{}", said(&exported));
        let imported = to.run(&["import", one.to_str().unwrap()]);
        assert!(imported.status.success(), "{}", said(&imported));
        to.run(&["export", two.to_str().unwrap()]);
        let (one, two) = (fs::read_to_string(&one).unwrap(), fs::read_to_string(&two).unwrap());
        assert_eq!(one, two);
        assert!(one.contains("CUP-1") && one.contains("1200"), "{one}");
    }
}

#[test]
fn refused_rows_are_put_aside_with_their_reasons_and_the_rest_goes_in() {
    let shop = Shop::empty("memory");
    let first = file(&shop, "first.csv", FIRST);
    let imported = shop.run(&["import", &first]);
    assert!(said(&imported).contains("5 rows: 3 products created"), "{}", said(&imported));
    let refused = fs::read_to_string(first.replace(".csv", ".refused.csv")).unwrap();
    assert_eq!(refused.lines().count(), 3, "{refused}");
    assert!(refused.contains("BAD 1") && refused.contains("attribute-invalid"), "{refused}");
}

#[test]
fn an_import_made_again_changes_nothing_and_leaves_stock_alone() {
    let shop = Shop::empty("memory");
    let first = file(&shop, "first.csv", FIRST);
    shop.run(&["import", &first]);
    let again = said(&shop.run(&["import", &first]));
    assert!(again.contains("0 products created, 0 updated, 3 unchanged"), "{again}");
    assert!(again.contains("0 initialised, 0 counted, 2 left alone"), "{again}");

    let more = file(&shop, "more.csv", "sku,name,price,currency,quantity\nCUP-1,Taza azul,9.50,EUR,99\n");
    assert!(said(&shop.run(&["import", "--set-stock", &more])).contains("1 counted"));
    let stock = block_on(shop.client().list_inventory(&List::new())).unwrap();
    assert!(stock.items.iter().any(|inventory| inventory.on_hand() == 99));
}

#[test]
fn a_dry_run_sends_nothing() {
    let shop = Shop::empty("memory");
    let first = file(&shop, "first.csv", FIRST);
    let dry = said(&shop.run(&["import", "--dry-run", &first]));
    assert!(dry.contains("5 rows read, 2 of them refused; nothing was sent"), "{dry}");
    assert_eq!(block_on(shop.client().list_products(&List::new())).unwrap().total, Some(0));
}

#[test]
fn the_laws_are_verified_in_a_file_and_over_http() {
    let shop = Shop::empty("sqlite");
    shop.run(&["import", &file(&shop, "first.csv", FIRST)]);
    let stock = format!("http://{}", shop.stock);
    for arguments in
        [vec!["verify", shop.path("stock.db").to_str().unwrap()], vec!["verify", "--url", &stock]]
    {
        let verified = shop.run(&arguments);
        assert!(verified.status.success(), "{}", said(&verified));
        assert!(said(&verified).contains("1 movements read"), "{}", said(&verified));
    }
}

#[test]
fn a_damaged_file_is_made_what_its_journal_says() {
    let mut shop = Shop::empty("sqlite");
    shop.run(&["import", &file(&shop, "first.csv", FIRST)]);
    let path = shop.path("stock.db");
    let command = ["verify", "--rebuild", path.to_str().unwrap()];
    let in_use = shop.run(&command);
    assert!(!in_use.status.success() && said(&in_use).contains("in use"), "{}", said(&in_use));

    shop.child.kill().unwrap();
    shop.child.wait().unwrap();
    let damaged = rusqlite::Connection::open(&path).unwrap();
    let changed = damaged.execute("UPDATE levels SET available = 7 WHERE available = 12", ()).unwrap();
    drop(damaged);
    assert_eq!(changed, 1);
    let broken = shop.run(&["verify", path.to_str().unwrap()]);
    assert!(!broken.status.success() && said(&broken).contains("BROKEN  replay"), "{}", said(&broken));
    let rebuilt = shop.run(&command);
    assert!(rebuilt.status.success() && said(&rebuilt).contains("is 12 on hand now"), "{}", said(&rebuilt));
    assert!(said(&shop.run(&command)).contains("Nothing to rebuild"));
}

#[test]
fn a_command_that_cannot_go_on_says_why_in_one_sentence() {
    let nowhere = folder();
    let missing = nowhere.join("missing.csv");
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    for (arguments, sentence) in [
        (vec!["import", missing.to_str().unwrap()], "cannot read"),
        (vec!["import", "products.xlsx"], "must end in .csv or .ndjson"),
        (vec!["verify", "no-such.db"], "no-such.db"),
        (vec!["catalog", "--queue-max", "many"], "QUEUE_MAX is \"many\"; it must be a whole number from 1."),
        (vec!["stock", "--database-url", "postgres://u:secret@h/db"], "PostgreSQL is not offered yet"),
        (vec!["stock", "--listen", "nowhere"], "LISTEN is \"nowhere\""),
        (
            vec!["stock", "--allocation", "nearest"],
            "ALLOCATION is \"nearest\"; it must be single-location-first",
        ),
        (vec!["web", "--listen", &taken], "another program listens there"),
        (vec!["catalog", "--listen", &taken, "--database-url", "memory:"], "another program listens there"),
        (vec!["web", "--public-url", "shop.example"], "it must be an address such as https://shop.example"),
        (vec!["web", "--product-service-url", "https://shop"], "PRODUCT_SERVICE_URL is \"https://shop\""),
        (vec!["web", "--internal-api-key", "a-secret\nkey"], "INTERNAL_API_KEY cannot be used"),
        (vec!["verify", "--url", "http://127.0.0.1:1"], "no connection"),
    ] {
        let failed = binary().current_dir(&nowhere).args(&arguments).output().unwrap();
        assert!(!failed.status.success(), "{arguments:?}");
        assert!(said(&failed).contains(sentence), "{arguments:?}: {}", said(&failed));
        assert!(!said(&failed).contains("secret"), "{arguments:?}");
        assert_eq!(said(&failed).trim().lines().count(), 1, "{arguments:?}: {}", said(&failed));
    }
}
