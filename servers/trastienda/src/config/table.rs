//! The settings.

/// One setting: an environment variable, and the same name in lower case with dashes as a flag.
#[derive(Debug)]
pub(crate) struct Setting {
    /// The environment variable.
    pub(crate) name: &'static str,
    /// Which commands take it.
    pub(crate) uses: &'static [Use],
    /// What it is for.
    pub(crate) about: &'static str,
    /// What holds when it is not set, in words.
    pub(crate) default: &'static str,
}

/// A group of commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Use {
    /// The Product service.
    Catalog,
    /// The Inventory service.
    Stock,
    /// The page.
    Web,
    /// `import`, `export` and `verify`.
    Client,
}

const SERVICES: &[Use] = &[Use::Catalog, Use::Stock];
const SERVERS: &[Use] = &[Use::Catalog, Use::Stock, Use::Web];
const ALL: &[Use] = &[Use::Catalog, Use::Stock, Use::Web, Use::Client];

/// Every setting, in the order in which help and README list them.
#[rustfmt::skip]
pub(crate) static SETTINGS: &[Setting] = &[
    Setting { name: "LISTEN", uses: SERVERS, about: "Address and port to listen on", default: "127.0.0.1:8001, 127.0.0.1:8002, the page 127.0.0.1:5173" },
    Setting { name: "DATA_DIR", uses: SERVICES, about: "Where database files are", default: "./data" },
    Setting { name: "DATABASE_URL", uses: SERVICES, about: "sqlite:PATH or memory:", default: "sqlite:catalog.db, sqlite:stock.db in DATA_DIR" },
    Setting { name: "INTERNAL_API_KEY", uses: ALL, about: "One key with all scopes", default: "a development key, on loopback only" },
    Setting { name: "API_KEYS_FILE", uses: SERVERS, about: "JSON lines {name, sha256, scopes}", default: "none" },
    Setting { name: "ALLOW_DEVELOPMENT_KEY", uses: SERVERS, about: "1 takes the development key beyond loopback", default: "0" },
    Setting { name: "PRODUCT_SERVICE_URL", uses: &[Use::Stock, Use::Web, Use::Client], about: "Where the Product service is", default: "http://127.0.0.1:8001" },
    Setting { name: "PRODUCT_SERVICE_API_KEY", uses: &[Use::Stock, Use::Web], about: "The key to call it with", default: "INTERNAL_API_KEY" },
    Setting { name: "PRODUCT_SERVICE_TIMEOUT_MS", uses: &[Use::Stock], about: "Time for one try of the product check", default: "800" },
    Setting { name: "PRODUCT_SERVICE_RETRIES", uses: &[Use::Stock], about: "Tries after the first", default: "2" },
    Setting { name: "PRODUCT_SERVICE_DEADLINE_MS", uses: &[Use::Stock], about: "Time for all tries together", default: "2000" },
    Setting { name: "PRODUCT_CHECK", uses: &[Use::Stock], about: "strict or cached: what an outage of the Product service does", default: "strict" },
    Setting { name: "PRODUCT_CACHE_SECS", uses: &[Use::Stock], about: "How long an answer of the product check is fresh", default: "30 while product events are followed, else 2" },
    Setting { name: "PRODUCT_CHECK_MAX_AGE_SECS", uses: &[Use::Stock], about: "How old an answer `cached` may use in an outage", default: "300" },
    Setting { name: "ALLOCATION", uses: &[Use::Stock], about: "From where lines without a location are taken: single-location-first, priority or most-stock", default: "single-location-first" },
    Setting { name: "RESERVATION_DEFAULT_SECS", uses: &[Use::Stock], about: "How long units are held for a buyer who names no moment", default: "900" },
    Setting { name: "RESERVATION_LONGEST_SECS", uses: &[Use::Stock], about: "How long units can be held, with every extension", default: "3600" },
    Setting { name: "RESERVATIONS_PER_OWNER", uses: &[Use::Stock], about: "Most open reservations of one owner", default: "20" },
    Setting { name: "RESERVED_UNITS_PER_OWNER", uses: &[Use::Stock], about: "Most units in them", default: "10000" },
    Setting { name: "RESERVATIONS_PER_KEY", uses: &[Use::Stock], about: "Most open reservations made with one key", default: "10000" },
    Setting { name: "RESERVED_UNITS_PER_KEY", uses: &[Use::Stock], about: "Most units in them", default: "1000000" },
    Setting { name: "INVENTORY_SERVICE_URL", uses: &[Use::Web, Use::Client], about: "Where the Inventory service is", default: "http://127.0.0.1:8002" },
    Setting { name: "INVENTORY_PUBLIC_URL", uses: &[Use::Catalog], about: "The Inventory service's public address, for links to it", default: "none (up sets it)" },
    Setting { name: "PUBLIC_URL", uses: &[Use::Web], about: "The page's public address: a host that it answers to beside loopback", default: "none" },
    Setting { name: "ALLOW_UNSIGNED_OWNER", uses: &[Use::Web], about: "1 opens the owner's side beyond loopback to whoever comes", default: "0" },
    Setting { name: "ERROR_DOCS_URL", uses: SERVERS, about: "Where error codes are explained", default: "none" },
    Setting { name: "SHUTDOWN_TIMEOUT_SECS", uses: SERVERS, about: "How long running requests may go on at a stop", default: "10" },
    Setting { name: "RATE_LIMIT", uses: SERVERS, about: "Requests per second and caller, or off", default: "off" },
    Setting { name: "BODY_BYTES_MAX", uses: SERVERS, about: "Largest request body", default: "1048576" },
    Setting { name: "HEADER_BYTES_MAX", uses: SERVERS, about: "Largest head of a request", default: "32768" },
    Setting { name: "HEADERS_MAX", uses: SERVERS, about: "Most header lines", default: "100" },
    Setting { name: "URI_BYTES_MAX", uses: SERVERS, about: "Longest path and query", default: "8192" },
    Setting { name: "HEAD_TIMEOUT_SECS", uses: SERVERS, about: "Time for a request's head", default: "10" },
    Setting { name: "BODY_TIMEOUT_SECS", uses: SERVERS, about: "Time for a request's body", default: "30" },
    Setting { name: "CONNECTIONS_MAX", uses: SERVERS, about: "Most open connections", default: "4096" },
    Setting { name: "QUEUE_MAX", uses: SERVICES, about: "Most changes that wait to be written", default: "1024" },
    Setting { name: "CACHE_BYTES_MAX", uses: SERVICES, about: "Most bytes of answers kept until the service changes; 0 keeps none", default: "16777216" },
    Setting { name: "EVENTS_KEEP_DAYS", uses: SERVICES, about: "How far back feeds reach", default: "90" },
    Setting { name: "WEBHOOKS_ALLOW_PRIVATE", uses: &[Use::Stock], about: "1 lets webhooks send to private addresses, and without TLS", default: "0" },
    Setting { name: "CORS_ORIGINS", uses: SERVICES, about: "Origins whose pages may call, parted by commas", default: "http://localhost:5173,http://127.0.0.1:5173 on loopback, else none" },
    Setting { name: "LOG_FORMAT", uses: SERVERS, about: "text or json", default: "text on a terminal, else json" },
    Setting { name: "RUST_LOG", uses: SERVERS, about: "Which levels are logged", default: "info" },
];

impl Setting {
    /// The flag, without its two dashes.
    pub(crate) fn flag(&self) -> String {
        self.name.to_ascii_lowercase().replace('_', "-")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The cells of the rows of a README's table of settings.
    fn rows(readme: &str) -> Vec<Vec<String>> {
        let cells = |row: &str| row.split(" | ").map(|cell| cell.replace('`', "")).collect();
        let table = readme.split("| variable |").nth(1).expect("there is a table");
        let rows = table.lines().skip(2).map_while(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
        rows.map(cells).collect()
    }

    /// Who takes a setting, in the README's words.
    fn who(uses: &[Use]) -> String {
        let servers = [Use::Catalog, Use::Stock, Use::Web];
        let mut words = Vec::new();
        match servers.map(|server| uses.contains(&server)) {
            [true, true, true] => words.push("all servers"),
            [true, true, false] => words.push("both services"),
            each => words.extend(
                ["Product", "Inventory", "page"]
                    .iter()
                    .zip(each)
                    .filter_map(|(word, is)| is.then_some(*word)),
            ),
        }
        if uses.contains(&Use::Client) {
            words.push("client commands");
        }
        words.join(", ")
    }

    #[test]
    fn the_readme_lists_each_setting_as_the_table_does() {
        let expected: Vec<Vec<String>> = SETTINGS
            .iter()
            .map(|setting| {
                let about = setting.about.replace('`', "");
                vec![setting.name.to_owned(), who(setting.uses), about, setting.default.to_owned()]
            })
            .collect();
        assert_eq!(rows(include_str!("../../../../README.md")), expected);
    }

    #[test]
    fn the_spanish_readme_lists_the_same_settings() {
        let listed: Vec<String> = rows(include_str!("../../../../docs/README.es.md"))
            .into_iter()
            .map(|row| row[0].clone())
            .collect();
        assert_eq!(listed, SETTINGS.iter().map(|setting| setting.name).collect::<Vec<_>>());
    }
}
