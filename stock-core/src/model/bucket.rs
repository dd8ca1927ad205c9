//! Where units can be.

use super::word::words;

words! {
    /// Where units can be: in one of the buckets of a location, or outside.
    Bucket {
        /// Free to be sold.
        Sellable = "sellable",
        /// Held for a buyer.
        Reserved = "reserved",
        /// Bought, not yet handed over.
        Committed = "committed",
        /// In the house, but not for sale.
        Unavailable = "unavailable",
        /// On its way here.
        Incoming = "incoming",
        /// Outside: where goods come from.
        Supplier = "supplier",
        /// Outside: where goods go.
        Customer = "customer",
        /// Outside: broken, stolen, thrown away.
        Loss = "loss",
        /// Outside: where mistakes in the figures are booked.
        Correction = "correction",
    }
}

impl Bucket {
    /// Whether it belongs to a location.
    pub fn is_inside(self) -> bool {
        matches!(self, Self::Sellable | Self::Reserved | Self::Committed | Self::Unavailable | Self::Incoming)
    }
}
