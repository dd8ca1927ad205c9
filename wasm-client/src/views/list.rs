//! What lists can be asked for, and the pages that come.

use tsify::Tsify;
use wasm_bindgen::prelude::wasm_bindgen;

use super::{
    hold::ReservationStatus, inventory::StockState, order::PurchaseStatus, place::TransferStatus,
    product::ProductStatus, stock::MovementKind, webhook::DeliveryOutcome,
};

/// A range of prices, in minor units.
#[derive(Clone, Debug, PartialEq, Eq, Tsify)]
pub struct PriceRange {
    /// At least.
    #[tsify(optional)]
    pub gte: u64,
    /// At most.
    #[tsify(optional)]
    pub lte: u64,
}

/// A range of moments, in RFC 3339.
#[derive(Clone, Debug, PartialEq, Eq, Tsify)]
pub struct TimeRange {
    /// Then or later.
    #[tsify(optional)]
    pub gte: String,
    /// Then or earlier.
    #[tsify(optional)]
    pub lte: String,
}

/// A moment from which on, in RFC 3339.
#[derive(Clone, Debug, PartialEq, Eq, Tsify)]
pub struct Since {
    /// Then or later.
    #[tsify(optional)]
    pub gte: String,
}

/// Which products. An array is any of its values, at most 100.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct ProductFilter {
    /// Ids.
    #[tsify(optional, type = "string | string[]")]
    pub id: String,
    /// SKUs, without regard to case.
    #[tsify(optional, type = "string | string[]")]
    pub sku: String,
    /// Statuses.
    #[tsify(optional, type = "ProductStatus | ProductStatus[]")]
    pub status: ProductStatus,
    /// Tags.
    #[tsify(optional, type = "string | string[]")]
    pub tag: String,
    /// This category and everything below it.
    #[tsify(optional)]
    pub category: String,
    /// The variants of this group.
    #[tsify(optional)]
    pub group: String,
    /// Currencies.
    #[tsify(optional, type = "string | string[]")]
    pub currency: String,
    /// Prices.
    #[tsify(optional)]
    pub price: PriceRange,
    /// Changed since.
    #[tsify(optional)]
    pub updated_at: Since,
    /// Every word in SKU, name, description or tags, without regard to case and accents; the last one as a
    /// beginning.
    #[tsify(optional)]
    pub search: String,
}

/// Which stock. An array is any of its values, at most 100.
#[derive(Clone, Debug, PartialEq, Tsify)]
pub struct InventoryFilter {
    /// Products' ids.
    #[tsify(optional, type = "string | string[]")]
    pub product: String,
    /// States.
    #[tsify(optional, type = "StockState | StockState[]")]
    pub state: StockState,
    /// Locations.
    #[tsify(optional, type = "string | string[]")]
    pub location: String,
}

/// Which purchases. An array is any of its values, at most 100.
#[derive(Clone, Debug, PartialEq, Tsify)]
pub struct PurchaseFilter {
    /// Statuses.
    #[tsify(optional, type = "PurchaseStatus | PurchaseStatus[]")]
    pub status: PurchaseStatus,
    /// This reference.
    #[tsify(optional)]
    pub reference: String,
    /// With a line of any of these products.
    #[tsify(optional, type = "string | string[]")]
    pub product: String,
    /// Moments.
    #[tsify(optional)]
    pub at: TimeRange,
}

/// Which locations.
#[derive(Clone, Debug, PartialEq, Tsify)]
pub struct LocationFilter {
    /// Where stock is kept, or where it is not.
    #[tsify(optional)]
    pub active: bool,
}

/// Which levels. An array is any of its values, at most 100.
#[derive(Clone, Debug, PartialEq, Tsify)]
pub struct LevelFilter {
    /// Products' ids.
    #[tsify(optional, type = "string | string[]")]
    pub product: String,
    /// Locations.
    #[tsify(optional, type = "string | string[]")]
    pub location: String,
    /// As they were at this moment, in RFC 3339, by the journal; only beside `product`.
    #[tsify(optional)]
    pub at: String,
}

/// Which transfers. An array is any of its values, at most 100.
#[derive(Clone, Debug, PartialEq, Tsify)]
pub struct TransferFilter {
    /// Statuses.
    #[tsify(optional, type = "TransferStatus | TransferStatus[]")]
    pub status: TransferStatus,
    /// The locations they leave.
    #[tsify(optional, type = "string | string[]")]
    pub from: String,
    /// The locations they go to.
    #[tsify(optional, type = "string | string[]")]
    pub to: String,
    /// With a line of any of these products.
    #[tsify(optional, type = "string | string[]")]
    pub product: String,
    /// This reference.
    #[tsify(optional)]
    pub reference: String,
}

/// Which reservations. An array is any of its values, at most 100.
#[derive(Clone, Debug, PartialEq, Tsify)]
pub struct ReservationFilter {
    /// Statuses.
    #[tsify(optional, type = "ReservationStatus | ReservationStatus[]")]
    pub status: ReservationStatus,
    /// This owner.
    #[tsify(optional)]
    pub owner: String,
    /// With a line of any of these products.
    #[tsify(optional, type = "string | string[]")]
    pub product: String,
    /// Moments at which they were made.
    #[tsify(optional)]
    pub at: TimeRange,
}

/// Which entries of the log of webhooks. An array is any of its values, at most 100.
#[derive(Clone, Debug, PartialEq, Tsify)]
pub struct WebhookDeliveryFilter {
    /// Webhooks.
    #[tsify(optional, type = "string | string[]")]
    pub webhook: String,
    /// Outcomes.
    #[tsify(optional, type = "DeliveryOutcome | DeliveryOutcome[]")]
    pub outcome: DeliveryOutcome,
    /// The `seq` of events.
    #[tsify(optional, type = "number | number[]")]
    pub event: u64,
}

/// Which movements. An array is any of its values, at most 100.
#[derive(Clone, Debug, PartialEq, Tsify)]
pub struct MovementFilter {
    /// Products' ids.
    #[tsify(optional, type = "string | string[]")]
    pub product: String,
    /// Locations.
    #[tsify(optional, type = "string | string[]")]
    pub location: String,
    /// Kinds.
    #[tsify(optional, type = "MovementKind | MovementKind[]")]
    pub kind: MovementKind,
    /// This reference.
    #[tsify(optional)]
    pub reference: String,
    /// Of this purchase, return, adjustment or transfer.
    #[tsify(optional)]
    pub group: String,
    /// Moments.
    #[tsify(optional)]
    pub at: TimeRange,
}

/// Which events of the catalogue. An array is any of its values, at most 100.
#[derive(Clone, Debug, PartialEq, Tsify)]
pub struct ProductEventFilter {
    /// Products' ids.
    #[tsify(optional, type = "string | string[]")]
    pub product: String,
    /// Kinds.
    #[tsify(optional, type = "ProductEventKind | ProductEventKind[]")]
    pub kind: String,
}

/// Which events of stock. An array is any of its values, at most 100.
#[derive(Clone, Debug, PartialEq, Tsify)]
pub struct StockEventFilter {
    /// Products' ids.
    #[tsify(optional, type = "string | string[]")]
    pub product: String,
    /// Kinds.
    #[tsify(optional, type = "StockEventKind | StockEventKind[]")]
    pub kind: String,
}

/// Where other pages of a list are: path and query.
#[derive(Clone, Debug, PartialEq, Eq, Tsify)]
pub struct PageLinks {
    /// This page.
    #[serde(rename = "self")]
    pub this: Option<String>,
    /// The first page.
    pub first: Option<String>,
    /// The page before.
    pub prev: Option<String>,
    /// The page behind.
    pub next: Option<String>,
    /// The last page; null for pages by cursor.
    pub last: Option<String>,
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Tsify)]
pub struct Page<T> {
    /// The items, in order.
    pub items: Vec<T>,
    /// How many there are in all pages, where the service counts them.
    pub total: Option<u64>,
    /// The page's number, from 1; null for a page by cursor.
    pub number: Option<u64>,
    /// How many items a page has at most.
    pub size: Option<u64>,
    /// How many pages there are; null for a page by cursor.
    pub pages: Option<u64>,
    /// Where other pages are.
    pub links: PageLinks,
}

#[wasm_bindgen(typescript_custom_section)]
const QUERIES: &str = r"
/** What a list is asked for. */
export interface ListQuery {
    /** Which page: by number from 1, or behind or before a cursor; of 1 to 100 items, 20 by default. */
    page?: { number?: number; size?: number; after?: string; before?: string };
    /** Pages by cursor from the first one on: they stay in step while items come and go. */
    cursor?: boolean;
    /** Names, `-` before one that descends. */
    sort?: string | string[];
}

export interface ProductQuery extends ListQuery {
    filter?: ProductFilter;
}

export interface InventoryQuery extends ListQuery {
    filter?: InventoryFilter;
}

export interface LocationQuery extends ListQuery {
    filter?: LocationFilter;
}

export interface LevelQuery extends ListQuery {
    filter?: LevelFilter;
}

export interface ReservationQuery extends ListQuery {
    filter?: ReservationFilter;
}

export interface TransferQuery extends ListQuery {
    filter?: TransferFilter;
}

export interface PurchaseQuery extends ListQuery {
    filter?: PurchaseFilter;
}

export interface WebhookDeliveryQuery extends ListQuery {
    filter?: WebhookDeliveryFilter;
}

/** The journal and the feeds have pages by cursor alone, in their own order. */
export interface JournalQuery<Filter> {
    page?: { size?: number; after?: string | number; before?: string | number };
    filter?: Filter;
}

export type MovementQuery = JournalQuery<MovementFilter>;
export type ProductEventQuery = JournalQuery<ProductEventFilter>;
export type StockEventQuery = JournalQuery<StockEventFilter>;
";
