//! What examples show: one product, and what happens to it.

use serde_json::{Value as Json, json};

use super::attributes::{CategoryAttributes, ProductAttributes, ProductEventAttributes, TagAttributes};
use crate::{
    api::{
        document::{Resource, ResourceObject},
        instant::UnixMillis,
        openapi::{
            Described, Schemas,
            schema::{of, seq_id, text, uuid},
        },
    },
    product::{Category, CategoryCount, Product, ProductEvent, ProductHappening, Tag, TagCount},
};
use utoipa::openapi::Schema;

/// The id of the product that examples show.
pub(super) const ID: &str = "018f2d3a-6a00-7c3e-9d52-0123456789ab";
const ACTOR: &str = "owner";
const AT: &str = "2026-03-01T12:00:00.000Z";

/// The attributes that a client sends for it.
pub(super) fn attributes() -> Json {
    json!({
        "sku": "CUP-01", "name": "Enamel cup", "price": { "amount": 950, "currency": "EUR" },
        "tags": ["enamel"], "category": "Kitchen/Cups",
    })
}

impl Described for Product {
    const NAME: &'static str = "Product";

    fn attributes() -> Schemas {
        of::<ProductAttributes>()
    }

    fn id_schema() -> Schema {
        Schema::Object(uuid())
    }

    fn example() -> Self {
        let mut shown = json!({
            "description": "White, with a blue rim.", "status": "active", "group": null, "options": {},
            "images": [{ "url": "/images/cup.webp", "alt": "A white cup with a blue rim" }], "metadata": {},
            "version": 12, "createdAt": AT, "updatedAt": AT,
        });
        let sent = attributes();
        if let (Json::Object(shown), Json::Object(sent)) = (&mut shown, sent) {
            shown.extend(sent);
        }
        let object = json!({ "type": "products", "id": ID, "attributes": shown });
        example(&object)
    }
}

impl Described for ProductEvent {
    const NAME: &'static str = "ProductEvent";

    fn attributes() -> Schemas {
        of::<ProductEventAttributes>()
    }

    fn id_schema() -> Schema {
        Schema::Object(seq_id())
    }

    fn example() -> Self {
        let product = Product::example();
        let (seq, at) = (product.version, product.updated_at);
        let happening = ProductHappening::Created(Box::new(product));
        Self { seq, at: UnixMillis::new(at.get()), actor: ACTOR.to_owned(), happening }
    }
}

impl Described for CategoryCount {
    const NAME: &'static str = "CategoryCount";

    fn attributes() -> Schemas {
        of::<CategoryAttributes>()
    }

    fn id_schema() -> Schema {
        Schema::Object(text(Category::CHARS_MIN, Category::CHARS_MAX, ""))
    }

    fn example() -> Self {
        example(&json!({ "type": "categories", "id": "Kitchen/Cups", "attributes": { "products": 3 } }))
    }
}

impl Described for TagCount {
    const NAME: &'static str = "TagCount";

    fn attributes() -> Schemas {
        of::<TagAttributes>()
    }

    fn id_schema() -> Schema {
        Schema::Object(text(Tag::CHARS_MIN, Tag::CHARS_MAX, ""))
    }

    fn example() -> Self {
        example(&json!({ "type": "tags", "id": "enamel", "attributes": { "products": 3 } }))
    }
}

/// A resource by its own reader.
///
/// # Panics
/// The example is no such resource; a test makes every one.
#[expect(clippy::expect_used, reason = "examples are fixed, and the document's tests make each of them")]
fn example<R: Resource>(object: &Json) -> R {
    ResourceObject::from_json(object).and_then(|object| R::read(&object)).expect("a well-formed example")
}
