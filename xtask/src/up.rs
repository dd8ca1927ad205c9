//! `cargo xtask up` and `bench`: the release binaries.

use std::process::Command;

use crate::{
    page, repo,
    run::{Failure, Outcome, cargo, fail, run},
};

/// Builds the page and the `trastienda` binary around it, in release mode, and
/// becomes `trastienda up`.
///
/// Where the page cannot be built, one sentence says why, and the services
/// start without it.
pub(crate) fn up(arguments: &[String]) -> Outcome {
    let binary = repo::target().join("release").join(format!("trastienda{}", std::env::consts::EXE_SUFFIX));
    if !binary.exists() {
        eprintln!(
            "Building the page and the shop, and starting both. The first time takes some ten minutes on two \
             cores; later ones take seconds."
        );
    }
    eprintln!("1 of 2: the page. The first time takes about five minutes, most of it for WebAssembly.");
    if let Err(Failure(sentence)) = page::build() {
        eprintln!("The page is left out: {sentence}. The services start without it.");
    }
    eprintln!("2 of 2: the release binary. The first time takes about five minutes.");
    run(&mut cargo(["build", "--release", "--package", "trastienda", "--bin", "trastienda"]))?;
    become_program(Command::new(binary).arg("up").args(arguments))
}

/// Runs the bench in release mode.
pub(crate) fn bench(arguments: &[String]) -> Outcome {
    run(cargo(["bench", "--package", "trastienda", "--bench", "shop", "--"]).args(arguments))
}

/// Hands this process over, so that signals and the exit code are the
/// program's own.
#[cfg(unix)]
fn become_program(command: &mut Command) -> Outcome {
    use std::os::unix::process::CommandExt;
    let error = command.exec();
    fail!("`{}` could not be started: {error}", command.get_program().display())
}

/// Where a process cannot be handed over, waits for the program and leaves
/// with its exit code.
#[cfg(not(unix))]
fn become_program(command: &mut Command) -> Outcome {
    match command.status() {
        Ok(status) => std::process::exit(status.code().unwrap_or(1)),
        Err(error) => fail!("`{}` could not be started: {error}", command.get_program().display()),
    }
}
