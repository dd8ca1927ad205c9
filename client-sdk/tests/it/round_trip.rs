//! Import and export are each other's inverse.

use catalog_core::{api::fault::Problem, product::Product};
use client_sdk::{
    Client, List, Native, SdkError, block_on,
    import::{Import, ImportError, ImportOptions, Refused, Report, Step},
    sheet::Format,
    transport::in_process::InProcess,
};
use stock_core::model::Inventory;

use crate::shop::{self, client};

type Shop = Client<InProcess<shop::Product, shop::Inventory>, Native>;

/// Imports a file in small pieces.
fn import(client: &Shop, options: ImportOptions, file: &[u8]) -> Result<(Report, Vec<Refused>), ImportError> {
    let (mut import, mut pieces, mut refusals) = (Import::new(options), file.chunks(97), Vec::new());
    loop {
        match import.step()? {
            Step::Read => match pieces.next() {
                Some(piece) => import.push(piece),
                None => import.finish(),
            },
            Step::Send(exchange) => {
                let answer = block_on(client.send(exchange));
                import.answer(answer)?;
            }
            Step::Refused(refused) => refusals.push(refused),
            Step::Done => return Ok((import.report(), refusals)),
        }
    }
}

fn export(client: &Shop, format: Format) -> String {
    let mut file = Vec::new();
    let written = block_on(client.export::<SdkError>(format, |bytes| {
        file.extend_from_slice(bytes);
        Ok(())
    }));
    written.expect("an export");
    String::from_utf8(file).expect("UTF-8")
}

const SHEET: &str = "sku,name,price,currency,description,category,tags,status,group,options,images,metadata,quantity
B-1,\"Taza, \"\"azul\"\"\",8.50,EUR,\"Two
lines\r
and three\",Hogar/Tazas,azul|barro,active,taza,\"{\"\"Color\"\":\"\"azul\"\"}\",\"[{\"\"url\"\":\"\"/taza.png\"\",\"\"alt\"\":\"\"Taza\"\"}]\",\"{\"\"k\"\":\"\"\"\"}\",12
a-1, Ñandú ,1200,JPY,,,,draft,,,,,
C-1,Zero,0.000,KWD,,,,archived,,,,,0
";

#[test]
fn what_was_exported_is_imported_and_exported_the_same_in_both_formats() {
    let first = client();
    let (report, refused) = import(&first, ImportOptions::new(Format::Csv), SHEET.as_bytes()).unwrap();
    assert_eq!((report.created, report.initialised, refused.len()), (3, 2, 0), "{refused:?}");
    for format in [Format::Csv, Format::NdJson] {
        let exported = export(&first, format);
        assert_eq!(exported.lines().filter(|line| line.contains("Zero")).count(), 1);
        let second = client();
        let (report, refused) = import(&second, ImportOptions::new(format), exported.as_bytes()).unwrap();
        assert_eq!((report.created, refused.len()), (3, 0), "{refused:?}");
        assert_eq!(export(&second, format), exported);
        // And again into the shop it came from: nothing changes.
        let (report, _) = import(&first, ImportOptions::new(format), exported.as_bytes()).unwrap();
        assert_eq!((report.unchanged, report.kept, report.initialised), (3, 2, 0));
    }
}

#[test]
fn a_thousand_and_more_rows_go_in_with_the_bad_ones_left_out() {
    let client = client();
    let things = (0..1_203).map(|number| format!("S-{number:04},Thing,1.00,EUR,,,{}\n", number % 7));
    // The rules of the service refuse two of these: the same variant again.
    let variants =
        (0..3).map(|number| format!("V-{number},Variant,1.00,EUR,v,\"{{\"\"Size\"\":\"\"S\"\"}}\",1\n"));
    let header = ["sku,name,price,currency,group,options,quantity\n".to_owned()];
    let sheet: String = header.into_iter().chain(things).chain(variants).collect();
    let (report, refused) = import(&client, ImportOptions::new(Format::Csv), sheet.as_bytes()).unwrap();
    assert_eq!((report.rows, report.created, report.initialised), (1_206, 1_204, 1_204));
    assert_eq!(
        refused.iter().map(|refused| refused.sku.as_deref()).collect::<Vec<_>>(),
        [Some("V-1"), Some("V-2")]
    );
    assert_eq!(refused[0].reasons[0].code, "variant-taken");
    let products = block_on(client.list_products(&List::<Product>::new())).unwrap();
    assert_eq!(products.total, Some(1_204));
}

#[test]
fn a_count_sets_stock_that_exists() {
    let client = client();
    let sheet = |quantity: &str| format!("sku,name,price,currency,quantity\nA,N,1.00,EUR,{quantity}\n");
    let count = ImportOptions { set_stock: true, ..ImportOptions::new(Format::Csv) };
    let on_hand = || {
        let page = block_on(client.list_inventory(&List::<Inventory>::new())).unwrap();
        page.items.first().map(Inventory::on_hand)
    };
    import(&client, count, sheet("5").as_bytes()).unwrap();
    assert_eq!(on_hand(), Some(5));
    import(&client, ImportOptions::new(Format::Csv), sheet("9").as_bytes()).unwrap();
    assert_eq!(on_hand(), Some(5));
    let (report, _) = import(&client, count, sheet("9").as_bytes()).unwrap();
    assert_eq!((report.counted, on_hand()), (1, Some(9)));
    import(&client, count, sheet("").as_bytes()).unwrap();
    assert_eq!(on_hand(), Some(9));
}

#[test]
fn a_refusal_of_the_whole_request_ends_an_import() {
    let reader = catalog_core::api::request::Caller::new("reader", ["catalog:read"]);
    let services = shop::services().with_keys([("owner".to_owned(), reader)]);
    let client = Client::new(services, Native::default(), shop::site());
    let sheet = b"sku,name,price,currency\nA,N,1.00,EUR\n";
    match import(&client, ImportOptions::new(Format::Csv), sheet) {
        Err(ImportError::Call(error)) => assert!(error.is(Problem::Forbidden)),
        other => panic!("{other:?}"),
    }
}
