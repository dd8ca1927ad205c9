//! The images of a product.

use serde::{Deserialize, Serialize};

use super::{
    invalid::{InvalidValue, InvalidValues, Rule},
    text::{AltText, ImageUrl},
};

/// One image.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Image {
    /// Where it is.
    pub url: ImageUrl,
    /// What it shows; empty for an ornament.
    #[serde(default)]
    pub alt: AltText,
}

impl Image {
    /// An image from texts.
    pub fn new(url: impl Into<String>, alt: impl Into<String>) -> Result<Self, InvalidValues> {
        match (ImageUrl::new(url), AltText::new(alt)) {
            (Ok(url), Ok(alt)) => Ok(Self { url, alt }),
            (url, alt) => {
                let wrong = [("url", url.err()), ("alt", alt.err())];
                let wrong = wrong.into_iter().filter_map(|(name, wrong)| Some(wrong?.below(name)));
                Err(wrong.collect())
            }
        }
    }
}

/// Up to 10 images, in the order in which they are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Vec<Image>")]
pub struct Images(Vec<Image>);

impl Images {
    /// The most images a product may have.
    pub const COUNT_MAX: usize = 10;

    /// A list of images.
    pub fn new(images: Vec<Image>) -> Result<Self, InvalidValues> {
        Self::collect(images.into_iter().map(Ok))
    }

    /// Images from what reading each of them gave; a fault's pointer begins with its place.
    pub fn collect(
        items: impl IntoIterator<Item = Result<Image, InvalidValues>>,
    ) -> Result<Self, InvalidValues> {
        let items: Vec<_> = items.into_iter().collect();
        if items.len() > Self::COUNT_MAX {
            let rule = Rule::TooMany { count: items.len(), max: Self::COUNT_MAX };
            return Err(InvalidValue::whole("list of images", rule).into());
        }
        let (mut images, mut wrong) = (Vec::with_capacity(items.len()), Vec::new());
        for (place, item) in items.into_iter().enumerate() {
            match item {
                Ok(image) => images.push(image),
                Err(invalid) => wrong.extend(invalid.below(&place.to_string())),
            }
        }
        InvalidValues::or(wrong, Self(images))
    }

    /// The images, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Image> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a Images {
    type Item = &'a Image;
    type IntoIter = std::slice::Iter<'a, Image>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl TryFrom<Vec<Image>> for Images {
    type Error = InvalidValues;

    fn try_from(images: Vec<Image>) -> Result<Self, InvalidValues> {
        Self::new(images)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wrong_image_is_reported_at_its_place() {
        let items = [Image::new("/a.png", ""), Image::new("a.png", "x".repeat(501))];
        let wrong: Vec<_> = Images::collect(items).unwrap_err().into_iter().collect();
        let places: Vec<_> = wrong.iter().map(|invalid| invalid.pointer.as_str()).collect();
        assert_eq!(places, ["/1/url", "/1/alt"]);
    }

    #[test]
    fn there_are_at_most_ten() {
        let image = Image::new("/a.png", "A").unwrap();
        assert!(Images::new(vec![image.clone(); 10]).is_ok());
        assert!(Images::new(vec![image; 11]).is_err());
    }

    #[test]
    fn a_text_for_an_image_can_be_left_out() {
        assert_eq!(
            serde_json::from_str::<Image>(r#"{"url":"/a.png"}"#).unwrap(),
            Image::new("/a.png", "").unwrap()
        );
    }
}
