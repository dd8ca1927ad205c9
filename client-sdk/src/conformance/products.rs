//! Products: their attributes, rules and life.

use serde_json::{Value as Json, json};

use super::{
    Suite, Verdict,
    catalogue::{PRODUCTS, change, create, existing, path, product, product_with},
    check::{ensure, ensure_eq},
};
use crate::transport::Transport;

pub(super) fn a_product_has_its_defaults<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let reply = create(suite, &product(suite))?;
    for (name, value) in [
        ("description", json!("")),
        ("status", json!("active")),
        ("tags", json!([])),
        ("category", Json::Null),
        ("group", Json::Null),
        ("options", json!({})),
        ("images", json!([])),
        ("metadata", json!({})),
    ] {
        ensure_eq!(reply.at("/data/attributes")[name], value, "{reply}: {name}");
    }
    let location = path(reply.text("/data/id"));
    ensure_eq!(reply.header("location"), Some(location.as_str()), "{reply}: Location");
    ensure_eq!(reply.text("/data/links/self"), location, "{reply}: self");
    ensure_eq!(
        suite.get(&location).send()?.at("/data"),
        reply.at("/data"),
        "what is read is what was answered"
    );
    let at = reply.text("/data/attributes/createdAt");
    ensure!(
        at.len() == 24 && at.ends_with('Z') && at == reply.text("/data/attributes/updatedAt"),
        "{reply}: {at}"
    );
    ensure!(reply.at("/data/attributes/version").as_u64().is_some(), "{reply}: version");
    Ok(())
}

pub(super) fn every_attribute_is_kept<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let given = json!({
        "name": "  Ñandú 🪶 ", "description": "Two\nlines", "price": { "amount": 9_007_199_254_740_991_i64, "currency": "JPY" },
        "status": "draft", "tags": ["b", "a"], "category": "Hogar/Té", "group": suite.unique("group"),
        "options": { "Size": "XL", "Colour": "red" }, "images": [{ "url": "https://example.com/a.png", "alt": "x" }, { "url": "/b.png", "alt": "" }],
        "metadata": { "k": "" },
    });
    let reply = create(suite, &product_with(suite, &given))?;
    for (name, value) in given.as_object().into_iter().flatten() {
        ensure_eq!(&reply.at("/data/attributes")[name], value, "{reply}: {name}");
    }
    let alt = create(suite, &product_with(suite, &json!({ "images": [{ "url": "/c.png" }] })))?;
    ensure_eq!(alt.text("/data/attributes/images/0/alt"), "", "{alt}: alt");
    Ok(())
}

pub(super) fn an_attribute_that_breaks_its_rule_is_named<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let many = |count: usize| (0..count).map(|number| format!("t{number}")).collect::<Vec<_>>();
    for (name, value, below) in [
        ("sku", json!(""), ""),
        ("sku", json!("a b"), ""),
        ("sku", json!("a,b"), ""),
        ("sku", json!("a\u{7}"), ""),
        ("sku", json!("x".repeat(65)), ""),
        ("sku", json!(1), ""),
        ("sku", Json::Null, ""),
        ("name", json!(""), ""),
        ("name", json!("x".repeat(201)), ""),
        ("name", json!("a\u{0}b"), ""),
        ("description", json!("x".repeat(10_001)), ""),
        ("description", Json::Null, ""),
        ("price", json!(1), ""),
        ("price", json!({ "amount": 1.5, "currency": "EUR" }), "/amount"),
        ("price", json!({ "amount": "1", "currency": "EUR" }), "/amount"),
        ("price", json!({ "amount": -1, "currency": "EUR" }), "/amount"),
        ("price", json!({ "amount": 9_007_199_254_740_992_i64, "currency": "EUR" }), "/amount"),
        ("price", json!({ "amount": 1, "currency": "eur" }), "/currency"),
        ("price", json!({ "amount": 1, "currency": "XXX" }), "/currency"),
        ("status", json!("sold"), ""),
        ("tags", json!("a"), ""),
        ("tags", json!(["a", "a"]), "/1"),
        ("tags", json!(["a|b"]), "/0"),
        ("tags", json!(["x".repeat(41)]), "/0"),
        ("tags", json!(many(21)), ""),
        ("category", json!("a//b"), ""),
        ("category", json!("/a"), ""),
        ("category", json!("x".repeat(121)), ""),
        ("group", json!(""), ""),
        ("images", json!([{ "url": "http://example.com/a.png" }]), "/0/url"),
        ("images", json!([{ "alt": "x" }]), "/0"),
        ("metadata", json!({ "k": 1 }), "/k"),
        ("metadata", json!({ "k": "x".repeat(16 * 1024) }), ""),
    ] {
        let document = product_with(suite, &json!({ name: value }));
        let reply = suite.post(PRODUCTS, &document).send()?;
        reply.refused(422, "attribute-invalid", &format!("/data/attributes/{name}{below}"))?;
    }
    Ok(())
}

pub(super) fn limits_are_exact<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let mark = suite.unique("");
    let sku = format!("{mark}{}", "x".repeat(64 - mark.chars().count()));
    let tags: Vec<String> = (0..20).map(|number| format!("{number:é>40}")).collect();
    let images = vec![json!({ "url": "/".to_owned() + &"x".repeat(2_047), "alt": "é".repeat(500) }); 10];
    let metadata = json!({ "k": "x".repeat(16 * 1024 - 1) });
    let given = json!({
        "sku": sku, "name": "é".repeat(200), "description": "é".repeat(10_000), "tags": tags,
        "category": "é".repeat(120), "images": images, "metadata": metadata, "price": { "amount": 0, "currency": "KWD" },
    });
    create(suite, &product_with(suite, &given))?;
    let eleven = vec![json!({ "url": "/x" }); 11];
    let too_many = product_with(suite, &json!({ "images": eleven }));
    suite.post(PRODUCTS, &too_many).send()?.refused(422, "attribute-invalid", "/data/attributes/images")?;
    Ok(())
}

pub(super) fn a_sku_is_unique_in_any_case_and_free_after_delete<T: Transport>(
    suite: &Suite<'_, T>,
) -> Verdict {
    let sku = suite.unique("Ñ-sku");
    let created = create(suite, &product_with(suite, &json!({ "sku": sku, "status": "archived" })))?;
    let upper = product_with(suite, &json!({ "sku": sku.to_uppercase() }));
    suite.post(PRODUCTS, &upper).send()?.refused(409, "sku-taken", "/data/attributes/sku")?;
    let other = existing(suite)?;
    let rename = suite.patch(&path(&other), &change(&other, &json!({ "sku": sku.to_uppercase() })));
    rename.send()?.refused(409, "sku-taken", "/data/attributes/sku")?;
    suite.delete(&path(created.text("/data/id"))).send()?.is(204)?;
    create(suite, &upper)?;
    Ok(())
}

pub(super) fn an_id_is_never_used_again<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let id = existing(suite)?;
    let mut taken = product(suite);
    taken["data"]["id"] = json!(id);
    suite.post(PRODUCTS, &taken).send()?.refused(409, "id-taken", "/data/id")?;
    suite.delete(&path(&id)).send()?.is(204)?;
    suite.post(PRODUCTS, &taken).send()?.refused(409, "id-taken", "/data/id")?;
    Ok(())
}

pub(super) fn a_variant_is_unique<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let group = suite.unique("group");
    let variant = |size: &str| product_with(suite, &json!({ "group": group, "options": { "Size": size } }));
    create(suite, &variant("S"))?;
    create(suite, &variant("M"))?;
    let reply = suite.post(PRODUCTS, &variant("S")).send()?.is(409)?;
    ensure_eq!(reply.text("/errors/0/code"), "variant-taken", "{reply}");
    Ok(())
}

pub(super) fn options_need_a_group<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let document = product_with(suite, &json!({ "options": { "Size": "S" } }));
    suite.post(PRODUCTS, &document).send()?.refused(422, "attribute-invalid", "/data/attributes/options")?;
    let id = existing(suite)?;
    let reply = suite.patch(&path(&id), &change(&id, &json!({ "options": { "Size": "S" } }))).send()?;
    reply.refused(422, "attribute-invalid", "/data/attributes/options")?;
    Ok(())
}

pub(super) fn a_patch_changes_only_what_it_names<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let created = create(suite, &product_with(suite, &json!({ "category": "a/b", "tags": ["x", "y"] })))?;
    let id = created.text("/data/id");
    let reply =
        suite.patch(&path(id), &change(id, &json!({ "category": null, "tags": ["z"] }))).send()?.is(200)?;
    ensure_eq!(reply.at("/data/attributes/category"), &Json::Null, "{reply}");
    ensure_eq!(reply.at("/data/attributes/tags"), &json!(["z"]), "{reply}");
    for name in ["sku", "name", "price", "createdAt"] {
        ensure_eq!(
            reply.at("/data/attributes")[name],
            created.at("/data/attributes")[name],
            "{reply}: {name}"
        );
    }
    let version = |reply: &super::Reply| reply.at("/data/attributes/version").as_u64();
    ensure!(version(&reply) > version(&created), "{reply}: the version did not rise");
    Ok(())
}

pub(super) fn a_patch_that_changes_nothing_keeps_the_version<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let created = create(suite, &product(suite))?;
    let id = created.text("/data/id");
    let same = change(id, &json!({ "name": created.at("/data/attributes/name") }));
    let reply = suite.patch(&path(id), &same).send()?.is(200)?;
    ensure_eq!(reply.at("/data"), created.at("/data"), "{reply}");
    Ok(())
}

pub(super) fn a_precondition_is_looked_at_before_the_body<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let created = create(suite, &product(suite))?;
    let (id, tag) = (created.text("/data/id"), created.header("etag").unwrap_or_default());
    let renamed = change(id, &json!({ "name": "Other" }));
    let patch = |tag: &str| suite.patch(&path(id), &renamed).set("if-match", tag).send();
    for bad in ["1", "W/\"1\"", "\"1", ""] {
        patch(bad)?.refused(400, "if-match-invalid", "If-Match")?;
    }
    patch("\"0\"")?.refused(412, "precondition-failed", "If-Match")?;
    patch(&format!("\"0\", {tag}"))?.is(200)?;
    patch(tag)?.refused(412, "precondition-failed", "If-Match")?;
    patch("*")?.is(200)?;
    suite.delete(&path(id)).set("if-match", tag).send()?.refused(412, "precondition-failed", "If-Match")?;
    suite.delete(&path(id)).set("if-match", "*").send()?.is(204)?;
    Ok(())
}

pub(super) fn a_deleted_product_is_gone<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let id = existing(suite)?;
    suite.delete(&path(&id)).send()?.is(204)?;
    suite.get(&path(&id)).send()?.refused(404, "not-found", "")?;
    suite.delete(&path(&id)).send()?.refused(404, "not-found", "")?;
    suite.patch(&path(&id), &change(&id, &json!({ "name": "x" }))).send()?.refused(404, "not-found", "")?;
    Ok(())
}

pub(super) fn members_can_be_chosen_in_every_answer<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let query = "?fields[products]=name";
    let created = suite.post(&format!("{PRODUCTS}{query}"), &product(suite)).send()?.is(201)?;
    let id = created.text("/data/id");
    let target = format!("{}{query}", path(id));
    let read = suite.get(&target).send()?.is(200)?;
    let changed = suite.patch(&target, &change(id, &json!({ "name": "Other" }))).send()?.is(200)?;
    for reply in [&created, &read, &changed] {
        let names: Vec<&String> =
            reply.at("/data/attributes").as_object().into_iter().flat_map(|all| all.keys()).collect();
        ensure_eq!(names, ["name"], "{reply}: attributes");
    }
    for (query, code, source) in [
        ("fields[products]=colour", "fields-unknown", "?fields[products]"),
        ("fields[inventory]=onHand", "fields-unknown", "?fields[inventory]"),
        ("include=inventory", "include-unsupported", "?include"),
        ("include=", "include-unsupported", "?include"),
        ("sort=name", "sort-unsupported", "?sort"),
        ("x=1", "parameter-unknown", "?x"),
        ("fields[products]=name&fields[products]=sku", "parameter-repeated", "?fields[products]"),
    ] {
        suite.get(&format!("{}?{query}", path(id))).send()?.refused(400, code, source)?;
    }
    Ok(())
}

pub(super) fn a_missing_product_is_404<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    for id in ["018f2d3a-0000-7000-8000-0123456789ab", "1", "MAIN", "%00", "..%2f"] {
        suite.get(&path(id)).send()?.refused(404, "not-found", "")?;
        suite.delete(&path(id)).send()?.refused(404, "not-found", "")?;
    }
    Ok(())
}
