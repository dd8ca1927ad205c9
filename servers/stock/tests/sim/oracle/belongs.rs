//! Which request a movement belongs to, and whether it does just what that asked for.

use std::{collections::BTreeMap, sync::Arc};

use catalog_core::{api::instant::UnixMillis, engine::KEPT_MILLIS, product::ProductId};
use stock_core::model::{Bucket, Movement, MovementKind, Reservation, ReservationId};
use uuid::Uuid;

use super::{
    Held,
    books::{Books, Done, Hold, Sent, Use, whose},
    hold,
};
use crate::{
    asked::{Asked, Does, What, part},
    disk::Disk,
    tally::{Sometimes, Tally},
};

/// Units by what moved from where to where.
type Moved = BTreeMap<(ProductId, Bucket, Bucket), i64>;

impl Books {
    /// The movements of one command are those that somebody asked for, and were not made before.
    pub(super) fn belongs(
        &mut self,
        group: &[Movement],
        asked: &BTreeMap<String, Arc<Asked>>,
        disk: &Disk,
        tally: &mut Tally,
    ) -> Held {
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
            MovementKind::Purchase | MovementKind::Commit => self.buys(group, asked, tally),
            MovementKind::Reserve => self.reserves(group, asked),
            MovementKind::Release | MovementKind::Expire => self.lets_go(group, asked, disk, tally),
            MovementKind::Transfer => self.travels(first, &moved, asked),
            MovementKind::Return => self.comes_back(first, &moved, asked),
            _ => self.adjusts(first, &moved, asked),
        }
    }

    /// A purchase is what its buyer asked for. What it takes out of `reserved` was held for him.
    fn buys(&mut self, group: &[Movement], asked: &BTreeMap<String, Arc<Asked>>, tally: &mut Tally) -> Held {
        let (first, id) = (&group[0], group[0].group.0);
        let (name, what) = whose(first, asked)?;
        let What::Buy { lines, later, id: chosen, hold } = what else {
            return Err(format!("{name} asked for no purchase"));
        };
        let to = if *later { Bucket::Committed } else { Bucket::Customer };
        let mut bought = BTreeMap::new();
        for movement in group {
            hold!(movement.to == to, "{name} goes to `{}`", movement.to);
            *bought.entry(movement.product).or_default() += movement.quantity.get();
            let from = lines.get(&movement.product).and_then(|(_, from)| *from);
            let right = from.is_none_or(|from| from == movement.location);
            hold!(right, "{name} is served from {}", movement.location);
        }
        let lines: BTreeMap<_, _> = lines.iter().map(|(product, (units, _))| (*product, *units)).collect();
        hold!(bought == lines, "{name} asked for {lines:?} and got {bought:?}");
        hold!(chosen.is_none_or(|chosen| chosen == id), "{name} chose another id than {id}");
        self.first_use(id, &name, first.at)?;
        let claimed: Vec<&Movement> =
            group.iter().filter(|movement| movement.from == Bucket::Reserved).collect();
        if !claimed.is_empty() {
            let Some(hold) = *hold else { return Err(format!("{name} takes what is held for another")) };
            claimed.iter().try_for_each(|movement| self.takes(hold, movement))?;
            tally.note(Sometimes::Claimed);
        }
        let done = Done { name, lines, later: *later, ended: None, returned: BTreeMap::new() };
        self.purchases.insert(id, done);
        Ok(())
    }

    /// Units are held as somebody asked.
    fn reserves(&mut self, group: &[Movement], asked: &BTreeMap<String, Arc<Asked>>) -> Held {
        let (first, made) = (&group[0], group[0].group.0);
        let wanted = asked.values().find_map(|asked| match &asked.what {
            What::Hold { id, lines, owner } if *id == made => Some((&asked.name, lines, *owner)),
            _ => None,
        });
        let Some((name, lines, owner)) = wanted else {
            return Err(format!("nobody asked for the reservation {made}"));
        };
        let way = (Bucket::Sellable, Bucket::Reserved);
        let due: Moved = lines.iter().map(|(product, units)| ((*product, way.0, way.1), *units)).collect();
        hold!(moved(group) == due, "{name} asked for {due:?} and got {:?}", moved(group));
        self.first_use(made, name, first.at)?;
        let mut held = BTreeMap::new();
        for movement in group {
            *held.entry((movement.product, movement.location)).or_default() += movement.quantity.get();
        }
        self.holds.insert(made, Hold { owner, held });
        Ok(())
    }

    /// What is held goes back: all that is left when its time is over; otherwise when somebody wanted so.
    fn lets_go(
        &mut self,
        group: &[Movement],
        asked: &BTreeMap<String, Arc<Asked>>,
        disk: &Disk,
        tally: &mut Tally,
    ) -> Held {
        let (first, id) = (&group[0], group[0].group.0);
        group.iter().try_for_each(|movement| self.takes(id, movement))?;
        let Some(hold) = self.holds.get(&id) else { return Err(format!("{id} was never held")) };
        if first.kind == MovementKind::Expire {
            let until = disk.get::<Reservation>(&ReservationId(id)).map(|row| row.expires_at);
            hold!(until.is_some_and(|until| until <= first.at), "{id} expires before {until:?}");
            hold!(hold.held.values().all(|units| *units == 0), "{id} expires in part");
            tally.note(Sometimes::Expired);
            return Ok(());
        }
        let wanted = |asked: &Arc<Asked>| match &asked.what {
            What::Release { hold } => *hold == id,
            What::Buy { hold, .. } => *hold == Some(id),
            What::Hold { id: other, owner, .. } => *other != id && *owner == hold.owner,
            _ => false,
        };
        hold!(asked.values().any(wanted), "{id} is let go and nobody wanted so");
        Ok(())
    }

    /// Units leave what is held.
    fn takes(&mut self, hold: Uuid, movement: &Movement) -> Held {
        let place = (movement.product, movement.location);
        let Some(left) = self.holds.get_mut(&hold).and_then(|hold| hold.held.get_mut(&place)) else {
            return Err(format!("{hold} holds nothing of {place:?}"));
        };
        *left -= movement.quantity.get();
        hold!(*left >= 0, "{hold} gives more of {place:?} than it held");
        Ok(())
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
        let What::Return { purchase, product, quantity, to } = what else {
            return Err(format!("{name} asked for no return"));
        };
        let due = one(*product, Bucket::Customer, *to, *quantity);
        hold!(*moved == due, "{name} asked for {due:?} and got {moved:?}");
        self.first_use(first.group.0, &name, first.at)?;
        let Some(bought) = self.purchases.get_mut(purchase) else {
            return Err(format!("{name} returns what was never bought"));
        };
        let handed_over = !bought.later || bought.ended == Some(MovementKind::Ship);
        hold!(handed_over, "{name} returns what was never handed over");
        let returned = bought.returned.entry(*product).or_default();
        *returned += quantity;
        let most = bought.lines.get(product).copied().unwrap_or_default();
        hold!(*returned <= most, "{name}: {returned} of {most} came back");
        Ok(())
    }

    /// A transfer is sent, or what was sent is received: once, whole, and where it was sent to.
    fn travels(&mut self, first: &Movement, moved: &Moved, asked: &BTreeMap<String, Arc<Asked>>) -> Held {
        let id = first.group.0;
        if first.from == Bucket::Incoming {
            let Some(sent) = self.transfers.get_mut(&id) else {
                return Err(format!("{id} is received and was never sent"));
            };
            let way = (Bucket::Incoming, Bucket::Sellable);
            let due: Moved =
                sent.lines.iter().map(|(product, units)| ((*product, way.0, way.1), *units)).collect();
            hold!(*moved == due && first.location == sent.to, "{id} brings {moved:?}, sent was {due:?}");
            hold!(!sent.received, "{id} is received twice");
            sent.received = true;
            return Ok(());
        }
        let (name, what) = whose(first, asked)?;
        let What::Transfer { from, to, lines, .. } = what else {
            return Err(format!("{name} asked for no transfer"));
        };
        let way = (Bucket::Sellable, Bucket::Incoming);
        let due: Moved = lines.iter().map(|(product, units)| ((*product, way.0, way.1), *units)).collect();
        let ends = (first.location, first.destination) == (*from, Some(*to));
        hold!(*moved == due && ends, "{name} asked for {due:?} and got {moved:?}");
        self.first_use(id, &name, first.at)?;
        self.transfers.insert(id, Sent { to: *to, lines: lines.clone(), received: false });
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
                let here = first.location == adjusting[place].location;
                hold!(*moved == due && here, "{reference} asked for {due:?} and got {moved:?}");
            }
            // What a count moves depends on what was there; what it leaves was looked at when it was posted.
            Does::Count { .. } => {
                hold!(first.kind == MovementKind::Adjust && moved.len() == 1, "{reference} moves {moved:?}");
            }
        }
        self.first_use(first.group.0, &reference, first.at)
    }

    /// Calls were decided, the last of them at `now` by the service's clock: the day of what was used a day
    /// before is over, also for requests that had arrived by then.
    pub(super) fn decided(&mut self, now: UnixMillis) {
        for used in self.used.values_mut().flatten() {
            used.over |= now.millis_since(used.at) >= KEPT_MILLIS;
        }
    }

    /// Neither this id nor this name was used before, the name not within a day.
    fn first_use(&mut self, id: Uuid, name: &str, at: UnixMillis) -> Held {
        let before = self.groups.insert(id, name.to_owned());
        hold!(before.is_none(), "{id} is made twice, for {name}");
        let used = self.used.entry(name.to_owned()).or_default();
        let counts = |earlier: &Use| !earlier.over && at.millis_since(earlier.at) < KEPT_MILLIS;
        hold!(!used.iter().any(counts), "{name} is applied twice");
        used.push(Use { at, over: false });
        Ok(())
    }
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
