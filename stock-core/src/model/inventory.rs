//! The stock of one product: settings, figures and what follows from them.

use std::sync::Arc;

use catalog_core::{api::instant::UnixMillis, product::ProductId};

use super::{
    buckets::Buckets,
    id::{LevelId, LocationId},
    quantity::{UNITS_MAX, Units, in_range},
    word::words,
};

words! {
    /// What happens when more is asked for than there is.
    Policy {
        /// It is refused.
        Deny = "deny",
        /// It is sold up to a limit, to be delivered when it comes.
        Backorder = "backorder",
        /// It is sold without bound, and nobody is alerted.
        Untracked = "untracked",
    }
}

words! {
    /// How much there is, in one word.
    StockState {
        /// `available` is 0 or less.
        Out = "out",
        /// `available` is at most `lowStockAt`.
        Low = "low",
        /// Enough; always so when untracked.
        InStock = "in-stock",
    }
}

/// How one product's stock is treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// What happens when more is asked for than there is.
    pub policy: Policy,
    /// How far back-orders go; none is no limit.
    pub backorder_limit: Option<Units>,
    /// Units that are never sold.
    pub safety_stock: Units,
    /// At how many available units stock is low; none is never.
    pub low_stock_at: Option<Units>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            policy: Policy::Deny,
            backorder_limit: None,
            safety_stock: Units::default(),
            low_stock_at: None,
        }
    }
}

impl Settings {
    /// The lowest `sellable` that a purchase may leave; none is no bound.
    pub fn floor(&self) -> Option<i64> {
        let safety_stock = self.safety_stock.get();
        match self.policy {
            Policy::Deny => Some(safety_stock),
            Policy::Backorder => self.backorder_limit.map(|limit| safety_stock - limit.get()),
            Policy::Untracked => None,
        }
    }
}

/// What is to change of settings; none leaves a setting as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SettingsPatch {
    /// The new policy.
    pub policy: Option<Policy>,
    /// The new limit.
    pub backorder_limit: Option<Option<Units>>,
    /// The new safety stock.
    pub safety_stock: Option<Units>,
    /// The new threshold.
    pub low_stock_at: Option<Option<Units>>,
}

impl SettingsPatch {
    /// The settings after the change.
    pub fn applied(&self, to: Settings) -> Settings {
        Settings {
            policy: self.policy.unwrap_or(to.policy),
            backorder_limit: self.backorder_limit.unwrap_or(to.backorder_limit),
            safety_stock: self.safety_stock.unwrap_or(to.safety_stock),
            low_stock_at: self.low_stock_at.unwrap_or(to.low_stock_at),
        }
    }
}

/// Which alerts are standing: each is raised once, and again only after its cause went away.
///
/// While a product is untracked it stays as it was, so that `stock.out` and `stock.back` alternate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Alerts {
    /// `available` is at most `lowStockAt`.
    pub low: bool,
    /// `available` is at most 0.
    pub out: bool,
}

/// Where a product is or was kept, each place once and in order. Shared, so that a copy costs nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places(Arc<[LocationId]>);

impl Places {
    /// The places in order.
    pub fn iter(&self) -> impl Iterator<Item = LocationId> + '_ {
        self.0.iter().copied()
    }

    /// The same with one more.
    #[must_use]
    pub fn with(&self, location: LocationId) -> Self {
        match self.0.binary_search(&location) {
            Ok(_) => self.clone(),
            Err(_) => self.iter().chain([location]).collect(),
        }
    }
}

impl FromIterator<LocationId> for Places {
    fn from_iter<I: IntoIterator<Item = LocationId>>(locations: I) -> Self {
        let mut locations = Vec::from_iter(locations);
        locations.sort_unstable();
        locations.dedup();
        Self(locations.into())
    }
}

/// The stock of one product, all locations together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inventory {
    /// Of what.
    pub product: ProductId,
    /// How it is treated.
    pub settings: Settings,
    /// How many units there are: the sum of its levels.
    pub buckets: Buckets,
    /// Where it has a level.
    pub places: Places,
    /// Which alerts are standing.
    pub alerts: Alerts,
    /// The seq of the `stock.changed` that last changed it.
    pub version: u64,
    /// When that was.
    pub updated_at: UnixMillis,
}

impl Inventory {
    /// Its levels, in the order of locations.
    pub fn levels(&self) -> impl Iterator<Item = LevelId> + '_ {
        self.places.iter().map(|location| LevelId::new(self.product, location))
    }

    /// The units in the house.
    pub fn on_hand(&self) -> i64 {
        self.buckets.on_hand()
    }

    /// The units above the safety stock; may be negative.
    pub fn available(&self) -> i64 {
        self.buckets.sellable - self.settings.safety_stock.get()
    }

    /// What one purchase may take now, never below 0; none is no limit.
    pub fn purchasable(&self) -> Option<i64> {
        self.settings.floor().map(|floor| (self.buckets.sellable - floor).clamp(0, UNITS_MAX))
    }

    /// How much there is, in one word.
    pub fn state(&self) -> StockState {
        if self.settings.policy == Policy::Untracked {
            StockState::InStock
        } else if self.is_out() {
            StockState::Out
        } else if self.is_low() {
            StockState::Low
        } else {
            StockState::InStock
        }
    }

    /// The alerts that its figures call for; those that stand already when it is untracked.
    pub fn alerts_due(&self) -> Alerts {
        if self.settings.policy == Policy::Untracked {
            self.alerts
        } else {
            Alerts { low: self.is_low(), out: self.is_out() }
        }
    }

    /// Whether every figure is within ±(2^53 − 1).
    pub fn is_in_range(&self) -> bool {
        self.buckets.is_in_range() && in_range(self.available())
    }

    fn is_out(&self) -> bool {
        self.available() <= 0
    }

    fn is_low(&self) -> bool {
        self.settings.low_stock_at.is_some_and(|threshold| self.available() <= threshold.get())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inventory(sellable: i64, settings: Settings) -> Inventory {
        Inventory {
            product: ProductId(uuid::Uuid::nil()),
            settings,
            buckets: Buckets { sellable, ..Buckets::default() },
            places: Places::default(),
            alerts: Alerts::default(),
            version: 1,
            updated_at: UnixMillis::new(0),
        }
    }

    fn settings(policy: Policy, limit: Option<i64>, safety: i64) -> Settings {
        Settings {
            policy,
            backorder_limit: limit.and_then(Units::new),
            safety_stock: Units::new(safety).unwrap_or_default(),
            low_stock_at: Units::new(3),
        }
    }

    #[test]
    fn purchasable_follows_the_policy() {
        let purchasable = |sellable, policy, limit, safety| {
            inventory(sellable, settings(policy, limit, safety)).purchasable()
        };
        assert_eq!(purchasable(5, Policy::Deny, None, 2), Some(3));
        assert_eq!(purchasable(1, Policy::Deny, None, 2), Some(0));
        assert_eq!(purchasable(1, Policy::Deny, Some(9), 2), Some(0), "the limit is of back-orders only");
        assert_eq!(purchasable(1, Policy::Backorder, Some(4), 2), Some(3));
        assert_eq!(purchasable(-9, Policy::Backorder, Some(4), 0), Some(0));
        assert_eq!(purchasable(1, Policy::Backorder, None, 2), None);
        assert_eq!(purchasable(1, Policy::Untracked, Some(4), 2), None);
        assert_eq!(
            purchasable(UNITS_MAX, Policy::Backorder, Some(UNITS_MAX), 0),
            Some(UNITS_MAX),
            "one purchase takes no more than a quantity holds",
        );
    }

    #[test]
    fn state_looks_at_what_is_available() {
        let state = |sellable, policy, safety| inventory(sellable, settings(policy, None, safety)).state();
        assert_eq!(state(2, Policy::Deny, 2), StockState::Out);
        assert_eq!(state(5, Policy::Deny, 2), StockState::Low);
        assert_eq!(state(6, Policy::Deny, 2), StockState::InStock);
        assert_eq!(state(-6, Policy::Untracked, 2), StockState::InStock);
    }

    #[test]
    fn a_patch_leaves_what_it_does_not_name() {
        let before = settings(Policy::Backorder, Some(4), 2);
        assert_eq!(SettingsPatch::default().applied(before), before);
        let patch = SettingsPatch { backorder_limit: Some(None), ..SettingsPatch::default() };
        assert_eq!(patch.applied(before), Settings { backorder_limit: None, ..before });
    }

    #[test]
    fn places_are_kept_once_and_in_order() {
        let other = |number| LocationId::Other(uuid::Uuid::from_u128(number));
        let places = Places::default().with(other(2)).with(other(1)).with(LocationId::Main).with(other(2));
        assert_eq!(places.iter().collect::<Vec<_>>(), [LocationId::Main, other(1), other(2)]);
    }
}
