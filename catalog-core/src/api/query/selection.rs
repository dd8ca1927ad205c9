//! Which members a document shows: sparse fieldsets and includes.

use std::collections::{BTreeMap, BTreeSet};

use super::parameters::Parameters;
use crate::api::{
    fault::{Fault, Problem},
    field::{Listed, Listing},
};

/// Sparse fieldsets, includes and the profile that a document is written with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Members by type; a type that is not here shows all of them.
    pub fields: BTreeMap<String, BTreeSet<String>>,
    /// Names to include; `None` where the parameter was not sent, so that no `included` is written.
    pub include: Option<Vec<&'static str>>,
    /// The cursor pagination profile was asked for and is named in the answer.
    pub cursor_profile: bool,
}

impl Selection {
    /// Whether `member` of resources of type `kind` is shown.
    pub fn shows(&self, kind: &str, member: &str) -> bool {
        self.fields.get(kind).is_none_or(|members| members.contains(member))
    }

    /// Whether `name` is included.
    pub fn includes(&self, name: &str) -> bool {
        self.include.as_ref().is_some_and(|include| include.contains(&name))
    }

    /// Whether the document is the plain one that an entity tag stands for.
    pub fn is_plain(&self) -> bool {
        self.include.is_none() && !self.cursor_profile
    }

    /// Writes the parameters of this selection.
    pub(super) fn append_to(&self, text: &mut form_urlencoded::Serializer<'_, String>) {
        for (kind, members) in &self.fields {
            let members: Vec<&str> = members.iter().map(String::as_str).collect();
            text.append_pair(&format!("fields[{kind}]"), &members.join(","));
        }
        if let Some(include) = &self.include {
            text.append_pair("include", &include.join(","));
        }
    }

    /// The query string of this selection alone, with its `?`; empty when nothing was selected.
    pub fn to_suffix(&self) -> String {
        let mut text = form_urlencoded::Serializer::new(String::new());
        self.append_to(&mut text);
        let text = text.finish();
        if text.is_empty() { text } else { format!("?{text}") }
    }
}

/// Reads the query string of a request for one resource of type `R`: `fields` and `include` alone.
pub fn read_selection<R: Listed>(text: &str) -> Result<Selection, Vec<Fault>> {
    let mut parameters = Parameters::new(text);
    let selection = read(&mut parameters, R::listing());
    for name in ["sort", "page[number]", "page[size]"] {
        if parameters.take(name).is_some() {
            let problem = if name == "sort" { Problem::SortUnsupported } else { Problem::ParameterUnknown };
            let detail = format!("{name} is for lists; this is one resource.");
            parameters.fault(Fault::new(problem, detail).parameter(name));
        }
    }
    parameters.finish()?;
    Ok(selection)
}

/// Takes `fields[…]` and `include`.
pub(super) fn read<R>(parameters: &mut Parameters, listing: &Listing<R>) -> Selection {
    let mut selection = Selection { include: read_include(parameters, listing), ..Selection::default() };
    for (kind, members) in parameters.take_family("fields") {
        let known = |member: &str| {
            let included = listing.includes.iter().filter(|include| include.kind == kind);
            (kind == listing.kind && listing.has_member(member))
                || included.clone().any(|include| include.members.contains(&member))
        };
        let name = format!("fields[{kind}]");
        if kind != listing.kind && !listing.includes.iter().any(|include| include.kind == kind) {
            let detail = format!("No {kind:?} are in this document; it has {}.", listing.kind);
            parameters.fault(Fault::new(Problem::FieldsUnknown, detail).parameter(name));
            continue;
        }
        let members: BTreeSet<String> =
            members.split(',').filter(|member| !member.is_empty()).map(str::to_owned).collect();
        for member in members.iter().filter(|member| !known(member)) {
            let detail = format!("{kind} have no field {member:?}.");
            parameters.fault(Fault::new(Problem::FieldsUnknown, detail).parameter(name.clone()));
        }
        selection.fields.insert(kind, members);
    }
    selection
}

fn read_include<R>(parameters: &mut Parameters, listing: &Listing<R>) -> Option<Vec<&'static str>> {
    let text = parameters.take("include")?;
    let refuse = |detail: String| Fault::new(Problem::IncludeUnsupported, detail).parameter("include");
    if listing.includes.is_empty() {
        parameters.fault(refuse(format!("{} include nothing.", listing.kind)));
        return None;
    }
    let mut names = Vec::new();
    for wanted in text.split(',').filter(|name| !name.is_empty()) {
        match listing.includes.iter().find(|include| include.name == wanted) {
            Some(include) if names.contains(&include.name) => {}
            Some(include) => names.push(include.name),
            None => parameters.fault(refuse(format!("{} cannot include {wanted:?}.", listing.kind))),
        }
    }
    Some(names)
}
