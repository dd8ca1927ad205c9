//! The tags of a product.

use serde::{Deserialize, Serialize};

use super::{
    invalid::{InvalidValue, InvalidValues, Rule},
    text::Tag,
};

/// Up to 20 tags, each once, in the order in which they were given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct Tags(Vec<Tag>);

impl Tags {
    /// The most tags a product may have.
    pub const COUNT_MAX: usize = 20;

    /// Tags from texts.
    pub fn new<T: Into<String>>(texts: impl IntoIterator<Item = T>) -> Result<Self, InvalidValues> {
        Self::collect(texts.into_iter().map(Tag::new))
    }

    /// Tags from what reading each of them gave; a fault's pointer begins with its place.
    pub fn collect(
        items: impl IntoIterator<Item = Result<Tag, InvalidValue>>,
    ) -> Result<Self, InvalidValues> {
        let items: Vec<_> = items.into_iter().collect();
        if items.len() > Self::COUNT_MAX {
            let rule = Rule::TooMany { count: items.len(), max: Self::COUNT_MAX };
            return Err(InvalidValue::whole("list of tags", rule).into());
        }
        let (mut tags, mut wrong) = (Vec::with_capacity(items.len()), Vec::new());
        for (place, item) in items.into_iter().enumerate() {
            match item {
                Ok(tag) if tags.contains(&tag) => {
                    let repeated = InvalidValue::new("tag", tag.as_str(), Rule::Repeated);
                    wrong.push(repeated.below(&place.to_string()));
                }
                Ok(tag) => tags.push(tag),
                Err(invalid) => wrong.push(invalid.below(&place.to_string())),
            }
        }
        InvalidValues::or(wrong, Self(tags))
    }

    /// The tags, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Tag> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a Tags {
    type Item = &'a Tag;
    type IntoIter = std::slice::Iter<'a, Tag>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl TryFrom<Vec<String>> for Tags {
    type Error = InvalidValues;

    fn try_from(texts: Vec<String>) -> Result<Self, InvalidValues> {
        Self::new(texts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wrong_tag_is_reported_at_its_place() {
        let wrong: Vec<_> = Tags::new(["a", "b|c", "a", "", "A"]).unwrap_err().into_iter().collect();
        let found: Vec<_> = wrong.iter().map(|invalid| (invalid.pointer.as_str(), &invalid.rule)).collect();
        assert_eq!(found, [("/1", &Rule::Character('|')), ("/2", &Rule::Repeated), ("/3", &Rule::Empty)]);
    }

    #[test]
    fn there_are_at_most_twenty() {
        let names = |count: usize| (0..count).map(|number| number.to_string());
        assert!(Tags::new(names(20)).is_ok());
        let wrong: Vec<_> = Tags::new(names(21)).unwrap_err().into_iter().collect();
        assert_eq!(wrong[0].rule, Rule::TooMany { count: 21, max: 20 });
        assert_eq!(wrong[0].pointer, "");
    }

    #[test]
    fn the_order_is_kept() {
        let tags = Tags::new(["b", "a"]).unwrap();
        assert_eq!(serde_json::to_string(&tags).unwrap(), r#"["b","a"]"#);
        assert_eq!(serde_json::from_str::<Tags>(r#"["b","a"]"#).unwrap(), tags);
    }
}
