//! Every error code, as a type of TypeScript.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(typescript_custom_section)]
const ERROR_CODE: &str = r"
/**
 * What programs branch on. The codes of the services stay what they are; one that is not listed here comes
 * from something in between, such as a web server.
 */
export type ErrorCode = ServiceErrorCode | ClientErrorCode;

/** A code that a service gives. */
export type ServiceErrorCode =
  | 'attribute-invalid' | 'attribute-missing' | 'attribute-unknown' | 'bad-request'
  | 'body-too-large' | 'count-stale' | 'cursor-invalid' | 'event-not-found' | 'events-expired'
  | 'expiry-out-of-range' | 'fields-unknown' | 'filter-invalid' | 'filter-too-long' | 'forbidden'
  | 'headers-too-large' | 'id-invalid' | 'id-mismatch' | 'id-taken' | 'idempotency-key-in-use'
  | 'idempotency-key-invalid' | 'idempotency-key-reused' | 'if-match-invalid'
  | 'include-unsupported' | 'insufficient-stock' | 'internal-error' | 'inventory-exists'
  | 'inventory-not-initialised' | 'location-inactive' | 'location-is-main' | 'location-not-empty'
  | 'location-not-found' | 'malformed-document' | 'malformed-json' | 'media-type-unsupported'
  | 'method-not-allowed' | 'mixed-currencies' | 'not-acceptable' | 'not-found' | 'not-ready'
  | 'operation-unsupported' | 'overloaded' | 'page-invalid' | 'page-size-too-large'
  | 'parameter-repeated' | 'parameter-unknown' | 'precondition-failed' | 'product-not-for-sale'
  | 'product-not-found' | 'product-service-unavailable' | 'purchase-not-found'
  | 'purchase-status-conflict' | 'quantity-overflow' | 'relationship-invalid'
  | 'relationship-missing' | 'relationship-unknown' | 'request-timeout' | 'reservation-limit'
  | 'reservation-not-active' | 'reservation-not-found' | 'reservation-status-conflict'
  | 'return-exceeds-purchase' | 'sku-taken' | 'sort-unsupported' | 'too-many-lines'
  | 'too-many-operations' | 'too-many-requests' | 'too-many-resends' | 'too-many-webhooks'
  | 'total-too-large' | 'transfer-status-conflict' | 'type-mismatch' | 'unauthorised'
  | 'uri-too-long' | 'variant-taken' | 'webhook-not-found' | 'webhook-url-private';

/** A code that is given on this side: no answer came, it could not be read, or the call could not be made. */
export type ClientErrorCode =
  | 'argument-invalid' | 'connect-timeout' | 'cut' | 'not-initialised' | 'refused' | 'timeout'
  | 'too-long' | 'unfit' | 'unreadable';
";

#[cfg(test)]
mod tests {
    use catalog_core::api::fault::Problem;
    use stock_core::error::StockCode;

    #[test]
    fn every_code_of_the_services_is_in_the_type() {
        // The macro above takes the text away, so it is read where it is written.
        let types = include_str!("codes.rs");
        let general = Problem::ALL.iter().map(|problem| problem.code().name);
        let stock = StockCode::ALL.iter().map(|code| code.code().name);
        for name in general.chain(stock).chain(["sku-taken", "variant-taken"]) {
            assert!(types.contains(&format!("'{name}'")), "{name}");
        }
    }
}
