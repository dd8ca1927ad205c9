//! Books of our own: what every movement of the journal did, and which request it belongs to.

use std::{collections::BTreeMap, sync::Arc};

use catalog_core::{
    api::{cursor::Cursor, instant::UnixMillis},
    engine::KEPT_MILLIS,
    product::ProductId,
};
use stock_core::model::{
    Bucket, Inventory, Movement, MovementKind, Policy, Purchase, PurchaseId, Return, StockEvent,
    StockEventKind, Verifier,
};
use uuid::Uuid;

use super::{Held, hold};
use crate::{
    asked::{Adjusting, Asked, Does, What, part},
    disk::Disk,
    tally::{Sometimes, Tally},
};

/// Units by what moved from where to where.
type Moved = BTreeMap<(ProductId, Bucket, Bucket), i64>;

/// Everything the journal says.
#[derive(Default)]
pub(super) struct Books {
    journal: Vec<Movement>,
    events: u64,
    verifier: Verifier,
    stands: BTreeMap<ProductId, Stand>,
    /// Purchases by id.
    purchases: BTreeMap<Uuid, Done>,
    /// Returns and adjustments, and the moments at which each name was used.
    groups: BTreeMap<Uuid, String>,
    used: BTreeMap<String, Vec<UnixMillis>>,
    /// The purchases that somebody was told of.
    acknowledged: Vec<Uuid>,
}

/// What is there of a product.
#[derive(Clone, Debug, Default)]
pub(super) struct Stand {
    units: BTreeMap<Bucket, i64>,
    /// The event that began it.
    pub(super) begun: u64,
    /// The event that last changed it.
    version: u64,
}

/// A purchase.
#[derive(Clone, Debug)]
pub(super) struct Done {
    pub(super) name: String,
    pub(super) lines: BTreeMap<ProductId, i64>,
    pub(super) later: bool,
    /// Shipped or cancelled.
    pub(super) ended: Option<MovementKind>,
    returned: BTreeMap<ProductId, i64>,
}

impl Stand {
    pub(super) fn units(&self, bucket: Bucket) -> i64 {
        self.units.get(&bucket).copied().unwrap_or_default()
    }

    pub(super) fn on_hand(&self) -> i64 {
        [Bucket::Sellable, Bucket::Reserved, Bucket::Committed, Bucket::Unavailable]
            .map(|bucket| self.units(bucket))
            .iter()
            .sum()
    }

    fn post(&mut self, movement: &Movement) {
        let units = movement.quantity.get();
        *self.units.entry(movement.from).or_default() -= units;
        *self.units.entry(movement.to).or_default() += units;
    }

    /// A row says what the journal says.
    fn is(&self, row: &Inventory) -> Held {
        let inside = [
            (Bucket::Sellable, row.level.sellable),
            (Bucket::Reserved, row.level.reserved),
            (Bucket::Committed, row.level.committed),
            (Bucket::Unavailable, row.level.unavailable),
            (Bucket::Incoming, row.level.incoming),
        ];
        for (bucket, units) in inside {
            let posted = self.units(bucket);
            hold!(units == posted, "{}: `{bucket}` is {units}, by the journal {posted}", row.product);
            hold!(units >= 0 || bucket == Bucket::Sellable, "{}: `{bucket}` is {units}", row.product);
        }
        Ok(())
    }
}

impl Books {
    /// How far the feed came.
    pub(super) fn events(&self) -> u64 {
        self.events
    }

    pub(super) fn stand(&self, product: ProductId) -> Option<&Stand> {
        self.stands.get(&product)
    }

    pub(super) fn purchase(&self, id: Uuid) -> Option<&Done> {
        self.purchases.get(&id)
    }

    /// The request that a return or an adjustment was made by.
    pub(super) fn maker(&self, group: Uuid) -> Option<&str> {
        self.groups.get(&group).map(String::as_str)
    }

    pub(super) fn acknowledge(&mut self, purchase: Uuid) {
        self.acknowledged.push(purchase);
    }

    /// Reads what is new in the journal and the feed, and holds the rows against both.
    pub(super) fn look(
        &mut self,
        disk: &Disk,
        asked: &BTreeMap<String, Arc<Asked>>,
        tally: &mut Tally,
    ) -> Held {
        let movements = disk.all::<Movement>(Some(behind(self.journal.len() as u64)));
        let events = disk.all::<StockEvent>(Some(behind(self.events)));
        if movements.is_empty() && events.is_empty() {
            return Ok(());
        }
        let mut posted = movements.iter();
        for event in &events {
            self.events += 1;
            hold!(event.seq == self.events, "event {} follows {}", event.seq, self.events - 1);
            if event.kind == StockEventKind::Changed {
                let movement = if event.movement.is_some() { posted.next() } else { None };
                self.change(event, movement, tally)?;
                movement.map_or(Ok(()), |movement| self.counted(movement, asked))?;
            }
        }
        hold!(posted.next().is_none(), "a movement without an event");
        let same = |a: &Movement, b: &Movement| (a.group, a.kind) == (b.group, b.kind);
        for group in movements.chunk_by(same) {
            self.belongs(group, asked)?;
        }
        self.journal.extend(movements);
        self.rows(disk)
    }

    /// One change of a level, with the movement behind it.
    fn change(&mut self, event: &StockEvent, movement: Option<&Movement>, tally: &mut Tally) -> Held {
        let after = &event.level;
        let new = || Stand { begun: event.seq, ..Stand::default() };
        let stand = self.stands.entry(after.product).or_insert_with(new);
        hold!(
            event.movement.map(|(seq, _)| seq) == movement.map(|movement| movement.seq),
            "event {}",
            event.seq
        );
        stand.version = event.seq;
        let Some(movement) = movement else { return stand.is(after) };
        hold!(movement.product == after.product, "event {} is of another product", event.seq);
        self.verifier.movement(movement);
        stand.post(movement);
        stand.is(after)?;
        let sells =
            matches!(movement.kind, MovementKind::Purchase | MovementKind::Commit | MovementKind::Reserve)
                && movement.from == Bucket::Sellable;
        let (sellable, settings) = (stand.units(Bucket::Sellable), after.settings);
        let floor = match settings.policy {
            Policy::Deny => Some(settings.safety_stock.get()),
            Policy::Backorder => {
                settings.backorder_limit.map(|limit| settings.safety_stock.get() - limit.get())
            }
            Policy::Untracked => None,
        };
        if let Some(floor) = floor.filter(|_| sells) {
            hold!(sellable >= floor, "movement {} oversells: {sellable} left, {floor} must be", movement.seq);
        }
        if sells && settings.policy == Policy::Backorder && sellable < 0 {
            tally.note(Sometimes::BackOrdered);
        }
        Ok(())
    }

    /// After a count there is what was counted.
    fn counted(&self, movement: &Movement, asked: &BTreeMap<String, Arc<Asked>>) -> Held {
        if movement.kind != MovementKind::Adjust {
            return Ok(());
        }
        let (name, what) = whose(movement, asked)?;
        if let What::Adjust(adjusting) = what
            && let [Adjusting { product, does: Does::Count { counted } }] = adjusting[..]
        {
            let on_hand = self.stand(product).map(Stand::on_hand);
            hold!(on_hand == Some(counted), "{name} counted {counted}, there is {on_hand:?}");
        }
        Ok(())
    }

    /// The movements of one command are those that somebody asked for, and were not made before.
    fn belongs(&mut self, group: &[Movement], asked: &BTreeMap<String, Arc<Asked>>) -> Held {
        let (first, id) = (&group[0], group[0].group.0);
        let moved = moved(group);
        match first.kind {
            MovementKind::Receive if id == first.product.0 => {
                let begun = |asked: &Arc<Asked>| match asked.what {
                    What::Begin { product, quantity } => {
                        moved == one(product, Bucket::Supplier, Bucket::Sellable, quantity)
                    }
                    _ => false,
                };
                hold!(asked.values().any(begun), "nobody asked for the beginning {moved:?}");
                self.first_use(id, &format!("begin {id}"), first.at)
            }
            MovementKind::Ship | MovementKind::Cancel => self.ends(first, &moved),
            MovementKind::Purchase | MovementKind::Commit => {
                let (name, what) = whose(first, asked)?;
                let What::Buy { lines, later, id: chosen } = what else {
                    return Err(format!("{name} asked for no purchase"));
                };
                let to = if *later { Bucket::Committed } else { Bucket::Customer };
                let due: Moved =
                    lines.iter().map(|(product, units)| ((*product, Bucket::Sellable, to), *units)).collect();
                hold!(moved == due, "{name} asked for {due:?} and got {moved:?}");
                hold!(chosen.is_none_or(|chosen| chosen == id), "{name} chose another id than {id}");
                let (lines, later) = (lines.clone(), *later);
                self.first_use(id, &name, first.at)?;
                let done = Done { name, lines, later, ended: None, returned: BTreeMap::new() };
                self.purchases.insert(id, done);
                Ok(())
            }
            MovementKind::Return => self.comes_back(first, &moved, asked),
            _ => self.adjusts(first, &moved, asked),
        }
    }

    /// A purchase is shipped or cancelled: once, and whole.
    fn ends(&mut self, first: &Movement, moved: &Moved) -> Held {
        let id = first.group.0;
        let Some(purchase) = self.purchases.get_mut(&id) else {
            return Err(format!("{id} ends and never began"));
        };
        let to = if first.kind == MovementKind::Ship { Bucket::Customer } else { Bucket::Sellable };
        let due: Moved = purchase
            .lines
            .iter()
            .map(|(product, units)| ((*product, Bucket::Committed, to), *units))
            .collect();
        hold!(*moved == due, "{id} ends with {moved:?}, bought was {due:?}");
        hold!(purchase.later && purchase.ended.is_none(), "{id} ends twice");
        purchase.ended = Some(first.kind);
        Ok(())
    }

    fn comes_back(&mut self, first: &Movement, moved: &Moved, asked: &BTreeMap<String, Arc<Asked>>) -> Held {
        let (name, what) = whose(first, asked)?;
        let What::Return { purchase, lines, to } = what else {
            return Err(format!("{name} asked for no return"));
        };
        let due: Moved =
            lines.iter().map(|(product, units)| ((*product, Bucket::Customer, *to), *units)).collect();
        hold!(*moved == due, "{name} asked for {due:?} and got {moved:?}");
        self.first_use(first.group.0, &name, first.at)?;
        let Some(bought) = self.purchases.get_mut(purchase) else {
            return Err(format!("{name} returns what was never bought"));
        };
        let handed_over = !bought.later || bought.ended == Some(MovementKind::Ship);
        hold!(handed_over, "{name} returns what was never handed over");
        for (product, units) in lines {
            let returned = bought.returned.entry(*product).or_default();
            *returned += units;
            let most = bought.lines.get(product).copied().unwrap_or_default();
            hold!(*returned <= most, "{name}: {returned} of {most} came back");
        }
        Ok(())
    }

    fn adjusts(&mut self, first: &Movement, moved: &Moved, asked: &BTreeMap<String, Arc<Asked>>) -> Held {
        let (name, what) = whose(first, asked)?;
        let reference = first.reference.as_deref().unwrap_or_default().to_owned();
        let What::Adjust(adjusting) = what else { return Err(format!("{name} asked for no adjustment")) };
        let place = (0..adjusting.len()).find(|place| part(&name, *place) == reference).unwrap_or_default();
        match adjusting[place].does {
            Does::Move { from, to, quantity, .. } => {
                let due = one(adjusting[place].product, from, to, quantity);
                hold!(*moved == due, "{reference} asked for {due:?} and got {moved:?}");
            }
            // What a count moves depends on what was there; what it leaves was looked at when it was posted.
            Does::Count { .. } => {
                hold!(first.kind == MovementKind::Adjust && moved.len() == 1, "{reference} moves {moved:?}");
            }
        }
        self.first_use(first.group.0, &reference, first.at)
    }

    /// Neither this id nor this name was used before, the name not within a day.
    fn first_use(&mut self, id: Uuid, name: &str, at: UnixMillis) -> Held {
        let before = self.groups.insert(id, name.to_owned());
        hold!(before.is_none(), "{id} is made twice, for {name}");
        let used = self.used.entry(name.to_owned()).or_default();
        let earlier = used.iter().find(|earlier| at.millis_since(**earlier) < KEPT_MILLIS);
        hold!(earlier.is_none(), "{name} is applied twice");
        used.push(at);
        Ok(())
    }

    /// The rows beside the journal say the same.
    fn rows(&self, disk: &Disk) -> Held {
        let mut verifier = self.verifier.clone();
        let inventories = disk.all::<Inventory>(None);
        for row in &inventories {
            let Some(stand) = self.stands.get(&row.product) else {
                return Err(format!("{} is kept and was never begun", row.product));
            };
            stand.is(row)?;
            hold!(row.version == stand.version, "{}: version {}", row.product, row.version);
            verifier.inventory(row);
        }
        hold!(inventories.len() == self.stands.len(), "an inventory is gone");
        disk.all::<Purchase>(None).iter().for_each(|purchase| verifier.purchase(purchase));
        disk.all::<Return>(None).iter().for_each(|returned| verifier.returned(returned));
        let broken: Vec<_> = verifier.finish().into_iter().filter(|verdict| !verdict.holds).collect();
        hold!(broken.is_empty(), "{broken:?}");
        Ok(())
    }

    /// Nothing that was seen has changed or gone.
    pub(super) fn look_again(&self, disk: &Disk) -> Held {
        let journal = disk.all::<Movement>(None);
        hold!(
            journal == self.journal,
            "the journal has {} movements, {} were seen, or some are others",
            journal.len(),
            self.journal.len()
        );
        self.rows(disk)?;
        for id in &self.acknowledged {
            let (row, done) = (disk.get::<Purchase>(&PurchaseId(*id)), self.purchases.get(id));
            let (Some(row), Some(done)) = (row, done) else {
                return Err(format!("the acknowledged purchase {id} is gone"));
            };
            let lines: BTreeMap<_, _> =
                row.lines.iter().map(|line| (line.product, line.quantity.get())).collect();
            hold!(lines == done.lines, "the acknowledged purchase {id} has other lines");
        }
        Ok(())
    }
}

/// The place behind a sequence number.
fn behind(seq: u64) -> Cursor {
    Cursor(vec![i64::try_from(seq).unwrap().into()])
}

fn moved(group: &[Movement]) -> Moved {
    let mut moved = Moved::new();
    for movement in group {
        let place = (movement.product, movement.from, movement.to);
        *moved.entry(place).or_default() += movement.quantity.get();
    }
    moved
}

fn one(product: ProductId, from: Bucket, to: Bucket, units: i64) -> Moved {
    Moved::from([((product, from, to), units)])
}

/// The request that a movement's reference names.
fn whose<'a>(
    movement: &Movement,
    asked: &'a BTreeMap<String, Arc<Asked>>,
) -> Result<(String, &'a What), String> {
    let reference = movement.reference.as_deref().unwrap_or_default();
    let name = reference.split('/').next().unwrap_or_default();
    match asked.get(name) {
        Some(asked) => Ok((name.to_owned(), &asked.what)),
        None => Err(format!("nobody asked for movement {}", movement.seq)),
    }
}
