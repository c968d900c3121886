-- Printers, print jobs, printed labels. Printing is no event of a unit's life and stands in no ledger: who printed what, when and why is
-- answered from these tables, and no row of a job or label is ever removed. Codes are positions in the enums of domain/printing.h.
CREATE TABLE printer (
    id BIGINT PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 80),
    kind SMALLINT NOT NULL CHECK (kind BETWEEN 0 AND 2), -- raw9100, cups, browser
    host TEXT COLLATE "C" NOT NULL DEFAULT '', -- raw9100: where it is
    port INTEGER NOT NULL DEFAULT 0 CHECK (port BETWEEN 0 AND 65535),
    queue TEXT COLLATE "C" NOT NULL DEFAULT '', -- cups: its queue
    language SMALLINT NOT NULL CHECK (language BETWEEN 0 AND 1), -- zpl, pdf
    dpi INTEGER NOT NULL CHECK (dpi BETWEEN 100 AND 1200),
    confirm SMALLINT NOT NULL CHECK (confirm BETWEEN 0 AND 2), -- none, close, status: how a label is known to have come out
    batch INTEGER NOT NULL CHECK (batch BETWEEN 1 AND 100), -- labels under way at once: so many can be uncertain
    patience INTEGER NOT NULL CHECK (patience BETWEEN 1 AND 600), -- seconds without an answer until a job is paused
    template TEXT COLLATE "C" NOT NULL DEFAULT '', -- that is taken when none is named
    active SMALLINT NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    created_at BIGINT NOT NULL,
    holder BYTEA CHECK (length(holder) = 16), -- the process that drives it
    held_until BIGINT NOT NULL DEFAULT 0, -- by the database's clock
    version BIGINT NOT NULL DEFAULT 1
);
CREATE TRIGGER printer_id BEFORE INSERT ON printer FOR EACH ROW EXECUTE FUNCTION serno_next_id();

CREATE TABLE print_job (
    id BIGINT PRIMARY KEY,
    key BYTEA NOT NULL UNIQUE CHECK (length(key) = 16), -- the client's id: the same again is the same job
    digest BYTEA NOT NULL CHECK (length(digest) = 16), -- of what was asked for: the same id must come with the same
    printer_id BIGINT NOT NULL REFERENCES printer (id),
    target SMALLINT NOT NULL CHECK (target BETWEEN 0 AND 3), -- of what the labels are: unit, package, location, product
    template TEXT COLLATE "C" NOT NULL, -- its name
    layout TEXT COLLATE "C" NOT NULL, -- the template as it was, JSON
    actor_id BIGINT NOT NULL REFERENCES app_user (id),
    device TEXT COLLATE "C" NOT NULL DEFAULT '',
    created_at BIGINT NOT NULL,
    labels BIGINT NOT NULL CHECK (labels > 0),
    state SMALLINT NOT NULL CHECK (state BETWEEN 0 AND 6),
    problem SMALLINT NOT NULL DEFAULT 0 CHECK (problem BETWEEN 0 AND 12), -- why it is paused
    detail TEXT COLLATE "C" NOT NULL DEFAULT '',
    tries BIGINT NOT NULL DEFAULT 0, -- since a label came out last
    next_try_at BIGINT NOT NULL DEFAULT 0, -- 0: not by itself
    reason TEXT COLLATE "C" NOT NULL DEFAULT '', -- of a reprint
    reprint_of BIGINT REFERENCES print_job (id),
    started_at BIGINT NOT NULL DEFAULT 0,
    ended_at BIGINT NOT NULL DEFAULT 0,
    ended_by BIGINT REFERENCES app_user (id), -- who cancelled or closed it
    wrong_scans BIGINT NOT NULL DEFAULT 0, -- codes read back that are none of its labels'
    version BIGINT NOT NULL DEFAULT 1,
    CHECK ((reprint_of IS NULL) = (reason = ''))
);
CREATE TRIGGER print_job_id BEFORE INSERT ON print_job FOR EACH ROW EXECUTE FUNCTION serno_next_id();
CREATE INDEX print_job_open ON print_job (printer_id, id) WHERE state IN (0, 1, 2);
CREATE INDEX print_job_actor ON print_job (actor_id, id);

CREATE TABLE print_label (
    job_id BIGINT NOT NULL REFERENCES print_job (id),
    position BIGINT NOT NULL CHECK (position > 0),
    unit_id BIGINT REFERENCES unit (id),
    package_id BIGINT REFERENCES package (id),
    location_id BIGINT REFERENCES location (id),
    product_id BIGINT REFERENCES product (id), -- of a unit or product
    code TEXT COLLATE "C" NOT NULL CHECK (length(code) BETWEEN 1 AND 128), -- serial or code as it is printed
    data TEXT COLLATE "C" NOT NULL, -- what the fields say, JSON
    state SMALLINT NOT NULL CHECK (state BETWEEN 0 AND 6),
    sent_at BIGINT NOT NULL DEFAULT 0, -- its first byte may have gone out
    changed_at BIGINT NOT NULL,
    decided_by BIGINT REFERENCES app_user (id), -- who said whether it came out
    prints BIGINT NOT NULL DEFAULT 0, -- how often it was sent
    verified_at BIGINT NOT NULL DEFAULT 0, -- read back
    verified_by BIGINT REFERENCES app_user (id),
    scans BIGINT NOT NULL DEFAULT 0, -- how often it was read back
    PRIMARY KEY (job_id, position)
);
CREATE INDEX print_label_unit ON print_label (unit_id, job_id) WHERE unit_id IS NOT NULL;
CREATE INDEX print_label_open ON print_label (job_id, state, position) WHERE state IN (0, 1, 4);
CREATE INDEX print_label_sending ON print_label (job_id) WHERE state = 1;

-- What the migrations before have given, and these tables.
DO $$
DECLARE
    rows_ text;
BEGIN
    SELECT string_agg(format('(%L, %L)', rights, tables || CASE rights WHEN 'SELECT, INSERT, UPDATE' THEN ', printer, print_job, print_label' ELSE '' END), ', ')
        INTO rows_ FROM serno_rights;
    EXECUTE 'CREATE OR REPLACE VIEW serno_rights (rights, tables) AS VALUES ' || rows_;
END $$;
