//! What only this server can find wrong with a request, beside what the services find.

use catalog_core::api::fault::Code;

/// The error codes of the web server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WebCode {
    /// The request came for, or from, an address that is not this shop's.
    OriginRefused,
    /// Without sign-in only the owner's own machine may ask for this.
    OwnerOnly,
    /// The Inventory service gave no answer that can be handed on.
    InventoryServiceUnavailable,
}

impl WebCode {
    /// Every code, for tables and tests.
    pub const ALL: &'static [Self] =
        &[Self::OriginRefused, Self::OwnerOnly, Self::InventoryServiceUnavailable];

    /// Status, name and title.
    pub const fn code(self) -> Code {
        match self {
            Self::OriginRefused => Code { status: 403, name: "origin-refused", title: "Origin is refused" },
            Self::OwnerOnly => Code { status: 403, name: "owner-only", title: "For the owner only" },
            Self::InventoryServiceUnavailable => Code {
                status: 503,
                name: "inventory-service-unavailable",
                title: "Inventory service is unavailable",
            },
        }
    }
}

impl From<WebCode> for Code {
    fn from(code: WebCode) -> Self {
        code.code()
    }
}

#[cfg(test)]
mod tests {
    use catalog_core::api::fault::Problem;
    use stock_core::error::StockCode;

    use super::*;

    #[test]
    fn no_service_has_these_codes() {
        let general = Problem::ALL.iter().map(|problem| problem.code().name);
        let stock = StockCode::ALL.iter().map(|code| code.code().name);
        let services: Vec<_> = general.chain(stock).collect();
        assert!(WebCode::ALL.iter().all(|code| !services.contains(&code.code().name)));
    }
}
