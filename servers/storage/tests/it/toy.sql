CREATE TABLE things (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    size INTEGER NOT NULL CHECK (size >= -1000),
    rank INTEGER,
    note TEXT,
    path TEXT,
    marks TEXT NOT NULL,
    words TEXT NOT NULL
) STRICT;
CREATE INDEX things_by_name ON things (name, size, id);
CREATE INDEX things_by_rank ON things (rank, id);

CREATE TABLE thing_marks (owner INTEGER NOT NULL, value TEXT NOT NULL, PRIMARY KEY (value, owner)) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE thing_words USING fts5 (
    words, content = "things", content_rowid = "row", tokenize = "ascii", detail = none, columnsize = 0
);

CREATE TABLE notes (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL) STRICT;
