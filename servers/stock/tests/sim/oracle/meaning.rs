//! What an answer says is so.

use serde_json::Value as Json;
use stock_core::model::{Adjustment, AdjustmentId, MovementKind};
use uuid::Uuid;

use super::{
    Held, Said,
    books::{Books, Stand},
    hold,
};
use crate::{
    asked::{Asked, What},
    catalogue::{PRODUCTS, product},
    disk::Disk,
    tally::{Sometimes, Tally},
};

/// An answer against the books.
pub(super) fn holds(books: &mut Books, disk: &Disk, asked: &Asked, said: &Said, tally: &mut Tally) -> Held {
    if !said.is_final() {
        return Ok(());
    }
    let document = said.document();
    let code = document["errors"][0]["code"].as_str().unwrap_or_default();
    let errors = document["errors"].as_array().map(Vec::as_slice).unwrap_or_default();
    errors.iter().filter_map(|error| error["code"].as_str()).for_each(|code| noted(&asked.what, code, tally));
    let name = &asked.name;
    let strange = || Err(format!("{name} {:?} is answered {} {document}", asked.what, said.status));
    match (&asked.what, said.status, code) {
        (What::Begin { product, .. }, 201, _) | (What::Begin { product, .. }, 409, "inventory-exists") => {
            hold!(books.stand(*product).is_some(), "{name}: {product} is not kept");
        }
        (What::Begin { product: begun, .. }, 404, "product-not-found") => {
            hold!(*begun == product(PRODUCTS + 1), "{name}: {begun} is known");
        }
        (What::Set { product }, 404, _) => {
            let since = books.stand(*product).map_or(u64::MAX, |stand| stand.begun);
            hold!(since > said.arrived, "{name}: {product} is kept");
        }
        (What::Set { .. }, 200, _) => tally.note(Sometimes::SettingsChanged),
        (What::Adjust(adjusting), 201, _) if adjusting.len() == 1 => made(disk, name, &document["data"])?,
        (What::Adjust(adjusting), 200, _) => {
            let results = document["atomic:results"].as_array().cloned().unwrap_or_default();
            hold!(results.len() == adjusting.len(), "{name} has {} results", results.len());
            results.iter().try_for_each(|result| made(disk, name, &result["data"]))?;
            tally.note(Sometimes::Operated);
        }
        (What::Adjust(adjusting), 409, _) => {
            if adjusting.len() > 1 {
                tally.note(Sometimes::OperationRefused);
            }
        }
        (What::Buy { .. }, 201, _) => {
            let id = id_of(&document["data"])?;
            let done = books.purchase(id);
            hold!(done.is_some_and(|done| done.name == *name), "{name}: no purchase {id} is in the journal");
            books.acknowledge(id);
            tally.note(Sometimes::Sold);
        }
        (What::Buy { id: Some(id), .. }, 409, "id-taken") => {
            hold!(books.purchase(*id).is_some(), "{name}: {id} is said to be taken");
        }
        (What::Buy { .. } | What::Return { .. } | What::Quote, 409, _)
        | (What::Buy { .. } | What::Quote, 404, "product-not-found") => {}
        // Faults of several statuses are answered together.
        (What::Buy { .. } | What::Quote, 400, _) => {
            let mixed = errors.iter().any(|error| error["status"] != errors[0]["status"]);
            hold!(mixed, "{name} is not understood: {document}");
        }
        (What::Advance { purchase, kind }, status, _) => {
            let Some(done) = books.purchase(*purchase) else { return strange() };
            let ended = done.ended.or((!done.later).then_some(MovementKind::Ship));
            match status {
                200 => hold!(ended == Some(*kind), "{name}: {purchase} is {ended:?}"),
                409 => hold!(ended.is_some_and(|ended| ended != *kind), "{name}: {purchase} is {ended:?}"),
                _ => return strange(),
            }
            let happened =
                if *kind == MovementKind::Ship { Sometimes::Shipped } else { Sometimes::Cancelled };
            if status == 200 {
                tally.note(happened);
            }
        }
        (What::Return { .. }, 201, _) => {
            let id = id_of(&document["data"])?;
            hold!(books.maker(id) == Some(name), "{name}: no return {id} is in the journal");
            tally.note(Sometimes::Returned);
        }
        (What::Quote, 200..=201, _) => tally.note(Sometimes::Quoted),
        (What::Look { product }, 200, _) => {
            let found = books.stand(*product);
            let read = document["data"]["attributes"]["onHand"].as_i64();
            hold!(found.map(Stand::on_hand) == read, "{name} reads {read:?} of {found:?}");
            tally.note(Sometimes::Looked);
        }
        (What::Look { product }, 404, _) => hold!(books.stand(*product).is_none(), "{name} finds nothing"),
        _ => return strange(),
    }
    if said.status == 201 && matches!(asked.what, What::Adjust(_)) {
        tally.note(Sometimes::Adjusted);
        if document["data"]["attributes"]["kind"] == "count" {
            tally.note(Sometimes::Counted);
        }
    }
    Ok(())
}

/// Refusals worth knowing of.
fn noted(what: &What, code: &str, tally: &mut Tally) {
    let happened = match code {
        "insufficient-stock" if matches!(what, What::Adjust(_)) => Sometimes::BucketShort,
        "insufficient-stock" => Sometimes::SoldOut,
        "product-not-for-sale" => Sometimes::NotForSale,
        "product-not-found" => Sometimes::UnknownProduct,
        "purchase-status-conflict" => Sometimes::StatusConflict,
        "return-exceeds-purchase" => Sometimes::ReturnRefused,
        "count-stale" => Sometimes::CountStale,
        "id-taken" => Sometimes::IdTaken,
        _ => return,
    };
    tally.note(happened);
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
