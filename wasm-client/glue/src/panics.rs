//! A panic on its way into JavaScript.
//!
//! It ends the module: whatever waits for an answer would wait for ever. So the page is told, and gives up what
//! waits.

use std::cell::RefCell;

use js_sys::Function;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

thread_local! {
    static LISTENER: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Calls `listener` with what a panic says.
#[wasm_bindgen(js_name = onPanic)]
pub fn on_panic(listener: Function) {
    LISTENER.set(Some(listener));
    std::panic::set_hook(Box::new(|panic| {
        let text = panic.to_string();
        let listener = LISTENER.with_borrow(Clone::clone);
        // Nothing can be done about a listener that throws.
        let _ = listener.map(|listener| listener.call1(&JsValue::UNDEFINED, &text.into()));
    }));
}
