-- name: unit_view
SELECT * FROM serno_unit_view(CAST(?1 AS BIGINT), CAST(?2 AS TEXT), CAST(?3 AS TEXT))

-- Places at or below location ?1 that hold units of product ?2 (0: any) in statuses ?3 (bits; 0: any).
-- name: unit_places
WITH RECURSIVE below (id) AS (
    SELECT id FROM location WHERE id = ?1
    UNION
    SELECT c.id FROM location c JOIN below b ON c.parent_id = b.id)
SELECT b.id FROM below b
WHERE EXISTS (SELECT 1 FROM stock_part s
              WHERE s.location_id = b.id AND (?2 = 0 OR s.product_id = ?2) AND (?3 = 0 OR ((?3 >> s.status) & 1) = 1)
              GROUP BY s.product_id, s.status HAVING sum(s.quantity) > 0)

-- One unit as it stands, for who knows products, places and parties already (service/unit_far.c): up to which change of those that
-- is true, and whether it bears further numbers.
-- name: unit_bare_by_serial
SELECT u.id, u.product_id, u.serial, u.status, u.holds, u.location_id, u.party_id, u.owner_id, u.supplier_id, u.parent_id, u.package_id,
       u.lot_id, u.order_ref, u.received_at, u.warranty_from, u.changed_at, u.last_seq, u.events, u.attributes,
       (SELECT version FROM masters_version),
       EXISTS (SELECT 1 FROM unit_identifier n WHERE n.unit_id = u.id) OR EXISTS (SELECT 1 FROM former_serial f WHERE f.unit_id = u.id)
FROM unit u WHERE u.serial = ?2 AND u.product_id = ?1

-- name: unit_bare
SELECT u.id, u.product_id, u.serial, u.status, u.holds, u.location_id, u.party_id, u.owner_id, u.supplier_id, u.parent_id, u.package_id,
       u.lot_id, u.order_ref, u.received_at, u.warranty_from, u.changed_at, u.last_seq, u.events, u.attributes,
       (SELECT version FROM masters_version),
       EXISTS (SELECT 1 FROM unit_identifier n WHERE n.unit_id = u.id) OR EXISTS (SELECT 1 FROM former_serial f WHERE f.unit_id = u.id)
FROM unit u WHERE u.id = ?1

-- Many units, each with what few of them have: ?1 are keys, of which the sub-select keeps the number from the planner, which would make
-- a plan of its own each time. It is the place in ?1, from 1.
-- name: unit_rows_by_id
SELECT u.id, u.product_id, u.serial, u.status, u.holds, u.location_id, u.party_id, u.owner_id, u.supplier_id, u.parent_id, u.package_id,
       u.lot_id, u.order_ref, u.received_at, u.warranty_from, u.changed_at, u.last_seq, u.events, u.attributes,
       (SELECT version FROM masters_version), w.place, lot.number, lot.expires_at, package.code, parent.serial, parent_product.sku
FROM unnest((SELECT CAST(?1 AS BIGINT[]))) WITH ORDINALITY AS w (id, place)
JOIN unit u ON u.id = w.id
LEFT JOIN lot ON lot.id = u.lot_id
LEFT JOIN package ON package.id = u.package_id
LEFT JOIN unit parent ON parent.id = u.parent_id
LEFT JOIN product parent_product ON parent_product.id = parent.product_id

-- The same by products ?1 and serials ?2, with their further numbers (kind) and former serials (kind NULL): a unit with several of
-- those has several rows.
-- name: unit_rows_by_serial
SELECT u.id, u.product_id, u.serial, u.status, u.holds, u.location_id, u.party_id, u.owner_id, u.supplier_id, u.parent_id, u.package_id,
       u.lot_id, u.order_ref, u.received_at, u.warranty_from, u.changed_at, u.last_seq, u.events, u.attributes,
       (SELECT version FROM masters_version), w.place, lot.number, lot.expires_at, package.code, parent.serial, parent_product.sku,
       n.kind, n.value
FROM unnest((SELECT CAST(?1 AS BIGINT[])), (SELECT CAST(?2 AS TEXT[]))) WITH ORDINALITY AS w (product_id, serial, place)
JOIN unit u ON u.serial = w.serial AND u.product_id = w.product_id
LEFT JOIN lot ON lot.id = u.lot_id
LEFT JOIN package ON package.id = u.package_id
LEFT JOIN unit parent ON parent.id = u.parent_id
LEFT JOIN product parent_product ON parent_product.id = parent.product_id
LEFT JOIN LATERAL (
    SELECT i.kind, i.value FROM unit_identifier i WHERE i.unit_id = u.id
    UNION ALL
    SELECT NULL, f.serial FROM former_serial f WHERE f.unit_id = u.id AND f.serial <> u.serial) AS n ON true

-- name: unit_ids_by_epc
SELECT unit_id FROM unit_identifier WHERE value = ANY (CAST(?1 AS TEXT[])) AND kind = 'epc' ORDER BY 1
