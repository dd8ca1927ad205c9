//! Where things are in the working copy.

use std::path::{Path, PathBuf};

/// The crates that are libraries for others: published, pure, built for wasm32.
pub(crate) const LIBRARIES: [&str; 3] = ["catalog-core", "stock-core", "client-sdk"];

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    // Cargo sets the variable for `cargo run`, also after the clone moved.
    let xtask = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    xtask.parent().map_or_else(|| xtask.clone(), Path::to_path_buf)
}

/// The build directory that every host build shares.
pub(crate) fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(directory) => root().join(directory),
        None => root().join("target"),
    }
}

/// Where cargo keeps what it downloaded.
pub(crate) fn cargo_home() -> Option<PathBuf> {
    let at_home = || Some(std::env::home_dir()?.join(".cargo"));
    std::env::var_os("CARGO_HOME").map(PathBuf::from).or_else(at_home)
}

/// The libraries as `-p NAME` arguments.
pub(crate) fn libraries() -> Vec<&'static str> {
    LIBRARIES.iter().flat_map(|name| ["-p", name]).collect()
}
