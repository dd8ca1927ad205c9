//! The question as HTTP: which addresses to ask, and how the answers are read.

use std::collections::BTreeMap;

use catalog_core::{
    api::document::ResourceObject,
    product::{ProductId, Status},
};
use serde_json::Value as Json;

use crate::{error::CheckFailure, model::Seen};

/// How many products one request asks about: as many as a page holds.
pub const IDS_MAX: usize = 100;

/// The addresses, path and query, that together ask about `ids`.
pub fn targets(ids: &[ProductId]) -> impl Iterator<Item = String> {
    ids.chunks(IDS_MAX).map(|ids| {
        let list: Vec<String> = ids.iter().map(ToString::to_string).collect();
        format!(
            "/api/v1/products?filter%5Bid%5D={}&page%5Bsize%5D={IDS_MAX}\
             &fields%5Bproducts%5D=status,price,version,sku,name",
            list.join(",")
        )
    })
}

/// What one answer says: a product that it does not name does not exist.
pub fn read(ids: &[ProductId], body: &[u8]) -> Result<Vec<(ProductId, Seen)>, CheckFailure> {
    let document: Json = serde_json::from_slice(body).map_err(|_| CheckFailure::BadAnswer)?;
    let data = document.get("data").and_then(Json::as_array).ok_or(CheckFailure::BadAnswer)?;
    let named = data
        .iter()
        .map(|json| seen(&ResourceObject::from_json(json)?))
        .collect::<Result<BTreeMap<ProductId, Seen>, String>>()
        .map_err(|_| CheckFailure::BadAnswer)?;
    // An answer about others, or one cut to fewer than fit a page, would make real products unknown.
    if named.len() > ids.len() || named.keys().any(|id| !ids.contains(id)) {
        return Err(CheckFailure::BadAnswer);
    }
    Ok(ids.iter().map(|id| (*id, named.get(id).cloned().unwrap_or(Seen::Unknown))).collect())
}

/// What a product that the catalogue shows is to a purchase: its status, price and version are looked at.
pub fn seen(product: &ResourceObject) -> Result<(ProductId, Seen), String> {
    let id = ProductId::parse(&product.id).ok_or_else(|| format!("{:?} is no product id", product.id))?;
    let seen = match product.attribute("status")? {
        Status::Active => {
            Seen::ForSale { price: product.attribute("price")?, version: product.attribute("version")? }
        }
        Status::Draft | Status::Archived => Seen::NotForSale,
    };
    Ok((id, seen))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn id(number: u128) -> ProductId {
        ProductId(uuid::Uuid::from_u128(number))
    }

    fn product(number: u128, status: &str) -> Json {
        let attributes = json!({
            "status": status, "price": { "amount": 950, "currency": "EUR" }, "version": 7, "sku": "A", "name": "A",
        });
        json!({ "type": "products", "id": id(number), "attributes": attributes })
    }

    fn read_data(ids: &[ProductId], data: &Json) -> Result<Vec<(ProductId, Seen)>, CheckFailure> {
        read(ids, json!({ "data": data }).to_string().as_bytes())
    }

    #[test]
    fn many_products_are_asked_about_in_pages() {
        let ids: Vec<ProductId> = (0..250).map(id).collect();
        assert_eq!(targets(&ids).count(), 3);
        assert!(targets(&ids).all(|target| target.len() < 8_192), "an address fits the limit of a URI");
    }

    #[test]
    fn every_product_asked_about_is_answered() {
        let answer = json!([product(1, "active"), product(2, "archived")]);
        let seen = read_data(&[id(1), id(2), id(3)], &answer).unwrap();
        assert!(matches!(seen[0].1, Seen::ForSale { version: 7, .. }));
        assert_eq!((&seen[1].1, &seen[2].1), (&Seen::NotForSale, &Seen::Unknown));
    }

    #[test]
    fn an_answer_that_makes_no_sense_is_none() {
        let one = [id(1)];
        for bad in
            [json!(null), json!({}), json!([{}]), json!([product(1, "new")]), json!([product(9, "active")])]
        {
            assert_eq!(read_data(&one, &bad), Err(CheckFailure::BadAnswer), "{bad}");
        }
        for bad in [&b""[..], b"[[[[", b"<html>", b"{}"] {
            assert_eq!(read(&one, bad), Err(CheckFailure::BadAnswer));
        }
    }
}
