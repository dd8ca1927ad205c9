//! The page's clock, and where random bytes come from.

use std::sync::atomic::{AtomicU64, Ordering};

use catalog_core::api::instant::UnixMillis;
use client_sdk::transport::in_process::Chance;
use sha2::{Digest, Sha256};
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues)]
    fn get_random_values(bytes: &mut [u8]);
}

/// The page's own clock and randomness; with a seed the random bytes are the same in every run.
pub(crate) fn of_the_page(seed: Option<String>) -> impl Fn() -> Chance + Send + Sync {
    let drawn = AtomicU64::new(0);
    move || {
        let bytes = match &seed {
            Some(seed) => seeded(seed, drawn.fetch_add(1, Ordering::Relaxed)),
            None => random(),
        };
        (now(), bytes)
    }
}

fn now() -> UnixMillis {
    #[expect(clippy::cast_possible_truncation, reason = "a whole number of milliseconds, far below 2^53")]
    UnixMillis::new(js_sys::Date::now() as i64)
}

fn random() -> [u8; 16] {
    let mut bytes = [0; 16];
    get_random_values(&mut bytes);
    bytes
}

fn seeded(seed: &str, number: u64) -> [u8; 16] {
    let digest = Sha256::new().chain_update(seed).chain_update(number.to_be_bytes()).finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_bytes_again_and_others_each_time() {
        assert_eq!(seeded("a", 1), seeded("a", 1));
        assert_ne!(seeded("a", 1), seeded("a", 2));
        assert_ne!(seeded("a", 1), seeded("b", 1));
    }
}
