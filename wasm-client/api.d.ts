// ./index
export { Trastienda, type Creatable, type Deletable, type Feed, type Listable, type Readable, type Updatable, } from './client.js';
export { TrastiendaError } from './error.js';
export type { ExportFileOptions, FileFormat, ImportFileOptions, ImportProgress } from './file.js';
export type { FeedState, FollowOptions } from './follow.js';
export type { List } from './list.js';
export type { Live, LiveEvent, LiveOptions, LiveState } from './live.js';
export { init, initRules, type ModuleSource } from './module.js';
export { currencies, formatMoney, parseMoney, type Currency } from './money.js';
export type { CallOptions, ClientOptions } from './options.js';
export { buildQuery, parseQuery, type QueryState } from './query.js';
export { quote, validateProduct, type Known } from './rules.js';
export type * from './types.js';

// ./client
import type { Adjustment, CategoryCount, Inventory, InventoryPatch, InventoryQuery, Level, LevelQuery, ListQuery, Location, LocationPatch, LocationQuery, Movement, MovementQuery, NewAdjustment, NewInventory, NewLocation, NewProduct, NewPurchase, NewReservation, NewReturn, NewTransfer, NewWebhook, NewWebhookDelivery, Product, ProductEvent, ProductEventFilter, ProductEventQuery, ProductOperation, ProductOperationResult, ProductPatch, ProductQuery, Purchase, PurchasePatch, PurchaseQuery, Quote, Reservation, ReservationPatch, ReservationQuery, Return, StockEvent, StockEventFilter, StockEventQuery, StockOperation, StockOperationResult, TagCount, Transfer, TransferPatch, TransferQuery, Verification, Webhook, WebhookDelivery, WebhookDeliveryQuery, WebhookPatch } from '../pkg/client.js';
import type { ImportReport } from '../pkg/rules/rules.js';
import { type ExportFileOptions, type ImportFileOptions } from './file.js';
import { type FollowOptions } from './follow.js';
import { type List } from './list.js';
import { type Live, type LiveEvent, type LiveOptions } from './live.js';
import { type CallOptions, type ClientOptions } from './options.js';
/** Resources that can be listed. */
export interface Listable<Item, Query> {
    /** A list; nothing is sent before it is awaited or walked. */
    list(query?: Query, options?: CallOptions): List<Item>;
}
/** Resources that have an address. */
export interface Readable<Item> {
    /** One of them, by its id. */
    get(id: string, options?: CallOptions): Promise<Item>;
}
/** Resources that can be made. */
export interface Creatable<Item, New> {
    /** A new one. */
    create(item: New, options?: CallOptions): Promise<Item>;
}
/** Resources that can be changed. */
export interface Updatable<Item, Patch> {
    /** A change: only what it names. `ifMatch` expects a version. */
    update(id: string, patch: Patch, options?: CallOptions): Promise<Item>;
}
/** Resources that can be deleted. */
export interface Deletable {
    /** The end of one. */
    delete(id: string, options?: CallOptions): Promise<void>;
}
/** Events: a list that goes on. */
export interface Feed<Event, Query, Filter> extends Listable<Event, Query> {
    /** Follows what happens, across every cut. */
    follow(options?: FollowOptions<Filter>): AsyncIterable<Event>;
}
/** A client of both services. Any number of them may exist side by side. */
export declare class Trastienda {
    #private;
    /** The catalogue. Archiving a product is the everyday way out; deleting it is its end. */
    readonly products: Listable<Product, ProductQuery> & Readable<Product> & Creatable<Product, NewProduct> & Updatable<Product, ProductPatch> & Deletable;
    /** Categories that active products have. Sorted by `id` or `products`. */
    readonly categories: Listable<CategoryCount, ListQuery>;
    /** Tags that active products have. Sorted by `id` or `products`. */
    readonly tags: Listable<TagCount, ListQuery>;
    /** Stock, by the product's id. */
    readonly inventory: Listable<Inventory, InventoryQuery> & Readable<Inventory> & Creatable<Inventory, NewInventory> & Updatable<Inventory, InventoryPatch>;
    /** Places where stock is kept. `main` is always there. Sorted by `priority`. */
    readonly locations: Listable<Location, LocationQuery> & Readable<Location> & Creatable<Location, NewLocation> & Updatable<Location, LocationPatch>;
    /** Stock by product and location, as it is or as it was. Sorted by `updatedAt` or `available`. */
    readonly levels: Listable<Level, LevelQuery> & Readable<Level>;
    /** Stock that goes from one location to another, the newest first. */
    readonly transfers: Listable<Transfer, TransferQuery> & Readable<Transfer> & Creatable<Transfer, NewTransfer> & Updatable<Transfer, TransferPatch>;
    /** Changes of stock by hand, the newest first. */
    readonly adjustments: Listable<Adjustment, ListQuery> & Readable<Adjustment> & Creatable<Adjustment, NewAdjustment>;
    /** Purchases, the newest first. */
    readonly purchases: Listable<Purchase, PurchaseQuery> & Readable<Purchase> & Creatable<Purchase, NewPurchase> & Updatable<Purchase, PurchasePatch>;
    /** Units held for buyers, the newest first. Sorted by `at` or `expiresAt`. */
    readonly reservations: Listable<Reservation, ReservationQuery> & Readable<Reservation> & Creatable<Reservation, NewReservation> & Updatable<Reservation, ReservationPatch>;
    /** Goods that came back, the newest first. */
    readonly returns: Listable<Return, ListQuery> & Readable<Return> & Creatable<Return, NewReturn>;
    /** The journal. */
    readonly movements: Listable<Movement, MovementQuery>;
    /** Verdicts on purchases that are not made. */
    readonly quotes: Creatable<Quote, NewPurchase>;
    /** Changes of the catalogue, all or none; at most 1,000. */
    readonly operations: Creatable<ProductOperationResult[], ProductOperation[]>;
    /** Changes of stock, all or none; at most 1,000. */
    readonly stockOperations: Creatable<StockOperationResult[], StockOperation[]>;
    /** What happened to products. */
    readonly productEvents: Feed<ProductEvent, ProductEventQuery, ProductEventFilter>;
    /** What happened to stock. */
    readonly stockEvents: Feed<StockEvent, StockEventQuery, StockEventFilter>;
    /** Who is told of stock events. Sorted by `createdAt`. Only the answer to `create` has the secret. */
    readonly webhooks: Listable<Webhook, ListQuery> & Readable<Webhook> & Creatable<Webhook, NewWebhook> & Updatable<Webhook, WebhookPatch> & Deletable;
    /** The log of what was sent to webhooks, the newest first; one that is created is sent again. */
    readonly webhookDeliveries: Listable<WebhookDelivery, WebhookDeliveryQuery> & Readable<WebhookDelivery> & Creatable<WebhookDelivery, NewWebhookDelivery>;
    /** The whole journal against its laws. */
    readonly verification: {
        get(options?: CallOptions): Promise<Verification>;
    };
    constructor(options?: ClientOptions);
    /** Imports products and stock from a CSV or NDJSON file of any size. */
    importFile(file: Blob, options?: ImportFileOptions): Promise<ImportReport>;
    /** Exports every product and its stock to a file that an import reads. */
    exportFile(options?: ExportFileOptions): Promise<Blob>;
    /**
     * Follows both feeds from now on, with one stream a browser for each: tabs share them, also when one of them
     * closes, and while no tab is seen there is none. Clients with a `fetch` of their own do not share.
     *
     * The listener hears each event once. `expired` in place of an event says that some were missed: load lists
     * again.
     */
    live(listener: (event: LiveEvent) => void, options?: LiveOptions): Live;
    /** Gives back the memory of the client. Calls on their way come to their end. */
    free(): void;
    [Symbol.dispose](): void;
}

// ./error
import type { ErrorCode, Failure, Fault, Source } from '../pkg/client.js';
/** Why a call gave no result. Branch on `code`; show `detail`, or better your own words. */
export declare class TrastiendaError extends Error {
    readonly name = "TrastiendaError";
    /** The code of the first fault. */
    readonly code: ErrorCode;
    /** HTTP status; null where no answer came. */
    readonly status: number | null;
    /** A short summary of the first fault, the same for each code. */
    readonly title: string;
    /** A sentence about the first fault, with the value and the rule. */
    readonly detail: string;
    /** Which part of the request the first fault is about. */
    readonly source: Source | null;
    /** Figures of the first fault, such as `requested` and `purchasable`. */
    readonly meta: Record<string, unknown>;
    /** Names the request in the service's logs. */
    readonly requestId: string | null;
    /** Every fault of the answer. */
    readonly errors: Fault[];
    /** Whether the same call with the same key may go well later. */
    readonly retryable: boolean;
    /** After how many milliseconds to come again, where the service says so. */
    readonly retryAfterMs: number | null;
    constructor(failure: Failure, options?: ErrorOptions);
}
/** An error that is found on this side, before anything is sent. */
export declare function localError(code: ErrorCode, title: string, detail: string): TrastiendaError;
/** The error for an argument that no request can be made of. */
export declare function argumentInvalid(detail: string): TrastiendaError;
/** What the module threw, as an error: the text of a failure, or something that stays what it is. */
export declare function thrownError(thrown: unknown): unknown;

// ./file
import type { ImportReport, RefusedRow } from '../pkg/rules/rules.js';
import { type Caller } from './call.js';
/** How a file is written: comma-separated values, or one JSON object a line. */
export type FileFormat = 'csv' | 'ndjson';
/** How far an import is. */
export interface ImportProgress extends ImportReport {
    /** Bytes read so far. */
    bytes: number;
    /** Bytes of the whole file. */
    bytesTotal: number;
}
/** How a file is imported. */
export interface ImportFileOptions {
    /** By default what the file's name ends with says it (`.csv`, `.ndjson`, `.jsonl`), else CSV. */
    format?: FileFormat | undefined;
    /** Only checks the rows; nothing is sent. */
    dryRun?: boolean | undefined;
    /** Counts `quantity` also where stock is kept already; by default such stock is left alone. */
    setStock?: boolean | undefined;
    /** Gives up. What was sent before is done. */
    signal?: AbortSignal | undefined;
    onProgress?: ((progress: ImportProgress) => void) | undefined;
    onRefused?: ((row: RefusedRow) => void) | undefined;
}
/** How everything is exported. */
export interface ExportFileOptions {
    /** CSV by default. */
    format?: FileFormat | undefined;
    /** Gives up. */
    signal?: AbortSignal | undefined;
    /** Hears how many bytes there are so far. */
    onProgress?: ((progress: {
        bytes: number;
    }) => void) | undefined;
}
/** Imports products and stock from a file of any size; memory holds one batch of it. */
export declare function importFile(caller: Caller, file: Blob, options: ImportFileOptions): Promise<ImportReport>;
/** Exports every product and its stock, in the form that an import reads. */
export declare function exportFile(caller: Caller, options: ExportFileOptions): Promise<Blob>;

// ./follow
import { type Caller } from './call.js';
/** How a feed does: it is being opened, it is open, or it waits before it is opened again. */
export type FeedState = 'connecting' | 'open' | 'waiting';
/** Where a feed is followed from, and what of it. */
export interface FollowOptions<Filter> {
    /** The `seq` behind which it begins: 0 is from the first event that is kept; left out is from now on. */
    after?: number | undefined;
    filter?: Filter | undefined;
    /** Ends it: the walk rejects with the signal's own reason. */
    signal?: AbortSignal | undefined;
    onState?: ((state: FeedState) => void) | undefined;
}
/**
 * Follows a feed, for ever: whatever cuts it, it goes on behind the last event that came. It ends with an error
 * that asking again cannot mend, such as `events-expired`: then load lists again, and follow from now on.
 */
export declare function follow<Event, Filter extends object>(caller: Caller, kind: string, options: FollowOptions<Filter>): AsyncGenerator<Event, void, undefined>;

// ./list
import type { Page } from '../pkg/client.js';
import { type Caller } from './call.js';
import type { CallOptions } from './options.js';
/** A list: `await` gives the page that was asked for, `for await` walks over all items from there on. */
export interface List<T> extends PromiseLike<Page<T>>, AsyncIterable<T> {
    /** Walks page by page. */
    pages(): AsyncIterable<Page<T>>;
    /** The items, at most `limit` of them. */
    toArray(options: {
        limit: number;
    }): Promise<T[]>;
}
/** The pages of a list as JSON text, from the one that the query string asks for. */
export declare function pageTexts(caller: Caller, list: {
    kind: string;
    query: string;
    byCursor: boolean;
}, options: CallOptions): AsyncGenerator<string, void, undefined>;
/** The first of what is walked over; a list has one page at least. */
export declare function firstOf<T>(walk: AsyncIterable<T>): Promise<T>;
/** A list of a kind of resources. Nothing is sent before it is awaited or walked. */
export declare function listOf<T>(caller: Caller, kind: string, query?: {
    cursor?: boolean;
}, options?: CallOptions): List<T>;

// ./live
/**
 * What happens in the shop, as it happens, with one stream a browser for each feed.
 *
 * Tabs with the same name elect a leader: whoever holds the lock. It follows the feeds and tells the others. Each
 * tab remembers the last event of each feed, so the next leader goes on behind it. A hidden tab leaves the
 * election; with no tab visible there is no stream.
 */
import { type Feeds } from './live/leader.js';
import type { LiveEvent, LiveState } from './live/messages.js';
export type { Feeds, Follow } from './live/leader.js';
export type { LiveEvent, LiveState } from './live/messages.js';
export interface LiveOptions {
    /** Hears whether events come: `connecting`, `open`, `waiting` until it is tried again, `paused` while hidden. */
    onState?: (state: LiveState) => void;
}
/** What is followed until it is closed. */
export interface Live {
    close(): void;
}
/** What a tab needs of its browser. */
export interface Surroundings {
    /** Elects the leader and joins the tabs; none where a tab is on its own. */
    tabs?: {
        locks: Pick<LockManager, 'request'>;
        channel: (name: string) => BroadcastChannel;
    };
    /** Tells whether the tab can be seen; none where there is nothing to see, as in a worker. */
    document?: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>;
}
/** The browser that this code runs in, as far as it has what is needed. */
export declare function surroundings(): Surroundings;
/**
 * Follows both feeds. Tabs that give the same `name` share their streams; without a name a tab has its own.
 *
 * The listener is called after the current task. An event with `expired` says that some were missed: what they
 * changed has to be loaded again.
 */
export declare function live(feeds: Feeds, name: string | undefined, listener: (event: LiveEvent) => void, options?: LiveOptions, { tabs, document }?: Surroundings): Live;

// ./module
/** Where a WebAssembly module comes from: its address, its bytes, its response, or the module itself. */
export type ModuleSource = URL | string | Response | BufferSource | WebAssembly.Module;
/**
 * Loads the client's WebAssembly module, once: later calls wait for the same load. A load that failed is forgotten,
 * so that it can be tried again. Without `source` the file that came with the package is fetched.
 */
export declare function init(source?: ModuleSource): Promise<void>;
/** The same for the module with the rules, which `validateProduct` and `quote` need; files load it by themselves. */
export declare function initRules(source?: ModuleSource): Promise<void>;

// ./money
import type { Money } from '../pkg/client.js';
/** A currency by its ISO 4217 code, and how many decimals its major unit has. */
export interface Currency {
    code: string;
    exponent: number;
}
/** Every currency that a price can have, by code. */
export declare function currencies(): Currency[];
/** Money as people of a locale write it, with all the decimals of its currency and every digit exact. */
export declare function formatMoney(money: Money, locale: string): string;
/**
 * Money from what was typed in a locale: `1.234,50` in Spanish. Spaces, and the currency's code or sign, may
 * stand beside it.
 *
 * Throws a `TrastiendaError` with the code `attribute-invalid` for what is no amount of the currency, such as one
 * with too many decimals.
 */
export declare function parseMoney(text: string, currency: string, locale: string): Money;

// ./options
import type { CallSettings, ConnectionSettings } from '../pkg/client.js';
/** Where the services are, and how they are called. */
export interface ClientOptions {
    /** The Product service, without a path: `https://shop.example`. By default the page's own origin. */
    productUrl?: string | undefined;
    /** The Inventory service. By default where the Product service is. */
    inventoryUrl?: string | undefined;
    /** The key; none where something on the way adds one. Do not put one into a public page. */
    apiKey?: string | undefined;
    /** Fetches instead of the global `fetch`. */
    fetch?: typeof fetch | undefined;
    /** Tries after the first one; 2 by default, 0 for none. */
    retries?: number | undefined;
    /** How long one try may take, in milliseconds; 10,000 by default. */
    timeoutMs?: number | undefined;
    /** How long all tries and the waits between them may take together; 30,000 by default. */
    deadlineMs?: number | undefined;
}
/** What a single call may be given. */
export interface CallOptions {
    /** Gives up: the call rejects with the signal's own reason, such as an `AbortError`. */
    signal?: AbortSignal | undefined;
    /** How long one try may take, in milliseconds, instead of the client's time. */
    timeoutMs?: number | undefined;
    /** The key under which the effect happens once. A POST or PATCH without one gets one of its own. */
    idempotencyKey?: string | undefined;
    /** Headers for something on the way. */
    headers?: Record<string, string> | undefined;
    /** The version, or the entity tag, that an update or a delete expects. */
    ifMatch?: number | string | undefined;
}
/** The settings of a connection, with every default. */
export declare function connectionSettings(options: ClientOptions): ConnectionSettings;
/**
 * A name for all clients that reach the same services in the same way; none for a client with a `fetch` of its
 * own, which may reach what no other tab does.
 */
export declare function sharedName(options: ClientOptions): string | undefined;
/** How long one try of a client may take. */
export declare function clientTimeout(options: ClientOptions): number;
/** The settings of one call; `aborted` is filled in by whoever makes it. */
export declare function callSettings(options: CallOptions, timeoutMs: number): CallSettings;

// ./query
/** The state of a list as it stands in a query string: texts, numbers where pages and prices are meant. */
export interface QueryState {
    [name: string]: QueryState | string | number;
}
/**
 * The query string of the state of a list, without a `?`: `{ page: { size: 20 }, sort: '-price' }` is
 * `page[size]=20&sort=-price` with the brackets coded. The values of an array are parted by commas; what is
 * null or undefined is left out.
 */
export declare function buildQuery(query: object): string;
/**
 * The state of a list from a query string, with or without its `?`. It takes back what `buildQuery` gave, and
 * takes what people made of it: what is given twice, or makes no sense beside the rest, is left out.
 */
export declare function parseQuery<Q extends object = QueryState>(text: string): Q;

// ./rules
/** The rules of the services, without a network: the code that they run. They need `initRules()`. */
import type { Fault, Inventory, NewPurchase, Product, Quote } from '../pkg/client.js';
/**
 * Every fault that the Product service would find in a new product, or with `patch` in a change of one; none
 * when it is fine. Pointers are those of the request: `/data/attributes/price/amount`. Whether a SKU is taken,
 * and what the change leaves of a product, is known to the service alone.
 */
export declare function validateProduct(draft: unknown, options?: {
    patch?: boolean;
}): Fault[];
/** What a page knows of products and stock; what is not in it counts as not there. */
export interface Known {
    products: Pick<Product, 'id' | 'status' | 'price' | 'version'>[];
    inventory: Inventory[];
}
/**
 * The verdict that a purchase would have, were products and stock as they are known here: what
 * `client.quotes.create` gives, but for the id. An order that is none throws the faults that it would be
 * answered with.
 */
export declare function quote(order: NewPurchase, known: Known): Quote;

// ./types
/** Everything that goes in and comes out, as the module declares it. */
export type { Adjustment, AdjustmentKind, Allocation, AllocationStrategy, Bucket, CategoryCount, ClientErrorCode, DeletedProduct, DeliveryFailure, DeliveryOutcome, ErrorCode, EventProduct, Explained, ExplainedStock, Failing, Fault, Fulfilment, GoodsLine, Image, Inventory, InventoryFilter, InventoryPatch, InventoryQuery, JournalQuery, LawVerdict, Level, LevelFilter, LevelQuery, ListQuery, Location, LocationFilter, LocationPatch, LocationQuery, Money, Movement, MovementFilter, MovementKind, MovementQuery, NewAdjustment, NewImage, NewInventory, NewLocation, NewProduct, NewPurchase, NewPurchaseLine, NewReservation, NewReturn, NewTransfer, NewWebhook, NewWebhookDelivery, Page, PageLinks, PriceRange, Product, ProductEvent, ProductEventFilter, ProductEventKind, ProductEventQuery, ProductFilter, ProductOperation, ProductOperationResult, ProductPatch, ProductQuery, ProductStatus, Purchase, PurchaseFilter, PurchaseLine, PurchasePatch, PurchaseQuery, PurchaseStatus, Quote, QuoteLine, QuoteVerdict, Reservation, ReservationFilter, ReservationLine, ReservationPatch, ReservationQuery, ReservationStatus, Return, ServiceErrorCode, Since, Source, StockEvent, StockEventFilter, StockEventKind, StockEventQuery, StockLevel, StockOperation, StockOperationResult, StockPile, StockPolicy, StockResource, StockState, TagCount, TimeRange, Transfer, TransferFilter, TransferPatch, TransferQuery, TransferStatus, UpsertOutcome, Verification, Webhook, WebhookDelivery, WebhookDeliveryFilter, WebhookDeliveryQuery, WebhookPatch, } from '../pkg/client.js';
export type { ImportReport, RefusedReason, RefusedRow } from '../pkg/rules/rules.js';

// ./shop
import type { ModuleSource } from './module.js';
/** How a shop in the page is opened. */
export interface ShopOptions {
    /** Where its WebAssembly module comes from; by default the file that came with the package is fetched. */
    source?: ModuleSource;
    /** Makes the random part of every id the same in each run. */
    seed?: string;
}
/** Both services inside the page, over memory: what a reload forgets. */
export interface PageShop {
    /**
     * Answers what the two services would answer, under any origin: paths decide. No key is asked for. Every
     * call has every scope.
     */
    readonly fetch: typeof globalThis.fetch;
}
/** Opens an empty shop. The module is loaded once; each call opens a shop of its own. */
export declare function openShop(options?: ShopOptions): Promise<PageShop>;

// types of the modules
export interface Adjustment {
    /**
     * A UUID.
     */
    id: string;
    /**
     * The product's id.
     */
    product: string;
    /**
     * `main`, or a location's UUID.
     */
    location: string;
    /**
     * What it did.
     */
    kind: AdjustmentKind;
    /**
     * Units; not for `count`.
     */
    quantity?: number;
    /**
     * Where `write-off` took them from.
     */
    from?: StockPile | 'incoming' | null;
    /**
     * Of what `receive` announced: it is on its way.
     */
    to?: 'incoming' | null;
    /**
     * When what is on its way should be here; RFC 3339.
     */
    expectedAt?: string;
    /**
     * The `onHand` that a `count` found.
     */
    counted?: number;
    /**
     * The `onHand` that a `count` was compared with.
     */
    expected?: number;
    /**
     * Why.
     */
    reason: string;
    /**
     * What it belongs to outside.
     */
    reference: string | null;
    /**
     * RFC 3339.
     */
    at: string;
    /**
     * Who.
     */
    actor: string;
    /**
     * Its place among all changes.
     */
    version: number;
}
export interface Allocation {
    /**
     * How locations are chosen.
     */
    strategy: AllocationStrategy;
    /**
     * The nearest first, at most 100; for `nearest` alone.
     */
    locations?: string[];
}
export interface CategoryCount {
    /**
     * Its path.
     */
    id: string;
    /**
     * How many active products it and everything below it have.
     */
    products: number;
}
export interface DeletedProduct {
    /**
     * Its id.
     */
    id: string;
    /**
     * Its SKU, which is free again.
     */
    sku: string;
}
export interface Explained {
    /**
     * The product's id.
     */
    productId: string;
    /**
     * Whether it is for sale.
     */
    forSale: boolean;
    /**
     * Whether an earlier answer of the catalogue had to serve.
     */
    cached: boolean;
    /**
     * Its stock, where that is kept.
     */
    stock: ExplainedStock | null;
}
export interface ExplainedStock {
    /**
     * What happens when more is asked for than there is.
     */
    policy: StockPolicy;
    /**
     * Free to be sold, less the safety stock.
     */
    available: number;
    /**
     * Held for buyers.
     */
    reserved: number;
    /**
     * Those of them that the order's own reservation holds.
     */
    held: number;
    /**
     * Units that are never sold.
     */
    safetyStock: number;
    /**
     * How far back-orders go; null is no limit.
     */
    backorderLimit: number | null;
    /**
     * What one purchase may take; null is no limit.
     */
    purchasable: number | null;
    /**
     * The version of the inventory.
     */
    version: number;
}
export interface Failing {
    /**
     * Since when; RFC 3339.
     */
    since: string;
    /**
     * How many tries failed in a row.
     */
    tries: number;
    /**
     * When the next one is; null where the webhook is not active.
     */
    nextAt: string | null;
    /**
     * How the last one failed.
     */
    error: DeliveryFailure;
    /**
     * The status that it was answered with.
     */
    status: number | null;
}
export interface Fault {
    /**
     * The stable code.
     */
    code: ErrorCode;
    /**
     * HTTP status of this fault alone; null where it was found before anything was sent.
     */
    status: number | null;
    /**
     * A short summary, the same for each code.
     */
    title: string;
    /**
     * A sentence with the value and the rule.
     */
    detail: string;
    /**
     * Which part of the request.
     */
    source: Source | null;
    /**
     * Figures for programs, such as `requested` and `purchasable`.
     */
    meta: Record<string, unknown>;
}
export interface GoodsLine {
    /**
     * The product's id.
     */
    productId: string;
    /**
     * Units, from 1.
     */
    quantity: number;
}
export interface Image {
    /**
     * `https://…`, or a path of the site; at most 2,048 characters.
     */
    url: string;
    /**
     * What it shows, in words; at most 500 characters.
     */
    alt: string;
}
export interface ImportReport {
    /**
     * Rows read.
     */
    rows: number;
    /**
     * Products that are new.
     */
    created: number;
    /**
     * Products that changed.
     */
    updated: number;
    /**
     * Products that were so already.
     */
    unchanged: number;
    /**
     * Rows refused.
     */
    refused: number;
    /**
     * Products whose stock was initialised.
     */
    initialised: number;
    /**
     * Products whose stock was counted.
     */
    counted: number;
    /**
     * Products whose stock existed and was left alone.
     */
    kept: number;
    /**
     * The first line of a file of refused rows; the lines are the `record` of each. Empty for NDJSON.
     */
    refusedHeader: string;
}
export interface Inventory {
    /**
     * The product's id.
     */
    id: string;
    /**
     * The product's id.
     */
    product: string;
    /**
     * In the house.
     */
    onHand: number;
    /**
     * Held for buyers.
     */
    reserved: number;
    /**
     * Bought, not yet handed over.
     */
    committed: number;
    /**
     * In the house, but not for sale.
     */
    unavailable: number;
    /**
     * On the way here.
     */
    incoming: number;
    /**
     * Free to be sold, less the safety stock; may be below 0.
     */
    available: number;
    /**
     * What one purchase may take now, back-orders included; null is no limit.
     */
    purchasable: number | null;
    /**
     * In stock, low or out.
     */
    state: StockState;
    /**
     * What happens when more is asked for than there is.
     */
    policy: StockPolicy;
    /**
     * How far back-orders go; null is no limit.
     */
    backorderLimit: number | null;
    /**
     * Units that are never sold.
     */
    safetyStock: number;
    /**
     * At how many available units the stock is low; null is never.
     */
    lowStockAt: number | null;
    /**
     * Grows with each change; for `ifMatch`.
     */
    version: number;
    /**
     * RFC 3339.
     */
    updatedAt: string;
}
export interface InventoryFilter {
    /**
     * Products' ids.
     */
    product?: string | string[];
    /**
     * States.
     */
    state?: StockState | StockState[];
    /**
     * Locations.
     */
    location?: string | string[];
}
export interface InventoryPatch {
    /**
     * What happens when more is asked for than there is.
     */
    policy?: StockPolicy;
    /**
     * How far back-orders go; null is no limit.
     */
    backorderLimit?: number | null;
    /**
     * Units that are never sold.
     */
    safetyStock?: number;
    /**
     * At how many available units the stock is low; null is never.
     */
    lowStockAt?: number | null;
}
export interface InventoryQuery extends ListQuery {
    filter?: InventoryFilter;
}
export interface JournalQuery<Filter> {
    page?: { size?: number; after?: string | number; before?: string | number };
    filter?: Filter;
}
export interface LawVerdict {
    /**
     * Its name.
     */
    law: string;
    /**
     * Whether it holds.
     */
    holds: boolean;
    /**
     * The first movement that breaks it, where one does.
     */
    firstSeq: number | null;
}
export interface Level {
    /**
     * The product's id and the location's, with a dot between.
     */
    id: string;
    /**
     * The product's id.
     */
    product: string;
    /**
     * The location's id.
     */
    location: string;
    /**
     * In the house.
     */
    onHand: number;
    /**
     * Held for buyers.
     */
    reserved: number;
    /**
     * Bought, not yet handed over.
     */
    committed: number;
    /**
     * In the house, but not for sale.
     */
    unavailable: number;
    /**
     * On the way here.
     */
    incoming: number;
    /**
     * Those of them that come from another location.
     */
    inTransit: number;
    /**
     * Free to be sold; the safety stock is one of all locations together.
     */
    available: number;
    /**
     * The `seq` of the movement that last changed it; 0 before the first.
     */
    version: number;
    /**
     * RFC 3339.
     */
    updatedAt: string;
}
export interface LevelFilter {
    /**
     * Products' ids.
     */
    product?: string | string[];
    /**
     * Locations.
     */
    location?: string | string[];
    /**
     * As they were at this moment, in RFC 3339, by the journal; only beside `product`.
     */
    at?: string;
}
export interface LevelQuery extends ListQuery {
    filter?: LevelFilter;
}
export interface ListQuery {
    /** Which page: by number from 1, or behind or before a cursor; of 1 to 100 items, 20 by default. */
    page?: { number?: number; size?: number; after?: string; before?: string };
    /** Pages by cursor from the first one on: they stay in step while items come and go. */
    cursor?: boolean;
    /** Names, `-` before one that descends. */
    sort?: string | string[];
}
export interface Location {
    /**
     * `main`, which is always there, or a UUID.
     */
    id: string;
    /**
     * What people call it.
     */
    name: string;
    /**
     * When its turn comes in selling: 0 first.
     */
    priority: number;
    /**
     * Whether stock is kept there; one that is not active is empty.
     */
    active: boolean;
    /**
     * Grows with each change; for `ifMatch`.
     */
    version: number;
}
export interface LocationFilter {
    /**
     * Where stock is kept, or where it is not.
     */
    active?: boolean;
}
export interface LocationPatch {
    /**
     * What people call it.
     */
    name?: string;
    /**
     * When its turn comes in selling.
     */
    priority?: number;
    /**
     * Whether stock is kept there.
     */
    active?: boolean;
}
export interface LocationQuery extends ListQuery {
    filter?: LocationFilter;
}
export interface Money {
    /**
     * In minor units (cents), from 0 to 2^53 − 1.
     */
    amount: number;
    /**
     * ISO 4217, such as `EUR`.
     */
    currency: string;
}
export interface Movement {
    /**
     * The `seq` as a string.
     */
    id: string;
    /**
     * Its place in the journal, from 1.
     */
    seq: number;
    /**
     * RFC 3339.
     */
    at: string;
    /**
     * Why.
     */
    kind: MovementKind;
    /**
     * Units, from 1.
     */
    quantity: number;
    /**
     * From where.
     */
    from: Bucket;
    /**
     * To where.
     */
    to: Bucket;
    /**
     * Why, in words.
     */
    reason: string | null;
    /**
     * What it belongs to outside.
     */
    reference: string | null;
    /**
     * Who.
     */
    actor: string;
    /**
     * The id of the purchase, return, adjustment or transfer; of an inventory's creation, the product's.
     */
    group: string;
    /**
     * How far below zero the stock could be sold at that moment; null is without bound.
     */
    floor: number | null;
    /**
     * Whether an earlier answer of the catalogue had to serve.
     */
    cached: boolean;
    /**
     * The product's id.
     */
    product: string;
    /**
     * `main`, or a location's UUID.
     */
    location: string;
    /**
     * The location it went to, of a `transfer` from one to another.
     */
    destination?: string;
}
export interface MovementFilter {
    /**
     * Products' ids.
     */
    product?: string | string[];
    /**
     * Locations.
     */
    location?: string | string[];
    /**
     * Kinds.
     */
    kind?: MovementKind | MovementKind[];
    /**
     * This reference.
     */
    reference?: string;
    /**
     * Of this purchase, return, adjustment or transfer.
     */
    group?: string;
    /**
     * Moments.
     */
    at?: TimeRange;
}
export interface NewAdjustment {
    /**
     * A UUID of one's own.
     */
    id?: string;
    /**
     * The product's id.
     */
    product: string;
    /**
     * `main` by default.
     */
    location?: string;
    /**
     * What it does.
     */
    kind: AdjustmentKind;
    /**
     * Units: from 1, and for `correct` up or down; not for `count`.
     */
    quantity?: number;
    /**
     * Where `write-off` takes them from; `sellable` by default.
     */
    from?: StockPile | 'incoming';
    /**
     * Where `receive` puts them: `incoming` announces what is on its way; `sellable` by default.
     */
    to?: 'sellable' | 'incoming';
    /**
     * When what is on its way should be here; RFC 3339.
     */
    expectedAt?: string | null;
    /**
     * The `onHand` that a `count` found.
     */
    counted?: number;
    /**
     * The `onHand` that the count was compared with: another one by now is refused with `count-stale`.
     */
    expected?: number;
    /**
     * Why: 1 to 500 characters.
     */
    reason: string;
    /**
     * What it belongs to outside; at most 200 characters.
     */
    reference?: string | null;
}
export interface NewImage {
    /**
     * `https://…`, or a path of the site; at most 2,048 characters.
     */
    url: string;
    /**
     * What it shows, in words; at most 500 characters.
     */
    alt?: string;
}
export interface NewInventory {
    /**
     * The product's id.
     */
    product: string;
    /**
     * Units in the house, from 0; 0 by default.
     */
    quantity?: number;
    /**
     * `deny` by default.
     */
    policy?: StockPolicy;
    /**
     * How far back-orders go; null, the default, is no limit.
     */
    backorderLimit?: number | null;
    /**
     * Units that are never sold; 0 by default.
     */
    safetyStock?: number;
    /**
     * At how many available units the stock is low; null, the default, is never.
     */
    lowStockAt?: number | null;
}
export interface NewLocation {
    /**
     * A UUID of one's own.
     */
    id?: string;
    /**
     * What people call it: 1 to 120 characters.
     */
    name: string;
    /**
     * When its turn comes in selling, from 0; 0 by default.
     */
    priority?: number;
    /**
     * Whether stock is kept there already; true by default.
     */
    active?: boolean;
}
export interface NewProduct {
    /**
     * A UUID of one's own.
     */
    id?: string;
    /**
     * 1 to 64 characters without spaces and commas.
     */
    sku: string;
    /**
     * 1 to 200 characters.
     */
    name: string;
    /**
     * The price of one.
     */
    price: Money;
    /**
     * At most 10,000 characters; empty by default.
     */
    description?: string;
    /**
     * `active` by default.
     */
    status?: ProductStatus;
    /**
     * At most 20 of 1 to 40 characters, each once.
     */
    tags?: string[];
    /**
     * A path such as `kitchen/cups`.
     */
    category?: string | null;
    /**
     * What the variants of one thing share.
     */
    group?: string | null;
    /**
     * What tells it from the other variants of its group; only with a group.
     */
    options?: Record<string, string>;
    /**
     * At most 10.
     */
    images?: NewImage[];
    /**
     * Free for callers.
     */
    metadata?: Record<string, string>;
}
export interface NewPurchase {
    /**
     * A UUID of one's own.
     */
    id?: string;
    /**
     * 1 to 1,000 lines, of one currency. Lines of one product and location are merged.
     */
    lines: NewPurchaseLine[];
    /**
     * From where lines are taken that name no location; the service's own setting by default.
     */
    allocation?: Allocation;
    /**
     * The reservation whose units are bought; what it holds beyond them goes back.
     */
    reservation?: string;
    /**
     * `now` by default.
     */
    fulfilment?: Fulfilment;
    /**
     * What it belongs to outside, such as an invoice number; at most 200 characters.
     */
    reference?: string | null;
    /**
     * Who buys, in free text; at most 200 characters.
     */
    customer?: string | null;
}
export interface NewPurchaseLine {
    /**
     * The product's id.
     */
    productId: string;
    /**
     * Units, from 1.
     */
    quantity: number;
    /**
     * Where it is taken from; left out, `allocation` decides.
     */
    locationId?: string;
}
export interface NewReservation {
    /**
     * A UUID of one's own.
     */
    id?: string;
    /**
     * 1 to 1,000 lines. Lines of one product and location are merged.
     */
    lines: NewPurchaseLine[];
    /**
     * From where lines are taken that name no location; the service's own setting by default.
     */
    allocation?: Allocation;
    /**
     * For whom: a name of one's own for the buyer, 1 to 200 characters.
     */
    owner: string;
    /**
     * Until when; the service's own setting by default. RFC 3339.
     */
    expiresAt?: string;
}
export interface NewReturn {
    /**
     * A UUID of one's own.
     */
    id?: string;
    /**
     * The purchase they are of, where that is known.
     */
    purchase?: string;
    /**
     * Where it is put: by default where it was bought from, or `main`.
     */
    location?: string;
    /**
     * What comes back.
     */
    lines: GoodsLine[];
    /**
     * On which pile it is put; `sellable` by default.
     */
    to?: StockPile;
    /**
     * Why; at most 500 characters.
     */
    reason?: string | null;
    /**
     * What it belongs to outside; at most 200 characters.
     */
    reference?: string | null;
}
export interface NewTransfer {
    /**
     * A UUID of one's own.
     */
    id?: string;
    /**
     * The location it leaves.
     */
    from: string;
    /**
     * The location it goes to.
     */
    to: string;
    /**
     * What goes: 1 to 1,000 lines.
     */
    lines: GoodsLine[];
    /**
     * `received`, the default, moves it in one step; `shipped` leaves it on its way.
     */
    status?: TransferStatus;
    /**
     * When it should be there; RFC 3339.
     */
    expectedAt?: string | null;
    /**
     * Why; at most 500 characters.
     */
    reason?: string | null;
    /**
     * What it belongs to outside; at most 200 characters.
     */
    reference?: string | null;
}
export interface NewWebhook {
    /**
     * A UUID of one's own.
     */
    id?: string;
    /**
     * Where messages go: `https://`, a public host.
     */
    url: string;
    /**
     * What it is told of; null, the default, is every kind.
     */
    kinds?: StockEventKind[] | null;
    /**
     * Whether messages are sent; true by default.
     */
    active?: boolean;
    /**
     * What it is for; at most 500 characters.
     */
    description?: string;
    /**
     * A secret of one's own: `whsec_` and the base64 of 24 to 64 bytes.
     */
    secret?: string;
    /**
     * It is told of what comes behind this `seq`; by default of what comes from now on.
     */
    deliveredSeq?: number;
}
export interface NewWebhookDelivery {
    /**
     * The webhook's id.
     */
    webhook: string;
    /**
     * The `seq` of the event.
     */
    event: number;
}
export interface Page<T> {
    /**
     * The items, in order.
     */
    items: T[];
    /**
     * How many there are in all pages, where the service counts them.
     */
    total: number | null;
    /**
     * The page's number, from 1; null for a page by cursor.
     */
    number: number | null;
    /**
     * How many items a page has at most.
     */
    size: number | null;
    /**
     * How many pages there are; null for a page by cursor.
     */
    pages: number | null;
    /**
     * Where other pages are.
     */
    links: PageLinks;
}
export interface PageLinks {
    /**
     * This page.
     */
    self: string | null;
    /**
     * The first page.
     */
    first: string | null;
    /**
     * The page before.
     */
    prev: string | null;
    /**
     * The page behind.
     */
    next: string | null;
    /**
     * The last page; null for pages by cursor.
     */
    last: string | null;
}
export interface PriceRange {
    /**
     * At least.
     */
    gte?: number;
    /**
     * At most.
     */
    lte?: number;
}
export interface Product {
    /**
     * A UUID.
     */
    id: string;
    /**
     * What the shop calls it: 1 to 64 characters, unique without regard to case.
     */
    sku: string;
    /**
     * 1 to 200 characters.
     */
    name: string;
    /**
     * At most 10,000 characters.
     */
    description: string;
    /**
     * The price of one.
     */
    price: Money;
    /**
     * Only active ones can be bought.
     */
    status: ProductStatus;
    /**
     * At most 20.
     */
    tags: string[];
    /**
     * A path such as `kitchen/cups`.
     */
    category: string | null;
    /**
     * What the variants of one thing share.
     */
    group: string | null;
    /**
     * What tells it from the other variants of its group, such as `{ size: 'XL' }`.
     */
    options: Record<string, string>;
    /**
     * At most 10.
     */
    images: Image[];
    /**
     * Free for callers: at most 64 keys and 16 KiB.
     */
    metadata: Record<string, string>;
    /**
     * Grows with each change; for `ifMatch`.
     */
    version: number;
    /**
     * RFC 3339.
     */
    createdAt: string;
    /**
     * RFC 3339.
     */
    updatedAt: string;
}
export interface ProductEvent {
    /**
     * The `seq` as a string.
     */
    id: string;
    /**
     * Its place in the feed, from 1.
     */
    seq: number;
    /**
     * What happened.
     */
    kind: ProductEventKind;
    /**
     * RFC 3339.
     */
    at: string;
    /**
     * Who.
     */
    actor: string;
    /**
     * The product as after; of a deleted one only `id` and `sku`.
     */
    product: EventProduct;
}
export interface ProductEventFilter {
    /**
     * Products' ids.
     */
    product?: string | string[];
    /**
     * Kinds.
     */
    kind?: ProductEventKind | ProductEventKind[];
}
export interface ProductFilter {
    /**
     * Ids.
     */
    id?: string | string[];
    /**
     * SKUs, without regard to case.
     */
    sku?: string | string[];
    /**
     * Statuses.
     */
    status?: ProductStatus | ProductStatus[];
    /**
     * Tags.
     */
    tag?: string | string[];
    /**
     * This category and everything below it.
     */
    category?: string;
    /**
     * The variants of this group.
     */
    group?: string;
    /**
     * Currencies.
     */
    currency?: string | string[];
    /**
     * Prices.
     */
    price?: PriceRange;
    /**
     * Changed since.
     */
    updatedAt?: Since;
    /**
     * Every word in SKU, name, description or tags, without regard to case and accents; the last one as a
     * beginning.
     */
    search?: string;
}
export interface ProductOperationResult {
    /**
     * The product as it is now; null for `delete`.
     */
    resource: Product | null;
    /**
     * What an upsert did; null for other operations.
     */
    outcome: UpsertOutcome | null;
}
export interface ProductPatch {
    /**
     * 1 to 64 characters without spaces and commas.
     */
    sku?: string;
    /**
     * 1 to 200 characters.
     */
    name?: string;
    /**
     * The price of one.
     */
    price?: Money;
    /**
     * At most 10,000 characters.
     */
    description?: string;
    /**
     * `archived` is the everyday way out.
     */
    status?: ProductStatus;
    /**
     * At most 20 of 1 to 40 characters, each once.
     */
    tags?: string[];
    /**
     * Null for none.
     */
    category?: string | null;
    /**
     * Null for none.
     */
    group?: string | null;
    /**
     * What tells it from the other variants of its group.
     */
    options?: Record<string, string>;
    /**
     * At most 10.
     */
    images?: NewImage[];
    /**
     * Free for callers.
     */
    metadata?: Record<string, string>;
}
export interface ProductQuery extends ListQuery {
    filter?: ProductFilter;
}
export interface Purchase {
    /**
     * A UUID.
     */
    id: string;
    /**
     * One line per product and location.
     */
    lines: PurchaseLine[];
    /**
     * The sum of all lines.
     */
    total: Money;
    /**
     * When it is handed over.
     */
    fulfilment: Fulfilment;
    /**
     * How far it is.
     */
    status: PurchaseStatus;
    /**
     * The reservation it was bought from.
     */
    reservation: string | null;
    /**
     * What became of that reservation.
     */
    reservationStatus: ReservationStatus | null;
    /**
     * What it belongs to outside.
     */
    reference: string | null;
    /**
     * Who bought.
     */
    customer: string | null;
    /**
     * RFC 3339.
     */
    at: string;
    /**
     * Who called.
     */
    actor: string;
    /**
     * Grows with each change; for `ifMatch`.
     */
    version: number;
}
export interface PurchaseFilter {
    /**
     * Statuses.
     */
    status?: PurchaseStatus | PurchaseStatus[];
    /**
     * This reference.
     */
    reference?: string;
    /**
     * With a line of any of these products.
     */
    product?: string | string[];
    /**
     * Moments.
     */
    at?: TimeRange;
}
export interface PurchaseLine {
    /**
     * The product's id.
     */
    productId: string;
    /**
     * Units.
     */
    quantity: number;
    /**
     * `main`, or a location's UUID.
     */
    locationId: string;
    /**
     * The price of one, as it was.
     */
    price: Money;
    /**
     * The product's version, as it was.
     */
    productVersion: number;
    /**
     * Units that came back.
     */
    returned: number;
}
export interface PurchasePatch {
    /**
     * `completed` (shipped) or `cancelled`.
     */
    status: 'completed' | 'cancelled';
}
export interface PurchaseQuery extends ListQuery {
    filter?: PurchaseFilter;
}
export interface Quote {
    /**
     * A UUID, another one each time.
     */
    id: string;
    /**
     * What would become of the purchase.
     */
    verdict: QuoteVerdict;
    /**
     * One line per product and location.
     */
    lines: QuoteLine[];
    /**
     * The sum of all lines; null when it would be refused.
     */
    total: Money | null;
    /**
     * The faults that the purchase would be refused with; their pointers lead into its document.
     */
    refusals: Fault[];
    /**
     * The figures behind the verdict.
     */
    explanation: Explained[];
}
export interface QuoteLine {
    /**
     * The product's id.
     */
    productId: string;
    /**
     * Units; null when they are too many to count.
     */
    quantity: number | null;
    /**
     * `main`, or a location's UUID.
     */
    locationId: string;
    /**
     * The price of one, where it is for sale.
     */
    price: Money | null;
    /**
     * The product's version, where it is for sale.
     */
    productVersion: number | null;
}
export interface RefusedReason {
    /**
     * A code of a service, or `row-unreadable`.
     */
    code: ErrorCode | 'row-unreadable';
    /**
     * A sentence.
     */
    detail: string;
    /**
     * The column it is about, where it is about one.
     */
    column: string | null;
}
export interface RefusedRow {
    /**
     * The line it begins in, from 1.
     */
    line: number;
    /**
     * Its SKU, where that could be read.
     */
    sku: string | null;
    /**
     * The code of the first reason.
     */
    code: ErrorCode | 'row-unreadable';
    /**
     * The sentence of the first reason.
     */
    detail: string;
    /**
     * The column of the first reason.
     */
    column: string | null;
    /**
     * Everything that is wrong with it.
     */
    reasons: RefusedReason[];
    /**
     * The row as a line of a file of refused rows: as it was, and why. Such a file can be mended and imported.
     */
    record: string;
}
export interface Reservation {
    /**
     * A UUID.
     */
    id: string;
    /**
     * One line per product and location.
     */
    lines: ReservationLine[];
    /**
     * From when on its units are not held any more; RFC 3339.
     */
    expiresAt: string;
    /**
     * The latest moment to which it can be extended; RFC 3339.
     */
    maxUntil: string;
    /**
     * For whom.
     */
    owner: string;
    /**
     * How far it is.
     */
    status: ReservationStatus;
    /**
     * When it was made; RFC 3339.
     */
    at: string;
    /**
     * Who made it.
     */
    actor: string;
    /**
     * Grows with each change; for `ifMatch`.
     */
    version: number;
}
export interface ReservationFilter {
    /**
     * Statuses.
     */
    status?: ReservationStatus | ReservationStatus[];
    /**
     * This owner.
     */
    owner?: string;
    /**
     * With a line of any of these products.
     */
    product?: string | string[];
    /**
     * Moments at which they were made.
     */
    at?: TimeRange;
}
export interface ReservationLine {
    /**
     * The product's id.
     */
    productId: string;
    /**
     * Units that were reserved.
     */
    quantity: number;
    /**
     * `main`, or a location's UUID.
     */
    locationId: string;
    /**
     * How many of them are held now.
     */
    held: number;
    /**
     * How many of them were bought.
     */
    bought: number;
}
export interface ReservationPatch {
    /**
     * `released`: its units are let go.
     */
    status?: 'released';
    /**
     * A later moment; RFC 3339.
     */
    expiresAt?: string;
}
export interface ReservationQuery extends ListQuery {
    filter?: ReservationFilter;
}
export interface Return {
    /**
     * A UUID.
     */
    id: string;
    /**
     * The purchase they are of, where that is known.
     */
    purchase: string | null;
    /**
     * The location that was named for it; null where it went back to where it was bought from.
     */
    location: string | null;
    /**
     * What came back.
     */
    lines: GoodsLine[];
    /**
     * On which pile it was put.
     */
    to: StockPile;
    /**
     * Why.
     */
    reason: string | null;
    /**
     * What it belongs to outside.
     */
    reference: string | null;
    /**
     * RFC 3339.
     */
    at: string;
    /**
     * Who.
     */
    actor: string;
    /**
     * Its place among all changes.
     */
    version: number;
}
export interface Since {
    /**
     * Then or later.
     */
    gte?: string;
}
export interface StockEvent {
    /**
     * The `seq` as a string.
     */
    id: string;
    /**
     * Its place in the feed, from 1.
     */
    seq: number;
    /**
     * RFC 3339.
     */
    at: string;
    /**
     * What it says.
     */
    kind: StockEventKind;
    /**
     * The `seq` of the movement behind it; null where nothing moved.
     */
    movement: number | null;
    /**
     * The kind of that movement.
     */
    cause: MovementKind | null;
    /**
     * The inventory as after.
     */
    level: StockLevel;
    /**
     * Who.
     */
    actor: string;
    /**
     * The product's id.
     */
    product: string;
}
export interface StockEventFilter {
    /**
     * Products' ids.
     */
    product?: string | string[];
    /**
     * Kinds.
     */
    kind?: StockEventKind | StockEventKind[];
}
export interface StockLevel {
    /**
     * In the house.
     */
    onHand: number;
    /**
     * Held for buyers.
     */
    reserved: number;
    /**
     * Bought, not yet handed over.
     */
    committed: number;
    /**
     * In the house, but not for sale.
     */
    unavailable: number;
    /**
     * On the way here.
     */
    incoming: number;
    /**
     * Free to be sold, less the safety stock; may be below 0.
     */
    available: number;
    /**
     * What one purchase may take now; null is no limit.
     */
    purchasable: number | null;
    /**
     * In stock, low or out.
     */
    state: StockState;
    /**
     * What happens when more is asked for than there is.
     */
    policy: StockPolicy;
    /**
     * How far back-orders go; null is no limit.
     */
    backorderLimit: number | null;
    /**
     * Units that are never sold.
     */
    safetyStock: number;
    /**
     * At how many available units the stock is low; null is never.
     */
    lowStockAt: number | null;
    /**
     * The version of the inventory.
     */
    version: number;
    /**
     * RFC 3339.
     */
    updatedAt: string;
}
export interface StockOperationResult {
    /**
     * The inventory of `initialise`, or the adjustment of `adjust`.
     */
    resource: StockResource;
}
export interface TagCount {
    /**
     * The tag.
     */
    id: string;
    /**
     * How many active products have it.
     */
    products: number;
}
export interface TimeRange {
    /**
     * Then or later.
     */
    gte?: string;
    /**
     * Then or earlier.
     */
    lte?: string;
}
export interface Transfer {
    /**
     * A UUID.
     */
    id: string;
    /**
     * The location it leaves.
     */
    from: string;
    /**
     * The location it goes to.
     */
    to: string;
    /**
     * One line per product.
     */
    lines: GoodsLine[];
    /**
     * How far it is.
     */
    status: TransferStatus;
    /**
     * When it should be there; RFC 3339.
     */
    expectedAt: string | null;
    /**
     * Why.
     */
    reason: string | null;
    /**
     * What it belongs to outside.
     */
    reference: string | null;
    /**
     * When it was sent; RFC 3339.
     */
    at: string;
    /**
     * Who.
     */
    actor: string;
    /**
     * Grows with each change; for `ifMatch`.
     */
    version: number;
}
export interface TransferFilter {
    /**
     * Statuses.
     */
    status?: TransferStatus | TransferStatus[];
    /**
     * The locations they leave.
     */
    from?: string | string[];
    /**
     * The locations they go to.
     */
    to?: string | string[];
    /**
     * With a line of any of these products.
     */
    product?: string | string[];
    /**
     * This reference.
     */
    reference?: string;
}
export interface TransferPatch {
    /**
     * `received`: its units are there, whole.
     */
    status: 'received';
}
export interface TransferQuery extends ListQuery {
    filter?: TransferFilter;
}
export interface Verification {
    /**
     * Whether every law holds.
     */
    holds: boolean;
    /**
     * How many movements were read.
     */
    movements: number;
    /**
     * Every law.
     */
    laws: LawVerdict[];
}
export interface Webhook {
    /**
     * A UUID.
     */
    id: string;
    /**
     * Where messages go.
     */
    url: string;
    /**
     * What it is told of; null is every kind.
     */
    kinds: StockEventKind[] | null;
    /**
     * Whether messages are sent.
     */
    active: boolean;
    /**
     * What it is for.
     */
    description: string;
    /**
     * What messages are signed with: only in the answer to its creation.
     */
    secret?: string;
    /**
     * Every event up to this `seq` is done with.
     */
    deliveredSeq: number;
    /**
     * What is wrong since the receiver last took a message.
     */
    failing: Failing | null;
    /**
     * Grows with each change; for `ifMatch`.
     */
    version: number;
    /**
     * RFC 3339.
     */
    createdAt: string;
    /**
     * RFC 3339.
     */
    updatedAt: string;
}
export interface WebhookDelivery {
    /**
     * Its place in the log, as a string.
     */
    id: string;
    /**
     * The webhook's id.
     */
    webhook: string;
    /**
     * The `seq` of the event.
     */
    event: number;
    /**
     * Which try it was since the receiver last took a message, from 1; 0 of a wish.
     */
    try: number;
    /**
     * When the try ended, or the wish came; RFC 3339.
     */
    at: string;
    /**
     * What it says.
     */
    outcome: DeliveryOutcome;
    /**
     * The status of the receiver's answer.
     */
    status: number | null;
    /**
     * Why it failed.
     */
    error: DeliveryFailure | null;
    /**
     * How long the try took, in milliseconds.
     */
    durationMs: number | null;
}
export interface WebhookDeliveryFilter {
    /**
     * Webhooks.
     */
    webhook?: string | string[];
    /**
     * Outcomes.
     */
    outcome?: DeliveryOutcome | DeliveryOutcome[];
    /**
     * The `seq` of events.
     */
    event?: number | number[];
}
export interface WebhookDeliveryQuery extends ListQuery {
    filter?: WebhookDeliveryFilter;
}
export interface WebhookPatch {
    /**
     * Where messages go.
     */
    url?: string;
    /**
     * What it is told of; null is every kind.
     */
    kinds?: StockEventKind[] | null;
    /**
     * Whether messages are sent.
     */
    active?: boolean;
    /**
     * What it is for.
     */
    description?: string;
    /**
     * Another secret.
     */
    secret?: string;
    /**
     * Where it goes on: everything behind this `seq` is sent again.
     */
    deliveredSeq?: number;
}
export type AdjustmentKind = "receive" | "arrive" | "correct" | "count" | "write-off" | "quarantine" | "restore";
export type AllocationStrategy = "single-location-first" | "priority" | "most-stock" | "nearest";
export type Bucket = "sellable" | "reserved" | "committed" | "unavailable" | "incoming" | "supplier" | "customer" | "loss" | "correction";
export type ClientErrorCode =
| 'argument-invalid' | 'connect-timeout' | 'cut' | 'not-initialised' | 'refused' | 'timeout'
| 'too-long' | 'unfit' | 'unreadable';
export type DeliveryFailure = "unresolved" | "private-address" | "refused" | "tls" | "timeout" | "cut" | "status" | "event-expired";
export type DeliveryOutcome = "asked" | "delivered" | "failed";
export type ErrorCode = ServiceErrorCode | ClientErrorCode;
export type EventProduct = Product | DeletedProduct;
export type Fulfilment = "now" | "later";
export type MovementKind = "receive" | "arrive" | "reserve" | "release" | "expire" | "commit" | "purchase" | "ship" | "cancel" | "return" | "quarantine" | "restore" | "write-off" | "adjust" | "transfer";
export type MovementQuery = JournalQuery<MovementFilter>;
export type ProductEventKind = "product.created" | "product.updated" | "product.deleted";
export type ProductEventQuery = JournalQuery<ProductEventFilter>;
export type ProductOperation = { op: "create"; product: NewProduct } | { op: "upsert"; product: NewProduct } | { op: "update"; id: string; patch: ProductPatch } | { op: "delete"; id: string };
export type ProductStatus = "draft" | "active" | "archived";
export type PurchaseStatus = "open" | "completed" | "cancelled";
export type QuoteVerdict = "accepted" | "refused";
export type ReservationStatus = "active" | "committed" | "released" | "expired";
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
export type Source = { pointer: string } | { parameter: string } | { header: string };
export type StockEventKind = "stock.changed" | "stock.low" | "stock.out" | "stock.back";
export type StockEventQuery = JournalQuery<StockEventFilter>;
export type StockOperation = { op: "initialise"; inventory: NewInventory } | { op: "adjust"; adjustment: NewAdjustment };
export type StockPile = "sellable" | "unavailable";
export type StockPolicy = "deny" | "backorder" | "untracked";
export type StockResource = Inventory | Adjustment;
export type StockState = "in-stock" | "low" | "out";
export type TransferStatus = "shipped" | "received";
export type UpsertOutcome = "created" | "updated" | "unchanged";
