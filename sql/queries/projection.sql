-- Every row of every projection, in the order of its key (byte order for texts), for comparing two stores: store/projection.h
-- knows the columns of each.

-- name: projection_package
SELECT id, code, parent_id, created_at FROM package ORDER BY id

-- name: projection_unit
SELECT id, product_id, serial, status, holds, location_id, party_id, owner_id, supplier_id, parent_id, package_id, lot_id, order_ref,
       received_at, warranty_from, changed_at, last_seq, events, attributes
FROM unit ORDER BY id

-- name: projection_event_unit
SELECT unit_id, seq, command, carried, event_time, status, location_id, party_id, actor_id FROM event_unit ORDER BY unit_id, seq

-- name: projection_unit_tail
SELECT grp, tail, unit_id FROM unit_tail ORDER BY grp, tail, unit_id

-- name: projection_former_serial
SELECT serial, product_id, unit_id FROM former_serial ORDER BY serial, product_id

-- name: projection_unit_identifier
SELECT value, kind, unit_id FROM unit_identifier ORDER BY value, kind

-- name: projection_containment
SELECT child_id, from_seq, parent_id, from_time, to_seq, to_time FROM containment ORDER BY child_id, from_seq

-- name: projection_stock
SELECT product_id, location_id, status, quantity FROM stock WHERE quantity <> 0 ORDER BY product_id, location_id, status
