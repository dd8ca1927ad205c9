//! `cargo xtask up` and `bench`: the release binaries.

use std::process::Command;

use crate::{
    repo,
    run::{Outcome, cargo, fail, run},
};

/// Builds the `trastienda` binary in release mode and becomes `trastienda up`.
pub(crate) fn up(arguments: &[String]) -> Outcome {
    let binary = repo::target().join("release").join(format!("trastienda{}", std::env::consts::EXE_SUFFIX));
    if !binary.exists() {
        eprintln!(
            "Building the shop in release mode and starting it. The first build takes about five minutes \
             on two cores; later ones take seconds."
        );
    }
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
