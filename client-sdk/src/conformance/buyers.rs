//! Many callers at once.

use std::thread;

use serde_json::json;

use super::{
    Reply, Suite, Verdict,
    check::{ensure, ensure_eq},
    stock::{adjust, buy, figure, stocked},
};
use crate::transport::Transport;

/// Makes `count` calls at once.
pub(super) fn at_once(
    count: usize,
    call: impl Fn(usize) -> Result<Reply, String> + Sync,
) -> Result<Vec<Reply>, String> {
    let call = &call;
    thread::scope(|scope| {
        let callers: Vec<_> = (0..count).map(|number| scope.spawn(move || call(number))).collect();
        callers.into_iter().map(|caller| caller.join().map_err(|_| "a caller panicked".to_owned())?).collect()
    })
}

pub(super) fn the_last_unit_is_sold_once<T: Transport + Sync>(suite: &Suite<'_, T>) -> Verdict {
    sell(suite, 64, 1)
}

pub(super) fn many_buyers_get_what_there_is<T: Transport + Sync>(suite: &Suite<'_, T>) -> Verdict {
    sell(suite, 32, 20)?;
    sell(suite, 8, 20)
}

/// `buyers` of one unit each, of `units` there are.
fn sell<T: Transport + Sync>(suite: &Suite<'_, T>, buyers: usize, units: usize) -> Verdict {
    let product = stocked(suite, i64::try_from(units).unwrap_or_default())?;
    let answers = at_once(buyers, |_| buy(suite, &[(&product, 1)]))?;
    let sold = answers.iter().filter(|answer| answer.status() == 201).count();
    ensure_eq!(sold, buyers.min(units), "{buyers} buyers of {units} units");
    for refused in answers.into_iter().filter(|answer| answer.status() != 201) {
        refused.refused(409, "insufficient-stock", "/data/attributes/lines/0/quantity")?;
    }
    ensure_eq!(figure(suite, &product, "onHand")?, json!(units - sold), "what is left");
    Ok(())
}

pub(super) fn one_count_of_many_succeeds<T: Transport + Sync>(suite: &Suite<'_, T>) -> Verdict {
    let product = stocked(suite, 50)?;
    let answers = at_once(16, |number| {
        adjust(suite, &product, &json!({ "kind": "count", "counted": number, "expected": 50 }))
    })?;
    let counted = answers.iter().filter(|answer| answer.status() == 201).count();
    ensure_eq!(counted, 1, "counts that succeeded");
    ensure!(figure(suite, &product, "onHand")? != json!(50), "no count counted");
    Ok(())
}
