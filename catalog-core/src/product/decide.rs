//! The decision: what a command does to the catalogue, or every reason against it.

use super::{
    Change, Command, Key, Product, ProductAttributes, ProductEvent, ProductHappening, ProductId,
    ProductPatch, ProductRejection, Upsert, View,
};
use crate::api::instant::UnixMillis;

/// Judges a command of `actor` at `now` over what is known of the catalogue.
///
/// # Errors
/// Every reason against it, not only the first.
pub fn decide(
    view: &impl View,
    command: &Command,
    now: UnixMillis,
    actor: &str,
) -> Result<Change, Vec<ProductRejection>> {
    let decision = Decision { view, now, actor };
    match command {
        Command::Create { id, attributes } => decision.create(*id, attributes.clone()),
        Command::Update { id, patch } => decision.update(*id, patch),
        Command::Delete { id } => decision.delete(*id),
        Command::Upsert(upsert) => decision.upsert(upsert),
    }
}

/// What [`decide`] looks at for a command, as far as `view` lets that be known. A store that loads on demand
/// asks again after loading, until nothing new is named.
pub fn touches(view: &impl View, command: &Command) -> Vec<Key> {
    match command {
        Command::Create { id, attributes } => created(*id, attributes),
        Command::Update { id, patch } => updated(view, *id, patch),
        Command::Delete { id } => vec![Key::Product(*id)],
        Command::Upsert(upsert) => match view.id_of_sku(&upsert.sku.key()) {
            Some(owner) => {
                let mut keys = vec![Key::Sku(upsert.sku.key())];
                keys.extend(updated(view, owner, &upsert.patch()));
                keys
            }
            None => new_attributes(upsert).map_or_else(
                |_| vec![Key::Sku(upsert.sku.key())],
                |attributes| created(upsert.id.unwrap_or(upsert.new_id), &attributes),
            ),
        },
    }
}

fn created(id: ProductId, attributes: &ProductAttributes) -> Vec<Key> {
    let mut keys = vec![Key::Product(id), Key::Sku(attributes.sku.key())];
    keys.extend(attributes.variant.clone().map(Key::Variant));
    keys
}

fn updated(view: &impl View, id: ProductId, patch: &ProductPatch) -> Vec<Key> {
    let mut keys = vec![Key::Product(id)];
    keys.extend(patch.sku.as_ref().map(|sku| Key::Sku(sku.key())));
    if patch.group.is_some() || patch.options.is_some() {
        let after = view.product(&id).and_then(|product| product.attributes.patched(patch).ok());
        keys.extend(after.and_then(|attributes| attributes.variant).map(Key::Variant));
    }
    keys
}

/// The attributes of the product that an upsert makes where no product has its SKU.
fn new_attributes(upsert: &Upsert) -> Result<ProductAttributes, ProductRejection> {
    ProductAttributes::new(upsert.sku.clone(), upsert.name.clone(), upsert.price)
        .patched(&upsert.others)
        .map_err(|invalid| ProductRejection::Invalid {
            attribute: upsert.others.variant_attribute(),
            invalid,
        })
}

struct Decision<'a, V> {
    view: &'a V,
    now: UnixMillis,
    actor: &'a str,
}

impl<V: View> Decision<'_, V> {
    fn create(&self, id: ProductId, attributes: ProductAttributes) -> Result<Change, Vec<ProductRejection>> {
        // Whoever creates a variant sent its group, and its options where it has any.
        let variant_attribute = if attributes.options().is_empty() { "group" } else { "options" };
        let mut against = Vec::new();
        if self.view.product(&id).is_some() || self.view.was_deleted(&id) {
            against.push(ProductRejection::IdTaken { id });
        }
        against.extend(self.taken(id, &attributes, variant_attribute));
        if !against.is_empty() {
            return Err(against);
        }
        let version = self.view.next_seq();
        let after = Product { id, attributes, version, created_at: self.now, updated_at: self.now };
        let event = self.event(ProductHappening::Created(Box::new(after.clone())));
        Ok(Change { before: None, after: Some(after), event: Some(event) })
    }

    fn update(&self, id: ProductId, patch: &ProductPatch) -> Result<Change, Vec<ProductRejection>> {
        let before = self.existing(id)?;
        let attribute = patch.variant_attribute();
        // What would be no valid product is a fault of an earlier step than what others have already.
        let after = before
            .patched(patch, self.view.next_seq(), self.now)
            .map_err(|invalid| vec![ProductRejection::Invalid { attribute, invalid }])?;
        let Some(after) = after else {
            let same = before.clone();
            return Ok(Change { before: Some(same.clone()), after: Some(same), event: None });
        };
        let against = self.taken(id, &after.attributes, attribute);
        if !against.is_empty() {
            return Err(against);
        }
        let event = self.event(ProductHappening::Updated(Box::new(after.clone())));
        Ok(Change { before: Some(before.clone()), after: Some(after), event: Some(event) })
    }

    fn delete(&self, id: ProductId) -> Result<Change, Vec<ProductRejection>> {
        let before = self.existing(id)?;
        let event = self.event(ProductHappening::Deleted { id, sku: before.attributes.sku.clone() });
        Ok(Change { before: Some(before.clone()), after: None, event: Some(event) })
    }

    fn upsert(&self, upsert: &Upsert) -> Result<Change, Vec<ProductRejection>> {
        match (self.view.id_of_sku(&upsert.sku.key()), upsert.id) {
            (Some(owner), Some(given)) if owner != given => {
                Err(vec![ProductRejection::IdMismatch { given, sku: upsert.sku.clone(), owner }])
            }
            (Some(owner), _) => self.update(owner, &upsert.patch()),
            (None, given) => {
                let attributes = new_attributes(upsert).map_err(|rejection| vec![rejection])?;
                self.create(given.unwrap_or(upsert.new_id), attributes)
            }
        }
    }

    fn existing(&self, id: ProductId) -> Result<&Product, Vec<ProductRejection>> {
        self.view.product(&id).ok_or_else(|| vec![ProductRejection::NotFound { id }])
    }

    /// What of `attributes` another product than `id` has already.
    fn taken(
        &self,
        id: ProductId,
        attributes: &ProductAttributes,
        variant_attribute: &'static str,
    ) -> Vec<ProductRejection> {
        let variant = attributes.variant.as_ref().and_then(|variant| self.view.id_of_variant(variant));
        let variant_taken = variant
            .filter(|owner| *owner != id)
            .map(|owner| ProductRejection::VariantTaken { attribute: variant_attribute, owner });
        self.sku_taken(id, &attributes.sku).into_iter().chain(variant_taken).collect()
    }

    fn sku_taken(&self, id: ProductId, sku: &super::Sku) -> Option<ProductRejection> {
        let owner = self.view.id_of_sku(&sku.key()).filter(|owner| *owner != id)?;
        Some(ProductRejection::SkuTaken { sku: sku.clone(), owner })
    }

    fn event(&self, happening: ProductHappening) -> ProductEvent {
        ProductEvent { seq: self.view.next_seq(), at: self.now, actor: self.actor.to_owned(), happening }
    }
}

#[cfg(test)]
mod tests;
