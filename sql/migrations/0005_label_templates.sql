-- What labels of this installation look like. The ready ones are part of the program. Not part of the ledger.
CREATE TABLE label_template (
    id         INTEGER PRIMARY KEY,
    name       TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 80),
    thing      INTEGER NOT NULL CHECK (thing BETWEEN 0 AND 3), -- what it is for: enum label_for
    body       TEXT NOT NULL,                                  -- the template as JSON, as label/template.h reads it
    created_at INTEGER NOT NULL,
    version    INTEGER NOT NULL DEFAULT 1
);
