//! The documents say what the code says.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use catalog_core::{
    api::fault::{Code, Problem},
    product::ProductRejection,
};
use stock_core::error::StockCode;
use trastienda_web::WebCode;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A document, by its path in the repository.
pub(crate) fn document(path: &str) -> String {
    fs::read_to_string(root().join(path)).expect("the document can be read")
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
    let web = WebCode::ALL.iter().map(|code| code.code());
    general.chain(ProductRejection::CODES.iter().copied()).chain(stock).chain(web)
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

/// Every document for readers, by its path in the repository.
const DOCUMENTS: [&str; 9] = [
    "README.md",
    "docs/README.es.md",
    "CHANGELOG.md",
    "docs/adding-an-endpoint.md",
    "docs/adr/README.md",
    "docs/architecture.md",
    "docs/errors.md",
    "docs/operations.md",
    "docs/webhooks.md",
];

#[test]
fn links_within_the_repository_lead_somewhere() {
    for path in DOCUMENTS {
        let text = document(path);
        let folder = Path::new(path).parent().unwrap();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link) {
            let file = link.split('#').next().unwrap();
            if file.is_empty() || file.starts_with("http") {
                continue;
            }
            assert!(root().join(folder).join(file).exists(), "{path} links to {link}");
        }
    }
}

#[test]
fn the_index_of_decisions_lists_each_once() {
    let index = document("docs/adr/README.md");
    for entry in fs::read_dir(root().join("docs/adr")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name != "README.md" {
            assert_eq!(index.matches(&format!("({name})")).count(), 1, "{name}");
        }
    }
}

/// The blocks of code that are the same in every language: calls, and programs.
fn examples(markdown: &str) -> Vec<&str> {
    let blocks = markdown.split("```").skip(1).step_by(2);
    blocks.filter(|block| ["sh\ncurl", "js\n", "rust\n"].iter().any(|kind| block.starts_with(kind))).collect()
}

#[test]
fn both_readmes_give_the_same_examples() {
    let (english, spanish) = (document("README.md"), document("docs/README.es.md"));
    let (english, spanish) = (examples(&english), examples(&spanish));
    assert_eq!(english, spanish);
    assert_eq!(english.len(), 6, "the examples are found");
}
