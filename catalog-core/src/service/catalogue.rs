//! The catalogue as the engine runs it: products loaded on demand, with what must be unique about them.

use http::header;
use serde_json::{Value as Json, json};

use crate::{
    api::{
        document::{
            Resource, Written, atomic_content_type, content_type, resource_document, results_document,
        },
        endpoint::missing,
    },
    engine::{self, Answer, Appended, Aspect, Call, Counter, Domain, Envelope, Meta, Part, Target, Tracked},
    product::{
        self, Change, Command, Key, Outcome, Product, ProductEvent, ProductId, ProductRejection, SkuKey,
        Variant, View,
    },
};

/// The state of the Product service, as far as it is loaded.
#[derive(Debug, Default)]
pub struct Catalogue {
    /// Products by id.
    pub products: Tracked<ProductId, Product>,
    /// Which product has a SKU.
    pub skus: Tracked<SkuKey, ProductId>,
    /// Which product is a variant.
    pub variants: Tracked<Variant, ProductId>,
    /// Ids that were deleted and are never used again.
    pub deleted: Tracked<ProductId, ()>,
    /// New entries of the feed.
    pub events: Appended<ProductEvent>,
    /// The `seq` of the last event.
    pub seq: Counter,
}

impl Catalogue {
    /// The catalogue of a store whose last event is `seq`.
    pub fn at(seq: u64) -> Self {
        Self { seq: Counter::at(seq), ..Self::default() }
    }

    /// An empty catalogue that knows all there is, so that nothing is ever loaded.
    pub fn resident() -> Self {
        Self {
            products: Tracked::resident([]),
            skus: Tracked::resident([]),
            variants: Tracked::resident([]),
            deleted: Tracked::resident([]),
            ..Self::default()
        }
    }

    /// Forgets what was loaded, to bound its memory between batches.
    pub fn forget(&mut self) {
        self.products.forget();
        self.skus.forget();
        self.variants.forget();
        self.deleted.forget();
    }

    /// How many rows are loaded.
    pub fn loaded(&self) -> usize {
        self.products.loaded() + self.skus.loaded() + self.variants.loaded() + self.deleted.loaded()
    }

    fn is_loaded(&self, key: &Key) -> bool {
        match key {
            Key::Product(id) => self.products.is_loaded(id) && self.deleted.is_loaded(id),
            Key::Sku(sku) => self.skus.is_loaded(sku),
            Key::Variant(variant) => self.variants.is_loaded(variant),
        }
    }
}

impl View for Catalogue {
    fn product(&self, id: &ProductId) -> Option<&Product> {
        self.products.get(id)
    }

    fn id_of_sku(&self, sku: &SkuKey) -> Option<ProductId> {
        self.skus.get(sku).copied()
    }

    fn id_of_variant(&self, variant: &Variant) -> Option<ProductId> {
        self.variants.get(variant).copied()
    }

    fn was_deleted(&self, id: &ProductId) -> bool {
        self.deleted.get(id).is_some()
    }

    fn next_seq(&self) -> u64 {
        self.seq.last() + 1
    }
}

impl Domain for Catalogue {
    type Command = Command;
    type Change = Change;
    type Rejection = ProductRejection;
    type Key = Key;

    fn touches(&self, command: &Command) -> Vec<Key> {
        let mut keys = product::touches(self, command);
        keys.retain(|key| !self.is_loaded(key));
        keys
    }

    fn target(&self, command: &Command) -> Target {
        match command {
            Command::Create { .. } | Command::Upsert(_) => Target::None,
            Command::Update { id, .. } | Command::Delete { id } => match self.product(id) {
                Some(product) => Target::Tagged(product.version.to_string()),
                None => Target::Missing(missing("products", &id.to_string())),
            },
        }
    }

    fn decide(&self, command: &Command, meta: &mut Meta) -> Result<Change, Vec<ProductRejection>> {
        product::decide(self, command, meta.now, &meta.actor)
    }

    fn apply(&mut self, change: &Change) {
        let Some(event) = &change.event else { return };
        if let Some(before) = &change.before {
            self.skus.remove(before.attributes.sku.key());
            if let Some(variant) = &before.attributes.variant {
                self.variants.remove(variant.clone());
            }
        }
        match (&change.before, &change.after) {
            (_, Some(after)) => {
                self.skus.put(after.attributes.sku.key(), after.id);
                if let Some(variant) = &after.attributes.variant {
                    self.variants.put(variant.clone(), after.id);
                }
                self.products.put(after.id, after.clone());
            }
            (Some(before), None) => {
                self.products.remove(before.id);
                self.deleted.put(before.id, ());
            }
            (None, None) => {}
        }
        self.seq.advance_to(event.seq);
        self.events.push(event.clone());
    }

    fn answer(&self, call: &Call<Command>, changes: &[Change]) -> Answer {
        match (call.shape.envelope, changes) {
            (Envelope::Document, [change]) => document(call, change),
            _ => results(call, changes),
        }
    }

    fn changed(&self) -> Vec<Aspect> {
        engine::changed(&self.products)
    }

    fn parts(&mut self) -> Vec<&mut dyn Part> {
        vec![
            &mut self.products,
            &mut self.skus,
            &mut self.variants,
            &mut self.deleted,
            &mut self.events,
            &mut self.seq,
        ]
    }
}

/// The answer to one command: the product as it is now, or nothing when it is no more.
fn document(call: &Call<Command>, change: &Change) -> Answer {
    let Some(product) = &change.after else { return Answer::empty(204) };
    let created = change.outcome() == Outcome::Created;
    let shape = &call.shape;
    let body = resource_document(product, &[], &shape.selection, &shape.site);
    let answer = Answer::json(if created { 201 } else { 200 }, body)
        .with(header::CONTENT_TYPE, &content_type(&shape.selection))
        .with(header::ETAG, &format!("\"{}\"", product.version));
    match product.path().filter(|_| created) {
        Some(path) => answer.with(header::LOCATION, &path),
        None => answer,
    }
}

/// The answer to an atomic request.
fn results(call: &Call<Command>, changes: &[Change]) -> Answer {
    let results: Vec<(Option<&dyn Written>, Option<Json>)> = call
        .commands
        .iter()
        .zip(changes)
        .map(|(command, change)| {
            let product = change.after.as_ref().map(|product| product as &dyn Written);
            let upserted = matches!(command, Command::Upsert(_));
            (product, upserted.then(|| json!({ "outcome": change.outcome().as_str() })))
        })
        .collect();
    let body = results_document(&results, &call.shape.selection, &call.shape.site);
    Answer::json(200, body).with(header::CONTENT_TYPE, &atomic_content_type())
}
