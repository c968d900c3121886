-- What the web application remembers for people: filters of lists under a name, and what is set for the whole installation. Neither is
-- part of the ledger.
CREATE TABLE saved_view (
    id         BIGINT PRIMARY KEY,
    user_id    BIGINT NOT NULL REFERENCES app_user (id),
    page       TEXT COLLATE "C" NOT NULL CHECK (length(page) BETWEEN 1 AND 40),
    name       TEXT COLLATE "C" NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    query      TEXT COLLATE "C" NOT NULL,
    shared     SMALLINT NOT NULL CHECK (shared IN (0, 1)),
    created_at BIGINT NOT NULL,
    version    BIGINT NOT NULL DEFAULT 1,
    UNIQUE (user_id, page, name)
);
CREATE INDEX saved_view_shared ON saved_view (page) WHERE shared = 1;
CREATE TRIGGER saved_view_id BEFORE INSERT ON saved_view FOR EACH ROW EXECUTE FUNCTION serno_next_id();

-- One row, or none: nothing was ever set.
CREATE TABLE app_setting (
    id           BIGINT PRIMARY KEY CHECK (id = 1),
    organisation TEXT COLLATE "C" NOT NULL,
    base_url     TEXT COLLATE "C" NOT NULL,
    language     TEXT COLLATE "C" NOT NULL,
    scan_prefix  TEXT COLLATE "C" NOT NULL,
    scan_suffix  TEXT COLLATE "C" NOT NULL,
    label_size   TEXT COLLATE "C" NOT NULL,
    guide_done   SMALLINT NOT NULL CHECK (guide_done IN (0, 1)),
    version      BIGINT NOT NULL
);

CREATE OR REPLACE VIEW serno_rights (rights, tables) AS VALUES
    ('SELECT', 'schema_version, stock, dangling, serno_rights'),
    ('SELECT, INSERT', 'event, event_unit, merkle_node, command_refusal, former_code, import_run'),
    ('SELECT, UPDATE', 'ledger_head, masters_version'),
    ('SELECT, INSERT, UPDATE', 'app_user, api_key, product, location, party, lot, package, unit, former_serial, containment, stock_part, app_setting'),
    ('SELECT, INSERT, UPDATE, DELETE', 'meta, session, idempotency, unit_tail, unit_identifier, saved_view');
