//! The documents say what the code says.

use std::{collections::BTreeMap, fs, path::Path};

use catalog_core::{
    api::fault::{Code, Problem},
    product::ProductRejection,
};
use stock_core::error::StockCode;

/// A document, by its path in the repository.
fn document(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    fs::read_to_string(root.join(path)).unwrap()
}

/// The cells of each table row that begins with something in backquotes.
fn rows(markdown: &str) -> impl Iterator<Item = Vec<&str>> {
    markdown.lines().filter_map(|line| {
        let row = line.strip_prefix("| `")?.strip_suffix(" |")?;
        Some(row.split(" | ").collect())
    })
}

fn codes() -> impl Iterator<Item = Code> {
    let general = Problem::ALL.iter().map(|problem| problem.code());
    let stock = StockCode::ALL.iter().map(|code| code.code());
    general.chain(ProductRejection::CODES.iter().copied()).chain(stock)
}

#[test]
fn each_error_code_has_one_row_with_its_status_and_title() {
    let text = document("docs/errors.md");
    let mut described: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for row in rows(&text) {
        let [name, status, title, meaning, advice] = row[..] else { panic!("five cells: {row:?}") };
        assert!(!meaning.is_empty() && !advice.is_empty(), "{name} says nothing");
        described.entry(name.trim_end_matches('`')).or_default().push((status, title));
    }
    for code in codes() {
        let status = code.status.to_string();
        assert_eq!(described.remove(code.name), Some(vec![(status.as_str(), code.title)]), "{}", code.name);
    }
    assert!(described.is_empty(), "no such codes: {described:?}");
}
