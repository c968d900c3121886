-- How numbers are made: schemes, where their counters stand, what was issued, and blocks of numbers that somebody else uses up.
CREATE TABLE numbering_scheme (
    id         INTEGER PRIMARY KEY,
    code       TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 80),
    name       TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    kind       INTEGER NOT NULL CHECK (kind IN (0, 1)),               -- numbers of units, of packages
    pattern    TEXT NOT NULL CHECK (length(pattern) BETWEEN 1 AND 200), -- see domain/numbering.h
    restart    INTEGER NOT NULL CHECK (restart >= 0),                 -- bits: what lets a counter begin anew
    first      INTEGER NOT NULL CHECK (first >= 0),                   -- with which number counters begin
    active     INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    created_at INTEGER NOT NULL,
    version    INTEGER NOT NULL DEFAULT 1
);

ALTER TABLE product ADD COLUMN scheme_id INTEGER REFERENCES numbering_scheme (id);

CREATE TABLE numbering_counter (
    scheme_id INTEGER NOT NULL REFERENCES numbering_scheme (id),
    period    TEXT NOT NULL,    -- what it counts: "2026 BER"; empty: everything
    next      INTEGER NOT NULL, -- the number that is given next
    issued    INTEGER NOT NULL, -- how many were given
    PRIMARY KEY (scheme_id, period)
) WITHOUT ROWID;

-- What was issued with one command; the same id again is answered from here, for ever.
CREATE TABLE numbering_issue (
    id         BLOB PRIMARY KEY CHECK (length(id) = 16),
    digest     BLOB NOT NULL CHECK (length(digest) = 16), -- of what was asked for: the same id must come with the same
    scheme_id  INTEGER NOT NULL REFERENCES numbering_scheme (id),
    product_id INTEGER REFERENCES product (id),           -- NULL: numbers of packages
    period     TEXT NOT NULL,
    quantity   INTEGER NOT NULL CHECK (quantity > 0),
    skipped    INTEGER NOT NULL,                          -- that were borne by something already
    first_unit INTEGER,                                   -- its units: from this key on, without a gap
    issued_at  INTEGER NOT NULL,
    user_id    INTEGER NOT NULL REFERENCES app_user (id)
) WITHOUT ROWID;
CREATE INDEX numbering_issue_time ON numbering_issue (issued_at, id);

CREATE TABLE number_pool (
    id          BLOB PRIMARY KEY REFERENCES numbering_issue (id),
    name        TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    party_id    INTEGER REFERENCES party (id),    -- for whom, or for which place
    location_id INTEGER REFERENCES location (id),
    expires_at  INTEGER,                          -- from then on what is unused is void; NULL: never
    closed_at   INTEGER,                          -- when what was unused was made void
    version     INTEGER NOT NULL DEFAULT 1
) WITHOUT ROWID;
CREATE INDEX number_pool_expires ON number_pool (expires_at) WHERE expires_at IS NOT NULL AND closed_at IS NULL;

-- Numbers that were issued for packages: there may never be a package behind one.
CREATE TABLE package_number (
    number   TEXT PRIMARY KEY CHECK (length(number) BETWEEN 1 AND 80),
    issue_id BLOB NOT NULL REFERENCES numbering_issue (id),
    place    INTEGER NOT NULL -- among those of its issue, from 0
) WITHOUT ROWID;
CREATE INDEX package_number_issue ON package_number (issue_id, place);
