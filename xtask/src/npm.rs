//! The packages for JavaScript: what they need, their scripts, and whether what they built is fresh.

use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

use crate::{
    repo,
    run::{Failure, Outcome, fail, run, works},
};

/// A folder with a `package.json`.
pub(crate) struct Package {
    folder: PathBuf,
}

impl Package {
    /// The package in a folder, named from the root.
    pub(crate) fn at(folder: &str) -> Self {
        Self { folder: repo::root().join(folder) }
    }

    /// Fails with one sentence where a program is missing that every script needs.
    pub(crate) fn check_programs() -> Outcome {
        for program in ["node", "npm"] {
            if !works(program, &["--version"]) {
                return fail!(
                    "`{program}` is not here; Node.js 20 or later with npm brings it \
                     (Debian: `apt-get install nodejs npm`)"
                );
            }
        }
        Ok(())
    }

    /// Installs what the lock file pins, unless that is what is installed.
    pub(crate) fn install(&self) -> Outcome {
        let stamp = self.folder.join("node_modules/installed.json");
        unless_installed(&self.folder.join("package-lock.json"), &stamp, || {
            self.npm(&["ci", "--no-progress"])
        })
    }

    /// Runs one of its scripts.
    pub(crate) fn script(&self, name: &str) -> Outcome {
        self.npm(&["run", "--silent", name])
    }

    /// Runs a script that writes `output`, unless that is newer than all that it is made of.
    pub(crate) fn build(&self, script: &str, output: &str, inputs: &[&str]) -> Outcome {
        if is_fresh(&self.folder, output, inputs) { Ok(()) } else { self.script(script) }
    }

    fn npm(&self, arguments: &[&str]) -> Outcome {
        run(std::process::Command::new("npm").args(arguments).current_dir(&self.folder))
    }
}

/// Installs unless the stamp is a copy of the pinned versions.
pub(crate) fn unless_installed(pinned: &Path, stamp: &Path, install: impl FnOnce() -> Outcome) -> Outcome {
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

/// Whether an output is newer than every file at or below the inputs, all of
/// them named from `folder`.
fn is_fresh(folder: &Path, output: &str, inputs: &[&str]) -> bool {
    let written = fs::metadata(folder.join(output)).and_then(|facts| facts.modified());
    written.is_ok_and(|written| inputs.iter().all(|input| newest(&folder.join(input)) < written))
}

/// When the newest file at or below a path was written.
fn newest(path: &Path) -> SystemTime {
    let own = fs::metadata(path).and_then(|facts| facts.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
    let below = fs::read_dir(path).into_iter().flatten().flatten().map(|entry| newest(&entry.path()));
    below.fold(own, SystemTime::max)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    /// Writes a file that is so many seconds old.
    fn write(file: &Path, age_secs: u64) {
        fs::write(file, "").unwrap();
        let written = SystemTime::now() - Duration::from_secs(age_secs);
        fs::File::options().write(true).open(file).unwrap().set_modified(written).unwrap();
    }

    #[test]
    fn an_output_is_fresh_while_it_is_newer_than_all_below_its_inputs() {
        let folder = std::env::temp_dir().join(format!("trastienda-xtask-{}", std::process::id()));
        fs::create_dir_all(folder.join("src/deep")).unwrap();
        write(&folder.join("src/deep/a.ts"), 20);
        write(&folder.join("lock"), 20);
        assert!(!is_fresh(&folder, "out.js", &["lock"]), "there is none yet");
        write(&folder.join("out.js"), 10);
        assert!(is_fresh(&folder, "out.js", &["lock"]));
        assert!(!is_fresh(&folder, "out.js", &["lock", "src"]), "a name in a folder is new");
        let later = SystemTime::now() + Duration::from_secs(10);
        fs::File::options().write(true).open(folder.join("out.js")).unwrap().set_modified(later).unwrap();
        assert!(is_fresh(&folder, "out.js", &["lock", "src", "absent"]));
        fs::remove_dir_all(&folder).unwrap();
    }
}
