-- The foundation, for PostgreSQL: the same tables, constraints and triggers as 0001_foundation.sql, which says what each is for.
-- What is different, and why, is said here.
--
-- Indexes of one key carry the row's id as well, because there is no row number behind the key as in SQLite: a page of a list
-- ends at its last row.
--
-- Advisory locks of one database (two numbers each, 20037 is ours):
--   20037, 1   masters: shared by groups of commands, exclusive for whatever changes master data, people or settings
--   20037, 2   numbering: held for the moment of serno_reserve()
--   20037, 3   integration: who moves ledger_head on
--   20037, 4   migration: who brings the schema to a new version

CREATE TABLE meta (
    key   TEXT COLLATE "C" PRIMARY KEY,
    value TEXT COLLATE "C" NOT NULL
);

-- What several triggers do ------------------------------------------------------------------------------------------

-- SQLite's key for a row that comes without one: the greatest so far plus one. A sequence would leave gaps, and the same
-- commands would give other keys. Only who holds the masters lock for itself inserts such rows.
CREATE FUNCTION serno_next_id() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF new.id IS NULL THEN
        EXECUTE format('SELECT coalesce(max(id), 0) + 1 FROM %I', tg_table_name) INTO new.id;
    END IF;
    RETURN new;
END $$;

CREATE FUNCTION serno_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'append only: %', tg_table_name USING ERRCODE = 'SE001';
END $$;

-- People ------------------------------------------------------------------------------------------------------------

CREATE TABLE app_user (
    id            BIGINT PRIMARY KEY,
    name          TEXT COLLATE "C" NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 200),
    password_hash TEXT COLLATE "C",
    roles         INTEGER NOT NULL CHECK (roles >= 0),
    active        SMALLINT NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    created_at    BIGINT NOT NULL,
    version       BIGINT NOT NULL DEFAULT 1
);
CREATE TRIGGER app_user_id BEFORE INSERT ON app_user FOR EACH ROW EXECUTE FUNCTION serno_next_id();

CREATE TABLE session (
    token_hash BYTEA PRIMARY KEY CHECK (length(token_hash) = 32),
    user_id    BIGINT NOT NULL REFERENCES app_user (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    device     TEXT COLLATE "C" NOT NULL DEFAULT ''
);
CREATE INDEX session_user_id ON session (user_id);

CREATE TABLE api_key (
    id         BIGINT PRIMARY KEY,
    name       TEXT COLLATE "C" NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    token_hash BYTEA NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    user_id    BIGINT NOT NULL REFERENCES app_user (id),
    roles      INTEGER NOT NULL CHECK (roles > 0),
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    revoked_at BIGINT
);
CREATE INDEX api_key_user ON api_key (user_id);
CREATE TRIGGER api_key_id BEFORE INSERT ON api_key FOR EACH ROW EXECUTE FUNCTION serno_next_id();

-- Master data -------------------------------------------------------------------------------------------------------

CREATE TABLE product (
    id                        BIGINT PRIMARY KEY,
    sku                       TEXT COLLATE "C" NOT NULL UNIQUE CHECK (length(sku) BETWEEN 1 AND 80),
    gtin                      TEXT COLLATE "C" UNIQUE CHECK (length(gtin) = 14),
    name                      TEXT COLLATE "C" NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    category                  TEXT COLLATE "C" NOT NULL DEFAULT '',
    warranty_months           INTEGER NOT NULL DEFAULT 0 CHECK (warranty_months BETWEEN 0 AND 1200),
    shelf_life_days           INTEGER NOT NULL DEFAULT 0 CHECK (shelf_life_days BETWEEN 0 AND 36500),
    maintenance_interval_days INTEGER NOT NULL DEFAULT 0 CHECK (maintenance_interval_days BETWEEN 0 AND 36500),
    serial_format             TEXT COLLATE "C" NOT NULL DEFAULT '',
    attributes                TEXT COLLATE "C",
    active                    SMALLINT NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    created_at                BIGINT NOT NULL,
    version                   BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX product_name ON product (name);
CREATE TRIGGER product_id BEFORE INSERT ON product FOR EACH ROW EXECUTE FUNCTION serno_next_id();

CREATE TABLE location (
    id         BIGINT PRIMARY KEY,
    code       TEXT COLLATE "C" NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 80),
    name       TEXT COLLATE "C" NOT NULL DEFAULT '',
    kind       SMALLINT NOT NULL CHECK (kind BETWEEN 0 AND 7),
    parent_id  BIGINT REFERENCES location (id) CHECK (parent_id <> id),
    gln        TEXT COLLATE "C" UNIQUE CHECK (length(gln) = 13),
    attributes TEXT COLLATE "C",
    active     SMALLINT NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    created_at BIGINT NOT NULL,
    version    BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX location_parent ON location (parent_id);
CREATE INDEX location_name ON location (name);
CREATE TRIGGER location_id BEFORE INSERT ON location FOR EACH ROW EXECUTE FUNCTION serno_next_id();

CREATE TABLE party (
    id         BIGINT PRIMARY KEY,
    code       TEXT COLLATE "C" NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 80),
    name       TEXT COLLATE "C" NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    kind       SMALLINT NOT NULL CHECK (kind BETWEEN 0 AND 3),
    gln        TEXT COLLATE "C" UNIQUE CHECK (length(gln) = 13),
    email      TEXT COLLATE "C" NOT NULL DEFAULT '',
    phone      TEXT COLLATE "C" NOT NULL DEFAULT '',
    address    TEXT COLLATE "C" NOT NULL DEFAULT '',
    contact    TEXT COLLATE "C" NOT NULL DEFAULT '',
    attributes TEXT COLLATE "C",
    active     SMALLINT NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    created_at BIGINT NOT NULL,
    version    BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX party_name ON party (name);
CREATE TRIGGER party_id BEFORE INSERT ON party FOR EACH ROW EXECUTE FUNCTION serno_next_id();

CREATE TABLE lot (
    id         BIGINT PRIMARY KEY,
    product_id BIGINT NOT NULL REFERENCES product (id),
    number     TEXT COLLATE "C" NOT NULL CHECK (length(number) BETWEEN 1 AND 80),
    expires_at BIGINT,
    made_at    BIGINT,
    created_at BIGINT NOT NULL,
    version    BIGINT NOT NULL DEFAULT 1,
    UNIQUE (product_id, number)
);
CREATE INDEX lot_number ON lot (number, id);
CREATE TRIGGER lot_id BEFORE INSERT ON lot FOR EACH ROW EXECUTE FUNCTION serno_next_id();

-- When this number is another one than a process remembers, its remembered master data are stale.
CREATE TABLE masters_version (
    only_row SMALLINT PRIMARY KEY DEFAULT 1 CHECK (only_row = 1),
    version  BIGINT NOT NULL
);
INSERT INTO masters_version (version) VALUES (0);

-- The ledger --------------------------------------------------------------------------------------------------------

CREATE TABLE event (
    seq         BIGINT PRIMARY KEY CHECK (seq > 0),
    event_time  BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    actor_id    BIGINT NOT NULL,
    location_id BIGINT,
    units       INTEGER NOT NULL CHECK (units BETWEEN 0 AND 1000),
    command     SMALLINT NOT NULL,
    id          BYTEA NOT NULL UNIQUE CHECK (length(id) = 16),
    digest      BYTEA NOT NULL CHECK (length(digest) = 16),
    leaf        BYTEA NOT NULL CHECK (length(leaf) = 32),
    order_ref   TEXT COLLATE "C",
    body        BYTEA NOT NULL
);
CREATE INDEX event_time ON event (event_time);
CREATE INDEX event_actor ON event (actor_id, seq);
CREATE INDEX event_location ON event (location_id, seq) WHERE location_id IS NOT NULL;
CREATE INDEX event_order ON event (order_ref, seq) WHERE order_ref IS NOT NULL;
CREATE INDEX event_rare ON event (command, seq) WHERE ((33576316 >> command) & 1) = 0;

-- Up to which place the ledger is without a gap and its Merkle nodes are made: feeds, roots and proofs end here.
CREATE TABLE ledger_head (
    only_row SMALLINT PRIMARY KEY DEFAULT 1 CHECK (only_row = 1),
    size     BIGINT NOT NULL CHECK (size >= 0)
);
INSERT INTO ledger_head (size) VALUES (0);

CREATE TABLE command_refusal (
    id   BYTEA PRIMARY KEY CHECK (length(id) = 16),
    body BYTEA NOT NULL
);

CREATE TABLE former_code (
    kind     TEXT COLLATE "C" NOT NULL CHECK (kind IN ('location', 'party')),
    id       BIGINT NOT NULL,
    last_seq BIGINT NOT NULL,
    code     TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (kind, id, last_seq)
);
CREATE FUNCTION serno_former_code() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO former_code SELECT tg_table_name, old.id, coalesce(max(seq), 0), old.code FROM event ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER location_former_code AFTER UPDATE OF code ON location FOR EACH ROW WHEN (old.code <> new.code)
    EXECUTE FUNCTION serno_former_code();
CREATE TRIGGER party_former_code AFTER UPDATE OF code ON party FOR EACH ROW WHEN (old.code <> new.code)
    EXECUTE FUNCTION serno_former_code();

CREATE TABLE merkle_node (
    level SMALLINT NOT NULL CHECK (level % 8 = 0 AND level > 0),
    idx   BIGINT NOT NULL,
    hash  BYTEA NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (level, idx)
);

-- Projections: what the ledger says about now -------------------------------------------------------------------------

CREATE TABLE package (
    id         BIGINT PRIMARY KEY,
    code       TEXT COLLATE "C" NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 80),
    parent_id  BIGINT REFERENCES package (id) CHECK (parent_id <> id),
    created_at BIGINT NOT NULL
);
CREATE INDEX package_parent ON package (parent_id, id) WHERE parent_id IS NOT NULL;

-- Some room on each page, so that what a scan writes lies beside what it replaces.
CREATE TABLE unit (
    id            BIGINT PRIMARY KEY,
    product_id    BIGINT NOT NULL,
    changed_at    BIGINT NOT NULL,
    last_seq      BIGINT NOT NULL,
    events        INTEGER NOT NULL CHECK (events > 0),
    status        SMALLINT NOT NULL CHECK (status BETWEEN 1 AND 15),
    holds         SMALLINT NOT NULL DEFAULT 0 CHECK (holds BETWEEN 0 AND 7),
    location_id   BIGINT,
    party_id      BIGINT,
    owner_id      BIGINT,
    supplier_id   BIGINT,
    parent_id     BIGINT CHECK (parent_id <> id),
    package_id    BIGINT,
    lot_id        BIGINT,
    received_at   BIGINT,
    warranty_from BIGINT,
    serial        TEXT COLLATE "C" NOT NULL CHECK (length(serial) BETWEEN 1 AND 128),
    order_ref     TEXT COLLATE "C",
    attributes    TEXT COLLATE "C",
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
) WITH (fillfactor = 85);
CREATE UNIQUE INDEX unit_serial ON unit (serial, product_id);
CREATE INDEX unit_product ON unit (product_id, id);
CREATE INDEX unit_location ON unit (location_id, id) WHERE location_id IS NOT NULL;
CREATE INDEX unit_party ON unit (party_id, id) WHERE party_id IS NOT NULL;
CREATE INDEX unit_owner ON unit (owner_id, id) WHERE owner_id IS NOT NULL;
CREATE INDEX unit_supplier ON unit (supplier_id, id) WHERE supplier_id IS NOT NULL;
CREATE INDEX unit_parent ON unit (parent_id, id) WHERE parent_id IS NOT NULL;
CREATE INDEX unit_package ON unit (package_id, id) WHERE package_id IS NOT NULL;
CREATE INDEX unit_lot ON unit (lot_id, id) WHERE lot_id IS NOT NULL;
CREATE INDEX unit_received ON unit (received_at, id) WHERE received_at IS NOT NULL;
CREATE INDEX unit_status ON unit (status, id) WHERE status <> 2 AND status <> 7;
CREATE INDEX unit_held ON unit (holds) WHERE holds <> 0;

CREATE TABLE event_unit (
    unit_id     BIGINT NOT NULL,
    seq         BIGINT NOT NULL,
    event_time  BIGINT NOT NULL,
    actor_id    BIGINT NOT NULL,
    location_id BIGINT,
    party_id    BIGINT,
    command     SMALLINT NOT NULL,
    carried     SMALLINT NOT NULL,
    status      SMALLINT NOT NULL,
    PRIMARY KEY (unit_id, seq)
);

CREATE TABLE unit_tail (
    unit_id BIGINT NOT NULL,
    grp     INTEGER NOT NULL,
    tail    TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (grp, tail, unit_id)
);

CREATE TABLE former_serial (
    serial     TEXT COLLATE "C" NOT NULL,
    product_id BIGINT NOT NULL,
    unit_id    BIGINT NOT NULL REFERENCES unit (id),
    PRIMARY KEY (serial, product_id)
);
CREATE INDEX former_serial_unit ON former_serial (unit_id);

CREATE TABLE unit_identifier (
    value   TEXT COLLATE "C" NOT NULL CHECK (length(value) BETWEEN 1 AND 128),
    kind    TEXT COLLATE "C" NOT NULL CHECK (length(kind) BETWEEN 1 AND 80),
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    PRIMARY KEY (value, kind)
);
CREATE INDEX unit_identifier_unit ON unit_identifier (unit_id);

CREATE TABLE containment (
    child_id  BIGINT NOT NULL REFERENCES unit (id),
    from_seq  BIGINT NOT NULL,
    parent_id BIGINT NOT NULL REFERENCES unit (id),
    from_time BIGINT NOT NULL,
    to_seq    BIGINT,
    to_time   BIGINT,
    PRIMARY KEY (child_id, from_seq)
);
CREATE INDEX containment_parent ON containment (parent_id, from_seq);

-- Each writer counts in rows of its own (slot), so that none waits for another one's commit; one of them may be negative, their
-- sum is not.
CREATE TABLE stock_part (
    product_id  BIGINT NOT NULL,
    location_id BIGINT NOT NULL,
    quantity    BIGINT NOT NULL,
    status      SMALLINT NOT NULL,
    slot        SMALLINT NOT NULL,
    PRIMARY KEY (product_id, location_id, status, slot)
) WITH (fillfactor = 50);
CREATE INDEX stock_location ON stock_part (location_id);
CREATE VIEW stock AS
    SELECT product_id, location_id, status, CAST(sum(quantity) AS BIGINT) AS quantity
    FROM stock_part GROUP BY product_id, location_id, status;

-- A row of the view is counted in the first part: for copying counts in from another database.
CREATE FUNCTION serno_stock_insert() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO stock_part (product_id, location_id, status, slot, quantity)
    VALUES (new.product_id, new.location_id, new.status, 0, new.quantity);
    RETURN new;
END $$;
CREATE TRIGGER stock_insert INSTEAD OF INSERT ON stock FOR EACH ROW EXECUTE FUNCTION serno_stock_insert();

-- The slot of this connection: a setting `serno.slot`; 0 where nobody has set it.
CREATE FUNCTION serno_slot() RETURNS smallint LANGUAGE sql STABLE AS
    $$ SELECT CAST(coalesce(nullif(current_setting('serno.slot', true), ''), '0') AS smallint) $$;

-- What unit, event and event_unit name must be there ------------------------------------------------------------------
-- The same as foreign keys, which these three do without: a foreign key asks for each row and each column (4 µs, half of the time
-- of a bulk), and puts a lock on the row of the product, place and person that all writers name. Here a statement is checked as
-- a whole; a change of one unit only for what has changed. Whoever removes what may be named (nobody does: serno has no command
-- for it) shuts writers out until it is done.

CREATE FUNCTION serno_unknown(relation text, column_name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what %.% names is not there', relation, column_name USING ERRCODE = 'foreign_key_violation';
END $$;

-- Scalar subqueries, because they are always looked up by the key, however many rows the first statement had.
CREATE FUNCTION serno_unit_refers() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    unknown text;
BEGIN
    SELECT checked.missing INTO unknown
    FROM (SELECT DISTINCT product_id, location_id, party_id, owner_id, supplier_id, parent_id, package_id, lot_id FROM fresh) AS f
    CROSS JOIN LATERAL (SELECT CASE
        WHEN (SELECT x.id FROM product x WHERE x.id = f.product_id) IS NULL THEN 'product_id'
        WHEN f.location_id IS NOT NULL AND (SELECT x.id FROM location x WHERE x.id = f.location_id) IS NULL THEN 'location_id'
        WHEN f.party_id IS NOT NULL AND (SELECT x.id FROM party x WHERE x.id = f.party_id) IS NULL THEN 'party_id'
        WHEN f.owner_id IS NOT NULL AND (SELECT x.id FROM party x WHERE x.id = f.owner_id) IS NULL THEN 'owner_id'
        WHEN f.supplier_id IS NOT NULL AND (SELECT x.id FROM party x WHERE x.id = f.supplier_id) IS NULL THEN 'supplier_id'
        WHEN f.parent_id IS NOT NULL AND (SELECT x.id FROM unit x WHERE x.id = f.parent_id) IS NULL THEN 'parent_id'
        WHEN f.package_id IS NOT NULL AND (SELECT x.id FROM package x WHERE x.id = f.package_id) IS NULL THEN 'package_id'
        WHEN f.lot_id IS NOT NULL AND (SELECT x.id FROM lot x WHERE x.id = f.lot_id) IS NULL THEN 'lot_id'
        END AS missing) AS checked
    WHERE checked.missing IS NOT NULL LIMIT 1;
    IF unknown IS NOT NULL THEN
        PERFORM serno_unknown('unit', unknown);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER unit_refers AFTER INSERT ON unit REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION serno_unit_refers();

CREATE FUNCTION serno_unit_refers_product() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM 1 FROM product WHERE id = new.product_id;
    IF NOT found THEN PERFORM serno_unknown('unit', 'product_id'); END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER unit_refers_product AFTER UPDATE OF product_id ON unit FOR EACH ROW
    WHEN (new.product_id <> old.product_id) EXECUTE FUNCTION serno_unit_refers_product();

CREATE FUNCTION serno_unit_refers_location() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM 1 FROM location WHERE id = new.location_id;
    IF NOT found THEN PERFORM serno_unknown('unit', 'location_id'); END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER unit_refers_location AFTER UPDATE OF location_id ON unit FOR EACH ROW
    WHEN (new.location_id IS NOT NULL AND new.location_id IS DISTINCT FROM old.location_id) EXECUTE FUNCTION serno_unit_refers_location();

CREATE FUNCTION serno_unit_refers_party() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF new.party_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM party WHERE id = new.party_id) THEN
        PERFORM serno_unknown('unit', 'party_id');
    END IF;
    IF new.owner_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM party WHERE id = new.owner_id) THEN
        PERFORM serno_unknown('unit', 'owner_id');
    END IF;
    IF new.supplier_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM party WHERE id = new.supplier_id) THEN
        PERFORM serno_unknown('unit', 'supplier_id');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER unit_refers_party AFTER UPDATE OF party_id, owner_id, supplier_id ON unit FOR EACH ROW
    WHEN ((new.party_id IS NOT NULL AND new.party_id IS DISTINCT FROM old.party_id)
          OR (new.owner_id IS NOT NULL AND new.owner_id IS DISTINCT FROM old.owner_id)
          OR (new.supplier_id IS NOT NULL AND new.supplier_id IS DISTINCT FROM old.supplier_id))
    EXECUTE FUNCTION serno_unit_refers_party();

CREATE FUNCTION serno_unit_refers_outer() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF new.parent_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM unit WHERE id = new.parent_id) THEN
        PERFORM serno_unknown('unit', 'parent_id');
    END IF;
    IF new.package_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM package WHERE id = new.package_id) THEN
        PERFORM serno_unknown('unit', 'package_id');
    END IF;
    IF new.lot_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM lot WHERE id = new.lot_id) THEN
        PERFORM serno_unknown('unit', 'lot_id');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER unit_refers_outer AFTER UPDATE OF parent_id, package_id, lot_id ON unit FOR EACH ROW
    WHEN ((new.parent_id IS NOT NULL AND new.parent_id IS DISTINCT FROM old.parent_id)
          OR (new.package_id IS NOT NULL AND new.package_id IS DISTINCT FROM old.package_id)
          OR (new.lot_id IS NOT NULL AND new.lot_id IS DISTINCT FROM old.lot_id))
    EXECUTE FUNCTION serno_unit_refers_outer();

CREATE FUNCTION serno_event_refers() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    unknown text;
BEGIN
    SELECT checked.missing INTO unknown FROM (SELECT DISTINCT actor_id, location_id FROM fresh) AS f
    CROSS JOIN LATERAL (SELECT CASE
        WHEN (SELECT x.id FROM app_user x WHERE x.id = f.actor_id) IS NULL THEN 'actor_id'
        WHEN f.location_id IS NOT NULL AND (SELECT x.id FROM location x WHERE x.id = f.location_id) IS NULL THEN 'location_id'
        END AS missing) AS checked
    WHERE checked.missing IS NOT NULL LIMIT 1;
    IF unknown IS NOT NULL THEN
        PERFORM serno_unknown('event', unknown);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER event_refers AFTER INSERT ON event REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION serno_event_refers();

CREATE FUNCTION serno_event_unit_refers() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM 1 FROM fresh f WHERE (SELECT x.id FROM unit x WHERE x.id = f.unit_id) IS NULL LIMIT 1;
    IF found THEN PERFORM serno_unknown('event_unit', 'unit_id'); END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER event_unit_refers AFTER INSERT ON event_unit REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT
    EXECUTE FUNCTION serno_event_unit_refers();

-- The other side. Arguments: table, column, table, column ... that may name the row.
CREATE FUNCTION serno_still_named() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    named boolean := tg_op = 'TRUNCATE';
BEGIN
    FOR i IN 0 .. tg_nargs / 2 - 1 LOOP
        EXIT WHEN named;
        EXECUTE format('LOCK TABLE %I IN SHARE MODE', tg_argv[2 * i]); -- waits for those who are writing, keeps others waiting
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I WHERE %I = $1)', tg_argv[2 * i], tg_argv[2 * i + 1]) INTO named USING old.id;
    END LOOP;
    IF named THEN
        RAISE EXCEPTION 'other rows name this one of %', tg_table_name USING ERRCODE = 'foreign_key_violation';
    END IF;
    IF tg_op = 'DELETE' THEN RETURN old; END IF;
    RETURN new;
END $$;
CREATE TRIGGER app_user_named_delete BEFORE DELETE ON app_user FOR EACH ROW EXECUTE FUNCTION serno_still_named('event', 'actor_id');
CREATE TRIGGER app_user_named_update BEFORE UPDATE OF id ON app_user FOR EACH ROW WHEN (new.id <> old.id)
    EXECUTE FUNCTION serno_still_named('event', 'actor_id');
CREATE TRIGGER app_user_named_truncate BEFORE TRUNCATE ON app_user FOR EACH STATEMENT EXECUTE FUNCTION serno_still_named();
CREATE TRIGGER product_named_delete BEFORE DELETE ON product FOR EACH ROW EXECUTE FUNCTION serno_still_named('unit', 'product_id');
CREATE TRIGGER product_named_update BEFORE UPDATE OF id ON product FOR EACH ROW WHEN (new.id <> old.id)
    EXECUTE FUNCTION serno_still_named('unit', 'product_id');
CREATE TRIGGER product_named_truncate BEFORE TRUNCATE ON product FOR EACH STATEMENT EXECUTE FUNCTION serno_still_named();
CREATE TRIGGER location_named_delete BEFORE DELETE ON location FOR EACH ROW EXECUTE FUNCTION serno_still_named('unit', 'location_id', 'event', 'location_id');
CREATE TRIGGER location_named_update BEFORE UPDATE OF id ON location FOR EACH ROW WHEN (new.id <> old.id)
    EXECUTE FUNCTION serno_still_named('unit', 'location_id', 'event', 'location_id');
CREATE TRIGGER location_named_truncate BEFORE TRUNCATE ON location FOR EACH STATEMENT EXECUTE FUNCTION serno_still_named();
CREATE TRIGGER party_named_delete BEFORE DELETE ON party FOR EACH ROW EXECUTE FUNCTION serno_still_named('unit', 'party_id', 'unit', 'owner_id', 'unit', 'supplier_id');
CREATE TRIGGER party_named_update BEFORE UPDATE OF id ON party FOR EACH ROW WHEN (new.id <> old.id)
    EXECUTE FUNCTION serno_still_named('unit', 'party_id', 'unit', 'owner_id', 'unit', 'supplier_id');
CREATE TRIGGER party_named_truncate BEFORE TRUNCATE ON party FOR EACH STATEMENT EXECUTE FUNCTION serno_still_named();
CREATE TRIGGER lot_named_delete BEFORE DELETE ON lot FOR EACH ROW EXECUTE FUNCTION serno_still_named('unit', 'lot_id');
CREATE TRIGGER lot_named_update BEFORE UPDATE OF id ON lot FOR EACH ROW WHEN (new.id <> old.id)
    EXECUTE FUNCTION serno_still_named('unit', 'lot_id');
CREATE TRIGGER lot_named_truncate BEFORE TRUNCATE ON lot FOR EACH STATEMENT EXECUTE FUNCTION serno_still_named();
CREATE TRIGGER package_named_delete BEFORE DELETE ON package FOR EACH ROW EXECUTE FUNCTION serno_still_named('unit', 'package_id');
CREATE TRIGGER package_named_update BEFORE UPDATE OF id ON package FOR EACH ROW WHEN (new.id <> old.id)
    EXECUTE FUNCTION serno_still_named('unit', 'package_id');
CREATE TRIGGER package_named_truncate BEFORE TRUNCATE ON package FOR EACH STATEMENT EXECUTE FUNCTION serno_still_named();
CREATE TRIGGER unit_named_delete BEFORE DELETE ON unit FOR EACH ROW EXECUTE FUNCTION serno_still_named('unit', 'parent_id', 'event_unit', 'unit_id');
CREATE TRIGGER unit_named_update BEFORE UPDATE OF id ON unit FOR EACH ROW WHEN (new.id <> old.id)
    EXECUTE FUNCTION serno_still_named('unit', 'parent_id', 'event_unit', 'unit_id');
CREATE TRIGGER unit_named_truncate BEFORE TRUNCATE ON unit FOR EACH STATEMENT EXECUTE FUNCTION serno_still_named();

-- For whoever looks at the whole database (db_integrity): rows that name something that is not there.
CREATE VIEW dangling (relation, column_name, key, named) AS
    SELECT 'event', 'actor_id', c.seq, c.actor_id FROM event c WHERE c.actor_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM app_user x WHERE x.id = c.actor_id)
    UNION ALL
    SELECT 'unit', 'product_id', c.id, c.product_id FROM unit c WHERE c.product_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM product x WHERE x.id = c.product_id)
    UNION ALL
    SELECT 'unit', 'location_id', c.id, c.location_id FROM unit c WHERE c.location_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM location x WHERE x.id = c.location_id)
    UNION ALL
    SELECT 'event', 'location_id', c.seq, c.location_id FROM event c WHERE c.location_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM location x WHERE x.id = c.location_id)
    UNION ALL
    SELECT 'unit', 'party_id', c.id, c.party_id FROM unit c WHERE c.party_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM party x WHERE x.id = c.party_id)
    UNION ALL
    SELECT 'unit', 'owner_id', c.id, c.owner_id FROM unit c WHERE c.owner_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM party x WHERE x.id = c.owner_id)
    UNION ALL
    SELECT 'unit', 'supplier_id', c.id, c.supplier_id FROM unit c WHERE c.supplier_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM party x WHERE x.id = c.supplier_id)
    UNION ALL
    SELECT 'unit', 'lot_id', c.id, c.lot_id FROM unit c WHERE c.lot_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM lot x WHERE x.id = c.lot_id)
    UNION ALL
    SELECT 'unit', 'package_id', c.id, c.package_id FROM unit c WHERE c.package_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM package x WHERE x.id = c.package_id)
    UNION ALL
    SELECT 'unit', 'parent_id', c.id, c.parent_id FROM unit c WHERE c.parent_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM unit x WHERE x.id = c.parent_id)
    UNION ALL
    SELECT 'event_unit', 'unit_id', c.unit_id, c.unit_id FROM event_unit c WHERE c.unit_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM unit x WHERE x.id = c.unit_id);

-- One unit with the codes of everything that it points at, as the query unit_view of SQLite gives it. Twelve tables in one statement
-- would all be opened each time; here only what the unit names is looked up, which takes a third of the time.
CREATE FUNCTION serno_unit_view(wanted_id bigint, wanted_sku text, wanted_serial text)
RETURNS TABLE (r_id bigint, r_product_id bigint, r_serial text, r_status smallint, r_holds smallint, r_location_id bigint, r_party_id bigint,
    r_owner_id bigint, r_supplier_id bigint, r_parent_id bigint, r_package_id bigint, r_lot_id bigint, r_order_ref text,
    r_received_at bigint, r_warranty_from bigint, r_changed_at bigint, r_last_seq bigint, r_events integer, r_attributes text,
    r_sku text, r_product text, r_gtin text, r_warranty_months integer, r_place text, r_place_name text, r_holder text,
    r_holder_name text, r_owner text, r_owner_name text, r_supplier text, r_supplier_name text, r_lot text, r_lot_expires bigint,
    r_package text, r_parent_serial text, r_parent_sku text, r_place_2 text, r_place_3 text, r_place_4_id bigint)
LANGUAGE plpgsql STABLE ROWS 1 AS $$
DECLARE
    next_id bigint := wanted_id;
BEGIN
    IF next_id IS NULL THEN
        SELECT id INTO next_id FROM product WHERE sku = wanted_sku;
        SELECT id, product_id, serial, status, holds, location_id, party_id, owner_id, supplier_id, parent_id, package_id, lot_id,
               order_ref, received_at, warranty_from, changed_at, last_seq, events, attributes
        INTO r_id, r_product_id, r_serial, r_status, r_holds, r_location_id, r_party_id, r_owner_id, r_supplier_id, r_parent_id,
             r_package_id, r_lot_id, r_order_ref, r_received_at, r_warranty_from, r_changed_at, r_last_seq, r_events, r_attributes
        FROM unit WHERE serial = wanted_serial AND product_id = next_id;
    ELSE
        SELECT id, product_id, serial, status, holds, location_id, party_id, owner_id, supplier_id, parent_id, package_id, lot_id,
               order_ref, received_at, warranty_from, changed_at, last_seq, events, attributes
        INTO r_id, r_product_id, r_serial, r_status, r_holds, r_location_id, r_party_id, r_owner_id, r_supplier_id, r_parent_id,
             r_package_id, r_lot_id, r_order_ref, r_received_at, r_warranty_from, r_changed_at, r_last_seq, r_events, r_attributes
        FROM unit WHERE id = next_id;
    END IF;
    IF r_id IS NULL THEN
        RETURN;
    END IF;
    SELECT sku, name, gtin, warranty_months INTO r_sku, r_product, r_gtin, r_warranty_months FROM product WHERE id = r_product_id;
    IF r_location_id IS NOT NULL THEN
        SELECT code, name, parent_id INTO r_place, r_place_name, next_id FROM location WHERE id = r_location_id;
        IF next_id IS NOT NULL THEN
            SELECT code, parent_id INTO r_place_2, next_id FROM location WHERE id = next_id;
        END IF;
        IF next_id IS NOT NULL THEN
            SELECT code, parent_id INTO r_place_3, r_place_4_id FROM location WHERE id = next_id;
        END IF;
    END IF;
    IF r_party_id IS NOT NULL THEN
        SELECT code, name INTO r_holder, r_holder_name FROM party WHERE id = r_party_id;
    END IF;
    IF r_owner_id IS NOT NULL THEN
        SELECT code, name INTO r_owner, r_owner_name FROM party WHERE id = r_owner_id;
    END IF;
    IF r_supplier_id IS NOT NULL THEN
        SELECT code, name INTO r_supplier, r_supplier_name FROM party WHERE id = r_supplier_id;
    END IF;
    IF r_lot_id IS NOT NULL THEN
        SELECT number, expires_at INTO r_lot, r_lot_expires FROM lot WHERE id = r_lot_id;
    END IF;
    IF r_package_id IS NOT NULL THEN
        SELECT code INTO r_package FROM package WHERE id = r_package_id;
    END IF;
    IF r_parent_id IS NOT NULL THEN
        SELECT u.serial, p.sku INTO r_parent_serial, r_parent_sku FROM unit u JOIN product p ON p.id = u.product_id WHERE u.id = r_parent_id;
    END IF;
    RETURN NEXT;
END $$;

-- Other answers that are given again ----------------------------------------------------------------------------------

CREATE TABLE idempotency (
    key        BYTEA PRIMARY KEY CHECK (length(key) = 16),
    digest     BYTEA NOT NULL CHECK (length(digest) = 16),
    status     SMALLINT NOT NULL,
    body       BYTEA NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE import_run (
    id         BIGINT PRIMARY KEY,
    created_at BIGINT NOT NULL,
    actor_id   BIGINT NOT NULL REFERENCES app_user (id),
    kind       TEXT COLLATE "C" NOT NULL,
    layout     TEXT COLLATE "C" NOT NULL,
    mode       TEXT COLLATE "C" NOT NULL,
    row_count  BIGINT NOT NULL,
    good_count BIGINT NOT NULL,
    bad_count  BIGINT NOT NULL,
    written    SMALLINT NOT NULL CHECK (written IN (0, 1)),
    report     TEXT COLLATE "C" NOT NULL,
    rejects    TEXT COLLATE "C" NOT NULL
);
CREATE TRIGGER import_run_id BEFORE INSERT ON import_run FOR EACH ROW EXECUTE FUNCTION serno_next_id();

-- History stays ------------------------------------------------------------------------------------------------------
-- ALWAYS: also for a session that plays the part of a replica.

CREATE TRIGGER event_no_change BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION serno_append_only();
CREATE TRIGGER event_no_truncate BEFORE TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION serno_append_only();
CREATE TRIGGER event_unit_no_change BEFORE UPDATE OR DELETE ON event_unit FOR EACH ROW EXECUTE FUNCTION serno_append_only();
CREATE TRIGGER event_unit_no_truncate BEFORE TRUNCATE ON event_unit FOR EACH STATEMENT EXECUTE FUNCTION serno_append_only();
CREATE TRIGGER merkle_node_no_change BEFORE UPDATE OR DELETE ON merkle_node FOR EACH ROW EXECUTE FUNCTION serno_append_only();
CREATE TRIGGER merkle_node_no_truncate BEFORE TRUNCATE ON merkle_node FOR EACH STATEMENT EXECUTE FUNCTION serno_append_only();
CREATE TRIGGER command_refusal_no_change BEFORE UPDATE OR DELETE ON command_refusal FOR EACH ROW EXECUTE FUNCTION serno_append_only();
CREATE TRIGGER command_refusal_no_truncate BEFORE TRUNCATE ON command_refusal FOR EACH STATEMENT EXECUTE FUNCTION serno_append_only();
-- The head moves forward only.
CREATE TRIGGER ledger_head_no_return BEFORE UPDATE ON ledger_head FOR EACH ROW WHEN (new.size < old.size) EXECUTE FUNCTION serno_append_only();
CREATE TRIGGER ledger_head_no_delete BEFORE DELETE ON ledger_head FOR EACH ROW EXECUTE FUNCTION serno_append_only();
CREATE TRIGGER ledger_head_no_truncate BEFORE TRUNCATE ON ledger_head FOR EACH STATEMENT EXECUTE FUNCTION serno_append_only();

ALTER TABLE event ENABLE ALWAYS TRIGGER event_no_change;
ALTER TABLE event ENABLE ALWAYS TRIGGER event_no_truncate;
ALTER TABLE event_unit ENABLE ALWAYS TRIGGER event_unit_no_change;
ALTER TABLE event_unit ENABLE ALWAYS TRIGGER event_unit_no_truncate;
ALTER TABLE merkle_node ENABLE ALWAYS TRIGGER merkle_node_no_change;
ALTER TABLE merkle_node ENABLE ALWAYS TRIGGER merkle_node_no_truncate;
ALTER TABLE command_refusal ENABLE ALWAYS TRIGGER command_refusal_no_change;
ALTER TABLE command_refusal ENABLE ALWAYS TRIGGER command_refusal_no_truncate;
ALTER TABLE ledger_head ENABLE ALWAYS TRIGGER ledger_head_no_return;
ALTER TABLE ledger_head ENABLE ALWAYS TRIGGER ledger_head_no_delete;
ALTER TABLE ledger_head ENABLE ALWAYS TRIGGER ledger_head_no_truncate;

-- Numbers for several writers ----------------------------------------------------------------------------------------
-- Sequences are outside of transactions, so nothing is held until a commit; record_clock is the last record time.

CREATE SEQUENCE event_seq;
CREATE SEQUENCE unit_key;
CREATE SEQUENCE package_key;
CREATE SEQUENCE record_clock;

-- The first of so many following numbers. Only under the lock of serno_reserve().
CREATE FUNCTION serno_take(numbers regclass, count bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    last bigint := coalesce(pg_sequence_last_value(numbers), 0);
BEGIN
    IF count > 0 THEN
        PERFORM setval(numbers, last + count);
    END IF;
    RETURN last + 1;
END $$;

-- Places in the ledger, keys and a record time for a group of commands, which rises with the places. The transaction gets its
-- number first: a place belongs to a transaction that others can see running. The lock is given back at once, also when this is
-- cancelled.
CREATE FUNCTION serno_reserve(events bigint, units bigint, packages bigint, now_ms bigint)
RETURNS TABLE (first_event bigint, first_unit bigint, first_package bigint, recorded_at bigint)
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    last_recorded bigint;
BEGIN
    PERFORM pg_current_xact_id();
    BEGIN
        PERFORM pg_advisory_lock(20037, 2);
        first_event := serno_take('event_seq', events);
        first_unit := serno_take('unit_key', units);
        first_package := serno_take('package_key', packages);
        last_recorded := coalesce(pg_sequence_last_value('record_clock'), 0);
        recorded_at := greatest(now_ms, last_recorded);
        IF recorded_at > last_recorded THEN
            PERFORM setval('record_clock', recorded_at);
        END IF;
    EXCEPTION WHEN OTHERS OR query_canceled THEN
        PERFORM pg_advisory_unlock(20037, 2);
        RAISE;
    END;
    PERFORM pg_advisory_unlock(20037, 2);
    RETURN NEXT;
END $$;

-- After rows have been copied in: go on behind them. The head is for whoever copied the Merkle nodes to set.
CREATE FUNCTION serno_sequences_from_tables() RETURNS void LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    last record;
BEGIN
    SELECT (SELECT max(seq) FROM event) AS seq, (SELECT max(id) FROM unit) AS unit, (SELECT max(id) FROM package) AS package,
           (SELECT recorded_at FROM event ORDER BY seq DESC LIMIT 1) AS recorded_at
    INTO last;
    PERFORM setval('event_seq', coalesce(last.seq, 1), last.seq IS NOT NULL);
    PERFORM setval('unit_key', coalesce(last.unit, 1), last.unit IS NOT NULL);
    PERFORM setval('package_key', coalesce(last.package, 1), last.package IS NOT NULL);
    PERFORM setval('record_clock', greatest(last.recorded_at, 1), coalesce(last.recorded_at, 0) > 0);
END $$;

-- Rights --------------------------------------------------------------------------------------------------------------
-- The program works in the name of a role that owns nothing: it can neither change history nor switch off what keeps it.

-- Why this role could switch the protection of history off; NULL: it could not.
CREATE FUNCTION serno_could_unprotect(role_name text) RETURNS text LANGUAGE plpgsql STABLE SET search_path FROM CURRENT AS $$
DECLARE
    role pg_roles;
    owner oid;
BEGIN
    SELECT * INTO role FROM pg_roles WHERE rolname = role_name;
    IF role.rolsuper THEN
        RETURN format('role ''%s'' is a superuser', role_name);
    END IF;
    IF role.rolcreaterole THEN
        RETURN format('role ''%s'' may make itself a member of other roles (CREATEROLE)', role_name);
    END IF;
    FOR owner IN SELECT relowner FROM pg_class WHERE oid = 'event'::regclass
                 UNION SELECT relowner FROM pg_class WHERE relname = 'schema_version' AND relnamespace = current_schema()::regnamespace
                 UNION SELECT nspowner FROM pg_namespace WHERE oid = current_schema()::regnamespace
                 UNION SELECT datdba FROM pg_database WHERE datname = current_database() LOOP
        IF pg_has_role(role.oid, owner, 'MEMBER') THEN
            RETURN format('role ''%s'' owns the tables, the schema or the database (as ''%s'')', role_name, pg_get_userbyid(owner));
        END IF;
    END LOOP;
    RETURN NULL;
END $$;

-- Which rights the program's role has; every table is in one row.
CREATE VIEW serno_rights (rights, tables) AS VALUES
    ('SELECT', 'schema_version, stock, dangling, serno_rights'),
    ('SELECT, INSERT', 'event, event_unit, merkle_node, command_refusal, former_code, import_run'),
    ('SELECT, UPDATE', 'ledger_head, masters_version'),
    ('SELECT, INSERT, UPDATE', 'app_user, api_key, product, location, party, lot, package, unit, former_serial, containment, stock_part'),
    ('SELECT, INSERT, UPDATE, DELETE', 'meta, session, idempotency, unit_tail, unit_identifier');

-- Give a role what the program needs, and take from it what it does not. A sentence when that would be of no use, else ''.
CREATE FUNCTION serno_grant(role_name text) RETURNS text LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    given record;
    why text;
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = role_name) THEN
        RETURN format('there is no role ''%1$s''; ''createuser --pwprompt %1$s'' makes one', role_name);
    END IF;
    why := serno_could_unprotect(role_name);
    IF why IS NOT NULL THEN
        RETURN why || ', so it could switch off what protects the history';
    END IF;
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), role_name);
    EXECUTE format('REVOKE ALL ON SCHEMA %I FROM %I', current_schema(), role_name);
    EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA %I FROM %I', current_schema(), role_name);
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), role_name);
    FOR given IN SELECT rights, tables FROM serno_rights LOOP
        EXECUTE format('GRANT %s ON %s TO %I', given.rights, given.tables, role_name);
    END LOOP;
    EXECUTE format('GRANT USAGE, SELECT, UPDATE ON SEQUENCE event_seq, unit_key, package_key, record_clock TO %I', role_name);
    EXECUTE format('GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA %I TO %I', current_schema(), role_name);
    RETURN '';
END $$;
