//! Imports over scripted services: what is sent, and what comes of each answer.

use catalog_core::{
    api::{
        document::error_document,
        fault::{Fault, Problem},
    },
    product::ProductId,
};
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use stock_core::error::StockCode;

use super::*;
use crate::{error::ApiError, transport::Response};

const HEADER: &str = "sku,name,price,currency,tags,quantity\n";

fn import(format: Format) -> Import {
    Import::new(ImportOptions::new(format))
}

/// What an import did with a file, every request answered by `answer`.
#[derive(Debug, Default, PartialEq)]
struct Seen {
    sent: Vec<(String, Vec<Json>)>,
    refused: Vec<Refused>,
    report: Report,
}

fn run(
    import: Import,
    chunks: &[&[u8]],
    answer: impl FnMut(&str, &[Json]) -> Result<Vec<OperationResult>, SdkError>,
) -> Result<Seen, ImportError> {
    run_by(import, chunks, answer, false)
}

/// The same, reading ahead while an answer is awaited, or not.
fn run_by(
    mut import: Import,
    chunks: &[&[u8]],
    mut answer: impl FnMut(&str, &[Json]) -> Result<Vec<OperationResult>, SdkError>,
    ahead: bool,
) -> Result<Seen, ImportError> {
    let (mut seen, mut chunks) = (Seen::default(), chunks.iter());
    loop {
        match import.step()? {
            Step::Read => match chunks.next() {
                Some(chunk) => import.push(chunk),
                None => import.finish(),
            },
            Step::Refused(refused) => seen.refused.push(refused),
            Step::Send(exchange) => {
                let body: Json = serde_json::from_slice(&exchange.call.body).unwrap();
                let operations = body["atomic:operations"].as_array().unwrap().clone();
                let path = exchange.call.target.split('?').next().unwrap().to_owned();
                let answered = answer(&path, &operations);
                seen.sent.push((path, operations));
                while ahead && import.reads_ahead()? {
                    match chunks.next() {
                        Some(chunk) => import.push(chunk),
                        None => import.finish(),
                    }
                }
                import.answer(answered)?;
            }
            Step::Done => break,
        }
    }
    seen.report = import.report();
    Ok(seen)
}

#[expect(clippy::unnecessary_wraps, reason = "it stands where an answer may be a refusal")]
fn all_created(path: &str, operations: &[Json]) -> Result<Vec<OperationResult>, SdkError> {
    let result = |place: usize| {
        let id = ProductId(uuid::Uuid::from_u128(place as u128)).to_string();
        let data = catalog_core::api::document::ResourceObject { id, ..Default::default() };
        let outcome =
            if path.ends_with("stock-operations") { json!({}) } else { json!({ "outcome": "created" }) };
        OperationResult { data: Some(data), meta: outcome.as_object().unwrap().clone() }
    };
    Ok((0..operations.len()).map(result).collect())
}

fn rows(count: usize, mark: &str) -> String {
    let rows: Vec<String> = (0..count).map(|number| format!("S{mark}-{number},N,1,EUR,,\n")).collect();
    rows.concat()
}

fn refuse(faults: &[Fault]) -> SdkError {
    let mut response = Response::new(error_document(faults, "r", None).into());
    let status = catalog_core::api::fault::common_status(faults);
    *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
    Box::new(ApiError::read(&response).unwrap()).into()
}

fn attributes(operation: &Json) -> &Json {
    &operation["data"]["attributes"]
}

#[test]
fn a_row_becomes_an_upsert_and_its_stock() {
    let file = format!("{HEADER}MUG-1,\"Mug, blue\",8.5,EUR,a|b,7\nPEN,Pen,1,JPY,,\n");
    let seen = run(import(Format::Csv), &[file.as_bytes()], all_created).unwrap();
    let (path, operations) = &seen.sent[0];
    assert_eq!(path, "/api/v1/operations");
    assert_eq!(operations[0]["meta"], json!({ "upsertBy": "sku" }));
    assert_eq!(attributes(&operations[0])["price"], json!({ "amount": 850, "currency": "EUR" }));
    assert_eq!(attributes(&operations[0])["tags"], json!(["a", "b"]));
    assert_eq!(attributes(&operations[1])["tags"], json!([]), "an empty cell sets the default");
    assert!(attributes(&operations[0]).get("category").is_none(), "an absent column keeps the value");
    let (path, operations) = &seen.sent[1];
    assert_eq!((path.as_str(), operations.len()), ("/api/v1/stock-operations", 1));
    assert_eq!(attributes(&operations[0]), &json!({ "quantity": 7 }));
    assert_eq!(seen.report, Report { rows: 2, created: 2, initialised: 1, ..Report::default() });
}

#[test]
fn both_formats_say_the_same() {
    let csv = "sku,name,price,currency,description,category,tags,status,group,options,images,metadata,quantity\n\
        A,N,2.00,EUR,,a/b,x|y,draft,g,\"{\"\"Size\"\":\"\"XL\"\"}\",\"[{\"\"url\"\":\"\"/i.png\"\",\"\"alt\"\":\"\"\"\"}]\",,3\n";
    let line = r#"{"sku":"A","name":"N","price":"2.00","currency":"EUR","description":null,"category":"a/b","tags":["x","y"],"status":"draft","group":"g","options":{"Size":"XL"},"images":[{"url":"/i.png","alt":""}],"metadata":null,"quantity":3}"#;
    let from_csv = run(import(Format::Csv), &[csv.as_bytes()], all_created).unwrap();
    let from_lines = run(import(Format::NdJson), &[line.as_bytes()], all_created).unwrap();
    assert!(from_csv.refused.is_empty() && !from_csv.sent.is_empty());
    assert_eq!(from_csv, from_lines);
}

#[test]
fn a_bad_row_is_put_aside_with_every_reason_and_the_rest_goes_in() {
    let file = format!("{HEADER}A,Good,1.00,EUR,,\nB C,,x,EUR,,-1\nD,Few\nE,Good,1.00,EUR,,\n");
    let seen = run(import(Format::Csv), &[file.as_bytes()], all_created).unwrap();
    assert_eq!(seen.report, Report { rows: 4, created: 2, refused: 2, ..Report::default() });
    assert_eq!(seen.refused.iter().map(|refused| refused.line).collect::<Vec<_>>(), [3, 4]);
    assert_eq!(seen.refused[0].sku.as_deref(), Some("B C"));
    assert!(seen.refused[0].reasons.len() >= 4, "{:?}", seen.refused[0].reasons);
    let line = String::from_utf8(seen.refused[0].to_line()).unwrap();
    assert!(line.starts_with("B C,,x,EUR,,-1,\""), "{line}");
}

#[test]
fn refused_rows_can_be_mended_and_imported_again() {
    let mut first = import(Format::Csv);
    first.push(b"quantity,sku,name,price,currency\n1,A B,N,1.00,EUR\n");
    first.finish();
    let Step::Refused(refused) = first.step().unwrap() else { panic!("it is not refused") };
    let file = [first.refused_header(), refused.to_line()].concat();
    let mended = String::from_utf8(file).unwrap().replace("A B", "A-B");
    let seen = run(import(Format::Csv), &[mended.as_bytes()], all_created).unwrap();
    assert_eq!(seen.report.created, 1);
}

#[test]
fn the_header_must_be_right() {
    for (header, says) in [
        ("sku,name,price,currency,colour\n", "colour"),
        ("sku,name,price\n", "currency"),
        ("sku,sku,name,price,currency\n", "twice"),
    ] {
        let refused = run(import(Format::Csv), &[header.as_bytes()], all_created).unwrap_err();
        assert!(refused.to_string().contains(says), "{refused}");
    }
    let line = br#"{"sku":"A","name":"N","price":"1","currency":"EUR","colour":1}"#;
    assert_eq!(run(import(Format::NdJson), &[line], all_created).unwrap().report.refused, 1);
}

#[test]
fn a_batch_refused_for_one_row_is_sent_again_without_it() {
    let file = format!("{HEADER}A,N,1,EUR,,\nB,N,1,EUR,,\nC,N,1,EUR,,\n");
    let mut refused_once = false;
    let seen = run(import(Format::Csv), &[file.as_bytes()], |path, operations| {
        if std::mem::replace(&mut refused_once, true) {
            return all_created(path, operations);
        }
        let fault = Fault::new(Problem::IdTaken, "said").at("/atomic:operations/1/data/attributes/sku");
        Err(refuse(&[fault]))
    })
    .unwrap();
    assert_eq!(seen.sent.iter().map(|(_, operations)| operations.len()).collect::<Vec<_>>(), [3, 2]);
    assert_eq!(seen.refused[0].sku.as_deref(), Some("B"));
    assert_eq!(seen.refused[0].reasons[0].code, "id-taken");
    assert_eq!((seen.report.created, seen.report.refused), (2, 1));
}

#[test]
fn stock_that_exists_is_left_alone_or_counted() {
    let file = format!("{HEADER}A,N,1,EUR,,5\nB,N,1,EUR,,6\n");
    let exists = |path: &str, operations: &[Json]| {
        if path.ends_with("stock-operations") && operations[0]["data"]["type"] == "inventory" {
            let fault = Fault::new(StockCode::InventoryExists, "said").at("/atomic:operations/0/data");
            return if operations.len() == 2 { Err(refuse(&[fault])) } else { all_created(path, operations) };
        }
        all_created(path, operations)
    };
    let kept = run(import(Format::Csv), &[file.as_bytes()], exists).unwrap();
    assert_eq!((kept.report.kept, kept.report.initialised, kept.report.refused), (1, 1, 0));
    let options = ImportOptions { set_stock: true, ..ImportOptions::new(Format::Csv) };
    let counted = run(Import::new(options), &[file.as_bytes()], exists).unwrap();
    assert_eq!((counted.report.counted, counted.report.initialised), (1, 1));
    let (_, operations) = counted.sent.last().unwrap();
    assert_eq!(attributes(&operations[0]), &json!({ "kind": "count", "counted": 5, "reason": "import" }));
    assert_eq!(operations[1]["data"]["type"], "inventory");
}

#[test]
fn a_failure_of_no_row_ends_it() {
    let file = format!("{HEADER}A,N,1,EUR,,\nB,N,1,EUR,,\n");
    for problem in [Problem::Unauthorised, Problem::Forbidden, Problem::NotReady] {
        let failed =
            run(import(Format::Csv), &[file.as_bytes()], |_, _| Err(refuse(&[Fault::new(problem, "said")])));
        assert!(matches!(failed, Err(ImportError::Call(_))), "{problem:?}");
    }
}

#[test]
fn a_body_too_large_is_halved() {
    let rows = rows(10, "");
    let seen = run(import(Format::Csv), &[format!("{HEADER}{rows}").as_bytes()], |path, operations| {
        let too_large = || refuse(&[Fault::new(Problem::BodyTooLarge, "said")]);
        if operations.len() > 3 { Err(too_large()) } else { all_created(path, operations) }
    })
    .unwrap();
    assert_eq!((seen.report.created, seen.report.rows), (10, 10));
}

#[test]
fn a_dry_run_checks_and_sends_nothing() {
    let file = format!("{HEADER}A,N,1,EUR,,5\nB,N,x,EUR,,6\n");
    let options = ImportOptions { dry_run: true, ..ImportOptions::new(Format::Csv) };
    let seen = run(Import::new(options), &[file.as_bytes()], all_created).unwrap();
    assert!(seen.sent.is_empty());
    assert_eq!((seen.report.rows, seen.report.refused), (2, 1));
}

#[test]
fn batches_are_cut_by_number_by_bytes_and_where_a_sku_comes_again() {
    let rows = rows(2_500, "");
    let seen = run(import(Format::Csv), &[format!("{HEADER}{rows}").as_bytes()], all_created).unwrap();
    assert_eq!(
        seen.sent.iter().map(|(_, operations)| operations.len()).collect::<Vec<_>>(),
        [1000, 1000, 500]
    );
    let small = ImportOptions { body_bytes_max: 1_000, ..ImportOptions::new(Format::Csv) };
    let seen = run(Import::new(small), &[format!("{HEADER}{rows}").as_bytes()], all_created).unwrap();
    assert!(
        seen.sent
            .iter()
            .all(|(_, operations)| json!({ "atomic:operations": operations }).to_string().len() <= 1_000)
    );
    assert_eq!(seen.report.created, 2_500);
    let again = format!("{HEADER}a,N,1,EUR,,\nA,M,1,EUR,,\n");
    let seen = run(import(Format::Csv), &[again.as_bytes()], all_created).unwrap();
    assert_eq!(seen.sent.len(), 2);
}

#[test]
fn reading_ahead_changes_nothing() {
    // Bad rows, a SKU that comes again, stock that exists, operations refused, and bodies that are too long.
    let lines = (0..3_000).map(|number| match number % 700 {
        0 => "bad,,x,EUR,,\n".to_owned(),
        1 => "again,N,1,EUR,,2\n".to_owned(),
        place => format!("S{number},N{place},1,EUR,,{}\n", if place % 9 == 0 { "3" } else { "" }),
    });
    let file = format!("{HEADER}{}", lines.collect::<String>());
    let answer = |path: &str, operations: &[Json]| {
        if operations.len() > 600 {
            let detail = "too long";
            return Err(refuse(&[Fault::new(Problem::BodyTooLarge, detail)]));
        }
        let pointer = |place: usize| format!("/atomic:operations/{place}/data");
        let is_bad = |operation: &Json| operation.to_string().contains("N13\"");
        if let Some(place) = operations.iter().position(is_bad) {
            return Err(refuse(&[Fault::new(Problem::AttributeInvalid, "no").at(pointer(place))]));
        }
        all_created(path, operations)
    };
    let chunks: Vec<&[u8]> = file.as_bytes().chunks(997).collect();
    let [plain, ahead] = [false, true].map(|ahead| {
        let mut seen = run_by(import(Format::Csv), &chunks, answer, ahead).unwrap();
        // Rows of a body that was halved may be refused behind what was read since.
        seen.refused.sort_by_key(|refused| refused.line);
        seen
    });
    assert_eq!(ahead, plain);
    assert_eq!((plain.report.rows, plain.report.refused), (3_000, 5 + 5));
}

#[test]
fn memory_stays_bounded_while_a_file_goes_through() {
    let mut import = import(Format::Csv);
    import.push(HEADER.as_bytes());
    for number in 0..200 {
        let rows = rows(100, &number.to_string());
        import.push(rows.as_bytes());
        while let Step::Send(exchange) = import.step().unwrap() {
            let body: Json = serde_json::from_slice(&exchange.call.body).unwrap();
            let operations = body["atomic:operations"].as_array().unwrap().clone();
            import.answer(all_created("", &operations)).unwrap();
        }
        assert!(import.gathered.len() <= OPERATIONS_MAX && import.held.len() <= 1);
        assert!(import.records.held_bytes() <= rows.len());
    }
}

#[test]
fn a_quote_that_is_never_closed_does_not_take_in_the_file() {
    let mut import = import(Format::Csv);
    import.push(format!("{HEADER}\"A").as_bytes());
    let chunk = vec![b'x'; 64 * 1024];
    let ended = (0..40).find_map(|_| match import.step() {
        Ok(Step::Read) => {
            import.push(&chunk);
            None
        }
        other => Some(other.map(|_| ()).unwrap_err()),
    });
    assert!(matches!(ended, Some(ImportError::RecordTooLong { line: 2 })), "{ended:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn where_chunks_end_makes_no_difference(cuts in proptest::collection::vec(0..400_usize, 0..8), lines: bool) {
        let (format, file) = if lines {
            let object = |sku: &str| format!("{}\r\n\n", json!({ "sku": sku, "name": "é", "price": "1", "currency": "EUR" }));
            (Format::NdJson, format!("\u{feff}{}{}nothing\n{}", object("A"), object("B"), object("C")))
        } else {
            (Format::Csv, format!("\u{feff}{HEADER}A,\"two\r\nlines, \"\"é\"\"\",1,EUR,,\r\n\r\n\nB,N,1,EUR,a|b,4\nbad\nC,N,1,EUR,,"))
        };
        let bytes = file.as_bytes();
        let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(bytes.len())).collect();
        cuts.extend([0, bytes.len()]);
        cuts.sort_unstable();
        let chunks: Vec<&[u8]> = cuts.windows(2).map(|pair| &bytes[pair[0]..pair[1]]).collect();
        let cut = run(import(format), &chunks, all_created).unwrap();
        prop_assert_eq!(&cut, &run(import(format), &[bytes], all_created).unwrap());
        // A line feed in a name is refused by its rule; in the other format only the line that is no object.
        prop_assert_eq!((cut.report.rows, cut.report.created), (4, if lines { 3 } else { 2 }));
        prop_assert_eq!(cut.refused.iter().map(|refused| refused.line).collect::<Vec<_>>(), if lines { vec![5] } else { vec![2, 7] });
    }

    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300), csv: bool) {
        let file = [HEADER.as_bytes(), &bytes].concat();
        let format = if csv { Format::Csv } else { Format::NdJson };
        let _ = run(import(format), &[&file], all_created);
    }
}
