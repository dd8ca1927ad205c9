//! The small rules of the sources that no lint knows.
//!
//! Each rule reads the files of the working copy and says where it is broken.

mod arrows;
mod neutral;
mod purity;
mod shape;
mod sources;
mod sql;

use crate::run::{Outcome, fail};

use sources::Source;

/// A rule: the places where it is broken, each as `file:line: sentence`.
type Rule = fn(&[Source]) -> Vec<String>;

const RULES: &[Rule] = &[
    shape::no_mod_rs,
    shape::short_files,
    shape::no_path_of_a_machine,
    shape::locks_without_addresses,
    neutral::shared_ground_names_no_product,
    purity::pure_crates_stay_pure,
    sql::no_sql_by_formatting,
    arrows::point_one_way,
];

/// Holds every rule against every file that git knows or would add.
pub(crate) fn check() -> Outcome {
    let sources = sources::all()?;
    let broken: Vec<String> = RULES.iter().flat_map(|rule| rule(&sources)).collect();
    if broken.is_empty() {
        eprintln!("{} files, {} rules.", sources.len(), RULES.len());
        return Ok(());
    }
    for complaint in &broken {
        eprintln!("{complaint}");
    }
    fail!("{} places are untidy", broken.len())
}
