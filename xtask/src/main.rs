//! The project's own tasks, run as `cargo xtask TASK`.
//!
//! Plain Rust without dependencies, so that a fresh clone compiles it in a
//! moment. Everything it prints goes to standard error, in order with what
//! cargo prints there.

mod coverage;
mod debian;
mod foreign;
mod gate;
mod npm;
mod page;
mod repo;
mod run;
mod simulate;
mod tidy;
mod up;
mod wasm;

use std::process::ExitCode;

const USAGE: &str = "\
Usage: cargo xtask TASK

Tasks:
  up [ARG…]         build the page and the release binary, run `trastienda up ARG…`
  test              run the whole gate
    --list            name its steps
    --only STEP       run one step (may be repeated)
  simulate          live through many simulated histories of the stock
    --seeds N       so many of them
    --seed S        one again, with every step
    --linear N      a race of so many requests over sockets, and the order it had
  bench [ARG…]      measure against bare hyper and bare SQLite, in release mode
  wasm              build the npm package in wasm-client
                    (WASM_STD=installed|distro|auto chooses the standard library)
  coverage          run the tests instrumented, print line coverage per crate";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (task, rest) = match arguments.split_first() {
        Some((task, rest)) => (task.as_str(), rest),
        None => ("help", &[][..]),
    };
    let done = match task {
        "up" => up::up(rest),
        "test" => gate::test(rest),
        "simulate" => simulate::simulate(rest),
        "bench" => up::bench(rest),
        "wasm" => page::build_client(),
        "coverage" => coverage::report(),
        "help" | "--help" | "-h" => {
            eprintln!("{USAGE}");
            Ok(())
        }
        unknown => Err(run::Failure(format!("there is no task `{unknown}`\n\n{USAGE}"))),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(run::Failure(sentence)) => {
            eprintln!("xtask: {sentence}");
            ExitCode::FAILURE
        }
    }
}
