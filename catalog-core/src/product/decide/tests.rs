//! Decisions over a catalogue in memory.

use std::collections::{BTreeMap, BTreeSet};

use proptest::{collection::vec, option, prelude::*};

use super::*;
use crate::product::{
    Category, Group, Money, Name, Options, Outcome, Sku, SkuKey, Status, Variant,
    invalid::{InvalidValue, Rule},
    sample,
};

/// A whole catalogue: the plainest view there can be.
#[derive(Clone, Debug, Default, PartialEq)]
struct Catalogue {
    products: BTreeMap<ProductId, Product>,
    deleted: BTreeSet<ProductId>,
    events: Vec<ProductEvent>,
}

impl View for Catalogue {
    fn product(&self, id: &ProductId) -> Option<&Product> {
        self.products.get(id)
    }

    fn id_of_sku(&self, sku: &SkuKey) -> Option<ProductId> {
        self.products.values().find(|product| product.attributes.sku.key() == *sku).map(|product| product.id)
    }

    fn id_of_variant(&self, variant: &Variant) -> Option<ProductId> {
        let found = |product: &&Product| product.attributes.variant.as_ref() == Some(variant);
        self.products.values().find(found).map(|product| product.id)
    }

    fn was_deleted(&self, id: &ProductId) -> bool {
        self.deleted.contains(id)
    }

    fn next_seq(&self) -> u64 {
        self.events.len() as u64 + 1
    }
}

impl Catalogue {
    /// Decides at `now`, and does what was decided.
    fn run(&mut self, command: &Command, now: i64) -> Result<Change, Vec<ProductRejection>> {
        let change = decide(self, command, UnixMillis::new(now), "ana")?;
        if let Some(event) = &change.event {
            self.events.push(event.clone());
        }
        match (&change.before, &change.after) {
            (_, Some(after)) => drop(self.products.insert(after.id, after.clone())),
            (Some(before), None) => {
                self.products.remove(&before.id);
                self.deleted.insert(before.id);
            }
            (None, None) => {}
        }
        Ok(change)
    }

    fn with(attributes: impl IntoIterator<Item = ProductAttributes>) -> Self {
        let mut catalogue = Self::default();
        for (number, attributes) in (1..).zip(attributes) {
            catalogue.run(&Command::Create { id: sample::id(number), attributes }, 1).unwrap();
        }
        catalogue
    }
}

fn create(number: u128, attributes: ProductAttributes) -> Command {
    Command::Create { id: sample::id(number), attributes }
}

fn update(number: u128, patch: ProductPatch) -> Command {
    Command::Update { id: sample::id(number), patch }
}

fn upsert(id: Option<u128>, sku: &str, name: &str, others: ProductPatch) -> Command {
    Command::Upsert(Upsert {
        id: id.map(sample::id),
        new_id: sample::id(77),
        sku: Sku::new(sku).unwrap(),
        name: Name::new(name).unwrap(),
        price: sample::euros(500),
        others,
    })
}

#[test]
fn a_new_product_has_the_seq_of_its_event_as_version() {
    let mut catalogue = Catalogue::with([sample::attributes("A-1")]);
    let change = catalogue.run(&create(2, sample::attributes("A-2")), 5).unwrap();
    assert_eq!(change.outcome(), Outcome::Created);
    let (product, event) = (change.after.unwrap(), change.event.unwrap());
    assert_eq!((product.version, event.seq), (2, 2));
    assert_eq!((product.created_at.get(), product.updated_at.get(), event.at.get()), (5, 5, 5));
    assert_eq!(event.happening, ProductHappening::Created(Box::new(product)));
}

#[test]
fn everything_that_is_taken_is_reported_at_once() {
    let mut catalogue = Catalogue::with([sample::variant("A-1", "shirt", "XL")]);
    let owner = sample::id(1);
    let taken = sample::variant("a-1", "shirt", "XL");
    let against = catalogue.run(&create(1, taken.clone()), 2).unwrap_err();
    assert_eq!(
        against,
        [ProductRejection::IdTaken { id: owner }],
        "its own SKU and variant are no reason against the id's owner"
    );
    let against = catalogue.run(&create(2, taken.clone()), 2).unwrap_err();
    assert_eq!(
        against,
        [
            ProductRejection::SkuTaken { sku: taken.sku, owner },
            ProductRejection::VariantTaken { attribute: "options", owner },
        ]
    );
}

#[test]
fn a_patch_that_changes_nothing_gives_no_event() {
    let mut catalogue = Catalogue::with([sample::attributes("A-1")]);
    let before = catalogue.clone();
    let patch = before.products[&sample::id(1)].attributes.to_patch();
    let change = catalogue.run(&update(1, patch), 9).unwrap();
    assert_eq!((change.outcome(), change.event), (Outcome::Unchanged, None));
    assert_eq!(catalogue, before);
}

#[test]
fn a_patch_moves_version_and_updated_at() {
    let mut catalogue = Catalogue::with([sample::attributes("A-1"), sample::attributes("A-2")]);
    let patch = ProductPatch { status: Some(Status::Archived), ..ProductPatch::default() };
    let after = catalogue.run(&update(1, patch), 9).unwrap().after.unwrap();
    assert_eq!((after.version, after.created_at.get(), after.updated_at.get()), (3, 1, 9));
    assert_eq!(after.attributes.status, Status::Archived);
}

#[test]
fn a_sku_can_change_its_case_but_not_be_that_of_another() {
    let mut catalogue = Catalogue::with([sample::attributes("a-1"), sample::attributes("B-2")]);
    let sku = |sku: &str| ProductPatch { sku: Some(Sku::new(sku).unwrap()), ..ProductPatch::default() };
    assert_eq!(catalogue.run(&update(1, sku("A-1")), 2).unwrap().outcome(), Outcome::Updated);
    let against = catalogue.run(&update(1, sku("b-2")), 3).unwrap_err();
    assert_eq!(against, [ProductRejection::SkuTaken { sku: Sku::new("b-2").unwrap(), owner: sample::id(2) }]);
}

#[test]
fn a_variant_points_to_what_was_sent() {
    let mut catalogue = Catalogue::with([
        sample::variant("A-1", "shirt", "XL"),
        sample::variant("A-2", "shirt", "M"),
        sample::variant("A-3", "skirt", "XL"),
    ]);
    let owner = sample::id(1);
    let options = catalogue.products[&owner].attributes.options().clone();
    let patch = ProductPatch { options: Some(options), ..ProductPatch::default() };
    let against = catalogue.run(&update(2, patch), 2).unwrap_err();
    assert_eq!(against, [ProductRejection::VariantTaken { attribute: "options", owner }]);
    let group = Some(Some(Group::new("shirt").unwrap()));
    let patch = ProductPatch { group, ..ProductPatch::default() };
    let against = catalogue.run(&update(3, patch), 2).unwrap_err();
    assert_eq!(against, [ProductRejection::VariantTaken { attribute: "group", owner }]);
}

#[test]
fn a_group_is_a_variant_without_options_once() {
    let mut plain = sample::variant("A-1", "shirt", "XL");
    plain.variant = Variant::of(Some(Group::new("shirt").unwrap()), Options::none()).unwrap();
    let mut catalogue = Catalogue::with([plain.clone()]);
    plain.sku = Sku::new("A-2").unwrap();
    let against = catalogue.run(&create(2, plain), 2).unwrap_err();
    assert_eq!(against, [ProductRejection::VariantTaken { attribute: "group", owner: sample::id(1) }]);
}

#[test]
fn options_left_without_a_group_come_before_what_is_taken() {
    let mut catalogue = Catalogue::with([sample::variant("A-1", "shirt", "XL"), sample::attributes("A-2")]);
    let sku = Some(Sku::new("a-2").unwrap());
    let patch = ProductPatch { group: Some(None), sku, ..ProductPatch::default() };
    let against = catalogue.run(&update(1, patch), 2).unwrap_err();
    let invalid = InvalidValue::whole("options", Rule::WithoutGroup);
    assert_eq!(against, [ProductRejection::Invalid { attribute: "group", invalid }]);
}

#[test]
fn a_deleted_id_stays_taken_and_its_sku_is_free() {
    let mut catalogue = Catalogue::with([sample::attributes("A-1")]);
    let id = sample::id(1);
    let change = catalogue.run(&Command::Delete { id }, 2).unwrap();
    assert_eq!((change.outcome(), change.after), (Outcome::Deleted, None));
    let sku = Sku::new("A-1").unwrap();
    assert_eq!(change.event.unwrap().happening, ProductHappening::Deleted { id, sku });
    let against = catalogue.run(&create(1, sample::attributes("A-9")), 3).unwrap_err();
    assert_eq!(against, [ProductRejection::IdTaken { id }]);
    assert!(catalogue.run(&create(2, sample::attributes("A-1")), 4).is_ok());
    for command in [Command::Delete { id }, update(1, ProductPatch::default())] {
        assert_eq!(catalogue.run(&command, 5).unwrap_err(), [ProductRejection::NotFound { id }]);
    }
}

#[test]
fn an_upsert_creates_updates_or_leaves() {
    let mut catalogue = Catalogue::default();
    let shelf =
        ProductPatch { category: Some(Some(Category::new("té").unwrap())), ..ProductPatch::default() };
    let change = catalogue.run(&upsert(None, "A-1", "Tetera", shelf), 1).unwrap();
    assert_eq!(change.outcome(), Outcome::Created);
    assert_eq!(change.after.as_ref().map(|product| product.id), Some(sample::id(77)));
    let again = upsert(None, "A-1", "Tetera", ProductPatch::default());
    assert_eq!(catalogue.run(&again, 2).unwrap().outcome(), Outcome::Unchanged);
    let change = catalogue.run(&upsert(Some(77), "a-1", "Taza", ProductPatch::default()), 3).unwrap();
    assert_eq!(change.outcome(), Outcome::Updated);
    let attributes = change.after.unwrap().attributes;
    assert_eq!((attributes.sku.as_str(), attributes.name.as_str()), ("a-1", "Taza"));
    assert!(attributes.category.is_some(), "what is not given keeps its value");
}

#[test]
fn an_upsert_keeps_to_the_id_of_its_sku() {
    let mut catalogue = Catalogue::with([sample::attributes("A-1"), sample::attributes("A-2")]);
    let against = catalogue.run(&upsert(Some(2), "a-1", "x", ProductPatch::default()), 2).unwrap_err();
    let (given, owner) = (sample::id(2), sample::id(1));
    assert_eq!(against, [ProductRejection::IdMismatch { given, sku: Sku::new("a-1").unwrap(), owner }]);
    let against = catalogue.run(&upsert(Some(2), "A-3", "x", ProductPatch::default()), 2).unwrap_err();
    assert_eq!(against, [ProductRejection::IdTaken { id: sample::id(2) }]);
}

/// A view that knows only what was named before.
struct Partial<'a>(&'a Catalogue, BTreeSet<Key>);

impl View for Partial<'_> {
    fn product(&self, id: &ProductId) -> Option<&Product> {
        self.0.product(id).filter(|_| self.1.contains(&Key::Product(*id)))
    }

    fn id_of_sku(&self, sku: &SkuKey) -> Option<ProductId> {
        self.0.id_of_sku(sku).filter(|_| self.1.contains(&Key::Sku(sku.clone())))
    }

    fn id_of_variant(&self, variant: &Variant) -> Option<ProductId> {
        self.0.id_of_variant(variant).filter(|_| self.1.contains(&Key::Variant(variant.clone())))
    }

    fn was_deleted(&self, id: &ProductId) -> bool {
        self.0.was_deleted(id) && self.1.contains(&Key::Product(*id))
    }

    fn next_seq(&self) -> u64 {
        self.0.next_seq()
    }
}

fn commands() -> impl Strategy<Value = Command> {
    let id = || (1..5_u128).prop_map(sample::id);
    let sku = || "[abAB]".prop_map(|sku| Sku::new(sku).unwrap());
    let name = || "[xy]".prop_map(|name| Name::new(name).unwrap());
    let group = || option::of("[gh]".prop_map(|group| Group::new(group).unwrap()));
    let options =
        || option::of("[ml]").prop_map(|size| Options::new(size.map(|size| ("s".to_owned(), size))).unwrap());
    let price = || (0..2_i64).prop_map(sample::euros);
    let attributes =
        (sku(), name(), price(), group(), options()).prop_map(|(sku, name, price, group, options)| {
            let plain = ProductAttributes::new(sku, name, price);
            ProductAttributes { variant: Variant::of(group, options).unwrap_or_default(), ..plain }
        });
    let patch = || {
        (option::of(sku()), option::of(name()), option::of(group()), option::of(options())).prop_map(
            |(sku, name, group, options)| ProductPatch {
                sku,
                name,
                group,
                options,
                ..ProductPatch::default()
            },
        )
    };
    let upsert = (option::of(id()), id(), sku(), name(), price(), patch()).prop_map(
        |(id, new_id, sku, name, price, others): (_, _, _, _, Money, _)| {
            let others = ProductPatch { sku: None, name: None, ..others };
            Command::Upsert(Upsert { id, new_id, sku, name, price, others })
        },
    );
    prop_oneof![
        3 => (id(), attributes).prop_map(|(id, attributes)| Command::Create { id, attributes }),
        3 => (id(), patch()).prop_map(|(id, patch)| Command::Update { id, patch }),
        1 => id().prop_map(|id| Command::Delete { id }),
        3 => upsert,
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn whatever_is_asked_the_catalogue_stays_sound(commands in vec(commands(), 1..30)) {
        let mut catalogue = Catalogue::default();
        for (now, command) in (1..).zip(&commands) {
            let before = catalogue.clone();
            let result = catalogue.run(command, now);
            match &result {
                Err(against) => {
                    prop_assert!(!against.is_empty());
                    prop_assert_eq!(&catalogue, &before);
                }
                Ok(change) => prop_assert_eq!(change.event.is_none(), catalogue == before),
            }
            let products = || catalogue.products.values();
            let skus: BTreeSet<_> = products().map(|product| product.attributes.sku.key()).collect();
            let variants: Vec<_> = products().filter_map(|product| product.attributes.variant.clone()).collect();
            prop_assert_eq!(skus.len(), catalogue.products.len());
            prop_assert_eq!(variants.iter().collect::<BTreeSet<_>>().len(), variants.len());
            prop_assert!(catalogue.deleted.iter().all(|id| !catalogue.products.contains_key(id)));
            for product in products() {
                let last = catalogue.events.iter().rfind(|event| event.product_id() == product.id).unwrap();
                prop_assert_eq!(product.version, last.seq);
                prop_assert_eq!(product.updated_at, last.at);
            }
        }
    }

    #[test]
    fn what_a_command_touches_is_all_it_needs(commands in vec(commands(), 1..20)) {
        let mut catalogue = Catalogue::default();
        for (now, command) in (1..).zip(&commands) {
            let mut partial = Partial(&catalogue, BTreeSet::new());
            loop {
                let named: BTreeSet<Key> = touches(&partial, command).into_iter().collect();
                if named.is_subset(&partial.1) {
                    break;
                }
                partial.1.extend(named);
            }
            let now_millis = UnixMillis::new(now);
            prop_assert_eq!(
                decide(&partial, command, now_millis, "ana"),
                decide(&catalogue, command, now_millis, "ana")
            );
            let _ = catalogue.run(command, now);
        }
    }
}
