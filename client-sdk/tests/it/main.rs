//! The SDK over both services in memory and in process.
#![cfg(feature = "testing")]

mod conformance;
mod places;
mod round_trip;
mod shop;
