//! A crate knows those to its left.

use super::Source;

/// Each crate's folder, its name, and the crates of the project that it may
/// know, in tests too.
const KNOWS: &[(&str, &str, &[&str])] = &[
    ("catalog-core", "catalog-core", &[]),
    ("stock-core", "stock-core", &["catalog-core"]),
    ("client-sdk", "client-sdk", &["catalog-core", "stock-core"]),
    ("wasm-client/glue", "wasm-glue", &["catalog-core", "stock-core", "client-sdk"]),
    ("wasm-client", "wasm-client", &["catalog-core", "stock-core", "client-sdk", "wasm-glue"]),
    ("wasm-client/rules", "wasm-rules", &["catalog-core", "stock-core", "client-sdk", "wasm-glue"]),
    ("wasm-client/shop", "wasm-shop", &["catalog-core", "stock-core", "client-sdk"]),
    ("servers/shell", "trastienda-shell", &["catalog-core"]),
    ("servers/storage", "trastienda-storage", &["catalog-core"]),
    ("servers/catalog", "trastienda-catalog", &["catalog-core", "trastienda-storage"]),
    (
        "servers/stock",
        "trastienda-stock",
        &["catalog-core", "stock-core", "client-sdk", "trastienda-storage"],
    ),
    ("servers/web", "trastienda-web", &["catalog-core", "stock-core", "client-sdk", "trastienda-shell"]),
    (
        "servers/trastienda",
        "trastienda",
        &[
            "catalog-core",
            "stock-core",
            "client-sdk",
            "trastienda-shell",
            "trastienda-storage",
            "trastienda-catalog",
            "trastienda-stock",
            "trastienda-web",
        ],
    ),
    ("xtask", "xtask", &[]),
    ("xtask/bindgen", "xtask-bindgen", &[]),
];

/// The crates that do no input or output, and what would bring it in.
const PURE: &[&str] = &["catalog-core", "stock-core", "client-sdk"];
const IMPURE: &[&str] = &["tokio", "hyper", "hyper-util", "rusqlite", "getrandom", "rand", "socket2"];

/// Every manifest depends on what its place allows, and every crate has one.
pub(super) fn point_one_way(sources: &[Source]) -> Vec<String> {
    let mut broken = Vec::new();
    for source in sources {
        let Some(folder) = source.path.strip_suffix("/Cargo.toml") else { continue };
        let Some((_, name, allowed)) = KNOWS.iter().find(|(place, ..)| *place == folder) else {
            broken.push(source.complaint(1, "say in xtask/src/tidy/arrows.rs what this crate may know"));
            continue;
        };
        for (line, dependency) in dependencies(&source.text) {
            // A crate may turn on its own features for its tests.
            let ours = KNOWS.iter().any(|(_, ours, _)| *ours == dependency) && dependency != *name;
            if ours && !allowed.contains(&dependency) {
                broken.push(source.complaint(line, &format!("{name} must not know {dependency}")));
            }
            if PURE.contains(name) && IMPURE.contains(&dependency) {
                broken.push(source.complaint(line, &format!("{name} is pure; {dependency} is the host's")));
            }
        }
    }
    broken
}

/// The names in every table of dependencies, with their lines.
fn dependencies(manifest: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut inside = false;
    for (n, line) in manifest.lines().enumerate() {
        if let Some(table) = line.strip_prefix('[') {
            inside = table.trim_end().ends_with("dependencies]");
        } else if inside && let Some((name, _)) = line.split_once(['.', '=', ' ']) {
            found.push((n + 1, name.trim()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{super::sources::one, *};

    fn complaints(path: &str, text: &str) -> usize {
        point_one_way(&one(path, text)).len()
    }

    #[test]
    fn an_arrow_to_the_right_is_found_in_any_table() {
        for table in ["dependencies", "dev-dependencies", "target.'cfg(unix)'.dependencies"] {
            let text = format!("[package]\nname = \"stock-core\"\n[{table}]\nclient-sdk.workspace = true\n");
            assert_eq!(complaints("stock-core/Cargo.toml", &text), 1, "{table}");
        }
    }

    #[test]
    fn arrows_to_the_left_and_to_itself_pass() {
        let text = "[dependencies]\ncatalog-core = { workspace = true }\nserde.workspace = true\n\
                    [dev-dependencies]\nstock-core = { path = \".\" }\n";
        assert_eq!(complaints("stock-core/Cargo.toml", text), 0);
    }

    #[test]
    fn a_pure_crate_takes_no_runtime() {
        assert_eq!(complaints("catalog-core/Cargo.toml", "[dependencies]\ntokio.workspace = true\n"), 1);
        assert_eq!(complaints("servers/shell/Cargo.toml", "[dependencies]\ntokio.workspace = true\n"), 0);
    }

    #[test]
    fn an_unlisted_crate_is_named() {
        assert_eq!(complaints("servers/new/Cargo.toml", ""), 1);
    }
}
