-- Where kept answers stand: by the first eight bytes of their scope, in blocks of 2^20 numbers, each of which goes
-- whole when its answers are gone. It is written behind them, in bulk: those up to `kept_indexed` are in it.
DROP INDEX kept_by_short;

CREATE TABLE kept_places (
    block INTEGER NOT NULL,
    short INTEGER NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (block, short, number)
) STRICT, WITHOUT ROWID;

INSERT INTO kept_places SELECT number >> 20, short, number FROM kept ORDER BY 1, 2, 3;

CREATE TABLE kept_indexed (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    number INTEGER NOT NULL
) STRICT;

INSERT INTO kept_indexed SELECT 1, coalesce(max(number), 0) FROM kept;

ALTER TABLE kept DROP COLUMN short;
