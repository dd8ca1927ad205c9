//! Where messages may go.
//!
//! A server that posts to addresses of others' choosing could be made to reach into its own network. So the
//! machine that is really connected to must be a public one, unless the operator says otherwise. That is decided
//! when a message is sent, over the address that its name then has; what an address says by itself is refused
//! when it is set.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::{fmt, sync::Arc};

use http::Uri;

/// The most characters of an address.
pub const URL_CHARS_MAX: usize = 2_048;

/// Which machines messages may go to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// Public ones, over TLS.
    #[default]
    Public,
    /// Any, also without TLS.
    Private,
}

/// An absolute address that messages can be posted to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookUrl(Arc<str>);

/// Why a text is no address for messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UrlRefused {
    /// It breaks this rule.
    Rule(&'static str),
    /// It names a machine that is not public.
    Private,
}

impl WebhookUrl {
    /// Reads an address within `reach`.
    pub fn parse(text: &str, reach: Reach) -> Result<Self, UrlRefused> {
        let uri = Self::read(text).map_err(UrlRefused::Rule)?;
        if reach == Reach::Public {
            if uri.scheme_str() != Some("https") {
                return Err(UrlRefused::Rule("must begin with https://"));
            }
            if names_private(uri.host().unwrap_or_default()) {
                return Err(UrlRefused::Private);
            }
        }
        Ok(Self(text.into()))
    }

    /// Takes an address that was let through before.
    pub fn kept(text: &str) -> Option<Self> {
        Self::read(text).ok().map(|_| Self(text.into()))
    }

    fn read(text: &str) -> Result<Uri, &'static str> {
        if text.len() > URL_CHARS_MAX {
            return Err("must have at most 2048 characters");
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) || text.contains('#') {
            return Err("must be visible ASCII without a fragment");
        }
        let uri: Uri =
            text.parse().map_err(|_| "must be an absolute address such as https://example.com/stock")?;
        let (Some("http" | "https"), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err("must begin with https://");
        };
        if authority.as_str().contains('@') {
            return Err("must hold no user name or password");
        }
        if authority.host().is_empty() || looks_numeric(authority.host()) {
            return Err("must name a host");
        }
        Ok(uri)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for WebhookUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether a host ends in a number without being an address in its usual form, as `127.1` and `0x7f000001` do:
/// resolvers differ over what those mean.
fn looks_numeric(host: &str) -> bool {
    let last = host.trim_end_matches('.').rsplit('.').next().unwrap_or_default();
    let digits = last.strip_prefix("0x").or_else(|| last.strip_prefix("0X"));
    let numeric = match digits {
        Some(digits) => digits.bytes().all(|byte| byte.is_ascii_hexdigit()),
        None => !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit()),
    };
    numeric && host.parse::<Ipv4Addr>().is_err()
}

/// Whether a host says by itself that it is no public machine.
fn names_private(host: &str) -> bool {
    let literal = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    if let Ok(address) = literal.parse::<IpAddr>() {
        return !is_public(address);
    }
    let name = host.trim_end_matches('.').to_ascii_lowercase();
    name == "localhost" || name.ends_with(".localhost")
}

/// Whether an address is of a public machine: a globally reachable unicast address (IANA's registries of
/// special-purpose addresses), also where an IPv6 address stands for an IPv4 one.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// IPv4 networks that are not public, by first address and length of the prefix.
const NOT_PUBLIC_V4: [([u8; 4], u32); 15] = [
    ([0, 0, 0, 0], 8),
    ([10, 0, 0, 0], 8),
    ([100, 64, 0, 0], 10),
    ([127, 0, 0, 0], 8),
    ([169, 254, 0, 0], 16),
    ([172, 16, 0, 0], 12),
    ([192, 0, 0, 0], 24),
    ([192, 0, 2, 0], 24),
    ([192, 88, 99, 0], 24),
    ([192, 168, 0, 0], 16),
    ([198, 18, 0, 0], 15),
    ([198, 51, 100, 0], 24),
    ([203, 0, 113, 0], 24),
    ([224, 0, 0, 0], 4),
    ([240, 0, 0, 0], 4),
];

fn is_public_v4(address: Ipv4Addr) -> bool {
    let within = |(network, prefix): &([u8; 4], u32)| {
        let shift = 32 - prefix;
        u32::from(address) >> shift == u32::from_be_bytes(*network) >> shift
    };
    !NOT_PUBLIC_V4.iter().any(within)
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let v4 = |high: u16, low: u16| is_public_v4(Ipv4Addr::from(u32::from(high) << 16 | u32::from(low)));
    match address.segments() {
        // IPv4-mapped; NAT64, by which a network without IPv4 reaches public servers; 6to4.
        [0, 0, 0, 0, 0, 0xffff, high, low]
        | [0x64, 0xff9b, 0, 0, 0, 0, high, low]
        | [0x2002, high, low, ..] => v4(high, low),
        // Protocol assignments (2001::/23) and documentation.
        [0x2001, 0..=0x01ff | 0x0db8, ..] | [0x3fff, 0..=0x0fff, ..] => false,
        // The rest of the global unicast space; loopback, unique-local, link-local and multicast are beside it.
        [0x2000..=0x3fff, ..] => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<(), UrlRefused> {
        WebhookUrl::parse(text, Reach::Public).map(|_| ())
    }

    #[test]
    fn public_machines_over_tls_are_taken() {
        for url in [
            "https://example.com",
            "https://example.com:8443/a?b=c",
            "https://1.1.1.1/",
            "https://[2606:4700::1]/",
        ] {
            assert_eq!(parse(url), Ok(()), "{url}");
        }
    }

    #[test]
    fn what_is_no_address_for_messages_is_refused_by_its_rule() {
        for url in [
            "",
            "example.com/a",
            "/a",
            "ftp://example.com/",
            "http://example.com/",
            "https://",
            "https:///a",
            "https://ana:word@example.com/",
            "https://ana@example.com/",
            "https://example.com/#a",
            "https://example.com/ a",
            "https://127.1/",
            "https://2130706433/",
            "https://0x7f000001/",
            "https://example.com/\u{e9}",
        ] {
            assert!(matches!(parse(url), Err(UrlRefused::Rule(_))), "{url}: {:?}", parse(url));
        }
        assert!(parse(&format!("https://example.com/{}", "a".repeat(2_029))).is_err());
        assert_eq!(parse(&format!("https://example.com/{}", "a".repeat(2_028))), Ok(()));
    }

    #[test]
    fn an_address_that_says_it_is_private_is_refused_as_such() {
        for url in [
            "https://localhost/",
            "https://LocalHost./",
            "https://a.localhost/",
            "https://10.0.0.1/",
            "https://[::1]:1/",
        ] {
            assert_eq!(parse(url), Err(UrlRefused::Private), "{url}");
            assert!(WebhookUrl::parse(url, Reach::Private).is_ok(), "{url}");
        }
        assert!(WebhookUrl::parse("http://127.0.0.1:9000/", Reach::Private).is_ok());
    }

    #[test]
    fn only_global_unicast_is_public() {
        let public = |text: &str| is_public(text.parse().unwrap());
        for address in [
            "1.1.1.1",
            "100.63.255.255",
            "100.128.0.0",
            "172.15.255.255",
            "172.32.0.1",
            "223.255.255.255",
            "2606:4700::1",
            "2001:200::1",
            "::ffff:1.1.1.1",
            "64:ff9b::101:101",
            "2002:101:101::1",
        ] {
            assert!(public(address), "{address}");
        }
        for address in [
            "0.0.0.0",
            "0.1.2.3",
            "10.1.2.3",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.255.255",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.168.1.1",
            "198.19.0.1",
            "224.0.0.1",
            "239.255.255.255",
            "255.255.255.255",
            "::",
            "::1",
            "::7f00:1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "64:ff9b:1::1",
            "2002:7f00:1::1",
            "2001::1",
            "2001:db8::1",
            "fc00::1",
            "fd12::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "3fff::1",
            "4000::1",
        ] {
            assert!(!public(address), "{address}");
        }
    }
}
