-- Links of labels: public pages, what was seen and reported. None of it is part of the ledger.

-- Keys from which the links on labels are derived (docs/internals/decisions/0023). A link names its key by version.
CREATE TABLE link_key (
    version    INTEGER PRIMARY KEY CHECK (version BETWEEN 1 AND 255),
    secret     BLOB NOT NULL CHECK (length(secret) = 32),
    created_at INTEGER NOT NULL,
    retired_at INTEGER -- links made with it are void since
);

-- One row, or none: nothing was ever set, and there are no public pages.
CREATE TABLE link_setting (
    id               INTEGER PRIMARY KEY CHECK (id = 1),
    pages            INTEGER NOT NULL CHECK (pages IN (0, 1)), -- 1: strangers get an answer
    form             INTEGER NOT NULL CHECK (form IN (0, 1)),  -- 0: token, 1: Digital Link
    shown            INTEGER NOT NULL,                         -- bits of what a page may tell
    actions          INTEGER NOT NULL,                         -- bits of what a page offers
    contact          TEXT NOT NULL,                            -- whom strangers may ask
    behind_proxy     INTEGER NOT NULL CHECK (behind_proxy IN (0, 1)),
    pages_per_second INTEGER NOT NULL, -- for all strangers together
    views_per_minute INTEGER NOT NULL, -- for one network
    reports_per_hour INTEGER NOT NULL,
    window_hours     INTEGER NOT NULL,
    networks_max     INTEGER NOT NULL,
    switches_max     INTEGER NOT NULL,
    version          INTEGER NOT NULL
);

-- Products that have no public pages.
CREATE TABLE link_hidden (
    product_id INTEGER PRIMARY KEY REFERENCES product (id)
);

-- Where a resolver leads to, by GS1 link type: of one product, or of all.
CREATE TABLE link_target (
    id         INTEGER PRIMARY KEY,
    product_id INTEGER REFERENCES product (id), -- NULL: of all
    rel        TEXT NOT NULL,                   -- "pip"
    href       TEXT NOT NULL,
    title      TEXT NOT NULL,
    language   TEXT NOT NULL,                   -- "de"; empty: any
    media_type TEXT NOT NULL,                   -- empty: not said
    preferred  INTEGER NOT NULL CHECK (preferred IN (0, 1)), -- 1: where the bare address of the product leads to
    version    INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX link_target_product ON link_target (product_id);

-- How often a unit's page was looked at, by hour and network (a keyed hash of the first bytes of an address). Kept for a few days.
CREATE TABLE link_seen (
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    hour    INTEGER NOT NULL,
    network INTEGER NOT NULL,
    views   INTEGER NOT NULL,
    PRIMARY KEY (unit_id, hour, network)
) WITHOUT ROWID;
CREATE INDEX link_seen_hour ON link_seen (hour);

-- What that adds up to, and what was decided about it.
CREATE TABLE link_watch (
    unit_id       INTEGER PRIMARY KEY REFERENCES unit (id),
    generation    INTEGER NOT NULL, -- counts the links that were made void
    views         INTEGER NOT NULL,
    last_at       INTEGER,
    last_network  INTEGER,
    switches      INTEGER NOT NULL, -- how often the network changed in the window
    switches_from INTEGER,          -- beginning of that window
    networks      INTEGER NOT NULL, -- how many there were in the window, when it was last looked at
    state         INTEGER NOT NULL CHECK (state BETWEEN 0 AND 2), -- 0: nothing odd, 1: a likely copy, 2: dismissed
    flagged_at    INTEGER,
    decided_at    INTEGER,
    decided_by    INTEGER REFERENCES app_user (id),
    reason        TEXT NOT NULL
);
CREATE INDEX link_watch_suspect ON link_watch (unit_id) WHERE state = 1;

-- What strangers reported or asked for, and what a person made of it.
CREATE TABLE link_report (
    id         INTEGER PRIMARY KEY,
    unit_id    INTEGER NOT NULL REFERENCES unit (id),
    kind       INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 2), -- register, found, stolen
    name       TEXT NOT NULL,
    contact    TEXT NOT NULL,
    message    TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    state      INTEGER NOT NULL CHECK (state BETWEEN 0 AND 2), -- waiting, accepted, dismissed
    decided_at INTEGER,
    decided_by INTEGER REFERENCES app_user (id),
    reason     TEXT NOT NULL,
    event_id   BLOB CHECK (length(event_id) = 16), -- what came of it
    version    INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX link_report_unit ON link_report (unit_id);
CREATE INDEX link_report_waiting ON link_report (id) WHERE state = 0;
