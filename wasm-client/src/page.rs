//! Clock, chance and waiting, from globals that windows, workers and node have alike.

use std::{future::Future, time::Duration};

use client_sdk::Platform;
use js_sys::{Function, Promise};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn performance_now() -> f64;
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues)]
    fn get_random_values(bytes: &mut [u8]);
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(run: &Function, milliseconds: f64) -> JsValue;
    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(timer: &JsValue);
}

/// The surroundings of a page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Hears `waiting` when a wait begins.
    on_state: Option<Function>,
}

impl Page {
    /// A page that tells when it waits.
    pub fn telling(on_state: Option<Function>) -> Self {
        Self { on_state }
    }
}

impl Platform for Page {
    fn elapsed(&self) -> Duration {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast stays in bounds")]
        Duration::from_micros((performance_now() * 1000.0) as u64)
    }

    fn random(&self) -> [u8; 16] {
        let mut bytes = [0; 16];
        get_random_values(&mut bytes);
        bytes
    }

    async fn wait(&self, time: Duration) {
        tell(self.on_state.as_ref(), "waiting");
        sleep(time).await;
    }
}

/// Calls a listener, if there is one. What it throws is its own affair.
pub fn tell(listener: Option<&Function>, state: &str) {
    if let Some(listener) = listener {
        let _ = listener.call1(&JsValue::UNDEFINED, &state.into());
    }
}

/// Waits. The timer ends with the future, so that nothing keeps a program alive.
pub fn sleep(time: Duration) -> impl Future<Output = ()> {
    let mut timer = Timer(JsValue::UNDEFINED);
    let promise =
        Promise::new(&mut |resolve, _| timer.0 = set_timeout(&resolve, time.as_secs_f64() * 1000.0));
    async move {
        let _ends_with_this = &timer;
        // A timer does not fail.
        let _ = JsFuture::from(promise).await;
    }
}

struct Timer(JsValue);

impl Drop for Timer {
    fn drop(&mut self) {
        clear_timeout(&self.0);
    }
}
