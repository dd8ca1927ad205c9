//! Whether a history of overlapping operations has an order, after Wing and Gong (1993), with the memory of
//! states that were tried before (Lowe, 2017).
//!
//! The search takes operations one by one in an order that keeps to their times: whatever was answered before
//! another was sent comes before it. It goes back where an answer does not fit. Two ways that took the same
//! operations and came to the same state go on alike, so the second is not gone.

use std::{collections::HashSet, fmt::Debug, hash::Hash, time::Duration};

/// What is raced for: a state, and what an operation does to it.
pub(super) trait Model: Clone + Eq + Hash + Debug {
    type Does: Copy + Debug;
    type Saw: Copy + PartialEq + Debug;

    /// The state after an operation, and what the operation sees.
    fn step(&self, does: Self::Does) -> (Self, Self::Saw);
}

/// One operation of a history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Operation<D, S> {
    pub(super) does: D,
    /// None when no answer came: it may have happened at any time after its call, or never.
    pub(super) saw: Option<S>,
    pub(super) called: Duration,
    pub(super) returned: Option<Duration>,
}

/// The operations that were taken.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct Taken {
    /// All before this one.
    first: usize,
    /// And these, in order.
    ahead: Vec<usize>,
}

impl Taken {
    fn has(&self, place: usize) -> bool {
        place < self.first || self.ahead.binary_search(&place).is_ok()
    }

    fn with(&self, place: usize) -> Self {
        let mut ahead = self.ahead.clone();
        let at = ahead.binary_search(&place).unwrap_or_else(|at| at);
        ahead.insert(at, place);
        let run = ahead.iter().zip(self.first..).take_while(|(taken, due)| **taken == *due).count();
        Self { first: self.first + run, ahead: ahead.split_off(run) }
    }
}

/// A fork that the search can come back to.
struct Fork<M> {
    state: M,
    taken: Taken,
    /// The operation that was taken here, and the turn after its own.
    chosen: usize,
    next: usize,
}

/// Finds an order, or says how far any order goes.
pub(super) fn check<M: Model>(model: &M, history: &[Operation<M::Does, M::Saw>]) -> Result<(), String> {
    let mut operations = history.to_vec();
    operations.sort_by_key(|operation| operation.called);
    let answered = operations.iter().filter(|operation| operation.saw.is_some()).count();
    let (mut state, mut taken) = (model.clone(), Taken::default());
    let (mut forks, mut tried) = (Vec::new(), HashSet::new());
    let (mut next, mut done, mut furthest) = (0, 0, 0);
    while done < answered {
        let possible = possible(&operations, &taken);
        let fits = |(turn, chosen): (usize, usize)| {
            let (after, saw) = state.step(operations[chosen].does);
            operations[chosen].saw.is_none_or(|seen| seen == saw).then_some((turn + 1, chosen, after))
        };
        let fitting = || possible.iter().copied().enumerate().skip(next).filter_map(fits);
        // One that fits here and changes nothing can as well come now: no other turn need be tried.
        let idle = fitting().find(|(_, chosen, after)| *after == state && operations[*chosen].saw.is_some());
        let found = match idle {
            Some((_, chosen, after)) => Some((possible.len(), chosen, after)),
            None => fitting().find(|(_, chosen, after)| tried.insert((taken.with(*chosen), after.clone()))),
        };
        if let Some((turn, chosen, after)) = found {
            let more = taken.with(chosen);
            forks.push(Fork { state, taken, chosen, next: turn });
            (state, taken, next) = (after, more, 0);
            done += usize::from(operations[chosen].saw.is_some());
            furthest = furthest.max(done);
        } else {
            let Some(fork) = forks.pop() else {
                return Err(format!("no order goes past {furthest} of {answered} operations"));
            };
            done -= usize::from(operations[fork.chosen].saw.is_some());
            (state, taken, next) = (fork.state, fork.taken, fork.next);
        }
    }
    Ok(())
}

/// What can come next: the operations called before the first answer of one that is not taken. Those answered
/// first come first: mostly that is the order there was.
fn possible<D, S>(operations: &[Operation<D, S>], taken: &Taken) -> Vec<usize> {
    let returned = |place: usize| operations[place].returned.unwrap_or(Duration::MAX);
    let (mut possible, mut end) = (Vec::new(), Duration::MAX);
    for place in (taken.first..operations.len()).filter(|place| !taken.has(*place)) {
        if operations[place].called > end {
            break;
        }
        end = end.min(returned(place));
        possible.push(place);
    }
    possible.sort_by_key(|place| returned(*place));
    possible
}

#[cfg(test)]
mod tests {
    use super::super::product::{Does, Product, Saw};
    use super::*;

    type Race = Vec<Operation<Does, Saw>>;

    fn operation(does: Does, saw: Saw, called: u64, returned: u64) -> Operation<Does, Saw> {
        let [called, returned] = [called, returned].map(Duration::from_millis);
        Operation { does, saw: Some(saw), called, returned: Some(returned) }
    }

    /// Whether there is an order that begins with so many.
    fn has_order(on_hand: i64, race: &Race) -> bool {
        check(&Product { on_hand }, race).is_ok()
    }

    #[test]
    fn the_last_unit_is_sold_once() {
        let buy = |saw, called, returned| operation(Does::Buy(1), saw, called, returned);
        assert!(has_order(1, &vec![buy(Saw::OnHand(0), 0, 10), buy(Saw::Left(0), 1, 9)]));
        assert!(has_order(1, &vec![buy(Saw::Left(0), 0, 10), buy(Saw::OnHand(0), 1, 9)]));
        assert!(!has_order(1, &vec![buy(Saw::OnHand(0), 0, 10), buy(Saw::OnHand(0), 1, 9)]));
        assert!(!has_order(1, &vec![buy(Saw::Left(0), 0, 10), buy(Saw::Left(0), 1, 9)]));
    }

    #[test]
    fn what_was_answered_before_another_was_sent_comes_first() {
        let read = |saw, called, returned| operation(Does::Read, Saw::OnHand(saw), called, returned);
        let sold = operation(Does::Buy(2), Saw::OnHand(3), 10, 20);
        assert!(has_order(5, &vec![sold, read(5, 12, 18)]), "at once, either may come first");
        assert!(has_order(5, &vec![sold, read(3, 12, 18)]));
        assert!(!has_order(5, &vec![sold, read(5, 21, 30)]), "a stale read");
        assert!(!has_order(5, &vec![sold, read(3, 1, 9)]), "a read of what is yet to come");
        assert!(!has_order(5, &vec![sold, read(3, 11, 13), read(5, 14, 16)]), "reads that go back");
    }

    #[test]
    fn of_counts_with_one_expectation_one_is_right() {
        let count = |counted, saw| operation(Does::Count { counted, expected: 5 }, saw, 0, 10);
        assert!(has_order(5, &vec![count(7, Saw::Done), count(8, Saw::OnHand(7))]));
        assert!(!has_order(5, &vec![count(7, Saw::Done), count(8, Saw::Done)]));
    }

    #[test]
    fn a_request_without_an_answer_happened_or_not() {
        let unanswered = Operation { saw: None, returned: None, ..operation(Does::Buy(2), Saw::Done, 0, 0) };
        let read = |saw, called| operation(Does::Read, Saw::OnHand(saw), called, called + 1);
        assert!(has_order(5, &vec![unanswered, read(5, 1), read(3, 5)]));
        assert!(has_order(5, &vec![unanswered, read(5, 1), read(5, 5)]));
        assert!(!has_order(5, &vec![unanswered, read(3, 1), read(5, 5)]));
    }

    /// Every history that some order explains is accepted, and only those: against all orders, tried one by one.
    #[test]
    fn it_agrees_with_trying_every_order() {
        let mut random = crate::random::Random::of("orders");
        let (mut accepted, mut refused) = (0, 0);
        for _ in 0..2_000 {
            let mut whole = |least: u64, most: u64| least + random.below(most - least + 1);
            let race: Race = (0..whole(1, 5))
                .map(|_| {
                    let units = i64::try_from(whole(0, 3)).unwrap();
                    let (does, saw) = match whole(0, 4) {
                        0 => (Does::Read, Saw::OnHand(units)),
                        1 => (Does::Buy(1), Saw::OnHand(units)),
                        2 => (Does::Buy(2), Saw::Left(units.min(1))),
                        3 => (Does::Receive(1), Saw::Done),
                        _ => (Does::Count { counted: 2, expected: units }, Saw::Done),
                    };
                    let called = whole(0, 12);
                    operation(does, saw, called, called + whole(1, 6))
                })
                .collect();
            let explained = some_order(&Product { on_hand: 2 }, &race);
            assert_eq!(has_order(2, &race), explained, "{race:?}");
            *(if explained { &mut accepted } else { &mut refused }) += 1;
        }
        assert!(accepted > 100 && refused > 100, "{accepted} accepted, {refused} refused");
    }

    fn some_order(product: &Product, left: &[Operation<Does, Saw>]) -> bool {
        left.is_empty()
            || (0..left.len()).any(|place| {
                let mut others = left.to_vec();
                let one = others.remove(place);
                let (after, saw) = product.step(one.does);
                let first = others.iter().all(|other| other.returned >= Some(one.called));
                first && Some(saw) == one.saw && some_order(&after, &others)
            })
    }
}
