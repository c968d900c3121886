-- The foundation: master data, units, the ledger and its projections, people.
-- Times are milliseconds since 1970 UTC; codes of statuses, kinds and commands are positions in spec/lifecycle.json.

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- People ------------------------------------------------------------------------------------------------------------

CREATE TABLE app_user (
    id            INTEGER PRIMARY KEY,
    name          TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 200),
    password_hash TEXT,                       -- argon2id in its own text form; NULL: may not sign in
    roles         INTEGER NOT NULL CHECK (roles >= 0),
    active        INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    created_at    INTEGER NOT NULL,
    version       INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE session (
    token_hash BLOB PRIMARY KEY CHECK (length(token_hash) = 32), -- SHA-256 of the token; the token itself is nowhere
    user_id    INTEGER NOT NULL REFERENCES app_user (id),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    device     TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE INDEX session_user ON session (user_id);

CREATE TABLE api_key (
    id         INTEGER PRIMARY KEY,
    name       TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    user_id    INTEGER NOT NULL REFERENCES app_user (id),
    roles      INTEGER NOT NULL CHECK (roles > 0), -- scope: never more than the user's own
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    revoked_at INTEGER
);
CREATE INDEX api_key_user ON api_key (user_id);

-- Master data -------------------------------------------------------------------------------------------------------

CREATE TABLE product (
    id                        INTEGER PRIMARY KEY,
    sku                       TEXT NOT NULL UNIQUE CHECK (length(sku) BETWEEN 1 AND 80),
    gtin                      TEXT UNIQUE CHECK (length(gtin) = 14),
    name                      TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    category                  TEXT NOT NULL DEFAULT '',
    warranty_months           INTEGER NOT NULL DEFAULT 0 CHECK (warranty_months BETWEEN 0 AND 1200),
    shelf_life_days           INTEGER NOT NULL DEFAULT 0 CHECK (shelf_life_days BETWEEN 0 AND 36500),
    maintenance_interval_days INTEGER NOT NULL DEFAULT 0 CHECK (maintenance_interval_days BETWEEN 0 AND 36500),
    serial_format             TEXT NOT NULL DEFAULT '', -- see domain/serial_format.h; empty: any
    attributes                TEXT,
    active                    INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    created_at                INTEGER NOT NULL,
    version                   INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX product_name ON product (name);

CREATE TABLE location (
    id         INTEGER PRIMARY KEY,
    code       TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 80), -- what a scanner reads
    name       TEXT NOT NULL DEFAULT '',
    kind       INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 7),
    parent_id  INTEGER REFERENCES location (id) CHECK (parent_id <> id),
    gln        TEXT UNIQUE CHECK (length(gln) = 13),
    attributes TEXT,
    active     INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    created_at INTEGER NOT NULL,
    version    INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX location_parent ON location (parent_id);
CREATE INDEX location_name ON location (name);

CREATE TABLE party (
    id         INTEGER PRIMARY KEY,
    code       TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 80),
    name       TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    kind       INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 3),
    gln        TEXT UNIQUE CHECK (length(gln) = 13),
    email      TEXT NOT NULL DEFAULT '',
    phone      TEXT NOT NULL DEFAULT '',
    address    TEXT NOT NULL DEFAULT '',
    contact    TEXT NOT NULL DEFAULT '',
    attributes TEXT,
    active     INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    created_at INTEGER NOT NULL,
    version    INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX party_name ON party (name);

CREATE TABLE lot (
    id         INTEGER PRIMARY KEY,
    product_id INTEGER NOT NULL REFERENCES product (id),
    number     TEXT NOT NULL CHECK (length(number) BETWEEN 1 AND 80),
    expires_at INTEGER,
    made_at    INTEGER,
    created_at INTEGER NOT NULL,
    version    INTEGER NOT NULL DEFAULT 1,
    UNIQUE (product_id, number)
);
CREATE INDEX lot_number ON lot (number);

-- The ledger --------------------------------------------------------------------------------------------------------

CREATE TABLE event (
    seq         INTEGER PRIMARY KEY CHECK (seq > 0),  -- place in the ledger; leaf index + 1
    id          BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    command     INTEGER NOT NULL,
    event_time  INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor_id    INTEGER NOT NULL REFERENCES app_user (id),
    location_id INTEGER REFERENCES location (id),
    order_ref   TEXT,
    units       INTEGER NOT NULL CHECK (units BETWEEN 0 AND 1000),
    digest      BLOB NOT NULL CHECK (length(digest) = 16), -- of the command's content: the same id must come with the same
    leaf        BLOB NOT NULL CHECK (length(leaf) = 32),   -- RFC 6962 leaf hash of body
    body        BLOB NOT NULL                              -- the event's bytes exactly as they were hashed
);
CREATE INDEX event_time ON event (event_time);
CREATE INDEX event_actor ON event (actor_id, seq);
CREATE INDEX event_location ON event (location_id, seq) WHERE location_id IS NOT NULL;
CREATE INDEX event_order ON event (order_ref, seq) WHERE order_ref IS NOT NULL;
-- All but commission, receive, move, put_away, reserve, pick, pack, ship, deliver, count_seen (bits of the mask, by their
-- positions in spec/lifecycle.json): those fill the ledger and are found without an index, and scans do not pay for it.
CREATE INDEX event_rare ON event (command, seq) WHERE ((33576316 >> command) & 1) = 0;

-- One row for each unit of each event, with what the unit was afterwards: its history in one read.
CREATE TABLE event_unit (
    unit_id     INTEGER NOT NULL REFERENCES unit (id),
    seq         INTEGER NOT NULL,
    command     INTEGER NOT NULL,
    carried     INTEGER NOT NULL, -- 1: it only went along inside a parent or package
    event_time  INTEGER NOT NULL,
    status      INTEGER NOT NULL,
    location_id INTEGER,
    party_id    INTEGER,
    actor_id    INTEGER NOT NULL, -- here too, so that who did what last is told without reading the events
    PRIMARY KEY (unit_id, seq)
) WITHOUT ROWID;

-- Rows that a partial command refused, so that a repeat is answered with the first answer.
CREATE TABLE command_refusal (
    id   BLOB PRIMARY KEY CHECK (length(id) = 16),
    body BLOB NOT NULL
) WITHOUT ROWID;

-- Codes that places and parties had before they were given new ones, so that a repeated command is answered with the first answer.
CREATE TABLE former_code (
    kind     TEXT NOT NULL CHECK (kind IN ('location', 'party')),
    id       INTEGER NOT NULL,
    last_seq INTEGER NOT NULL, -- it had the code until this event, included
    code     TEXT NOT NULL,
    PRIMARY KEY (kind, id, last_seq)
) WITHOUT ROWID;
CREATE TRIGGER location_former_code AFTER UPDATE OF code ON location WHEN old.code <> new.code BEGIN
    INSERT INTO former_code SELECT 'location', old.id, coalesce(max(seq), 0), old.code FROM event WHERE true ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER party_former_code AFTER UPDATE OF code ON party WHEN old.code <> new.code BEGIN
    INSERT INTO former_code SELECT 'party', old.id, coalesce(max(seq), 0), old.code FROM event WHERE true ON CONFLICT DO NOTHING;
END;

-- Hashes of complete subtrees of 256^k leaves, so that the root of any size takes few reads.
CREATE TABLE merkle_node (
    level INTEGER NOT NULL CHECK (level % 8 = 0 AND level > 0),
    idx   INTEGER NOT NULL,
    hash  BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (level, idx)
) WITHOUT ROWID;

CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT RAISE (ABORT, 'append only: event'); END;
CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT RAISE (ABORT, 'append only: event'); END;
CREATE TRIGGER event_unit_no_update BEFORE UPDATE ON event_unit BEGIN SELECT RAISE (ABORT, 'append only: event_unit'); END;
CREATE TRIGGER event_unit_no_delete BEFORE DELETE ON event_unit BEGIN SELECT RAISE (ABORT, 'append only: event_unit'); END;
CREATE TRIGGER merkle_node_no_update BEFORE UPDATE ON merkle_node BEGIN SELECT RAISE (ABORT, 'append only: merkle_node'); END;
CREATE TRIGGER merkle_node_no_delete BEFORE DELETE ON merkle_node BEGIN SELECT RAISE (ABORT, 'append only: merkle_node'); END;
CREATE TRIGGER command_refusal_no_update BEFORE UPDATE ON command_refusal BEGIN SELECT RAISE (ABORT, 'append only: command_refusal'); END;
CREATE TRIGGER command_refusal_no_delete BEFORE DELETE ON command_refusal BEGIN SELECT RAISE (ABORT, 'append only: command_refusal'); END;

-- Projections: what the ledger says about now -------------------------------------------------------------------------

CREATE TABLE package (
    id         INTEGER PRIMARY KEY,
    code       TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 80), -- SSCC or our own number
    parent_id  INTEGER REFERENCES package (id) CHECK (parent_id <> id),
    created_at INTEGER NOT NULL
);
CREATE INDEX package_parent ON package (parent_id) WHERE parent_id IS NOT NULL;

CREATE TABLE unit (
    id            INTEGER PRIMARY KEY,
    product_id    INTEGER NOT NULL REFERENCES product (id),
    serial        TEXT NOT NULL CHECK (length(serial) BETWEEN 1 AND 128),
    status        INTEGER NOT NULL CHECK (status BETWEEN 1 AND 15),
    holds         INTEGER NOT NULL DEFAULT 0 CHECK (holds BETWEEN 0 AND 7),
    location_id   INTEGER REFERENCES location (id),
    party_id      INTEGER REFERENCES party (id),
    owner_id      INTEGER REFERENCES party (id),
    supplier_id   INTEGER REFERENCES party (id),
    parent_id     INTEGER REFERENCES unit (id) CHECK (parent_id <> id),
    package_id    INTEGER REFERENCES package (id),
    lot_id        INTEGER REFERENCES lot (id),
    order_ref     TEXT,
    received_at   INTEGER,
    warranty_from INTEGER,
    changed_at    INTEGER NOT NULL,
    last_seq      INTEGER NOT NULL,
    events        INTEGER NOT NULL CHECK (events > 0),
    attributes    TEXT,
    -- In one place or with one party, never both, never neither (spec/lifecycle.json, "place"):
    -- (sets of statuses as bit masks: an IN list here would cost more than the whole rest of a scan, see
    -- docs/internals/performance.md)
    CONSTRAINT unit_place CHECK (
        CASE
            WHEN ((1 << status) & 61442) <> 0 THEN location_id IS NULL AND party_id IS NULL     -- 1, 12, 13, 14, 15
            WHEN ((1 << status) & 1596) <> 0 THEN location_id IS NOT NULL AND party_id IS NULL  -- 2, 3, 4, 5, 9, 10
            WHEN ((1 << status) & 384) <> 0 THEN location_id IS NULL AND party_id IS NOT NULL   -- 7, 8
            WHEN status = 6 THEN (location_id IS NULL) <> (party_id IS NULL)
            ELSE location_id IS NULL OR party_id IS NULL
        END),
    CONSTRAINT unit_parent CHECK ((parent_id IS NOT NULL) = (status = 11)),
    CONSTRAINT unit_package CHECK (package_id IS NULL OR ((1 << status) & 224) <> 0) -- 5, 6, 7
);
CREATE UNIQUE INDEX unit_serial ON unit (serial, product_id);
CREATE INDEX unit_product ON unit (product_id);
CREATE INDEX unit_location ON unit (location_id) WHERE location_id IS NOT NULL;
CREATE INDEX unit_party ON unit (party_id) WHERE party_id IS NOT NULL;
CREATE INDEX unit_owner ON unit (owner_id) WHERE owner_id IS NOT NULL;
CREATE INDEX unit_supplier ON unit (supplier_id) WHERE supplier_id IS NOT NULL;
CREATE INDEX unit_parent ON unit (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX unit_package ON unit (package_id) WHERE package_id IS NOT NULL;
CREATE INDEX unit_lot ON unit (lot_id) WHERE lot_id IS NOT NULL;
CREATE INDEX unit_received ON unit (received_at) WHERE received_at IS NOT NULL;
-- Most units are in stock or delivered: those are found by scanning; the rest is few.
CREATE INDEX unit_status ON unit (status) WHERE status <> 2 AND status <> 7;
CREATE INDEX unit_held ON unit (holds) WHERE holds <> 0;

-- The last characters of each serial, backwards, for search by suffix. Grouped by unit_id / 16384, so that taking in new units
-- touches the pages of one group only, however many units are held (docs/internals/performance.md).
CREATE TABLE unit_tail (
    grp     INTEGER NOT NULL,
    tail    TEXT NOT NULL,
    unit_id INTEGER NOT NULL,
    PRIMARY KEY (grp, tail, unit_id)
) WITHOUT ROWID;

-- Serials that units bore before they were renumbered. Such a number never comes back for its product.
CREATE TABLE former_serial (
    serial     TEXT NOT NULL,
    product_id INTEGER NOT NULL,
    unit_id    INTEGER NOT NULL REFERENCES unit (id),
    PRIMARY KEY (serial, product_id)
) WITHOUT ROWID;
CREATE INDEX former_serial_unit ON former_serial (unit_id);

-- Further numbers that a unit bears; unique per kind.
CREATE TABLE unit_identifier (
    value   TEXT NOT NULL CHECK (length(value) BETWEEN 1 AND 128),
    kind    TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 80),
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    PRIMARY KEY (value, kind)
) WITHOUT ROWID;
CREATE INDEX unit_identifier_unit ON unit_identifier (unit_id);

-- Which unit was inside which, and from when to when (event times and places in the ledger).
CREATE TABLE containment (
    child_id  INTEGER NOT NULL REFERENCES unit (id),
    from_seq  INTEGER NOT NULL,
    parent_id INTEGER NOT NULL REFERENCES unit (id),
    from_time INTEGER NOT NULL,
    to_seq    INTEGER,
    to_time   INTEGER,
    PRIMARY KEY (child_id, from_seq)
) WITHOUT ROWID;
CREATE INDEX containment_parent ON containment (parent_id, from_seq);

CREATE TABLE stock (
    product_id  INTEGER NOT NULL,
    location_id INTEGER NOT NULL,
    status      INTEGER NOT NULL,
    quantity    INTEGER NOT NULL CHECK (quantity >= 0),
    PRIMARY KEY (product_id, location_id, status)
) WITHOUT ROWID;
CREATE INDEX stock_location ON stock (location_id);

-- Other answers that are given again ----------------------------------------------------------------------------------

CREATE TABLE idempotency (
    key        BLOB PRIMARY KEY CHECK (length(key) = 16),
    digest     BLOB NOT NULL CHECK (length(digest) = 16),
    status     INTEGER NOT NULL,
    body       BLOB NOT NULL,
    created_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE import_run (
    id         INTEGER PRIMARY KEY,
    created_at INTEGER NOT NULL,
    actor_id   INTEGER NOT NULL REFERENCES app_user (id),
    kind       TEXT NOT NULL,
    layout     TEXT NOT NULL,
    mode       TEXT NOT NULL,
    row_count  INTEGER NOT NULL,
    good_count INTEGER NOT NULL,
    bad_count  INTEGER NOT NULL,
    written    INTEGER NOT NULL CHECK (written IN (0, 1)), -- 0: refused as a whole
    report     TEXT NOT NULL, -- JSON
    rejects    TEXT NOT NULL  -- CSV of the bad rows, with the reason as last column
);
