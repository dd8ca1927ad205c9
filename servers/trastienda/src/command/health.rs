//! `health`: whether servers take requests, by the exit code.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    time::Duration,
};

use clap::ArgMatches;
use client_sdk::{
    Ureq, block_on,
    transport::{Request, Transport, ureq::UreqOptions},
};

use super::Failed;
use crate::config::{CATALOG_LISTEN, STOCK_LISTEN, Settings, WEB_LISTEN, listen_address};

/// The page that says so.
const READY: &str = "/health/ready";
/// Time for all of an answer; what needs longer is not well.
const PATIENCE: Duration = Duration::from_secs(2);

/// Fails unless every server that is asked says that it takes requests.
pub(crate) fn health(settings: &Settings, matches: &ArgMatches) -> Result<(), Failed> {
    let asked = match matches.get_one::<String>("URL") {
        Some(url) => vec![page(url)],
        None => of_this_machine(settings)?,
    };
    let transport = Ureq::new(UreqOptions {
        connect_timeout: PATIENCE,
        read_timeout: PATIENCE,
        total_timeout: PATIENCE,
        ..UreqOptions::default()
    });
    for url in asked {
        let mut request = Request::default();
        *request.uri_mut() = url.parse().map_err(|_| format!("{url} is no address"))?;
        let answer = block_on(transport.send(request)).map_err(|unsent| format!("{url}: {unsent}"))?;
        if !answer.status().is_success() {
            return Err(format!("{url} answers {}", answer.status().as_u16()).into());
        }
        eprintln!("{url} answers {}", answer.status().as_u16());
    }
    Ok(())
}

/// The page to ask, where an address has none.
fn page(url: &str) -> String {
    let base = url.trim_end_matches('/');
    let host_at = base.find("://").map_or(0, |scheme| scheme + 3);
    let has_path = base.get(host_at..).is_some_and(|rest| rest.contains('/'));
    if has_path { url.to_owned() } else { format!("{base}{READY}") }
}

/// The server that `LISTEN` is about, or the three that `up` starts.
fn of_this_machine(settings: &Settings) -> Result<Vec<String>, Failed> {
    let url = |address: SocketAddr| format!("http://{}{READY}", local(address));
    if settings.text("LISTEN").is_some() {
        return Ok(vec![url(listen_address(settings, CATALOG_LISTEN)?)]);
    }
    [("CATALOG_", CATALOG_LISTEN), ("STOCK_", STOCK_LISTEN), ("WEB_", WEB_LISTEN)]
        .into_iter()
        .map(|(prefix, default)| Ok(url(listen_address(&settings.of(prefix), default)?)))
        .collect()
}

/// The address at which this machine reaches a server of its own.
pub(super) fn local(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn an_address_is_asked_for_its_readiness_and_a_page_for_itself() {
        for (given, asked) in [
            ("http://localhost:8001", "http://localhost:8001/health/ready"),
            ("http://localhost:8001/", "http://localhost:8001/health/ready"),
            ("http://localhost:8001/health/live", "http://localhost:8001/health/live"),
        ] {
            assert_eq!(page(given), asked);
        }
    }

    #[test]
    fn a_server_is_asked_where_it_listens() {
        let asked = |variables: &[(&str, &str)]| {
            let environment = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
            of_this_machine(&Settings::new(BTreeMap::new(), environment.collect())).expect("good addresses")
        };
        assert_eq!(asked(&[("LISTEN", "0.0.0.0:8002")]), ["http://127.0.0.1:8002/health/ready"]);
        assert_eq!(
            asked(&[("WEB_LISTEN", "[::]:80")]),
            [
                "http://127.0.0.1:8001/health/ready",
                "http://127.0.0.1:8002/health/ready",
                "http://[::1]:80/health/ready"
            ]
        );
    }
}
