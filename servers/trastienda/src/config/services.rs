//! What each service is started with.

use std::{io::IsTerminal, net::SocketAddr, path::Path, time::Duration};

use catalog_core::api::request::Caller;
use catalog_core::engine::Site;
use stock_core::{
    check::Freshness,
    model::{Allocation, HoldLimit, ReservationRules, Strategy},
    webhook::Reach,
};
use trastienda_shell::{DEVELOPMENT_KEY, KeyRing, ShellConfig, check_development_key, telemetry::LogFormat};
use trastienda_stock::CheckOptions;
use trastienda_storage::{DatabaseUrl, Options};
use trastienda_web::{AddressRefused, Upstream};

use super::{ConfigError, Settings};

/// Where the Product service listens unless told otherwise.
pub(crate) const CATALOG_LISTEN: &str = "127.0.0.1:8001";
/// Where the Inventory service does.
pub(crate) const STOCK_LISTEN: &str = "127.0.0.1:8002";
/// Where the page is.
pub(crate) const WEB_LISTEN: &str = "127.0.0.1:5173";

/// Every scope there is.
pub(crate) const SCOPES: &[&str] =
    &["catalog:read", "catalog:write", "stock:read", "stock:write", "stock:sell", "admin"];

/// What the Product service is started with.
pub(crate) struct CatalogConfig {
    pub(crate) shell: ShellConfig,
    pub(crate) keys: KeyRing,
    pub(crate) store: StoreConfig,
    pub(crate) site: Site,
}

/// What the Inventory service is started with.
pub(crate) struct StockConfig {
    pub(crate) shell: ShellConfig,
    pub(crate) keys: KeyRing,
    pub(crate) store: StoreConfig,
    pub(crate) site: Site,
    pub(crate) check: CheckOptions,
    pub(crate) allocation: Allocation,
    pub(crate) reservations: ReservationRules,
    pub(crate) webhook_reach: Reach,
}

/// What the page is served with.
pub(crate) struct WebConfig {
    pub(crate) shell: ShellConfig,
    pub(crate) keys: KeyRing,
    pub(crate) options: trastienda_web::Options,
}

/// Where a service keeps its rows, and within which bounds.
#[derive(Clone, Debug)]
pub(crate) struct StoreConfig {
    pub(crate) url: DatabaseUrl,
    pub(crate) options: Options,
}

impl CatalogConfig {
    /// Reads it.
    pub(crate) fn read(settings: &Settings) -> Result<Self, ConfigError> {
        let shell = service_shell(settings, CATALOG_LISTEN)?;
        Ok(Self {
            keys: keys(settings, &shell)?,
            store: store(settings, "catalog.db")?,
            site: site(settings, settings.text("INVENTORY_PUBLIC_URL")),
            shell,
        })
    }
}

impl StockConfig {
    /// Reads it.
    pub(crate) fn read(settings: &Settings) -> Result<Self, ConfigError> {
        let shell = service_shell(settings, STOCK_LISTEN)?;
        Ok(Self {
            keys: keys(settings, &shell)?,
            store: store(settings, "stock.db")?,
            site: site(settings, None),
            check: product_check(settings)?,
            allocation: allocation(settings)?,
            reservations: reservations(settings)?,
            webhook_reach: if settings.flag("WEBHOOKS_ALLOW_PRIVATE")? {
                Reach::Private
            } else {
                Reach::Public
            },
            shell,
        })
    }
}

impl WebConfig {
    /// Reads it.
    pub(crate) fn read(settings: &Settings) -> Result<Self, ConfigError> {
        let shell = shell(settings, WEB_LISTEN)?;
        let product =
            upstream(("PRODUCT_SERVICE_URL", product_service_url(settings)), product_key(settings))?;
        let inventory =
            upstream(("INVENTORY_SERVICE_URL", inventory_service_url(settings)), inventory_key(settings))?;
        let public_url = settings
            .text("PUBLIC_URL")
            .map(|url| url.parse().map_err(|rule| ConfigError::new("PUBLIC_URL", url, rule)));
        Ok(Self {
            keys: keys(settings, &shell)?,
            options: trastienda_web::Options {
                product,
                inventory,
                patience: trastienda_web::Patience::default(),
                public_url: public_url.transpose()?,
                owner: shell.listen.ip().is_loopback() || settings.flag("ALLOW_UNSIGNED_OWNER")?,
                error_docs_url: settings.text("ERROR_DOCS_URL").map(str::to_owned),
            },
            shell,
        })
    }
}

/// A service by its address and the key it is called with, each with its setting.
fn upstream((url_name, url): (&str, &str), (key_name, key): (&str, &str)) -> Result<Upstream, ConfigError> {
    Upstream::new(url, key).map_err(|refused| match refused {
        AddressRefused::Key => ConfigError::secret(key_name, refused),
        rule => ConfigError::new(url_name, url, rule),
    })
}

/// Where a service listens.
pub(crate) fn listen_address(settings: &Settings, default: &str) -> Result<SocketAddr, ConfigError> {
    let text = settings.text("LISTEN").unwrap_or(default);
    text.parse()
        .map_err(|_| ConfigError::new("LISTEN", text, "an address and a port, such as 127.0.0.1:8001"))
}

/// Where the Product service is.
pub(crate) fn product_service_url(settings: &Settings) -> &str {
    settings.text("PRODUCT_SERVICE_URL").unwrap_or("http://127.0.0.1:8001")
}

/// Where the Inventory service is.
pub(crate) fn inventory_service_url(settings: &Settings) -> &str {
    settings.text("INVENTORY_SERVICE_URL").unwrap_or("http://127.0.0.1:8002")
}

/// The key that the Product service is called with, and where it is set.
fn product_key(settings: &Settings) -> (&'static str, &str) {
    let own = settings.text("PRODUCT_SERVICE_API_KEY").map(|key| ("PRODUCT_SERVICE_API_KEY", key));
    own.unwrap_or_else(|| inventory_key(settings))
}

/// The key that the Inventory service is called with, and where it is set.
fn inventory_key(settings: &Settings) -> (&'static str, &str) {
    ("INTERNAL_API_KEY", internal_key(settings))
}

/// The key with all scopes.
pub(crate) fn internal_key(settings: &Settings) -> &str {
    settings.text("INTERNAL_API_KEY").unwrap_or(DEVELOPMENT_KEY)
}

fn shell(settings: &Settings, listen: &str) -> Result<ShellConfig, ConfigError> {
    let defaults = ShellConfig::default();
    let size = |name: &str, default: usize| bounded(name, settings.number(name, default as u64, 1)?);
    let seconds =
        |name: &str, default: Duration| settings.number(name, default.as_secs(), 1).map(Duration::from_secs);
    let listen = listen_address(settings, listen)?;
    Ok(ShellConfig {
        listen,
        body_bytes_max: size("BODY_BYTES_MAX", defaults.body_bytes_max)?,
        header_bytes_max: size("HEADER_BYTES_MAX", defaults.header_bytes_max)?,
        headers_max: size("HEADERS_MAX", defaults.headers_max)?,
        uri_bytes_max: size("URI_BYTES_MAX", defaults.uri_bytes_max)?,
        head_timeout: seconds("HEAD_TIMEOUT_SECS", defaults.head_timeout)?,
        body_timeout: seconds("BODY_TIMEOUT_SECS", defaults.body_timeout)?,
        connections_max: size("CONNECTIONS_MAX", defaults.connections_max)?,
        shutdown_timeout: seconds("SHUTDOWN_TIMEOUT_SECS", defaults.shutdown_timeout)?,
        rate_limit: rate_limit(settings)?,
        ..defaults
    })
}

/// The same for a service, which pages of other origins may call.
fn service_shell(settings: &Settings, listen: &str) -> Result<ShellConfig, ConfigError> {
    let shell = shell(settings, listen)?;
    let cache = settings.number("CACHE_BYTES_MAX", shell.cache_bytes_max as u64, 0)?;
    Ok(ShellConfig {
        cors_origins: cors_origins(settings, shell.listen)?,
        cache_bytes_max: bounded("CACHE_BYTES_MAX", cache)?,
        ..shell
    })
}

fn rate_limit(settings: &Settings) -> Result<Option<u32>, ConfigError> {
    match settings.text("RATE_LIMIT") {
        None | Some("off") => Ok(None),
        Some(text) => match text.parse() {
            Ok(0) | Err(_) => Err(ConfigError::new("RATE_LIMIT", text, "off, or requests per second from 1")),
            Ok(limit) => Ok(Some(limit)),
        },
    }
}

fn cors_origins(settings: &Settings, listen: SocketAddr) -> Result<Vec<http::HeaderValue>, ConfigError> {
    let local = "http://localhost:5173,http://127.0.0.1:5173";
    let default = if listen.ip().is_loopback() { local } else { "" };
    let list = settings.text("CORS_ORIGINS").unwrap_or(default);
    list.split(',')
        .map(str::trim)
        .filter(|origin| !origin.is_empty())
        .map(|origin| {
            let rule = "a list of origins such as https://shop.example, parted by commas";
            let fits = origin.starts_with("http://") || origin.starts_with("https://");
            http::HeaderValue::from_str(origin)
                .ok()
                .filter(|_| fits && !origin.ends_with('/'))
                .ok_or_else(|| ConfigError::new("CORS_ORIGINS", origin, rule))
        })
        .collect()
}

fn keys(settings: &Settings, shell: &ShellConfig) -> Result<KeyRing, ConfigError> {
    let mut keys = KeyRing::new();
    let key = internal_key(settings);
    let allowed = settings.flag("ALLOW_DEVELOPMENT_KEY")?;
    check_development_key(key, shell.listen, allowed)
        .map_err(|refused| ConfigError::secret("INTERNAL_API_KEY", refused))?;
    keys.add(key, Caller::new("internal", SCOPES.iter().copied()));
    if let Some(path) = settings.text("API_KEYS_FILE") {
        let refuse = |rule: String| ConfigError::new("API_KEYS_FILE", path, rule);
        let text = std::fs::read_to_string(path)
            .map_err(|error| refuse(format!("a file that can be read ({error})")))?;
        keys.load(&text, SCOPES).map_err(|error| refuse(format!("a file of keys ({error})")))?;
    }
    Ok(keys)
}

fn store(settings: &Settings, file: &str) -> Result<StoreConfig, ConfigError> {
    let defaults = Options::default();
    // The text itself is not shown: an address of a database may hold a password.
    let url = match settings.text("DATABASE_URL") {
        Some(text) => text.parse().map_err(|why| ConfigError::secret("DATABASE_URL", why))?,
        None => DatabaseUrl::Sqlite(data_dir(settings).join(file)),
    };
    let options = Options {
        queue_max: bounded("QUEUE_MAX", settings.number("QUEUE_MAX", defaults.queue_max as u64, 1)?)?,
        events_keep_days: bounded(
            "EVENTS_KEEP_DAYS",
            settings.number("EVENTS_KEEP_DAYS", defaults.events_keep_days.into(), 1)?,
        )?,
        ..defaults
    };
    Ok(StoreConfig { url, options })
}

/// Where database files are.
pub(crate) fn data_dir(settings: &Settings) -> &Path {
    Path::new(settings.text("DATA_DIR").unwrap_or("./data"))
}

/// The form and the levels of the log.
pub(crate) fn log(settings: &Settings) -> Result<(LogFormat, &str), ConfigError> {
    let format = match settings.text("LOG_FORMAT") {
        Some("text") => LogFormat::Text,
        Some("json") => LogFormat::Json,
        Some(other) => return Err(ConfigError::new("LOG_FORMAT", other, "text or json")),
        None if std::io::stderr().is_terminal() => LogFormat::Text,
        None => LogFormat::Json,
    };
    Ok((format, settings.text("RUST_LOG").unwrap_or("info")))
}

/// A number in a type that may be too small for it.
fn bounded<T: TryFrom<u64>>(name: &str, number: u64) -> Result<T, ConfigError> {
    T::try_from(number).map_err(|_| ConfigError::new(name, &number.to_string(), "smaller"))
}

fn site(settings: &Settings, sister_url: Option<&str>) -> Site {
    Site {
        sister_url: sister_url.map(str::to_owned),
        error_docs_url: settings.text("ERROR_DOCS_URL").map(str::to_owned),
    }
}

/// How locations are chosen; a list of near ones is for a request to give.
fn allocation(settings: &Settings) -> Result<Allocation, ConfigError> {
    let Some(text) = settings.text("ALLOCATION") else { return Ok(Allocation::default()) };
    let rule = "single-location-first, priority or most-stock";
    let refused = || ConfigError::new("ALLOCATION", text, rule);
    Strategy::parse(text).and_then(Allocation::of).ok_or_else(refused)
}

fn product_check(settings: &Settings) -> Result<CheckOptions, ConfigError> {
    let cached = match settings.text("PRODUCT_CHECK") {
        None | Some("strict") => false,
        Some("cached") => true,
        Some(other) => return Err(ConfigError::new("PRODUCT_CHECK", other, "strict or cached")),
    };
    let millis = |name: &str, default| settings.number(name, default, 1).map(Duration::from_millis);
    let secs = |name: &str, default| settings.number(name, default, 0).map(Duration::from_secs);
    let max_age = secs("PRODUCT_CHECK_MAX_AGE_SECS", 300)?;
    Ok(CheckOptions {
        url: product_service_url(settings).to_owned(),
        key: product_key(settings).1.to_owned(),
        timeout: millis("PRODUCT_SERVICE_TIMEOUT_MS", 800)?,
        retries: bounded("PRODUCT_SERVICE_RETRIES", settings.number("PRODUCT_SERVICE_RETRIES", 2, 0)?)?,
        deadline: millis("PRODUCT_SERVICE_DEADLINE_MS", 2_000)?,
        freshness: Freshness {
            fresh: secs("PRODUCT_CACHE_SECS", 2)?,
            followed: secs("PRODUCT_CACHE_SECS", 30)?,
            stands_in: cached.then_some(max_age),
        },
    })
}

/// How long units are held for a buyer, and how many.
fn reservations(settings: &Settings) -> Result<ReservationRules, ConfigError> {
    let default = ReservationRules::default();
    let millis = |name: &str, default: i64| -> Result<i64, ConfigError> {
        let seconds: u32 = bounded(name, settings.number(name, default.unsigned_abs() / 1_000, 1)?)?;
        Ok(i64::from(seconds) * 1_000)
    };
    let limit = |reservations: &str, units: &str, default: HoldLimit| -> Result<HoldLimit, ConfigError> {
        let most = settings.number(reservations, default.reservations.into(), 1)?;
        Ok(HoldLimit {
            reservations: bounded(reservations, most)?,
            units: settings.number(units, default.units, 1)?,
        })
    };
    Ok(ReservationRules {
        usual_millis: millis("RESERVATION_DEFAULT_SECS", default.usual_millis)?,
        longest_millis: millis("RESERVATION_LONGEST_SECS", default.longest_millis)?,
        per_owner: limit("RESERVATIONS_PER_OWNER", "RESERVED_UNITS_PER_OWNER", default.per_owner)?,
        per_key: limit("RESERVATIONS_PER_KEY", "RESERVED_UNITS_PER_KEY", default.per_key)?,
    })
}
