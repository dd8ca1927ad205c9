//! `cargo xtask wasm`: what runs in a browser, for `wasm32-unknown-unknown`.
//!
//! The target's standard library comes either installed with the toolchain or
//! is built from the library source that Debian ships with its second
//! compiler (`rustc-web`). The second way needs Debian packages and nothing
//! that rustup would have to download.

mod standard_library;

use std::process::Command;

use crate::{
    repo,
    run::{Outcome, cargo, run},
};

use standard_library::StandardLibrary;

const TARGET: &str = "wasm32-unknown-unknown";

/// A WebAssembly module of the npm package.
struct Module {
    /// The crate it is built from.
    package: &'static str,
    /// The name of the crate's library.
    library: &'static str,
    /// Where it goes with its glue.
    folder: &'static str,
    /// How its files are called there.
    name: &'static str,
    /// What a visitor may have to load at most, in bytes after gzip -9.
    gzip_max: u32,
}

const MODULES: &[Module] = &[
    Module {
        package: "wasm-client",
        library: "wasm_client",
        folder: "wasm-client/pkg",
        name: "client",
        gzip_max: 98_000,
    },
    Module {
        package: "wasm-rules",
        library: "wasm_rules",
        folder: "wasm-client/pkg/rules",
        name: "rules",
        gzip_max: 171_000,
    },
    Module {
        package: "wasm-shop",
        library: "wasm_shop",
        folder: "wasm-client/pkg/shop",
        name: "shop",
        gzip_max: 428_000,
    },
];

/// Builds the modules and says how large they are.
pub(crate) fn build() -> Outcome {
    build_modules(|_| None)
}

/// For the gate: shows first that the libraries need nothing else to build for
/// a browser, then builds the modules, and fails when one is too large.
pub(crate) fn hold() -> Outcome {
    let library = StandardLibrary::choose()?;
    let mut command = browser_cargo("check", &library)?;
    run(command.args(repo::libraries()))?;
    build_modules(|module| Some(module.gzip_max))
}

fn build_modules(gzip_max: impl Fn(&Module) -> Option<u32>) -> Outcome {
    let library = StandardLibrary::choose()?;
    eprintln!("{}", library.says()?);
    for module in MODULES {
        compile(module, &library)?;
    }
    for module in MODULES {
        write_glue(module, gzip_max(module))?;
    }
    Ok(())
}

/// By package alone, never the workspace: the servers do not build for a
/// browser. As nothing but a module, since cargo links across crates only
/// where no Rust library is asked for beside it.
fn compile(module: &Module, library: &StandardLibrary) -> Outcome {
    let mut command = browser_cargo("rustc", library)?;
    run(command.args(["--package", module.package, "--lib", "--crate-type", "cdylib"]))
}

/// Writes the module with its glue into the npm package.
fn write_glue(module: &Module, gzip_max: Option<u32>) -> Outcome {
    let built = repo::target().join("wasm").join(TARGET).join("wasm").join(module.library);
    let mut command = cargo(["run", "--quiet", "--locked", "--package", "xtask-bindgen", "--"]);
    command.arg(built.with_extension("wasm")).arg(repo::root().join(module.folder)).arg(module.name);
    run(command.args(gzip_max.map(|bytes| bytes.to_string())))
}

/// Cargo for the browser, in a target directory of its own, since two
/// compilers in one would rebuild each other's work.
fn browser_cargo(task: &str, library: &StandardLibrary) -> Outcome<Command> {
    let mut command = cargo([task, "--locked", "--profile", "wasm", "--target", TARGET]);
    command.arg("--no-default-features");
    command.env("CARGO_TARGET_DIR", repo::target().join("wasm"));
    command.env("RUSTFLAGS", without_build_paths());
    command.env_remove("RUSTC").env_remove("RUSTC_BOOTSTRAP");
    library.set(&mut command)?;
    Ok(command)
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
