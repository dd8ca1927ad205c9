//! Packing the libraries as they would be published.

use crate::{
    repo,
    run::{Outcome, cargo, run},
};

/// Packs the three together, since each needs the ones to its left, and builds
/// them from the packed files.
pub(super) fn package() -> Outcome {
    let mut command = cargo(["package", "--locked"]);
    command.args(repo::libraries());
    // A fresh clone must be clean; a developer may look before committing.
    if std::env::var_os("CI").is_none() {
        command.arg("--allow-dirty");
    }
    run(&mut command)
}
