import type {
  Adjustment,
  CategoryCount,
  Inventory,
  InventoryPatch,
  InventoryQuery,
  Level,
  LevelQuery,
  ListQuery,
  Location,
  LocationPatch,
  LocationQuery,
  Movement,
  MovementQuery,
  NewAdjustment,
  NewInventory,
  NewLocation,
  NewProduct,
  NewPurchase,
  NewReservation,
  NewReturn,
  NewTransfer,
  NewWebhook,
  NewWebhookDelivery,
  Product,
  ProductEvent,
  ProductEventFilter,
  ProductEventQuery,
  ProductOperation,
  ProductOperationResult,
  ProductPatch,
  ProductQuery,
  Purchase,
  PurchasePatch,
  PurchaseQuery,
  Quote,
  Reservation,
  ReservationPatch,
  ReservationQuery,
  Return,
  StockEvent,
  StockEventFilter,
  StockEventQuery,
  StockOperation,
  StockOperationResult,
  TagCount,
  Transfer,
  TransferPatch,
  TransferQuery,
  Verification,
  Webhook,
  WebhookDelivery,
  WebhookDeliveryQuery,
  WebhookPatch,
} from '../pkg/client.js'
import type { ImportReport } from '../pkg/rules/rules.js'
import { call, callJson, type Caller } from './call.js'
import { argumentInvalid } from './error.js'
import { exportFile, importFile, type ExportFileOptions, type ImportFileOptions } from './file.js'
import { follow, type FollowOptions } from './follow.js'
import { listOf, type List } from './list.js'
import { live, type Live, type LiveEvent, type LiveOptions } from './live.js'
import { core } from './wasm.js'
import {
  clientTimeout,
  connectionSettings,
  sharedName,
  type CallOptions,
  type ClientOptions,
} from './options.js'

/** Resources that can be listed. */
export interface Listable<Item, Query> {
  /** A list; nothing is sent before it is awaited or walked. */
  list(query?: Query, options?: CallOptions): List<Item>
}

/** Resources that have an address. */
export interface Readable<Item> {
  /** One of them, by its id. */
  get(id: string, options?: CallOptions): Promise<Item>
}

/** Resources that can be made. */
export interface Creatable<Item, New> {
  /** A new one. */
  create(item: New, options?: CallOptions): Promise<Item>
}

/** Resources that can be changed. */
export interface Updatable<Item, Patch> {
  /** A change: only what it names. `ifMatch` expects a version. */
  update(id: string, patch: Patch, options?: CallOptions): Promise<Item>
}

/** Resources that can be deleted. */
export interface Deletable {
  /** The end of one. */
  delete(id: string, options?: CallOptions): Promise<void>
}

/** Events: a list that goes on. */
export interface Feed<Event, Query, Filter> extends Listable<Event, Query> {
  /** Follows what happens, across every cut. */
  follow(options?: FollowOptions<Filter>): AsyncIterable<Event>
}

/** A client of both services. Any number of them may exist side by side. */
export class Trastienda {
  readonly #caller: Caller
  /** Tabs whose clients have the same name can share what they follow. */
  readonly #name: string | undefined
  /** The catalogue. Archiving a product is the everyday way out; deleting it is its end. */
  readonly products: Listable<Product, ProductQuery> &
    Readable<Product> &
    Creatable<Product, NewProduct> &
    Updatable<Product, ProductPatch> &
    Deletable
  /** Categories that active products have. Sorted by `id` or `products`. */
  readonly categories: Listable<CategoryCount, ListQuery>
  /** Tags that active products have. Sorted by `id` or `products`. */
  readonly tags: Listable<TagCount, ListQuery>
  /** Stock, by the product's id. */
  readonly inventory: Listable<Inventory, InventoryQuery> &
    Readable<Inventory> &
    Creatable<Inventory, NewInventory> &
    Updatable<Inventory, InventoryPatch>
  /** Places where stock is kept. `main` is always there. Sorted by `priority`. */
  readonly locations: Listable<Location, LocationQuery> &
    Readable<Location> &
    Creatable<Location, NewLocation> &
    Updatable<Location, LocationPatch>
  /** Stock by product and location, as it is or as it was. Sorted by `updatedAt` or `available`. */
  readonly levels: Listable<Level, LevelQuery> & Readable<Level>
  /** Stock that goes from one location to another, the newest first. */
  readonly transfers: Listable<Transfer, TransferQuery> &
    Readable<Transfer> &
    Creatable<Transfer, NewTransfer> &
    Updatable<Transfer, TransferPatch>
  /** Changes of stock by hand, the newest first. */
  readonly adjustments: Listable<Adjustment, ListQuery> &
    Readable<Adjustment> &
    Creatable<Adjustment, NewAdjustment>
  /** Purchases, the newest first. */
  readonly purchases: Listable<Purchase, PurchaseQuery> &
    Readable<Purchase> &
    Creatable<Purchase, NewPurchase> &
    Updatable<Purchase, PurchasePatch>
  /** Units held for buyers, the newest first. Sorted by `at` or `expiresAt`. */
  readonly reservations: Listable<Reservation, ReservationQuery> &
    Readable<Reservation> &
    Creatable<Reservation, NewReservation> &
    Updatable<Reservation, ReservationPatch>
  /** Goods that came back, the newest first. */
  readonly returns: Listable<Return, ListQuery> & Readable<Return> & Creatable<Return, NewReturn>
  /** The journal. */
  readonly movements: Listable<Movement, MovementQuery>
  /** Verdicts on purchases that are not made. */
  readonly quotes: Creatable<Quote, NewPurchase>
  /** Changes of the catalogue, all or none; at most 1,000. */
  readonly operations: Creatable<ProductOperationResult[], ProductOperation[]>
  /** Changes of stock, all or none; at most 1,000. */
  readonly stockOperations: Creatable<StockOperationResult[], StockOperation[]>
  /** What happened to products. */
  readonly productEvents: Feed<ProductEvent, ProductEventQuery, ProductEventFilter>
  /** What happened to stock. */
  readonly stockEvents: Feed<StockEvent, StockEventQuery, StockEventFilter>
  /** Who is told of stock events. Sorted by `createdAt`. Only the answer to `create` has the secret. */
  readonly webhooks: Listable<Webhook, ListQuery> &
    Readable<Webhook> &
    Creatable<Webhook, NewWebhook> &
    Updatable<Webhook, WebhookPatch> &
    Deletable
  /** The log of what was sent to webhooks, the newest first; one that is created is sent again. */
  readonly webhookDeliveries: Listable<WebhookDelivery, WebhookDeliveryQuery> &
    Readable<WebhookDelivery> &
    Creatable<WebhookDelivery, NewWebhookDelivery>
  /** The whole journal against its laws. */
  readonly verification: { get(options?: CallOptions): Promise<Verification> }

  constructor(options: ClientOptions = {}) {
    const { Connection } = core.get()
    const timeoutMs = clientTimeout(options)
    const caller = { connection: new Connection(connectionSettings(options)), timeoutMs }
    this.#caller = caller
    this.#name = sharedName(options)
    this.products = {
      ...listable(caller, 'products'),
      ...readable(caller, 'products'),
      ...creatable(caller, 'products'),
      ...updatable(caller, 'products'),
      ...deletable(caller, 'products'),
    }
    this.categories = listable(caller, 'categories')
    this.tags = listable(caller, 'tags')
    this.inventory = {
      ...listable(caller, 'inventory'),
      ...readable(caller, 'inventory'),
      ...creatable(caller, 'inventory'),
      ...updatable(caller, 'inventory'),
    }
    this.locations = {
      ...listable(caller, 'locations'),
      ...readable(caller, 'locations'),
      ...creatable(caller, 'locations'),
      ...updatable(caller, 'locations'),
    }
    this.levels = { ...listable(caller, 'levels'), ...readable(caller, 'levels') }
    this.transfers = {
      ...listable(caller, 'transfers'),
      ...readable(caller, 'transfers'),
      ...creatable(caller, 'transfers'),
      ...updatable(caller, 'transfers'),
    }
    this.adjustments = {
      ...listable(caller, 'adjustments'),
      ...readable(caller, 'adjustments'),
      ...creatable(caller, 'adjustments'),
    }
    this.purchases = {
      ...listable(caller, 'purchases'),
      ...readable(caller, 'purchases'),
      ...creatable(caller, 'purchases'),
      ...updatable(caller, 'purchases'),
    }
    this.reservations = {
      ...listable(caller, 'reservations'),
      ...readable(caller, 'reservations'),
      ...creatable(caller, 'reservations'),
      ...updatable(caller, 'reservations'),
    }
    this.returns = {
      ...listable(caller, 'returns'),
      ...readable(caller, 'returns'),
      ...creatable(caller, 'returns'),
    }
    this.movements = listable(caller, 'movements')
    this.quotes = creatable(caller, 'quotes')
    this.operations = {
      create: (operations, asked = {}) =>
        callJson(caller, asked, (settings) =>
          caller.connection.operations(JSON.stringify(operations ?? null), settings),
        ),
    }
    this.stockOperations = {
      create: (operations, asked = {}) =>
        callJson(caller, asked, (settings) =>
          caller.connection.stockOperations(JSON.stringify(operations ?? null), settings),
        ),
    }
    this.productEvents = feed(caller, 'product-events')
    this.stockEvents = feed(caller, 'stock-events')
    this.webhooks = {
      ...listable(caller, 'webhooks'),
      ...readable(caller, 'webhooks'),
      ...creatable(caller, 'webhooks'),
      ...updatable(caller, 'webhooks'),
      ...deletable(caller, 'webhooks'),
    }
    this.webhookDeliveries = {
      ...listable(caller, 'webhook-deliveries'),
      ...readable(caller, 'webhook-deliveries'),
      ...creatable(caller, 'webhook-deliveries'),
    }
    this.verification = {
      get: (asked = {}) =>
        callJson(caller, asked, (settings) => caller.connection.verification(settings)),
    }
  }

  /** Imports products and stock from a CSV or NDJSON file of any size. */
  importFile(file: Blob, options: ImportFileOptions = {}): Promise<ImportReport> {
    return importFile(this.#caller, file, options)
  }

  /** Exports every product and its stock to a file that an import reads. */
  exportFile(options: ExportFileOptions = {}): Promise<Blob> {
    return exportFile(this.#caller, options)
  }

  /**
   * Follows both feeds from now on, with one stream a browser for each: tabs share them, also when one of them
   * closes, and while no tab is seen there is none. Clients with a `fetch` of their own do not share.
   *
   * The listener hears each event once. `expired` in place of an event says that some were missed: load lists
   * again.
   */
  live(listener: (event: LiveEvent) => void, options: LiveOptions = {}): Live {
    const feeds = { products: this.productEvents.follow, stock: this.stockEvents.follow }
    return live(feeds, this.#name, listener, options)
  }

  /** Gives back the memory of the client. Calls on their way come to their end. */
  free(): void {
    this.#caller.connection.free()
  }

  [Symbol.dispose](): void {
    this.free()
  }
}

function listable<Item, Query extends object>(caller: Caller, kind: string): Listable<Item, Query> {
  return { list: (query, options) => listOf(caller, kind, query, options) }
}

function readable<Item>(caller: Caller, kind: string): Readable<Item> {
  return {
    get: (id, options = {}) =>
      callJson(caller, options, (settings) => caller.connection.get(kind, idOf(id), settings)),
  }
}

function creatable<Item, New>(caller: Caller, kind: string): Creatable<Item, New> {
  return {
    create: (item, options = {}) =>
      callJson(caller, options, (settings) =>
        caller.connection.create(kind, JSON.stringify(item ?? null), settings),
      ),
  }
}

function updatable<Item, Patch>(caller: Caller, kind: string): Updatable<Item, Patch> {
  return {
    update: (id, patch, options = {}) =>
      callJson(caller, options, (settings) =>
        caller.connection.update(kind, idOf(id), JSON.stringify(patch ?? null), settings),
      ),
  }
}

function deletable(caller: Caller, kind: string): Deletable {
  return {
    delete: (id, options = {}) =>
      call(caller, options, (settings) => caller.connection.delete(kind, idOf(id), settings)),
  }
}

function feed<Event, Query extends object, Filter extends object>(
  caller: Caller,
  kind: string,
): Feed<Event, Query, Filter> {
  return {
    ...listable(caller, kind),
    follow: (options = {}) => follow(caller, kind, options),
  }
}

function idOf(id: string): string {
  if (typeof id !== 'string') throw argumentInvalid(`An id is a string, not ${String(id)}.`)
  return id
}
