//! From which page a request may come, and what it may ask for without sign-in.
//!
//! A page elsewhere can have its own name point to this machine (DNS rebinding) and then speak to this server
//! as its own origin. The name it was called by gives it away: only loopback and the public address are known.

use std::{net::IpAddr, str::FromStr};

use catalog_core::api::{fault::Fault, request::Caller};
use http::{HeaderValue, Uri, header, request::Parts, uri::Authority};
use thiserror::Error;
use trastienda_shell::Visitors;

use crate::WebCode;

/// What anybody may ask for who may see the page.
pub(crate) const SHOP: &str = "shop";
/// What only the owner may ask for.
pub(crate) const OWNER: &str = "owner";

/// The operations of the two services that shoppers need; every other one is the owner's.
pub(crate) const SHOPPERS: [&str; 11] = [
    "list_products",
    "get_product",
    "list_categories",
    "list_tags",
    "list_product_events",
    "list_inventory",
    "get_inventory",
    "list_stock_events",
    "create_quote",
    "create_purchase",
    "create_reservation",
];

/// The address at which people know the shop: `https://shop.example`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl {
    host: String,
}

/// A public address that is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("an address such as https://shop.example")]
pub struct PublicUrlRefused;

impl FromStr for PublicUrl {
    type Err = PublicUrlRefused;

    fn from_str(url: &str) -> Result<Self, PublicUrlRefused> {
        host_of_url(url.as_bytes()).map(|host| Self { host }).ok_or(PublicUrlRefused)
    }
}

/// Those who come by the page.
#[derive(Debug)]
pub(crate) struct PageVisitors {
    caller: Caller,
    public_host: Option<String>,
}

impl PageVisitors {
    /// Visitors who may also do what the owner may, or not.
    pub(crate) fn new(owner: bool, public_url: Option<PublicUrl>) -> Self {
        let scopes = if owner { &[SHOP, OWNER][..] } else { &[SHOP] };
        Self {
            caller: Caller::new("visitor", scopes.iter().copied()),
            public_host: public_url.map(|url| url.host),
        }
    }

    fn is_ours(&self, host: &str) -> bool {
        is_loopback(host) || self.public_host.as_deref().is_some_and(|ours| ours.eq_ignore_ascii_case(host))
    }

    fn check_host(&self, head: &Parts) -> Result<(), Fault> {
        // A request may name its host in its target, in `Host`, or in both (RFC 9112, section 3.2.2).
        let target = head.uri.authority().map(|authority| authority.as_str().as_bytes());
        let lines = head.headers.get_all(header::HOST).iter().map(HeaderValue::as_bytes);
        let mut names = target.into_iter().chain(lines).peekable();
        if names.peek().is_none() {
            return Err(refused("The request names no host.".to_owned(), "Host"));
        }
        match names.find(|name| !host_of(name).is_some_and(|host| self.is_ours(&host))) {
            None => Ok(()),
            Some(name) => {
                let name = String::from_utf8_lossy(name);
                Err(refused(
                    format!(
                        "The host is {name:?}; this server knows loopback names, and the one in PUBLIC_URL."
                    ),
                    "Host",
                ))
            }
        }
    }

    fn check_origin(&self, head: &Parts) -> Result<(), Fault> {
        let mut origins = head.headers.get_all(header::ORIGIN).iter();
        match origins.find(|origin| !host_of_url(origin.as_bytes()).is_some_and(|host| self.is_ours(&host))) {
            None => Ok(()),
            Some(origin) => {
                let origin = String::from_utf8_lossy(origin.as_bytes());
                Err(refused(
                    format!("The origin is {origin:?}; only pages of this server may call it."),
                    "Origin",
                ))
            }
        }
    }
}

impl Visitors for PageVisitors {
    fn caller(&self, head: &Parts) -> Result<Caller, Fault> {
        self.check_host(head)?;
        self.check_origin(head)?;
        Ok(self.caller.clone())
    }

    fn forbidden(&self, _: &Caller, _: &str) -> Fault {
        Fault::new(
            WebCode::OwnerOnly,
            "Without sign-in, this address gives the shop only: reading products, stock and their feeds, quotes, \
             reservations and purchases. The owner's side is open where the server listens on loopback.",
        )
    }
}

fn refused(detail: String, header: &'static str) -> Fault {
    Fault::new(WebCode::OriginRefused, detail).header(header)
}

/// The host of an authority, without its port.
fn host_of(authority: &[u8]) -> Option<String> {
    let authority = Authority::try_from(authority).ok().filter(|name| !name.as_str().contains('@'))?;
    Some(authority.host().to_owned()).filter(|host| !host.is_empty())
}

/// The host of an address over HTTP.
fn host_of_url(url: &[u8]) -> Option<String> {
    let uri = Uri::try_from(url).ok().filter(|uri| matches!(uri.scheme_str(), Some("http" | "https")))?;
    host_of(uri.authority()?.as_str().as_bytes())
}

fn is_loopback(host: &str) -> bool {
    let address = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    host.eq_ignore_ascii_case("localhost")
        || address.parse::<IpAddr>().is_ok_and(|address| address.to_canonical().is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(public_url: Option<&str>, host: &str, origin: Option<&str>) -> Result<(), &'static str> {
        let visitors = PageVisitors::new(true, public_url.map(|url| url.parse().expect("an address")));
        let mut request = http::Request::get("/").header("host", host);
        if let Some(origin) = origin {
            request = request.header("origin", origin);
        }
        let (head, ()) = request.body(()).expect("a request").into_parts();
        visitors.caller(&head).map(|_| ()).map_err(|fault| {
            assert_eq!((fault.code.status, fault.code.name), (403, "origin-refused"));
            match fault.source {
                catalog_core::api::fault::Source::Header(name) => name,
                _ => "nothing",
            }
        })
    }

    #[test]
    fn loopback_is_known_by_every_name_it_has() {
        for host in
            ["localhost", "LOCALHOST:5173", "127.0.0.1:5173", "127.8.9.1", "[::1]:5173", "[::ffff:127.0.0.1]"]
        {
            assert_eq!(ask(None, host, None), Ok(()), "{host}");
            assert_eq!(ask(None, host, Some("http://127.0.0.1:5173")), Ok(()), "{host}");
        }
    }

    #[test]
    fn any_other_name_is_refused() {
        for host in [
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "evil@localhost",
            "localhost.",
            "10.0.0.7:5173",
            "0.0.0.0",
            "[::]",
            "2130706433",
            ":5173",
            "",
        ] {
            assert_eq!(ask(None, host, None), Err("Host"), "{host}");
        }
        for origin in
            ["http://evil.example", "null", "", "file://", "http://localhost@evil.example", "localhost"]
        {
            assert_eq!(ask(None, "localhost", Some(origin)), Err("Origin"), "{origin}");
        }
    }

    #[test]
    fn the_public_address_is_one_more_name() {
        let public = Some("https://Shop.example/counter");
        assert_eq!(ask(public, "shop.example", Some("https://shop.example")), Ok(()));
        assert_eq!(ask(public, "localhost:5173", None), Ok(()));
        assert_eq!(ask(public, "www.shop.example", None), Err("Host"));
        assert_eq!(ask(public, "shop.example", Some("https://evil.example")), Err("Origin"));
        for bad in ["shop.example", "ftp://shop.example", "https://", ""] {
            assert_eq!(bad.parse::<PublicUrl>(), Err(PublicUrlRefused), "{bad}");
        }
    }

    #[test]
    fn every_operation_for_shoppers_is_one_of_a_service() {
        let product = catalog_core::service::ROUTES.iter().map(|route| (route.name, &route.method));
        let inventory = stock_core::service::ROUTES.iter().map(|route| (route.name, &route.method));
        let offered: Vec<_> = product.chain(inventory).collect();
        for name in SHOPPERS {
            let (_, method) = offered.iter().find(|(offered, _)| *offered == name).expect(name);
            let creates = matches!(name, "create_quote" | "create_purchase" | "create_reservation");
            assert_eq!(*method, if creates { "POST" } else { "GET" }, "{name}");
        }
    }
}
