//! Servers and databases as child processes, each killed when it is dropped.

use std::{
    ffi::OsStr,
    fs,
    io::{BufRead, BufReader, Write},
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use crate::{Failed, bare_http, bare_sqlite, load, machine};

/// The key that services and callers share.
pub(crate) const KEY: &str = "a-key-for-the-bench";
/// The binary that is measured.
pub(crate) const BINARY: &str = env!("CARGO_BIN_EXE_trastienda");

const START_MAX: Duration = Duration::from_secs(30);
const POLL: Duration = Duration::from_micros(200);

/// A server that listens.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
    /// From being started to the first answer.
    pub(crate) first_answer: Duration,
}

impl Server {
    /// `trastienda KIND` with its data in `folder`.
    pub(crate) fn service(kind: &str, folder: &Path, settings: &[(&str, &str)]) -> Result<Self, Failed> {
        let address = free_address()?;
        let mut command = machine::on_server_core(BINARY);
        command.arg(kind).env_clear().env("LISTEN", address.to_string()).env("DATA_DIR", folder);
        command.env("INTERNAL_API_KEY", KEY).env("RUST_LOG", "warn");
        command.envs(settings.iter().map(|(name, value)| (OsStr::new(*name), *value)));
        let path = if kind == "catalog" { "/api/v1/products?page[size]=1" } else { "/api/v1/inventory" };
        Self::start(command, address, path)
    }

    /// A bare server of the answers in `folder`.
    pub(crate) fn bare(folder: &Path) -> Result<Self, Failed> {
        let address = free_address()?;
        let mut command = machine::on_server_core(&this_program()?);
        command.args([bare_http::COMMAND, &address.to_string()]).arg(folder);
        Self::start(command, address, "/list?")
    }

    fn start(mut command: Command, address: SocketAddr, path: &str) -> Result<Self, Failed> {
        let began = Instant::now();
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let mut server = Self { child, address, first_answer: Duration::ZERO };
        while load::once(address, &load::get(path)).is_none_or(|answer| !answer.starts_with(b"HTTP/1.1 200"))
        {
            if let Some(status) = server.child.try_wait()? {
                return Err(format!("{command:?} ended instead of listening: {status}").into());
            }
            if began.elapsed() > START_MAX {
                return Err(format!("{command:?} does not answer").into());
            }
            sleep(POLL);
        }
        server.first_answer = began.elapsed();
        Ok(server)
    }

    /// Its process.
    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }

    /// Ends it as an operator would, so that the next start finds a clean file.
    pub(crate) fn stop(mut self) -> Result<(), Failed> {
        Command::new("kill").args(["-TERM", &self.process().to_string()]).status()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A bare database that commits purchases when told to.
pub(crate) struct Database {
    child: Child,
    orders: ChildStdin,
    reports: BufReader<ChildStdout>,
}

impl Database {
    /// A new one in `file`, with so many purchases a transaction.
    pub(crate) fn open(file: &Path, group: u32) -> Result<Self, Failed> {
        let mut command = machine::on_server_core(&this_program()?);
        command.arg(bare_sqlite::COMMAND).arg(file).arg(group.to_string());
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let (orders, reports) = child.stdin.take().zip(child.stdout.take()).ok_or("no pipes")?;
        Ok(Self { child, orders, reports: BufReader::new(reports) })
    }

    /// Commits for so long, and gives the purchases per second.
    pub(crate) fn run(&mut self, time: Duration) -> Result<f64, Failed> {
        writeln!(self.orders, "{}", time.as_millis())?;
        let mut report = String::new();
        self.reports.read_line(&mut report)?;
        Ok(report.trim().parse().map_err(|_| format!("the bare database says {report:?}"))?)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A folder that is gone when this is dropped.
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// A new one beside the build, on the disk that the project is on.
    pub(crate) fn new(name: &str) -> Result<Self, Failed> {
        let folder =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("bench-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn this_program() -> Result<String, Failed> {
    Ok(std::env::current_exe()?
        .into_os_string()
        .into_string()
        .map_err(|path| format!("{}", path.display()))?)
}

fn free_address() -> Result<SocketAddr, Failed> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}
