//! Trastienda: a catalogue, an inventory and their page in one command.

mod cli;
mod command;
mod config;
mod host;
mod sample;

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let matches = cli::command().get_matches();
    let Some((name, matches)) = matches.subcommand() else { return ExitCode::FAILURE };
    let settings = cli::settings(matches);
    let done = match name {
        "up" => command::up(&settings, !matches.get_flag("empty"), !matches.get_flag("no-open")),
        "catalog" => command::catalog(&settings),
        "stock" => command::stock(&settings),
        "web" => command::web(&settings),
        "health" => command::health(&settings, matches),
        "import" => command::import(&settings, matches),
        "export" => command::export(&settings, matches),
        "verify" => command::verify(matches),
        _ => command::openapi(matches),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("trastienda {name}: {error}");
            ExitCode::FAILURE
        }
    }
}
