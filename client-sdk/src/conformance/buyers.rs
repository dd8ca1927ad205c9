//! Many callers at once.

use std::thread;

use super::{Case, Reply};
use crate::transport::Transport;

pub(super) fn cases<T: Transport + Sync>() -> Vec<Case<T>> {
    Vec::new()
}

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
