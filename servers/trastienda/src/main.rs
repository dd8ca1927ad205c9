//! Trastienda: a catalogue and an inventory in one command.

mod cli;
mod command;
mod config;
mod host;

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let matches = cli::command().get_matches();
    let Some((name, matches)) = matches.subcommand() else { return ExitCode::FAILURE };
    let settings = cli::settings(matches);
    let done = match name {
        "catalog" => command::catalog(&settings),
        _ => Err("this command comes with the Inventory service".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("trastienda {name}: {error}");
            ExitCode::FAILURE
        }
    }
}
