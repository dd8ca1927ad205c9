//! The steps that are one call of cargo.
//!
//! Lints and tests share the one target directory and the features of the
//! whole workspace, so what one step built the next one finds.

use crate::{
    repo,
    run::{Outcome, cargo, run, works},
};

/// What `--all-targets` leaves out, because it must have the machine to itself.
const ALONE: [&str; 4] = ["--package", "trastienda", "--test", "faults"];

pub(super) fn format() -> Outcome {
    run(&mut cargo(["fmt", "--all", "--check"]))
}

pub(super) fn lint() -> Outcome {
    run(&mut cargo(["clippy", "--locked", "--workspace", "--all-targets", "--", "--deny", "warnings"]))?;
    run(cargo(["clippy", "--locked"]).args(ALONE).args(["--bench", "shop", "--", "--deny", "warnings"]))
}

pub(super) fn bare() -> Outcome {
    run(cargo(["check", "--locked", "--no-default-features"]).args(repo::libraries()))
}

/// By nextest where it is installed, which runs the tests side by side; else
/// by cargo alone. Neither writes a snapshot.
pub(super) fn tests() -> Outcome {
    let arguments: &[&str] = if works("cargo", &["nextest", "--version"]) {
        &["nextest", "run", "--locked", "--workspace", "--all-targets"]
    } else {
        &["test", "--locked", "--workspace", "--all-targets", "--no-fail-fast"]
    };
    run(cargo(arguments).env_remove("UPDATE_SNAPSHOTS").env_remove("UPDATE_VECTORS"))
}

pub(super) fn doctests() -> Outcome {
    run(&mut cargo(["test", "--locked", "--workspace", "--doc"]))
}

pub(super) fn rustdoc() -> Outcome {
    let mut command = cargo(["doc", "--locked", "--no-deps", "--all-features"]);
    run(command.args(repo::libraries()).env("RUSTDOCFLAGS", "--deny warnings"))
}

pub(super) fn faults() -> Outcome {
    run(cargo(["test", "--locked"]).args(ALONE))
}
