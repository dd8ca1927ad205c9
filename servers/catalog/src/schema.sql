-- Products. Columns are those of the field table; the record is the whole product as JSON.
CREATE TABLE products (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    sku TEXT NOT NULL,
    sku_key TEXT NOT NULL UNIQUE,
    name_folded TEXT NOT NULL,
    status TEXT NOT NULL,
    category TEXT,
    variant_group TEXT,
    -- Group and options as one text.
    variant TEXT UNIQUE,
    price_currency TEXT NOT NULL,
    price_amount INTEGER NOT NULL CHECK (price_amount >= 0),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    record TEXT NOT NULL
) STRICT;

-- One for each order, the identifier last.
CREATE INDEX products_by_created_at ON products (created_at, id);
CREATE INDEX products_by_updated_at ON products (updated_at, id);
CREATE INDEX products_by_name ON products (name_folded, id);
CREATE INDEX products_by_sku ON products (sku, id);
CREATE INDEX products_by_price ON products (price_currency, price_amount, id);
CREATE INDEX products_by_status ON products (status, created_at, id);
CREATE INDEX products_by_category ON products (category) WHERE category IS NOT NULL;
CREATE INDEX products_by_group ON products (variant_group) WHERE variant_group IS NOT NULL;

CREATE TABLE product_tags (
    owner TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (owner, value)
) STRICT, WITHOUT ROWID;

CREATE INDEX product_tags_by_value ON product_tags (value, owner);

-- Under the product's number. Words come cut and folded, so the tokenizer only splits at spaces.
CREATE VIRTUAL TABLE product_words USING fts5 (words, tokenize = "ascii");

-- How many products stand in a category or below it, or have a tag: active ones, and all of them.
CREATE TABLE categories (
    id TEXT NOT NULL PRIMARY KEY,
    products INTEGER NOT NULL CHECK (products >= 0),
    products_all INTEGER NOT NULL CHECK (products_all >= products)
) STRICT, WITHOUT ROWID;

CREATE INDEX categories_by_products ON categories (products, id);

CREATE TABLE tags (
    id TEXT NOT NULL PRIMARY KEY,
    products INTEGER NOT NULL CHECK (products >= 0),
    products_all INTEGER NOT NULL CHECK (products_all >= products)
) STRICT, WITHOUT ROWID;

CREATE INDEX tags_by_products ON tags (products, id);

-- Identifiers that are never used again.
CREATE TABLE deleted_products (id TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE product_events (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    product_id TEXT NOT NULL,
    record TEXT NOT NULL
) STRICT;

CREATE INDEX product_events_by_product ON product_events (product_id, seq);
CREATE INDEX product_events_by_kind ON product_events (kind, seq);
