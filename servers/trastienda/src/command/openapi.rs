//! `openapi`: the documents that describe the services.

use std::io::{ErrorKind, Write};

use catalog_core::api::openapi::postman::{Part, collection};
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
        _ => collection(
            "Trastienda",
            "Every operation of both services, to try. Set `apiKey` first.",
            &[
                Part {
                    name: "Product service",
                    variable: "productUrl",
                    address: "http://127.0.0.1:8001",
                    openapi: &catalog(),
                },
                Part {
                    name: "Inventory service",
                    variable: "inventoryUrl",
                    address: "http://127.0.0.1:8002",
                    openapi: &stock(),
                },
            ],
        )?,
    };
    match std::io::stdout().write_all(document.as_bytes()) {
        // Whoever reads has read enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}
