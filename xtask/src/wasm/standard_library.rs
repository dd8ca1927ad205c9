//! Which standard library a WebAssembly build uses.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use super::TARGET;
use crate::{
    debian,
    run::{Failure, Outcome, fail, output, run},
};

/// Debian's second compiler, from the package `rustc-web`.
const DISTRO_COMPILER: &str = "/usr/bin/rustc";

/// Where the target's standard library comes from.
pub(super) enum StandardLibrary {
    /// Compiled, as part of the toolchain.
    Installed,
    /// Built by cargo from Debian's library source with Debian's compiler.
    Distro,
}

impl StandardLibrary {
    /// Follows `WASM_STD`; by default takes an installed one, else Debian's
    /// where that can be had, else asks rustup for the target.
    pub(super) fn choose() -> Outcome<Self> {
        match std::env::var("WASM_STD").as_deref().unwrap_or("auto") {
            "installed" | "auto" if is_installed()? => Ok(Self::Installed),
            "installed" => {
                fail!("WASM_STD=installed, but the toolchain has no {TARGET}: `rustup target add {TARGET}`")
            }
            "distro" => Self::distro(),
            "auto" => Self::distro().or_else(|Failure(sentence)| {
                eprintln!(
                    "Debian's library source is not to be had ({sentence}); asking rustup for {TARGET}."
                );
                match run(Command::new("rustup").args(["target", "add", TARGET])) {
                    Ok(()) => Ok(Self::Installed),
                    Err(_) => fail!(
                        "there is no standard library for {TARGET}; `rustup target add {TARGET}` brings it, and \
                         on Debian `apt-get install rustc-web rust-web-src`"
                    ),
                }
            }),
            other => fail!("WASM_STD is `{other}`; it can be installed, distro or auto"),
        }
    }

    fn distro() -> Outcome<Self> {
        if !has_distro_source() {
            debian::install(&["rustc-web", "rust-web-src"])?;
        }
        Ok(Self::Distro)
    }

    /// One line for the build log: what was taken, and which compiler it is.
    pub(super) fn says(&self) -> Outcome<String> {
        let ours = output(Command::new("rustc").arg("--version"))?;
        match self {
            Self::Installed => {
                Ok(format!("The standard library for {TARGET} is the one installed with {ours}."))
            }
            Self::Distro => {
                let theirs = output(Command::new(DISTRO_COMPILER).arg("--version"))?;
                Ok(format!("The standard library for {TARGET} is built by Debian's {theirs}, beside {ours}."))
            }
        }
    }

    /// Sets what cargo needs for it.
    pub(super) fn set(&self, cargo: &mut Command) -> Outcome {
        if let Self::Distro = self {
            // The toolchain that started this task must not leak into the build.
            cargo.env_remove("RUSTUP_TOOLCHAIN");
            cargo.env("RUSTC", DISTRO_COMPILER).env("RUSTC_BOOTSTRAP", "1");
            cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker()?);
            cargo.args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"]);
        }
        Ok(())
    }
}

/// `rustc` prints a folder also for a target that is not there, so the library
/// itself is looked for.
fn is_installed() -> Outcome<bool> {
    let folder = output(Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]))?;
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(false) };
    Ok(entries.flatten().any(|entry| {
        let name = PathBuf::from(entry.file_name());
        name.extension().is_some_and(|extension| extension == "rlib")
            && name.to_string_lossy().starts_with("libstd-")
    }))
}

fn has_distro_source() -> bool {
    output(Command::new(DISTRO_COMPILER).args(["--print", "sysroot"]))
        .is_ok_and(|sysroot| Path::new(&sysroot).join("lib/rustlib/src/rust/library/Cargo.lock").exists())
}

/// The linker inside the toolchain; Debian's own is too old.
fn linker() -> Outcome<PathBuf> {
    let sysroot = output(Command::new("rustc").args(["--print", "sysroot"]))?;
    let version = output(Command::new("rustc").arg("--version").arg("--verbose"))?;
    let Some(host) = version.lines().find_map(|line| line.strip_prefix("host: ")) else {
        return fail!("`rustc --version --verbose` names no host");
    };
    Ok(Path::new(&sysroot).join("lib/rustlib").join(host).join("bin/rust-lld"))
}
