//! Levels and inventories made anew from the journal, which is the truth that they follow from.
//!
//! What the journal does not say stays as it is: settings, purchases, returns, transfers, locations. Purely: rows
//! and movements in, the rows that are otherwise out.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use catalog_core::product::ProductId;

use super::{
    change::Stamp,
    event::{StockEvent, StockEventKind},
    id::{LevelId, LocationId},
    inventory::{Alerts, Inventory, Places, Settings},
    level::Level,
    movement::Movement,
};

/// The levels that a journal adds up to, movement by movement.
#[derive(Clone, Debug, Default)]
pub struct Replay {
    levels: BTreeMap<LevelId, Level>,
}

/// A movement that no level allows: the journal itself is damaged, and nothing can be made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the journal itself is damaged: no stock allows movement {0}")]
pub struct Unplayable(pub u64);

/// What differs from the journal, as it must be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rebuilt {
    /// Levels that were missing or otherwise.
    pub levels: Vec<Level>,
    /// Levels of what never was there.
    pub removed: Vec<LevelId>,
    /// Inventories that were otherwise; those that were missing have the default settings.
    pub inventories: Vec<Inventory>,
    /// Those of them that were missing.
    pub restored: Vec<ProductId>,
    /// What the feed tells of it.
    pub events: Vec<StockEvent>,
}

impl Rebuilt {
    /// Whether everything was as the journal says.
    pub fn is_empty(&self) -> bool {
        self.levels.is_empty() && self.removed.is_empty() && self.inventories.is_empty()
    }
}

impl Replay {
    /// Plays the next movement of the journal.
    pub fn movement(&mut self, movement: &Movement) -> Result<(), Unplayable> {
        for location in [Some(movement.location), movement.destination].into_iter().flatten() {
            let id = LevelId::new(movement.product, location);
            let level = self.levels.entry(id).or_insert_with(|| Level::empty(id, movement.at));
            *level = level.replayed(movement).map_err(|_| Unplayable(movement.seq))?;
        }
        Ok(())
    }

    /// Holds the rows that are kept against the journal. `next_event` is the seq of the next event.
    pub fn rebuild(
        mut self,
        inventories: &[Inventory],
        levels: &[Level],
        stamp: &Stamp,
        next_event: u64,
    ) -> Rebuilt {
        let kept: BTreeMap<_, _> = levels.iter().map(|level| (level.id, level)).collect();
        // What was begun with nothing is at the main location and has not moved.
        let moved = self.levels.keys().map(|id| id.product);
        let products: BTreeSet<_> = inventories.iter().map(|kept| kept.product).chain(moved).collect();
        for product in products {
            let id = LevelId::new(product, LocationId::Main);
            let at = kept.get(&id).map_or(stamp.at, |level| level.updated_at);
            self.levels.entry(id).or_insert_with(|| Level::empty(id, at));
        }
        let mut rebuilt = Rebuilt {
            levels: self
                .levels
                .values()
                .filter(|level| kept.get(&level.id) != Some(level))
                .copied()
                .collect(),
            removed: kept.keys().filter(|id| !self.levels.contains_key(id)).copied().collect(),
            ..Rebuilt::default()
        };
        let known: BTreeMap<_, _> =
            inventories.iter().map(|inventory| (inventory.product, inventory)).collect();
        for (product, levels) in by_product(self.levels) {
            let before = known.get(&product).copied();
            let after = summed(product, before, &levels, stamp);
            if before != Some(&after) {
                rebuilt.restored.extend(before.is_none().then_some(product));
                rebuilt.put(before, after, stamp, next_event);
            }
        }
        rebuilt
    }
}

impl Rebuilt {
    /// Notes an inventory, and tells of it and of the alerts that it raises.
    fn put(&mut self, before: Option<&Inventory>, mut after: Inventory, stamp: &Stamp, next_event: u64) {
        let seq = |rebuilt: &Self| next_event + rebuilt.events.len() as u64;
        after.version = seq(self);
        after.updated_at = stamp.at;
        let stood = before.map_or(after.alerts, |before| before.alerts);
        let raised = StockEventKind::raised(stood, after.alerts);
        for kind in [StockEventKind::Changed].into_iter().chain(raised) {
            let event = StockEvent {
                seq: seq(self),
                at: stamp.at,
                kind,
                movement: None,
                level: after.clone(),
                actor: Arc::clone(&stamp.actor),
            };
            self.events.push(event);
        }
        self.inventories.push(after);
    }
}

fn by_product(levels: BTreeMap<LevelId, Level>) -> BTreeMap<ProductId, Vec<Level>> {
    let mut products = BTreeMap::<_, Vec<_>>::new();
    for (id, level) in levels {
        products.entry(id.product).or_default().push(level);
    }
    products
}

/// The inventory that levels add up to, with the settings that are kept.
fn summed(product: ProductId, before: Option<&Inventory>, levels: &[Level], stamp: &Stamp) -> Inventory {
    let mut after = before.cloned().unwrap_or_else(|| Inventory {
        product,
        settings: Settings::default(),
        buckets: super::Buckets::default(),
        places: Places::default(),
        alerts: Alerts::default(),
        version: 0,
        updated_at: stamp.at,
    });
    after.buckets = levels.iter().map(|level| level.buckets).sum();
    after.places = levels.iter().map(|level| level.id.location).collect();
    after.alerts = after.alerts_due();
    after
}
