//! The state of a list (page, order, filters) as a query string and back.
//!
//! `{"filter": {"price": {"gte": 100}}, "page": {"size": 20}}` is `filter[price][gte]=100&page[size]=20`, with
//! the brackets coded. What a list takes is not looked at: the service says it, with every fault at once.

use serde_json::{Map, Value as Json};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_glue::{error::Failure, json};

/// The query string of the state of a list, which is given as JSON.
#[wasm_bindgen(js_name = buildQuery)]
pub fn build_query(state: &str) -> Result<String, Failure> {
    Ok(build(&json::read(state)?))
}

/// The state of a list that a query string tells, as JSON.
#[wasm_bindgen(js_name = parseQuery)]
pub fn parse_query(text: &str) -> String {
    json::text(&parse(text))
}

/// Parameters whose values are numbers; any other value is a text.
const NUMBERS: [&str; 4] = ["filter[price][gte]", "filter[price][lte]", "page[number]", "page[size]"];

/// The largest whole number that JavaScript holds exactly.
const WHOLE_MAX: u64 = (1 << 53) - 1;

/// The query string of a state, without the `?`: parameters in the order of its members. An array's values stand in one
/// parameter, with commas between; `null` and empty objects are left out.
pub fn build(state: &Json) -> String {
    let mut pairs = Vec::new();
    collect(&mut pairs, "", state);
    let mut text = form_urlencoded::Serializer::new(String::new());
    text.extend_pairs(pairs);
    text.finish()
}

/// The state that a query string tells, with or without its `?`.
///
/// It is the inverse of [`build`] for a state of texts and, where [`NUMBERS`] says so, numbers, whose names
/// have no brackets. A parameter given twice, or at odds with one before it, is left out.
pub fn parse(text: &str) -> Json {
    let mut state = Map::new();
    for (name, value) in form_urlencoded::parse(text.strip_prefix('?').unwrap_or(text).as_bytes()) {
        let value = number(&name, &value).unwrap_or_else(|| Json::String(value.into_owned()));
        put(&mut state, &segments(&name), value);
    }
    Json::Object(state)
}

fn collect(pairs: &mut Vec<(String, String)>, name: &str, value: &Json) {
    match value {
        Json::Null => {}
        Json::Object(members) => {
            for (member, value) in members {
                let name = if name.is_empty() { member.clone() } else { format!("{name}[{member}]") };
                collect(pairs, &name, value);
            }
        }
        Json::Array(values) => {
            let values: Vec<String> = values.iter().map(shown).collect();
            pairs.push((name.to_owned(), values.join(",")));
        }
        one => pairs.push((name.to_owned(), shown(one))),
    }
}

fn shown(value: &Json) -> String {
    value.as_str().map_or_else(|| json::text(value), str::to_owned)
}

fn number(name: &str, text: &str) -> Option<Json> {
    let number: u64 = if NUMBERS.contains(&name) { text.parse().ok()? } else { return None };
    // Only what would be written the same again.
    (number <= WHOLE_MAX && number.to_string() == text).then(|| number.into())
}

/// `filter[price][gte]` as its three names; a name whose brackets are out of order is one name as a whole.
fn segments(name: &str) -> Vec<&str> {
    let nested = || {
        let (first, rest) = name.strip_suffix(']')?.split_once('[')?;
        let mut parts = rest.split(']');
        let mut segments = vec![first, parts.next()?];
        for part in parts {
            segments.push(part.strip_prefix('[')?);
        }
        let whole = |segment: &&str| !segment.is_empty() && !segment.contains(['[', ']']);
        segments.iter().all(whole).then_some(segments)
    };
    nested().unwrap_or_else(|| vec![name])
}

fn put(members: &mut Map<String, Json>, path: &[&str], value: Json) {
    let Some((name, rest)) = path.split_first() else { return };
    let member = members.entry(*name);
    if rest.is_empty() {
        member.or_insert(value);
    } else if let Json::Object(members) = member.or_insert_with(|| Json::Object(Map::new())) {
        put(members, rest, value);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn a_state_is_parameters_by_name() {
        let state = json!({
            "sort": ["-price", "name"], "page": { "size": 20, "after": null },
            "filter": { "search": "té azul", "price": { "gte": 100 } }, "empty": {},
        });
        assert_eq!(
            build(&state),
            "filter%5Bprice%5D%5Bgte%5D=100&filter%5Bsearch%5D=t%C3%A9+azul&page%5Bsize%5D=20&sort=-price%2Cname"
        );
    }

    #[test]
    fn parameters_are_a_state() {
        assert_eq!(
            parse(
                "?page[size]=20&page%5Bnumber%5D=007&filter[sku]=20&sort=-price,name&filter[price][lte]=5&q="
            ),
            json!({
                "page": { "size": 20, "number": "007" }, "filter": { "sku": "20", "price": { "lte": 5 } },
                "sort": "-price,name", "q": "",
            })
        );
    }

    #[test]
    fn what_is_at_odds_is_left_out() {
        assert_eq!(parse("a=1&a=2&a[b]=3"), json!({ "a": "1" }));
        assert_eq!(parse("a[b]=1&a=2&a[b][c]=3"), json!({ "a": { "b": "1" } }));
        for name in ["a]", "[a]", "a[", "a[]", "a[b", "a[[b]]", "a[b]c", "a[b][", "[", "]"] {
            assert_eq!(parse(&format!("{name}=1")), json!({ name: "1" }), "{name}");
        }
    }

    /// An object of one to three members, whose names have no brackets.
    fn object(value: BoxedStrategy<Json>) -> BoxedStrategy<Json> {
        let members = prop::collection::btree_map("[a-zA-Zé.~ _-]{1,6}", value, 1..4);
        members.prop_map(|members| json!(members)).boxed()
    }

    /// A state that says something everywhere, in texts.
    fn states() -> BoxedStrategy<Json> {
        let text = any::<String>().prop_map(Json::from);
        object(text.prop_recursive(3, 24, 3, |inner| object(inner.boxed())).boxed())
    }

    proptest! {
        #[test]
        fn a_state_comes_back(state in states(), size in 0..=WHOLE_MAX, amount in 0..=WHOLE_MAX) {
            let mut state = state;
            state["page"] = json!({ "size": size, "after": size.to_string() });
            state["filter"] = json!({ "price": { "gte": amount }, "sku": amount.to_string() });
            prop_assert_eq!(parse(&build(&state)), state);
        }

        #[test]
        fn a_query_string_settles(text in "[a-c0-9=&%5BD\\[\\]+é,.]{0,60}") {
            let state = parse(&text);
            prop_assert_eq!(&parse(&build(&state)), &state);
        }
    }
}
