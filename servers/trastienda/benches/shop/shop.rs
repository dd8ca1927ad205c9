//! The shop that is measured: both services, started as a scenario wants them, and what was done to them.

use std::{net::SocketAddr, rc::Rc, time::Duration};

use crate::{
    Failed,
    bare_http::teach,
    child::{Folder, Server, free_address},
    goods::{self, Goods},
    machine::memory_kib,
    requests::Requests,
    scenarios::{By, Scenario},
    wire,
};

/// A shop with products.
pub(crate) struct Shop {
    pub(crate) folder: Folder,
    pub(crate) goods: Goods,
    /// What filling it took.
    pub(crate) filling: Duration,
    catalog_address: SocketAddr,
    settings: &'static [(&'static str, &'static str)],
    catalog: Server,
    stock: Option<Server>,
    created: i64,
    sold: i64,
}

impl Shop {
    /// A shop with so many products.
    pub(crate) fn open(products: usize) -> Result<Self, Failed> {
        let folder = Folder::new("shop")?;
        let catalog_address = free_address()?;
        let catalog = Server::service("catalog", catalog_address, folder.path(), &[])?;
        let filling = goods::fill(catalog_address, products)?;
        eprintln!("filled with {products} products in {:.1} s", filling.as_secs_f64());
        let goods = Goods::find(catalog_address, products)?;
        let settings = &[];
        Ok(Self {
            folder,
            goods,
            filling,
            catalog_address,
            settings,
            catalog,
            stock: None,
            created: 0,
            sold: 0,
        })
    }

    /// The service that a scenario asks, with the settings it wants.
    pub(crate) fn serving(&mut self, scenario: &Scenario) -> Result<&Server, Failed> {
        if self.settings != scenario.settings {
            self.catalog.stop()?;
            self.settings = scenario.settings;
            self.catalog =
                Server::service("catalog", self.catalog_address, self.folder.path(), scenario.settings)?;
        }
        match scenario.by {
            By::Catalog => Ok(&self.catalog),
            By::Stock => self.stock(),
        }
    }

    /// The Inventory service, with everything in stock.
    fn stock(&mut self) -> Result<&Server, Failed> {
        let server = if let Some(server) = self.stock.take() {
            server
        } else {
            let url = format!("http://{}", self.catalog_address);
            let settings = [("PRODUCT_SERVICE_URL", url.as_str())];
            let server = Server::service("stock", free_address()?, self.folder.path(), &settings)?;
            self.goods.stock_up(server.address)?;
            server
        };
        Ok(self.stock.insert(server))
    }

    /// The Product service as it runs.
    pub(crate) fn catalog(&self) -> &Server {
        &self.catalog
    }

    /// A bare server that knows the answers of `server` to all these requests.
    pub(crate) fn bare(server: &Server, requests: &Rc<Requests>) -> Result<(Server, u32), Failed> {
        let (mut known, mut lessons, mut space) = (std::collections::BTreeSet::new(), Vec::new(), Vec::new());
        for request in &requests.all {
            if known.insert((request.method, &request.target)) {
                let bytes = request.numbered(&requests.numbers, &mut space);
                let answer = wire::expect(server.address, bytes, requests.status)?;
                teach(&mut lessons, request.method, &request.target, &answer)?;
            }
        }
        let first = requests.all.first().ok_or("no requests")?;
        Ok((Server::bare(&lessons, &first.bytes, requests.status)?, u32::try_from(known.len())?))
    }

    /// Notes what was acknowledged.
    pub(crate) fn acknowledged(&mut self, scenario: &Scenario, answers: u32) {
        match (scenario.by, scenario.status) {
            (By::Stock, _) => {
                let lines = scenario.writes.map_or(0, |writes| writes.lines);
                self.sold += i64::from(answers) * i64::from(lines);
            }
            (By::Catalog, 201) => self.created += i64::from(answers),
            (By::Catalog, _) => {}
        }
    }

    /// Checks that what was acknowledged was done, and nothing else; what was sold and created.
    pub(crate) fn verify(&self) -> Result<(i64, i64), Failed> {
        if let Some(stock) = &self.stock {
            let gone = self.goods.sold(stock.address)?;
            if gone != self.sold {
                return Err(format!("{} units were sold, and {gone} are gone", self.sold).into());
            }
        }
        let products = goods::count(self.catalog_address)?;
        let expected = i64::try_from(self.goods.products)? + self.created;
        if products != expected {
            return Err(format!("there are {products} products instead of {expected}").into());
        }
        Ok((self.sold, self.created))
    }

    /// Memory of both services as they are, in KiB; none for one that was not asked.
    pub(crate) fn memory_kib(&self) -> [Option<u32>; 2] {
        [Some(&self.catalog), self.stock.as_ref()].map(|server| memory_kib(server?.process()))
    }
}
