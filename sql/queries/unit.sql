-- Units as the command pipeline loads and writes them. Reading for people is in unit_read.sql.

-- name: unit_by_id lock
SELECT id, product_id, serial, status, holds, location_id, party_id, owner_id, supplier_id, parent_id, package_id, lot_id,
       order_ref, received_at, warranty_from, changed_at, last_seq, events, attributes
FROM unit WHERE id = ?1

-- name: unit_by_serial lock
SELECT id, product_id, serial, status, holds, location_id, party_id, owner_id, supplier_id, parent_id, package_id, lot_id,
       order_ref, received_at, warranty_from, changed_at, last_seq, events, attributes
FROM unit WHERE serial = ?2 AND product_id = ?1

-- name: unit_ids_by_code
SELECT id FROM unit WHERE serial = ?1 UNION SELECT unit_id FROM unit_identifier WHERE value = ?1 LIMIT 3

-- name: unit_children lock
SELECT id FROM unit WHERE parent_id = ?1 ORDER BY id

-- name: unit_ids_in_package lock
SELECT id FROM unit WHERE package_id = ?1 ORDER BY id

-- name: unit_status_in_package lock
SELECT status FROM unit WHERE package_id = ?1 ORDER BY id LIMIT 1

-- name: unit_count_in_package
SELECT count(*) FROM unit WHERE package_id = ?1

-- name: unit_insert bulk
INSERT INTO unit (id, product_id, serial, status, holds, location_id, party_id, owner_id, supplier_id, parent_id, package_id, lot_id,
                  order_ref, received_at, warranty_from, changed_at, last_seq, events, attributes)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)

-- name: unit_last_id
SELECT coalesce(max(id), 0) FROM unit

-- name: unit_tail_insert bulk
INSERT INTO unit_tail (grp, tail, unit_id) VALUES (?1, ?2, ?3)

-- name: unit_tail_delete
DELETE FROM unit_tail WHERE grp = ?1 AND tail = ?2 AND unit_id = ?3

-- name: former_serial_insert
INSERT INTO former_serial (serial, product_id, unit_id) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING

-- name: former_serial_owner
SELECT unit_id FROM former_serial WHERE serial = ?1 AND product_id = ?2

-- name: identifier_insert bulk
INSERT INTO unit_identifier (value, kind, unit_id) VALUES (?1, ?2, ?3)

-- name: identifier_delete
DELETE FROM unit_identifier WHERE value = ?1 AND kind = ?2 AND unit_id = ?3

-- name: identifier_owner
SELECT unit_id FROM unit_identifier WHERE value = ?1 AND kind = ?2

-- name: event_unit_insert bulk
INSERT INTO event_unit (unit_id, seq, command, carried, event_time, status, location_id, party_id, actor_id)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)

-- name: unit_last_location
SELECT location_id FROM event_unit WHERE unit_id = ?1 AND location_id IS NOT NULL AND status <> ?2 ORDER BY seq DESC LIMIT 1

-- name: unit_seqs_before
SELECT seq FROM event_unit WHERE unit_id = ?1 AND seq < ?2 ORDER BY seq

-- name: containment_open bulk
INSERT INTO containment (child_id, from_seq, parent_id, from_time) VALUES (?1, ?2, ?3, ?4)

-- name: containment_close
UPDATE containment SET to_seq = ?2, to_time = ?3 WHERE child_id = ?1 AND to_seq IS NULL

-- name: stock_add
INSERT INTO stock (product_id, location_id, status, quantity) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (product_id, location_id, status) DO UPDATE SET quantity = quantity + ?4

-- name: stock_take
UPDATE stock SET quantity = quantity - ?4 WHERE product_id = ?1 AND location_id = ?2 AND status = ?3
