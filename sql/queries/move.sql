-- Whole tables, to be carried from one database into another (store/move.h): what is read stands in the order in which it can be
-- written, and for each table in the order of its key. move_X reads, move_X_put writes the columns in the same order. Where rows
-- name others of their own table, move_X has those that name none, and move_X_inside the rest, what is named first. (Only keys are
-- sorted, and with a LIMIT, without which SQLite forgets the order of a subquery in a join.)

-- name: move_meta
SELECT key, value
FROM meta WHERE key <> 'moving' ORDER BY key

-- name: move_meta_put bulk
INSERT INTO meta (key, value)
VALUES (?1, ?2)

-- name: move_app_user
SELECT id, name, password_hash, roles, active, created_at, version
FROM app_user ORDER BY id

-- name: move_app_user_put bulk
INSERT INTO app_user (id, name, password_hash, roles, active, created_at, version)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)

-- name: move_session
SELECT token_hash, user_id, created_at, expires_at, device
FROM session ORDER BY token_hash

-- name: move_session_put bulk
INSERT INTO session (token_hash, user_id, created_at, expires_at, device)
VALUES (?1, ?2, ?3, ?4, ?5)

-- name: move_api_key
SELECT id, name, token_hash, user_id, roles, created_at, expires_at, revoked_at
FROM api_key ORDER BY id

-- name: move_api_key_put bulk
INSERT INTO api_key (id, name, token_hash, user_id, roles, created_at, expires_at, revoked_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)

-- name: move_numbering_scheme
SELECT id, code, name, kind, pattern, restart, first, active, created_at, version
FROM numbering_scheme ORDER BY id

-- name: move_numbering_scheme_put bulk
INSERT INTO numbering_scheme (id, code, name, kind, pattern, restart, first, active, created_at, version)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)

-- name: move_product
SELECT id, sku, gtin, name, category, warranty_months, shelf_life_days, maintenance_interval_days, serial_format, attributes, active,
       created_at, version, scheme_id
FROM product ORDER BY id

-- name: move_product_put bulk
INSERT INTO product (id, sku, gtin, name, category, warranty_months, shelf_life_days, maintenance_interval_days, serial_format,
    attributes, active, created_at, version, scheme_id)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)

-- name: move_location
SELECT id, code, name, kind, parent_id, gln, attributes, active, created_at, version
FROM location WHERE parent_id IS NULL ORDER BY id

-- name: move_location_inside
WITH RECURSIVE inside (id, depth) AS (
    SELECT c.id, 1 FROM location c JOIN location p ON p.id = c.parent_id WHERE c.parent_id IS NOT NULL AND p.parent_id IS NULL
    UNION ALL
    SELECT c.id, inside.depth + 1 FROM inside JOIN location c ON c.parent_id = inside.id
)
SELECT t.id, t.code, t.name, t.kind, t.parent_id, t.gln, t.attributes, t.active, t.created_at, t.version
FROM (SELECT id FROM inside ORDER BY depth, id LIMIT -1) AS o CROSS JOIN location t ON t.id = o.id

-- name: move_location_put bulk
INSERT INTO location (id, code, name, kind, parent_id, gln, attributes, active, created_at, version)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)

-- name: move_party
SELECT id, code, name, kind, gln, email, phone, address, contact, attributes, active, created_at, version
FROM party ORDER BY id

-- name: move_party_put bulk
INSERT INTO party (id, code, name, kind, gln, email, phone, address, contact, attributes, active, created_at, version)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)

-- name: move_lot
SELECT id, product_id, number, expires_at, made_at, created_at, version
FROM lot ORDER BY id

-- name: move_lot_put bulk
INSERT INTO lot (id, product_id, number, expires_at, made_at, created_at, version)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)

-- name: move_former_code
SELECT kind, id, last_seq, code
FROM former_code ORDER BY kind, id, last_seq

-- name: move_former_code_put bulk
INSERT INTO former_code (kind, id, last_seq, code)
VALUES (?1, ?2, ?3, ?4)

-- name: move_event
SELECT seq, id, command, event_time, recorded_at, actor_id, location_id, order_ref, units, digest, leaf, body
FROM event ORDER BY seq

-- name: move_event_put bulk
INSERT INTO event (seq, id, command, event_time, recorded_at, actor_id, location_id, order_ref, units, digest, leaf, body)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)

-- name: move_command_refusal
SELECT id, body
FROM command_refusal ORDER BY id

-- name: move_command_refusal_put bulk
INSERT INTO command_refusal (id, body)
VALUES (?1, ?2)

-- name: move_merkle_node
SELECT level, idx, hash
FROM merkle_node ORDER BY level, idx

-- name: move_merkle_node_put bulk
INSERT INTO merkle_node (level, idx, hash)
VALUES (?1, ?2, ?3)

-- name: move_package
SELECT id, code, parent_id, created_at
FROM package WHERE parent_id IS NULL ORDER BY id

-- name: move_package_inside
WITH RECURSIVE inside (id, depth) AS (
    SELECT c.id, 1 FROM package c JOIN package p ON p.id = c.parent_id WHERE c.parent_id IS NOT NULL AND p.parent_id IS NULL
    UNION ALL
    SELECT c.id, inside.depth + 1 FROM inside JOIN package c ON c.parent_id = inside.id
)
SELECT t.id, t.code, t.parent_id, t.created_at
FROM (SELECT id FROM inside ORDER BY depth, id LIMIT -1) AS o CROSS JOIN package t ON t.id = o.id

-- name: move_package_put bulk
INSERT INTO package (id, code, parent_id, created_at)
VALUES (?1, ?2, ?3, ?4)

-- name: move_unit
SELECT id, product_id, serial, status, holds, location_id, party_id, owner_id, supplier_id, parent_id, package_id, lot_id, order_ref,
       received_at, warranty_from, changed_at, last_seq, events, attributes
FROM unit WHERE parent_id IS NULL ORDER BY id

-- name: move_unit_inside
WITH RECURSIVE inside (id, depth) AS (
    SELECT c.id, 1 FROM unit c JOIN unit p ON p.id = c.parent_id WHERE c.parent_id IS NOT NULL AND p.parent_id IS NULL
    UNION ALL
    SELECT c.id, inside.depth + 1 FROM inside JOIN unit c ON c.parent_id = inside.id
)
SELECT t.id, t.product_id, t.serial, t.status, t.holds, t.location_id, t.party_id, t.owner_id, t.supplier_id, t.parent_id, t.package_id,
       t.lot_id, t.order_ref, t.received_at, t.warranty_from, t.changed_at, t.last_seq, t.events, t.attributes
FROM (SELECT id FROM inside ORDER BY depth, id LIMIT -1) AS o CROSS JOIN unit t ON t.id = o.id

-- name: move_unit_put bulk
INSERT INTO unit (id, product_id, serial, status, holds, location_id, party_id, owner_id, supplier_id, parent_id, package_id, lot_id,
    order_ref, received_at, warranty_from, changed_at, last_seq, events, attributes)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)

-- name: move_event_unit
SELECT unit_id, seq, command, carried, event_time, status, location_id, party_id, actor_id
FROM event_unit ORDER BY unit_id, seq

-- name: move_event_unit_put bulk
INSERT INTO event_unit (unit_id, seq, command, carried, event_time, status, location_id, party_id, actor_id)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)

-- name: move_unit_tail
SELECT grp, tail, unit_id
FROM unit_tail ORDER BY grp, tail, unit_id

-- name: move_unit_tail_put bulk
INSERT INTO unit_tail (grp, tail, unit_id)
VALUES (?1, ?2, ?3)

-- name: move_former_serial
SELECT serial, product_id, unit_id
FROM former_serial ORDER BY serial, product_id

-- name: move_former_serial_put bulk
INSERT INTO former_serial (serial, product_id, unit_id)
VALUES (?1, ?2, ?3)

-- name: move_unit_identifier
SELECT value, kind, unit_id
FROM unit_identifier ORDER BY value, kind

-- name: move_unit_identifier_put bulk
INSERT INTO unit_identifier (value, kind, unit_id)
VALUES (?1, ?2, ?3)

-- name: move_containment
SELECT child_id, from_seq, parent_id, from_time, to_seq, to_time
FROM containment ORDER BY child_id, from_seq

-- name: move_containment_put bulk
INSERT INTO containment (child_id, from_seq, parent_id, from_time, to_seq, to_time)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)

-- name: move_stock
SELECT product_id, location_id, status, quantity
FROM stock WHERE quantity <> 0 ORDER BY product_id, location_id, status

-- name: move_stock_put bulk
INSERT INTO stock (product_id, location_id, status, quantity)
VALUES (?1, ?2, ?3, ?4)

-- name: move_idempotency
SELECT key, digest, status, body, created_at
FROM idempotency ORDER BY key

-- name: move_idempotency_put bulk
INSERT INTO idempotency (key, digest, status, body, created_at)
VALUES (?1, ?2, ?3, ?4, ?5)

-- name: move_import_run
SELECT id, created_at, actor_id, kind, layout, mode, row_count, good_count, bad_count, written, report, rejects
FROM import_run ORDER BY id

-- name: move_import_run_put bulk
INSERT INTO import_run (id, created_at, actor_id, kind, layout, mode, row_count, good_count, bad_count, written, report, rejects)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)

-- name: move_saved_view
SELECT id, user_id, page, name, query, shared, created_at, version
FROM saved_view ORDER BY id

-- name: move_saved_view_put bulk
INSERT INTO saved_view (id, user_id, page, name, query, shared, created_at, version)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)

-- name: move_app_setting
SELECT id, organisation, base_url, language, scan_prefix, scan_suffix, label_size, guide_done, company_prefixes, version
FROM app_setting ORDER BY id

-- name: move_app_setting_put bulk
INSERT INTO app_setting (id, organisation, base_url, language, scan_prefix, scan_suffix, label_size, guide_done, company_prefixes, version)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)

-- name: move_numbering_counter
SELECT scheme_id, period, next, issued
FROM numbering_counter ORDER BY scheme_id, period

-- name: move_numbering_counter_put bulk
INSERT INTO numbering_counter (scheme_id, period, next, issued)
VALUES (?1, ?2, ?3, ?4)

-- name: move_numbering_issue
SELECT id, digest, scheme_id, product_id, period, quantity, skipped, first_unit, issued_at, user_id
FROM numbering_issue ORDER BY id

-- name: move_numbering_issue_put bulk
INSERT INTO numbering_issue (id, digest, scheme_id, product_id, period, quantity, skipped, first_unit, issued_at, user_id)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)

-- name: move_number_pool
SELECT id, name, party_id, location_id, expires_at, closed_at, version
FROM number_pool ORDER BY id

-- name: move_number_pool_put bulk
INSERT INTO number_pool (id, name, party_id, location_id, expires_at, closed_at, version)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)

-- name: move_package_number
SELECT number, issue_id, place
FROM package_number ORDER BY number

-- name: move_package_number_put bulk
INSERT INTO package_number (number, issue_id, place)
VALUES (?1, ?2, ?3)

-- name: move_label_template
SELECT id, name, thing, body, created_at, version
FROM label_template ORDER BY id

-- name: move_label_template_put bulk
INSERT INTO label_template (id, name, thing, body, created_at, version)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)

-- name: move_link_key
SELECT version, secret, created_at, retired_at
FROM link_key ORDER BY version

-- name: move_link_key_put bulk
INSERT INTO link_key (version, secret, created_at, retired_at)
VALUES (?1, ?2, ?3, ?4)

-- name: move_link_setting
SELECT id, pages, form, shown, actions, contact, behind_proxy, pages_per_second, views_per_minute, reports_per_hour, window_hours, networks_max,
    switches_max, version
FROM link_setting ORDER BY id

-- name: move_link_setting_put bulk
INSERT INTO link_setting (id, pages, form, shown, actions, contact, behind_proxy, pages_per_second, views_per_minute, reports_per_hour, window_hours, networks_max,
    switches_max, version)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)

-- name: move_link_hidden
SELECT product_id
FROM link_hidden ORDER BY product_id

-- name: move_link_hidden_put bulk
INSERT INTO link_hidden (product_id)
VALUES (?1)

-- name: move_link_target
SELECT id, product_id, rel, href, title, language, media_type, preferred, version
FROM link_target ORDER BY id

-- name: move_link_target_put bulk
INSERT INTO link_target (id, product_id, rel, href, title, language, media_type, preferred, version)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)

-- name: move_link_seen
SELECT unit_id, hour, network, views
FROM link_seen ORDER BY unit_id, hour, network

-- name: move_link_seen_put bulk
INSERT INTO link_seen (unit_id, hour, network, views)
VALUES (?1, ?2, ?3, ?4)

-- name: move_link_watch
SELECT unit_id, generation, views, last_at, last_network, switches, switches_from, networks, state, flagged_at, decided_at,
    decided_by, reason
FROM link_watch ORDER BY unit_id

-- name: move_link_watch_put bulk
INSERT INTO link_watch (unit_id, generation, views, last_at, last_network, switches, switches_from, networks, state, flagged_at, decided_at,
    decided_by, reason)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)

-- name: move_link_report
SELECT id, unit_id, kind, name, contact, message, created_at, state, decided_at, decided_by, reason, event_id, version
FROM link_report ORDER BY id

-- name: move_link_report_put bulk
INSERT INTO link_report (id, unit_id, kind, name, contact, message, created_at, state, decided_at, decided_by, reason, event_id, version)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)

-- Has anybody ever worked with this database?
-- name: move_occupied
SELECT CASE WHEN EXISTS (SELECT 1 FROM event) OR EXISTS (SELECT 1 FROM product) OR EXISTS (SELECT 1 FROM location)
                 OR EXISTS (SELECT 1 FROM party) OR EXISTS (SELECT 1 FROM app_user) THEN 1 ELSE 0 END

-- A copy that is not complete and checked yet bears this mark.
-- name: move_mark
INSERT INTO meta (key, value) VALUES ('moving', ?1)

-- name: move_marked
SELECT value FROM meta WHERE key = 'moving'

-- name: move_unmark
DELETE FROM meta WHERE key = 'moving'

-- name: move_printer
SELECT id, name, kind, host, port, queue, language, dpi, confirm, batch, patience, template, active, created_at, holder, held_until, version
FROM printer ORDER BY id

-- name: move_printer_put bulk
INSERT INTO printer (id, name, kind, host, port, queue, language, dpi, confirm, batch, patience, template, active, created_at, holder, held_until, version)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)

-- name: move_print_job
SELECT id, key, digest, printer_id, target, template, layout, actor_id, device, created_at, labels, state, problem, detail, tries, next_try_at, reason, reprint_of, started_at, ended_at, ended_by, wrong_scans, version
FROM print_job ORDER BY id

-- name: move_print_job_put bulk
INSERT INTO print_job (id, key, digest, printer_id, target, template, layout, actor_id, device, created_at, labels, state, problem, detail, tries, next_try_at, reason, reprint_of, started_at, ended_at, ended_by, wrong_scans, version)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)

-- name: move_print_label
SELECT job_id, position, unit_id, package_id, location_id, product_id, code, data, state, sent_at, changed_at, decided_by, prints, verified_at, verified_by, scans
FROM print_label ORDER BY job_id, position

-- name: move_print_label_put bulk
INSERT INTO print_label (job_id, position, unit_id, package_id, location_id, product_id, code, data, state, sent_at, changed_at, decided_by, prints, verified_at, verified_by, scans)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
