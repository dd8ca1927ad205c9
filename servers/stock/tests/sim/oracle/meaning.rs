//! What an answer says is so.

use serde_json::Value as Json;
use stock_core::model::{
    Adjustment, AdjustmentId, Location, LocationId, MovementKind, Reservation, ReservationId,
};
use uuid::Uuid;

use super::{Held, Said, books::Books, hold, stand::Stand};
use crate::{
    asked::{Asked, What},
    catalogue::{PRODUCTS, product},
    disk::Disk,
    tally::{Sometimes, Tally},
};

/// An answer against the books.
pub(super) fn holds(books: &mut Books, disk: &Disk, asked: &Asked, said: &Said, tally: &mut Tally) -> Held {
    match said.status {
        503 => Ok(()),
        200..300 => granted(books, disk, asked, said, tally),
        _ => refused(books, asked, said, tally),
    }
}

/// What is said to be done is done.
fn granted(books: &mut Books, disk: &Disk, asked: &Asked, said: &Said, tally: &mut Tally) -> Held {
    let (name, document) = (&asked.name, said.document());
    let data = &document["data"];
    let on_hand = data["attributes"]["onHand"].as_i64();
    let happened = match &asked.what {
        What::Begin { product, .. } => {
            hold!(books.stand(*product).is_some(), "{name}: {product} is not kept");
            Sometimes::Begun
        }
        What::Set { .. } => Sometimes::SettingsChanged,
        What::Adjust(adjusting) if adjusting.len() == 1 => {
            made(disk, name, data)?;
            if data["attributes"]["kind"] == "count" { Sometimes::Counted } else { Sometimes::Adjusted }
        }
        What::Adjust(adjusting) => {
            let results = document["atomic:results"].as_array().cloned().unwrap_or_default();
            hold!(results.len() == adjusting.len(), "{name} has {} results", results.len());
            results.iter().try_for_each(|result| made(disk, name, &result["data"]))?;
            Sometimes::Operated
        }
        What::Buy { .. } => {
            let id = id_of(data)?;
            let done = books.purchase(id);
            hold!(done.is_some_and(|done| done.name == *name), "{name}: no purchase {id} is in the journal");
            books.acknowledge(id);
            match data["attributes"]["reservationStatus"].as_str() {
                Some("expired") => tally.note(Sometimes::ClaimedLate),
                Some("committed") => claimed(disk, data, tally)?,
                _ => {}
            }
            Sometimes::Sold
        }
        What::Advance { purchase, kind } => {
            hold!(ended(books, *purchase) == Some(*kind), "{name}: {purchase} is not so");
            if *kind == MovementKind::Ship { Sometimes::Shipped } else { Sometimes::Cancelled }
        }
        What::Return { .. } => {
            let id = id_of(data)?;
            hold!(books.maker(id) == Some(name), "{name}: no return {id} is in the journal");
            Sometimes::Returned
        }
        What::Hold { id, .. } => {
            hold!(books.maker(*id) == Some(name), "{name}: no reservation {id} is in the journal");
            Sometimes::Held
        }
        What::Extend { hold } => {
            hold!(books.hold(*hold).is_some(), "{name}: {hold} was never held");
            Sometimes::Extended
        }
        What::Release { hold } => {
            let held = books.hold(*hold).is_some_and(|hold| hold.held.values().any(|units| *units > 0));
            hold!(!held, "{name}: {hold} is still held");
            Sometimes::Released
        }
        What::Quote => Sometimes::Quoted,
        What::Look { product } => {
            for (hold, units) in books.held(*product) {
                let until = disk.get::<Reservation>(&ReservationId(hold)).map(|row| row.expires_at);
                let due = until.is_none_or(|until| until <= said.now);
                hold!(!due, "{name}: {units} of {product} are held until {until:?}, it is {}", said.now);
            }
            let found = books.stand(*product);
            hold!(found.map(Stand::on_hand) == on_hand, "{name} reads {on_hand:?} of {found:?}");
            Sometimes::Looked
        }
        What::LookAt { product, location } => {
            let found = books.stand(*product);
            let there = found.map(|stand| stand.on_hand_at(*location));
            hold!(there == on_hand, "{name} reads {on_hand:?} at {location} of {found:?}");
            Sometimes::LookedAt
        }
        What::Open { location } | What::Place { location } => {
            let kept = disk.get::<Location>(&LocationId::Other(*location));
            hold!(kept.is_some(), "{name}: {location} is not kept");
            if matches!(asked.what, What::Open { .. }) { Sometimes::Opened } else { Sometimes::PlaceChanged }
        }
        What::Transfer { received, .. } => {
            let id = id_of(data)?;
            let sent = books.transfer(id);
            let right = sent.is_some_and(|sent| sent.received || !received);
            hold!(right && books.maker(id) == Some(name), "{name}: {id} is {sent:?}");
            Sometimes::Sent
        }
        What::Receive { transfer } => {
            let sent = books.transfer(*transfer);
            hold!(sent.is_some_and(|sent| sent.received), "{name}: {transfer} is {sent:?}");
            Sometimes::Received
        }
    };
    tally.note(happened);
    Ok(())
}

/// What is refused is refused for a reason that it can have, and that is so where the books tell.
fn refused(books: &Books, asked: &Asked, said: &Said, tally: &mut Tally) -> Held {
    let (name, document) = (&asked.name, said.document());
    let errors = document["errors"].as_array().map(Vec::as_slice).unwrap_or_default();
    hold!(!errors.is_empty(), "{name} is refused without a word: {}", said.status);
    let mixed = errors.iter().any(|error| error["status"] != errors[0]["status"]);
    hold!(said.status != 400 || mixed, "{name} is not understood: {document}");
    for error in errors {
        let code = error["code"].as_str().unwrap_or_default();
        hold!(may_be(&asked.what, code), "{name} {:?} is refused: {document}", asked.what);
        noted(&asked.what, code, tally);
    }
    let code = errors[0]["code"].as_str().unwrap_or_default();
    match (&asked.what, code) {
        (What::Begin { product, .. }, "inventory-exists") => {
            hold!(books.stand(*product).is_some(), "{name}: {product} is not kept");
        }
        (What::Begin { product: begun, .. }, _) => {
            hold!(*begun == product(PRODUCTS + 1), "{name}: {begun} is known");
        }
        (What::Set { product } | What::Look { product }, _) => {
            let since = books.stand(*product).map_or(u64::MAX, |stand| stand.begun);
            hold!(since > said.arrived, "{name}: {product} is kept");
        }
        (What::LookAt { product, location }, _) => {
            let found = books.stand(*product).is_some_and(|stand| stand.was_at(*location));
            hold!(!found, "{name}: {product} is kept at {location}");
        }
        (What::Buy { id, .. }, "id-taken") => {
            hold!(id.is_some_and(|id| books.purchase(id).is_some()), "{name}: its id is not taken");
        }
        (What::Hold { id, .. }, "id-taken") => {
            hold!(books.hold(*id).is_some(), "{name}: its id is not taken");
        }
        (What::Advance { purchase, kind }, _) => {
            let ended = ended(books, *purchase);
            hold!(ended.is_some_and(|ended| ended != *kind), "{name}: {purchase} is {ended:?}");
        }
        (What::Adjust(adjusting), _) if adjusting.len() > 1 => tally.note(Sometimes::OperationRefused),
        _ => {}
    }
    Ok(())
}

/// The reasons against each thing.
fn may_be(what: &What, code: &str) -> bool {
    const PLACES: [&str; 2] = ["location-not-found", "location-inactive"];
    const GOODS: [&str; 2] = ["insufficient-stock", "inventory-not-initialised"];
    let others: &[&str] = match what {
        What::Begin { .. } => &["inventory-exists", "product-not-found"],
        What::Set { .. } | What::Look { .. } | What::LookAt { .. } | What::Place { .. }
            if code == "not-found" =>
        {
            return true;
        }
        What::Adjust(_) => &["count-stale"],
        What::Buy { .. } | What::Quote => {
            &["product-not-found", "product-not-for-sale", "id-taken", "reservation-not-active"]
        }
        What::Advance { .. } => &["purchase-status-conflict"],
        What::Hold { .. } => {
            &["product-not-found", "product-not-for-sale", "id-taken", "expiry-out-of-range"]
        }
        What::Extend { .. } => &["reservation-not-active", "expiry-out-of-range"],
        What::Release { .. } => &["reservation-not-active"],
        What::Return { .. } => &["return-exceeds-purchase"],
        What::Open { .. } => &["id-taken"],
        What::Place { .. } => &["location-not-empty"],
        What::Transfer { .. } | What::LookAt { .. } => &[],
        What::Set { .. } | What::Look { .. } | What::Receive { .. } => return false,
    };
    let placed = matches!(
        what,
        What::Adjust(_)
            | What::Buy { .. }
            | What::Hold { .. }
            | What::Quote
            | What::Return { .. }
            | What::Transfer { .. }
            | What::LookAt { .. }
    );
    others.contains(&code) || placed && (PLACES.contains(&code) || GOODS.contains(&code))
}

/// How a purchase ended, if it did.
fn ended(books: &Books, purchase: Uuid) -> Option<MovementKind> {
    let done = books.purchase(purchase)?;
    done.ended.or((!done.later).then_some(MovementKind::Ship))
}

/// Refusals worth knowing of.
fn noted(what: &What, code: &str, tally: &mut Tally) {
    let happened = match code {
        "insufficient-stock" if matches!(what, What::Adjust(_) | What::Transfer { .. }) => {
            Sometimes::BucketShort
        }
        "insufficient-stock" => Sometimes::SoldOut,
        "product-not-for-sale" => Sometimes::NotForSale,
        "product-not-found" => Sometimes::UnknownProduct,
        "purchase-status-conflict" => Sometimes::StatusConflict,
        "return-exceeds-purchase" => Sometimes::ReturnRefused,
        "count-stale" => Sometimes::CountStale,
        "location-not-found" => Sometimes::UnknownPlace,
        "location-inactive" => Sometimes::ClosedPlace,
        "location-not-empty" => Sometimes::NotEmpty,
        "reservation-not-active" => Sometimes::NotActive,
        "expiry-out-of-range" => Sometimes::ExpiryRefused,
        "id-taken" => Sometimes::IdTaken,
        _ => return,
    };
    tally.note(happened);
}

/// A reservation that was bought from has ended, and what was not bought of it went back.
fn claimed(disk: &Disk, data: &Json, tally: &mut Tally) -> Held {
    let id = id_of(&data["relationships"]["reservation"]["data"])?;
    let Some(row) = disk.get::<Reservation>(&ReservationId(id)) else {
        return Err(format!("the reservation {id} is gone"));
    };
    hold!(!row.is_active(), "{id} is bought from and still active");
    if row.lines.iter().any(|line| line.bought.get() < line.quantity.get()) {
        tally.note(Sometimes::ClaimedInPart);
    }
    Ok(())
}

/// The adjustment that an answer tells of is kept.
fn made(disk: &Disk, name: &str, data: &Json) -> Held {
    let id = id_of(data)?;
    let kept = disk.get::<Adjustment>(&AdjustmentId(id));
    hold!(kept.is_some(), "{name}: the adjustment {id} is not kept");
    Ok(())
}

fn id_of(data: &Json) -> Result<Uuid, String> {
    let id = data["id"].as_str().and_then(|id| Uuid::try_parse(id).ok());
    id.ok_or_else(|| format!("{data} has no id"))
}
