//! One page of a list.

use std::sync::{Mutex, PoisonError};

use catalog_core::{
    api::{
        cursor::Cursor,
        document::{Piece, Piecewise},
        field::{Listed, Paging},
        query::{Condition, Query, Window},
        value::Value,
    },
    engine::{Page, RankKey, Ranks, Spot},
};
use rusqlite::{Connection, Row};

use super::{
    compare::Side,
    condition::{Way, leads, push_conditions, push_owned_count, push_tally},
    counts::Counts,
    place::{Step, push_order, push_place},
    sequence::value,
    statement::Statement,
};
use crate::{
    ranks::{Known, Shelf, order_of},
    sqlite::Columns,
    table::{Table, Tally, unreadable},
};

/// What is read of each row of a page.
pub(crate) struct Reading<T> {
    table: &'static str,
    columns: Vec<&'static str>,
    tallies: &'static [Tally],
    read: Box<Read<T>>,
}

/// Reads a row of those columns.
type Read<T> = dyn Fn(&Row<'_>) -> rusqlite::Result<T> + Send;

impl<T> Reading<T> {
    /// The table.
    pub(crate) fn table(&self) -> &'static str {
        self.table
    }

    /// The same, where some counts are known.
    pub(crate) fn told_by(self, tallies: &'static [Tally]) -> Self {
        Self { tallies, ..self }
    }
}

impl<R: Listed> Reading<R> {
    /// The whole row.
    pub(crate) fn whole(table: &Table<R>) -> Self {
        Self {
            table: table.name,
            columns: table.columns.to_vec(),
            tallies: &[],
            read: Box::new(table.from_row),
        }
    }
}

impl Reading<Piece> {
    /// The attributes, cut out of a record, and the place in the list of `query`.
    pub(crate) fn pieces<R: Piecewise>(table: &Table<R>, record: &'static str, query: &Query<R>) -> Self {
        let order = query.columns().into_iter().map(|(column, _)| column.name);
        let columns: Vec<_> = std::iter::once(record).chain(order).collect();
        let last = columns.len();
        let read = move |row: &Row<'_>| {
            let attributes = R::cut_attributes(row.get_ref(0)?.as_str()?);
            let place = (1..last).map(|column| value(row, column)).collect::<Result<_, _>>()?;
            let attributes = attributes.ok_or_else(|| unreadable(0, "no record of this version"))?;
            Ok(Piece { attributes, place: Cursor(place) })
        };
        Self { table: table.name, columns, tallies: &[], read: Box::new(read) }
    }
}

/// The page that `query` asks for, all of it as of one moment. What this connection counts of tables that are
/// not ranked is kept in `own`.
pub(crate) fn page<R: Listed, T>(
    db: &mut Connection,
    own: &Mutex<Counts>,
    columns: &Columns,
    shelf: Option<&Shelf>,
    query: &Query<R>,
    rows: &Reading<T>,
) -> rusqlite::Result<Page<T>> {
    let table = rows.table;
    let snapshot = db.transaction()?;
    let steps = query
        .columns()
        .into_iter()
        .map(|(column, descending)| Step { column: columns.get(table, column.name), descending });
    let known = shelf.map(|shelf| shelf.at(&snapshot)).transpose()?;
    let counts = match &known {
        Some(known) => known.counts(),
        None => (own, version(&snapshot)?),
    };
    let list = List { db: &snapshot, rows, columns, query, steps: steps.collect(), counts };
    let is_filtered = !query.conditions.is_empty();
    let gathering = list.gathering()?;
    let total = || match known.as_ref().and_then(Known::rows).filter(|_| !is_filtered) {
        Some(rows) => Ok(rows),
        None => list.counted(&list.conditions(), gathering.way),
    };
    match &query.window {
        Window::Number { number, size } => {
            let total = total()?;
            let start = (number - 1).saturating_mul(u64::from(*size)).min(total);
            let ranked = order_of(query)
                .and_then(|(order, turned)| Some(Ranked { ranks: known.as_ref()?.ranks(order)?, turned }));
            let items = match ranked {
                _ if start >= total => Vec::new(),
                Some(ranked) if is_filtered => list.found(&ranked, &gathering, total, start, *size)?,
                Some(ranked) if start > 0 => list.ranked(&ranked, start, *size)?,
                _ => list.items(&Span { start, limit: *size, way: gathering.way, ..Span::default() })?,
            };
            let more_after = start + (items.len() as u64) < total;
            let counted = R::listing().paging == Paging::NumberOrCursor || !is_filtered;
            Ok(Page { items, total: counted.then_some(total), more_before: start > 0, more_after })
        }
        Window::Cursor { size, after, before } => {
            let total = match R::listing().paging {
                Paging::NumberOrCursor => Some(total()?),
                Paging::Seq if is_filtered => None,
                Paging::Seq => Some(list.span()?),
            };
            let page = match (after, before) {
                (None, Some(before)) => list.before(before, *size, gathering.way)?,
                _ => list.after(after.as_ref(), before.as_ref(), *size, gathering.way)?,
            };
            Ok(Page { total, ..page })
        }
    }
}

/// The rows of a table in an order, those of which the conditions hold.
struct List<'a, R: Listed, T> {
    db: &'a Connection,
    rows: &'a Reading<T>,
    columns: &'a Columns,
    query: &'a Query<R>,
    steps: Vec<Step>,
    /// What was counted in the state that is read, for all who read where its states have numbers, else by this
    /// connection; and its number.
    counts: (&'a Mutex<Counts>, i64),
}

/// How the rows are gathered of which the conditions hold.
struct Gathering {
    way: Way,
    /// How many rows are gathered, of which not all conditions hold; where none leads, as many as there are in all.
    rows: Option<u64>,
}

/// The ranks of the table's rows in the order of a list, or in the opposite one.
struct Ranked<'a> {
    ranks: &'a Ranks,
    turned: bool,
}

impl Ranked<'_> {
    /// The spot of the row at `place` of the list.
    fn spot(&self, place: u64) -> Option<Spot> {
        self.ranks.spot(if self.turned { self.ranks.rows().checked_sub(place + 1)? } else { place })
    }
}

/// So many rows that stand one behind the other are looked at in the time in which one match is gathered, which
/// stands anywhere.
const LOOKS: u64 = 4;

impl<R: Listed, T> List<'_, R, T> {
    fn conditions(&self) -> Vec<&Condition<R>> {
        self.query.conditions.iter().collect()
    }

    /// Several conditions are met by gathering the fewest rows that one of them leads to.
    fn gathering(&self) -> rusqlite::Result<Gathering> {
        let leads = leads(&self.query.conditions);
        if leads.len() < 2 {
            return Ok(Gathering { way: Way::Gathered, rows: None });
        }
        let mut fewest: Option<(u64, Way)> = None;
        for (lead, conditions) in leads {
            let rows = self.counted(&conditions, Way::Gathered)?;
            if fewest.is_none_or(|(fewest, _)| rows < fewest) {
                fewest = Some((rows, Way::GatheredBy(lead)));
            }
        }
        let (rows, way) = fewest.unzip();
        Ok(Gathering { way: way.unwrap_or_default(), rows })
    }

    /// Of how many rows these conditions hold, counted once for each state of the database.
    fn counted(&self, conditions: &[&Condition<R>], way: Way) -> rusqlite::Result<u64> {
        let mut statement = Statement::default();
        if !push_tally(&mut statement, self.rows.tallies, conditions)
            && !push_owned_count(&mut statement, conditions)
        {
            statement.push("SELECT count(*)");
            self.push_from(&mut statement, conditions, way);
        }
        let (counts, state) = self.counts;
        let counts = || counts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(rows) = counts().find(state, &statement) {
            return Ok(rows);
        }
        let rows = self.number(&statement)?;
        counts().put(state, statement, rows);
        Ok(rows)
    }

    /// How many rows a whole journal or feed has. Its numbers have no holes, so the ends tell it.
    fn span(&self) -> rusqlite::Result<u64> {
        let (table, id) = (self.rows.table, R::listing().id.name);
        let mut statement = Statement::default();
        statement.push(&format!(
            "SELECT coalesce((SELECT max({id}) FROM {table}) - (SELECT min({id}) FROM {table}) + 1, 0)"
        ));
        self.number(&statement)
    }

    /// The items from place `start` of the whole table, walked to from the fence of a block.
    fn ranked(&self, ranked: &Ranked<'_>, start: u64, size: u32) -> rusqlite::Result<Vec<T>> {
        let Some(spot) = ranked.spot(start) else { return Ok(Vec::new()) };
        let (fence, from, start) = if ranked.turned {
            (spot.until, Side::Above, spot.left)
        } else {
            (Some(spot.from), Side::From, spot.skip)
        };
        let fence = fence.as_ref().map(cursor);
        let sides = fence.iter().map(|fence| (fence, from)).collect();
        self.items(&Span { sides, start, limit: size, ..Span::default() })
    }

    /// The items from place `start` among those of which the conditions hold.
    ///
    /// Where those are many, the page is found soonest by walking the list; where they are few, by gathering them.
    /// They may stand anywhere, so no more rows are walked over than gathering would cost.
    fn found(
        &self,
        ranked: &Ranked<'_>,
        gathering: &Gathering,
        total: u64,
        start: u64,
        size: u32,
    ) -> rusqlite::Result<Vec<T>> {
        let wanted = u64::from(size).min(total - start);
        let rows_max = gathering.rows.unwrap_or(total).saturating_mul(LOOKS);
        let expected = (start + wanted).saturating_mul(ranked.ranks.rows()) / total.max(1);
        if expected < rows_max / 2 {
            let (fence, up_to) = match ranked.spot(rows_max) {
                Some(spot) if ranked.turned => (Some(spot.from), Side::UpTo),
                Some(spot) => (spot.until, Side::Below),
                None => (None, Side::Below),
            };
            let fence = fence.as_ref().map(cursor);
            let sides = fence.iter().map(|fence| (fence, up_to)).collect();
            let walked =
                self.items(&Span { sides, start, limit: size, way: Way::Walked, ..Span::default() })?;
            if walked.len() as u64 == wanted {
                return Ok(walked);
            }
        }
        self.items(&Span { start, limit: size, way: gathering.way, ..Span::default() })
    }

    /// The page behind a place, up to another one.
    fn after(
        &self,
        after: Option<&Cursor>,
        before: Option<&Cursor>,
        size: u32,
        way: Way,
    ) -> rusqlite::Result<Page<T>> {
        let after_side = after.map(|after| (after, Side::Above));
        let before_side = before.map(|before| (before, Side::Below));
        let sides = after_side.into_iter().chain(before_side).collect();
        let mut items = self.items(&Span { sides, limit: size + 1, way, ..Span::default() })?;
        let more_after = items.len() > size as usize;
        items.truncate(size as usize);
        let more_before = match after {
            Some(cursor) => self.any(cursor, Side::UpTo, way)?,
            None => false,
        };
        Ok(Page { items, total: None, more_before, more_after })
    }

    /// The page that ends before a place.
    fn before(&self, before: &Cursor, size: u32, way: Way) -> rusqlite::Result<Page<T>> {
        let sides = vec![(before, Side::Below)];
        let span = Span { sides, limit: size + 1, backwards: true, way, ..Span::default() };
        let mut items = self.items(&span)?;
        let more_before = items.len() > size as usize;
        if more_before {
            items.remove(0);
        }
        Ok(Page { items, total: None, more_before, more_after: self.any(before, Side::From, way)? })
    }

    /// Whether any item is on that side of a place.
    fn any(&self, cursor: &Cursor, side: Side, way: Way) -> rusqlite::Result<bool> {
        let mut statement = Statement::default();
        statement.push("SELECT EXISTS (SELECT 1");
        self.push_from(&mut statement, &self.conditions(), way);
        self.push_side(&mut statement, cursor, side);
        statement.push(")");
        Ok(self.number(&statement)? > 0)
    }

    /// Items in order. Identifiers alone are walked over, which an index can give; only the rows of the page
    /// itself are read.
    fn items(&self, span: &Span<'_>) -> rusqlite::Result<Vec<T>> {
        let (name, id) = (self.rows.table, R::listing().id.name);
        let mut statement = Statement::default();
        for (place, column) in self.rows.columns.iter().enumerate() {
            statement.push(if place == 0 { "SELECT row." } else { ", row." });
            statement.push(column);
        }
        statement.push(&format!(" FROM (SELECT {id} AS place"));
        self.push_from(&mut statement, &self.conditions(), span.way);
        for (cursor, side) in &span.sides {
            self.push_side(&mut statement, cursor, *side);
        }
        push_order(&mut statement, &self.steps, "", span.backwards);
        statement.push(" LIMIT ");
        statement.bind(&Value::Int(span.limit.into()));
        if span.start > 0 {
            statement.push(" OFFSET ");
            statement.bind(&Value::Int(i64::try_from(span.start).unwrap_or(i64::MAX)));
        }
        statement.push(&format!(") AS page CROSS JOIN {name} AS row ON row.{id} = page.place"));
        push_order(&mut statement, &self.steps, "row.", false);
        let mut prepared = statement.prepare(self.db)?;
        prepared.query_map(statement.parameters(), |row| (self.rows.read)(row))?.collect()
    }

    fn push_from(&self, statement: &mut Statement, conditions: &[&Condition<R>], way: Way) {
        statement.push(&format!(" FROM {} WHERE TRUE", self.rows.table));
        push_conditions(statement, self.columns, self.rows.table, conditions, way);
    }

    fn push_side(&self, statement: &mut Statement, cursor: &Cursor, side: Side) {
        statement.push(" AND (");
        push_place(statement, &self.steps, cursor, side);
        statement.push(")");
    }

    fn number(&self, statement: &Statement) -> rusqlite::Result<u64> {
        let number: i64 = statement.prepare(self.db)?.query_row(statement.parameters(), |row| row.get(0))?;
        Ok(u64::try_from(number).unwrap_or(0))
    }
}

/// The state of the database, as a connection numbers it.
fn version(db: &Connection) -> rusqlite::Result<i64> {
    db.prepare_cached("PRAGMA data_version")?.query_row((), |row| row.get(0))
}

fn cursor(key: &RankKey) -> Cursor {
    Cursor(key.to_vec())
}

/// Which items of a list.
#[derive(Default)]
struct Span<'a> {
    /// On which sides of some places.
    sides: Vec<(&'a Cursor, Side)>,
    way: Way,
    start: u64,
    limit: u32,
    /// The last ones rather than the first.
    backwards: bool,
}
