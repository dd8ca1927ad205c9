//! What the columns of the tables hold, as the file says it.

use std::{collections::HashMap, sync::Arc};

use rusqlite::Connection;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Whole numbers.
    Integer,
    /// Text.
    Text,
    /// Anything: an expression of a view.
    Any,
}

/// One column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    /// Its name.
    pub(crate) name: &'static str,
    /// What it holds.
    pub(crate) kind: Kind,
    /// Whether it may hold nothing.
    pub(crate) nullable: bool,
}

/// The columns of every table and view.
#[derive(Clone, Debug)]
pub(crate) struct Columns(Arc<HashMap<String, Held>>);

/// What the columns of a table hold, and whether they may hold nothing.
type Held = HashMap<String, (Kind, bool)>;

impl Columns {
    /// Reads them.
    pub(crate) fn read(db: &Connection) -> rusqlite::Result<Self> {
        let mut columns = db.prepare(
            "SELECT held.name, kept.name, kept.type, kept.\"notnull\" OR kept.pk = 1 AND kept.type = 'INTEGER'
             FROM sqlite_schema AS held JOIN pragma_table_info(held.name) AS kept
             WHERE held.type IN ('table', 'view')",
        )?;
        let columns = columns.query_map((), |row| {
            let kind = match row.get_ref(2)?.as_str()? {
                "INTEGER" => Kind::Integer,
                "TEXT" => Kind::Text,
                _ => Kind::Any,
            };
            Ok((row.get(0)?, row.get(1)?, (kind, !row.get::<_, bool>(3)?)))
        })?;
        let mut tables: HashMap<String, Held> = HashMap::new();
        for column in columns {
            let (table, name, held) = column?;
            tables.entry(table).or_default().insert(name, held);
        }
        Ok(Self(Arc::new(tables)))
    }

    /// One column.
    pub(crate) fn get(&self, table: &str, name: &'static str) -> Column {
        let found = self.0.get(table).and_then(|columns| columns.get(name)).copied();
        let (kind, nullable) = found.unwrap_or((Kind::Any, true));
        Column { name, kind, nullable }
    }
}
