//! The command line, made from the table of settings.

use std::collections::BTreeMap;

use clap::{Arg, ArgAction, ArgMatches, Command, builder::Styles};

use crate::config::{SETTINGS, Setting, Settings, Use};

/// The whole command line.
pub(crate) fn command() -> Command {
    Command::new("trastienda")
        .about("A catalogue, an inventory and their page in one command")
        .version(env!("CARGO_PKG_VERSION"))
        .styles(Styles::plain())
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(
            with_settings(
                Command::new("up").about(
                    "Start both services and the page on this machine, with sample data when there is none",
                ),
                &[Use::Catalog, Use::Stock, Use::Web],
            )
            .arg(switch("empty", "Fill in no sample data"))
            .arg(switch("no-open", "Open no browser, even on a terminal")),
        )
        .subcommand(with_settings(
            Command::new("catalog").about("Start the Product service"),
            &[Use::Catalog],
        ))
        .subcommand(with_settings(Command::new("stock").about("Start the Inventory service"), &[Use::Stock]))
        .subcommand(with_settings(
            Command::new("web").about("Serve the page, and hand its calls on to both services"),
            &[Use::Web],
        ))
        .subcommand(with_settings(import(), &[Use::Client]))
        .subcommand(with_settings(export(), &[Use::Client]))
        .subcommand(verify())
        .subcommand(openapi())
        .subcommand(health())
}

fn import() -> Command {
    Command::new("import")
        .about("Import products, and their stock where there is none, from CSV or NDJSON")
        .arg(Arg::new("FILE").required(true).help("The file; its ending, .csv or .ndjson, says what it is"))
        .arg(switch("dry-run", "Check every row and send nothing"))
        .arg(switch("set-stock", "Make quantity a count where there is stock already"))
        .arg(
            Arg::new("refused")
                .long("refused")
                .value_name("FILE")
                .help("Where refused rows go [default: FILE with .refused before its ending]"),
        )
}

fn export() -> Command {
    Command::new("export")
        .about("Write every product with its stock, ordered by SKU, in the format of import")
        .arg(
            Arg::new("FILE")
                .required(true)
                .help("The file; its ending, .csv or .ndjson, says what it will be"),
        )
}

fn verify() -> Command {
    Command::new("verify")
        .about("Check every law of the stock over the whole journal")
        .arg(Arg::new("DATABASE").help("The database file [default: stock.db in ./data]"))
        .arg(
            switch(
                "rebuild",
                "Then make the stock in the file what its journal says; no service may have it",
            )
            .conflicts_with("url"),
        )
        .arg(
            Arg::new("url")
                .long("url")
                .conflicts_with("DATABASE")
                .help("A running Inventory service instead"),
        )
        .arg(
            Arg::new("key")
                .long("key")
                .env("INTERNAL_API_KEY")
                .hide_env_values(true)
                .help("The key to call it with"),
        )
}

fn openapi() -> Command {
    Command::new("openapi")
        .about("Print an OpenAPI document, or the Postman collection made from both")
        .arg(Arg::new("WHICH").required(true).value_parser(["catalog", "stock", "postman"]))
}

fn health() -> Command {
    Command::new("health").about("Ask servers whether they take requests; what containers call").arg(
        Arg::new("URL").help(
            "One server's address, or the page to ask there [default: LISTEN, or else the three of `up`]",
        ),
    )
}

fn switch(name: &'static str, about: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(about)
}

/// A command with a flag for each setting that it uses.
fn with_settings(command: Command, uses: &[Use]) -> Command {
    let taken = SETTINGS.iter().filter(|setting| setting.uses.iter().any(|usage| uses.contains(usage)));
    command.args(taken.map(argument))
}

fn argument(setting: &Setting) -> Arg {
    let help = format!("{} [env: {}] [default: {}]", setting.about, setting.name, setting.default);
    Arg::new(setting.name).long(setting.flag()).value_name("VALUE").help(help)
}

/// The settings of a command: its flags, and the environment.
pub(crate) fn settings(matches: &ArgMatches) -> Settings {
    let flags = SETTINGS.iter().filter_map(|setting| {
        let value = matches.try_get_one::<String>(setting.name).ok().flatten()?;
        Some((setting.name.to_owned(), value.clone()))
    });
    let environment = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    Settings::new(flags.collect(), environment.collect::<BTreeMap<_, _>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        command().debug_assert();
    }

    #[test]
    fn a_flag_is_a_setting() {
        let matches = command().get_matches_from(["trastienda", "stock", "--queue-max", "7"]);
        let (_, matches) = matches.subcommand().unwrap();
        assert_eq!(settings(matches).number("QUEUE_MAX", 1, 1), Ok(7));
    }
}
