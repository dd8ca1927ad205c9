-- The stock of each product. The buckets but `sellable` are never below zero, whoever writes.
CREATE TABLE inventory (
    product_id TEXT NOT NULL PRIMARY KEY,
    location_id TEXT NOT NULL,
    state TEXT NOT NULL,
    available INTEGER NOT NULL,
    policy TEXT NOT NULL,
    backorder_limit INTEGER CHECK (backorder_limit >= 0),
    safety_stock INTEGER NOT NULL CHECK (safety_stock >= 0),
    low_stock_at INTEGER CHECK (low_stock_at >= 0),
    sellable INTEGER NOT NULL,
    reserved INTEGER NOT NULL CHECK (reserved >= 0),
    committed INTEGER NOT NULL CHECK (committed >= 0),
    unavailable INTEGER NOT NULL CHECK (unavailable >= 0),
    incoming INTEGER NOT NULL CHECK (incoming >= 0),
    alert_low INTEGER NOT NULL,
    alert_out INTEGER NOT NULL,
    version INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE INDEX inventory_by_updated_at ON inventory (updated_at, product_id);
CREATE INDEX inventory_by_available ON inventory (available, product_id);

-- The journal: the truth that every other table follows from. Rows are only ever added.
CREATE TABLE movements (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    product_id TEXT NOT NULL,
    location_id TEXT NOT NULL,
    from_bucket TEXT NOT NULL,
    to_bucket TEXT NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    reason TEXT,
    reference TEXT,
    actor TEXT NOT NULL,
    group_id TEXT NOT NULL,
    floor INTEGER,
    cached INTEGER NOT NULL
) STRICT;

CREATE INDEX movements_by_product ON movements (product_id, seq);
CREATE INDEX movements_by_group ON movements (group_id, seq);
CREATE INDEX movements_by_reference ON movements (reference, seq) WHERE reference IS NOT NULL;
CREATE INDEX movements_by_at ON movements (at, seq);

-- Lines as a JSON array of [product, location, quantity, price in minor units, product's version, returned].
CREATE TABLE purchases (
    id TEXT NOT NULL PRIMARY KEY,
    status TEXT NOT NULL,
    reference TEXT,
    at INTEGER NOT NULL,
    lines TEXT NOT NULL,
    total_amount INTEGER NOT NULL,
    total_currency TEXT NOT NULL,
    fulfilment TEXT NOT NULL,
    customer TEXT,
    actor TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE INDEX purchases_by_at ON purchases (at, id);
CREATE INDEX purchases_by_status ON purchases (status, at, id);
CREATE INDEX purchases_by_reference ON purchases (reference, at, id) WHERE reference IS NOT NULL;

CREATE TABLE purchase_products (
    owner TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (owner, value)
) STRICT, WITHOUT ROWID;

CREATE INDEX purchase_products_by_value ON purchase_products (value, owner);

-- Lines as a JSON array of [product, quantity].
CREATE TABLE returns (
    id TEXT NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL,
    purchase_id TEXT,
    lines TEXT NOT NULL,
    pile TEXT NOT NULL,
    reason TEXT,
    reference TEXT,
    actor TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE INDEX returns_by_at ON returns (at, id);

CREATE TABLE adjustments (
    id TEXT NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL,
    product_id TEXT NOT NULL,
    location_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    -- The units counted, for a count; else the quantity, negative where a correction takes away.
    units INTEGER NOT NULL,
    expected INTEGER,
    pile TEXT,
    reason TEXT NOT NULL,
    reference TEXT,
    actor TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE INDEX adjustments_by_at ON adjustments (at, id);

-- The feed. The level is the inventory as after, a JSON array.
CREATE TABLE stock_events (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    product_id TEXT NOT NULL,
    movement INTEGER,
    cause TEXT,
    level TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT;

CREATE INDEX stock_events_by_product ON stock_events (product_id, seq);
