//! What a finished document must keep, for the tests of every service.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::Api;
use crate::api::{fault::Problem, route::Route};

/// What is wrong with a document: references that lead nowhere, texts that say nothing, routes and error
/// codes that it lacks or invents. Empty when nothing is.
pub fn faults<E>(document: &str, api: &Api, routes: &[Route<E>]) -> Vec<String> {
    let Ok(document) = serde_json::from_str::<Json>(document) else {
        return vec!["The document is no JSON.".to_owned()];
    };
    let mut faults = Vec::new();
    walk(&document, "", &mut |place, json| look(&document, place, json, &mut faults));
    faults.extend(routes.iter().filter_map(|route| lacking(&document, route)));
    faults.extend(codes(&document, api));
    faults
}

fn walk(json: &Json, place: &str, visit: &mut impl FnMut(&str, &Json)) {
    visit(place, json);
    match json {
        Json::Object(members) => {
            for (name, member) in members {
                let name = name.replace('~', "~0").replace('/', "~1");
                walk(member, &format!("{place}/{name}"), visit);
            }
        }
        Json::Array(items) => {
            for (number, item) in items.iter().enumerate() {
                walk(item, &format!("{place}/{number}"), visit);
            }
        }
        _ => {}
    }
}

fn look(document: &Json, place: &str, json: &Json, faults: &mut Vec<String>) {
    // What examples hold is no part of the document.
    if place.contains("/example/") || place.contains("/value/") {
        return;
    }
    if let Some(Json::String(reference)) = json.get("$ref") {
        let found = reference.strip_prefix('#').and_then(|pointer| document.pointer(pointer));
        if found.is_none() {
            faults.push(format!("{place}: {reference} leads nowhere"));
        }
    }
    for name in ["description", "summary", "title", "name"] {
        if json.get(name).and_then(Json::as_str).is_some_and(|text| text.trim().is_empty()) {
            faults.push(format!("{place}: {name} is empty"));
        }
    }
    let answers = place.rsplit('/').nth(1) == Some("responses") && json.is_object();
    if answers && json.get("$ref").is_none() && json.get("description").is_none() {
        faults.push(format!("{place}: an answer without a description"));
    }
}

fn lacking<E>(document: &Json, route: &Route<E>) -> Option<String> {
    let method = route.method.as_str().to_lowercase();
    let operation = document.get("paths").and_then(|paths| paths.get(route.path)?.get(&method));
    let named = operation.and_then(|operation| operation.get("operationId")).and_then(Json::as_str);
    (named != Some(route.name)).then(|| format!("{} {} is not there", route.method, route.path))
}

/// Error codes are named in examples of answers.
fn codes(document: &Json, api: &Api) -> Vec<String> {
    let general = Problem::ALL.iter().map(|problem| problem.code().name);
    let known: BTreeSet<&str> = general.chain(api.codes.iter().map(|code| code.name)).collect();
    let mut named = BTreeSet::new();
    walk(document, "", &mut |place, json| {
        if place.ends_with("/value/errors/0")
            && let Some(Json::String(code)) = json.get("code")
        {
            named.insert(code.clone());
        }
    });
    let unknown = named.iter().filter(|name| !known.contains(name.as_str()));
    let unknown = unknown.map(|name| format!("{name} is no code of this service"));
    let unused = api.codes.iter().filter(|code| !named.contains(code.name));
    unknown.chain(unused.map(|code| format!("{} is answered nowhere", code.name))).collect()
}
