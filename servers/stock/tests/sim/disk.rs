//! What outlives a process: tables in memory, or a real SQLite file.

mod file;
mod memory;

use std::sync::Arc;

use catalog_core::{
    api::{
        cursor::Cursor,
        field::Listed,
        query::{PAGE_SIZE_MAX, Query, Window},
    },
    engine::{Holds, Journal, Page},
};
use stock_core::service::{Stock, StockTables};
use trastienda_stock::Tables;
use trastienda_storage::Lists;

use file::FileDisk;
use memory::{MemoryDisk, Writer};

/// Of which kind it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Memory,
    File,
}

/// What outlives a process.
pub(crate) enum Disk {
    Memory(Arc<MemoryDisk>),
    File(FileDisk),
}

/// A resource that both kinds hold.
pub(crate) trait Stored: Listed {
    fn page_in_memory(tables: &StockTables, query: &Query<Self>) -> Page<Self>;
    fn page_in_file(file: &FileDisk, query: &Query<Self>) -> Page<Self>;
    fn get_in_memory(tables: &StockTables, id: &Self::Id) -> Option<Self>;
}

impl<R: Listed> Stored for R
where
    StockTables: Holds<R>,
    Tables: Lists<R>,
{
    fn page_in_memory(tables: &StockTables, query: &Query<R>) -> Page<R> {
        tables.page(query)
    }

    fn page_in_file(file: &FileDisk, query: &Query<R>) -> Page<R> {
        file.page(query)
    }

    fn get_in_memory(tables: &StockTables, id: &R::Id) -> Option<R> {
        Holds::<R>::get(tables, id)
    }
}

impl Disk {
    /// An empty one.
    pub(crate) fn new(kind: Kind) -> Self {
        match kind {
            Kind::Memory => Self::Memory(Arc::default()),
            Kind::File => Self::File(FileDisk::new()),
        }
    }

    /// What a process finds that starts now.
    pub(crate) fn start(&mut self) -> (Stock, Box<dyn Journal<Stock>>) {
        match self {
            Self::Memory(disk) => (disk.stock(), Box::new(Writer(Arc::clone(disk)))),
            Self::File(disk) => disk.start(),
        }
    }

    /// The process is gone; what it committed is left.
    pub(crate) fn crash(&mut self) {
        if let Self::File(disk) = self {
            disk.crash();
        }
    }

    /// Remembers how things stand, to [go back](Self::go_back) there.
    pub(crate) fn mark(&mut self) {
        if let Self::File(disk) = self {
            disk.mark();
        }
    }

    /// Loses what was written since the mark.
    pub(crate) fn go_back(&mut self) {
        if let Self::File(disk) = self {
            disk.go_back();
        }
    }

    pub(crate) fn page<R: Stored>(&self, query: &Query<R>) -> Page<R> {
        match self {
            Self::Memory(disk) => R::page_in_memory(&disk.tables, query),
            Self::File(disk) => R::page_in_file(disk, query),
        }
    }

    pub(crate) fn get<R: Stored>(&self, id: &R::Id) -> Option<R> {
        match self {
            Self::Memory(disk) => R::get_in_memory(&disk.tables, id),
            Self::File(_) => self.all::<R>(None).into_iter().find(|row| row.id() == id),
        }
    }

    /// Every row behind a place, in order of ids.
    pub(crate) fn all<R: Stored>(&self, mut after: Option<Cursor>) -> Vec<R> {
        let mut rows: Vec<R> = Vec::new();
        let mut query = Query { order: Vec::new(), ..Query::<R>::first_page() };
        loop {
            query.window = Window::Cursor { size: PAGE_SIZE_MAX, after, before: None };
            let page = self.page(&query);
            rows.extend(page.items);
            after = rows.last().map(|last| Cursor(vec![(R::listing().id.value)(last)]));
            if !page.more_after {
                return rows;
            }
        }
    }
}
