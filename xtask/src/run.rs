//! Running other programs, and saying what went wrong.

use std::{
    ffi::{OsStr, OsString},
    path::Path,
    process::{Command, Stdio},
};

use crate::repo;

/// Why a task stopped: one sentence for the person at the terminal.
#[derive(Debug)]
pub(crate) struct Failure(pub(crate) String);

/// What a task or a step gives.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

/// Fails with a sentence made like `format!`.
macro_rules! fail {
    ($($part:tt)*) => { Err($crate::run::Failure(format!($($part)*))) };
}
pub(crate) use fail;

/// The same cargo that runs this task, in the root of the workspace.
///
/// What `cargo run` told this program about itself stays behind: some build
/// scripts watch those variables and would be run again for nothing.
pub(crate) fn cargo<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = program_at_root(program, arguments);
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(is_about_this_package) {
            command.env_remove(name);
        }
    }
    command
}

fn is_about_this_package(name: &str) -> bool {
    name.starts_with("CARGO_PKG_")
        || name.starts_with("CARGO_BIN_")
        || ["CARGO_MANIFEST_DIR", "CARGO_MANIFEST_PATH", "CARGO_PRIMARY_PACKAGE", "OUT_DIR"].contains(&name)
}

/// Any other program, started in the root of the workspace.
pub(crate) fn program_at_root<S: AsRef<OsStr>>(
    program: impl AsRef<OsStr>,
    arguments: impl IntoIterator<Item = S>,
) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(repo::root());
    command
}

/// Shows a command, runs it, and fails unless it succeeded.
pub(crate) fn run(command: &mut Command) -> Outcome {
    let shown = shown(command);
    eprintln!("$ {shown}");
    match command.stdin(Stdio::null()).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => fail!("`{shown}` failed ({status})"),
        Err(error) => fail!("`{shown}` could not be started: {error}"),
    }
}

/// Runs a command quietly and gives what it printed on standard output.
pub(crate) fn output(command: &mut Command) -> Outcome<String> {
    let shown = shown(command);
    match command.stdin(Stdio::null()).stderr(Stdio::null()).output() {
        Ok(output) if output.status.success() => {
            Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
        }
        Ok(output) => fail!("`{shown}` failed ({})", output.status),
        Err(error) => fail!("`{shown}` could not be started: {error}"),
    }
}

/// Whether a program can be started and says that all is well.
pub(crate) fn works(program: impl AsRef<OsStr>, arguments: &[&str]) -> bool {
    output(&mut program_at_root(program, arguments)).is_ok()
}

/// The command as a person would type it.
fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    let words = std::iter::once(name).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}
