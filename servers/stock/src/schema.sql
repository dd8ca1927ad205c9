-- The stock of each product, all locations together: the sum of its levels. The buckets but `sellable` are never below zero, whoever writes.
CREATE TABLE inventory (
    product_id TEXT NOT NULL PRIMARY KEY,
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
    -- Where it has levels, with a space between.
    places TEXT NOT NULL,
    alert_low INTEGER NOT NULL,
    alert_out INTEGER NOT NULL,
    version INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE INDEX inventory_by_updated_at ON inventory (updated_at, product_id);
CREATE INDEX inventory_by_available ON inventory (available, product_id);

CREATE TABLE inventory_locations (
    owner TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (owner, value)
) STRICT, WITHOUT ROWID;

CREATE INDEX inventory_locations_by_value ON inventory_locations (value, owner);

-- The stock of each product at each location; the id is both ids with a dot between.
CREATE TABLE levels (
    id TEXT NOT NULL PRIMARY KEY,
    product_id TEXT NOT NULL,
    location_id TEXT NOT NULL,
    -- The bucket `sellable`: a location has no safety stock.
    available INTEGER NOT NULL,
    reserved INTEGER NOT NULL CHECK (reserved >= 0),
    committed INTEGER NOT NULL CHECK (committed >= 0),
    unavailable INTEGER NOT NULL CHECK (unavailable >= 0),
    incoming INTEGER NOT NULL CHECK (incoming >= 0),
    in_transit INTEGER NOT NULL CHECK (in_transit BETWEEN 0 AND incoming),
    version INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE INDEX levels_by_location ON levels (location_id, id);
CREATE INDEX levels_by_updated_at ON levels (updated_at, id);
CREATE INDEX levels_by_available ON levels (available, id);

CREATE TABLE locations (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    priority INTEGER NOT NULL CHECK (priority >= 0),
    active INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;

-- The one that always exists.
INSERT INTO locations (id, name, priority, active, version) VALUES ('main', 'Main', 0, 1, 1);

-- Lines as a JSON array of [product, quantity].
CREATE TABLE transfers (
    id TEXT NOT NULL PRIMARY KEY,
    status TEXT NOT NULL,
    from_id TEXT NOT NULL,
    to_id TEXT NOT NULL,
    reference TEXT,
    at INTEGER NOT NULL,
    lines TEXT NOT NULL,
    expected_at INTEGER,
    reason TEXT,
    actor TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE INDEX transfers_by_at ON transfers (at, id);

CREATE TABLE transfer_products (
    owner TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (owner, value)
) STRICT, WITHOUT ROWID;

CREATE INDEX transfer_products_by_value ON transfer_products (value, owner);

-- The journal: the truth that every other table follows from. Rows are only ever added.
CREATE TABLE movements (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    product_id TEXT NOT NULL,
    location_id TEXT NOT NULL,
    -- The other location that units went to, where it is another.
    destination_id TEXT,
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
    location_id TEXT,
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
    -- The bucket that goods were written off from, or, where it is not `sellable`, received into.
    bucket TEXT,
    expected_at INTEGER,
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
