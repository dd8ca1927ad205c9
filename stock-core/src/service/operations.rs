//! Several inventories and adjustments in one request, all or nothing.

use catalog_core::{
    api::{
        endpoint::{Exchange, Failure},
        fault::{Fault, Problem},
        field::Listed,
        id::IdSource,
        operations::{Lids, Name, Op, Operation, read_all},
        read::Incoming,
    },
    engine::{Answer, Envelope},
};
use serde_json::Value as Json;
use uuid::Uuid;

use super::{
    StockStore, adjustments, checking,
    documents::{read_adjustment, read_beginning, read_new},
    inventory,
};
use crate::{
    check::Products,
    model::{Adjustment, AdjustmentId, Command, Inventory},
};

pub(super) async fn create<S: StockStore, P: Products>(
    store: &S,
    products: &P,
    exchange: &Exchange<'_>,
) -> Result<Answer, Failure> {
    let write = exchange.write::<Inventory>(Envelope::Operations)?;
    let mut reader = Reader { ids: exchange.context.ids(), lids: Lids::default() };
    let commands = read_all(exchange.request.body(), |json| reader.command(json));
    checking::decide(store, products, exchange, write, commands).await
}

/// Reads operations in order, with the local ids that earlier ones introduced. Pointers of faults are
/// relative to the operation.
struct Reader {
    ids: IdSource,
    lids: Lids<Uuid>,
}

impl Reader {
    fn command(&mut self, json: &Json) -> Result<Command, Vec<Fault>> {
        let operation = Operation::read(json).map_err(|fault| vec![fault])?;
        if operation.op != Op::Add {
            return unsupported("Stock is only added to: the op must be add.", "/op");
        }
        let Some(data) = operation.data else {
            return Err(vec![Fault::new(Problem::MalformedDocument, "The operation has no data.").at("")]);
        };
        let kind = data.get("type").and_then(Json::as_str).unwrap_or(inventory::KIND);
        let path = match kind {
            inventory::KIND => Inventory::PATH,
            adjustments::KIND => Adjustment::PATH,
            other => {
                let detail = format!("The type is {other:?}; inventory and adjustments can be added here.");
                return Err(vec![Fault::new(Problem::TypeMismatch, detail).at("/data/type")]);
            }
        };
        if operation.reference.is_some_and(|reference| reference.name != Name::Href(path)) {
            return unsupported("An add has no ref; its href is the collection.", "");
        }
        self.added(data, kind)
            .map_err(|faults| faults.into_iter().map(|fault| fault.under("/data")).collect())
    }

    fn added(&mut self, data: &Json, kind: &str) -> Result<Command, Vec<Fault>> {
        let incoming = Incoming::read(data, kind)?;
        self.lids.introduce(incoming.lid(), Uuid::nil()).map_err(|fault| vec![fault])?;
        if kind == adjustments::KIND {
            read_new(incoming, self.ids.next_uuid(), |incoming, id| {
                read_adjustment(incoming, AdjustmentId(id))
            })
            .map(Command::CreateAdjustment)
        } else {
            read_beginning(incoming).map(Command::InitialiseInventory)
        }
    }
}

fn unsupported(detail: &str, pointer: &str) -> Result<Command, Vec<Fault>> {
    Err(vec![Fault::new(Problem::OperationUnsupported, detail).at(pointer)])
}
