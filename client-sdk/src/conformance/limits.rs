//! Limits of a listener, with their defaults.

use super::{
    Case, Suite, Verdict,
    catalogue::{PRODUCTS, product},
    check::ensure_eq,
};
use crate::transport::Transport;

const BODY_BYTES_MAX: usize = 1024 * 1024;

pub(super) fn cases<T: Transport + Sync>() -> Vec<Case<T>> {
    use super::limits;
    rules! { Listener:
        limits { a_body_one_byte_over_the_limit_is_413, a_long_address_is_414, long_headers_are_431 }
    }
}

fn a_body_one_byte_over_the_limit_is_413<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let padded = |length: usize| {
        let mut body = product(suite).to_string();
        body.extend(std::iter::repeat_n(' ', length - body.len()));
        suite.post(PRODUCTS, &serde_json::Value::Null).body(body)
    };
    padded(BODY_BYTES_MAX).send()?.is(201)?;
    padded(BODY_BYTES_MAX + 1).send()?.refused(413, "body-too-large", "")?;
    Ok(())
}

fn a_long_address_is_414<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let long = format!("{PRODUCTS}?filter[search]={}", "x".repeat(8 * 1024));
    suite.get(&long).send()?.refused(414, "uri-too-long", "")?;
    Ok(())
}

fn long_headers_are_431<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let mut probe = suite.get(PRODUCTS);
    for number in 0..5 {
        probe = probe.add(&format!("x-long-{number}"), &"x".repeat(8 * 1024));
    }
    ensure_eq!(probe.send_unchecked()?.status(), 431, "40 KiB of headers");
    Ok(())
}
