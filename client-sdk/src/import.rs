//! Import of products and stock from a file of any size, in constant memory and without I/O.
//!
//! ```text
//!   bytes ─► push ─► records ─► rows ─► batch ─► operations ─► stock-operations ─► next batch
//!                       └─ refused ◄┴──────────────┴───────────────┘ with the reason, the others go on
//! ```
//!
//! The host asks [`Import::step`] what to do: read on, send a request and give its answer to
//! [`Import::answer`], or put a refused row aside. Products are told apart by SKU and set by upserts, and stock is
//! initialised only where there is none, so an import that broke off is simply made again.
//!
//! A column that is absent leaves its attribute as it is; an empty cell sets the default; an empty `quantity`
//! leaves stock alone. An unknown column is an error. Columns: [`Column`].

mod batch;
mod records;
mod row;

use std::{
    collections::{BTreeSet, VecDeque},
    sync::Arc,
};

use catalog_core::{api::operations::OPERATIONS_MAX, product::SkuKey};

pub use crate::sheet::{Column, Format};
use crate::{
    error::SdkError,
    exchange::{ENVELOPE_BYTES, Exchange, OperationResult},
};
use batch::{Batch, Next};
use records::Records;
use row::Row;
pub use row::{Reason, Refused};

/// What an import does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImportOptions {
    /// How the file is written.
    pub format: Format,
    /// Whether `quantity` is a count that is set where stock exists already.
    pub set_stock: bool,
    /// Whether rows are only checked and nothing is sent.
    pub dry_run: bool,
    /// The longest body that the services take, in bytes.
    pub body_bytes_max: usize,
}

impl ImportOptions {
    /// Stock is initialised where none is; bodies are up to 1 MiB, the services' default.
    pub fn new(format: Format) -> Self {
        Self { format, set_stock: false, dry_run: false, body_bytes_max: 1024 * 1024 }
    }
}

/// What the host does next.
#[derive(Debug)]
pub enum Step<'a> {
    /// Read on: [`Import::push`], or [`Import::finish`] at the end of the file.
    Read,
    /// Send this and give its answer to [`Import::answer`]. Meanwhile a host that can may [read
    /// ahead](Import::reads_ahead).
    Send(&'a Arc<Exchange<Vec<OperationResult>>>),
    /// A row that did not go in.
    Refused(Refused),
    /// All is done.
    Done,
}

/// How much was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Rows read.
    pub rows: u64,
    /// Products that are new.
    pub created: u64,
    /// Products that changed.
    pub updated: u64,
    /// Products that were so already.
    pub unchanged: u64,
    /// Rows refused. One whose product went in and whose stock did not is among both.
    pub refused: u64,
    /// Products whose stock was initialised.
    pub initialised: u64,
    /// Products whose stock was counted.
    pub counted: u64,
    /// Products whose stock existed and was left alone.
    pub kept: u64,
}

/// Why an import ends early. What was sent before it is done, and is found done when the import is made again.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// The header names columns that do not exist, twice, or not those that must be there.
    #[error("the header cannot be used: {0}")]
    Columns(String),
    /// A record does not end; perhaps a quote is not closed.
    #[error("the record that begins in line {line} is longer than {} bytes", records::RECORD_BYTES_MAX)]
    RecordTooLong {
        /// Where it begins.
        line: u64,
    },
    /// A call failed, and not because of one row.
    #[error(transparent)]
    Call(#[from] SdkError),
    /// The answer does not fit what was sent.
    #[error("the answer does not fit the request: {0}")]
    Answer(String),
}

/// An import on its way.
#[derive(Debug)]
pub struct Import {
    options: ImportOptions,
    records: Records,
    gathered: Vec<Row>,
    gathered_bytes: usize,
    gathered_skus: BTreeSet<SkuKey>,
    /// A row that belongs to the next batch.
    held: VecDeque<Row>,
    batch: Option<Batch>,
    refused: VecDeque<Refused>,
    /// Those refused behind the batch.
    refused_ahead: VecDeque<Refused>,
    report: Report,
}

impl Import {
    /// An import of one file.
    pub fn new(options: ImportOptions) -> Self {
        Self {
            options,
            records: Records::new(options.format),
            gathered: Vec::new(),
            gathered_bytes: 0,
            gathered_skus: BTreeSet::new(),
            held: VecDeque::new(),
            batch: None,
            refused: VecDeque::new(),
            refused_ahead: VecDeque::new(),
            report: Report::default(),
        }
    }

    /// Takes the next bytes of the file. Chunks may end anywhere.
    pub fn push(&mut self, bytes: &[u8]) {
        self.records.push(bytes);
    }

    /// Notes the end of the file.
    pub fn finish(&mut self) {
        self.records.finish();
    }

    /// How much was done so far.
    pub fn report(&self) -> Report {
        self.report
    }

    /// The first line of a file of refused rows.
    pub fn refused_header(&self) -> Vec<u8> {
        self.records.refused_header()
    }

    /// What to do next.
    pub fn step(&mut self) -> Result<Step<'_>, ImportError> {
        loop {
            if self.batch.is_none() {
                self.refused.append(&mut self.refused_ahead);
            }
            if let Some(refused) = self.refused.pop_front() {
                self.report.refused += 1;
                return Ok(Step::Refused(refused));
            }
            if self.batch.is_some() {
                break;
            }
            match self.gather()? {
                Gathered::Full => self.begin_batch(),
                Gathered::More => {}
                Gathered::Dry => return Ok(Step::Read),
                Gathered::End => return Ok(Step::Done),
            }
        }
        // Looked up again, because a borrow that is returned cannot be taken in the loop.
        Ok(self.batch.as_ref().map_or(Step::Done, |batch| Step::Send(batch.exchange())))
    }

    /// Makes the next batch ready while the answer to the last one is awaited, as far as the bytes go that there
    /// are. Whether it takes more of them: [`Import::push`], or [`Import::finish`], and then again.
    pub fn reads_ahead(&mut self) -> Result<bool, ImportError> {
        // Refused rows are not heaped up: their turn comes after those of the batch.
        while self.refused_ahead.is_empty() {
            match self.gather()? {
                Gathered::More => {}
                Gathered::Dry => return Ok(true),
                Gathered::Full | Gathered::End => break,
            }
        }
        Ok(false)
    }

    /// Takes the answer to what was last sent.
    pub fn answer(&mut self, answer: Result<Vec<OperationResult>, SdkError>) -> Result<(), ImportError> {
        let Some(batch) = self.batch.take() else {
            return Err(ImportError::Answer("nothing was sent".to_owned()));
        };
        let next = batch.take(answer, &mut self.report)?;
        self.go_on(next);
        Ok(())
    }

    fn go_on(&mut self, next: Next) {
        self.refused.extend(next.refused);
        // What was put off comes before whatever was read since.
        if !next.put_off.is_empty() {
            let ahead = self.take_gathered();
            for row in next.put_off.into_iter().chain(ahead).rev() {
                self.held.push_front(row);
            }
        }
        self.batch = next.batch;
    }

    /// Adds one row to what will be the next batch.
    fn gather(&mut self) -> Result<Gathered, ImportError> {
        let row = match self.held.pop_front() {
            Some(row) => row,
            None => match self.records.next()? {
                records::Read::Record(record) => {
                    self.report.rows += 1;
                    match Row::read(record, self.options.body_bytes_max.saturating_sub(ENVELOPE_BYTES)) {
                        Ok(row) => row,
                        Err(refused) => {
                            self.refused_ahead.push_back(refused);
                            return Ok(Gathered::More);
                        }
                    }
                }
                records::Read::Dry => return Ok(Gathered::Dry),
                records::Read::End if self.gathered.is_empty() => return Ok(Gathered::End),
                records::Read::End => return Ok(Gathered::Full),
            },
        };
        let bytes = self.gathered_bytes + row.bytes() + 1;
        let full =
            self.gathered.len() == OPERATIONS_MAX || ENVELOPE_BYTES + bytes > self.options.body_bytes_max;
        if !self.gathered.is_empty() && (full || self.gathered_skus.contains(&row.sku.key())) {
            self.held.push_front(row);
            return Ok(Gathered::Full);
        }
        self.gathered_skus.insert(row.sku.key());
        self.gathered_bytes = bytes;
        self.gathered.push(row);
        Ok(Gathered::More)
    }

    fn begin_batch(&mut self) {
        let rows = self.take_gathered();
        if !self.options.dry_run {
            self.batch = Batch::of_products(rows, self.options);
        }
    }

    fn take_gathered(&mut self) -> Vec<Row> {
        self.gathered_bytes = 0;
        self.gathered_skus.clear();
        std::mem::take(&mut self.gathered)
    }
}

enum Gathered {
    /// A row was taken or refused; there may be more.
    More,
    /// The batch is to be sent.
    Full,
    /// More bytes are needed.
    Dry,
    /// All is read and sent.
    End,
}

#[cfg(test)]
mod tests;
