//! The cases of the Product service, and products for all cases.

use serde_json::{Value as Json, json};

use super::{
    Case, Reply, Suite, documents, facets, idempotency, lists, operations, product_events, products, protocol,
};
use crate::transport::Transport;

/// Where products are.
pub(super) const PRODUCTS: &str = "/api/v1/products";

pub(super) fn cases<T: Transport + Sync>() -> Vec<Case<T>> {
    rules! { Catalogue:
        protocol {
            a_key_is_needed_and_only_one, a_scope_is_needed, an_unknown_path_is_404_and_needs_a_key,
            a_method_that_is_not_offered_lists_those_that_are, accept_is_negotiated, content_type_is_checked,
            head_mirrors_get, an_entity_tag_saves_the_body, earlier_steps_answer_first,
        }
        documents {
            malformed_json_is_refused, a_malformed_document_is_refused, deep_nesting_is_refused,
            the_type_must_fit, ids_must_be_canonical_and_fit, unknown_members_are_ignored_and_attributes_are_not,
            every_fault_comes_at_once, what_was_read_can_be_sent_back,
        }
        products {
            a_product_has_its_defaults, every_attribute_is_kept, an_attribute_that_breaks_its_rule_is_named,
            limits_are_exact, a_sku_is_unique_in_any_case_and_free_after_delete, an_id_is_never_used_again,
            a_variant_is_unique, options_need_a_group, a_patch_changes_only_what_it_names,
            a_patch_that_changes_nothing_keeps_the_version, a_precondition_is_looked_at_before_the_body,
            a_deleted_product_is_gone, members_can_be_chosen_in_every_answer, a_missing_product_is_404,
        }
        lists {
            page_parameters_are_checked, number_pages_link_to_each_other, past_the_end_is_an_empty_page,
            cursors_walk_both_ways, a_cursor_outlives_its_item_and_is_bound_to_its_list, a_range_is_served,
            the_profile_is_applied_when_asked_for, sorts_are_exact_reversals, unknown_parameters_are_refused,
            every_list_checks_its_parameters, filters_find_what_they_say, search_ignores_case_and_accents,
            fields_limit_members,
        }
        operations {
            all_happen_in_order, one_refusal_undoes_all, every_faulty_operation_is_reported,
            an_upsert_says_what_it_did, a_local_id_can_be_used_later, malformed_operations_are_refused,
            what_is_not_offered_is_refused, the_number_is_limited, the_extension_is_needed,
        }
        idempotency {
            a_repeated_post_changes_nothing_and_answers_the_same, a_refusal_by_the_rules_is_kept,
            a_malformed_request_is_not_kept, a_key_used_for_another_request_is_refused,
            a_bad_key_is_refused, a_patch_is_repeated_safely, one_key_covers_an_atomic_request,
            many_at_once_with_one_key_make_one,
        }
        facets { categories_count_what_is_below, tags_count_active_products }
        product_events {
            every_change_is_an_event, an_event_shows_the_product_as_after, filters_and_cursors_work,
            a_stream_goes_on_behind_an_id, a_bad_place_is_refused,
        }
    }
}

/// A product document with a SKU of its own.
pub(super) fn product<T: Transport>(suite: &Suite<'_, T>) -> Json {
    json!({ "data": { "type": "products", "attributes": {
        "sku": suite.unique("SKU"), "name": "Tetera azul", "price": { "amount": 1250, "currency": "EUR" },
    } } })
}

/// The same with further attributes.
pub(super) fn product_with<T: Transport>(suite: &Suite<'_, T>, attributes: &Json) -> Json {
    let mut document = product(suite);
    for (name, value) in attributes.as_object().into_iter().flatten() {
        document["data"]["attributes"][name] = value.clone();
    }
    document
}

/// Creates it.
pub(super) fn create<T: Transport>(suite: &Suite<'_, T>, document: &Json) -> Result<Reply, String> {
    suite.post(PRODUCTS, document).send()?.is(201)
}

/// A product that exists: its id.
pub(super) fn existing<T: Transport>(suite: &Suite<'_, T>) -> Result<String, String> {
    Ok(create(suite, &product(suite))?.text("/data/id").to_owned())
}

/// Where a product is.
pub(super) fn path(id: &str) -> String {
    format!("{PRODUCTS}/{id}")
}

/// The document of a change.
pub(super) fn change(id: &str, attributes: &Json) -> Json {
    json!({ "data": { "type": "products", "id": id, "attributes": attributes } })
}
