-- Printers, print jobs, printed labels. Printing is no event of a unit's life and stands in no ledger: who printed what, when and why is
-- answered from these tables, and no row of a job or label is ever removed. Codes are positions in the enums of domain/printing.h.
CREATE TABLE printer (
    id         INTEGER PRIMARY KEY,
    name       TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 80),
    kind       INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 2),        -- raw9100, cups, browser
    host       TEXT NOT NULL DEFAULT '',                             -- raw9100: where it is
    port       INTEGER NOT NULL DEFAULT 0 CHECK (port BETWEEN 0 AND 65535),
    queue      TEXT NOT NULL DEFAULT '',                             -- cups: its queue
    language   INTEGER NOT NULL CHECK (language BETWEEN 0 AND 1),    -- zpl, pdf
    dpi        INTEGER NOT NULL CHECK (dpi BETWEEN 100 AND 1200),
    confirm    INTEGER NOT NULL CHECK (confirm BETWEEN 0 AND 2),     -- none, close, status: how a label is known to have come out
    batch      INTEGER NOT NULL CHECK (batch BETWEEN 1 AND 100),     -- labels under way at once: so many can be uncertain
    patience   INTEGER NOT NULL CHECK (patience BETWEEN 1 AND 600),  -- seconds without an answer until a job is paused
    template   TEXT NOT NULL DEFAULT '',                             -- that is taken when none is named
    active     INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    created_at INTEGER NOT NULL,
    holder     BLOB CHECK (length(holder) = 16),                     -- the process that drives it
    held_until INTEGER NOT NULL DEFAULT 0,                           -- by the database's clock
    version    INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE print_job (
    id           INTEGER PRIMARY KEY,
    key          BLOB NOT NULL UNIQUE CHECK (length(key) = 16),       -- the client's id: the same again is the same job
    digest       BLOB NOT NULL CHECK (length(digest) = 16),           -- of what was asked for: the same id must come with the same
    printer_id   INTEGER NOT NULL REFERENCES printer (id),
    target       INTEGER NOT NULL CHECK (target BETWEEN 0 AND 3),     -- of what the labels are: unit, package, location, product
    template     TEXT NOT NULL,                                       -- its name
    layout       TEXT NOT NULL,                                       -- the template as it was, JSON
    actor_id     INTEGER NOT NULL REFERENCES app_user (id),
    device       TEXT NOT NULL DEFAULT '',
    created_at   INTEGER NOT NULL,
    labels       INTEGER NOT NULL CHECK (labels > 0),
    state        INTEGER NOT NULL CHECK (state BETWEEN 0 AND 6),
    problem      INTEGER NOT NULL DEFAULT 0 CHECK (problem BETWEEN 0 AND 12), -- why it is paused
    detail       TEXT NOT NULL DEFAULT '',
    tries        INTEGER NOT NULL DEFAULT 0,                          -- since a label came out last
    next_try_at  INTEGER NOT NULL DEFAULT 0,                          -- 0: not by itself
    reason       TEXT NOT NULL DEFAULT '',                            -- of a reprint
    reprint_of   INTEGER REFERENCES print_job (id),
    started_at   INTEGER NOT NULL DEFAULT 0,
    ended_at     INTEGER NOT NULL DEFAULT 0,
    ended_by     INTEGER REFERENCES app_user (id),                    -- who cancelled or closed it
    wrong_scans  INTEGER NOT NULL DEFAULT 0,                          -- codes read back that are none of its labels'
    version      INTEGER NOT NULL DEFAULT 1,
    CHECK ((reprint_of IS NULL) = (reason = ''))
);
CREATE INDEX print_job_open ON print_job (printer_id, id) WHERE state IN (0, 1, 2);
CREATE INDEX print_job_actor ON print_job (actor_id, id);

CREATE TABLE print_label (
    job_id      INTEGER NOT NULL REFERENCES print_job (id),
    position    INTEGER NOT NULL CHECK (position > 0),
    unit_id     INTEGER REFERENCES unit (id),
    package_id  INTEGER REFERENCES package (id),
    location_id INTEGER REFERENCES location (id),
    product_id  INTEGER REFERENCES product (id),                      -- of a unit or product
    code        TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 128), -- serial or code as it is printed
    data        TEXT NOT NULL,                                        -- what the fields say, JSON
    state       INTEGER NOT NULL CHECK (state BETWEEN 0 AND 6),
    sent_at     INTEGER NOT NULL DEFAULT 0,                           -- its first byte may have gone out
    changed_at  INTEGER NOT NULL,
    decided_by  INTEGER REFERENCES app_user (id),                     -- who said whether it came out
    prints      INTEGER NOT NULL DEFAULT 0,                           -- how often it was sent
    verified_at INTEGER NOT NULL DEFAULT 0,                           -- read back
    verified_by INTEGER REFERENCES app_user (id),
    scans       INTEGER NOT NULL DEFAULT 0,                           -- how often it was read back
    PRIMARY KEY (job_id, position)
) WITHOUT ROWID;
CREATE INDEX print_label_unit ON print_label (unit_id, job_id) WHERE unit_id IS NOT NULL;
CREATE INDEX print_label_open ON print_label (job_id, state, position) WHERE state IN (0, 1, 4);
CREATE INDEX print_label_sending ON print_label (job_id) WHERE state = 1;
