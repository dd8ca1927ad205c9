//! How many rows there were, remembered as long as nothing changes: counting costs a walk over an index, which
//! with many rows is dearer than the page that is asked for.

use std::collections::HashMap;

use super::statement::Statement;

/// How many counts are held. Each may have as many values as a request can.
const COUNTS_MAX: usize = 256;

/// What was counted in the newest state that anyone asked about.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    state: i64,
    rows: HashMap<Statement, u64>,
}

impl Counts {
    /// What `statement` counted in this state.
    pub(super) fn find(&self, state: i64, statement: &Statement) -> Option<u64> {
        self.rows.get(statement).copied().filter(|_| state == self.state)
    }

    /// Remembers what it counted.
    pub(super) fn put(&mut self, state: i64, statement: Statement, rows: u64) {
        if self.state != state || self.rows.len() >= COUNTS_MAX {
            self.rows.clear();
            self.state = state;
        }
        self.rows.insert(statement, rows);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statement(number: usize) -> Statement {
        let mut statement = Statement::default();
        statement.push(&number.to_string());
        statement
    }

    #[test]
    fn a_count_stands_in_its_own_state() {
        let mut counts = Counts::default();
        counts.put(1, statement(1), 10);
        counts.put(1, statement(2), 20);
        assert_eq!([1, 2, 3].map(|number| counts.find(1, &statement(number))), [Some(10), Some(20), None]);
        assert_eq!(counts.find(2, &statement(1)), None);
        counts.put(2, statement(1), 11);
        assert_eq!(counts.find(2, &statement(2)), None);
        assert_eq!((counts.find(1, &statement(1)), counts.find(2, &statement(1))), (None, Some(11)));
    }

    #[test]
    fn memory_stays_bounded() {
        let mut counts = Counts::default();
        (0..10 * COUNTS_MAX).for_each(|number| counts.put(1, statement(number), 1));
        assert!(counts.rows.len() <= COUNTS_MAX);
    }
}
