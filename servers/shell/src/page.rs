//! The paths that the shell itself answers.

/// A page of the shell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Page {
    /// `/docs`, which leads to `/docs/`.
    DocsEntry,
    /// The files of the API's documentation.
    Docs,
    /// The `OpenAPI` document.
    OpenApi,
    /// Whether the process lives.
    Live,
    /// Whether it takes requests.
    Ready,
    /// The counters.
    Metrics,
}

/// Where the documentation's files are.
pub(crate) const DOCS: &str = "/docs/";
/// The scope that [`Page::Metrics`] needs.
pub(crate) const METRICS_SCOPE: &str = "admin";
/// The methods of every page, as `Allow` has them.
pub(crate) const PAGE_METHODS: &str = "GET, HEAD, OPTIONS";

impl Page {
    /// The page at a path.
    pub(crate) fn at(path: &str) -> Option<Self> {
        match path {
            "/docs" => Some(Self::DocsEntry),
            "/openapi.json" => Some(Self::OpenApi),
            "/health/live" => Some(Self::Live),
            "/health/ready" => Some(Self::Ready),
            "/metrics" => Some(Self::Metrics),
            _ => path.starts_with(DOCS).then_some(Self::Docs),
        }
    }

    /// Whether it is shown without a key.
    pub(crate) fn is_open(self) -> bool {
        self != Self::Metrics
    }

    /// Whether it is part of the documentation of an API.
    pub(crate) fn is_docs(self) -> bool {
        matches!(self, Self::DocsEntry | Self::Docs | Self::OpenApi)
    }

    /// The path as a label.
    pub(crate) fn template(self) -> &'static str {
        match self {
            Self::DocsEntry => "/docs",
            Self::Docs => "/docs/{file}",
            Self::OpenApi => "/openapi.json",
            Self::Live => "/health/live",
            Self::Ready => "/health/ready",
            Self::Metrics => "/metrics",
        }
    }
}
