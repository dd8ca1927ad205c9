//! What the npm package weighs and costs in a browser, where it is built and there is one.

use std::{fs, path::Path, process::Command};

use crate::Failed;

/// Its name for `--only`.
pub(crate) const NAME: &str = "browser";

const PACKAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../wasm-client");
const MODULES: [&str; 3] = ["client_bg.wasm", "rules/rules_bg.wasm", "shop/shop_bg.wasm"];
/// Measures calls in Chromium, each way in turn.
const SCRIPT: &str = "tests/cost/run.mjs";

/// Sentences: the sizes, and what a call costs; or why there are none.
pub(crate) fn measure() -> Result<Vec<String>, Failed> {
    let mut said = Vec::new();
    for module in MODULES {
        let Ok(bytes) = fs::read(Path::new(PACKAGE).join("pkg").join(module)) else {
            return Ok(vec!["The npm package is not built here, so nothing of it was measured.".to_owned()]);
        };
        said.push(format!("`{module}` has {} bytes{}.", bytes.len(), zipped(module)));
    }
    match Command::new("node").arg(SCRIPT).current_dir(PACKAGE).output() {
        Ok(done) if done.status.success() => {
            said.extend(String::from_utf8(done.stdout)?.lines().map(|line| format!("A page of 20 {line}.")));
        }
        Ok(done) => {
            let why = String::from_utf8_lossy(&done.stderr).into_owned();
            let why = why.lines().find(|line| line.contains("Error")).unwrap_or("no reason given").to_owned();
            said.push(format!("What a call costs in a browser was not measured: {why}"));
        }
        Err(error) => said.push(format!("What a call costs in a browser was not measured: node: {error}.")),
    }
    Ok(said)
}

/// How long it is on its way.
fn zipped(module: &str) -> String {
    let zip = Command::new("gzip")
        .args(["-9", "--stdout"])
        .arg(Path::new(PACKAGE).join("pkg").join(module))
        .output();
    zip.map_or_else(|_| String::new(), |zip| format!(", {} zipped", zip.stdout.len()))
}
