//! The steps in JavaScript: the npm package, the page, and the page in a browser.

use crate::{
    page,
    run::{Outcome, cargo, run},
};

/// The package: types, layout, tests against the services and the modules, and
/// the packed tarball as others install it.
pub(super) fn client() -> Outcome {
    build_shop()?;
    page::build_client()?;
    let client = page::client();
    ["check", "test", "test:package"].into_iter().try_for_each(|script| client.script(script))
}

/// The front end: lint, layout, types, tests, and what a first visit loads.
pub(super) fn page() -> Outcome {
    page::build_client()?;
    let frontend = page::frontend();
    frontend.install()?;
    ["lint", "types", "test", "build", "budget"].into_iter().try_for_each(|script| frontend.script(script))
}

/// The page in Chromium, served by a binary that has it inside; the script
/// builds both.
pub(super) fn browser() -> Outcome {
    page::build_client()?;
    let frontend = page::frontend();
    frontend.install()?;
    frontend.script("e2e")
}

/// The tests call the binary where cargo puts it.
fn build_shop() -> Outcome {
    run(&mut cargo(["build", "--locked", "--package", "trastienda", "--bin", "trastienda"]))
}
