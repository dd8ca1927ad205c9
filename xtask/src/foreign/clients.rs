//! Installing the clients, pinned, and running them.

use std::{path::PathBuf, process::Command};

use super::shop::{KEY, Shop};
use crate::{
    npm::{Package, unless_installed},
    repo,
    run::{Outcome, run},
};

const SCRIPTS: &str = "xtask/foreign";

/// Where the scripts and the pinned versions are.
fn scripts() -> PathBuf {
    repo::root().join(SCRIPTS)
}

/// The JavaScript libraries, in `node_modules` beside the scripts.
pub(super) struct Node {
    scripts: PathBuf,
}

impl Node {
    pub(super) fn install() -> Outcome<Self> {
        Package::at(SCRIPTS).install()?;
        Ok(Self { scripts: scripts() })
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
