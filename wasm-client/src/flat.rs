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
    let told = list(&mut Scan::new(results), &|scan| {
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

/// A page of a list; its items are texts. They are cut where the document is read, so that no text is gone through
/// twice.
pub fn page(response: &Response) -> Result<Page<String>, String> {
    let (mut items, mut links, mut meta) = (None, "", "");
    let read = text(response)?.object(&mut |name, scan| {
        match name {
            "data" => items = Some(list(scan, &|scan| Some(Object::read(scan)?.flat()))?),
            "links" => links = scan.value()?,
            "meta" => meta = scan.value()?,
            _ => _ = scan.value()?,
        }
        Some(())
    });
    let items = read.and(items).ok_or("it is no JSON document with a list as data")??;
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
        if !self.relationships.is_empty() {
            let related = Scan::new(self.relationships).object(&mut |name, scan| {
                let [data] = scan.members(["data"])?;
                let id = match data.as_bytes().first() {
                    Some(b'n') => "null",
                    Some(b'{') => Scan::new(data).members(["id"])?[0],
                    // Many ids stand in the attributes too, with more to them.
                    _ => return Some(()),
                };
                add(&["\"", name, "\":", id].concat());
                Some(())
            });
            related.ok_or_else(no_json)?;
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
    text(response)?.members(names).ok_or_else(no_json)
}

/// The answer's document.
fn text(response: &Response) -> Result<Scan<'_>, String> {
    str::from_utf8(response.body()).map(Scan::new).map_err(|_| no_json())
}

/// What `read` makes of each item of an array.
fn list<'a>(
    scan: &mut Scan<'a>,
    read: &dyn Fn(&mut Scan<'a>) -> Option<Result<String, String>>,
) -> Option<Result<Vec<String>, String>> {
    let mut items = Vec::new();
    scan.items(&mut |scan| {
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
