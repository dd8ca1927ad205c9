//! `cargo xtask wasm`: the pure crates for `wasm32-unknown-unknown`.
//!
//! The target's standard library comes either installed with the toolchain or
//! is built from the library source that Debian ships with its second
//! compiler (`rustc-web`). The second way needs Debian packages and nothing
//! that rustup would have to download.

mod standard_library;

use crate::{
    repo,
    run::{Outcome, cargo, run},
};

use standard_library::StandardLibrary;

const TARGET: &str = "wasm32-unknown-unknown";

/// Builds the three libraries without default features.
///
/// By package alone, never the workspace: the servers do not build for a
/// browser. In a target directory of its own, since two compilers in one
/// would rebuild each other's work.
pub(crate) fn build() -> Outcome {
    let library = StandardLibrary::choose()?;
    eprintln!("{}", library.says()?);
    let mut command = cargo(["build", "--locked", "--profile", "wasm", "--target", TARGET]);
    command.arg("--no-default-features").args(repo::libraries());
    command.env("CARGO_TARGET_DIR", repo::target().join("wasm"));
    command.env("RUSTFLAGS", without_build_paths());
    command.env_remove("RUSTC").env_remove("RUSTC_BOOTSTRAP");
    library.set(&mut command)?;
    run(&mut command)
}

/// Panic messages name files; this keeps the builder's folders out of them.
fn without_build_paths() -> String {
    let renamed = [(Some(repo::root()), "trastienda"), (repo::cargo_home(), "cargo")];
    let flags = renamed.into_iter().filter_map(|(folder, name)| {
        let folder = folder?;
        Some(format!("--remap-path-prefix={}={name}", folder.display()))
    });
    flags.collect::<Vec<_>>().join(" ")
}
