//! A real SQLite file. A crash leaves what a killed process leaves: the file and its log, without a checkpoint.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Mutex,
        atomic::{AtomicU32, Ordering},
    },
};

use catalog_core::{
    api::{
        field::Listed,
        query::{Query, page_of},
    },
    engine::{Journal, Page},
};
use stock_core::service::Stock;
use trastienda_stock::Tables;
use trastienda_storage::{Archive, Keeper, Lists, SqliteJournal};

/// So long that no jump of the clock lets an event go: the oracle reads each.
const EVENTS_KEEP_DAYS: u32 = 100_000;

/// The files of one process after the other, each in a folder of its own.
pub(crate) struct FileDisk {
    folder: PathBuf,
    process: u32,
    reader: Mutex<Option<Archive>>,
}

impl FileDisk {
    pub(super) fn new() -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let name = format!("trastienda-sim-{}-{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
        let disk = Self { folder: std::env::temp_dir().join(name), process: 0, reader: Mutex::new(None) };
        let _ = fs::remove_dir_all(&disk.folder);
        fs::create_dir_all(disk.place()).unwrap();
        disk
    }

    fn place(&self) -> PathBuf {
        self.folder.join(self.process.to_string())
    }

    fn file(&self) -> PathBuf {
        self.place().join("stock.db")
    }

    fn marked(&self) -> PathBuf {
        self.folder.join("marked")
    }

    pub(super) fn start(&mut self) -> (Stock, Box<dyn Journal<Stock>>) {
        let (stock, keeper) = Keeper::<Tables>::open(&self.file(), EVENTS_KEEP_DAYS).unwrap();
        (stock, Box::new(keeper))
    }

    /// The next process finds copies of the files as they are now, while the writer still has them open.
    pub(super) fn crash(&mut self) {
        let left = self.place();
        self.process += 1;
        copy(&left, &self.place());
        *self.reader.get_mut().unwrap() = None;
    }

    pub(super) fn mark(&mut self) {
        copy(&self.place(), &self.marked());
    }

    pub(super) fn go_back(&mut self) {
        copy(&self.marked(), &self.place());
    }

    pub(super) fn page<R: Listed>(&self, query: &Query<R>) -> Page<R>
    where
        Tables: Lists<R>,
    {
        let mut reader = self.reader.lock().unwrap();
        let archive = reader.get_or_insert_with(|| {
            Archive::open(&self.file(), &<Tables as SqliteJournal<Stock>>::FORMAT).unwrap()
        });
        let mut rows: Vec<R> = Vec::new();
        archive.read(|db| <Tables as Lists<R>>::TABLE.each(db, |row| rows.push(row))).unwrap();
        page_of(query, rows.iter())
    }
}

impl Drop for FileDisk {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The database and its log. What lies in `to` goes.
fn copy(from: &Path, to: &Path) {
    let _ = fs::remove_dir_all(to);
    fs::create_dir_all(to).unwrap();
    for name in ["stock.db", "stock.db-wal"] {
        if from.join(name).exists() {
            fs::copy(from.join(name), to.join(name)).unwrap();
        }
    }
}
