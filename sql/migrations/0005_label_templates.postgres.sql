-- What labels of this installation look like. The ready ones are part of the program. Not part of the ledger.
CREATE TABLE label_template (
    id         BIGINT PRIMARY KEY,
    name       TEXT COLLATE "C" NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 80),
    thing      SMALLINT NOT NULL CHECK (thing BETWEEN 0 AND 3),
    body       TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    version    BIGINT NOT NULL DEFAULT 1
);
CREATE TRIGGER label_template_id BEFORE INSERT ON label_template FOR EACH ROW EXECUTE FUNCTION serno_next_id();

-- What the migrations before have given, and this table.
DO $$
DECLARE
    rows_ text;
BEGIN
    SELECT string_agg(format('(%L, %L)', rights, tables || CASE rights WHEN 'SELECT, INSERT, UPDATE, DELETE' THEN ', label_template' ELSE '' END), ', ')
        INTO rows_ FROM serno_rights;
    EXECUTE 'CREATE OR REPLACE VIEW serno_rights (rights, tables) AS VALUES ' || rows_;
END $$;
