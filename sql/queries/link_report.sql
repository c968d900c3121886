-- name: link_report_by_id
SELECT r.id, r.unit_id, p.sku, u.serial, r.kind, r.name, r.contact, r.message, r.created_at, r.state, r.decided_at, a.name, r.reason,
    r.event_id, r.version
FROM link_report r JOIN unit u ON u.id = r.unit_id JOIN product p ON p.id = u.product_id LEFT JOIN app_user a ON a.id = r.decided_by
WHERE r.id = ?1

-- Newest first; ?2: state, or -1; ?3: unit, or 0; ?4: kind, or -1.
-- name: link_report_list
SELECT r.id, r.unit_id, p.sku, u.serial, r.kind, r.name, r.contact, r.message, r.created_at, r.state, r.decided_at, a.name, r.reason,
    r.event_id, r.version
FROM link_report r JOIN unit u ON u.id = r.unit_id JOIN product p ON p.id = u.product_id LEFT JOIN app_user a ON a.id = r.decided_by
WHERE r.id < ?1 AND (?2 < 0 OR r.state = ?2) AND (?3 = 0 OR r.unit_id = ?3) AND (?4 < 0 OR r.kind = ?4)
ORDER BY r.id DESC LIMIT ?5

-- name: link_report_waiting
SELECT count(*) FROM (SELECT 1 FROM link_report WHERE state = 0 LIMIT ?1) w

-- name: link_report_waiting_of
SELECT count(*) FROM link_report WHERE unit_id = ?1 AND state = 0

-- The same said again.
-- name: link_report_same
SELECT id FROM link_report WHERE unit_id = ?1 AND state = 0 AND kind = ?2 AND name = ?3 AND contact = ?4 AND message = ?5 LIMIT 1

-- name: link_report_insert key
INSERT INTO link_report (unit_id, kind, name, contact, message, created_at, state, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, '')

-- name: link_report_decide
UPDATE link_report SET state = ?1, decided_at = ?2, decided_by = ?3, reason = ?4, event_id = ?5, version = version + 1
WHERE id = ?6 AND state = 0

-- name: link_report_purge
DELETE FROM link_report WHERE state <> 0 AND decided_at < ?1
