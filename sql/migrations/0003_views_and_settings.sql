-- What the web application remembers for people: filters of lists under a name, and what is set for the whole installation. Neither is
-- part of the ledger.
CREATE TABLE saved_view (
    id         INTEGER PRIMARY KEY,
    user_id    INTEGER NOT NULL REFERENCES app_user (id),
    page       TEXT NOT NULL CHECK (length(page) BETWEEN 1 AND 40), -- of the web application: "units"
    name       TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    query      TEXT NOT NULL,                                       -- the page's search string
    shared     INTEGER NOT NULL CHECK (shared IN (0, 1)),           -- 1: everybody sees it
    created_at INTEGER NOT NULL,
    version    INTEGER NOT NULL DEFAULT 1,
    UNIQUE (user_id, page, name)
);
CREATE INDEX saved_view_shared ON saved_view (page) WHERE shared = 1;

-- One row, or none: nothing was ever set.
CREATE TABLE app_setting (
    id           INTEGER PRIMARY KEY CHECK (id = 1),
    organisation TEXT NOT NULL,
    base_url     TEXT NOT NULL,    -- where people find this installation; empty: not said
    language     TEXT NOT NULL,    -- for those who have not chosen one
    scan_prefix  TEXT NOT NULL,    -- what scanners send before and behind a code
    scan_suffix  TEXT NOT NULL,
    label_size   TEXT NOT NULL,
    guide_done   INTEGER NOT NULL CHECK (guide_done IN (0, 1)),
    version      INTEGER NOT NULL
);
