//! What one product's stock does when requests come one after the other.

use super::check::Model;

/// One request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Does {
    Read,
    Buy(i64),
    Receive(i64),
    /// Sets what is there, if there is what was expected.
    Count {
        counted: i64,
        expected: i64,
    },
}

/// What its answer shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Saw {
    Done,
    /// So many are there: an answer to a read, to a purchase, or to a count that came too late.
    OnHand(i64),
    /// A purchase is refused: only so many can be bought.
    Left(i64),
}

/// A product under `deny`, without safety stock.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Product {
    pub(super) on_hand: i64,
}

impl Model for Product {
    type Does = Does;
    type Saw = Saw;

    fn step(&self, does: Does) -> (Self, Saw) {
        let on_hand = self.on_hand;
        let (after, saw) = match does {
            Does::Buy(quantity) if quantity <= on_hand => {
                (on_hand - quantity, Saw::OnHand(on_hand - quantity))
            }
            Does::Buy(_) => (on_hand, Saw::Left(on_hand)),
            Does::Receive(quantity) => (on_hand + quantity, Saw::Done),
            Does::Count { counted, expected } if expected == on_hand => (counted, Saw::Done),
            Does::Read | Does::Count { .. } => (on_hand, Saw::OnHand(on_hand)),
        };
        (Self { on_hand: after }, saw)
    }
}
