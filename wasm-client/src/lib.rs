//! The SDK for JavaScript: `client-sdk` over the browser's `fetch`, and the rules of the cores, as WebAssembly.
#![forbid(unsafe_code)]
