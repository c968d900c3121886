-- Links of labels: public pages, what was seen and reported. None of it is part of the ledger.

-- Keys from which the links on labels are derived (docs/internals/decisions/0023). A link names its key by version.
CREATE TABLE link_key (
    version    BIGINT PRIMARY KEY CHECK (version BETWEEN 1 AND 255),
    secret     BYTEA NOT NULL CHECK (length(secret) = 32),
    created_at BIGINT NOT NULL,
    retired_at BIGINT
);

-- One row, or none: nothing was ever set, and there are no public pages.
CREATE TABLE link_setting (
    id               BIGINT PRIMARY KEY CHECK (id = 1),
    pages            SMALLINT NOT NULL CHECK (pages IN (0, 1)),
    form             SMALLINT NOT NULL CHECK (form IN (0, 1)),
    shown            BIGINT NOT NULL,
    actions          BIGINT NOT NULL,
    contact          TEXT COLLATE "C" NOT NULL,
    behind_proxy     SMALLINT NOT NULL CHECK (behind_proxy IN (0, 1)),
    pages_per_second BIGINT NOT NULL,
    views_per_minute BIGINT NOT NULL,
    reports_per_hour BIGINT NOT NULL,
    window_hours     BIGINT NOT NULL,
    networks_max     BIGINT NOT NULL,
    switches_max     BIGINT NOT NULL,
    version          BIGINT NOT NULL
);

-- Products that have no public pages.
CREATE TABLE link_hidden (
    product_id BIGINT PRIMARY KEY REFERENCES product (id)
);

-- Where a resolver leads to, by GS1 link type: of one product, or of all.
CREATE TABLE link_target (
    id         BIGINT PRIMARY KEY,
    product_id BIGINT REFERENCES product (id),
    rel        TEXT COLLATE "C" NOT NULL,
    href       TEXT COLLATE "C" NOT NULL,
    title      TEXT COLLATE "C" NOT NULL,
    language   TEXT COLLATE "C" NOT NULL,
    media_type TEXT COLLATE "C" NOT NULL,
    preferred  SMALLINT NOT NULL CHECK (preferred IN (0, 1)),
    version    BIGINT NOT NULL DEFAULT 1
);
CREATE TRIGGER link_target_id BEFORE INSERT ON link_target FOR EACH ROW EXECUTE FUNCTION serno_next_id();
CREATE INDEX link_target_product ON link_target (product_id);

-- How often a unit's page was looked at, by hour and network (a keyed hash of the first bytes of an address). Kept for a few days.
CREATE TABLE link_seen (
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    hour    BIGINT NOT NULL,
    network BIGINT NOT NULL,
    views   BIGINT NOT NULL,
    PRIMARY KEY (unit_id, hour, network)
);
CREATE INDEX link_seen_hour ON link_seen (hour);

-- What that adds up to, and what was decided about it.
CREATE TABLE link_watch (
    unit_id       BIGINT PRIMARY KEY REFERENCES unit (id),
    generation    BIGINT NOT NULL,
    views         BIGINT NOT NULL,
    last_at       BIGINT,
    last_network  BIGINT,
    switches      BIGINT NOT NULL,
    switches_from BIGINT,
    networks      BIGINT NOT NULL,
    state         BIGINT NOT NULL CHECK (state BETWEEN 0 AND 2),
    flagged_at    BIGINT,
    decided_at    BIGINT,
    decided_by    BIGINT REFERENCES app_user (id),
    reason        TEXT COLLATE "C" NOT NULL
);
CREATE INDEX link_watch_suspect ON link_watch (unit_id) WHERE state = 1;

-- What strangers reported or asked for, and what a person made of it.
CREATE TABLE link_report (
    id         BIGINT PRIMARY KEY,
    unit_id    BIGINT NOT NULL REFERENCES unit (id),
    kind       BIGINT NOT NULL CHECK (kind BETWEEN 0 AND 2),
    name       TEXT COLLATE "C" NOT NULL,
    contact    TEXT COLLATE "C" NOT NULL,
    message    TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    state      BIGINT NOT NULL CHECK (state BETWEEN 0 AND 2),
    decided_at BIGINT,
    decided_by BIGINT REFERENCES app_user (id),
    reason     TEXT COLLATE "C" NOT NULL,
    event_id   BYTEA CHECK (length(event_id) = 16),
    version    BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX link_report_unit ON link_report (unit_id);
CREATE INDEX link_report_waiting ON link_report (id) WHERE state = 0;
CREATE TRIGGER link_report_id BEFORE INSERT ON link_report FOR EACH ROW EXECUTE FUNCTION serno_next_id();

-- What the role of the program may do with them, behind what it may already.
DO $$
DECLARE
    rows_ text;
BEGIN
    SELECT string_agg(format('(%L, %L)', rights, tables || CASE rights
            WHEN 'SELECT, INSERT, UPDATE' THEN ', link_key, link_setting, link_watch'
            WHEN 'SELECT, INSERT, UPDATE, DELETE' THEN ', link_hidden, link_target, link_seen, link_report'
            ELSE '' END), ', ') INTO rows_ FROM serno_rights;
    EXECUTE 'CREATE OR REPLACE VIEW serno_rights (rights, tables) AS VALUES ' || rows_;
END $$;
