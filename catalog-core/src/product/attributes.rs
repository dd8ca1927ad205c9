//! All that a caller settles about a product.

use serde::{Deserialize, Serialize};

use super::{
    Category, Description, Group, Images, Metadata, Money, Name, Options, ProductPatch, Sku, Status, Tags,
    Variant, folding, invalid::InvalidValue,
};

/// What a caller settles about a product, in creation and later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProductAttributes {
    /// The shop's own code, unique by its lower case.
    pub sku: Sku,
    /// What it is called.
    pub name: Name,
    /// What there is to say about it.
    pub description: Description,
    /// What one costs.
    pub price: Money,
    /// Whether it is for sale.
    pub status: Status,
    /// Words it is found by.
    pub tags: Tags,
    /// The shelf it stands on.
    pub category: Option<Category>,
    /// Which variant it is, if it is one.
    pub variant: Option<Variant>,
    /// Its images.
    pub images: Images,
    /// What callers keep with it.
    pub metadata: Metadata,
}

impl ProductAttributes {
    /// The attributes that every product must be given; the others have their defaults.
    pub fn new(sku: Sku, name: Name, price: Money) -> Self {
        Self {
            sku,
            name,
            description: Description::default(),
            price,
            status: Status::default(),
            tags: Tags::default(),
            category: None,
            variant: None,
            images: Images::default(),
            metadata: Metadata::default(),
        }
    }

    /// The group it belongs to.
    pub fn group(&self) -> Option<&Group> {
        self.variant.as_ref().map(|variant| &variant.group)
    }

    /// Its options; none without a group.
    pub fn options(&self) -> &Options {
        static NONE: Options = Options::none();
        self.variant.as_ref().map_or(&NONE, |variant| &variant.options)
    }

    /// These attributes after a patch.
    ///
    /// # Errors
    /// Options would be left without a group.
    pub fn patched(&self, patch: &ProductPatch) -> Result<Self, InvalidValue> {
        let group = patch.group.clone().unwrap_or_else(|| self.group().cloned());
        let options = patch.options.as_ref().unwrap_or_else(|| self.options()).clone();
        Ok(Self {
            sku: patch.sku.as_ref().unwrap_or(&self.sku).clone(),
            name: patch.name.as_ref().unwrap_or(&self.name).clone(),
            description: patch.description.as_ref().unwrap_or(&self.description).clone(),
            price: patch.price.unwrap_or(self.price),
            status: patch.status.unwrap_or(self.status),
            tags: patch.tags.as_ref().unwrap_or(&self.tags).clone(),
            category: patch.category.as_ref().unwrap_or(&self.category).clone(),
            variant: Variant::of(group, options)?,
            images: patch.images.as_ref().unwrap_or(&self.images).clone(),
            metadata: patch.metadata.as_ref().unwrap_or(&self.metadata).clone(),
        })
    }

    /// The patch that gives any product these attributes.
    pub fn to_patch(&self) -> ProductPatch {
        ProductPatch {
            sku: Some(self.sku.clone()),
            name: Some(self.name.clone()),
            description: Some(self.description.clone()),
            price: Some(self.price),
            status: Some(self.status),
            tags: Some(self.tags.clone()),
            category: Some(self.category.clone()),
            group: Some(self.group().cloned()),
            options: Some(self.options().clone()),
            images: Some(self.images.clone()),
            metadata: Some(self.metadata.clone()),
        }
    }

    /// The words it is found by: those of its SKU, name, description and tags, folded.
    pub fn search_words(&self) -> Vec<String> {
        let mut words = folding::code_words(self.sku.as_str());
        let texts = [self.name.as_str(), self.description.as_str()];
        for text in texts.into_iter().chain(self.tags.iter().map(super::Tag::as_str)) {
            words.extend(folding::words(text));
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::{super::sample, *};

    #[test]
    fn a_new_product_has_the_defaults() {
        let attributes = sample::attributes("A-1");
        assert_eq!(attributes.status, Status::Active);
        assert_eq!(attributes.description.as_str(), "");
        assert!(attributes.group().is_none() && attributes.options().is_empty());
    }

    #[test]
    fn a_null_is_a_value_and_an_absent_member_is_not() {
        let mut attributes = sample::attributes("A-1");
        attributes.category = Some(Category::new("a/b").unwrap());
        assert_eq!(attributes.patched(&ProductPatch::default()).as_ref(), Ok(&attributes));
        let patch = ProductPatch { category: Some(None), ..ProductPatch::default() };
        assert_eq!(attributes.patched(&patch).unwrap().category, None);
    }

    #[test]
    fn a_group_cannot_leave_its_options_behind() {
        let attributes = sample::variant("A-1", "shirt", "XL");
        let mut patch = ProductPatch { group: Some(None), ..ProductPatch::default() };
        assert!(attributes.patched(&patch).is_err());
        patch.options = Some(Options::none());
        assert_eq!(attributes.patched(&patch).unwrap().variant, None);
    }

    #[test]
    fn it_is_found_by_sku_name_description_and_tags() {
        let mut attributes = sample::attributes("Té-12");
        attributes.name = Name::new("Tetera Azul").unwrap();
        attributes.description = Description::new("Dos litros").unwrap();
        attributes.tags = Tags::new(["para regalo"]).unwrap();
        let words = attributes.search_words();
        assert_eq!(words, ["te", "12", "te12", "tetera", "azul", "dos", "litros", "para", "regalo"]);
    }
}
