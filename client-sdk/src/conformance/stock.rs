//! The cases of the Inventory service, and stock for all of them.

use serde_json::{Value as Json, json};

use super::{
    Case, Reply, Suite, adjustments, buyers, catalogue::existing, inventory, levels, locations, movements,
    purchases, quotes, reservations, returns, stock_events, stock_lists, stock_operations, transfers,
    verification, webhooks,
};
use crate::transport::Transport;

pub(super) fn cases<T: Transport + Sync>() -> Vec<Case<T>> {
    rules! { Stock:
        inventory {
            stock_begins_with_what_is_said, stock_begins_once_and_of_a_product, its_values_are_checked,
            settings_change_and_figures_do_not, the_state_follows_the_figures, members_that_came_are_read_over,
            what_is_not_there_is_404,
        }
        purchases {
            a_purchase_lowers_the_stock, both_forms_say_the_same, lines_of_one_product_are_merged,
            a_purchase_is_all_or_nothing_and_names_every_line, what_is_not_for_sale_is_refused,
            stock_that_is_not_kept_is_refused, one_currency_and_a_bounded_total, lines_are_checked,
            a_location_that_does_not_exist_is_404, a_later_purchase_is_shipped_or_cancelled,
            policies_decide_how_far_it_goes, a_repeated_purchase_is_made_once, an_id_of_ones_own_is_used_once,
            levels_can_be_included, a_refusal_is_kept_and_a_check_is_not_made_again,
        }
        locations {
            the_main_location_always_exists, a_location_is_made_and_changed, a_location_is_checked,
            only_an_empty_location_is_closed, a_line_buys_where_it_says, other_lines_are_allocated,
            an_allocation_is_checked,
        }
        levels {
            an_inventory_is_the_sum_of_its_levels, a_level_that_was_never_touched_is_404,
            the_past_is_what_the_journal_says, goods_are_announced_and_arrive,
            back_orders_are_owed_by_the_main_location,
        }
        transfers {
            stock_goes_there_at_once_or_in_two_steps, a_transfer_is_told_in_the_journal,
            a_transfer_is_all_or_nothing, a_transfer_is_checked, transfers_are_filtered,
        }
        reservations {
            what_is_held_is_not_for_sale, nobody_stands_in_his_own_way, it_is_released_or_extended,
            a_purchase_takes_what_is_held, a_purchase_may_take_more_than_is_held, time_ends_it,
            the_next_buyer_gets_what_expired, one_owner_holds_so_much_and_no_more,
            a_repeated_reservation_is_made_once, reservations_are_filtered_and_checked,
            as_many_hold_as_there_are_units,
        }
        returns { goods_come_back, no_more_comes_back_than_went_out, a_return_is_checked }
        adjustments {
            each_kind_does_what_it_says, figures_that_a_kind_has_not_are_refused, no_bucket_goes_below_zero,
            a_stale_count_is_refused, figures_have_a_range,
        }
        stock_operations { stock_is_set_in_one_request, one_refusal_undoes_all_stock, only_adds_are_offered }
        movements { the_journal_tells_every_move, it_is_filtered }
        quotes { a_quote_is_the_verdict_without_the_effect, a_refused_quote_gives_the_refusals }
        stock_events { changes_and_alerts_come_in_order, stock_is_followed_as_a_stream }
        stock_lists { every_stock_list_checks_its_parameters, inventory_is_filtered_and_sorted, purchases_are_filtered }
        webhooks {
            a_webhook_tells_its_secret_once, its_address_is_checked, its_other_settings_are_checked,
            it_goes_back_and_a_change_of_nothing_is_none, an_event_can_be_asked_for_again, there_is_a_bound_on_both,
            only_an_administrator_sees_it,
        }
        verification { every_law_holds }
        buyers { the_last_unit_is_sold_once, many_buyers_get_what_there_is, one_count_of_many_succeeds }
    }
}

/// A product whose stock is kept: its id.
pub(super) fn stocked<T: Transport>(suite: &Suite<'_, T>, quantity: i64) -> Result<String, String> {
    let product = existing(suite)?;
    begin(suite, &product, &json!({ "quantity": quantity }))?.is(201)?;
    Ok(product)
}

/// Begins to keep the stock of a product.
pub(super) fn begin<T: Transport>(
    suite: &Suite<'_, T>,
    product: &str,
    attributes: &Json,
) -> Result<Reply, String> {
    suite.post("/api/v1/inventory", &document("inventory", attributes, product)).send()
}

/// A document about a product.
pub(super) fn document(kind: &str, attributes: &Json, product: &str) -> Json {
    let relationships = json!({ "product": { "data": { "type": "products", "id": product } } });
    json!({ "data": { "type": kind, "attributes": attributes, "relationships": relationships } })
}

/// Where the stock of a product is.
pub(super) fn stock_path(product: &str) -> String {
    format!("/api/v1/inventory/{product}")
}

/// A figure of the stock of a product.
pub(super) fn figure<T: Transport>(suite: &Suite<'_, T>, product: &str, name: &str) -> Result<Json, String> {
    Ok(suite.get(&stock_path(product)).send()?.is(200)?.at("/data/attributes")[name].clone())
}

/// The document of a purchase of these lines.
pub(super) fn order(lines: &[(&str, i64)]) -> Json {
    order_with(lines, &json!({}))
}

/// The same with further attributes.
pub(super) fn order_with(lines: &[(&str, i64)], attributes: &Json) -> Json {
    let lines: Vec<Json> = lines
        .iter()
        .map(|(product, quantity)| json!({ "productId": product, "quantity": quantity }))
        .collect();
    let mut document = json!({ "data": { "type": "purchases", "attributes": attributes } });
    document["data"]["attributes"]["lines"] = json!(lines);
    document
}

/// Buys.
pub(super) fn buy<T: Transport>(suite: &Suite<'_, T>, lines: &[(&str, i64)]) -> Result<Reply, String> {
    suite.post(PURCHASES, &order(lines)).send()
}

/// Adjusts the stock of a product.
pub(super) fn adjust<T: Transport>(
    suite: &Suite<'_, T>,
    product: &str,
    attributes: &Json,
) -> Result<Reply, String> {
    let mut attributes = attributes.clone();
    if attributes.get("reason").is_none() {
        attributes["reason"] = json!("a test");
    }
    suite.post("/api/v1/adjustments", &document("adjustments", &attributes, product)).send()
}

/// Where purchases are.
pub(super) const PURCHASES: &str = "/api/v1/purchases";
/// An id that nothing has.
pub(super) const NOBODY: &str = "018f2d3a-0000-7000-8000-0123456789ab";
