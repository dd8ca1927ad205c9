-- Who is told of stock events. Kinds as a JSON array of words, none for every kind; resends as a JSON array of
-- [entry of the log, event].
CREATE TABLE webhooks (
    id TEXT NOT NULL PRIMARY KEY,
    created_at INTEGER NOT NULL,
    url TEXT NOT NULL,
    kinds TEXT,
    active INTEGER NOT NULL,
    description TEXT NOT NULL,
    delivered_seq INTEGER NOT NULL,
    failing_since INTEGER,
    failing_tries INTEGER,
    failing_next_at INTEGER,
    failing_error TEXT,
    failing_status INTEGER,
    resends TEXT NOT NULL,
    logged INTEGER NOT NULL,
    version INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE INDEX webhooks_by_created_at ON webhooks (created_at, id);

-- What messages are signed with, apart from what lists show.
CREATE TABLE webhook_secrets (
    webhook_id TEXT NOT NULL PRIMARY KEY,
    secret TEXT NOT NULL
) STRICT;

-- The number of the last change of any webhook: it is used once, also where the webhook is gone.
CREATE TABLE webhook_changes (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    last INTEGER NOT NULL
) STRICT;

-- The log. Its numbers are those of the changes; an entry also has a place in the log of its webhook.
CREATE TABLE webhook_deliveries (
    seq INTEGER PRIMARY KEY,
    webhook_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    event INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    at INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    status INTEGER,
    error TEXT,
    duration_ms INTEGER
) STRICT;

CREATE UNIQUE INDEX webhook_deliveries_by_number ON webhook_deliveries (webhook_id, number);
CREATE INDEX webhook_deliveries_by_at ON webhook_deliveries (at, seq);
CREATE INDEX webhook_deliveries_by_webhook ON webhook_deliveries (webhook_id, at, seq);
CREATE INDEX webhook_deliveries_by_event ON webhook_deliveries (event, at, seq);
