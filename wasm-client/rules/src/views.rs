//! Imports and exports.

use tsify::Tsify;

/// How much an import did.
#[derive(Clone, Debug, PartialEq, Eq, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct ImportReport {
    /// Rows read.
    pub rows: u64,
    /// Products that are new.
    pub created: u64,
    /// Products that changed.
    pub updated: u64,
    /// Products that were so already.
    pub unchanged: u64,
    /// Rows refused.
    pub refused: u64,
    /// Products whose stock was initialised.
    pub initialised: u64,
    /// Products whose stock was counted.
    pub counted: u64,
    /// Products whose stock existed and was left alone.
    pub kept: u64,
    /// The first line of a file of refused rows; the lines are the `record` of each. Empty for NDJSON.
    pub refused_header: String,
}

/// One thing that is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq, Tsify)]
pub struct RefusedReason {
    /// A code of a service, or `row-unreadable`.
    #[tsify(type = "ErrorCode | 'row-unreadable'")]
    pub code: String,
    /// A sentence.
    pub detail: String,
    /// The column it is about, where it is about one.
    pub column: Option<String>,
}

/// A row that did not go in.
#[derive(Clone, Debug, PartialEq, Eq, Tsify)]
pub struct RefusedRow {
    /// The line it begins in, from 1.
    pub line: u64,
    /// Its SKU, where that could be read.
    pub sku: Option<String>,
    /// The code of the first reason.
    #[tsify(type = "ErrorCode | 'row-unreadable'")]
    pub code: String,
    /// The sentence of the first reason.
    pub detail: String,
    /// The column of the first reason.
    pub column: Option<String>,
    /// Everything that is wrong with it.
    pub reasons: Vec<RefusedReason>,
    /// The row as a line of a file of refused rows: as it was, and why. Such a file can be mended and imported.
    pub record: String,
}
