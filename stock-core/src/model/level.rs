//! The stock of one product at one location.

use catalog_core::api::instant::UnixMillis;

use super::{
    bucket::Bucket,
    buckets::{Buckets, Unmovable},
    id::LevelId,
    movement::{Movement, MovementKind},
    quantity::Quantity,
};

/// How many units of one product there are at one location.
///
/// A level knows no settings: what may be sold is decided for the product as a whole, by its
/// [`Inventory`](super::Inventory), which is the sum of its levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level {
    /// Of what, and where.
    pub id: LevelId,
    /// How many units there are.
    pub buckets: Buckets,
    /// How many of those on their way come from another location, by a transfer.
    pub in_transit: i64,
    /// The seq of the movement that last changed it; 0 before the first.
    pub version: u64,
    /// When that was.
    pub updated_at: UnixMillis,
}

/// Which end of a movement a location is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// Units left it and came to it: most movements stay at one location.
    Both,
    /// Units left it for another location.
    Origin,
    /// Units came to it from another location.
    Destination,
}

/// What a movement does to a level.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step {
    pub(crate) kind: MovementKind,
    pub(crate) from: Bucket,
    pub(crate) to: Bucket,
    pub(crate) quantity: Quantity,
}

impl Level {
    /// The stock of something that never moved.
    pub fn empty(id: LevelId, at: UnixMillis) -> Self {
        Self { id, buckets: Buckets::default(), in_transit: 0, version: 0, updated_at: at }
    }

    /// Whether nothing is there and nothing is to come.
    pub fn is_empty(&self) -> bool {
        self.buckets.is_empty()
    }

    /// The units in a bucket that a movement of this kind can take: what another location sent is not the
    /// supplier's to bring.
    pub(crate) fn takeable(&self, kind: MovementKind, from: Bucket) -> Option<i64> {
        let units = self.buckets.get(from)?;
        Some(if from == Bucket::Incoming && kind != MovementKind::Transfer {
            units - self.in_transit
        } else {
            units
        })
    }

    /// The level after a movement, as seen from one end of it.
    pub(crate) fn moved(&self, end: End, step: Step) -> Result<Self, Unmovable> {
        let Step { kind, from, to, quantity } = step;
        let units = quantity.get();
        let takes = matches!(end, End::Both | End::Origin);
        let takeable = if takes { self.takeable(kind, from) } else { None };
        if from != Bucket::Sellable && takeable.is_some_and(|takeable| takeable < units) {
            return Err(Unmovable::Short(from));
        }
        let buckets = match end {
            End::Both => self.buckets.moved(from, to, quantity),
            End::Origin => self.buckets.left(from, quantity),
            End::Destination => self.buckets.joined(to, quantity),
        }?;
        let in_transit = match (kind, end) {
            // Sent here, and received here.
            (MovementKind::Transfer, End::Destination) => self.in_transit + units,
            (MovementKind::Transfer, End::Both) => self.in_transit - units,
            _ => self.in_transit,
        };
        Ok(Self { buckets, in_transit, ..*self })
    }

    /// The level after an entry of the journal that has this location at an end.
    pub fn replayed(&self, movement: &Movement) -> Result<Self, Unmovable> {
        let Movement { kind, from, to, quantity, .. } = *movement;
        let end = match movement.destination {
            None => End::Both,
            Some(_) if movement.location == self.id.location => End::Origin,
            Some(_) => End::Destination,
        };
        let after = self.moved(end, Step { kind, from, to, quantity })?;
        Ok(Self { version: movement.seq, updated_at: movement.at, ..after })
    }
}

#[cfg(test)]
mod tests {
    use catalog_core::product::ProductId;
    use uuid::Uuid;

    use super::*;
    use crate::model::LocationId;

    fn level(incoming: i64, in_transit: i64) -> Level {
        let id = LevelId::new(ProductId(Uuid::nil()), LocationId::Main);
        let buckets = Buckets { incoming, ..Buckets::default() };
        Level { buckets, in_transit, ..Level::empty(id, UnixMillis::new(0)) }
    }

    fn step(kind: MovementKind, from: Bucket, to: Bucket, units: i64) -> Step {
        Step { kind, from, to, quantity: Quantity::new(units).unwrap() }
    }

    #[test]
    fn what_a_transfer_brings_is_taken_by_it_alone() {
        let level = level(5, 3);
        let arrive = |units| step(MovementKind::Arrive, Bucket::Incoming, Bucket::Sellable, units);
        assert_eq!(level.moved(End::Both, arrive(3)), Err(Unmovable::Short(Bucket::Incoming)));
        let after = level.moved(End::Both, arrive(2)).unwrap();
        assert_eq!((after.buckets.incoming, after.in_transit), (3, 3));
        let received = step(MovementKind::Transfer, Bucket::Incoming, Bucket::Sellable, 3);
        let after = after.moved(End::Both, received).unwrap();
        assert_eq!((after.buckets.incoming, after.buckets.sellable, after.in_transit), (0, 5, 0));
    }

    #[test]
    fn each_end_of_a_transfer_sees_its_own_side() {
        let sent = step(MovementKind::Transfer, Bucket::Sellable, Bucket::Incoming, 2);
        let origin = level(0, 0).moved(End::Origin, sent).unwrap();
        assert_eq!((origin.buckets.sellable, origin.in_transit), (-2, 0));
        let destination = level(1, 0).moved(End::Destination, sent).unwrap();
        assert_eq!((destination.buckets.incoming, destination.in_transit), (3, 2));
    }
}
