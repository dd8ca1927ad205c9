//! Lists: pages, cursors, order, filters, members.

use catalog_core::api::media::{CURSOR_PROFILE, JSON_API};
use serde_json::{Value as Json, json};

use super::{
    Reply, Suite, Verdict,
    catalogue::{PRODUCTS, create, path, product_with},
    check::{ensure, ensure_eq},
};
use crate::transport::Transport;

/// A shelf of products of its own: `count` of them under one category, and the category.
fn shelf<T: Transport>(suite: &Suite<'_, T>, count: usize) -> Result<(String, Vec<String>), String> {
    let category = suite.unique("shelf");
    let ids = (0..count).map(|number| {
        let attributes = json!({ "category": category, "name": format!("Thing {}", number % 3), "price": { "amount": number, "currency": "EUR" } });
        Ok(create(suite, &product_with(suite, &attributes))?.text("/data/id").to_owned())
    });
    let ids = ids.collect::<Result<_, String>>()?;
    Ok((category, ids))
}

/// Follows a link of an answer.
fn follow<T: Transport>(suite: &Suite<'_, T>, reply: &Reply, link: &str) -> Result<Option<Reply>, String> {
    match reply.at(&format!("/links/{link}")) {
        Json::String(target) => suite.get(target).send()?.is(200).map(Some),
        Json::Null => Ok(None),
        other => Err(format!("{reply}: the link {link} is {other}")),
    }
}

/// Every id, by following `link` from `reply`.
fn walk<T: Transport>(suite: &Suite<'_, T>, reply: Reply, link: &str) -> Result<Vec<Vec<String>>, String> {
    let (mut pages, mut at) = (Vec::new(), Some(reply));
    while let Some(reply) = at {
        pages.push(reply.ids().into_iter().map(str::to_owned).collect());
        ensure!(pages.len() < 100, "{reply}: the walk does not end");
        at = follow(suite, &reply, link)?;
    }
    Ok(pages)
}

pub(super) fn page_parameters_are_checked<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let get = |query: &str| suite.get(&format!("{PRODUCTS}?{query}")).send();
    for (name, code) in [("page[size]", "page-invalid"), ("page[number]", "page-invalid")] {
        for value in ["0", "-1", "abc", "1.5", "", "%201", "99999999999999999999"] {
            get(&format!("{name}={value}"))?.refused(400, code, &format!("?{name}"))?;
        }
    }
    for size in ["101", "1000000000"] {
        let reply = get(&format!("page[size]={size}"))?.refused(400, "page-size-too-large", "?page[size]")?;
        ensure_eq!(reply.at("/errors/0/meta/page/maxSize"), &json!(100), "{reply}");
        ensure!(reply.text("/errors/0/links/type").ends_with("max-size-exceeded"), "{reply}: links.type");
    }
    for cursor in ["page[after]", "page[before]"] {
        get(&format!("{cursor}=nonsense"))?.refused(400, "cursor-invalid", &format!("?{cursor}"))?;
    }
    get("page[size]=1&page[size]=2")?.refused(400, "parameter-repeated", "?page[size]")?;
    get("page[number]=1&page[after]=x")?.is(400)?.has_fault("page-invalid", "?page[number]")?;
    get("page[offset]=1")?.refused(400, "parameter-unknown", "?page[offset]")?;
    get("page%5Bsize%5D=100")?.is(200)?;
    Ok(())
}

pub(super) fn number_pages_link_to_each_other<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let (category, ids) = shelf(suite, 7)?;
    let first =
        suite.get(&format!("{PRODUCTS}?filter[category]={category}&sort=createdAt&page[size]=3")).send()?;
    let first = first.is(200)?;
    ensure_eq!(first.at("/meta/page"), &json!({ "number": 1, "size": 3, "total": 7, "pages": 3 }), "{first}");
    for link in ["self", "first", "prev", "next", "last"] {
        ensure!(first.at("/links").get(link).is_some(), "{first}: no link {link}");
    }
    ensure_eq!(first.at("/links/prev"), &Json::Null, "{first}: prev");
    let again = follow(suite, &first, "self")?.ok_or("no self")?;
    ensure_eq!(again.response.body(), first.response.body(), "{again}: self gives the same document");
    let pages = walk(suite, first.clone(), "next")?;
    ensure_eq!(pages.concat(), ids, "{first}: the walk");
    ensure_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [3, 3, 1], "{first}: full pages");
    let last = follow(suite, &first, "last")?.ok_or("no last")?;
    let mut back = walk(suite, last, "prev")?;
    back.reverse();
    ensure_eq!(back.concat(), ids, "{first}: the walk back");
    Ok(())
}

pub(super) fn past_the_end_is_an_empty_page<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let (category, _) = shelf(suite, 3)?;
    let list = format!("{PRODUCTS}?filter[category]={category}&page[size]=2");
    let past = suite.get(&format!("{list}&page[number]=9")).send()?.is(200)?;
    ensure!(past.items().is_empty() && past.at("/data").is_array(), "{past}: not empty");
    ensure_eq!(past.at("/links/next"), &Json::Null, "{past}: next");
    let before = follow(suite, &past, "prev")?.ok_or("no prev")?;
    ensure_eq!(before.at("/meta/page/number"), &json!(2), "{before}: prev is the last page");
    let none = suite.get(&format!("{PRODUCTS}?filter[category]={}", suite.unique("none"))).send()?.is(200)?;
    ensure_eq!(none.at("/meta/page/pages"), &json!(0), "{none}");
    ensure_eq!(none.at("/links/prev"), &Json::Null, "{none}: prev");
    ensure!(none.text("/links/last").contains("number%5D=1"), "{none}: last is page 1");
    Ok(())
}

pub(super) fn cursors_walk_both_ways<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let (category, ids) = shelf(suite, 7)?;
    let list = format!("{PRODUCTS}?filter[category]={category}&sort=-name,price");
    let all = suite.get(&list).send()?.is(200)?;
    let order: Vec<String> = all.ids().into_iter().map(str::to_owned).collect();
    ensure_eq!(order.len(), ids.len(), "{all}");
    let cursor = |place: usize| all.text(&format!("/data/{place}/meta/page/cursor")).to_owned();
    let after = suite.get(&format!("{list}&page[size]=2&page[after]={}", cursor(0))).send()?.is(200)?;
    ensure_eq!(after.at("/links/last"), &Json::Null, "{after}: last");
    ensure!(after.at("/meta/page").get("number").is_none(), "{after}: a number");
    ensure_eq!(walk(suite, after, "next")?.concat(), order[1..], "{all}: the walk behind the first");
    let before = suite.get(&format!("{list}&page[size]=2&page[before]={}", cursor(6))).send()?.is(200)?;
    ensure_eq!(before.ids(), order[4..6], "{before}: the last two before it, in order");
    let mut back = walk(suite, before, "prev")?;
    back.reverse();
    ensure_eq!(back.concat(), order[..6], "{all}: the walk before the last");
    let end = suite.get(&format!("{list}&page[after]={}", cursor(6))).send()?.is(200)?;
    ensure!(end.items().is_empty() && end.at("/links/next").is_null(), "{end}: behind the last one");
    Ok(())
}

pub(super) fn a_cursor_outlives_its_item_and_is_bound_to_its_list<T: Transport>(
    suite: &Suite<'_, T>,
) -> Verdict {
    let (category, ids) = shelf(suite, 3)?;
    let list = format!("{PRODUCTS}?filter[category]={category}&sort=createdAt");
    let cursor = suite.get(&list).send()?.text("/data/1/meta/page/cursor").to_owned();
    suite.delete(&path(&ids[1])).send()?.is(204)?;
    let after = suite.get(&format!("{list}&page[after]={cursor}")).send()?.is(200)?;
    ensure_eq!(after.ids(), [ids[2].as_str()], "{after}");
    let before = suite.get(&format!("{list}&page[before]={cursor}")).send()?.is(200)?;
    ensure_eq!(before.ids(), [ids[0].as_str()], "{before}");
    let other = format!("{PRODUCTS}?filter[category]={category}&sort=name&page[after]={cursor}");
    suite.get(&other).send()?.refused(400, "cursor-invalid", "?page[after]")?;
    let unfiltered = format!("{PRODUCTS}?sort=createdAt&page[after]={cursor}");
    suite.get(&unfiltered).send()?.refused(400, "cursor-invalid", "?page[after]")?;
    Ok(())
}

pub(super) fn a_range_is_served<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let (category, ids) = shelf(suite, 5)?;
    let list = format!("{PRODUCTS}?filter[category]={category}&sort=createdAt");
    let all = suite.get(&list).send()?.is(200)?;
    let cursor = |place: usize| all.text(&format!("/data/{place}/meta/page/cursor")).to_owned();
    let range = format!("{list}&page[after]={}&page[before]={}", cursor(0), cursor(4));
    let whole = suite.get(&range).send()?.is(200)?;
    ensure_eq!(whole.ids(), ids[1..4], "{whole}");
    ensure!(whole.at("/meta/page").get("rangeTruncated").is_none(), "{whole}: truncated");
    let cut = suite.get(&format!("{range}&page[size]=2")).send()?.is(200)?;
    ensure_eq!(cut.ids(), ids[1..3], "{cut}");
    ensure_eq!(cut.at("/meta/page/rangeTruncated"), &json!(true), "{cut}");
    Ok(())
}

pub(super) fn the_profile_is_applied_when_asked_for<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    for uri in [CURSOR_PROFILE, CURSOR_PROFILE.trim_end_matches('/')] {
        let accept = format!("{JSON_API};profile=\"{uri}\"");
        let reply = suite.get(&format!("{PRODUCTS}?page[size]=2")).set("accept", &accept).send()?.is(200)?;
        let content_type = reply.header("content-type").unwrap_or_default();
        ensure!(content_type.contains(&format!("profile=\"{CURSOR_PROFILE}\"")), "{reply}: {content_type}");
        ensure!(reply.at("/meta/page").get("number").is_none(), "{reply}: not by cursor");
        ensure_eq!(reply.at("/links/last"), &Json::Null, "{reply}: last");
        for item in reply.items() {
            ensure!(
                item.pointer("/meta/page/cursor").is_some_and(Json::is_string),
                "{reply}: an item without cursor"
            );
        }
    }
    Ok(())
}

pub(super) fn sorts_are_exact_reversals<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let (category, _) = shelf(suite, 7)?;
    for name in ["name", "sku", "price", "createdAt", "updatedAt", "name,price", "name,-price"] {
        let reversed: Vec<String> = name
            .split(',')
            .map(|step| step.strip_prefix('-').map_or(format!("-{step}"), str::to_owned))
            .collect();
        let list =
            |sort: &str| suite.get(&format!("{PRODUCTS}?filter[category]={category}&sort={sort}")).send();
        let (up, down) = (list(name)?.is(200)?, list(&reversed.join(","))?.is(200)?);
        let mut ids = down.ids();
        ids.reverse();
        ensure_eq!(up.ids(), ids, "sort={name}");
    }
    let get = |sort: &str| suite.get(&format!("{PRODUCTS}?sort={sort}")).send();
    for sort in ["colour", "", "name,", "name,name", "name,-name", "--name"] {
        get(sort)?.refused(400, "sort-unsupported", "?sort")?;
    }
    Ok(())
}

pub(super) fn unknown_parameters_are_refused<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let get = |query: &str| suite.get(&format!("{PRODUCTS}?{query}")).send();
    for name in ["x", "filter[colour]", "filter", "filter[price]", "page", "camelCase", "sort[name]"] {
        get(&format!("{name}=1"))?.refused(400, "parameter-unknown", &format!("?{name}"))?;
    }
    get("include=")?.refused(400, "include-unsupported", "?include")?;
    suite.delete(&format!("{PRODUCTS}/x?y=1")).send()?.is(400)?;
    Ok(())
}

/// The same parser reads every list of the Product service.
pub(super) fn every_list_checks_its_parameters<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    for path in ["/api/v1/products", "/api/v1/categories", "/api/v1/tags", "/api/v1/product-events"] {
        let get = |query: &str| suite.get(&format!("{path}?{query}")).send();
        let reply = get("page[size]=1")?.is(200)?;
        ensure!(reply.items().len() <= 1 && reply.at("/links").get("next").is_some(), "{reply}");
        get("page[size]=0")?.refused(400, "page-invalid", "?page[size]")?;
        get("page[size]=101")?.refused(400, "page-size-too-large", "?page[size]")?;
        get("x=1")?.refused(400, "parameter-unknown", "?x")?;
        get("page[after]=%21")?.refused(400, "cursor-invalid", "?page[after]")?;
        get("include=x")?.refused(400, "include-unsupported", "?include")?;
    }
    let numbers = suite.get("/api/v1/product-events?page[number]=1").send()?;
    numbers.refused(400, "page-invalid", "?page[number]")?;
    Ok(())
}

pub(super) fn filters_find_what_they_say<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let (category, mark) = (suite.unique("shelf"), suite.unique("mark"));
    let make = |attributes: Json| -> Result<String, String> {
        Ok(create(suite, &product_with(suite, &attributes))?.text("/data/id").to_owned())
    };
    let sku = suite.unique("Té");
    let one = make(
        json!({ "category": format!("{category}/a"), "tags": [mark, "x"], "sku": sku, "price": { "amount": 100, "currency": "USD" } }),
    )?;
    let two = make(
        json!({ "category": category, "tags": [mark], "status": "draft", "price": { "amount": 200, "currency": "EUR" }, "group": mark }),
    )?;
    let beside =
        make(json!({ "category": format!("{category}b"), "price": { "amount": 300, "currency": "EUR" } }))?;
    let (one, two, beside) = (one.as_str(), two.as_str(), beside.as_str());
    let both = [one, two];
    for (query, expected) in [
        (format!("filter[id]={two},{one}"), &both[..]),
        (format!("filter[id]={beside}"), &[beside]),
        (format!("filter[sku]={}", sku.to_lowercase()), &[one]),
        (format!("filter[category]={category}"), &both),
        (format!("filter[category]={category}/a"), &[one]),
        (format!("filter[tag]={mark}"), &both),
        (format!("filter[tag]={mark}&filter[status]=active"), &[one]),
        (format!("filter[tag]={mark}&filter[status]=active,draft"), &both),
        (format!("filter[tag]={mark}&filter[currency]=EUR"), &[two]),
        (format!("filter[group]={mark}"), &[two]),
        (format!("filter[tag]={mark}&filter[price][gte]=101"), &[two]),
        (format!("filter[tag]={mark}&filter[price][lte]=100"), &[one]),
        (format!("filter[tag]={mark}&filter[updatedAt][gte]=2001-01-01T00:00:00Z"), &both),
    ] {
        let reply = suite.get(&format!("{PRODUCTS}?sort=createdAt&{query}")).send()?.is(200)?;
        ensure_eq!(reply.ids(), expected, "{query}");
    }
    let get = |query: &str| suite.get(&format!("{PRODUCTS}?{query}")).send();
    for (name, value) in [
        ("filter[status]", "sold"),
        ("filter[id]", "1"),
        ("filter[currency]", "euro"),
        ("filter[price][gte]", "1.5"),
        ("filter[price][lte]", "x"),
        ("filter[updatedAt][gte]", "yesterday"),
    ] {
        get(&format!("{name}={value}"))?.refused(400, "filter-invalid", &format!("?{name}"))?;
    }
    let many = vec!["a"; 101].join(",");
    get(&format!("filter[sku]={many}"))?.refused(400, "filter-too-long", "?filter[sku]")?;
    Ok(())
}

pub(super) fn search_ignores_case_and_accents<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    // One word of its own, of letters only.
    let digits = suite.unique("");
    let word: String = digits
        .chars()
        .map(|sign| if sign.is_ascii_digit() { char::from(b'a' + (sign as u8 - b'0')) } else { sign })
        .filter(char::is_ascii_alphanumeric)
        .collect();
    let id = create(suite, &product_with(suite, &json!({ "name": format!("Crème zz{word} Brûlée") })))?
        .text("/data/id")
        .to_owned();
    for words in
        [format!("zz{word}"), format!("CREME zz{word}"), format!("zz{word} brul"), format!("brûlée ZZ{word}")]
    {
        let reply = suite
            .get(&format!(
                "{PRODUCTS}?filter[search]={}",
                words.replace('û', "%C3%BB").replace('é', "%C3%A9")
            ))
            .send()?
            .is(200)?;
        ensure_eq!(reply.ids(), [id.as_str()], "search for {words:?}");
    }
    let reply = suite.get(&format!("{PRODUCTS}?filter[search]=brul zz{word}x")).send()?.is(200)?;
    ensure!(reply.items().is_empty(), "{reply}: found by a word that it has not");
    Ok(())
}

pub(super) fn fields_limit_members<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let (category, _) = shelf(suite, 1)?;
    let list = format!("{PRODUCTS}?filter[category]={category}");
    let reply = suite.get(&format!("{list}&fields[products]=sku,price")).send()?.is(200)?;
    let names: Vec<&String> =
        reply.at("/data/0/attributes").as_object().into_iter().flat_map(|all| all.keys()).collect();
    ensure_eq!(names, ["price", "sku"], "{reply}: attributes");
    ensure!(reply.at("/data/0").get("relationships").is_none(), "{reply}: relationships");
    let none = suite.get(&format!("{list}&fields[products]=")).send()?.is(200)?;
    ensure!(none.at("/data/0").get("attributes").is_none(), "{none}: attributes");
    suite.get(&format!("{list}&fields[products]=sku,colour")).send()?.refused(
        400,
        "fields-unknown",
        "?fields[products]",
    )?;
    suite.get(&format!("{list}&fields[things]=x")).send()?.refused(
        400,
        "fields-unknown",
        "?fields[things]",
    )?;
    Ok(())
}
