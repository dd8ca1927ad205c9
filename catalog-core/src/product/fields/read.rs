//! Reading the values of filters: only what some resource can have is taken.

use crate::{
    api::{instant::UnixMillis, value::Value},
    product::{
        Category, Currency, Group, ProductEventKind, ProductId, Sku, SkuKey, Status, Tag, folding,
        money::AMOUNT_MAX,
    },
};

/// A product's id.
pub(super) fn id(text: &str) -> Result<Value, &'static str> {
    let id = ProductId::parse(text).ok_or("must be a UUID in lower-case canonical form")?;
    Ok(id.to_string().into())
}

/// A SKU, as the key it is compared by.
pub(super) fn sku(text: &str) -> Result<Value, &'static str> {
    Sku::new(text).map_err(|_| "must be a SKU: 1 to 64 characters without spaces or control characters")?;
    Ok(String::from(SkuKey::of(text)).into())
}

/// A status.
pub(super) fn status(text: &str) -> Result<Value, &'static str> {
    let status = Status::parse(text).map_err(|_| "must be draft, active or archived")?;
    Ok(status.as_str().into())
}

/// A tag.
pub(super) fn tag(text: &str) -> Result<Value, &'static str> {
    let tag =
        Tag::new(text).map_err(|_| "must be a tag: 1 to 40 characters without | or control characters")?;
    Ok(tag.as_str().into())
}

/// A category.
pub(super) fn category(text: &str) -> Result<Value, &'static str> {
    let category = Category::new(text)
        .map_err(|_| "must be a category: a path of at most 120 characters without empty segments")?;
    Ok(category.as_str().into())
}

/// A group.
pub(super) fn group(text: &str) -> Result<Value, &'static str> {
    let group = Group::new(text).map_err(|_| "must be a group: 1 to 64 characters, no control characters")?;
    Ok(group.as_str().into())
}

/// A currency.
pub(super) fn currency(text: &str) -> Result<Value, &'static str> {
    let currency = Currency::parse(text).map_err(|_| "must be an ISO 4217 code such as EUR")?;
    Ok(currency.code().into())
}

/// An amount in minor units.
pub(super) fn amount(text: &str) -> Result<Value, &'static str> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let amount = if digits { text.parse().ok() } else { None };
    let amount = amount.filter(|amount: &i64| *amount <= AMOUNT_MAX);
    amount.map(Value::Int).ok_or("must be a whole number of minor units from 0 to 9007199254740991")
}

/// A moment, as milliseconds.
pub(super) fn moment(text: &str) -> Result<Value, &'static str> {
    let moment = UnixMillis::parse(text).ok_or("must be an RFC 3339 moment such as 2026-03-01T12:00:00Z")?;
    Ok(moment.get().into())
}

/// What is searched for, as folded words.
pub(super) fn search(text: &str) -> Result<Value, &'static str> {
    let words = folding::words(text);
    if words.is_empty() { Err("must have a letter or a digit") } else { Ok(words.join(" ").into()) }
}

/// A kind of event.
pub(super) fn kind(text: &str) -> Result<Value, &'static str> {
    let kind =
        ProductEventKind::parse(text).ok_or("must be product.created, product.updated or product.deleted")?;
    Ok(kind.as_str().into())
}
