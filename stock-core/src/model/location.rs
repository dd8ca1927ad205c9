//! The places where stock is kept.

use std::sync::Arc;

use super::id::LocationId;

/// The most characters of a location's name.
pub const LOCATION_NAME_CHARS_MAX: usize = 120;

/// The place of a location in the order in which they are sold from: 0 comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Priority(u32);

impl Priority {
    /// The last of all.
    pub const MAX: u32 = 1_000_000;

    /// A priority; none when it is out of range.
    pub fn new(place: i64) -> Option<Self> {
        u32::try_from(place).ok().filter(|place| *place <= Self::MAX).map(Self)
    }

    /// The number.
    pub fn get(self) -> i64 {
        i64::from(self.0)
    }
}

/// A place where stock is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// Its identifier.
    pub id: LocationId,
    /// What people call it.
    pub name: Arc<str>,
    /// When its turn comes in selling; ties are broken by the id.
    pub priority: Priority,
    /// Whether stock is kept there. Where it is not, there is none: it is emptied first, and then nothing
    /// can be posted.
    pub active: bool,
    /// How often it was changed, its creation included: places are apart from the journal and its feed.
    pub version: u64,
}

impl Location {
    /// The one that always exists.
    pub fn main() -> Self {
        Self {
            id: LocationId::Main,
            name: Arc::from("Main"),
            priority: Priority::default(),
            active: true,
            version: 1,
        }
    }
}

/// What is to change of a location; none leaves it as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LocationPatch {
    /// The new name.
    pub name: Option<Arc<str>>,
    /// The new priority.
    pub priority: Option<Priority>,
    /// Whether stock is kept there from now on.
    pub active: Option<bool>,
}

impl LocationPatch {
    /// The location after the change; the same, version included, when there is none.
    pub fn applied(&self, to: &Location) -> Location {
        let mut after = Location {
            name: self.name.clone().unwrap_or_else(|| Arc::clone(&to.name)),
            priority: self.priority.unwrap_or(to.priority),
            active: self.active.unwrap_or(to.active),
            ..to.clone()
        };
        if after != *to {
            after.version += 1;
        }
        after
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_change_is_a_new_version() {
        let main = Location::main();
        assert_eq!(LocationPatch::default().applied(&main), main);
        let same = LocationPatch { active: Some(true), ..LocationPatch::default() };
        assert_eq!(same.applied(&main), main);
        let last = Priority::new(7);
        let renamed = LocationPatch { name: Some(Arc::from("Shop")), priority: last, active: None };
        let expected =
            Location { name: Arc::from("Shop"), priority: Priority(7), version: 2, ..main.clone() };
        assert_eq!(renamed.applied(&main), expected);
    }

    #[test]
    fn priorities_are_in_range() {
        assert_eq!(Priority::new(0), Some(Priority::default()));
        assert_eq!(Priority::new(1_000_000).map(Priority::get), Some(1_000_000));
        assert_eq!((Priority::new(-1), Priority::new(1_000_001)), (None, None));
    }
}
