//! Documents: what is written is read back equal, byte for byte the same each time.

use std::collections::{BTreeMap, BTreeSet};

use catalog_core::{
    api::{
        document::{
            Resource, ResourceObject, document_of, error_document, resource_document, write_resource,
        },
        fault::{Fault, Problem},
        query::Selection,
    },
    engine::Site,
};
use proptest::{prelude::*, sample::subsequence};
use serde_json::{Value as Json, json};

use crate::toy::{
    Happening, Thing,
    queries::{Shown, read},
    thing::{thing, things},
};

fn object<R: Resource>(resource: &R, selection: &Selection) -> Json {
    let mut out = Vec::new();
    write_resource(resource, &mut out, selection, &Site::default(), Some("c"));
    let mut again = Vec::new();
    write_resource(resource, &mut again, selection, &Site::default(), Some("c"));
    assert_eq!(out, again);
    serde_json::from_slice(&out).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_resource_reads_back_equal(thing in thing(), seq in 1..u64::MAX / 2, kind in ".*") {
        let whole = Selection::default();
        let read = |json: Json| Thing::read(&ResourceObject::from_json(&json).unwrap());
        prop_assert_eq!(read(object(&thing, &whole)), Ok(thing.clone()));
        let bytes = resource_document(&thing, &[], &whole, &Site::default());
        let document: Json = serde_json::from_slice(&bytes).unwrap();
        prop_assert_eq!(&document["links"]["self"], &document["data"]["links"]["self"]);
        prop_assert_eq!(read(document["data"].clone()), Ok(thing));
        let event = Happening { seq, kind };
        let object = ResourceObject::from_json(&object(&event, &whole)).unwrap();
        prop_assert_eq!(Happening::read(&object), Ok(event));
    }

    #[test]
    fn a_list_reads_back_equal(things in things()) {
        let page = Shown::page(&read::<Thing>("page[size]=100", false), &things);
        let mut items = page.items::<Thing>();
        items.sort_by_key(|thing| thing.id);
        prop_assert_eq!(items, things);
    }

    #[test]
    fn fields_show_those_members_and_no_others(
        thing in thing(), members in subsequence(vec!["label", "amount", "shelf", "marks", "box"], 0..=5),
    ) {
        let shown: BTreeSet<String> = members.iter().map(|member| (*member).to_owned()).collect();
        let selection = Selection { fields: BTreeMap::from([("things".to_owned(), shown.clone())]), ..Selection::default() };
        let part = object(&thing, &selection);
        let names = |json: &Json| json.as_object().into_iter().flat_map(|map| map.keys().cloned()).collect::<Vec<_>>();
        let found: BTreeSet<String> =
            names(&part["attributes"]).into_iter().chain(names(&part["relationships"])).collect();
        prop_assert_eq!(found, shown);
        let empty = |name: &str| part.get(name).is_some_and(|section| names(section).is_empty());
        prop_assert!(!empty("attributes") && !empty("relationships"));
        let other = Selection { fields: BTreeMap::from([("cups".to_owned(), BTreeSet::new())]), ..Selection::default() };
        prop_assert_eq!(object(&thing, &other), object(&thing, &Selection::default()));
    }

    #[test]
    fn faults_read_back_as_error_objects(detail in ".*", pointer in ".*", count in 1..5_usize) {
        let fault = Fault::new(Problem::AttributeInvalid, detail.clone()).at(pointer.clone());
        let document = error_document(&vec![fault; count], "r", Some("https://example.org/errors/"));
        let document: Json = serde_json::from_slice(&document).unwrap();
        let errors = document["errors"].as_array().unwrap();
        prop_assert_eq!(errors.len(), count);
        for (place, error) in errors.iter().enumerate() {
            prop_assert_eq!(&error["id"], &json!(format!("r:{}", place + 1)));
            prop_assert_eq!(&error["detail"], &json!(detail));
            prop_assert_eq!(&error["source"], &json!({ "pointer": pointer }));
            prop_assert_eq!(&error["links"]["type"], "https://example.org/errors/attribute-invalid");
        }
    }
}

#[test]
fn members_come_in_the_order_of_the_listing() {
    let thing = Thing {
        id: crate::toy::ThingId(7),
        label: "a".into(),
        amount: 1,
        shelf: None,
        marks: vec![],
        box_id: None,
    };
    let mut out = Vec::new();
    write_resource(&thing, &mut out, &Selection::default(), &Site::default(), Some("c"));
    let expected = r#"{"type":"things","id":"t007","attributes":{"label":"a","amount":1,"shelf":null,"marks":[]},"relationships":{"box":{"data":null}},"links":{"self":"/api/v1/things/t007"},"meta":{"page":{"cursor":"c"}}}"#;
    assert_eq!(String::from_utf8(out).unwrap(), expected);
}

#[test]
fn included_is_there_exactly_when_it_was_asked_for() {
    let thing = Thing {
        id: crate::toy::ThingId(7),
        label: "a".into(),
        amount: 1,
        shelf: None,
        marks: vec![],
        box_id: None,
    };
    let included = |include: Option<Vec<&'static str>>| {
        let selection = Selection { include, ..Selection::default() };
        let bytes = document_of(&thing, None, &[], &selection, &Site::default());
        serde_json::from_slice::<Json>(&bytes).unwrap().get("included").cloned()
    };
    assert_eq!(included(None), None);
    assert_eq!(included(Some(Vec::new())), Some(json!([])));
}
