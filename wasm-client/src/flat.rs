//! Answers as JavaScript sees them: flat objects, with the ids that relationships name, as JSON text.

use catalog_core::api::{document::ResourceObject, field::Listed};
use client_sdk::{
    error::ApiFault,
    exchange::{Links, Page, page_of},
    transport::Response,
};
use serde_json::{Map, Value as Json, json};
use stock_core::service::Quote;
use wasm_glue::{error::Fault, json};

use crate::scan::Scan;

/// The resource of an answer.
pub fn one(response: &Response) -> Result<String, String> {
    let [data] = members(response, ["data"])?;
    Object::read(&mut Scan::new(data)).ok_or("the document has no resource as data")?.flat()
}

/// The meta information of an answer.
pub fn meta(response: &Response) -> Result<String, String> {
    let [meta] = members(response, ["meta"])?;
    if meta.is_empty() { Err("the document has no meta".to_owned()) } else { Ok(meta.to_owned()) }
}

/// The results of several changes, in the order of the operations.
pub fn results(response: &Response) -> Result<String, String> {
    let [results] = members(response, ["atomic:results"])?;
    let told = list(results, &|scan| {
        let [data, meta] = scan.members(["data", "meta"])?;
        let outcome = Scan::new(meta).members(["outcome"]).map_or("", |[outcome]| outcome);
        let resource = match data {
            "" => Ok("null".to_owned()),
            data => Object::read(&mut Scan::new(data))?.flat(),
        };
        let outcome = if outcome.is_empty() { "null" } else { outcome };
        Some(resource.map(|resource| ["{\"outcome\":", outcome, ",\"resource\":", &resource, "}"].concat()))
    })
    .ok_or("there are no atomic:results")??;
    Ok(["[", &told.join(","), "]"].concat())
}

/// A page of a list; its items are texts.
pub fn page(response: &Response) -> Result<Page<String>, String> {
    let [data, links, meta] = members(response, ["data", "links", "meta"])?;
    let items = list(data, &|scan| Some(Object::read(scan)?.flat()));
    let items = items.ok_or("the document has no list as data")??;
    Ok(page_of(items, &json!({ "links": parsed(links)?, "meta": parsed(meta)? })))
}

/// A page as one text.
pub fn page_text(page: &Page<String>) -> String {
    let Links { this, first, prev, next, last } = &page.links;
    let about = json!({
        "total": page.total,
        "number": page.number,
        "size": page.size,
        "pages": page.pages,
        "links": { "self": this, "first": first, "prev": prev, "next": next, "last": last },
    });
    ["{\"items\":[", &page.items.join(","), "],", inside(&json::text(&about)), "}"].concat()
}

/// A resource object that was read already.
pub fn object(object: ResourceObject) -> Result<String, String> {
    let members = [
        Json::String(object.kind),
        Json::String(object.id),
        Json::Object(object.attributes),
        Json::Object(object.relationships),
    ];
    let [kind, id, attributes, relationships] = &members.map(|member| json::text(&member));
    Object { kind, id, attributes, relationships }.flat()
}

/// The members of a resource object that count, as texts; empty where there is none.
struct Object<'a> {
    kind: &'a str,
    id: &'a str,
    attributes: &'a str,
    relationships: &'a str,
}

impl<'a> Object<'a> {
    fn read(scan: &mut Scan<'a>) -> Option<Self> {
        let [kind, id, attributes, relationships] =
            scan.members(["type", "id", "attributes", "relationships"])?;
        Some(Self { kind, id, attributes, relationships })
    }

    /// The flat object.
    fn flat(&self) -> Result<String, String> {
        for (name, text) in [("type", self.kind), ("id", self.id)] {
            if !text.starts_with('"') {
                return Err(["a resource object without ", name].concat());
            }
        }
        let mut flat = ["{\"id\":", self.id].concat();
        let mut add = |members: &str| {
            if !members.trim().is_empty() {
                flat.push(',');
                flat.push_str(members);
            }
        };
        if inside(self.kind) == Quote::KIND {
            let mut attributes = parsed(self.attributes)?;
            if let Some(refusals) = attributes.get_mut("refusals") {
                *refusals = refusals.as_array().into_iter().flatten().map(refusal).collect();
            }
            add(inside(&json::text(&Json::Object(attributes))));
        } else {
            add(inside(self.attributes));
        }
        for (name, relationship) in parsed(self.relationships)? {
            let id = match relationship.get("data") {
                Some(Json::Null) => "null".to_owned(),
                Some(Json::Object(data)) => json::text(data.get("id").unwrap_or(&Json::Null)),
                // Many ids stand in the attributes too, with more to them.
                _ => continue,
            };
            add(&[&json::text(&Json::String(name)), ":", &id].concat());
        }
        flat.push('}');
        Ok(flat)
    }
}

/// An error object of a quote as a fault.
fn refusal(object: &Json) -> Json {
    Fault::from(ApiFault::read(object)).into()
}

/// Members of the answer's document.
fn members<'a, const N: usize>(response: &'a Response, names: [&str; N]) -> Result<[&'a str; N], String> {
    let text = str::from_utf8(response.body()).ok();
    text.and_then(|text| Scan::new(text).members(names)).ok_or_else(no_json)
}

/// What `read` makes of each item of an array.
fn list<'a>(
    array: &'a str,
    read: &dyn Fn(&mut Scan<'a>) -> Option<Result<String, String>>,
) -> Option<Result<Vec<String>, String>> {
    let mut items = Vec::new();
    Scan::new(array).items(&mut |scan| {
        items.push(read(scan)?);
        Some(())
    })?;
    Some(items.into_iter().collect())
}

/// An object's text, parsed; no members where there is none.
fn parsed(object: &str) -> Result<Map<String, Json>, String> {
    match object {
        "" => Ok(Map::new()),
        text => match json::read(text) {
            Ok(Json::Object(members)) => Ok(members),
            _ => Err(no_json()),
        },
    }
}

/// What stands between the two outer characters.
fn inside(text: &str) -> &str {
    text.get(1..text.len().saturating_sub(1)).unwrap_or_default()
}

fn no_json() -> String {
    "it is no JSON document".to_owned()
}
