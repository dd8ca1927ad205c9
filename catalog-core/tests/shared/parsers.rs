//! No input to a parser panics, and what it says is wrong is where it says.

use std::sync::Arc;

use bytes::Bytes;
use catalog_core::{
    api::{
        condition::{IfMatch, none_match_names},
        cursor::Cursor,
        endpoint::{Exchange, Failure},
        fault::{Fault, Source},
        instant::UnixMillis,
        json,
        media::{Accepts, Extension, check_content_type},
        operations::{Operation, read_all},
        query::{Query, Selection, page_of, read_selection},
        read::{Incoming, Invalid, Linkage, read_document},
        request::{Caller, Context, Request},
    },
    engine::{Envelope, Site},
};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crate::toy::{Happening, Thing, thing::things};

/// Any JSON, often with the names that a parser looks for.
fn documents() -> impl Strategy<Value = Json> {
    let names = proptest::sample::select(vec![
        "data",
        "type",
        "id",
        "lid",
        "attributes",
        "relationships",
        "meta",
        "links",
        "label",
        "amount",
        "box",
        "op",
        "ref",
        "href",
        "atomic:operations",
        "jsonapi",
        "@x",
        "a/b~c",
        "included",
        "relationship",
    ]);
    let texts = proptest::sample::select(vec!["things", "boxes", "add", "update", "remove", "t001", ""]);
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        texts.prop_map(Json::from),
        ".{0,8}".prop_map(Json::from),
    ];
    leaf.prop_recursive(6, 48, 6, move |inner| {
        prop_oneof![
            1 => proptest::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            4 => proptest::collection::btree_map(names.clone().prop_map(str::to_owned), inner, 0..6)
                .prop_map(|members| Json::Object(members.into_iter().collect())),
        ]
    })
}

/// Reads a thing as a service would.
fn read_thing(data: &Json) -> Result<(), Vec<Fault>> {
    let incoming = Incoming::read(data, "things")?;
    let mut faults: Vec<Fault> = incoming.new_id().err().into_iter().collect();
    let mut attributes = incoming.attributes();
    attributes.required("label", |json| {
        Invalid::text(
            json,
            |text| {
                if text.is_empty() { Err(Invalid::new("A label is not empty.")) } else { Ok(()) }
            },
        )
    });
    attributes.optional("amount", |json| json.as_i64().ok_or_else(|| Invalid::new("no number")));
    faults.extend(attributes.finish());
    let mut relationships = incoming.relationships();
    let linkage: Option<Linkage<'_>> = relationships.required("box", "boxes");
    faults.extend(relationships.finish());
    if faults.is_empty() && linkage.is_some() { Ok(()) } else { Err(faults) }
}

/// JSON:API 1.1: a pointer names a value that exists in the request document.
fn points_into(document: &Json, fault: &Fault) -> bool {
    match &fault.source {
        Source::Pointer(pointer) => document.pointer(pointer).is_some(),
        _ => true,
    }
}

fn header(bytes: &[u8]) -> Option<HeaderValue> {
    HeaderValue::from_bytes(bytes).ok()
}

fn with_header(method: Method, path: &str, name: &'static str, value: Option<HeaderValue>) -> Request {
    let mut request = http::Request::new(Bytes::new());
    *request.method_mut() = method;
    *request.uri_mut() = path.parse().unwrap();
    if let Some(value) = value {
        request.headers_mut().append(HeaderName::from_static(name), value);
    }
    request
}

fn context() -> Context {
    let caller = Caller::new("someone", ["all"]);
    Context { now: UnixMillis::new(0), request_id: "r".into(), caller, seed: [0; 16], traceparent: None }
}

fn near_queries() -> impl Strategy<Value = String> {
    let name = proptest::sample::select(vec![
        "page[size]",
        "page[number]",
        "page[after]",
        "page[before]",
        "sort",
        "include",
        "fields[things]",
        "fields[",
        "fields[]",
        "filter[mark]",
        "filter[amount][gte]",
        "filter",
        "page",
        "%",
        "%5B",
        "",
    ]);
    let value = prop_oneof!["[0-9]{0,22}", "[-,a-z%]{0,9}", ".{0,9}", "[A-Za-z0-9_-]{0,40}"];
    proptest::collection::vec((name, value), 0..5).prop_map(|pairs| {
        pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_query_is_read_or_has_faults(text in prop_oneof![".*", near_queries()], rows in things()) {
        match Query::<Thing>::parse(&text) {
            Ok(query) => { page_of(&query, rows.iter()); }
            Err(faults) => {
                prop_assert!(!faults.is_empty());
                for fault in faults {
                    prop_assert_eq!(fault.code.status, 400);
                    prop_assert!(matches!(fault.source, Source::Parameter(_)));
                }
            }
        }
        if let Ok(query) = Query::<Happening>::parse(&text) {
            page_of(&query, std::iter::empty());
        }
        let _ = read_selection::<Thing>(&text).map(|selection| Selection::to_suffix(&selection));
    }

    /// A forged cursor with the right binding but any values gives some page and harms nobody.
    #[test]
    fn a_forged_cursor_gives_some_page(values in proptest::collection::vec(documents(), 0..4), rows in things()) {
        let honest = Query::<Thing>::parse("").unwrap();
        let values: Vec<_> = values.into_iter().filter_map(|value| serde_json::from_value(value).ok()).collect();
        let text = honest.cursors().text(&Cursor(values));
        if let Ok(query) = Query::<Thing>::parse(&format!("page[after]={text}")) {
            page_of(&query, rows.iter());
        }
    }

    #[test]
    fn any_bytes_are_json_or_malformed(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
        if let Err(fault) = json::parse(&bytes) {
            prop_assert_eq!(fault.code.name, "malformed-json");
        }
        let operations = read_all(&bytes, |json| Operation::read(json).map(drop).map_err(|fault| vec![fault]));
            let _ = (operations, read_document(&bytes, read_thing));
    }

    #[test]
    fn faults_of_a_document_point_into_it(document in documents(), data in documents(), wrap in any::<bool>()) {
        let document = if wrap { json!({ "data": data }) } else { document };
        if let Err(faults) = read_document(document.to_string().as_bytes(), read_thing) {
            for fault in faults {
                prop_assert!(points_into(&document, &fault), "{fault:?} in {document}");
            }
        }
    }

    #[test]
    fn faults_of_an_operation_point_into_it(document in documents(), operations in proptest::collection::vec(documents(), 0..4), wrap in any::<bool>()) {
        let document = if wrap { json!({ "atomic:operations": operations }) } else { document };
        let read = |json: &Json| Operation::read(json).map(drop).map_err(|fault| vec![fault]);
        for fault in read_all(document.to_string().as_bytes(), read).err().into_iter().flatten() {
            prop_assert!(points_into(&document, &fault), "{fault:?} in {document}");
        }
    }

    #[test]
    fn any_header_is_read_or_refused(
        bytes in prop_oneof![
            proptest::collection::vec(any::<u8>(), 0..40),
            "[-a-z/*;=\",W+. 0-9]{0,40}".prop_map(String::into_bytes),
            "(application/vnd\\.api\\+json|\\*/\\*)?(;(ext|profile|q|x)=\"?[a-z:/. ]{0,9}\"?){0,3}".prop_map(String::into_bytes),
        ],
    ) {
        let Some(value) = header(&bytes) else { return Ok(()) };
        let of = |name| HeaderMap::from_iter([(name, value.clone())]);
        let accepts = Accepts::read(&of(http::header::ACCEPT));
        prop_assert!(accepts.is_err() || accepts.is_ok_and(|accepts| accepts.document || accepts.event_stream));
        for extension in [Extension::None, Extension::Atomic] {
            let checked = check_content_type(&of(http::header::CONTENT_TYPE), extension);
            prop_assert!(checked.is_ok() || checked.is_err_and(|fault| fault.code.status == 415));
        }
        if let Err(fault) = IfMatch::read(&of(http::header::IF_MATCH)) {
            prop_assert_eq!(fault.code.name, "if-match-invalid");
        }
        let _ = none_match_names(&of(http::header::IF_NONE_MATCH), "W/\"1\"");
        let site = Arc::new(Site::default());
        let request = with_header(Method::POST, "/api/v1/things", "idempotency-key", Some(value.clone()));
        let context = context();
        let exchange = Exchange::open(&request, &context, &site, false).unwrap();
        let Err(Failure::Faults(faults)) = exchange.write::<Thing>(Envelope::Document) else {
            panic!("there is no Content-Type")
        };
        prop_assert!(["idempotency-key-invalid", "media-type-unsupported"].contains(&faults[0].code.name));
    }

    #[test]
    fn any_text_is_a_moment_or_not(text in prop_oneof![".*", "[-+]?[0-9]{4,5}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{0,12})?(Z|[-+][0-9]{2}:[0-9]{2})"]) {
        if let Some(moment) = UnixMillis::parse(&text) {
            prop_assert_eq!(UnixMillis::parse(&moment.to_string()), Some(moment));
        }
    }
}
