//! What every answer obeys, whatever it is an answer to.

use std::collections::BTreeSet;

use catalog_core::api::media::JSON_API;
use http::Method;
use serde_json::Value as Json;

use super::{
    Reply, Verdict,
    check::{ensure, ensure_eq},
};

/// Holds an answer against all of them.
pub(super) fn check(reply: &Reply) -> Verdict {
    head(reply)?;
    let body = reply.response.body();
    if *reply.request.method() == Method::HEAD || matches!(reply.status(), 204 | 304) {
        ensure!(body.is_empty(), "{reply}: it has a body");
        return Ok(());
    }
    ensure!(reply.json.is_object(), "{reply}: the body is no JSON object");
    envelope(reply)?;
    if reply.json.get("errors").is_some() {
        errors(reply)?;
    } else {
        ensure!(reply.status() < 400, "{reply}: a refusal without errors");
        unique(reply)?;
    }
    second_opinion(reply)
}

fn head(reply: &Reply) -> Verdict {
    ensure!(reply.status() < 500, "{reply}: the service is at fault");
    ensure!(reply.header("x-request-id").is_some_and(|id| !id.is_empty()), "{reply}: no X-Request-Id");
    let content_type = reply.header("content-type").unwrap_or_default();
    if !reply.response.body().is_empty() {
        let (name, parameters) = content_type.split_once(';').unwrap_or((content_type, ""));
        ensure_eq!(name.trim(), JSON_API, "{reply}: Content-Type");
        let known = parameters.is_empty()
            || ["ext=\"", "profile=\""].iter().any(|known| parameters.trim().starts_with(known));
        ensure!(known, "{reply}: Content-Type is {content_type:?}");
    }
    let reads =
        matches!(*reply.request.method(), Method::GET | Method::HEAD) && matches!(reply.status(), 200 | 304);
    let cache = reply.header("cache-control").unwrap_or_default();
    let expected = if reads { "private, no-cache" } else { "no-store" };
    ensure!(cache == expected || reply.status() >= 400, "{reply}: Cache-Control is {cache:?}");
    if reads {
        ensure!(reply.header("etag").is_some(), "{reply}: no ETag");
        let vary = reply.header("vary").unwrap_or_default();
        ensure!(vary.contains("Accept") && vary.contains("X-API-Key"), "{reply}: Vary is {vary:?}");
    }
    Ok(())
}

/// The top level of a document.
fn envelope(reply: &Reply) -> Verdict {
    const KNOWN: [&str; 7] = ["jsonapi", "links", "data", "included", "meta", "errors", "atomic:results"];
    let members = reply.json.as_object().into_iter().flat_map(|object| object.keys());
    for member in members {
        ensure!(KNOWN.contains(&member.as_str()), "{reply}: top member {member:?}");
    }
    let has = |name: &str| reply.json.get(name).is_some();
    ensure_eq!(reply.text("/jsonapi/version"), "1.1", "{reply}: jsonapi.version");
    ensure!(
        ["data", "errors", "meta", "atomic:results"].iter().any(|name| has(name)),
        "{reply}: nothing in it"
    );
    ensure!(!(has("data") && has("errors")), "{reply}: data and errors");
    ensure!(!has("included") || has("data"), "{reply}: included without data");
    Ok(())
}

/// Error objects.
fn errors(reply: &Reply) -> Verdict {
    let request_id = reply.text("/meta/requestId");
    ensure!(!request_id.is_empty(), "{reply}: no meta.requestId");
    if reply.header("idempotency-replayed").is_none() {
        ensure_eq!(Some(request_id), reply.header("x-request-id"), "{reply}: request ids");
    }
    let errors = reply.at("/errors").as_array().map(Vec::as_slice).unwrap_or_default();
    ensure!(!errors.is_empty(), "{reply}: no error objects");
    let statuses: BTreeSet<&str> = errors.iter().filter_map(|error| error.get("status")?.as_str()).collect();
    let common = if statuses.len() == 1 { statuses.first().copied().unwrap_or_default() } else { "400" };
    ensure_eq!(reply.status().to_string(), common, "{reply}: the status of the answer");
    let document: Json = serde_json::from_slice(reply.request.body()).unwrap_or_default();
    for (error, number) in errors.iter().zip(1..) {
        ensure_eq!(error["id"], format!("{request_id}:{number}"), "{reply}: id of an error");
        for name in ["status", "code", "title", "detail"] {
            ensure!(
                error[name].as_str().is_some_and(|text| !text.is_empty()),
                "{reply}: an error without {name}"
            );
        }
        let code = error["code"].as_str().unwrap_or_default();
        ensure!(
            code.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'),
            "{reply}: the code {code:?}"
        );
        if let Some(source) = error.get("source") {
            ensure!(source.as_object().is_some_and(|object| object.len() == 1), "{reply}: source {source}");
            if let Some(pointer) = source.get("pointer").and_then(Json::as_str) {
                ensure!(document.pointer(pointer).is_some(), "{reply}: {pointer:?} leads nowhere");
            }
        }
    }
    Ok(())
}

/// No resource stands twice, and each has what a resource must have.
fn unique(reply: &Reply) -> Verdict {
    let mut seen = BTreeSet::new();
    let data = reply.json.get("data").map(|data| match data {
        Json::Array(items) => items.iter().collect(),
        one => vec![one],
    });
    let included = reply.at("/included").as_array().into_iter().flatten();
    for object in data.unwrap_or_default().into_iter().chain(included).filter(|object| !object.is_null()) {
        let text = |name: &str| object.get(name).and_then(Json::as_str).unwrap_or_default();
        ensure!(!text("type").is_empty() && !text("id").is_empty(), "{reply}: a resource without type or id");
        ensure!(
            seen.insert((text("type"), text("id"))),
            "{reply}: {} {} stands twice",
            text("type"),
            text("id")
        );
        for relationship in
            object.get("relationships").and_then(Json::as_object).into_iter().flat_map(|all| all.values())
        {
            let stands = ["data", "links", "meta"].iter().any(|name| relationship.get(name).is_some());
            ensure!(stands, "{reply}: an empty relationship");
        }
        if let Some(link) = object.pointer("/links/self") {
            ensure!(link.as_str().is_some_and(|link| link.starts_with("/api/v1/")), "{reply}: link {link}");
        }
    }
    Ok(())
}

/// What jsonapi-rs makes of the document: an independent reader of JSON:API 1.0.
#[cfg(feature = "jsonapi")]
fn second_opinion(reply: &Reply) -> Verdict {
    let plain =
        reply.json.get("data").is_some_and(|data| !data.is_null()) || reply.json.get("errors").is_some();
    if !plain {
        return Ok(());
    }
    catalog_core::api::jsonapi::check(reply.response.body())
        .map_err(|differs| format!("{reply}: jsonapi-rs reads it otherwise: {differs}"))
}

#[cfg(not(feature = "jsonapi"))]
fn second_opinion(_: &Reply) -> Verdict {
    Ok(())
}
