//! Reading members that a server wrote.

use std::sync::Arc;

use catalog_core::{api::document::ResourceObject, product::ProductId};

/// An attribute that is a whole number in some range.
pub(super) fn number<T>(
    object: &ResourceObject,
    name: &str,
    new: impl FnOnce(i64) -> Option<T>,
) -> Result<T, String> {
    let number: i64 = object.attribute(name)?;
    new(number).ok_or_else(|| format!("{} {}: {name} is {number}", object.kind, object.id))
}

/// The same where there may be none.
pub(super) fn optional_number<T>(
    object: &ResourceObject,
    name: &str,
    new: impl FnOnce(i64) -> Option<T>,
) -> Result<Option<T>, String> {
    let is_none = object.attributes.get(name).is_none_or(serde_json::Value::is_null);
    if is_none { Ok(None) } else { number(object, name, new).map(Some) }
}

/// An attribute that is a text.
pub(super) fn text(object: &ResourceObject, name: &str) -> Result<Arc<str>, String> {
    object.attribute::<String>(name).map(Arc::from)
}

/// The same where there may be none.
pub(super) fn optional_text(object: &ResourceObject, name: &str) -> Result<Option<Arc<str>>, String> {
    Ok(object.attribute::<Option<String>>(name)?.map(Arc::from))
}

/// The id of the resource itself, or of the one that a relationship names.
pub(super) fn id<T>(text: Option<&str>, parse: impl FnOnce(&str) -> Option<T>) -> Result<T, String> {
    let text = text.ok_or("an id is missing")?;
    parse(text).ok_or_else(|| format!("{text:?} is no id"))
}

/// The product that the relationship names.
pub(super) fn product(object: &ResourceObject) -> Result<ProductId, String> {
    id(object.related("product"), ProductId::parse)
}
