-- PostgreSQL does not sort within a recursion, so all that is inside something is sorted at the end.

-- name: move_location_inside
WITH RECURSIVE inside (id, depth) AS (
    SELECT c.id, 1 FROM location c JOIN location p ON p.id = c.parent_id WHERE c.parent_id IS NOT NULL AND p.parent_id IS NULL
    UNION ALL
    SELECT c.id, inside.depth + 1 FROM inside JOIN location c ON c.parent_id = inside.id
)
SELECT t.id, t.code, t.name, t.kind, t.parent_id, t.gln, t.attributes, t.active, t.created_at, t.version
FROM inside JOIN location t ON t.id = inside.id
ORDER BY inside.depth, t.id

-- name: move_package_inside
WITH RECURSIVE inside (id, depth) AS (
    SELECT c.id, 1 FROM package c JOIN package p ON p.id = c.parent_id WHERE c.parent_id IS NOT NULL AND p.parent_id IS NULL
    UNION ALL
    SELECT c.id, inside.depth + 1 FROM inside JOIN package c ON c.parent_id = inside.id
)
SELECT t.id, t.code, t.parent_id, t.created_at
FROM inside JOIN package t ON t.id = inside.id
ORDER BY inside.depth, t.id

-- name: move_unit_inside
WITH RECURSIVE inside (id, depth) AS (
    SELECT c.id, 1 FROM unit c JOIN unit p ON p.id = c.parent_id WHERE c.parent_id IS NOT NULL AND p.parent_id IS NULL
    UNION ALL
    SELECT c.id, inside.depth + 1 FROM inside JOIN unit c ON c.parent_id = inside.id
)
SELECT t.id, t.product_id, t.serial, t.status, t.holds, t.location_id, t.party_id, t.owner_id, t.supplier_id, t.parent_id, t.package_id,
       t.lot_id, t.order_ref, t.received_at, t.warranty_from, t.changed_at, t.last_seq, t.events, t.attributes
FROM inside JOIN unit t ON t.id = inside.id
ORDER BY inside.depth, t.id
