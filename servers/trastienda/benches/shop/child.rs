//! Servers and databases as child processes, each killed when it is dropped.

use std::{
    ffi::OsStr,
    fs,
    io::{self, BufRead, BufReader, Write},
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use crate::{
    Failed, bare_http,
    bare_sqlite::{self, Writes},
    machine,
    requests::Request,
    wire,
};

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
    pub(crate) fn service(
        kind: &str,
        address: SocketAddr,
        folder: &Path,
        settings: &[(&str, &str)],
    ) -> Result<Self, Failed> {
        let mut command = machine::on_server_core(BINARY);
        command.arg(kind).env_clear().env("LISTEN", address.to_string()).env("DATA_DIR", folder);
        command.env("INTERNAL_API_KEY", KEY).env("RUST_LOG", "warn");
        command.envs(settings.iter().map(|(name, value)| (OsStr::new(*name), *value)));
        let list = if kind == "catalog" { "products" } else { "inventory" };
        let first = Request::get(&format!("/api/v1/{list}?page[size]=1"));
        Self::start(command, Stdio::null(), address, |_| Ok(()), &first.bytes, 200)
    }

    /// A bare server of the answers in `lessons`, of which one is to `first`.
    pub(crate) fn bare(lessons: &[u8], first: &[u8], status: u16) -> Result<Self, Failed> {
        let address = free_address()?;
        let mut command = machine::on_server_core(&this_program()?);
        command.args([bare_http::COMMAND, &address.to_string()]);
        let teach = |child: &mut Child| match child.stdin.take() {
            Some(mut stdin) => stdin.write_all(lessons),
            None => Ok(()),
        };
        Self::start(command, Stdio::piped(), address, teach, first, status)
    }

    fn start(
        mut command: Command,
        stdin: Stdio,
        address: SocketAddr,
        prepare: impl FnOnce(&mut Child) -> io::Result<()>,
        first: &[u8],
        status: u16,
    ) -> Result<Self, Failed> {
        let began = Instant::now();
        let child = command.stdin(stdin).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let mut server = Self { child, address, first_answer: Duration::ZERO };
        prepare(&mut server.child)?;
        let wanted = format!("HTTP/1.1 {status}");
        while wire::once(address, first).is_none_or(|answer| !answer.starts_with(wanted.as_bytes())) {
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
    pub(crate) fn stop(&mut self) -> Result<(), Failed> {
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

/// A bare database that commits when told to.
pub(crate) struct Database {
    child: Child,
    orders: ChildStdin,
    reports: BufReader<ChildStdout>,
}

impl Database {
    /// A new one in `file` that commits `group` times `writes` in a transaction.
    pub(crate) fn open(file: &Path, writes: &Writes, group: usize) -> Result<Self, Failed> {
        let mut command = machine::on_server_core(&this_program()?);
        command.arg(bare_sqlite::COMMAND).arg(file).args([writes.name, &group.to_string()]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let (orders, reports) = child.stdin.take().zip(child.stdout.take()).ok_or("no pipes")?;
        Ok(Self { child, orders, reports: BufReader::new(reports) })
    }

    /// Commits for so long, and gives the requests per second that it wrote.
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

/// A port that nobody has.
pub(crate) fn free_address() -> Result<SocketAddr, Failed> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}
