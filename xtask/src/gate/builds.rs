//! Packing the libraries as they would be published.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    repo,
    run::{Outcome, cargo, run},
};

/// Packs the three together, since each needs the ones to its left, and builds
/// them from the packed files.
///
/// In a target directory of its own, in which nothing of an earlier packing
/// can be taken for this one.
pub(super) fn package() -> Outcome {
    let target = repo::target().join("package-build");
    forget_earlier(&target);
    let mut command = cargo(["package", "--locked"]);
    command.args(repo::libraries()).env("CARGO_TARGET_DIR", target);
    // Nobody debugs this build.
    command.env("CARGO_PROFILE_DEV_DEBUG", "0");
    // A fresh clone must be clean; a developer may look before committing.
    if std::env::var_os("CI").is_none() {
        command.arg("--allow-dirty");
    }
    run(&mut command)
}

/// Cargo takes a version in a registry for unchanging, also in the temporary
/// one that it makes here: it would build `stock-core` on the `catalog-core`
/// that it unpacked and built the last time.
fn forget_earlier(target: &Path) {
    for name in repo::LIBRARIES {
        let prefix = format!("{name}-");
        remove_inside(&target.join("debug/.fingerprint"), |entry| entry.starts_with(&prefix));
        let unpacked = format!("{name}-{}", env!("CARGO_PKG_VERSION"));
        for registry in local_registries() {
            remove_inside(&registry, |entry| entry == unpacked);
        }
    }
}

/// The folders of unpacked crates that came from a registry without a host.
fn local_registries() -> Vec<PathBuf> {
    let sources = repo::cargo_home().map(|home| home.join("registry/src"));
    let folders = sources.and_then(|folder| fs::read_dir(folder).ok()).into_iter().flatten().flatten();
    folders
        .filter(|folder| folder.file_name().to_string_lossy().starts_with('-'))
        .map(|folder| folder.path())
        .collect()
}

/// Removes the folders of that name; those that are not there need no removing.
fn remove_inside(folder: &Path, name: impl Fn(&str) -> bool) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().to_str().is_some_and(&name) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
