//! Keys, paths, methods, negotiation and caching.

use http::Method;
use serde_json::json;

use super::{
    Suite, Verdict,
    catalogue::{PRODUCTS, create, existing, path, product},
    check::{ensure, ensure_eq},
};
use crate::transport::Transport;

pub(super) fn a_key_is_needed_and_only_one<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let get = || suite.get(PRODUCTS);
    for refused in [
        get().without("x-api-key"),
        get().set("x-api-key", ""),
        get().set("x-api-key", "nobody's"),
        get().add("x-api-key", "another"),
        get().add("authorization", "Bearer another"),
        get().without("x-api-key").set("authorization", "Basic abc"),
    ] {
        let reply = refused.send()?.is(401)?;
        ensure_eq!(reply.text("/errors/0/code"), "unauthorised", "{reply}");
        ensure!(reply.header("www-authenticate").is_some(), "{reply}: no WWW-Authenticate");
    }
    let key = suite.site().api_key.clone().unwrap_or_default();
    get().without("x-api-key").set("authorization", &format!("Bearer {key}")).send()?.is(200)?;
    Ok(())
}

pub(super) fn a_scope_is_needed<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let Some(reader) = suite.reader_key() else { return Ok(()) };
    suite.get(PRODUCTS).set("x-api-key", reader).send()?.is(200)?;
    let create = suite.post(PRODUCTS, &product(suite)).set("x-api-key", reader);
    create.send()?.refused(403, "forbidden", "")?;
    // What is missing is the path first, then the method, then the scope.
    suite.delete("/api/v1/nothing").set("x-api-key", reader).send()?.is(404)?;
    suite.delete(PRODUCTS).set("x-api-key", reader).send()?.is(405)?;
    Ok(())
}

pub(super) fn an_unknown_path_is_404_and_needs_a_key<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    for target in
        ["/api/v1/nothing", "/api/v1", "/api/v1/products/", "/api/v1/products/x/y", "/api/v2/products"]
    {
        suite.get(target).send()?.refused(404, "not-found", "")?;
    }
    suite.get("/api/v1/nothing").without("x-api-key").send()?.is(401)?;
    Ok(())
}

pub(super) fn a_method_that_is_not_offered_lists_those_that_are<T: Transport>(
    suite: &Suite<'_, T>,
) -> Verdict {
    let id = existing(suite)?;
    for (method, target, allow) in [
        (Method::PUT, PRODUCTS.to_owned(), "GET, HEAD, POST, OPTIONS"),
        (Method::POST, path(&id), "GET, HEAD, PATCH, DELETE, OPTIONS"),
        (Method::GET, "/api/v1/operations".to_owned(), "POST, OPTIONS"),
    ] {
        let reply = suite.request(method, &target).send()?.refused(405, "method-not-allowed", "")?;
        ensure_eq!(reply.header("allow"), Some(allow), "{reply}: Allow");
    }
    Ok(())
}

pub(super) fn accept_is_negotiated<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    const JSON_API: &str = "application/vnd.api+json";
    for served in [
        "*/*",
        "application/*",
        "application/json",
        "text/html, */*;q=0.1",
        "APPLICATION/VND.API+JSON",
        &format!("{JSON_API};charset=utf-8, {JSON_API}"),
        &format!("{JSON_API};profile=\"https://example.com/unknown\""),
    ] {
        suite.get(PRODUCTS).set("accept", served).send()?.is(200)?;
    }
    suite.get(PRODUCTS).without("accept").send()?.is(200)?;
    for refused in [
        "text/html",
        "text/event-stream",
        &format!("{JSON_API};charset=utf-8"),
        &format!("{JSON_API};ext=\"https://example.com/unknown\""),
    ] {
        suite.get(PRODUCTS).set("accept", refused).send()?.refused(406, "not-acceptable", "Accept")?;
    }
    Ok(())
}

pub(super) fn content_type_is_checked<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let document = product(suite);
    for refused in [
        "application/json",
        "text/plain",
        "application/vnd.api+json;charset=utf-8",
        "application/vnd.api+json;ext=\"https://jsonapi.org/ext/atomic\"",
        "application/vnd.api+json;ext=\"https://example.com/unknown\"",
    ] {
        let probe = suite.post(PRODUCTS, &document).set("content-type", refused);
        probe.send()?.refused(415, "media-type-unsupported", "Content-Type")?;
    }
    suite.post(PRODUCTS, &document).without("content-type").send()?.is(415)?;
    let profile = "application/vnd.api+json;profile=\"https://example.com/unknown\"";
    suite.post(PRODUCTS, &document).set("content-type", profile).send()?.is(201)?;
    Ok(())
}

pub(super) fn head_mirrors_get<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let id = existing(suite)?;
    for target in [PRODUCTS.to_owned(), path(&id), path("nothing")] {
        let (get, head) = (suite.get(&target).send()?, suite.request(Method::HEAD, &target).send()?);
        ensure_eq!(head.status(), get.status(), "{head}");
        for name in ["content-type", "etag", "cache-control", "vary"] {
            ensure_eq!(head.header(name), get.header(name), "{head}: {name}");
        }
        ensure!(head.response.body().is_empty(), "{head}: a body");
    }
    Ok(())
}

pub(super) fn an_entity_tag_saves_the_body<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let created = create(suite, &product(suite))?;
    let id = created.text("/data/id").to_owned();
    let tag = format!("\"{}\"", created.at("/data/attributes/version"));
    ensure_eq!(created.header("etag"), Some(tag.as_str()), "{created}: the tag is the version");
    for given in [tag.as_str(), "*", &format!("W/{tag}"), &format!("\"x\", {tag}")] {
        let reply = suite.get(&path(&id)).set("if-none-match", given).send()?.is(304)?;
        ensure_eq!(reply.header("etag"), Some(tag.as_str()), "{reply}: the tag");
    }
    suite.get(&path(&id)).set("if-none-match", "\"x\"").send()?.is(200)?;
    suite.get(&path(&id)).set("if-none-match", &tag).without("x-api-key").send()?.is(401)?;
    let target = format!("{PRODUCTS}?filter[id]={id}");
    let list = suite.get(&target).send()?.is(200)?;
    let weak = list.header("etag").unwrap_or_default().to_owned();
    ensure!(weak.starts_with("W/\""), "{list}: the tag of a list is weak, not {weak}");
    suite.get(&target).set("if-none-match", &weak).send()?.is(304)?;
    Ok(())
}

/// Each request is at fault in two steps; the earlier one answers.
pub(super) fn earlier_steps_answer_first<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let nonsense = json!(1);
    let post = |target: &str| suite.post(target, &nonsense);
    post("/api/v1/nothing").without("x-api-key").send()?.is(401)?;
    post("/api/v1/nothing").set("accept", "text/html").send()?.is(404)?;
    suite.request(Method::PUT, PRODUCTS).set("accept", "text/html").send()?.is(405)?;
    post(&format!("{PRODUCTS}?x=1")).set("accept", "text/html").send()?.is(406)?;
    post(&format!("{PRODUCTS}?x=1")).set("content-type", "text/plain").send()?.refused(
        400,
        "parameter-unknown",
        "?x",
    )?;
    post(PRODUCTS).set("content-type", "text/plain").send()?.is(415)?;
    let missing = path("018f2d3a-0000-7000-8000-0123456789ab");
    suite.patch(&missing, &nonsense).send()?.refused(404, "not-found", "")?;
    let id = existing(suite)?;
    suite.patch(&path(&id), &nonsense).set("if-match", "\"0\"").send()?.refused(
        412,
        "precondition-failed",
        "If-Match",
    )?;
    suite.patch(&path(&id), &nonsense).send()?.refused(400, "malformed-document", "")?;
    Ok(())
}
