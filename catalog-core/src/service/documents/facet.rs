//! Categories and tags as JSON:API resources.

use crate::{
    api::document::{Members, Resource, ResourceObject},
    product::{Category, CategoryCount, Tag, TagCount},
};

impl Resource for CategoryCount {
    fn write_attributes(&self, out: &mut Members<'_>) {
        out.put("products", &self.products);
    }

    /// Only the list has an address.
    fn path(&self) -> Option<String> {
        None
    }

    fn read(object: &ResourceObject) -> Result<Self, String> {
        let id = Category::new(object.id.as_str()).map_err(|invalid| invalid.to_string())?;
        Ok(Self { id, products: object.attribute("products")? })
    }
}

impl Resource for TagCount {
    fn write_attributes(&self, out: &mut Members<'_>) {
        out.put("products", &self.products);
    }

    /// Only the list has an address.
    fn path(&self) -> Option<String> {
        None
    }

    fn read(object: &ResourceObject) -> Result<Self, String> {
        let id = Tag::new(object.id.as_str()).map_err(|invalid| invalid.to_string())?;
        Ok(Self { id, products: object.attribute("products")? })
    }
}
