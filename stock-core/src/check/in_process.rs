//! The catalogue in the same process: its service is called as a host would call it, without a socket.

use std::sync::Arc;

use bytes::Bytes;
use catalog_core::{
    api::{
        host::Host,
        request::{Caller, Context, Response},
    },
    product::ProductId,
};
use http::StatusCode;

use super::{CheckFailed, IDS_MAX, Products, read, targets};
use crate::{
    error::CheckFailure,
    model::{Seen, Sighting, Sightings},
};

/// The Product service behind the same process: for tests, for the page, and for one binary with both.
#[derive(Debug)]
pub struct InProcess<H>(Arc<H>);

impl<H: Host> InProcess<H> {
    /// Asks this Product service.
    pub fn new(catalogue: Arc<H>) -> Self {
        Self(catalogue)
    }
}

impl<H: Host> Products for InProcess<H> {
    async fn look_up(&self, ids: &[ProductId], context: &Context) -> Result<Sightings, CheckFailed> {
        let context = Context { caller: Caller::new("stock", ["catalog:read"]), ..context.clone() };
        let mut seen = Vec::with_capacity(ids.len());
        for (ids, target) in ids.chunks(IDS_MAX).zip(targets(ids)) {
            let question =
                http::Request::get(target).body(Bytes::new()).map_err(|_| CheckFailure::BadAnswer)?;
            seen.extend(answered(ids, &self.0.handle(question, context.clone()).await)?);
        }
        Ok(seen.into_iter().map(|(id, seen)| (id, Sighting::fresh(seen))).collect())
    }
}

fn answered(ids: &[ProductId], response: &Response) -> Result<Vec<(ProductId, Seen)>, CheckFailure> {
    match response.status() {
        StatusCode::OK => read(ids, response.body().bytes().ok_or(CheckFailure::BadAnswer)?),
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Err(CheckFailure::Unauthorised),
        status if status.is_server_error() => Err(CheckFailure::Refused),
        _ => Err(CheckFailure::BadAnswer),
    }
}

#[cfg(test)]
mod tests {
    use catalog_core::{
        api::{instant::UnixMillis, media::JSON_API},
        engine::Site,
        service::{MemoryCatalogue, Service},
    };
    use futures_util::FutureExt;
    use http::Method;
    use serde_json::json;
    use uuid::Uuid;

    use super::*;

    fn context() -> Context {
        Context {
            now: UnixMillis::new(1_700_000_000_000),
            request_id: Arc::from("r"),
            caller: Caller::new("owner", ["catalog:write"]),
            seed: [1; 16],
            traceparent: None,
        }
    }

    fn id(number: u128) -> ProductId {
        ProductId(Uuid::from_u128(number))
    }

    #[test]
    fn it_says_what_the_catalogue_has() {
        let catalogue = Arc::new(Service::new(Arc::new(MemoryCatalogue::new()), Site::default()));
        for number in 1..=150 {
            let attributes = json!({
                "sku": format!("A-{number}"), "name": "Cup",
                "price": { "amount": number, "currency": "EUR" },
                "status": if number % 2 == 0 { "active" } else { "draft" },
            });
            let data = json!({ "type": "products", "id": id(number), "attributes": attributes });
            let request = http::Request::builder()
                .method(Method::POST)
                .uri("/api/v1/products")
                .header("content-type", JSON_API)
                .body(Bytes::from(json!({ "data": data }).to_string()))
                .unwrap();
            let created = catalogue.handle(request, context()).now_or_never().unwrap();
            assert_eq!(created.status(), StatusCode::CREATED);
        }
        let ids: Vec<ProductId> = (1..=151).map(id).collect();
        let seen = InProcess::new(catalogue).look_up(&ids, &context()).now_or_never().unwrap().unwrap();
        let of = |number| seen.get(id(number)).map(|sighting| sighting.seen.clone());
        assert_eq!(of(1), Some(Seen::NotForSale));
        assert!(matches!(of(150), Some(Seen::ForSale { price, .. }) if price.amount() == 150));
        assert_eq!(of(151), Some(Seen::Unknown));
    }

    #[test]
    fn an_answer_that_is_none_says_why() {
        let mut response = Response::new(catalog_core::api::request::Body::Whole(Bytes::new()));
        for (status, cause) in [
            (StatusCode::OK, CheckFailure::BadAnswer),
            (StatusCode::FORBIDDEN, CheckFailure::Unauthorised),
            (StatusCode::SERVICE_UNAVAILABLE, CheckFailure::Refused),
            (StatusCode::NOT_FOUND, CheckFailure::BadAnswer),
        ] {
            *response.status_mut() = status;
            assert_eq!(answered(&[id(1)], &response), Err(cause), "{status}");
        }
    }
}
