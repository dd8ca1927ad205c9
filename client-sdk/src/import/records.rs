//! From bytes to records: CSV or JSON lines, cut anywhere.

use csv_core::{ReadRecordResult, Reader};
use serde_json::Value as Json;

use super::{Column, Format, ImportError};
use crate::sheet::{csv_record, json_line};

/// The longest record taken, in bytes. A product is far shorter; a quote that is not closed would otherwise
/// take in the whole file.
pub(super) const RECORD_BYTES_MAX: usize = 1024 * 1024;

/// What comes next.
#[derive(Debug)]
pub(super) enum Read {
    /// A record.
    Record(Record),
    /// More bytes are needed.
    Dry,
    /// There are no more.
    End,
}

/// One record as it stands in the file.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Record {
    /// The line it begins in, from 1.
    pub(super) line: u64,
    /// What it says.
    pub(super) content: Content,
}

/// What a record says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Content {
    /// Cells under the columns of the header.
    Cells(Vec<Column>, Vec<String>),
    /// A line that should be a JSON object.
    Line(String),
}

/// Takes bytes, gives records.
#[derive(Debug)]
pub(super) struct Records {
    format: Format,
    input: Vec<u8>,
    at: usize,
    ended: bool,
    /// Line feeds taken so far.
    lines: u64,
    columns: Option<Vec<Column>>,
    csv: Csv,
}

impl Records {
    pub(super) fn new(format: Format) -> Self {
        Self { format, input: Vec::new(), at: 0, ended: false, lines: 0, columns: None, csv: Csv::default() }
    }

    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.input.drain(..self.at);
        self.at = 0;
        self.input.extend_from_slice(bytes);
    }

    pub(super) fn finish(&mut self) {
        self.ended = true;
    }

    /// The first line of a file of refused rows.
    pub(super) fn refused_header(&self) -> Vec<u8> {
        match &self.columns {
            Some(columns) => {
                let kept = columns.iter().filter(|column| **column != Column::Refused);
                csv_record(kept.chain([&Column::Refused]).map(|column| column.name()))
            }
            None => Vec::new(),
        }
    }

    /// How many bytes are held that belong to no whole record yet.
    #[cfg(test)]
    pub(super) fn held_bytes(&self) -> usize {
        self.input.len() - self.at
    }

    pub(super) fn next(&mut self) -> Result<Read, ImportError> {
        if !self.skip_empty_lines() {
            return Ok(if self.ended { Read::End } else { Read::Dry });
        }
        match self.format {
            Format::NdJson => self.next_line(),
            Format::Csv => self.next_cells(),
        }
    }

    /// Skips line ends before a record, and the byte order mark before the first one; `false` where no byte of a
    /// record is there.
    fn skip_empty_lines(&mut self) -> bool {
        const MARK: &[u8] = b"\xef\xbb\xbf";
        if self.csv.begun {
            return self.ended || self.at < self.input.len();
        }
        let rest = self.input.get(self.at..).unwrap_or_default();
        if self.lines == 0 && self.at == 0 && MARK.starts_with(rest.get(..3).unwrap_or(rest)) {
            match rest.len() {
                0..3 if !self.ended => return false,
                0..3 => {}
                _ => self.at = 3,
            }
        }
        while let Some(byte @ (b'\n' | b'\r')) = self.input.get(self.at) {
            self.lines += u64::from(*byte == b'\n');
            self.at += 1;
        }
        self.at < self.input.len()
    }

    fn next_line(&mut self) -> Result<Read, ImportError> {
        let rest = self.input.get(self.at..).unwrap_or_default();
        let end = rest.iter().position(|byte| *byte == b'\n');
        let length = end.unwrap_or(rest.len());
        let line = self.lines + 1;
        if length > RECORD_BYTES_MAX {
            return Err(ImportError::RecordTooLong { line });
        }
        if end.is_none() && !self.ended {
            return Ok(Read::Dry);
        }
        let text = String::from_utf8_lossy(rest.get(..length).unwrap_or_default()).trim_end().to_owned();
        self.at += length;
        Ok(Read::Record(Record { line, content: Content::Line(text) }))
    }

    fn next_cells(&mut self) -> Result<Read, ImportError> {
        loop {
            let line = self.lines + 1;
            let rest = self.input.get(self.at..).unwrap_or_default();
            let (cells, taken) = self.csv.read(rest, self.ended);
            let feeds = rest.iter().take(taken).filter(|byte| **byte == b'\n').count();
            self.at += taken;
            if self.csv.length > RECORD_BYTES_MAX {
                return Err(ImportError::RecordTooLong { line });
            }
            // The line of a record is where it begins, so its own line feeds are counted once it is whole.
            self.csv.feeds += feeds as u64;
            let Some(cells) = cells else { return Ok(if self.ended { Read::End } else { Read::Dry }) };
            self.lines += std::mem::take(&mut self.csv.feeds);
            let Some(columns) = &self.columns else {
                self.columns = Some(read_header(&cells)?);
                if !self.skip_empty_lines() {
                    return Ok(if self.ended { Read::End } else { Read::Dry });
                }
                continue;
            };
            return Ok(Read::Record(Record { line, content: Content::Cells(columns.clone(), cells) }));
        }
    }
}

/// The incremental CSV reader with its buffers.
#[derive(Debug)]
struct Csv {
    core: Reader,
    /// The fields of the record so far, one behind the other.
    output: Vec<u8>,
    length: usize,
    /// Where each field ends.
    ends: Vec<usize>,
    fields: usize,
    /// A record has begun and is not whole.
    begun: bool,
    /// Line feeds within it.
    feeds: u64,
}

impl Default for Csv {
    fn default() -> Self {
        Self {
            core: Reader::new(),
            output: vec![0; 1024],
            length: 0,
            ends: vec![0; 32],
            fields: 0,
            begun: false,
            feeds: 0,
        }
    }
}

impl Csv {
    /// Reads on: the record, once it is whole, and how many bytes were taken.
    fn read(&mut self, input: &[u8], ended: bool) -> (Option<Vec<String>>, usize) {
        let mut taken = 0;
        loop {
            let rest = input.get(taken..).unwrap_or_default();
            if rest.is_empty() && !ended {
                return (None, taken);
            }
            let output = self.output.get_mut(self.length..).unwrap_or_default();
            let ends = self.ends.get_mut(self.fields..).unwrap_or_default();
            let (result, read, written, fields) = self.core.read_record(rest, output, ends);
            taken += read;
            self.length += written;
            self.fields += fields;
            self.begun = true;
            match result {
                ReadRecordResult::InputEmpty | ReadRecordResult::OutputFull
                    if self.length > RECORD_BYTES_MAX =>
                {
                    return (None, taken);
                }
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => self.output.resize(self.output.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record => return (Some(self.take()), taken),
                ReadRecordResult::End => {
                    self.begun = false;
                    return (None, taken);
                }
            }
        }
    }

    fn take(&mut self) -> Vec<String> {
        let mut start = 0;
        let mut fields = Vec::with_capacity(self.fields);
        for end in self.ends.iter().take(self.fields) {
            let field = self.output.get(start..*end).unwrap_or_default();
            fields.push(String::from_utf8_lossy(field).into_owned());
            start = *end;
        }
        (self.length, self.fields, self.begun) = (0, 0, false);
        fields
    }
}

fn read_header(names: &[String]) -> Result<Vec<Column>, ImportError> {
    let mut columns = Vec::with_capacity(names.len());
    for name in names {
        let column = Column::parse(name)
            .ok_or_else(|| ImportError::Columns(format!("there is no column {name:?}")))?;
        if columns.contains(&column) {
            return Err(ImportError::Columns(format!("the column {name:?} stands twice")));
        }
        columns.push(column);
    }
    let missing = Column::REQUIRED.into_iter().find(|column| !columns.contains(column));
    match missing {
        Some(column) => Err(ImportError::Columns(format!("the column {:?} is missing", column.name()))),
        None => Ok(columns),
    }
}

impl Record {
    /// The record as a line of a file of refused rows.
    pub(super) fn refused(&self, reason: &str) -> Vec<u8> {
        match &self.content {
            Content::Cells(columns, cells) => {
                let kept = columns.iter().enumerate().filter(|(_, column)| **column != Column::Refused);
                let cells = kept.map(|(place, _)| cells.get(place).map_or("", String::as_str));
                csv_record(cells.chain([reason]))
            }
            Content::Line(text) => {
                let mut object = match serde_json::from_str(text) {
                    Ok(Json::Object(object)) => object,
                    _ => [("unreadable".to_owned(), Json::String(text.clone()))].into_iter().collect(),
                };
                object.insert(Column::Refused.name().to_owned(), Json::String(reason.to_owned()));
                json_line(&Json::Object(object))
            }
        }
    }
}
