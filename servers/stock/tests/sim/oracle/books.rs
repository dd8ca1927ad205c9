//! Books of our own: what every movement of the journal did, and which request it belongs to.

use std::{collections::BTreeMap, sync::Arc};

use catalog_core::{
    api::{cursor::Cursor, instant::UnixMillis},
    product::ProductId,
};
use stock_core::model::{
    Bucket, Inventory, Level, Location, LocationId, Movement, MovementKind, Policy, Purchase, PurchaseId,
    Reservation, Return, StockEvent, StockEventKind, Transfer, Verifier,
};
use uuid::Uuid;

use super::{Held, hold, stand::Stand};
use crate::{
    asked::{Adjusting, Asked, Does, What},
    disk::Disk,
    tally::{Sometimes, Tally},
};

/// Everything the journal says.
#[derive(Default)]
pub(super) struct Books {
    journal: Vec<Movement>,
    events: u64,
    verifier: Verifier,
    stands: BTreeMap<ProductId, Stand>,
    /// Purchases by id.
    pub(super) purchases: BTreeMap<Uuid, Done>,
    pub(super) transfers: BTreeMap<Uuid, Sent>,
    pub(super) holds: BTreeMap<Uuid, Hold>,
    /// Everything that was made, by whom, and when each name was used.
    pub(super) groups: BTreeMap<Uuid, String>,
    pub(super) used: BTreeMap<String, Vec<Use>>,
    /// The purchases that somebody was told of.
    acknowledged: Vec<Uuid>,
}

/// A name was used.
#[derive(Clone, Copy, Debug)]
pub(super) struct Use {
    pub(super) at: UnixMillis,
    /// Something was decided a day later, so that the answer may be forgotten.
    pub(super) over: bool,
}

/// A purchase.
#[derive(Clone, Debug)]
pub(super) struct Done {
    pub(super) name: String,
    pub(super) lines: BTreeMap<ProductId, i64>,
    pub(super) later: bool,
    /// Shipped or cancelled.
    pub(super) ended: Option<MovementKind>,
    pub(super) returned: BTreeMap<ProductId, i64>,
}

/// A reservation.
#[derive(Clone, Debug)]
pub(super) struct Hold {
    pub(super) owner: &'static str,
    /// What is held now.
    pub(super) held: BTreeMap<(ProductId, LocationId), i64>,
}

/// A transfer.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    pub(super) to: LocationId,
    pub(super) lines: BTreeMap<ProductId, i64>,
    pub(super) received: bool,
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

    pub(super) fn hold(&self, id: Uuid) -> Option<&Hold> {
        self.holds.get(&id)
    }

    /// What is held of a product, each with its reservation.
    pub(super) fn held(&self, product: ProductId) -> impl Iterator<Item = (Uuid, i64)> + '_ {
        let of = move |hold: &Hold| -> i64 {
            hold.held.iter().filter(|((of, _), _)| *of == product).map(|(_, units)| units).sum()
        };
        self.holds.iter().map(move |(id, hold)| (*id, of(hold))).filter(|(_, units)| *units > 0)
    }

    pub(super) fn transfer(&self, id: Uuid) -> Option<&Sent> {
        self.transfers.get(&id)
    }

    /// The request that something was made by.
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
        // A transfer that is received at once is sent and received; a purchase takes what is held and what is free.
        let side = |it: &Movement| (it.kind == MovementKind::Transfer).then_some(it.from);
        let same = |a: &Movement, b: &Movement| (a.group, a.kind, side(a)) == (b.group, b.kind, side(b));
        for group in movements.chunk_by(same) {
            self.belongs(group, asked, disk, tally)?;
        }
        self.journal.extend(movements);
        self.rows(disk)
    }

    /// One change of a level, with the movement behind it.
    fn change(&mut self, event: &StockEvent, movement: Option<&Movement>, tally: &mut Tally) -> Held {
        let after = &event.level;
        let stand = self.stands.entry(after.product).or_insert_with(|| Stand::begun_by(event.seq));
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
            && let [Adjusting { product, location, does: Does::Count { counted } }] = adjusting[..]
        {
            let on_hand = self.stand(product).map(|stand| stand.on_hand_at(location));
            hold!(on_hand == Some(counted), "{name} counted {counted}, there is {on_hand:?}");
        }
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
        for row in &disk.all::<Level>(None) {
            self.stands.get(&row.id.product).map_or(Ok(()), |stand| stand.is_at(row))?;
            verifier.level(row);
        }
        disk.all::<Location>(None).iter().for_each(|location| verifier.location(location));
        disk.all::<Transfer>(None).iter().for_each(|transfer| verifier.transfer(transfer));
        disk.all::<Reservation>(None).iter().for_each(|reservation| verifier.reservation(reservation));
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
            let mut lines = BTreeMap::new();
            for line in &row.lines {
                *lines.entry(line.product).or_default() += line.quantity.get();
            }
            hold!(lines == done.lines, "the acknowledged purchase {id} has other lines");
        }
        Ok(())
    }
}

/// The place behind a sequence number.
fn behind(seq: u64) -> Cursor {
    Cursor(vec![i64::try_from(seq).unwrap().into()])
}

/// The request that a movement's reference names.
pub(super) fn whose<'a>(
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
