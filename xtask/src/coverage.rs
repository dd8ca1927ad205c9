//! `cargo xtask coverage`: line coverage per crate.
//!
//! The compiler's own instrumentation, read with the llvm tools of the same
//! major version; older ones refuse its profiles.

use std::{
    collections::BTreeMap,
    ffi::OsString,
    path::{Path, PathBuf},
};

use crate::{
    repo,
    run::{Outcome, cargo, fail, output, program_at_root, run, works},
};

/// Runs the tests instrumented and prints a table.
pub(crate) fn report() -> Outcome {
    let llvm = llvm_version()?;
    let (profdata, cov) = (format!("llvm-profdata-{llvm}"), format!("llvm-cov-{llvm}"));
    if !works(&profdata, &["--version"]) || !works(&cov, &["--version"]) {
        return fail!("coverage needs `{profdata}` and `{cov}`: `sudo apt-get install llvm-{llvm}`");
    }
    let folder = repo::target().join("coverage");
    let profiles = folder.join("profiles");
    let _ = std::fs::remove_dir_all(&profiles);
    let programs = tested_programs(&folder, &profiles)?;

    let merged = folder.join("tests.profdata");
    run(program_at_root(profdata, ["merge", "--sparse"]).arg(&profiles).arg("--output").arg(&merged))?;
    let mut export = program_at_root(cov, ["export", "--format=lcov", "--summary-only"]);
    export.arg("--instr-profile").arg(&merged);
    for (n, program) in programs.iter().enumerate() {
        if n > 0 {
            export.arg("--object");
        }
        export.arg(program);
    }
    print(&lines_by_crate(&output(&mut export)?, &repo::root()));
    Ok(())
}

/// The major version of the llvm inside rustc.
fn llvm_version() -> Outcome<String> {
    let version = output(&mut program_at_root("rustc", ["--version", "--verbose"]))?;
    let llvm = version.lines().find_map(|line| line.strip_prefix("LLVM version: "));
    match llvm.and_then(|numbers| numbers.split('.').next()) {
        Some(major) => Ok(major.to_owned()),
        None => fail!("`rustc --version --verbose` names no llvm"),
    }
}

/// Builds and runs the tests; gives the test programs.
fn tested_programs(folder: &Path, profiles: &Path) -> Outcome<Vec<PathBuf>> {
    let instrumented = |arguments: &[&str]| {
        let mut command = cargo(["test", "--locked", "--workspace", "--exclude", "xtask", "--tests"]);
        command.args(arguments).env("CARGO_TARGET_DIR", folder).env("RUSTFLAGS", "-Cinstrument-coverage");
        command.env("LLVM_PROFILE_FILE", profiles.join("%m-%p.profraw"));
        command
    };
    run(&mut instrumented(&["--no-fail-fast"]))?;
    let messages = output(&mut instrumented(&["--no-run", "--message-format=json"]))?;
    Ok(messages.lines().filter_map(executable).collect())
}

/// The program that one of cargo's messages names.
fn executable(message: &str) -> Option<PathBuf> {
    let (_, rest) = message.split_once("\"executable\":\"")?;
    let (path, _) = rest.split_once('"')?;
    Some(PathBuf::from(OsString::from(path)))
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Lines {
    all: u32,
    run: u32,
}

/// Sums lcov's counts by the folder that holds a crate's `src`.
fn lines_by_crate(lcov: &str, root: &Path) -> BTreeMap<String, Lines> {
    let mut crates = BTreeMap::<String, Lines>::new();
    let mut current = None;
    for line in lcov.lines() {
        let count = |text: &str| text.parse::<u32>().unwrap_or(0);
        if let Some(file) = line.strip_prefix("SF:") {
            current = crate_of(Path::new(file), root);
        } else if let Some(name) = &current {
            if let Some(all) = line.strip_prefix("LF:") {
                crates.entry(name.clone()).or_default().all += count(all);
            } else if let Some(run) = line.strip_prefix("LH:") {
                crates.entry(name.clone()).or_default().run += count(run);
            }
        }
    }
    crates
}

fn crate_of(file: &Path, root: &Path) -> Option<String> {
    let inside = file.strip_prefix(root).ok()?.to_str()?;
    let (name, _) = inside.split_once("/src/")?;
    Some(name.to_owned())
}

fn print(crates: &BTreeMap<String, Lines>) {
    eprintln!("\n{:<24} {:>8} {:>8} {:>7}", "crate", "lines", "run", "");
    let whole = crates
        .values()
        .fold(Lines::default(), |sum, lines| Lines { all: sum.all + lines.all, run: sum.run + lines.run });
    for (name, lines) in
        crates.iter().map(|(name, lines)| (name.as_str(), lines)).chain([("together", &whole)])
    {
        let percent = 100.0 * f64::from(lines.run) / f64::from(lines.all.max(1));
        eprintln!("{name:<24} {:>8} {:>8} {percent:>6.1}%", lines.all, lines.run);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_summed_by_crate_and_foreign_files_left_out() {
        let lcov = "SF:/w/servers/shell/src/lib.rs\nLF:10\nLH:5\nend_of_record\n\
                    SF:/w/servers/shell/src/limits.rs\nLF:2\nLH:2\nend_of_record\n\
                    SF:/elsewhere/src/lib.rs\nLF:99\nLH:0\nend_of_record\n";
        let crates = lines_by_crate(lcov, Path::new("/w"));
        assert_eq!(
            crates.into_iter().collect::<Vec<_>>(),
            [("servers/shell".to_owned(), Lines { all: 12, run: 7 })]
        );
    }

    #[test]
    fn the_program_is_read_from_a_message_of_cargo() {
        assert_eq!(executable(r#"{"executable":"/t/a-1","fresh":true}"#), Some(PathBuf::from("/t/a-1")));
        assert_eq!(executable(r#"{"executable":null}"#), None);
    }
}
