//! What can be set of a store.

/// What can be set of a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// How many calls may wait for the writer (`QUEUE_MAX`); further ones are refused at once. At least 1.
    pub queue_max: usize,
    /// For how many days an event can be read (`EVENTS_KEEP_DAYS`). The newest event always stays.
    pub events_keep_days: u32,
    /// How many pages and rows can be read at the same time. At least 1.
    pub readers: usize,
    /// Whether a file that is not there is made.
    pub create: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { queue_max: 1024, events_keep_days: 90, readers: 4, create: true }
    }
}
