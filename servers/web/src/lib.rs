//! The page, and the way from it to the two services.
#![forbid(unsafe_code)]
