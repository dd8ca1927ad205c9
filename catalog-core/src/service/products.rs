//! Products one by one.

use serde_json::Value as Json;

use crate::{
    api::{
        document::Resource,
        endpoint::{Exchange, Failure, Given, get_in_pieces, missing},
        fault::Fault,
        field::Listed,
        read::{Incoming, read_document},
    },
    engine::{Answer, Envelope, Reads, StoreError, Target},
    product::{Command, Product, ProductId},
};

use super::{
    CatalogueStore,
    documents::{KIND, read_new, read_patch},
};

pub(super) async fn get<S: CatalogueStore>(
    store: &S,
    exchange: &Exchange<'_>,
    segment: &str,
) -> Result<Given, Failure> {
    get_in_pieces::<Product, S>(store, exchange, segment, ProductId::parse(segment)).await
}

pub(super) async fn create<S: CatalogueStore>(store: &S, exchange: &Exchange<'_>) -> Result<Answer, Failure> {
    let write = exchange.write::<Product>(Envelope::Document)?;
    let command = read_document(exchange.request.body(), |data| {
        let (id, attributes) = read_new(data)?;
        let id = id.unwrap_or_else(|| ProductId(exchange.context.ids().next_uuid()));
        Ok(Command::Create { id, attributes })
    });
    exchange.decide(store, write, command.map(|command| vec![command]), async { Ok(Target::None) }).await
}

pub(super) async fn update<S: CatalogueStore>(
    store: &S,
    exchange: &Exchange<'_>,
    segment: &str,
) -> Result<Answer, Failure> {
    let write = exchange.write::<Product>(Envelope::Document)?;
    let id = ProductId::parse(segment).ok_or_else(|| missing(KIND, segment))?;
    let command = read_document(exchange.request.body(), |data| read_update(data, id));
    exchange.decide(store, write, command.map(|command| vec![command]), target(store, id)).await
}

pub(super) async fn delete<S: CatalogueStore>(
    store: &S,
    exchange: &Exchange<'_>,
    segment: &str,
) -> Result<Answer, Failure> {
    let write = exchange.write::<Product>(Envelope::Document)?;
    let id = ProductId::parse(segment).ok_or_else(|| missing(KIND, segment))?;
    exchange.decide(store, write, Ok(vec![Command::Delete { id }]), target(store, id)).await
}

fn read_update(data: &Json, id: ProductId) -> Result<Command, Vec<Fault>> {
    let incoming = Incoming::read(data, KIND)?;
    let named = incoming.check_id(&id.to_string());
    match (named, read_patch(incoming)) {
        (Ok(()), Ok(patch)) => Ok(Command::Update { id, patch }),
        (named, patch) => Err(named.err().into_iter().chain(patch.err().into_iter().flatten()).collect()),
    }
}

/// What a request whose body could not be read is about.
async fn target<S: Reads<Product>>(store: &S, id: ProductId) -> Result<Target, StoreError> {
    Ok(match store.get(&id).await? {
        Some(product) => Target::Tagged(product.tag().unwrap_or_default()),
        None => Target::Missing(missing(Product::KIND, &id.to_string())),
    })
}
