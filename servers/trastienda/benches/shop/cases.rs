//! What is measured: a list, a single product, a durable purchase.

use std::{fs, path::Path, rc::Rc, time::Duration};

use crate::{
    Extent, Failed,
    bare_http::FILES,
    child::{Database, Folder, Server},
    goods, load,
    load::Requests,
    rounds::{Case, Figures},
};

const LIST: &str = "/api/v1/products?page[size]=20";
/// As many purchases as the raw limit has in a transaction.
const GROUP: u32 = 32;

/// All cases, and what filling the catalogue took.
#[derive(Debug)]
pub(crate) struct Cases {
    pub(crate) figures: Vec<Figures>,
    pub(crate) filling: Duration,
    pub(crate) list_bytes: usize,
    pub(crate) sold: i64,
}

/// Measures every case.
pub(crate) fn measure(extent: Extent) -> Result<Cases, Failed> {
    let folder = Folder::new("cases")?;
    let catalog = Server::service("catalog", folder.path(), &[])?;
    let url = format!("http://{}", catalog.address);
    let stock = Server::service("stock", folder.path(), &[("PRODUCT_SERVICE_URL", &url)])?;
    let filling = goods::fill(&catalog, extent.products)?;
    let ids = goods::ids(&catalog, 10.min(extent.products / 100))?;
    let product = ids.first().ok_or("an empty catalogue")?;
    goods::stock_up(&stock, product)?;

    let list = Rc::new(Requests::new(vec![load::get(LIST)], 200));
    let one = Rc::new(Requests::new(
        ids.iter().map(|id| load::get(&format!("/api/v1/products/{id}"))).collect(),
        200,
    ));
    let purchase = Rc::new(Requests::new(vec![goods::purchase(product)], 201));
    let list_bytes = keep_answers(folder.path(), &catalog, &stock, [&list, &one, &purchase])?;
    let bare = Server::bare(folder.path())?;

    let mut figures = vec![
        reading("list, page 1", 16, &list, &catalog, &bare).measure(extent)?,
        reading("list, page 1", 64, &list, &catalog, &bare).measure(extent)?,
        reading("get one", 64, &one, &catalog, &bare).measure(extent)?,
    ];
    // The one purchase whose answer the bare server keeps.
    let mut acknowledged = 1;
    for (connections, group) in [(64, GROUP), (1, 1)] {
        let sqlite = Some(Database::open(&folder.path().join(format!("bare-{group}.db")), group)?);
        let case = Case {
            name: "durable purchase",
            connections,
            requests: &purchase,
            ours: &stock,
            bare: &bare,
            sqlite,
        };
        let measured = case.measure(extent)?;
        acknowledged += i64::from(measured.answers);
        figures.push(measured);
    }
    let sold = goods::sold(&stock, product)?;
    if sold != acknowledged {
        return Err(format!("{acknowledged} purchases were acknowledged and {sold} units are sold").into());
    }

    stock.stop()?;
    catalog.stop()?;
    let logging = Server::service("catalog", folder.path(), &[("RUST_LOG", "info"), ("LOG_FORMAT", "json")])?;
    let logged = reading("list, page 1, a log line each", 64, &list, &logging, &bare);
    figures.insert(2, logged.measure(extent)?);
    logging.stop()?;

    let forgetful = Server::service("catalog", folder.path(), &[("CACHE_BYTES_MAX", "0")])?;
    for (place, name, requests) in
        [(3, "list, page 1, nothing kept", &list), (5, "get one, nothing kept", &one)]
    {
        figures.insert(place, reading(name, 64, requests, &forgetful, &bare).measure(extent)?);
    }
    forgetful.stop()?;
    Ok(Cases { figures, filling, list_bytes, sold })
}

/// A case that only reads.
fn reading<'a>(
    name: &'static str,
    connections: usize,
    requests: &'a Rc<Requests>,
    ours: &'a Server,
    bare: &'a Server,
) -> Case<'a> {
    Case { name, connections, requests, ours, bare, sqlite: None }
}

/// Puts one answer of each kind where the bare server finds it; the length of the list's.
fn keep_answers(
    folder: &Path,
    catalog: &Server,
    stock: &Server,
    requests: [&Rc<Requests>; 3],
) -> Result<usize, Failed> {
    let mut lengths = Vec::new();
    for ((name, server), requests) in FILES.iter().zip([catalog, catalog, stock]).zip(requests) {
        let request = requests.bytes.first().ok_or("no request")?;
        let answer = load::once(server.address, request).ok_or("no answer to keep")?;
        if !answer.starts_with(format!("HTTP/1.1 {}", requests.status).as_bytes()) {
            return Err(format!("the answer to keep is {}", String::from_utf8_lossy(&answer)).into());
        }
        lengths.push(answer.len());
        fs::write(folder.join(name), answer)?;
    }
    Ok(lengths.first().copied().unwrap_or_default())
}
