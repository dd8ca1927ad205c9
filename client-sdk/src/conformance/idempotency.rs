//! Idempotency keys.

use serde_json::json;

use super::{
    Suite, Verdict,
    catalogue::{PRODUCTS, change, create, existing, path, product, product_with},
    check::{ensure, ensure_eq},
};
use crate::transport::Transport;

const KEY: &str = "idempotency-key";

pub(super) fn a_repeated_post_changes_nothing_and_answers_the_same<T: Transport>(
    suite: &Suite<'_, T>,
) -> Verdict {
    let (document, key) = (product(suite), suite.unique("key"));
    let post = |key: &str| suite.post(PRODUCTS, &document).set(KEY, key).send();
    let (first, second) = (post(&key)?.is(201)?, post(&format!("\"{key}\""))?.is(201)?);
    ensure_eq!(second.response.body(), first.response.body(), "{second}: another body");
    for name in ["location", "etag", "content-type"] {
        ensure_eq!(second.header(name), first.header(name), "{second}: {name}");
    }
    ensure_eq!(first.header("idempotency-replayed"), None, "{first}");
    ensure_eq!(second.header("idempotency-replayed"), Some("true"), "{second}");
    ensure!(second.header("x-request-id") != first.header("x-request-id"), "{second}: the same request id");
    // Without the key the SKU is taken, so the effect is there once.
    suite.post(PRODUCTS, &document).send()?.refused(409, "sku-taken", "/data/attributes/sku")?;
    Ok(())
}

pub(super) fn a_refusal_by_the_rules_is_kept<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let created = create(suite, &product(suite))?;
    let taken = product_with(suite, &json!({ "sku": created.at("/data/attributes/sku") }));
    let key = suite.unique("key");
    let post = || suite.post(PRODUCTS, &taken).set(KEY, &key).send();
    let first = post()?.refused(409, "sku-taken", "/data/attributes/sku")?;
    suite.delete(&path(created.text("/data/id"))).send()?.is(204)?;
    let second = post()?.is(409)?;
    ensure_eq!(second.response.body(), first.response.body(), "{second}: not replayed");
    ensure_eq!(second.header("idempotency-replayed"), Some("true"), "{second}");
    Ok(())
}

pub(super) fn a_malformed_request_is_not_kept<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let key = suite.unique("key");
    let empty = json!({ "data": { "type": "products", "attributes": {} } });
    suite.post(PRODUCTS, &empty).set(KEY, &key).send()?.is(422)?;
    suite.post(PRODUCTS, &product(suite)).set(KEY, &key).send()?.is(201)?;
    Ok(())
}

pub(super) fn a_key_used_for_another_request_is_refused<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let (document, key) = (product(suite), suite.unique("key"));
    suite.post(PRODUCTS, &document).set(KEY, &key).send()?.is(201)?;
    let other = suite.post(PRODUCTS, &product(suite)).set(KEY, &key).send()?;
    ensure_eq!(other.status(), 422, "{other}");
    ensure_eq!(other.text("/errors/0/code"), "idempotency-key-reused", "{other}");
    // Even where the other body is faulty, or the query differs.
    let faulty = suite.post(PRODUCTS, &json!({ "data": 1 })).set(KEY, &key).send()?;
    ensure_eq!(faulty.text("/errors/0/code"), "idempotency-key-reused", "{faulty}");
    let query = suite.post(&format!("{PRODUCTS}?fields[products]=sku"), &document).set(KEY, &key).send()?;
    ensure_eq!(query.text("/errors/0/code"), "idempotency-key-reused", "{query}");
    // Another path is another scope.
    let id = existing(suite)?;
    suite.patch(&path(&id), &change(&id, &json!({ "name": "x" }))).set(KEY, &key).send()?.is(200)?;
    Ok(())
}

pub(super) fn a_bad_key_is_refused<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let document = product(suite);
    for bad in ["", "\"\"", "a b", &"k".repeat(256)] {
        let probe = suite.post(PRODUCTS, &document).set(KEY, bad);
        probe.send()?.refused(400, "idempotency-key-invalid", "Idempotency-Key")?;
    }
    let twice = suite.post(PRODUCTS, &document).add(KEY, "a").add(KEY, "a");
    twice.send()?.refused(400, "idempotency-key-invalid", "Idempotency-Key")?;
    // It is part of the query step, and other methods ignore it.
    let both = suite.post(&format!("{PRODUCTS}?x=1"), &document).set(KEY, "").send()?.is(400)?;
    ensure_eq!(both.faults().len(), 2, "{both}");
    suite.get(PRODUCTS).set(KEY, "").send()?.is(200)?;
    let longest = suite.unique("key");
    let longest = format!("{longest}{}", "k".repeat(255 - longest.len()));
    suite.post(PRODUCTS, &document).set(KEY, &longest).send()?.is(201)?;
    Ok(())
}

pub(super) fn a_patch_is_repeated_safely<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let created = create(suite, &product(suite))?;
    let (id, tag, key) =
        (created.text("/data/id"), created.header("etag").unwrap_or_default(), suite.unique("key"));
    let patch = || {
        suite
            .patch(&path(id), &change(id, &json!({ "name": "Other" })))
            .set(KEY, &key)
            .set("if-match", tag)
            .send()
    };
    let (first, second) = (patch()?.is(200)?, patch()?.is(200)?);
    ensure_eq!(second.response.body(), first.response.body(), "{second}");
    ensure_eq!(second.header("etag"), first.header("etag"), "{second}");
    // The kept answer comes before the missing target.
    suite.delete(&path(id)).send()?.is(204)?;
    ensure_eq!(patch()?.is(200)?.header("idempotency-replayed"), Some("true"), "after the delete");
    Ok(())
}

pub(super) fn one_key_covers_an_atomic_request<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let operations = json!([{ "op": "add", "data": product(suite)["data"] }, { "op": "add", "data": product(suite)["data"] }]);
    let key = suite.unique("key");
    let post = || suite.operate("/api/v1/operations", &operations).set(KEY, &key).send();
    let (first, second) = (post()?.is(200)?, post()?.is(200)?);
    ensure_eq!(second.response.body(), first.response.body(), "{second}");
    ensure_eq!(second.header("idempotency-replayed"), Some("true"), "{second}");
    ensure_eq!(first.at("/atomic:results").as_array().map(Vec::len), Some(2), "{first}");
    Ok(())
}

pub(super) fn many_at_once_with_one_key_make_one<T: Transport + Sync>(suite: &Suite<'_, T>) -> Verdict {
    let (document, key) = (product(suite), suite.unique("key"));
    let answers = super::buyers::at_once(8, |_| suite.post(PRODUCTS, &document).set(KEY, &key).send())?;
    let first = answers.first().ok_or("no answers")?;
    for answer in &answers {
        ensure_eq!(answer.status(), 201, "{answer}");
        ensure_eq!(answer.response.body(), first.response.body(), "{answer}");
    }
    let fresh = answers.iter().filter(|answer| answer.header("idempotency-replayed").is_none()).count();
    ensure_eq!(fresh, 1, "answers that were not replayed");
    Ok(())
}
