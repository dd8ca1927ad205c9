//! From start to first answer, and memory at rest.

use std::{thread::sleep, time::Duration};

use crate::{
    Failed,
    child::{Folder, Server, free_address},
    machine,
    options::Extent,
    rounds::median,
};

/// Its name for `--only`.
pub(crate) const NAME: &str = "start";

/// How long a service has rested when its memory is read.
const REST: Duration = Duration::from_millis(500);

/// The figures of one service.
#[derive(Debug)]
pub(crate) struct Start {
    pub(crate) name: String,
    /// Milliseconds from start to first answer.
    pub(crate) first_answer: f64,
    /// PSS in KiB.
    pub(crate) memory_kib: f64,
}

/// Starts both services on nothing, and the catalogue on the folder of one that is filled.
pub(crate) fn measure(extent: &Extent, filled: &Folder) -> Result<Vec<Start>, Failed> {
    let empty = Folder::new("start")?;
    Ok(vec![
        start("`catalog`, empty".to_owned(), "catalog", &empty, extent)?,
        start("`stock`, empty".to_owned(), "stock", &empty, extent)?,
        start(format!("`catalog`, {} products", extent.products), "catalog", filled, extent)?,
    ])
}

fn start(name: String, kind: &str, folder: &Folder, extent: &Extent) -> Result<Start, Failed> {
    let (mut times, mut memory) = (Vec::new(), Vec::new());
    for _ in 0..extent.starts {
        let mut server = Server::service(kind, free_address()?, folder.path(), &[])?;
        times.push(server.first_answer.as_secs_f64() * 1e3);
        sleep(REST);
        memory.push(machine::memory_kib(server.process()).map_or(0.0, f64::from));
        server.stop()?;
    }
    Ok(Start { name, first_answer: median(times), memory_kib: median(memory) })
}
