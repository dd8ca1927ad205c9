//! The journal's entries.

use std::sync::Arc;

use catalog_core::{api::instant::UnixMillis, product::ProductId};

use super::{
    bucket::Bucket::{
        self, Committed, Correction, Customer, Incoming, Loss, Reserved, Sellable, Supplier, Unavailable,
    },
    id::{GroupId, LocationId},
    quantity::Quantity,
    word::words,
};

words! {
    /// Why units moved.
    MovementKind {
        /// Goods came from the supplier.
        Receive = "receive",
        /// Goods on their way are here.
        Arrive = "arrive",
        /// Held for a buyer.
        Reserve = "reserve",
        /// No longer held.
        Release = "release",
        /// Held too long.
        Expire = "expire",
        /// Bought, to be handed over later.
        Commit = "commit",
        /// Bought and handed over at once.
        Purchase = "purchase",
        /// What was bought is handed over.
        Ship = "ship",
        /// What was bought is not wanted any more.
        Cancel = "cancel",
        /// Brought back by a customer.
        Return = "return",
        /// Taken off sale.
        Quarantine = "quarantine",
        /// Put on sale again.
        Restore = "restore",
        /// Broken, stolen, thrown away.
        WriteOff = "write-off",
        /// The figure was wrong.
        Adjust = "adjust",
        /// Moved between locations.
        Transfer = "transfer",
    }
}

impl MovementKind {
    /// Whether units are promised or given to a buyer: that is allowed or not by the product's stock as a
    /// whole, all locations together.
    pub fn is_sale(self) -> bool {
        matches!(self, Self::Reserve | Self::Commit | Self::Purchase)
    }

    /// Whether movements of this kind go from one of these buckets to the other.
    pub fn connects(self, from: Bucket, to: Bucket) -> bool {
        match self {
            Self::Receive => from == Supplier && matches!(to, Sellable | Incoming),
            Self::Arrive => (from, to) == (Incoming, Sellable),
            Self::Reserve => (from, to) == (Sellable, Reserved),
            Self::Release | Self::Expire => (from, to) == (Reserved, Sellable),
            Self::Commit => matches!(from, Sellable | Reserved) && to == Committed,
            Self::Purchase => matches!(from, Sellable | Reserved) && to == Customer,
            Self::Ship => (from, to) == (Committed, Customer),
            Self::Cancel => (from, to) == (Committed, Sellable),
            Self::Return => from == Customer && matches!(to, Sellable | Unavailable),
            Self::Quarantine => (from, to) == (Sellable, Unavailable),
            Self::Restore => (from, to) == (Unavailable, Sellable),
            Self::WriteOff => matches!(from, Sellable | Unavailable | Incoming) && to == Loss,
            Self::Adjust => matches!((from, to), (Correction, Sellable) | (Sellable, Correction)),
            Self::Transfer => matches!((from, to), (Sellable, Incoming) | (Incoming, Sellable)),
        }
    }
}

/// One entry of the journal: units of one product that moved from one bucket to another. Never changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Movement {
    /// Its place in the journal, from 1, without gaps.
    pub seq: u64,
    /// When.
    pub at: UnixMillis,
    /// Why.
    pub kind: MovementKind,
    /// Of what.
    pub product: ProductId,
    /// Where; of units that go to another location, where they left.
    pub location: LocationId,
    /// The other location that they go to, where it is another.
    pub destination: Option<LocationId>,
    /// The bucket it left.
    pub from: Bucket,
    /// The bucket it went to.
    pub to: Bucket,
    /// How many units.
    pub quantity: Quantity,
    /// What the actor said.
    pub reason: Option<Arc<str>>,
    /// What it belongs to outside, such as an invoice number.
    pub reference: Option<Arc<str>>,
    /// Who.
    pub actor: Arc<str>,
    /// The movements of one command.
    pub group: GroupId,
    /// The lowest `sellable` that the rules of that moment let this movement leave; none is no bound. Of what
    /// is [sold](MovementKind::is_sale), that of the product, all locations together; else of the location.
    ///
    /// It lets a journal be checked for overselling although settings change.
    pub floor: Option<i64>,
    /// Whether the product was known from the cache only, because the Product service could not be asked.
    pub cached: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_connects_its_buckets_only() {
        let connected = |kind: MovementKind| -> Vec<String> {
            let pairs = Bucket::ALL.iter().flat_map(|from| Bucket::ALL.iter().map(move |to| (*from, *to)));
            let pairs = pairs.filter(|(from, to)| kind.connects(*from, *to));
            pairs.map(|(from, to)| format!("{from} > {to}")).collect()
        };
        for (kind, pairs) in [
            (MovementKind::Receive, &["supplier > sellable", "supplier > incoming"][..]),
            (MovementKind::Arrive, &["incoming > sellable"]),
            (MovementKind::Reserve, &["sellable > reserved"]),
            (MovementKind::Release, &["reserved > sellable"]),
            (MovementKind::Expire, &["reserved > sellable"]),
            (MovementKind::Commit, &["sellable > committed", "reserved > committed"]),
            (MovementKind::Purchase, &["sellable > customer", "reserved > customer"]),
            (MovementKind::Ship, &["committed > customer"]),
            (MovementKind::Cancel, &["committed > sellable"]),
            (MovementKind::Return, &["customer > sellable", "customer > unavailable"]),
            (MovementKind::Quarantine, &["sellable > unavailable"]),
            (MovementKind::Restore, &["unavailable > sellable"]),
            (MovementKind::WriteOff, &["sellable > loss", "unavailable > loss", "incoming > loss"]),
            (MovementKind::Adjust, &["sellable > correction", "correction > sellable"]),
            (MovementKind::Transfer, &["sellable > incoming", "incoming > sellable"]),
        ] {
            assert_eq!(connected(kind), pairs, "{kind}");
        }
    }

    #[test]
    fn a_sale_promises_or_gives_units_to_a_buyer() {
        let sales: Vec<_> = MovementKind::ALL.iter().filter(|kind| kind.is_sale()).collect();
        assert_eq!(sales, [&MovementKind::Reserve, &MovementKind::Commit, &MovementKind::Purchase]);
    }

    #[test]
    fn kinds_read_back() {
        for kind in MovementKind::ALL {
            assert_eq!(MovementKind::parse(kind.name()), Some(*kind));
        }
        assert_eq!(MovementKind::parse("Receive"), None);
    }
}
