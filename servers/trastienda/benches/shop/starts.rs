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

/// The figures of one service, or of both at once.
#[derive(Debug)]
pub(crate) struct Start {
    pub(crate) name: String,
    /// Milliseconds from start to first answer; of both, until each has given one.
    pub(crate) first_answer: f64,
    /// PSS in KiB.
    pub(crate) memory_kib: f64,
}

/// Starts both services on nothing, alone and together, and the catalogue on the folder of one that is filled.
pub(crate) fn measure(extent: &Extent, filled: &Folder) -> Result<Vec<Start>, Failed> {
    let empty = Folder::new("start")?;
    Ok(vec![
        start("`catalog`, empty".to_owned(), &["catalog"], &empty, extent)?,
        start("`stock`, empty".to_owned(), &["stock"], &empty, extent)?,
        start("both at once, empty".to_owned(), &["catalog", "stock"], &empty, extent)?,
        start(format!("`catalog`, {} products", extent.products), &["catalog"], filled, extent)?,
    ])
}

fn start(name: String, kinds: &[&str], folder: &Folder, extent: &Extent) -> Result<Start, Failed> {
    let (mut times, mut memory) = (Vec::new(), Vec::new());
    for _ in 0..extent.starts {
        let mut servers = Vec::new();
        for kind in kinds {
            servers.push(Server::service(kind, free_address()?, folder.path(), &[])?);
        }
        times.push(servers.iter().map(|server| server.first_answer.as_secs_f64() * 1e3).sum());
        sleep(REST);
        let kib = |server: &Server| machine::memory_kib(server.process()).map_or(0.0, f64::from);
        memory.push(servers.iter().map(kib).sum());
        servers.iter_mut().try_for_each(Server::stop)?;
    }
    Ok(Start { name, first_answer: median(times), memory_kib: median(memory) })
}
