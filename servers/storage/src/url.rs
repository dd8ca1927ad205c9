//! Where a store is, as `DATABASE_URL` says it.

use std::{fmt, path::PathBuf, str::FromStr};

use thiserror::Error;

/// Where a store is.
///
/// ```
/// use trastienda_storage::DatabaseUrl;
///
/// assert_eq!("memory:".parse(), Ok(DatabaseUrl::Memory));
/// assert_eq!("sqlite:data/stock.db".parse(), Ok(DatabaseUrl::Sqlite("data/stock.db".into())));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// `sqlite:PATH`: one file.
    Sqlite(PathBuf),
    /// `memory:`: forgotten when the process ends.
    Memory,
}

/// Why a text is no place for a store.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum UrlError {
    /// PostgreSQL.
    #[error("PostgreSQL is not offered yet; use sqlite:PATH or memory:")]
    Postgres,
    /// `sqlite:` alone.
    #[error("sqlite: needs the path of a file, as in sqlite:data/stock.db")]
    NoPath,
    /// Anything else. The text itself is not shown, since it may hold a password.
    #[error("a database is sqlite:PATH or memory:")]
    Unknown,
}

impl FromStr for DatabaseUrl {
    type Err = UrlError;

    fn from_str(text: &str) -> Result<Self, UrlError> {
        match text.split_once(':') {
            Some(("memory", "")) => Ok(Self::Memory),
            Some(("sqlite", "")) => Err(UrlError::NoPath),
            Some(("sqlite", path)) => Ok(Self::Sqlite(PathBuf::from(path))),
            Some(("postgres" | "postgresql", _)) => Err(UrlError::Postgres),
            _ => Err(UrlError::Unknown),
        }
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Memory => f.write_str("memory:"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_store_is_told_why() {
        let error = |text: &str| text.parse::<DatabaseUrl>().unwrap_err();
        assert_eq!(error("postgres://shop:secret@host/db"), UrlError::Postgres);
        assert_eq!(error("sqlite:"), UrlError::NoPath);
        for text in ["", "stock.db", "memory", "memory:x", "mysql://secret@host"] {
            assert_eq!(error(text), UrlError::Unknown, "{text}");
        }
        assert!(!error("mysql://secret@host").to_string().contains("secret"));
    }
}
