//! The client that commands call the services with.

use client_sdk::{Client, Native, Site, transport::ureq::Ureq};

use crate::config::{Settings, internal_key, inventory_service_url, product_service_url};

/// A client of both services.
pub(crate) type Services = Client<Ureq, Native>;

/// A client of the services that the settings name.
pub(crate) fn services(settings: &Settings) -> Services {
    connect(product_service_url(settings), inventory_service_url(settings), internal_key(settings))
}

/// A client of services at these addresses.
pub(crate) fn connect(product_url: &str, inventory_url: &str, key: &str) -> Services {
    Client::new(Ureq::default(), Native::default(), Site::new(product_url, inventory_url, key))
}
