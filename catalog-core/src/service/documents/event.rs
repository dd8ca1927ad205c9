//! Product events as JSON:API resources.

use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use crate::{
    api::{
        document::{Members, Resource, ResourceObject},
        feed::Event,
        instant::UnixMillis,
    },
    product::{
        Category, Description, Group, Images, Metadata, Money, Name, Options, Product, ProductEvent,
        ProductHappening, ProductId, Sku, Status, Tags,
    },
};

impl Resource for ProductEvent {
    fn write_attributes(&self, out: &mut Members<'_>) {
        out.put("seq", &self.seq);
        out.put("kind", self.kind().as_str());
        out.put("at", &self.at);
        out.put("actor", &self.actor);
        match &self.happening {
            ProductHappening::Created(product) | ProductHappening::Updated(product) => {
                out.put("product", &Snapshot::of(product));
            }
            ProductHappening::Deleted { id, sku } => out.put("product", &json!({ "id": id, "sku": sku })),
        }
    }

    /// Events are read as a list; one alone has no address.
    fn path(&self) -> Option<String> {
        None
    }

    fn read(object: &ResourceObject) -> Result<Self, String> {
        let product: Json = object.attribute("product")?;
        let happening = match object.attribute::<String>("kind")?.as_str() {
            "product.created" => ProductHappening::Created(Box::new(read_snapshot(&product)?)),
            "product.updated" => ProductHappening::Updated(Box::new(read_snapshot(&product)?)),
            "product.deleted" => {
                let member = |name: &str| product.get(name).and_then(Json::as_str).unwrap_or_default();
                ProductHappening::Deleted {
                    id: ProductId::parse(member("id")).ok_or("a deleted product without id")?,
                    sku: Sku::new(member("sku")).map_err(|invalid| invalid.to_string())?,
                }
            }
            other => return Err(format!("an event of unknown kind {other:?}")),
        };
        Ok(Self {
            seq: object.attribute("seq")?,
            at: object.attribute("at")?,
            actor: object.attribute("actor")?,
            happening,
        })
    }
}

impl Event for ProductEvent {
    fn kind(&self) -> &str {
        Self::kind(self).as_str()
    }
}

/// A product as an event shows it: its id and all its attributes in one object.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Snapshot<'a> {
    id: ProductId,
    sku: &'a Sku,
    name: &'a Name,
    description: &'a Description,
    price: Money,
    status: Status,
    tags: &'a Tags,
    category: &'a Option<Category>,
    group: Option<&'a Group>,
    options: &'a Options,
    images: &'a Images,
    metadata: &'a Metadata,
    version: u64,
    created_at: UnixMillis,
    updated_at: UnixMillis,
}

impl<'a> Snapshot<'a> {
    fn of(product: &'a Product) -> Self {
        let attributes = &product.attributes;
        Self {
            id: product.id,
            sku: &attributes.sku,
            name: &attributes.name,
            description: &attributes.description,
            price: attributes.price,
            status: attributes.status,
            tags: &attributes.tags,
            category: &attributes.category,
            group: attributes.group(),
            options: attributes.options(),
            images: &attributes.images,
            metadata: &attributes.metadata,
            version: product.version,
            created_at: product.created_at,
            updated_at: product.updated_at,
        }
    }
}

/// A snapshot has the members of the resource itself, so the product's own reader reads it.
fn read_snapshot(snapshot: &Json) -> Result<Product, String> {
    let mut attributes: Map<String, Json> = snapshot.as_object().cloned().unwrap_or_default();
    let Some(Json::String(id)) = attributes.remove("id") else {
        return Err("a product without id".to_owned());
    };
    Product::read(&ResourceObject { id, attributes, ..ResourceObject::default() })
}
