//! The machine: its cores, and what a process takes of it.

use std::{
    fmt, fs,
    process::{Command, Stdio},
    thread::available_parallelism,
    time::Duration,
};

/// Servers run on this core, load comes from the other.
const SERVER_CORE: &str = "0";
const LOAD_CORE: &str = "1";
/// Open files, and so connections, of this process and those that it starts.
const FILES: &str = "--nofile=8192:";
/// The unit of processor times in `/proc`, the same on every Linux.
const TICKS_PER_SECOND: u32 = 100;

/// What was measured on.
#[derive(Debug)]
pub(crate) struct Machine {
    processor: String,
    cores: usize,
    /// How busy it was before the bench began: runnable processes over the last minute.
    load: String,
    pinned: bool,
}

impl Machine {
    /// Moves this process to the core of the load, lets it open many files, and looks around.
    pub(crate) fn prepare() -> Self {
        let cores = available_parallelism().map_or(1, usize::from);
        let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
        let processors = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let name = processors.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
        let process = std::process::id().to_string();
        // Where it cannot be raised, a thousand listeners may be too many, and the bench says so.
        let _ = Command::new("prlimit").args(["--pid", &process, FILES]).status();
        let moved = Command::new("taskset").args(["-cp", LOAD_CORE, &process]).stdout(Stdio::null()).status();
        Self {
            processor: name.map_or("unknown", |(_, name)| name).to_owned(),
            cores,
            load: load.split(' ').next().unwrap_or("unknown").to_owned(),
            pinned: moved.is_ok_and(|status| status.success()),
        }
    }
}

impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { processor, cores, load, pinned } = self;
        let cut = if *pinned { "servers on one core, load on another" } else { "no core of their own" };
        write!(f, "{processor}, {cores} cores; {cut}; load average {load} before the run.")
    }
}

/// The program, on the core of the servers where processes can be pinned.
pub(crate) fn on_server_core(program: &str) -> Command {
    let can = Command::new("taskset").args(["-c", SERVER_CORE, "true"]).status();
    if can.is_ok_and(|status| status.success()) {
        let mut command = Command::new("taskset");
        command.args(["-c", SERVER_CORE, program]);
        command
    } else {
        Command::new(program)
    }
}

/// Processor time that a process has used.
pub(crate) fn processor_time(process: u32) -> Option<Duration> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name, in brackets, may hold spaces; user and system time are the 12th and 13th fields after it.
    let fields = stat.rsplit_once(')')?.1.split_ascii_whitespace();
    let ticks: u32 = fields.skip(11).take(2).map_while(|field| field.parse::<u32>().ok()).sum();
    Some(Duration::from_secs(ticks.into()) / TICKS_PER_SECOND)
}

/// Memory that a process has for itself, and its part of what it shares (PSS), in KiB.
pub(crate) fn memory_kib(process: u32) -> Option<u32> {
    let rollup = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok()?;
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}
