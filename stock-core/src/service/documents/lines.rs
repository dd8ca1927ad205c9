//! Lines of purchases, returns, transfers and quotes.

use std::collections::BTreeSet;

use catalog_core::{
    api::read::{Attributes, Invalid, shown},
    product::{ProductId, money::Money},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use super::sent;
use crate::{
    error::StockError,
    model::{LINES_MAX, Lines, LocationId, PurchaseLine, PurchaseOrder, Quantity, Units},
};

/// A line of a purchase as it is shown.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ShownLine {
    product_id: ProductId,
    quantity: i64,
    location_id: String,
    price: Money,
    product_version: u64,
    returned: i64,
}

impl ShownLine {
    pub(super) fn of(line: &PurchaseLine) -> Self {
        Self {
            product_id: line.product,
            quantity: line.quantity.get(),
            location_id: line.location.to_string(),
            price: line.price,
            product_version: line.product_version,
            returned: line.returned.get(),
        }
    }

    pub(super) fn read(self) -> Result<PurchaseLine, String> {
        Ok(PurchaseLine {
            product: self.product_id,
            location: LocationId::parse(&self.location_id).ok_or("a line has no such location")?,
            quantity: Quantity::new(self.quantity).ok_or("a line has no such quantity")?,
            price: self.price,
            product_version: self.product_version,
            returned: Units::new(self.returned).ok_or("a line has no such returned")?,
        })
    }
}

/// A line of a return or a transfer as it is shown.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ShownGoods {
    product_id: ProductId,
    quantity: i64,
}

impl ShownGoods {
    pub(super) fn of(product: ProductId, quantity: Quantity) -> Self {
        Self { product_id: product, quantity: quantity.get() }
    }

    pub(super) fn read(&self) -> Result<(ProductId, Quantity), String> {
        let quantity = Quantity::new(self.quantity).ok_or("a line has no such quantity")?;
        Ok((self.product_id, quantity))
    }
}

/// The products of lines, each once, in the order first named.
pub(in crate::service) fn products_of<'a>(
    lines: impl IntoIterator<Item = &'a PurchaseLine>,
) -> Vec<ProductId> {
    each_once(lines.into_iter().map(|line| line.product))
}

/// The same products, each once, in the order first named.
pub(super) fn each_once(products: impl IntoIterator<Item = ProductId>) -> Vec<ProductId> {
    let mut seen = BTreeSet::new();
    products.into_iter().filter(|product| seen.insert(*product)).collect()
}

/// The attribute `lines`, each line read by `read`.
pub(super) fn read_lines<L>(
    attributes: &mut Attributes<'_>,
    read: impl Fn(&Json) -> Result<L, Vec<Invalid>>,
) -> Option<Lines<L>> {
    let mut too_many = None;
    let lines = attributes.required("lines", |json| {
        let items =
            json.as_array().ok_or_else(|| vec![Invalid::new(format!("{} is no array.", shown(json)))])?;
        match items.len() {
            0 => return Err(vec![Invalid::new("There is no line; at least one is needed.")]),
            // Their own faults are not looked for: there would be too many of those too.
            count @ LINES_MAX.. if count > LINES_MAX => {
                too_many = Some(count);
                return Err(Vec::new());
            }
            _ => {}
        }
        let (mut lines, mut wrong) = (Vec::with_capacity(items.len()), Vec::new());
        for (place, item) in items.iter().enumerate() {
            match read(item) {
                Ok(line) => lines.push(line),
                Err(faults) => wrong.extend(faults.into_iter().map(|it| it.below(&place.to_string()))),
            }
        }
        if wrong.is_empty() { Ok(lines) } else { Err(wrong) }
    });
    if let Some(count) = too_many {
        attributes.fault(StockError::TooManyLines(count).fault().at("/attributes/lines"));
    }
    Lines::new(lines?).ok()
}

/// A line of a purchase; what a purchase shows beside it may be sent back.
pub(super) fn read_order_line(json: &Json) -> Result<PurchaseOrder, Vec<Invalid>> {
    order_line(json, &["productId", "quantity", "locationId", "price", "productVersion", "returned"])
}

/// A line of a reservation; what a reservation shows beside it may be sent back.
pub(super) fn read_hold_line(json: &Json) -> Result<PurchaseOrder, Vec<Invalid>> {
    order_line(json, &["productId", "quantity", "locationId", "held", "bought"])
}

/// How many units of what from where, in a line with these members.
fn order_line(json: &Json, known: &[&str]) -> Result<PurchaseOrder, Vec<Invalid>> {
    let members = line(json, known)?;
    let location = match members.get("locationId") {
        None => Ok(None),
        Some(json) => {
            sent::id(json, LocationId::parse).map(Some).map_err(|invalid| invalid.below("locationId"))
        }
    };
    match (named_product(members), counted(members), location) {
        (Ok(product), Ok(quantity), Ok(location)) => Ok(PurchaseOrder { product, location, quantity }),
        (product, quantity, location) => {
            Err(product.err().into_iter().chain(quantity.err()).chain(location.err()).collect())
        }
    }
}

/// A line of a return or a transfer.
pub(super) fn read_goods_line(json: &Json) -> Result<(ProductId, Quantity), Vec<Invalid>> {
    let members = line(json, &["productId", "quantity"])?;
    match (named_product(members), counted(members)) {
        (Ok(product), Ok(quantity)) => Ok((product, quantity)),
        (product, quantity) => Err(product.err().into_iter().chain(quantity.err()).collect()),
    }
}

/// The members of a line, of which only some are known. Those that begin with `@` are none.
fn line<'a>(json: &'a Json, known: &[&str]) -> Result<&'a Map<String, Json>, Vec<Invalid>> {
    let members =
        json.as_object().ok_or_else(|| vec![Invalid::new(format!("{} is no object.", shown(json)))])?;
    let unknown = |name: &&String| !name.starts_with('@') && !known.contains(&name.as_str());
    let wrong: Vec<_> = members
        .keys()
        .filter(unknown)
        .map(|name| Invalid::new(format!("A line has no member {name:?}.")).below(name))
        .collect();
    if wrong.is_empty() { Ok(members) } else { Err(wrong) }
}

fn named_product(members: &Map<String, Json>) -> Result<ProductId, Invalid> {
    let json = members.get("productId").ok_or_else(|| Invalid::new("A line has a productId."))?;
    sent::id(json, ProductId::parse).map_err(|invalid| invalid.below("productId"))
}

fn counted(members: &Map<String, Json>) -> Result<Quantity, Invalid> {
    let json = members.get("quantity").ok_or_else(|| Invalid::new("A line has a quantity."))?;
    sent::quantity(json).map_err(|invalid| invalid.below("quantity"))
}
