//! From start to first answer, memory at rest, and the size of the binary.

use std::{fs, thread::sleep, time::Duration};

use crate::{
    Extent, Failed,
    child::{BINARY, Folder, Server},
    goods, machine,
    rounds::median,
};

/// How long a service has rested when its memory is read.
const REST: Duration = Duration::from_secs(1);

/// The figures of one service.
#[derive(Debug)]
pub(crate) struct Start {
    pub(crate) name: String,
    /// Milliseconds from start to first answer.
    pub(crate) first_answer: f64,
    /// PSS in KiB.
    pub(crate) memory_kib: f64,
}

/// What starting costs.
#[derive(Debug)]
pub(crate) struct Starts {
    pub(crate) services: Vec<Start>,
    pub(crate) binary_bytes: u64,
}

/// Measures it.
pub(crate) fn measure(extent: Extent) -> Result<Starts, Failed> {
    let mut services = Vec::new();
    for kind in ["catalog", "stock"] {
        let folder = Folder::new(&format!("start-{kind}"))?;
        services.push(start(format!("`{kind}`, empty"), kind, &folder, extent)?);
    }
    let folder = Folder::new("start-full")?;
    let catalog = Server::service("catalog", folder.path(), &[])?;
    goods::fill(&catalog, extent.products)?;
    catalog.stop()?;
    services.push(start(format!("`catalog`, {} products", extent.products), "catalog", &folder, extent)?);
    Ok(Starts { services, binary_bytes: fs::metadata(BINARY)?.len() })
}

fn start(name: String, kind: &str, folder: &Folder, extent: Extent) -> Result<Start, Failed> {
    let (mut times, mut memory) = (Vec::new(), Vec::new());
    for _ in 0..extent.starts {
        let server = Server::service(kind, folder.path(), &[])?;
        times.push(server.first_answer.as_secs_f64() * 1e3);
        sleep(REST);
        memory.push(machine::memory_kib(server.process()).map_or(0.0, f64::from));
        server.stop()?;
    }
    Ok(Start { name, first_answer: median(times), memory_kib: median(memory) })
}
