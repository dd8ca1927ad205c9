//! One field table per resource: what a list of it can be sorted, filtered and continued by.
//!
//! The query parser, the list over memory, the SQL of a store, cursors, OpenAPI parameters and the SDK's
//! builder all read this one table, so a resource is listed by writing its table and nothing else.

use super::value::Value;

/// A resource that can be listed.
pub trait Listed: Clone + Send + Sync + 'static {
    /// The identifier; its text is the JSON:API `id`.
    type Id: Clone + Ord + std::fmt::Display + Send + Sync + 'static;

    /// The JSON:API type.
    const KIND: &'static str;

    /// The collection's path. It stands beside the table, so that a client names a resource without taking in
    /// everything its lists can be sorted and searched by.
    const PATH: &'static str;

    /// The table.
    fn listing() -> &'static Listing<Self>;

    /// This resource's identifier.
    fn id(&self) -> &Self::Id;
}

/// Everything that a list of `R` offers.
#[derive(Debug)]
pub struct Listing<R: 'static> {
    /// The JSON:API type.
    pub kind: &'static str,
    /// The collection's path.
    pub path: &'static str,
    /// The identifier as a column: it breaks ties and is the last value of a cursor.
    pub id: Column<R>,
    /// Whether pages go by number too, or by cursor alone (journals and feeds).
    pub paging: Paging,
    /// Names of attributes, in the order in which they are written.
    pub attributes: &'static [&'static str],
    /// Names of relationships, in the order in which they are written.
    pub relationships: &'static [&'static str],
    /// What `sort` takes; the first is the default.
    pub sorts: &'static [Sort<R>],
    /// Whether the default order descends.
    pub newest_first: bool,
    /// What `filter[…]` takes.
    pub filters: &'static [Filter<R>],
    /// What `include` takes; none means that the parameter itself is refused.
    pub includes: &'static [Include],
}

/// How pages of a list are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paging {
    /// By number, or by an opaque cursor of the sort values.
    NumberOrCursor,
    /// By cursor alone, which is the decimal `seq`; no `sort`, a total only when unfiltered.
    Seq,
}

/// A value of `R` with the name of the column that stores it.
#[derive(Debug)]
pub struct Column<R: 'static> {
    /// The column's name in a store.
    pub name: &'static str,
    /// The value of one resource.
    pub value: fn(&R) -> Value,
}

/// One name that `sort` takes; `-name` descends.
#[derive(Debug)]
pub struct Sort<R: 'static> {
    /// The name on the wire.
    pub name: &'static str,
    /// The columns it orders by, in turn.
    pub columns: &'static [Column<R>],
}

/// One `filter` parameter.
#[derive(Debug)]
pub struct Filter<R: 'static> {
    /// The full parameter name: `filter[status]`, `filter[price][gte]`.
    pub name: &'static str,
    /// What it says, for people.
    pub about: &'static str,
    /// Reads one value; an error says what a value must be, as in "must be a whole number".
    pub read: fn(&str) -> Result<Value, &'static str>,
    /// The values it knows, when they are few.
    pub one_of: &'static [&'static str],
    /// How a resource is tested.
    pub test: Test<R>,
}

/// How a filter tests a resource.
#[derive(Debug)]
pub enum Test<R: 'static> {
    /// The column equals the value, in which a comma is a letter like any other.
    Is(Column<R>),
    /// The column equals any of the values (comma-separated on the wire).
    AnyOf(Column<R>),
    /// Either column equals any of the values (comma-separated on the wire).
    EitherOf(Column<R>, Column<R>),
    /// The column is at least the value.
    AtLeast(Column<R>),
    /// The column is at most the value.
    AtMost(Column<R>),
    /// The column, a path with `/`, is the value or below it.
    Under(Column<R>),
    /// Any of many values of the resource equals any of those asked for (comma-separated on the wire).
    Holds(Many<R>),
    /// Every word asked for is among the resource's words, the last one as a prefix. The value is the
    /// words, folded, with one space between.
    Words(Many<R>),
}

/// Several values of one resource, kept in a table of their own.
#[derive(Debug)]
pub struct Many<R: 'static> {
    /// The table in a store. For [`Test::Words`] it is a full-text index over the column `words` of the resource's
    /// own table, under the number of its row. For [`Test::Holds`] it has the columns `value` and `owner`: the
    /// number too where words are searched, else the resource's id.
    pub table: &'static str,
    /// The values of one resource.
    pub values: fn(&R) -> Vec<String>,
}

/// One name that `include` takes, and the members its resources have.
#[derive(Debug)]
pub struct Include {
    /// The relationship's name.
    pub name: &'static str,
    /// The JSON:API type of what comes.
    pub kind: &'static str,
    /// Attributes and relationships of that type, for `fields[kind]`.
    pub members: &'static [&'static str],
}

impl<R> Test<R> {
    /// Whether several comma-separated values may be given.
    pub fn takes_many(&self) -> bool {
        matches!(self, Self::AnyOf(_) | Self::EitherOf(..) | Self::Holds(_))
    }
}

impl<R> Listing<R> {
    /// Whether `name` is an attribute or a relationship.
    pub fn has_member(&self, name: &str) -> bool {
        self.attributes.contains(&name) || self.relationships.contains(&name)
    }
}
