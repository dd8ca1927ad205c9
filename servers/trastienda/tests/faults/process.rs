//! Services as child processes.

use std::{
    ffi::OsStr,
    fs::{self, File},
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    thread::sleep,
    time::{Duration, Instant},
};

use crate::wire::once;

/// The key that services and callers share.
pub(crate) const KEY: &str = "a-key-for-fault-tests";

const START_MAX: Duration = Duration::from_secs(20);
const POLL: Duration = Duration::from_millis(5);

/// A running service; it is killed when this is dropped.
pub(crate) struct Process {
    child: Child,
    address: SocketAddr,
    said: PathBuf,
}

impl Process {
    /// Starts `trastienda KIND` on `address`, with its data in `folder`, and waits until it is ready.
    pub(crate) fn start(kind: &str, address: SocketAddr, folder: &Path, settings: &[(&str, String)]) -> Self {
        let mut process = Self::spawn(kind, address, folder, settings);
        let ready = process.wait_until_ready();
        assert!(ready.is_none(), "{kind} stopped while starting ({ready:?}): {}", process.said());
        process
    }

    /// Starts it without waiting.
    pub(crate) fn spawn(kind: &str, address: SocketAddr, folder: &Path, settings: &[(&str, String)]) -> Self {
        let said = folder.join(format!("{kind}.log"));
        let child = binary(kind)
            .env("LISTEN", address.to_string())
            .env("DATA_DIR", folder)
            .envs(settings.iter().map(|(name, value)| (OsStr::new(*name), value.as_str())))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::create(&said).unwrap())
            .spawn()
            .unwrap();
        Self { child, address, said }
    }

    /// Waits until it is ready; gives how it ended if it ends instead.
    pub(crate) fn wait_until_ready(&mut self) -> Option<ExitStatus> {
        let began = Instant::now();
        loop {
            let ready =
                once(self.address, b"GET /health/ready HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n");
            if ready.is_ok_and(|answer| answer.status == 200) {
                return None;
            }
            if let Some(status) = self.child.try_wait().unwrap() {
                return Some(status);
            }
            assert!(began.elapsed() < START_MAX, "not ready in time: {}", self.said());
            sleep(POLL);
        }
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// What it said on standard error.
    pub(crate) fn said(&self) -> String {
        fs::read_to_string(&self.said).unwrap()
    }

    /// Ends it without a word (SIGKILL).
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to end (SIGTERM).
    pub(crate) fn ask_to_stop(&self) {
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(asked.success());
    }

    /// How it ended, if it did within `patience`.
    pub(crate) fn ended(&mut self, patience: Duration) -> Option<ExitStatus> {
        let began = Instant::now();
        loop {
            match self.child.try_wait().unwrap() {
                None if began.elapsed() < patience => sleep(POLL),
                status => return status,
            }
        }
    }

    /// Ends it as an operator would.
    pub(crate) fn stop(mut self) {
        self.ask_to_stop();
        let status = self.ended(Duration::from_secs(15)).expect("it did not stop");
        assert!(status.success(), "{status}: {}", self.said());
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The binary, which sees nothing of this process's own settings.
pub(crate) fn binary(command: &str) -> Command {
    let mut binary = Command::new(env!("CARGO_BIN_EXE_trastienda"));
    binary
        .arg(command)
        .env_clear()
        .env("INTERNAL_API_KEY", KEY)
        .env("LOG_FORMAT", "text")
        .env("RUST_LOG", "warn");
    binary
}

/// Whether the long forms were asked for (`FAULTS_LONG=1`).
pub(crate) fn is_long() -> bool {
    std::env::var_os("FAULTS_LONG").is_some_and(|long| long == "1")
}

/// An address that nobody listens on.
pub(crate) fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

/// A folder that is gone when this is dropped.
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// A new one.
    pub(crate) fn new() -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let name = format!("faults-{}-{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
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
