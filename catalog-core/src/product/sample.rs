//! Products for tests.

use proptest::{collection::vec, option, prelude::*};
use uuid::Uuid;

use super::{
    Category, Currency, Description, Group, Image, Images, Metadata, Money, Name, Options, Product,
    ProductAttributes, ProductId, Sku, Status, Tags, Variant,
};
use crate::api::instant::UnixMillis;

pub(super) fn id(number: u128) -> ProductId {
    ProductId(Uuid::from_u128(number))
}

pub(super) fn euros(amount: i64) -> Money {
    Money::new(amount, Currency::parse("EUR").unwrap()).unwrap()
}

/// A plain product.
pub(super) fn attributes(sku: &str) -> ProductAttributes {
    ProductAttributes::new(Sku::new(sku).unwrap(), Name::new("Tetera").unwrap(), euros(1_250))
}

/// A variant of `group` with one option.
pub(crate) fn variant(sku: &str, group: &str, size: &str) -> ProductAttributes {
    let options = Options::new([("Size".to_owned(), size.to_owned())]).unwrap();
    let variant = Variant { group: Group::new(group).unwrap(), options };
    ProductAttributes { variant: Some(variant), ..attributes(sku) }
}

/// A product with these attributes, at rest since the first millisecond.
pub(crate) fn product(number: u128, attributes: ProductAttributes) -> Product {
    let at = UnixMillis::new(1);
    Product { id: id(number), attributes, version: 1, created_at: at, updated_at: at }
}

/// Any product.
pub(crate) fn products() -> impl Strategy<Value = Product> {
    (any::<u128>(), any_attributes(), 1..1_000_u64, 0..4_000_000_000_000_i64).prop_map(
        |(number, attributes, version, at)| Product {
            id: id(number),
            attributes,
            version,
            created_at: UnixMillis::new(at),
            updated_at: UnixMillis::new(at + 1),
        },
    )
}

fn any_attributes() -> impl Strategy<Value = ProductAttributes> {
    let texts = ("[^ ,\\p{White_Space}\\p{Cc}]{1,12}", "\\PC{1,20}", "[^\\x00]{0,40}");
    let price = (0..=super::money::AMOUNT_MAX, 0..100_usize);
    let pairs = || vec(("[a-zé][a-z0-9é-]{0,5}é", "\\PC{1,8}"), 0..4);
    let lists = (vec("[^,|\\p{Cc}]{1,8}", 0..5), vec(("/[a-z]{1,8}", "\\PC{0,8}"), 0..3), pairs());
    let shelf = option::of("[a-z]{1,5}(/[a-z ]{1,5}){0,2}");
    let variant = option::of(("\\PC{1,8}", pairs()));
    (texts, price, 0..Status::ALL.len(), lists, shelf, variant).prop_map(
        |(
            (sku, name, description),
            (amount, currency),
            status,
            (mut tags, images, metadata),
            shelf,
            variant,
        )| {
            tags.sort_unstable();
            tags.dedup();
            let images = images.into_iter().map(|(url, alt)| Image::new(url, alt).unwrap()).collect();
            ProductAttributes {
                sku: Sku::new(sku).unwrap(),
                name: Name::new(name).unwrap(),
                description: Description::new(description).unwrap(),
                price: Money::new(amount, Currency::all()[currency]).unwrap(),
                status: Status::ALL[status],
                tags: Tags::new(tags).unwrap(),
                category: shelf.map(|path| Category::new(path).unwrap()),
                variant: variant.map(|(group, options)| Variant {
                    group: Group::new(group).unwrap(),
                    options: Options::new(options).unwrap(),
                }),
                images: Images::new(images).unwrap(),
                metadata: Metadata::new(metadata).unwrap(),
            }
        },
    )
}
