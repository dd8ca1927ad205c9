//! `cargo xtask test`: everything that must hold before a change lands.

mod builds;
mod checks;
mod installs;
mod page;

use std::time::{Duration, Instant};

use crate::{
    foreign,
    run::{Outcome, fail},
    tidy, wasm,
};

/// One step of the gate.
struct Step {
    name: &'static str,
    /// What it holds, for `--list`.
    holds: &'static str,
    run: fn() -> Outcome,
}

/// The gate in order: what fails fast comes first.
const STEPS: &[Step] = &[
    Step { name: "installs", holds: "the system has what the later steps need", run: installs::install },
    Step { name: "format", holds: "rustfmt would change nothing", run: checks::format },
    Step { name: "tidy", holds: "the arrows and the small rules of the sources", run: tidy::check },
    Step { name: "lint", holds: "clippy has no warning", run: checks::lint },
    Step { name: "bare", holds: "the libraries build without default features", run: checks::bare },
    Step { name: "tests", holds: "the tests pass", run: checks::tests },
    Step { name: "faults", holds: "nothing acknowledged is lost by a kill", run: checks::faults },
    Step { name: "doctests", holds: "the examples in the documentation run", run: checks::doctests },
    Step {
        name: "rustdoc",
        holds: "the documentation of the libraries has no warning",
        run: checks::rustdoc,
    },
    Step { name: "package", holds: "the libraries can be published in one call", run: builds::package },
    Step { name: "wasm", holds: "what runs in a browser builds for it and is small", run: wasm::hold },
    Step { name: "client", holds: "the npm package works, also as others install it", run: page::client },
    Step {
        name: "page",
        holds: "the front end is in order, and a first visit loads little",
        run: page::page,
    },
    Step { name: "browser", holds: "people get through the page in Chromium", run: page::browser },
    Step {
        name: "foreign",
        holds: "other people's clients work, schemathesis finds nothing",
        run: foreign::run,
    },
];

/// Runs all steps, or those named by `--only`, and stops at the first failure.
pub(crate) fn test(arguments: &[String]) -> Outcome {
    let Some(steps) = chosen(arguments)? else {
        list();
        return Ok(());
    };
    let started = Instant::now();
    let mut times: Vec<(&str, Duration)> = Vec::new();
    for (n, step) in steps.iter().enumerate() {
        eprintln!("\n=== {} ({} of {}): {}", step.name, n + 1, steps.len(), step.holds);
        let began = Instant::now();
        let outcome = (step.run)();
        times.push((step.name, began.elapsed()));
        if let Err(crate::run::Failure(sentence)) = outcome {
            print_times(&times, started.elapsed());
            return fail!("the step `{}` failed: {sentence}", step.name);
        }
    }
    print_times(&times, started.elapsed());
    eprintln!("steps: {} passed, 0 failed", steps.len());
    Ok(())
}

/// The steps to run; none when only their list is asked for.
fn chosen(arguments: &[String]) -> Outcome<Option<Vec<&'static Step>>> {
    let mut named = Vec::new();
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        match (word.as_str(), words.next()) {
            ("--list", None) => return Ok(None),
            ("--only", Some(name)) => match STEPS.iter().find(|step| step.name == name) {
                Some(step) => named.push(step),
                None => return fail!("the gate has no step `{name}`; `--list` names them"),
            },
            _ => return fail!("`test` takes --list or --only STEP"),
        }
    }
    Ok(Some(if named.is_empty() { STEPS.iter().collect() } else { named }))
}

fn list() {
    for step in STEPS {
        eprintln!("{:<10} {}", step.name, step.holds);
    }
}

fn print_times(times: &[(&str, Duration)], whole: Duration) {
    eprintln!();
    for (name, time) in times {
        eprintln!("{name:<10} {:>7.1} s", time.as_secs_f64());
    }
    eprintln!("{:<10} {:>7.1} s", "together", whole.as_secs_f64());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(arguments: &[&str]) -> Option<Vec<&'static str>> {
        let arguments: Vec<String> = arguments.iter().map(|&word| word.to_owned()).collect();
        chosen(&arguments).unwrap().map(|steps| steps.iter().map(|step| step.name).collect())
    }

    #[test]
    fn only_keeps_the_named_steps_in_the_order_asked() {
        assert_eq!(names(&["--only", "tests", "--only", "format"]), Some(vec!["tests", "format"]));
    }

    #[test]
    fn nothing_named_runs_the_whole_gate() {
        assert_eq!(names(&[]).map(|steps| steps.len()), Some(STEPS.len()));
        assert_eq!(names(&["--list"]), None);
    }

    #[test]
    fn an_unknown_step_is_refused() {
        assert!(chosen(&["--only".to_owned(), "nonsense".to_owned()]).is_err());
    }
}
