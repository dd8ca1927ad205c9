//! `openapi`: the documents that describe the services.

use std::io::Write;

use clap::ArgMatches;

use super::Failed;

/// Prints one document.
pub(crate) fn openapi(matches: &ArgMatches) -> Result<(), Failed> {
    let which = matches.get_one::<String>("WHICH").map_or("", String::as_str);
    let catalog = catalog_core::service::openapi;
    let stock = stock_core::service::openapi;
    let document = match which {
        "catalog" => catalog(),
        "stock" => stock(),
        _ => catalog_core::api::openapi::postman(&[&catalog(), &stock()]),
    };
    Ok(std::io::stdout().write_all(document.as_bytes())?)
}
