//! A shop without a server: both services over memory, inside the page.
#![forbid(unsafe_code)]
