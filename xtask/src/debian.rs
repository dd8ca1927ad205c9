//! What the tasks need from the system, by Debian package.

use std::process::Command;

use crate::run::{Outcome, fail, output, run, works};

/// Installs packages with apt: as root, or through `sudo -n`.
///
/// The caller looks first whether they are needed: nothing is installed that
/// is there.
pub(crate) fn install(packages: &[&str]) -> Outcome {
    let wanted = packages.join(" ");
    let Some(prefix) = privilege() else {
        return fail!(
            "needs the Debian packages {wanted}: run `sudo apt-get install {wanted}` and try again"
        );
    };
    let mut words = prefix.to_vec();
    words.push("apt-get");
    run(&mut apt(&words, &["update", "--quiet=2"]))?;
    let mut arguments = vec!["install", "--yes", "--quiet=2", "--no-install-recommends"];
    arguments.extend_from_slice(packages);
    run(&mut apt(&words, &arguments))
}

fn apt(words: &[&str], arguments: &[&str]) -> Command {
    let mut command = crate::run::program_at_root(words[0], &words[1..]);
    command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn privilege() -> Option<&'static [&'static str]> {
    if output(Command::new("id").arg("-u")).is_ok_and(|id| id == "0") {
        Some(&[])
    } else if works("sudo", &["-n", "true"]) {
        Some(&["sudo", "-n"])
    } else {
        None
    }
}
