//! State that remembers what a batch changed: settled rows, a draft over them, and the way back.
//!
//! Undoing a refused call, undoing a failed commit, knowing which rows to write and loading rows on demand
//! are one mechanism here, so no store needs savepoints and many changes of one row become one write.

use std::collections::BTreeMap;

/// A piece of a domain's state that can go back.
pub trait Part {
    /// Starts a call: what follows can be undone by [`Part::rollback`].
    fn mark(&mut self);
    /// Undoes everything since the last [`Part::mark`].
    fn rollback(&mut self);
    /// The batch was committed: the draft becomes the settled state.
    fn settle(&mut self);
    /// The batch failed: the draft is forgotten.
    fn discard(&mut self);
}

/// Rows by key. A row is settled (as the store has it), drafted (changed by this batch), or not loaded.
#[derive(Debug)]
pub struct Tracked<K, V> {
    /// `None` means: the store was asked and has no such row.
    settled: BTreeMap<K, Option<V>>,
    draft: BTreeMap<K, Option<V>>,
    /// Drafted values from before the running call, newest last.
    undo: Vec<(K, Option<Option<V>>)>,
    missing: Missing<K>,
}

/// Which absent keys are missing rows, so that the store need not be asked.
#[derive(Debug)]
enum Missing<K> {
    /// None of them.
    Unknown,
    /// Those beyond the last key of the store.
    Beyond(Option<K>),
    /// All: every row of the store is settled.
    All,
}

impl<K, V> Default for Tracked<K, V> {
    fn default() -> Self {
        Self::knowing(Missing::Unknown)
    }
}

impl<K, V> Tracked<K, V> {
    fn knowing(missing: Missing<K>) -> Self {
        Self { settled: BTreeMap::new(), draft: BTreeMap::new(), undo: Vec::new(), missing }
    }

    /// A map that loads rows on demand, of a store whose last key is `last`: what is new mostly comes behind it,
    /// and is not asked for.
    pub fn up_to(last: Option<K>) -> Self {
        Self::knowing(Missing::Beyond(last))
    }

    fn is_resident(&self) -> bool {
        matches!(self.missing, Missing::All)
    }
}

impl<K: Ord + Clone, V> Tracked<K, V> {
    /// A map that holds every row of the store from the start.
    pub fn resident(rows: impl IntoIterator<Item = (K, V)>) -> Self {
        let mut tracked = Self::knowing(Missing::All);
        rows.into_iter().for_each(|(key, row)| tracked.load(key, Some(row)));
        tracked
    }

    /// Whether a look at `key` gives the truth, or the store must be asked first.
    pub fn is_loaded(&self, key: &K) -> bool {
        let is_missing = match &self.missing {
            Missing::Unknown => false,
            Missing::Beyond(last) => last.as_ref().is_none_or(|last| key > last),
            Missing::All => true,
        };
        is_missing || self.draft.contains_key(key) || self.settled.contains_key(key)
    }

    /// Takes what the store has for `key`; what the batch drafted for it stands.
    pub fn load(&mut self, key: K, row: Option<V>) {
        self.settled.insert(key, row);
    }

    /// The row as of now: drafted, else settled.
    pub fn get(&self, key: &K) -> Option<&V> {
        self.draft.get(key).or_else(|| self.settled.get(key)).and_then(Option::as_ref)
    }

    /// Puts a row.
    pub fn put(&mut self, key: K, row: V) {
        self.change(key, Some(row));
    }

    /// Removes a row.
    pub fn remove(&mut self, key: K) {
        self.change(key, None);
    }

    /// Every row as of now, in no order; of a map that loads on demand, those that are loaded.
    pub fn rows(&self) -> impl Iterator<Item = &V> {
        let settled = self.settled.iter().filter(|(key, _)| !self.draft.contains_key(key));
        settled.chain(&self.draft).filter_map(|(_, row)| row.as_ref())
    }

    /// What the batch changed, by key: a row to write, or `None` for one to delete.
    pub fn drafted(&self) -> impl Iterator<Item = (&K, Option<&V>)> {
        self.draft.iter().map(|(key, row)| (key, row.as_ref()))
    }

    /// What the batch changes: each row as it is settled and as it was drafted. A row that was not there before,
    /// or is not afterwards, is `None`.
    pub fn changes(&self) -> impl Iterator<Item = (Option<&V>, Option<&V>)> {
        self.draft.iter().map(|(key, after)| (self.settled.get(key).and_then(Option::as_ref), after.as_ref()))
    }

    /// The settled rows, by key.
    pub fn settled(&self) -> impl Iterator<Item = (&K, &V)> {
        self.settled.iter().filter_map(|(key, row)| Some((key, row.as_ref()?)))
    }

    /// How many rows are held beside the draft.
    pub fn loaded(&self) -> usize {
        self.settled.len()
    }

    /// Forgets the settled rows of a map that loads on demand, to bound its memory between batches.
    pub fn forget(&mut self) {
        if !self.is_resident() {
            self.settled.clear();
        }
    }

    fn change(&mut self, key: K, row: Option<V>) {
        let before = self.draft.insert(key.clone(), row);
        self.undo.push((key, before));
    }
}

impl<K: Ord + Clone, V> Part for Tracked<K, V> {
    fn mark(&mut self) {
        self.undo.clear();
    }

    fn rollback(&mut self) {
        while let Some((key, before)) = self.undo.pop() {
            match before {
                Some(row) => self.draft.insert(key, row),
                None => self.draft.remove(&key),
            };
        }
    }

    fn settle(&mut self) {
        self.undo.clear();
        let resident = self.is_resident();
        if let (Missing::Beyond(last), Some((newest, _))) = (&mut self.missing, self.draft.last_key_value())
            && last.as_ref().is_none_or(|last| newest > last)
        {
            *last = Some(newest.clone());
        }
        for (key, row) in std::mem::take(&mut self.draft) {
            if row.is_none() && resident {
                self.settled.remove(&key);
            } else {
                self.settled.insert(key, row);
            }
        }
    }

    fn discard(&mut self) {
        self.undo.clear();
        self.draft.clear();
    }
}

/// Rows that are only ever appended: journals and feeds. Only those of the running batch are held.
#[derive(Debug)]
pub struct Appended<T> {
    rows: Vec<T>,
    mark: usize,
}

impl<T> Default for Appended<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), mark: 0 }
    }
}

impl<T> Appended<T> {
    /// Appends a row.
    pub fn push(&mut self, row: T) {
        self.rows.push(row);
    }

    /// What the batch appended, in order.
    pub fn drafted(&self) -> &[T] {
        &self.rows
    }
}

impl<T> Part for Appended<T> {
    fn mark(&mut self) {
        self.mark = self.rows.len();
    }

    fn rollback(&mut self) {
        self.rows.truncate(self.mark);
    }

    fn settle(&mut self) {
        self.rows.clear();
        self.mark = 0;
    }

    fn discard(&mut self) {
        self.settle();
    }
}

/// A number that only a committed batch moves: the last `seq` given.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counter {
    settled: u64,
    now: u64,
    mark: u64,
}

impl Counter {
    /// A counter that stands at `last`.
    pub fn at(last: u64) -> Self {
        Self { settled: last, now: last, mark: last }
    }

    /// The last number given.
    pub fn last(&self) -> u64 {
        self.now
    }

    /// Moves on to `last`, which must not be lower than what was given.
    pub fn advance_to(&mut self, last: u64) {
        debug_assert!(last >= self.now, "a sequence only rises");
        self.now = last;
    }
}

impl Part for Counter {
    fn mark(&mut self) {
        self.mark = self.now;
    }

    fn rollback(&mut self) {
        self.now = self.mark;
    }

    fn settle(&mut self) {
        (self.settled, self.mark) = (self.now, self.now);
    }

    fn discard(&mut self) {
        (self.now, self.mark) = (self.settled, self.settled);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_rolled_back_call_leaves_the_calls_before_it() {
        let mut rows = Tracked::resident([(1, 'a')]);
        rows.mark();
        rows.put(1, 'b');
        rows.mark();
        rows.put(1, 'c');
        rows.put(2, 'd');
        rows.rollback();
        assert_eq!(rows.drafted().collect::<Vec<_>>(), [(&1, Some(&'b'))]);
        rows.discard();
        assert_eq!(rows.get(&1), Some(&'a'));
    }

    #[test]
    fn a_row_known_to_be_missing_is_loaded() {
        let mut rows: Tracked<u8, char> = Tracked::default();
        assert!(!rows.is_loaded(&1));
        rows.load(1, None);
        assert!(rows.is_loaded(&1) && rows.get(&1).is_none());
        rows.forget();
        assert!(!rows.is_loaded(&1));
    }

    #[test]
    fn what_comes_behind_the_last_row_is_not_asked_for() {
        let mut rows: Tracked<u8, char> = Tracked::up_to(Some(3));
        assert!(!rows.is_loaded(&3) && rows.is_loaded(&4));
        rows.put(5, 'a');
        rows.discard();
        assert!(rows.is_loaded(&4) && rows.get(&5).is_none());
        rows.put(5, 'a');
        rows.settle();
        rows.forget();
        assert!(!rows.is_loaded(&4) && !rows.is_loaded(&5) && rows.is_loaded(&6));
        assert!(Tracked::<u8, char>::up_to(None).is_loaded(&0));
    }

    #[derive(Clone, Debug)]
    enum Action {
        Put(u8, u8),
        Remove(u8),
        Mark,
        Rollback,
        Settle,
        Discard,
    }

    fn actions() -> impl Strategy<Value = Vec<Action>> {
        let action = prop_oneof![
            4 => (0..6_u8, any::<u8>()).prop_map(|(key, row)| Action::Put(key, row)),
            2 => (0..6_u8).prop_map(Action::Remove),
            1 => Just(Action::Mark),
            1 => Just(Action::Rollback),
            1 => Just(Action::Settle),
            1 => Just(Action::Discard),
        ];
        proptest::collection::vec(action, 0..40)
    }

    proptest! {
        /// The oracle keeps whole copies where `Tracked` keeps differences.
        #[test]
        fn it_is_a_map_with_two_ways_back(actions in actions()) {
            let mut rows: Tracked<u8, u8> = Tracked::resident([]);
            let (mut now, mut settled, mut marked) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
            for action in actions {
                match action {
                    Action::Put(key, row) => { rows.put(key, row); now.insert(key, row); }
                    Action::Remove(key) => { rows.remove(key); now.remove(&key); }
                    Action::Mark => { rows.mark(); marked = now.clone(); }
                    Action::Rollback => { rows.rollback(); now = marked.clone(); }
                    Action::Settle => { rows.settle(); settled = now.clone(); marked = now.clone(); }
                    Action::Discard => { rows.discard(); now = settled.clone(); marked = now.clone(); }
                }
                for key in 0..6 {
                    prop_assert_eq!(rows.get(&key), now.get(&key));
                }
                let mut all: Vec<_> = rows.rows().collect();
                let mut expected: Vec<_> = now.values().collect();
                all.sort_unstable();
                expected.sort_unstable();
                prop_assert_eq!(all, expected);
            }
        }
    }
}
