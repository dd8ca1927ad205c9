//! `cargo xtask simulate`: the long forms of the proofs that the gate runs in short.

use crate::run::{Outcome, cargo, fail, run};

/// Lives through many histories, through one again with every step, or holds a long race against its checker.
pub(crate) fn simulate(arguments: &[String]) -> Outcome {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (variable, number, test) = match words[..] {
        ["--seeds", number] => ("SIM_SEEDS", number, HISTORIES),
        ["--seed", number] => ("SIM_SEED", number, HISTORIES),
        ["--linear", number] => ("LINEAR_OPERATIONS", number, RACE),
        _ => return fail!("`simulate` takes --seeds N, --seed S or --linear N"),
    };
    if number.parse::<u64>().is_err() {
        return fail!("{number:?} is no whole number");
    }
    let mut command = cargo(["test", "--quiet", "--locked"]);
    // One history is looked at with every check of a development build; many want speed.
    if variable != "SIM_SEED" {
        command.arg("--release");
    }
    run(command.args(test).args(["--exact", "--nocapture"]).env(variable, number))
}

const HISTORIES: [&str; 6] = [
    "--package",
    "trastienda-stock",
    "--test",
    "sim",
    "--",
    "runs::whatever_happens_nothing_is_oversold_lost_or_done_twice",
];

const RACE: [&str; 6] =
    ["--package", "trastienda", "--test", "faults", "--", "linear::every_race_has_an_order"];
