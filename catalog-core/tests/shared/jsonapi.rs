//! The second opinion of `jsonapi-rs` on what we write.

use catalog_core::{
    api::{
        document::{
            Resource, ResourceObject, error_document, list_document, meta_document, resource_document,
        },
        fault::{Fault, Problem},
        field::Listed,
        jsonapi::{
            JsonApiDocument, JsonApiModel, JsonApiResource, PrimaryData, check, from_resource, to_resource,
        },
        query::{Selection, page_of},
    },
    engine::Site,
    product::Product,
};
use proptest::prelude::*;
use serde_json::json;

use crate::toy::{
    Happening, Thing,
    queries::read,
    thing::{thing, things},
};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn both_readings_of_a_list_agree(things in things(), profile in any::<bool>()) {
        let query = read::<Thing>("page[size]=5", profile);
        let document = list_document(&query, &page_of(&query, things.iter()), &[], &Site::default());
        prop_assert_eq!(check(&document), Ok(()));
    }

    #[test]
    fn both_readings_of_a_resource_agree(thing in thing()) {
        prop_assert_eq!(check(&resource_document(&thing, &[], &Selection::default(), &Site::default())), Ok(()));
        let resource = to_resource(&thing).unwrap();
        prop_assert_eq!(from_resource(&resource), Ok(thing));
        prop_assert!(from_resource::<Happening>(&resource).is_err());
    }
}

#[test]
fn both_readings_of_other_documents_agree() {
    let faults = [
        Fault::new(Problem::AttributeInvalid, "No.").at("/data"),
        Fault::new(Problem::PageInvalid, "No.").parameter("page[size]"),
        Fault::new(Problem::MediaTypeUnsupported, "No.").header("Content-Type"),
    ];
    for document in
        [error_document(&faults, "r", Some("https://x.example")), meta_document(&json!({ "holds": true }))]
    {
        assert_eq!(check(&document), Ok(()), "{}", String::from_utf8_lossy(&document));
    }
}

#[test]
fn what_only_one_of_them_reads_is_a_difference() {
    for document in ["{\"data\":{\"type\":\"a\"}}", "[", "{\"data\":[{\"type\":\"a\",\"id\":1}]}"] {
        assert!(check(document.as_bytes()).is_err(), "{document}");
    }
}

#[test]
fn a_product_is_a_model_of_the_crate() {
    let attributes = json!({
        "sku": "A-1", "name": "Cup", "description": "", "price": { "amount": 950, "currency": "EUR" },
        "status": "active", "tags": ["blue"], "category": null, "group": null, "options": {}, "images": [],
        "metadata": { "shelf": "3" }, "version": 7, "createdAt": "2026-03-01T12:00:00.000Z",
        "updatedAt": "2026-03-01T12:00:00.000Z",
    });
    let object =
        json!({ "type": "products", "id": "018f2d3a-0000-7000-8000-0123456789ab", "attributes": attributes });
    let product = Product::read(&ResourceObject::from_json(&object).unwrap()).unwrap();
    let document = product.to_jsonapi_document();
    let JsonApiDocument::Data(data) = &document else { panic!("data") };
    let Some(PrimaryData::Single(resource)) = &data.data else { panic!("one resource") };
    assert_eq!((resource._type.as_str(), &resource.id), ("products", &product.id().to_string()));
    assert_eq!(resource.attributes["price"], json!({ "amount": 950, "currency": "EUR" }));
    assert_eq!(Product::from_jsonapi_document(data).unwrap(), product);
    let other = JsonApiResource { _type: "cups".to_owned(), ..(**resource).clone() };
    assert!(Product::from_jsonapi_resource(&other, &None).is_err());
}
