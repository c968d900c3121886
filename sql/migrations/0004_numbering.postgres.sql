-- How numbers are made: schemes, where their counters stand, what was issued, and blocks of numbers that somebody else uses up.
CREATE TABLE numbering_scheme (
    id         BIGINT PRIMARY KEY,
    code       TEXT COLLATE "C" NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 80),
    name       TEXT COLLATE "C" NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    kind       SMALLINT NOT NULL CHECK (kind IN (0, 1)),
    pattern    TEXT COLLATE "C" NOT NULL CHECK (length(pattern) BETWEEN 1 AND 200),
    restart    INTEGER NOT NULL CHECK (restart >= 0),
    first      BIGINT NOT NULL CHECK (first >= 0),
    active     SMALLINT NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    created_at BIGINT NOT NULL,
    version    BIGINT NOT NULL DEFAULT 1
);
CREATE TRIGGER numbering_scheme_id BEFORE INSERT ON numbering_scheme FOR EACH ROW EXECUTE FUNCTION serno_next_id();

ALTER TABLE product ADD COLUMN scheme_id BIGINT REFERENCES numbering_scheme (id);

CREATE TABLE numbering_counter (
    scheme_id BIGINT NOT NULL REFERENCES numbering_scheme (id),
    period    TEXT COLLATE "C" NOT NULL,
    next      BIGINT NOT NULL,
    issued    BIGINT NOT NULL,
    PRIMARY KEY (scheme_id, period)
);

CREATE TABLE numbering_issue (
    id         BYTEA PRIMARY KEY CHECK (length(id) = 16),
    digest     BYTEA NOT NULL CHECK (length(digest) = 16),
    scheme_id  BIGINT NOT NULL REFERENCES numbering_scheme (id),
    product_id BIGINT REFERENCES product (id),
    period     TEXT COLLATE "C" NOT NULL,
    quantity   BIGINT NOT NULL CHECK (quantity > 0),
    skipped    BIGINT NOT NULL,
    first_unit BIGINT,
    issued_at  BIGINT NOT NULL,
    user_id    BIGINT NOT NULL REFERENCES app_user (id)
);
CREATE INDEX numbering_issue_time ON numbering_issue (issued_at, id);

CREATE TABLE number_pool (
    id          BYTEA PRIMARY KEY REFERENCES numbering_issue (id),
    name        TEXT COLLATE "C" NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    party_id    BIGINT REFERENCES party (id),
    location_id BIGINT REFERENCES location (id),
    expires_at  BIGINT,
    closed_at   BIGINT,
    version     BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX number_pool_expires ON number_pool (expires_at) WHERE expires_at IS NOT NULL AND closed_at IS NULL;

CREATE TABLE package_number (
    number   TEXT COLLATE "C" PRIMARY KEY CHECK (length(number) BETWEEN 1 AND 80),
    issue_id BYTEA NOT NULL REFERENCES numbering_issue (id),
    place    BIGINT NOT NULL
);
CREATE INDEX package_number_issue ON package_number (issue_id, place);

-- (A later migration that adds tables says all of this again, with them.)
CREATE OR REPLACE VIEW serno_rights (rights, tables) AS VALUES
    ('SELECT', 'schema_version, stock, dangling, serno_rights'),
    ('SELECT, INSERT', 'event, event_unit, merkle_node, command_refusal, former_code, import_run, numbering_issue, package_number'),
    ('SELECT, UPDATE', 'ledger_head, masters_version'),
    ('SELECT, INSERT, UPDATE', 'app_user, api_key, product, location, party, lot, package, unit, former_serial, containment, stock_part, app_setting, numbering_scheme, numbering_counter, number_pool'),
    ('SELECT, INSERT, UPDATE, DELETE', 'meta, session, idempotency, unit_tail, unit_identifier, saved_view');
