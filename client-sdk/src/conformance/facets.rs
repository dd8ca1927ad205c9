//! Categories and tags.

use serde_json::{Value as Json, json};

use super::{
    Suite, Verdict,
    catalogue::{create, product_with},
    check::ensure_eq,
};
use crate::transport::Transport;

pub(super) fn categories_count_what_is_below<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let top = suite.unique("top");
    for (category, status) in [("a", "active"), ("a/b", "active"), ("c", "draft")] {
        let attributes = json!({ "category": format!("{top}/{category}"), "status": status });
        create(suite, &product_with(suite, &attributes))?;
    }
    let counts = counts(suite, "/api/v1/categories", &top)?;
    let expected = [("", 2), ("/a", 2), ("/a/b", 1), ("/c", 0)];
    ensure_eq!(counts, expected.map(|(below, count)| (format!("{top}{below}"), json!(count))), "categories");
    Ok(())
}

pub(super) fn tags_count_active_products<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let tag = suite.unique("tag");
    for status in ["active", "active", "archived"] {
        create(suite, &product_with(suite, &json!({ "tags": [tag], "status": status })))?;
    }
    ensure_eq!(counts(suite, "/api/v1/tags", &tag)?, [(tag.clone(), json!(2))], "tags");
    Ok(())
}

/// The entries of a list whose id begins with `mark`, with their counts, in order.
fn counts<T: Transport>(suite: &Suite<'_, T>, path: &str, mark: &str) -> Result<Vec<(String, Json)>, String> {
    let (mut counts, mut target) = (Vec::new(), format!("{path}?page[size]=100"));
    loop {
        let reply = suite.get(&target).send()?.is(200)?;
        for item in reply.items() {
            let id = item["id"].as_str().unwrap_or_default();
            if id == mark || id.strip_prefix(mark).is_some_and(|below| below.starts_with('/')) {
                counts.push((id.to_owned(), item["attributes"]["products"].clone()));
            }
        }
        match reply.at("/links/next").as_str() {
            Some(next) => next.clone_into(&mut target),
            None => break,
        }
    }
    Ok(counts)
}
