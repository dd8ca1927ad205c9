//! A process that is killed while it writes.

use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command as Process, Stdio},
};

use catalog_core::engine::{Commands, Reads};

use crate::{
    thing::Thing,
    toy::{Command, Scratch, call, open, thing, wait},
};

/// Names the file, in the environment of the process that is to write to it.
const FILE: &str = "TRASTIENDA_CRASH_FILE";

/// What the killed process does.
fn write_until_killed(file: &Path) {
    let store = open(file);
    let mut out = std::io::stdout();
    for number in 0..100_000 {
        let put = Command::Put(thing(&number.to_string(), number));
        wait(store.execute(call(vec![put], None))).unwrap();
        writeln!(out, "acknowledged {number}").unwrap();
        out.flush().unwrap();
    }
}

#[test]
fn nothing_acknowledged_is_lost_when_the_process_is_killed() {
    // The process to be killed is this test again.
    if let Some(file) = std::env::var_os(FILE) {
        return write_until_killed(file.as_ref());
    }
    let scratch = Scratch::new();
    for round in 1..=3 {
        let mut child = Process::new(std::env::current_exe().unwrap())
            .args(["--exact", "--nocapture"])
            .arg("crash::nothing_acknowledged_is_lost_when_the_process_is_killed")
            .env(FILE, scratch.file())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let acknowledged = lines.filter_map(|line| line.strip_prefix("acknowledged ")?.parse::<i64>().ok());
        let last = acknowledged.take(50 * round).last();
        child.kill().unwrap();
        child.wait().unwrap();
        let last = last.unwrap();
        let store = open(&scratch.file());
        for number in 0..=last {
            let found = wait(Reads::<Thing>::get(&store, &number.to_string())).unwrap();
            assert_eq!(found.map(|thing| thing.size), Some(number));
        }
    }
}
