//! Walks the table of scenarios.

use crate::{
    Failed,
    child::Database,
    options::Options,
    report,
    rounds::{Case, Figures},
    scenarios::SCENARIOS,
    shop::Shop,
};

/// The most requests of bare SQLite in a transaction.
const GROUP_MAX: usize = 32;

/// Measures what is wanted, and shows each figure as soon as it is there.
pub(crate) fn measure(options: &Options, shop: &mut Shop) -> Result<Vec<Figures>, Failed> {
    let mut figures = Vec::new();
    for scenario in SCENARIOS.iter().filter(|scenario| options.wants(scenario.name)) {
        let folder = shop.folder.path().to_owned();
        let requests = scenario.requests(&shop.goods);
        let ours = shop.serving(scenario)?;
        let (bare, mut acknowledged) = Shop::bare(ours, &requests)?;
        for connections in scenario.connections.iter().copied() {
            let sqlite = scenario.writes.map(|writes| {
                let group = connections.min(GROUP_MAX);
                Database::open(&folder.join(format!("bare-{}-{connections}.db", writes.name)), writes, group)
            });
            let name = scenario.name;
            let sqlite = sqlite.transpose()?;
            let case = Case { name, connections, requests: &requests, ours, bare: &bare, sqlite };
            let measured = case.measure(&options.extent)?;
            eprint!("{}", report::row(&measured));
            acknowledged += measured.answers;
            figures.push(measured);
        }
        shop.acknowledged(scenario, acknowledged);
    }
    Ok(figures)
}
