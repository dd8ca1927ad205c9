-- Kept answers, in the order given. The long scope is compared after the short one found it.
CREATE TABLE kept (
    number INTEGER PRIMARY KEY,
    short INTEGER NOT NULL,
    scope BLOB NOT NULL,
    fingerprint BLOB NOT NULL,
    at INTEGER NOT NULL,
    status INTEGER NOT NULL,
    headers TEXT NOT NULL,
    body BLOB NOT NULL
) STRICT;

CREATE INDEX kept_by_short ON kept (short);
