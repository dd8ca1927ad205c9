//! Several changes of products in one request, all or nothing.

use serde_json::Value as Json;

use crate::{
    api::{
        endpoint::{Exchange, Failure},
        fault::{Fault, Problem},
        field::Listed,
        id::IdSource,
        operations::{Lids, Name as Named, Op, Operation, Reference, read_all},
        read::{Incoming, invalid_id},
    },
    engine::{Answer, Envelope, Target},
    product::{Command, Product, ProductId, Upsert},
};

use super::{
    CatalogueStore,
    documents::{KIND, read_attributes, read_patch, read_upsert},
};

pub(super) async fn create<S: CatalogueStore>(store: &S, exchange: &Exchange<'_>) -> Result<Answer, Failure> {
    let write = exchange.write::<Product>(Envelope::Operations)?;
    let mut reader = Reader { ids: exchange.context.ids(), lids: Lids::default() };
    let commands = read_all(exchange.request.body(), |json| reader.command(json));
    exchange.decide(store, write, commands, async { Ok(Target::None) }).await
}

/// Reads operations in order, with the ids that earlier ones introduced. Pointers of faults are relative
/// to the operation.
struct Reader {
    ids: IdSource,
    lids: Lids<ProductId>,
}

impl Reader {
    fn command(&mut self, json: &Json) -> Result<Command, Vec<Fault>> {
        let operation = Operation::read(json).map_err(|fault| vec![fault])?;
        match (operation.op, operation.data) {
            (Op::Add, Some(data)) => self.add(&operation, data),
            (Op::Update, Some(data)) => self.update(&operation, data),
            (Op::Remove, None) => self.remove(&operation),
            (Op::Remove, Some(_)) => malformed("A remove has no data.", "/data"),
            (Op::Add | Op::Update, None) => malformed("The operation has no data.", ""),
        }
    }

    fn add(&mut self, operation: &Operation<'_>, data: &Json) -> Result<Command, Vec<Fault>> {
        if let Some(reference) = operation.reference
            && reference.name != Named::Href(Product::PATH)
        {
            let detail = "An add of a product has no ref; its href is the collection.";
            return Err(vec![Fault::new(Problem::OperationUnsupported, detail).at("")]);
        }
        let upserts = upserts(operation).map_err(|fault| vec![fault])?;
        in_data(self.added(data, upserts))
    }

    fn added(&mut self, data: &Json, upserts: bool) -> Result<Command, Vec<Fault>> {
        let incoming = Incoming::read(data, KIND)?;
        let given = incoming.new_id().map(|id| id.map(ProductId));
        let new_id = ProductId(self.ids.next_uuid());
        if upserts {
            if incoming.lid().is_some() {
                let detail = "An upsert takes no lid: whether the product is new is not known before.";
                return Err(vec![Fault::new(Problem::OperationUnsupported, detail).at("/lid")]);
            }
            return both(given, read_upsert(incoming)).map(|(id, (sku, name, price, others))| {
                Command::Upsert(Upsert { id, new_id, sku, name, price, others })
            });
        }
        let id = given.as_ref().ok().copied().flatten().unwrap_or(new_id);
        let introduced = self.lids.introduce(incoming.lid(), id);
        let read = both(introduced, read_attributes(incoming)).map(|((), attributes)| attributes);
        match (given, read) {
            (Ok(_), Ok(attributes)) => Ok(Command::Create { id, attributes }),
            (given, read) => Err(given.err().into_iter().chain(read.err().into_iter().flatten()).collect()),
        }
    }

    fn update(&self, operation: &Operation<'_>, data: &Json) -> Result<Command, Vec<Fault>> {
        let named = match operation.reference {
            Some(reference) => Some(self.resolve(reference).map_err(|fault| vec![fault])?),
            None => None,
        };
        in_data(self.updated(named, data))
    }

    fn updated(&self, named: Option<ProductId>, data: &Json) -> Result<Command, Vec<Fault>> {
        let incoming = Incoming::read(data, KIND)?;
        let own = match (incoming.id(), incoming.lid()) {
            (Some(text), _) => Some(ProductId::parse(text).ok_or_else(|| vec![invalid_id(text)])?),
            (None, Some(lid)) => Some(self.lids.resolve(lid).map_err(|fault| vec![fault.at("/lid")])?),
            (None, None) => None,
        };
        let id = match (named, own) {
            (Some(named), Some(own)) if named != own => {
                let detail = format!("The resource object names {own}; the operation is about {named}.");
                return Err(vec![Fault::new(Problem::IdMismatch, detail).at("/id")]);
            }
            (Some(id), _) | (None, Some(id)) => id,
            (None, None) => return malformed("The resource object has no id.", ""),
        };
        Ok(Command::Update { id, patch: read_patch(incoming)? })
    }

    fn remove(&self, operation: &Operation<'_>) -> Result<Command, Vec<Fault>> {
        let Some(reference) = operation.reference else {
            return malformed("A remove has a ref or a href.", "");
        };
        let id = self.resolve(reference).map_err(|fault| vec![fault])?;
        Ok(Command::Delete { id })
    }

    fn resolve(&self, reference: Reference<'_>) -> Result<ProductId, Fault> {
        if let Some(kind) = reference.kind.filter(|kind| *kind != KIND) {
            let detail = format!("The type is {kind:?}; operations here are about {KIND:?}.");
            return Err(Fault::new(Problem::TypeMismatch, detail).at("/ref/type"));
        }
        match reference.name {
            Named::Id(text) => ProductId::parse(text).ok_or_else(|| invalid_id(text).under("/ref")),
            Named::Lid(lid) => self.lids.resolve(lid).map_err(|fault| fault.at("/ref/lid")),
            Named::Href(href) => href
                .strip_prefix(Product::PATH)
                .and_then(|rest| rest.strip_prefix('/'))
                .and_then(ProductId::parse)
                .ok_or_else(|| {
                    let detail = format!("{href:?} is not the address of a product.");
                    Fault::new(Problem::MalformedDocument, detail).at("/href")
                }),
        }
    }
}

/// Whether an add says that it updates the product that has the SKU.
fn upserts(operation: &Operation<'_>) -> Result<bool, Fault> {
    match operation.meta.and_then(|meta| meta.get("upsertBy")) {
        None => Ok(false),
        Some(Json::String(by)) if by == "sku" => Ok(true),
        Some(other) => {
            let detail = format!("upsertBy is {other}; only \"sku\" is offered.");
            Err(Fault::new(Problem::OperationUnsupported, detail).at("/meta/upsertBy"))
        }
    }
}

fn malformed<T>(detail: &str, pointer: &str) -> Result<T, Vec<Fault>> {
    Err(vec![Fault::new(Problem::MalformedDocument, detail).at(pointer)])
}

fn in_data<T>(read: Result<T, Vec<Fault>>) -> Result<T, Vec<Fault>> {
    read.map_err(|faults| faults.into_iter().map(|fault| fault.under("/data")).collect())
}

/// Both, or the faults of both.
fn both<A, B>(a: Result<A, Fault>, b: Result<B, Vec<Fault>>) -> Result<(A, B), Vec<Fault>> {
    match (a, b) {
        (Ok(a), Ok(b)) => Ok((a, b)),
        (a, b) => Err(a.err().into_iter().chain(b.err().into_iter().flatten()).collect()),
    }
}
