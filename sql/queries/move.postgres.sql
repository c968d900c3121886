-- Whole tables, where PostgreSQL says it in another way: it does not keep the order of a subquery, so all that is inside something is
-- sorted at the end; and what only a far database is asked.

-- name: move_location_inside
WITH RECURSIVE inside (id, depth) AS (
    SELECT c.id, 1 FROM location c JOIN location p ON p.id = c.parent_id WHERE c.parent_id IS NOT NULL AND p.parent_id IS NULL
    UNION ALL
    SELECT c.id, inside.depth + 1 FROM inside JOIN location c ON c.parent_id = inside.id
)
SELECT t.id, t.code, t.name, t.kind, t.parent_id, t.gln, t.attributes, t.active, t.created_at, t.version
FROM inside JOIN location t ON t.id = inside.id ORDER BY inside.depth, t.id

-- name: move_package_inside
WITH RECURSIVE inside (id, depth) AS (
    SELECT c.id, 1 FROM package c JOIN package p ON p.id = c.parent_id WHERE c.parent_id IS NOT NULL AND p.parent_id IS NULL
    UNION ALL
    SELECT c.id, inside.depth + 1 FROM inside JOIN package c ON c.parent_id = inside.id
)
SELECT t.id, t.code, t.parent_id, t.created_at
FROM inside JOIN package t ON t.id = inside.id ORDER BY inside.depth, t.id

-- name: move_unit_inside
WITH RECURSIVE inside (id, depth) AS (
    SELECT c.id, 1 FROM unit c JOIN unit p ON p.id = c.parent_id WHERE c.parent_id IS NOT NULL AND p.parent_id IS NULL
    UNION ALL
    SELECT c.id, inside.depth + 1 FROM inside JOIN unit c ON c.parent_id = inside.id
)
SELECT t.id, t.product_id, t.serial, t.status, t.holds, t.location_id, t.party_id, t.owner_id, t.supplier_id, t.parent_id, t.package_id,
       t.lot_id, t.order_ref, t.received_at, t.warranty_from, t.changed_at, t.last_seq, t.events, t.attributes
FROM inside JOIN unit t ON t.id = inside.id ORDER BY inside.depth, t.id

-- Parts of all writers are one sum, which becomes the part of slot 0.
-- name: move_stock_put
INSERT INTO stock_part (product_id, location_id, status, slot, quantity) VALUES (?1, ?2, ?3, 0, ?4)

-- 1: nobody else is filling this database, until the connection ends.
-- name: move_alone
SELECT CAST(pg_try_advisory_lock(20037, 5) AS INTEGER)

-- Connections of others who work with this database.
-- name: move_others
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND application_name = 'serno' AND pid <> pg_backend_pid()

-- Numbers go on behind the rows that were written.
-- name: move_sequences
SELECT serno_sequences_from_tables()

-- The planner has never seen the rows.
-- name: move_analyze
ANALYZE app_user, session, api_key, product, location, party, lot, former_code, event, command_refusal, merkle_node, package, unit,
    event_unit, unit_tail, former_serial, unit_identifier, containment, stock_part, idempotency, import_run,
    saved_view, app_setting, numbering_scheme, numbering_counter, numbering_issue, number_pool, package_number, label_template,
    link_key, link_setting, link_hidden, link_target, link_seen, link_watch, link_report,
    printer, print_job, print_label

-- All that the migrations have made.
-- name: move_erase
DO $$
DECLARE
    routine regprocedure;
BEGIN
    DROP VIEW IF EXISTS stock, dangling, serno_rights;
    DROP TABLE IF EXISTS schema_version, meta, app_user, session, api_key, product, location, party, lot, masters_version, former_code,
        event, ledger_head, command_refusal, merkle_node, package, unit, event_unit, unit_tail, former_serial, unit_identifier,
        containment, stock_part, idempotency, import_run, saved_view, app_setting,
        numbering_scheme, numbering_counter, numbering_issue, number_pool, package_number, label_template,
        link_key, link_setting, link_hidden, link_target, link_seen, link_watch, link_report,
        printer, print_job, print_label CASCADE;
    DROP SEQUENCE IF EXISTS event_seq, unit_key, package_key, record_clock;
    FOR routine IN SELECT oid FROM pg_proc WHERE pronamespace = CAST(current_schema() AS regnamespace) AND starts_with(proname, 'serno_')
    LOOP
        EXECUTE format('DROP ROUTINE %s CASCADE', routine);
    END LOOP;
END $$
