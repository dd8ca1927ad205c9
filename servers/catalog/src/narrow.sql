-- What a product costs to write: fewer and narrower entries of indexes.
ALTER TABLE products RENAME TO wide_products;

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
    variant TEXT,
    price_currency TEXT NOT NULL,
    price_amount INTEGER NOT NULL CHECK (price_amount >= 0),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    record TEXT NOT NULL,
    -- Cut and folded, with one space between.
    words TEXT NOT NULL
) STRICT;

INSERT INTO products
SELECT number, id, sku, sku_key, name_folded, status, category, variant_group, variant, price_currency,
    price_amount, created_at, updated_at, record, (SELECT words FROM product_words WHERE rowid = number)
FROM wide_products ORDER BY number;

-- Those over it go with it, and so do their names.
DROP TABLE wide_products;

-- One for each order, the identifier last.
CREATE INDEX products_by_created_at ON products (created_at, id);
CREATE INDEX products_by_updated_at ON products (updated_at, id);
CREATE INDEX products_by_name ON products (name_folded, id);
CREATE INDEX products_by_sku ON products (sku, id);
CREATE INDEX products_by_price ON products (price_currency, price_amount, id);
CREATE INDEX products_by_status ON products (status, created_at, id);
CREATE INDEX products_by_category ON products (category) WHERE category IS NOT NULL;
CREATE INDEX products_by_group ON products (variant_group) WHERE variant_group IS NOT NULL;
CREATE UNIQUE INDEX products_by_variant ON products (variant) WHERE variant IS NOT NULL;

-- One index does for both ways: from a tag to its products, and from a product whose tags are known to them.
ALTER TABLE product_tags RENAME TO wide_tags;

CREATE TABLE product_tags (
    value TEXT NOT NULL,
    -- The product's number.
    owner INTEGER NOT NULL,
    PRIMARY KEY (value, owner)
) STRICT, WITHOUT ROWID;

INSERT INTO product_tags
SELECT value, number FROM wide_tags JOIN products ON id = owner ORDER BY value, number;

DROP TABLE wide_tags;

-- Over the words of products. Where in a text a word stands is never asked, nor how long a text is. Words come cut
-- and folded, so the tokenizer only splits at spaces.
DROP TABLE product_words;

CREATE VIRTUAL TABLE product_words USING fts5 (
    words, content = "products", content_rowid = "number", tokenize = "ascii", detail = none, columnsize = 0
);

INSERT INTO product_words (product_words) VALUES ('rebuild');
