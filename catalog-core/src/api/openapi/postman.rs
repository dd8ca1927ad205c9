//! A Postman collection (v2.1) from `OpenAPI` documents: every operation as a request to try.

use serde_json::{Map, Value as Json, json};

/// One service of a collection.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    /// The folder's name.
    pub name: &'a str,
    /// The variable that holds the service's address.
    pub variable: &'a str,
    /// The address to begin with.
    pub address: &'a str,
    /// The service's document.
    pub openapi: &'a str,
}

/// The collection, as indented JSON: the same bytes each time.
///
/// # Errors
/// A document is no JSON.
pub fn collection(name: &str, about: &str, parts: &[Part<'_>]) -> Result<String, serde_json::Error> {
    let mut folders = Vec::new();
    let mut variables = Vec::new();
    for part in parts {
        let document: Json = serde_json::from_str(part.openapi)?;
        variables.push(json!({ "key": part.variable, "value": part.address, "type": "string" }));
        folders.push(json!({ "name": part.name, "item": groups(&document, part.variable) }));
    }
    variables.push(json!({ "key": "apiKey", "value": "", "type": "string" }));
    let collection = json!({
        "info": {
            "name": name,
            "description": about,
            "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
        },
        "auth": {
            "type": "apikey",
            "apikey": [
                { "key": "key", "value": "X-API-Key", "type": "string" },
                { "key": "value", "value": "{{apiKey}}", "type": "string" },
                { "key": "in", "value": "header", "type": "string" },
            ],
        },
        "variable": variables,
        "item": folders,
    });
    serde_json::to_string_pretty(&collection).map(|text| text + "\n")
}

/// A folder per tag, in the document's order.
fn groups(document: &Json, variable: &str) -> Vec<Json> {
    let tags = document.get("tags").and_then(Json::as_array).into_iter().flatten();
    tags.filter_map(|tag| {
        let name = tag.get("name")?.as_str()?;
        let items: Vec<Json> = operations(document)
            .filter(|(_, _, operation)| operation.pointer("/tags/0").and_then(Json::as_str) == Some(name))
            .map(|(path, method, operation)| request(path, method, operation, variable))
            .collect();
        Some(json!({ "name": name, "description": tag.get("description"), "item": items }))
    })
    .collect()
}

/// Every operation with its path and method.
fn operations(document: &Json) -> impl Iterator<Item = (&str, &str, &Json)> {
    let paths = document.get("paths").and_then(Json::as_object).into_iter().flatten();
    paths.flat_map(|(path, item)| {
        let operations = item.as_object().into_iter().flatten();
        operations.map(|(method, operation)| (path.as_str(), method.as_str(), operation))
    })
}

fn request(path: &str, method: &str, operation: &Json, variable: &str) -> Json {
    let mut request = Map::new();
    request.insert("method".to_owned(), json!(method.to_uppercase()));
    request.insert("description".to_owned(), operation.get("description").cloned().unwrap_or_default());
    request.insert("url".to_owned(), url(path, operation, variable));
    let (body, mut headers) = body(operation);
    headers.extend(parameters(operation, "header").map(|parameter| {
        json!({
            "key": parameter.get("name"), "value": "", "disabled": true,
            "description": parameter.get("description"),
        })
    }));
    request.insert("header".to_owned(), json!(headers));
    if let Some(body) = body {
        request.insert("body".to_owned(), body);
    }
    // An operation that asks for nothing is open to all.
    let open = operation.pointer("/security/0").and_then(Json::as_object).is_some_and(Map::is_empty);
    if open {
        request.insert("auth".to_owned(), json!({ "type": "noauth" }));
    }
    json!({ "name": operation.get("summary"), "request": request })
}

fn parameters<'a>(operation: &'a Json, place: &'static str) -> impl Iterator<Item = &'a Json> {
    let all = operation.get("parameters").and_then(Json::as_array).into_iter().flatten();
    all.filter(move |parameter| parameter.get("in").and_then(Json::as_str) == Some(place))
}

/// Parameters of the query come switched off; `:id` is filled in by hand.
fn url(path: &str, operation: &Json, variable: &str) -> Json {
    let path = path.replace('{', ":").replace('}', "");
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    let query: Vec<Json> = parameters(operation, "query")
        .map(|parameter| {
            json!({
                "key": parameter.get("name"), "value": "", "disabled": true,
                "description": parameter.get("description"),
            })
        })
        .collect();
    let variables: Vec<Json> = parameters(operation, "path")
        .map(|parameter| {
            json!({
                "key": parameter.get("name"), "value": "", "description": parameter.get("description"),
            })
        })
        .collect();
    json!({
        "raw": format!("{{{{{variable}}}}}{path}"), "host": [format!("{{{{{variable}}}}}")],
        "path": segments, "query": query, "variable": variables,
    })
}

/// The first example of a body, with the header that names its type.
fn body(operation: &Json) -> (Option<Json>, Vec<Json>) {
    let accept = json!({ "key": "Accept", "value": "application/vnd.api+json" });
    let content = operation.pointer("/requestBody/content").and_then(Json::as_object);
    let Some((media, content)) = content.and_then(|content| content.iter().next()) else {
        return (None, vec![accept]);
    };
    let examples = content.get("examples").and_then(Json::as_object);
    let example = examples.and_then(|examples| examples.values().next()).and_then(|first| first.get("value"));
    let text = example.and_then(|example| serde_json::to_string_pretty(example).ok()).unwrap_or_default();
    let body = json!({ "mode": "raw", "raw": text, "options": { "raw": { "language": "json" } } });
    let accept = json!({ "key": "Accept", "value": media });
    (Some(body), vec![json!({ "key": "Content-Type", "value": media }), accept])
}
