//! What the later steps need from the system, and only what is missing.

use crate::{
    debian,
    run::{Outcome, works},
};

/// A program that a step calls, how to see that it is here, and the Debian
/// packages that bring it.
struct Tool {
    program: &'static str,
    asked: &'static [&'static str],
    packages: &'static [&'static str],
}

const TOOLS: &[Tool] = &[
    Tool { program: "cc", asked: &["--version"], packages: &["gcc", "libc6-dev"] },
    Tool {
        program: "python3",
        asked: &["-c", "import ensurepip, venv"],
        packages: &["python3", "python3-venv"],
    },
    Tool { program: "node", asked: &["--version"], packages: &["nodejs"] },
    Tool { program: "npm", asked: &["--version"], packages: &["npm"] },
    Tool { program: "chromium", asked: &["--version"], packages: &["chromium"] },
];

pub(super) fn install() -> Outcome {
    let missing: Vec<&str> = TOOLS
        .iter()
        .filter(|tool| !works(tool.program, tool.asked))
        .flat_map(|tool| tool.packages.iter().copied())
        .collect();
    if missing.is_empty() {
        eprintln!("Nothing is missing.");
        return Ok(());
    }
    debian::install(&missing)
}
