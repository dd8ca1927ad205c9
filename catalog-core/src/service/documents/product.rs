//! Products as JSON:API resources.

use serde_json::{Map, Value as Json};

use crate::{
    api::{
        document::{Members, Piecewise, Relationships, Resource, ResourceObject},
        fault::Fault,
        read::{Attributes, Incoming, Invalid, shown},
    },
    product::{
        Category, Currency, Description, Group, Image, Images, Metadata, Money, Name, Options, Product,
        ProductAttributes, ProductId, ProductPatch, Sku, Status, Tag, Tags, Variant,
        invalid::{InvalidValue, InvalidValues},
    },
};

impl Resource for Product {
    fn write_attributes(&self, out: &mut Members<'_>) {
        let attributes = &self.attributes;
        out.put("sku", &attributes.sku);
        out.put("name", &attributes.name);
        out.put("description", &attributes.description);
        out.put("price", &attributes.price);
        out.put("status", &attributes.status);
        out.put("tags", &attributes.tags);
        out.put("category", &attributes.category);
        out.put("group", &attributes.group());
        out.put("options", attributes.options());
        out.put("images", &attributes.images);
        out.put("metadata", &attributes.metadata);
        out.put("version", &self.version);
        out.put("createdAt", &self.created_at);
        out.put("updatedAt", &self.updated_at);
    }

    fn write_relationships(&self, out: &mut Relationships<'_>) {
        Self::write_relationships_of(&self.id.to_string(), out);
    }

    fn tag(&self) -> Option<String> {
        Some(self.version.to_string())
    }

    fn read(object: &ResourceObject) -> Result<Self, String> {
        let variant = Variant::of(object.attribute("group")?, object.attribute("options")?)
            .map_err(|invalid| invalid.to_string())?;
        Ok(Self {
            id: ProductId::parse(&object.id).ok_or_else(|| format!("{:?} is no product id", object.id))?,
            attributes: ProductAttributes {
                sku: object.attribute("sku")?,
                name: object.attribute("name")?,
                description: object.attribute("description")?,
                price: object.attribute("price")?,
                status: object.attribute("status")?,
                tags: object.attribute("tags")?,
                category: object.attribute("category")?,
                variant,
                images: object.attribute("images")?,
                metadata: object.attribute("metadata")?,
            },
            version: object.attribute("version")?,
            created_at: object.attribute("createdAt")?,
            updated_at: object.attribute("updatedAt")?,
        })
    }
}

impl Piecewise for Product {
    /// What is kept is what is shown, but for two things: the variant is one member, or `null`, where group and
    /// options are shown; and version and moments stand behind the attributes. A bare quote ends a text, so none
    /// holds what is looked for here, and the keys that are free stand where it is not looked for. Before the
    /// attributes there is only the id, which holds no brace. A character is found sooner than a text.
    fn cut_attributes(json: &str) -> Option<String> {
        let (id, json) = json.strip_prefix('{')?.split_once('{')?;
        if !id.ends_with(",\"attributes\":") {
            return None;
        }
        let (before, json) = json.split_once(",\"variant\":")?;
        let (variant, images) = match json.strip_prefix("null,\"images\":[") {
            Some(images) => ("\"group\":null,\"options\":{}", images),
            None => json.strip_prefix('{')?.split_once("},\"images\":[")?,
        };
        let behind = behind_attributes(images)?;
        let images = images.strip_suffix(behind)?.strip_suffix("},")?;
        Some(["{", before, ",", variant, ",\"images\":[", images, ",", behind].concat())
    }

    fn tag_of(attributes: &str) -> Option<&str> {
        behind_attributes(attributes)?.strip_prefix("\"version\":")?.split(',').next()
    }

    fn write_relationships_of(id: &str, out: &mut Relationships<'_>) {
        if let Some(url) = &out.site().sister_url {
            let related = format!("{}/api/v1/inventory?filter%5Bproduct%5D={id}", url.trim_end_matches('/'));
            out.related("inventory", &related);
        }
    }
}

/// Version and moments, which end a record as they end what is shown: three members without a comma in them.
fn behind_attributes(json: &str) -> Option<&str> {
    let (place, _) = json.rmatch_indices(',').nth(2)?;
    json.get(place + 1..).filter(|members| members.starts_with("\"version\":"))
}

/// The JSON:API type.
pub(in crate::service) const KIND: &str = "products";

/// Attributes that a client may send back.
const READ_ONLY: [&str; 3] = ["version", "createdAt", "updatedAt"];

/// A new product as a client sends it: the id, where it chose one, and the attributes; or every fault.
/// Pointers are relative to the resource object.
pub fn read_new(data: &Json) -> Result<(Option<ProductId>, ProductAttributes), Vec<Fault>> {
    let incoming = Incoming::read(data, KIND)?;
    match (incoming.new_id(), read_attributes(incoming)) {
        (Ok(id), Ok(attributes)) => Ok((id.map(ProductId), attributes)),
        (id, attributes) => Err(id.err().into_iter().chain(attributes.err().into_iter().flatten()).collect()),
    }
}

/// The attributes of a new product, or every fault; pointers are relative to the resource object.
pub fn read_attributes(incoming: Incoming<'_>) -> Result<ProductAttributes, Vec<Fault>> {
    let mut sent = Sent::read(incoming, true);
    let attributes = sent.required().and_then(|(sku, name, price)| {
        let patched = ProductAttributes::new(sku, name, price).patched(&sent.patch);
        patched.map_err(|invalid| sent.faults.push(invalid.fault(sent.patch.variant_attribute()))).ok()
    });
    sent.end(attributes)
}

/// A change of a product, or every fault; pointers are relative to the resource object.
pub fn read_patch(incoming: Incoming<'_>) -> Result<ProductPatch, Vec<Fault>> {
    let sent = Sent::read(incoming, false);
    let patch = sent.patch.clone();
    sent.end(Some(patch))
}

/// What an upsert must say, and what else it says.
pub(in crate::service) fn read_upsert(
    incoming: Incoming<'_>,
) -> Result<(Sku, Name, Money, ProductPatch), Vec<Fault>> {
    let sent = Sent::read(incoming, true);
    let upsert = sent.required().map(|(sku, name, price)| (sku, name, price, sent.patch.clone()));
    sent.end(upsert)
}

/// The attributes that a client sent, read one by one.
#[derive(Debug)]
pub(in crate::service) struct Sent {
    patch: ProductPatch,
    faults: Vec<Fault>,
}

impl Sent {
    fn read(incoming: Incoming<'_>, whole: bool) -> Self {
        let mut attributes = incoming.attributes();
        let patch = ProductPatch {
            sku: given(&mut attributes, whole, "sku", |json| text(json, Sku::new)),
            name: given(&mut attributes, whole, "name", |json| text(json, Name::new)),
            description: attributes.optional("description", |json| text(json, Description::new)),
            price: given(&mut attributes, whole, "price", price),
            status: attributes.optional("status", |json| text(json, |text| Status::parse(&text))),
            tags: attributes.optional("tags", tags),
            category: attributes.optional("category", |json| nullable(json, Category::new)),
            group: attributes.optional("group", |json| nullable(json, Group::new)),
            options: attributes.optional("options", |json| texts(json, Options::new)),
            images: attributes.optional("images", images),
            metadata: attributes.optional("metadata", |json| texts(json, Metadata::new)),
        };
        attributes.ignore(&READ_ONLY);
        let mut faults = attributes.finish();
        let mut relationships = incoming.relationships();
        relationships.ignore(&["inventory"]);
        faults.extend(relationships.finish());
        Self { patch, faults }
    }

    fn required(&self) -> Option<(Sku, Name, Money)> {
        let ProductPatch { sku, name, price, .. } = self.patch.clone();
        Some((sku?, name?, price?))
    }

    /// What was read, when nothing is wrong.
    fn end<T>(self, value: Option<T>) -> Result<T, Vec<Fault>> {
        match value {
            Some(value) if self.faults.is_empty() => Ok(value),
            _ => Err(self.faults),
        }
    }
}

/// An attribute that a whole product must have and a change may have.
fn given<'a, T>(
    attributes: &mut Attributes<'a>,
    whole: bool,
    name: &'a str,
    read: impl FnOnce(&Json) -> Result<T, Vec<Invalid>>,
) -> Option<T> {
    if whole { attributes.required(name, read) } else { attributes.optional(name, read) }
}

fn text<T>(json: &Json, read: impl FnOnce(String) -> Result<T, InvalidValue>) -> Result<T, Vec<Invalid>> {
    Invalid::text(json, |text| read(text.to_owned()).map_err(Invalid::from))
}

fn nullable<T>(
    json: &Json,
    read: impl FnOnce(String) -> Result<T, InvalidValue>,
) -> Result<Option<T>, Vec<Invalid>> {
    if json.is_null() { Ok(None) } else { text(json, read).map(Some) }
}

fn price(json: &Json) -> Result<Money, Vec<Invalid>> {
    let members = object(json)?;
    only(members, &["amount", "currency"])?;
    let (Some(amount), Some(currency)) = (members.get("amount"), members.get("currency")) else {
        return Err(Invalid::new("A price has an amount and a currency.").into());
    };
    let whole = amount.as_i64().ok_or_else(|| {
        Invalid::new(format!("{} is no whole number of minor units.", shown(amount))).below("amount")
    });
    let code = currency.as_str().ok_or_else(|| not_a_string(currency).below("currency"));
    let currency =
        code.and_then(|code| Currency::parse(code).map_err(|error| InvalidValue::from(error).into()));
    match (whole, currency) {
        (Ok(amount), Ok(currency)) => {
            Money::new(amount, currency).map_err(|error| vec![InvalidValue::from(error).into()])
        }
        (amount, currency) => Err(amount.err().into_iter().chain(currency.err()).collect()),
    }
}

fn tags(json: &Json) -> Result<Tags, Vec<Invalid>> {
    let items = array(json)?.iter().enumerate().map(|(place, json)| {
        json.as_str().map(Tag::new).ok_or_else(|| not_a_string(json).below(&place.to_string()))
    });
    let items: Vec<_> = items.collect::<Result<_, Invalid>>()?;
    Tags::collect(items).map_err(invalids)
}

fn images(json: &Json) -> Result<Images, Vec<Invalid>> {
    let mut images = Vec::new();
    for (place, json) in array(json)?.iter().enumerate() {
        let place = place.to_string();
        let below = |wrong: Vec<Invalid>| wrong.into_iter().map(|it| it.below(&place)).collect::<Vec<_>>();
        images.push(image(json).map_err(below)?);
    }
    Images::collect(images).map_err(invalids)
}

fn image(json: &Json) -> Result<Result<Image, InvalidValues>, Vec<Invalid>> {
    let members = object(json)?;
    only(members, &["url", "alt"])?;
    let text = |name: &str| match members.get(name) {
        Some(Json::String(text)) => Ok(Some(text.as_str())),
        Some(other) => Err(not_a_string(other).below(name)),
        None => Ok(None),
    };
    let (url, alt) = (text("url")?, text("alt")?);
    let url = url.ok_or_else(|| Invalid::new("An image has a url."))?;
    Ok(Image::new(url, alt.unwrap_or_default()))
}

/// An object whose values are all strings.
fn texts<T>(
    json: &Json,
    read: impl FnOnce(Vec<(String, String)>) -> Result<T, InvalidValues>,
) -> Result<T, Vec<Invalid>> {
    let pair = |(name, value): (&String, &Json)| match value {
        Json::String(text) => Ok((name.clone(), text.clone())),
        other => Err(not_a_string(other).below(name)),
    };
    let pairs = object(json)?.iter().map(pair).collect::<Result<Vec<_>, Invalid>>()?;
    read(pairs).map_err(invalids)
}

fn object(json: &Json) -> Result<&Map<String, Json>, Invalid> {
    json.as_object().ok_or_else(|| Invalid::new(format!("{} is no object.", shown(json))))
}

fn array(json: &Json) -> Result<&Vec<Json>, Invalid> {
    json.as_array().ok_or_else(|| Invalid::new(format!("{} is no array.", shown(json))))
}

fn only(members: &Map<String, Json>, known: &[&str]) -> Result<(), Invalid> {
    match members.keys().find(|name| !known.contains(&name.as_str())) {
        Some(name) => Err(Invalid::new(format!("There is no member {name:?} here.")).below(name)),
        None => Ok(()),
    }
}

fn not_a_string(json: &Json) -> Invalid {
    Invalid::new(format!("{} is no string.", shown(json)))
}

fn invalids(wrong: InvalidValues) -> Vec<Invalid> {
    wrong.into_iter().map(Invalid::from).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{api::query::Selection, engine::Site, product::sample};

    fn is_cut_as_written(product: &Product) -> Result<(), TestCaseError> {
        let record = serde_json::to_string(product).unwrap();
        let mut written = Vec::new();
        crate::api::document::write_resource(
            product,
            &mut written,
            &Selection::default(),
            &Site::default(),
            None,
        );
        let document = String::from_utf8(written).unwrap();
        let attributes = Product::cut_attributes(&record).unwrap();
        prop_assert!(
            document.contains(&format!(",\"attributes\":{attributes},\"links\":")),
            "{document}\n{attributes}"
        );
        prop_assert_eq!(Product::tag_of(&attributes).map(str::to_owned), product.tag());
        Ok(())
    }

    proptest! {
        #[test]
        fn attributes_are_cut_as_they_are_written(product in sample::products()) {
            is_cut_as_written(&product)?;
        }
    }

    #[test]
    fn texts_and_free_keys_that_look_like_the_record_are_none_of_its_members() {
        let tricks = [",\"variant\":", "},\"images\":[", "},\"version\":", ",\"attributes\":{", "\\\""];
        let keys = ["variant", "images", "version", "attributes", "options"];
        for group in tricks {
            let mut attributes = sample::variant("A-1", group, group);
            attributes.name = Name::new(tricks.concat()).unwrap();
            attributes.category = Some(Category::new(tricks.concat()).unwrap());
            attributes.description = Description::new(tricks.concat()).unwrap();
            let pairs =
                || keys.iter().flat_map(|key| tricks.map(|trick| ((*key).to_owned(), trick.to_owned())));
            attributes.metadata = Metadata::new(pairs()).unwrap();
            is_cut_as_written(&sample::product(1, attributes.clone())).unwrap();
            if let Some(variant) = &mut attributes.variant {
                variant.options = Options::new(pairs()).unwrap();
            }
            is_cut_as_written(&sample::product(1, attributes.clone())).unwrap();
            attributes.variant = None;
            is_cut_as_written(&sample::product(1, attributes)).unwrap();
        }
    }
}
