//! The documents that describe the services, kept where readers and tools find them. With
//! `UPDATE_SNAPSHOTS=1` they are written anew: read the difference before keeping it.

use std::{fs, path::Path};

use crate::shop::binary;

#[test]
fn the_kept_documents_are_what_the_binary_prints() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    for (which, file) in [
        ("catalog", "openapi/catalog.json"),
        ("stock", "openapi/stock.json"),
        ("postman", "trastienda.postman_collection.json"),
    ] {
        let printed = binary().args(["openapi", which]).output().unwrap();
        assert!(printed.status.success(), "{printed:?}");
        let kept = docs.join(file);
        if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
            fs::write(&kept, &printed.stdout).unwrap();
        }
        let kept = fs::read_to_string(&kept).unwrap_or_default();
        assert!(
            kept.as_bytes() == printed.stdout,
            "docs/{file} is not what `trastienda openapi {which}` prints"
        );
    }
}
