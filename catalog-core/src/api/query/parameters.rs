//! A query string, taken apart parameter by parameter.

use std::collections::BTreeSet;

use crate::api::fault::{Fault, Problem};

/// The parameters of a request. Each reader takes those it knows; what is left is unknown.
#[derive(Debug)]
pub struct Parameters {
    pairs: Vec<(String, String)>,
    faults: Vec<Fault>,
}

impl Parameters {
    /// Takes a query string apart (`application/x-www-form-urlencoded`). A repeated parameter is a fault.
    pub fn new(text: &str) -> Self {
        let mut seen = BTreeSet::new();
        let mut parameters = Self { pairs: Vec::new(), faults: Vec::new() };
        for (name, value) in form_urlencoded::parse(text.as_bytes()) {
            if seen.insert(name.to_string()) {
                parameters.pairs.push((name.into_owned(), value.into_owned()));
            } else if !parameters.faults.iter().any(|fault| is_about(fault, &name)) {
                let detail =
                    format!("{name:?} is given more than once; put several values in one, with commas.");
                parameters.fault(Fault::new(Problem::ParameterRepeated, detail).parameter(name.into_owned()));
            }
        }
        parameters
    }

    /// Takes the parameter of that name.
    pub fn take(&mut self, name: &str) -> Option<String> {
        let place = self.pairs.iter().position(|(other, _)| other == name)?;
        Some(self.pairs.swap_remove(place).1)
    }

    /// Takes every parameter `family[key]` as pairs of key and value.
    pub fn take_family(&mut self, family: &str) -> Vec<(String, String)> {
        let key_of =
            |name: &str| Some(name.strip_prefix(family)?.strip_prefix('[')?.strip_suffix(']')?.to_owned());
        let (taken, left) =
            std::mem::take(&mut self.pairs).into_iter().partition(|(name, _)| key_of(name).is_some());
        self.pairs = left;
        Vec::into_iter(taken).filter_map(|(name, value)| Some((key_of(&name)?, value))).collect()
    }

    /// Notes a fault.
    pub fn fault(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    /// Every fault found, those of unknown parameters included.
    pub fn finish(&mut self) -> Result<(), Vec<Fault>> {
        for (name, _) in std::mem::take(&mut self.pairs) {
            let detail = format!("There is no parameter {name:?} here.");
            self.fault(Fault::new(Problem::ParameterUnknown, detail).parameter(name));
        }
        let faults = std::mem::take(&mut self.faults);
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }
}

fn is_about(fault: &Fault, name: &str) -> bool {
    matches!(&fault.source, crate::api::fault::Source::Parameter(other) if other == name)
}
