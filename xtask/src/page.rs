//! The front end and the npm package that it stands on.

use crate::{npm::Package, run::Outcome, wasm};

/// The package `@trastienda/client`: its WebAssembly modules, and its
/// TypeScript made JavaScript.
pub(crate) fn build_client() -> Outcome {
    wasm::build()?;
    Package::check_programs()?;
    let client = client();
    client.install()?;
    client.build(
        "build",
        "dist/index.js",
        &["ts", "tsconfig.json", "tsconfig.build.json", "package-lock.json"],
    )
}

/// The page in `frontend/dist`, which the binary takes in when it is built.
pub(crate) fn build() -> Outcome {
    const MADE_OF: &[&str] = &[
        "src",
        "public",
        "pictures",
        "build",
        "index.html",
        "vite.config.ts",
        "package-lock.json",
        "../wasm-client/dist",
        "../wasm-client/pkg",
    ];
    // What is missing is said before minutes are spent.
    Package::check_programs()?;
    build_client()?;
    let frontend = frontend();
    frontend.install()?;
    frontend.build("build", "dist/index.html", MADE_OF)
}

/// The package for JavaScript.
pub(crate) fn client() -> Package {
    Package::at("wasm-client")
}

/// The front end.
pub(crate) fn frontend() -> Package {
    Package::at("frontend")
}
