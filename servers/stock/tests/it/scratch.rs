//! A store in a directory of its own, and calls to it.

use std::{fs, path::PathBuf, sync::Arc};

use catalog_core::{
    api::{id::IdSource, instant::UnixMillis, query::Selection},
    engine::{Call, Envelope, Meta, Shape, Site},
};
use stock_core::model::Command;
use trastienda_stock::{Store, open};
use trastienda_storage::{DatabaseUrl, Options};

/// A directory that is removed at the end.
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    pub(crate) fn new() -> Self {
        let name = format!("trastienda-stock-{}-{:?}", std::process::id(), std::thread::current().id());
        let path = std::env::temp_dir().join(name);
        let _ = fs::remove_dir_all(&path);
        Self(path)
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.path("stock.db")
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub(crate) fn open(&self) -> Store {
        open(&DatabaseUrl::Sqlite(self.file()), &Options::default()).unwrap()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Commands of one request.
pub(crate) fn call(commands: Vec<Command>, now: UnixMillis) -> Call<Command> {
    let envelope = if commands.len() == 1 { Envelope::Document } else { Envelope::Operations };
    Call {
        commands,
        meta: Meta { now, actor: Arc::from("ana"), ids: IdSource::new(now, [0; 16]) },
        condition: None,
        once: None,
        shape: Shape {
            request_id: Arc::from("request"),
            envelope,
            selection: Selection::default(),
            site: Arc::new(Site::default()),
        },
    }
}
