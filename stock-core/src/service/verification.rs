//! Whether the laws hold of everything that is kept.

use catalog_core::{
    api::{
        cursor::Cursor,
        document::meta_document,
        endpoint::{Exchange, Failure},
        field::Listed,
        query::{Parameters, Query},
    },
    engine::{Answer, Reads, Refused, StoreError},
};
use serde_json::json;

use super::{StockStore, reading};
use crate::model::{
    Inventory, Level, Location, Movement, Purchase, Reservation, Return, Transfer, Verdict, Verifier,
};

/// How often the rows are read again because stock moved meanwhile.
const ATTEMPTS: usize = 5;

/// Reads the journal and the rows beside it page by page, so that a journal of any length fits. The rows
/// count only when nothing moved while they were read: then they are those of the journal's end.
pub(super) async fn get<S: StockStore>(store: &S, exchange: &Exchange<'_>) -> Result<Answer, Failure> {
    Parameters::new(exchange.query_text()).finish()?;
    let mut journal = Verifier::default();
    let mut end = each::<Movement, S>(store, None, |movement| journal.movement(movement)).await?;
    for _ in 0..ATTEMPTS {
        let mut whole = journal.clone();
        each::<Inventory, S>(store, None, |inventory| whole.inventory(inventory)).await?;
        each::<Level, S>(store, None, |level| whole.level(level)).await?;
        each::<Location, S>(store, None, |location| whole.location(location)).await?;
        each::<Transfer, S>(store, None, |transfer| whole.transfer(transfer)).await?;
        each::<Purchase, S>(store, None, |purchase| whole.purchase(purchase)).await?;
        each::<Reservation, S>(store, None, |reservation| whole.reservation(reservation)).await?;
        each::<Return, S>(store, None, |returned| whole.returned(returned)).await?;
        end = each::<Movement, S>(store, end, |movement| journal.movement(movement)).await?;
        if journal.movements() == whole.movements() {
            let movements = whole.movements();
            return Ok(report(movements, &whole.finish()));
        }
    }
    Err(Refused::Overloaded.into())
}

/// Visits every row behind a place in the order of its ids, and gives the place of the last one.
async fn each<R: Listed, S: Reads<R>>(
    store: &S,
    after: Option<Cursor>,
    visit: impl FnMut(&R) + Send,
) -> Result<Option<Cursor>, StoreError> {
    reading::each(store, Query { order: Vec::new(), ..Query::first_page() }, after, visit).await
}

fn report(movements: u64, verdicts: &[Verdict]) -> Answer {
    let laws: Vec<_> = verdicts
        .iter()
        .map(|verdict| json!({ "law": verdict.law, "holds": verdict.holds, "firstSeq": verdict.first_seq }))
        .collect();
    let holds = verdicts.iter().all(|verdict| verdict.holds);
    Answer::json(200, meta_document(&json!({ "holds": holds, "movements": movements, "laws": laws })))
}
