-- Lines as a JSON array of [product, location, quantity, held, bought]. The active ones are held in memory.
CREATE TABLE reservations (
    id TEXT NOT NULL PRIMARY KEY,
    status TEXT NOT NULL,
    owner TEXT NOT NULL,
    at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    max_until INTEGER NOT NULL,
    lines TEXT NOT NULL,
    actor TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE INDEX reservations_by_at ON reservations (at, id);
CREATE INDEX reservations_by_expires_at ON reservations (expires_at, id);
CREATE INDEX reservations_by_status ON reservations (status, at, id);
CREATE INDEX reservations_by_owner ON reservations (owner, at, id);

CREATE TABLE reservation_products (
    owner TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (owner, value)
) STRICT, WITHOUT ROWID;

CREATE INDEX reservation_products_by_value ON reservation_products (value, owner);

-- The reservation that a purchase named, and what became of it there.
ALTER TABLE purchases ADD COLUMN reservation_id TEXT;
ALTER TABLE purchases ADD COLUMN reservation_status TEXT;
