//! How long the texts are that people write beside figures, in Unicode scalar values.

/// The most characters of a reference.
pub const REFERENCE_CHARS_MAX: usize = 200;
/// The most characters of a customer.
pub const CUSTOMER_CHARS_MAX: usize = 200;
/// The most characters of the owner of a reservation.
pub const OWNER_CHARS_MAX: usize = 200;
/// The most characters of a reason.
pub const REASON_CHARS_MAX: usize = 500;
