//! The file that products are imported from and exported to: its columns, in CSV or as one JSON object a line.

use catalog_core::{api::document::ResourceObject, product::Money};
use serde_json::{Value as Json, json};

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values (RFC 4180), UTF-8, the first record naming the columns.
    Csv,
    /// One JSON object a line; keys are the columns' names.
    NdJson,
}

/// One column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// The SKU, by which rows are told apart.
    Sku,
    /// The name.
    Name,
    /// The price in major units, with `.` before the decimals.
    Price,
    /// The price's currency.
    Currency,
    /// The description.
    Description,
    /// The category's path.
    Category,
    /// The tags: joined by `|`, or an array.
    Tags,
    /// The status.
    Status,
    /// The group of variants.
    Group,
    /// The options: an object.
    Options,
    /// The images: an array of objects.
    Images,
    /// The metadata: an object.
    Metadata,
    /// How many units are in the house.
    Quantity,
    /// Why a row was refused: written beside refused rows, and read over, so that a file of refused rows can be
    /// mended and imported again.
    Refused,
}

impl Column {
    /// Every column that an export writes, in its order.
    pub const ALL: [Self; 13] = [
        Self::Sku,
        Self::Name,
        Self::Price,
        Self::Currency,
        Self::Description,
        Self::Category,
        Self::Tags,
        Self::Status,
        Self::Group,
        Self::Options,
        Self::Images,
        Self::Metadata,
        Self::Quantity,
    ];

    /// The columns that every import must have.
    pub const REQUIRED: [Self; 4] = [Self::Sku, Self::Name, Self::Price, Self::Currency];

    /// The name in a file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sku => "sku",
            Self::Name => "name",
            Self::Price => "price",
            Self::Currency => "currency",
            Self::Description => "description",
            Self::Category => "category",
            Self::Tags => "tags",
            Self::Status => "status",
            Self::Group => "group",
            Self::Options => "options",
            Self::Images => "images",
            Self::Metadata => "metadata",
            Self::Quantity => "quantity",
            Self::Refused => "refused",
        }
    }

    /// The column of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().chain([Self::Refused]).find(|column| column.name() == name)
    }
}

/// The first line of an export: the columns' names, or nothing.
pub fn header(format: Format) -> Vec<u8> {
    match format {
        Format::Csv => csv_record(Column::ALL.map(Column::name)),
        Format::NdJson => Vec::new(),
    }
}

/// A product, as it was written, as a line. `quantity` is what an import would set; none leaves stock alone.
///
/// # Errors
/// What is no price.
pub fn row(format: Format, product: &ResourceObject, quantity: Option<i64>) -> Result<Vec<u8>, String> {
    let price: Money = product.attribute(Column::Price.name())?;
    let value = |column: Column| match column {
        Column::Price => json!(price.major()),
        Column::Currency => json!(price.currency()),
        Column::Quantity => json!(quantity),
        _ => product.attributes.get(column.name()).cloned().unwrap_or_default(),
    };
    Ok(match format {
        Format::Csv => csv_record(Column::ALL.map(|column| cell(column, value(column)))),
        Format::NdJson => {
            let members = Column::ALL.map(|column| format!("\"{}\":{}", column.name(), value(column)));
            format!("{{{}}}\n", members.join(",")).into_bytes()
        }
    })
}

/// A value as a cell: empty where it is the default.
fn cell(column: Column, value: Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::String(text) => text,
        Json::Array(tags) if column == Column::Tags => {
            tags.iter().filter_map(Json::as_str).collect::<Vec<_>>().join("|")
        }
        Json::Array(items) if items.is_empty() => String::new(),
        Json::Object(members) if members.is_empty() => String::new(),
        other => other.to_string(),
    }
}

/// One record of CSV, with its line feed.
pub(crate) fn csv_record<T: AsRef<str>>(fields: impl IntoIterator<Item = T>) -> Vec<u8> {
    let mut line = String::new();
    for (place, field) in fields.into_iter().enumerate() {
        let field = field.as_ref();
        if place > 0 {
            line.push(',');
        }
        if field.contains([',', '"', '\r', '\n']) {
            line.push('"');
            line.push_str(&field.replace('"', "\"\""));
            line.push('"');
        } else {
            line.push_str(field);
        }
    }
    line.push('\n');
    line.into_bytes()
}

/// One line of JSON, with its line feed.
pub(crate) fn json_line(object: &Json) -> Vec<u8> {
    let mut line = object.to_string().into_bytes();
    line.push(b'\n');
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_its_name() {
        for column in Column::ALL {
            assert_eq!(Column::parse(column.name()), Some(column));
        }
        assert_eq!(Column::parse("colour"), None);
    }

    #[test]
    fn what_would_break_a_record_is_quoted() {
        let record = csv_record(["a", "b,c", "say \"x\"", "two\nlines", ""]);
        assert_eq!(String::from_utf8(record).unwrap(), "a,\"b,c\",\"say \"\"x\"\"\",\"two\nlines\",\n");
    }
}
