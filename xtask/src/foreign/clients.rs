//! Installing the clients, pinned, and running them.

use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::shop::{KEY, Shop};
use crate::{
    repo,
    run::{Failure, Outcome, run},
};

/// Where the scripts and the pinned versions are.
fn scripts() -> PathBuf {
    repo::root().join("xtask/foreign")
}

/// The JavaScript libraries, in `node_modules` beside the scripts.
pub(super) struct Node {
    scripts: PathBuf,
}

impl Node {
    pub(super) fn install() -> Outcome<Self> {
        let scripts = scripts();
        let stamp = scripts.join("node_modules/installed.json");
        unless_installed(&scripts.join("package-lock.json"), &stamp, || {
            run(Command::new("npm").args(["ci", "--no-progress"]).current_dir(&scripts))
        })?;
        Ok(Self { scripts })
    }

    pub(super) fn run(&self, script: &str, shop: &Shop) -> Outcome {
        run(at(shop, Command::new("node").arg(self.scripts.join(script))))
    }
}

/// The Python libraries, in an environment of their own.
pub(super) struct Python {
    programs: PathBuf,
}

impl Python {
    pub(super) fn install() -> Outcome<Self> {
        let environment = repo::target().join("foreign/python");
        let python = Self { programs: environment.join("bin") };
        let pinned = scripts().join("requirements.txt");
        unless_installed(&pinned, &environment.join("installed.txt"), || {
            run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&environment))?;
            let pip = python.programs.join("pip");
            run(Command::new(pip).args(["install", "--quiet", "--no-deps", "--requirement"]).arg(&pinned))
        })?;
        Ok(python)
    }

    pub(super) fn run(&self, script: &str, shop: &Shop) -> Outcome {
        run(at(shop, Command::new(self.programs.join("python")).arg(scripts().join(script))))
    }

    /// Tries everything that the OpenAPI document of one service describes.
    pub(super) fn schemathesis(&self, shop: &Shop, service: &str) -> Outcome {
        let mut command = Command::new(self.programs.join("schemathesis"));
        command.arg("--config-file").arg(scripts().join("schemathesis.toml"));
        command.args(["run", "--checks=all"]).arg(format!("http://{service}/openapi.json"));
        run(at(shop, &mut command))
    }
}

/// Tells a client where the shop is. It runs in the shop's folder, so that
/// what it leaves behind goes with the next run.
fn at<'c>(shop: &Shop, command: &'c mut Command) -> &'c mut Command {
    let catalog = format!("http://{}/api/v1", shop.catalog);
    command.current_dir(&shop.folder).env("CATALOG_URL", catalog).env("INTERNAL_API_KEY", KEY)
}

/// Installs unless the stamp is a copy of the pinned versions.
fn unless_installed(pinned: &Path, stamp: &Path, install: impl FnOnce() -> Outcome) -> Outcome {
    let read = |path: &Path| fs::read(path).map_err(|error| cannot("read", path.as_os_str(), &error));
    let wanted = read(pinned)?;
    if fs::read(stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    install()?;
    fs::write(stamp, wanted).map_err(|error| cannot("write", stamp.as_os_str(), &error))
}

fn cannot(what: &str, path: &OsStr, error: &std::io::Error) -> Failure {
    Failure(format!("cannot {what} {}: {error}", path.display()))
}
