//! A running shop of its own for the clients.

use std::{
    fs::{self, File},
    io::{Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::{
    repo,
    run::{Failure, Outcome, cargo, fail, run},
};

/// The one key of this shop.
pub(super) const KEY: &str = "a-key-for-foreign-clients-0123456789";

const START_MAX: Duration = Duration::from_secs(30);
/// Longer than the service's own time for draining.
const STOP_MAX: Duration = Duration::from_secs(20);
const POLL: Duration = Duration::from_millis(50);

/// `trastienda up` on free loopback ports, over an empty data directory.
pub(super) struct Shop {
    /// Address and port of the Product service.
    pub(super) catalog: String,
    /// Address and port of the Inventory service.
    pub(super) stock: String,
    /// Its data, its log, and what the clients leave behind.
    pub(super) folder: PathBuf,
    process: Child,
}

impl Shop {
    /// Builds and starts it, and waits until both services are ready.
    pub(super) fn start() -> Outcome<Self> {
        run(&mut cargo(["build", "--locked", "--package", "trastienda", "--bin", "trastienda"]))?;
        let folder = repo::target().join("foreign/shop");
        let _ = fs::remove_dir_all(&folder);
        let prepared = fs::create_dir_all(&folder).and_then(|()| {
            let log = File::create(folder.join("log"))?;
            Ok((log.try_clone()?, log, free_addresses()?))
        });
        let (log, errors, [catalog, stock]) = prepared.map_err(|error| Failure(error.to_string()))?;
        let mut command = Command::new(repo::target().join("debug/trastienda"));
        command.args(["up", "--data-dir"]).arg(folder.join("data"));
        command
            .env("CATALOG_LISTEN", &catalog)
            .env("STOCK_LISTEN", &stock)
            .env("WEB_LISTEN", "127.0.0.1:0")
            .env("INTERNAL_API_KEY", KEY);
        command.stdin(Stdio::null()).stdout(log).stderr(errors);
        let process =
            command.spawn().map_err(|error| Failure(format!("the shop could not be started: {error}")))?;
        let mut shop = Self { catalog, stock, folder, process };
        if let Err(failure) = shop.wait_until_ready() {
            shop.print_log();
            return Err(failure);
        }
        Ok(shop)
    }

    fn wait_until_ready(&mut self) -> Outcome {
        let started = Instant::now();
        while !is_ready(&self.catalog) || !is_ready(&self.stock) {
            if let Ok(Some(status)) = self.process.try_wait() {
                return fail!("the shop stopped while starting ({status})");
            }
            if started.elapsed() > START_MAX {
                return fail!("the shop was not ready after {} s", START_MAX.as_secs());
            }
            thread::sleep(POLL);
        }
        Ok(())
    }

    /// Asks it to stop, and fails unless it drains and leaves cleanly.
    pub(super) fn stop(mut self) -> Outcome {
        run(Command::new("kill").args(["-TERM", &self.process.id().to_string()]))?;
        let asked = Instant::now();
        while asked.elapsed() < STOP_MAX {
            match self.process.try_wait() {
                Ok(Some(status)) if status.success() => return Ok(()),
                Ok(Some(status)) => return fail!("the shop did not stop cleanly ({status})"),
                Ok(None) => thread::sleep(POLL),
                Err(error) => return fail!("the shop cannot be waited for: {error}"),
            }
        }
        fail!("the shop did not stop within {} s", STOP_MAX.as_secs())
    }

    /// Shows the end of what the shop said.
    pub(super) fn print_log(&self) {
        const LINES_SHOWN: usize = 40;
        let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        eprintln!("The shop's last lines:");
        for line in &lines[lines.len().saturating_sub(LINES_SHOWN)..] {
            eprintln!("  {line}");
        }
    }
}

impl Drop for Shop {
    /// Nothing outlives the step, whatever happened in it.
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Two addresses that nobody listens on.
fn free_addresses() -> std::io::Result<[String; 2]> {
    let listeners =
        [TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?, TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?];
    let [first, second] = &listeners;
    Ok([first.local_addr()?.to_string(), second.local_addr()?.to_string()])
}

fn is_ready(address: &str) -> bool {
    ask(address, "/health/ready").is_ok_and(|answer| answer.starts_with("HTTP/1.1 200"))
}

/// The whole answer to a plain GET.
fn ask(address: &str, path: &str) -> std::io::Result<String> {
    let time = Duration::from_secs(2);
    let socket: SocketAddr = address.parse().map_err(std::io::Error::other)?;
    let mut stream = TcpStream::connect_timeout(&socket, time)?;
    stream.set_read_timeout(Some(time))?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}
