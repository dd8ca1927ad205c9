//! Opening the page in a browser, where there is one.

use std::{
    env,
    io::{IsTerminal, stderr},
    process::{Command, Stdio},
    thread,
};

/// Opens a page when a person is likely to look at it. Whether that works is nobody's trouble: the address has
/// been printed.
pub(super) fn open(url: &str) {
    if let Some(opener) = opener().filter(|_| stderr().is_terminal()) {
        let mut command = Command::new(opener);
        command.arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        // Waited for, so that nothing is left of it.
        thread::spawn(move || command.status());
    }
}

/// The program that opens an address on this desktop, if there is a desktop.
fn opener() -> Option<&'static str> {
    if cfg!(target_os = "macos") {
        return Some("open");
    }
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    (set("DISPLAY") || set("WAYLAND_DISPLAY")).then_some("xdg-open")
}
