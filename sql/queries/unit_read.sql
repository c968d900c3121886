-- Units and what was recorded of them, for those who ask. Writing is unit.sql's.

-- One unit with the codes of everything that it points at: by key ?1, or (?1 NULL) by SKU ?2 and serial ?3. The two
-- levels above its location come along because nearly every tree ends there; store/unit_read.c fetches what is above
-- them.
-- name: unit_view
SELECT u.id, u.product_id, u.serial, u.status, u.holds, u.location_id, u.party_id, u.owner_id, u.supplier_id, u.parent_id,
       u.package_id, u.lot_id, u.order_ref, u.received_at, u.warranty_from, u.changed_at, u.last_seq, u.events, u.attributes,
       p.sku, p.name, p.gtin, p.warranty_months,
       l.code, l.name, holder.code, holder.name, owner.code, owner.name, supplier.code, supplier.name,
       lot.number, lot.expires_at, package.code, parent.serial, parent_product.sku,
       l2.code, l3.code, l3.parent_id
FROM unit u
JOIN product p ON p.id = u.product_id
LEFT JOIN location l ON l.id = u.location_id
LEFT JOIN location l2 ON l2.id = l.parent_id
LEFT JOIN location l3 ON l3.id = l2.parent_id
LEFT JOIN party holder ON holder.id = u.party_id
LEFT JOIN party owner ON owner.id = u.owner_id
LEFT JOIN party supplier ON supplier.id = u.supplier_id
LEFT JOIN lot ON lot.id = u.lot_id
LEFT JOIN package ON package.id = u.package_id
LEFT JOIN unit parent ON parent.id = u.parent_id
LEFT JOIN product parent_product ON parent_product.id = parent.product_id
WHERE u.id = coalesce(?1, (SELECT x.id FROM product y JOIN unit x ON x.serial = ?3 AND x.product_id = y.id WHERE y.sku = ?2))

-- name: unit_place_above
SELECT code, parent_id FROM location WHERE id = ?1

-- Further numbers (kind) and former serials (kind NULL) of a unit; one that it bears again is no former one.
-- name: unit_numbers
SELECT kind, value FROM unit_identifier WHERE unit_id = ?1
UNION ALL
SELECT NULL, f.serial FROM former_serial f WHERE f.unit_id = ?1 AND f.serial <> (SELECT u.serial FROM unit u WHERE u.id = ?1)

-- name: unit_ids_by_serial
SELECT id FROM unit WHERE serial = ?1 ORDER BY product_id LIMIT ?2

-- Identifiers and former serials, each unit once.
-- name: unit_ids_by_number
SELECT unit_id FROM unit_identifier WHERE value = ?1
UNION
SELECT unit_id FROM former_serial WHERE serial = ?1
ORDER BY 1 LIMIT ?2

-- name: unit_id_by_gtin
SELECT u.id FROM product p JOIN unit u ON u.serial = ?2 AND u.product_id = p.id WHERE p.gtin = ?1

-- name: unit_id_by_sku
SELECT u.id FROM product p JOIN unit u ON u.serial = ?2 AND u.product_id = p.id WHERE p.sku = ?1

-- A unit's history before ledger place ?2, newest first. It reads event_unit only: the events themselves lie far
-- apart, one page read each, which would take most of the time of a look-up.
-- name: unit_history
SELECT x.seq, x.command, x.carried, x.event_time, x.status, actor.name, l.code, party.code
FROM event_unit x
JOIN app_user actor ON actor.id = x.actor_id
LEFT JOIN location l ON l.id = x.location_id
LEFT JOIN party ON party.id = x.party_id
WHERE x.unit_id = ?1 AND x.seq < ?2
ORDER BY x.seq DESC LIMIT ?3

-- As unit_history, with the events' bytes.
-- name: unit_history_full
SELECT x.seq, x.command, x.carried, x.event_time, x.status, actor.name, l.code, party.code, e.body
FROM event_unit x
JOIN event e ON e.seq = x.seq
JOIN app_user actor ON actor.id = x.actor_id
LEFT JOIN location l ON l.id = x.location_id
LEFT JOIN party ON party.id = x.party_id
WHERE x.unit_id = ?1 AND x.seq < ?2
ORDER BY x.seq DESC LIMIT ?3

-- Lots of this number, of product ?2 (0: of any).
-- name: unit_lots
SELECT id FROM lot WHERE number = ?1 AND (?2 = 0 OR product_id = ?2) ORDER BY id

-- name: unit_greatest_id
SELECT coalesce(max(id), 0) FROM unit

-- Places at or below location ?1 that hold units of product ?2 (0: any) in statuses ?3 (bits; 0: any).
-- name: unit_places
WITH RECURSIVE below (id) AS (
    SELECT id FROM location WHERE id = ?1
    UNION
    SELECT c.id FROM location c JOIN below b ON c.parent_id = b.id)
SELECT b.id FROM below b
WHERE EXISTS (SELECT 1 FROM stock s
              WHERE s.location_id = b.id AND s.quantity > 0 AND (?2 = 0 OR s.product_id = ?2)
                AND (?3 = 0 OR ((?3 >> s.status) & 1) = 1))

-- How many units the events of a time name, of at most ?3 events.
-- name: unit_changes
SELECT coalesce(sum(units), 0)
FROM (SELECT units FROM event WHERE event_time >= ?1 AND event_time < ?2 LIMIT ?3) AS found

-- name: unit_changed_events
SELECT body FROM event WHERE event_time >= ?1 AND event_time < ?2
