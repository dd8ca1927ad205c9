//! Sells what real invoices sold: each invoice becomes one purchase under a key of its own, each invoice of
//! negative quantities a return.
//!
//! The file has the columns `invoice,time,sku,quantity,country`; the rows of an invoice stand together. Where an
//! invoice has both, what was sold is bought and what came back is returned; rows of 0 say nothing. The key is
//! made of the invoice's number, so a replay that broke off can be made again and sells nothing twice.
//!
//! `cargo run --release -p client-sdk --example replay_invoices FILE [--clients N] [--product-url URL]
//! [--inventory-url URL] [--key KEY]`
#![expect(clippy::print_stdout, reason = "an example tells what it does")]

use std::{
    collections::{BTreeMap, HashMap},
    error::Error,
    fs::File,
    sync::{Mutex, MutexGuard, PoisonError},
    thread,
};

use catalog_core::product::{Product, ProductId, SkuKey};
use client_sdk::{
    CallOptions, Client, List, Native, Platform, SdkError, Site, Ureq, UreqOptions, block_on,
    exchange::{NewPurchase, NewReturn, Service, create_purchase, create_return},
    retry::Retry,
};
use stock_core::model::{PurchaseOrder, Quantity, ReturnLine};

type Services = Client<Ureq, Native>;

/// One invoice: its number, and its rows as SKU and quantity.
struct Invoice {
    number: String,
    rows: Vec<(String, i64)>,
}

/// What came of the replay.
#[derive(Debug, Default)]
struct Tally {
    invoices: u64,
    purchases: u64,
    units_sold: i64,
    returns: u64,
    units_returned: i64,
    replayed: u64,
    empty: u64,
    refused: BTreeMap<String, u64>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::read()?;
    let invoices = read_invoices(&arguments.file)?;
    let options = UreqOptions { connections_idle_max: arguments.clients, ..UreqOptions::default() };
    let retry = Retry { tries: 8, ..Retry::default() };
    let client = Client::new(Ureq::new(options), Native::default(), arguments.site.clone()).with_retry(retry);
    let products = block_on(products_by_sku(&client))?;
    println!("{} invoices, {} products, {} clients", invoices.len(), products.len(), arguments.clients);

    let began = client.platform().elapsed();
    let tally = replay(&client, &products, invoices, arguments.clients);
    let seconds = client.platform().elapsed().saturating_sub(began).as_secs_f64();
    tell(&tally, seconds);
    Ok(())
}

/// Replays all invoices with so many clients at once.
fn replay(
    client: &Services,
    products: &HashMap<SkuKey, ProductId>,
    invoices: Vec<Invoice>,
    clients: usize,
) -> Tally {
    let (waiting, tally) = (Mutex::new(invoices.into_iter()), Mutex::new(Tally::default()));
    thread::scope(|scope| {
        for _ in 0..clients {
            scope.spawn(|| {
                loop {
                    let Some(invoice) = lock(&waiting).next() else { break };
                    sell(client, products, &invoice, &tally);
                }
            });
        }
    });
    tally.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn sell(client: &Services, products: &HashMap<SkuKey, ProductId>, invoice: &Invoice, tally: &Mutex<Tally>) {
    lock(tally).invoices += 1;
    let (mut bought, mut returned) = (Vec::new(), Vec::new());
    for (sku, units) in &invoice.rows {
        let Some(product) = products.get(&SkuKey::of(sku)).copied() else {
            // An invoice is all or nothing.
            *lock(tally).refused.entry("sku-unknown".to_owned()).or_default() += 1;
            return;
        };
        if let Some(quantity) = Quantity::new(*units) {
            bought.push(PurchaseOrder { product, location: None, quantity });
        } else if let Some(quantity) = units.checked_neg().and_then(Quantity::new) {
            returned.push(ReturnLine { product, quantity });
        }
    }
    if bought.is_empty() && returned.is_empty() {
        lock(tally).empty += 1;
    }
    if !bought.is_empty() {
        let units: i64 = bought.iter().map(|line| line.quantity.get()).sum();
        let purchase = NewPurchase { reference: Some(invoice.number.clone()), ..NewPurchase::new(bought) };
        let options = CallOptions::with_key(format!("invoice-{}", invoice.number));
        let answered = block_on(client.call(&create_purchase(&purchase), &options));
        let done = note(tally, answered.map(|answered| answered.replayed));
        lock(tally).purchases += u64::from(done);
        lock(tally).units_sold += if done { units } else { 0 };
    }
    if !returned.is_empty() {
        let units: i64 = returned.iter().map(|line| line.quantity.get()).sum();
        let goods = NewReturn { reference: Some(invoice.number.clone()), ..NewReturn::new(returned) };
        let options = CallOptions::with_key(format!("return-{}", invoice.number));
        let answered = block_on(client.call(&create_return(&goods), &options));
        let done = note(tally, answered.map(|answered| answered.replayed));
        lock(tally).returns += u64::from(done);
        lock(tally).units_returned += if done { units } else { 0 };
    }
}

/// Notes an answer: whether the call did what it asked.
fn note(tally: &Mutex<Tally>, answer: Result<bool, SdkError>) -> bool {
    let mut tally = lock(tally);
    match answer {
        Ok(replayed) => {
            tally.replayed += u64::from(replayed);
            true
        }
        Err(refused) => {
            *tally.refused.entry(refused.code().to_owned()).or_default() += 1;
            false
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a rate for people")]
fn tell(tally: &Tally, seconds: f64) {
    println!("{} invoices in {seconds:.2} s", tally.invoices);
    println!("sold: {} purchases, {} units", tally.purchases, tally.units_sold);
    println!("returned: {} returns, {} units", tally.returns, tally.units_returned);
    let refused: u64 = tally.refused.values().sum();
    println!("refused: {refused}");
    for (code, count) in &tally.refused {
        println!("  {code}: {count}");
    }
    if tally.empty + tally.replayed > 0 {
        println!("without effect: {} empty, {} done before", tally.empty, tally.replayed);
    }
    println!("{:.0} purchases/s", tally.purchases as f64 / seconds);
    println!("{:.0} calls/s", (tally.purchases + tally.returns + refused) as f64 / seconds);
}

async fn products_by_sku(client: &Services) -> Result<HashMap<SkuKey, ProductId>, Box<dyn Error>> {
    let list = List::<Product>::new().by_cursor().size(100).sort("sku").fields("products", &["sku"]);
    let mut objects = client.object_pages(Service::Product, &list);
    let mut products = HashMap::new();
    while let Some(object) = objects.next().await? {
        let id = ProductId::parse(&object.id).ok_or("a product whose id is none")?;
        products.insert(SkuKey::of(&object.attribute::<String>("sku")?), id);
    }
    Ok(products)
}

/// Reads the rows and groups those of one invoice, in the order of the file.
fn read_invoices(path: &str) -> Result<Vec<Invoice>, Box<dyn Error>> {
    #[expect(clippy::disallowed_methods, reason = "an example reads a file")]
    let file = File::open(path).map_err(|error| format!("cannot read {path}: {error}"))?;
    let mut invoices: Vec<Invoice> = Vec::new();
    for row in csv::Reader::from_reader(file).into_deserialize::<HashMap<String, String>>() {
        let mut row = row?;
        let mut take = |name: &str| row.remove(name).ok_or_else(|| format!("{path} has no column {name:?}"));
        let (number, sku, quantity) = (take("invoice")?, take("sku")?, take("quantity")?);
        let units = quantity.parse().map_err(|_| format!("invoice {number}: {quantity:?} is no quantity"))?;
        match invoices.last_mut() {
            Some(invoice) if invoice.number == number => invoice.rows.push((sku, units)),
            _ => invoices.push(Invoice { number, rows: vec![(sku, units)] }),
        }
    }
    Ok(invoices)
}

/// What the command line says.
struct Arguments {
    file: String,
    clients: usize,
    site: Site,
}

impl Arguments {
    fn read() -> Result<Self, Box<dyn Error>> {
        let mut file = None;
        let mut clients = 8;
        let mut site = Site::new("http://127.0.0.1:8001", "http://127.0.0.1:8002", "super-secret-key");
        let mut words = std::env::args().skip(1);
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or_else(|| format!("{word} needs a value"));
            match word.as_str() {
                "--clients" => clients = value()?.parse::<usize>()?.max(1),
                "--product-url" => site.product_url = value()?,
                "--inventory-url" => site.inventory_url = value()?,
                "--key" => site.api_key = Some(value()?),
                _ => file = Some(word),
            }
        }
        Ok(Self { file: file.ok_or("a file of invoices is needed")?, clients, site })
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
