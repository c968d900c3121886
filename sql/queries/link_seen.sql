-- name: link_seen_add
INSERT INTO link_seen (unit_id, hour, network, views) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (unit_id, hour, network) DO UPDATE SET views = link_seen.views + excluded.views

-- name: link_seen_rows_of
SELECT count(*) FROM link_seen WHERE unit_id = ?1 AND hour = ?2

-- name: link_seen_networks
SELECT count(*) FROM (SELECT DISTINCT network FROM link_seen WHERE unit_id = ?1 AND hour >= ?2) n

-- name: link_seen_purge
DELETE FROM link_seen WHERE hour < ?1

-- name: link_watch_get
SELECT w.unit_id, p.sku, u.serial, w.generation, w.views, w.last_at, w.last_network, w.switches, w.switches_from, w.networks, w.state,
    w.flagged_at, w.decided_at, a.name, w.reason
FROM link_watch w JOIN unit u ON u.id = w.unit_id JOIN product p ON p.id = u.product_id LEFT JOIN app_user a ON a.id = w.decided_by
WHERE w.unit_id = ?1

-- name: link_watch_suspects
SELECT w.unit_id, p.sku, u.serial, w.generation, w.views, w.last_at, w.last_network, w.switches, w.switches_from, w.networks, w.state,
    w.flagged_at, w.decided_at, a.name, w.reason
FROM link_watch w JOIN unit u ON u.id = w.unit_id JOIN product p ON p.id = u.product_id LEFT JOIN app_user a ON a.id = w.decided_by
WHERE w.unit_id > ?1 AND w.state = 1
ORDER BY w.unit_id LIMIT ?2

-- name: link_watch_insert
INSERT INTO link_watch (unit_id, generation, views, last_at, last_network, switches, switches_from, networks, state, flagged_at,
    decided_at, decided_by, reason)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, NULL, NULL, '')

-- name: link_watch_update
UPDATE link_watch
SET generation = ?2, views = ?3, last_at = ?4, last_network = ?5, switches = ?6, switches_from = ?7, networks = ?8, state = ?9,
    flagged_at = ?10
WHERE unit_id = ?1

-- name: link_watch_dismiss
UPDATE link_watch SET state = 2, decided_at = ?2, decided_by = ?3, reason = ?4, switches = 0, switches_from = ?2 WHERE unit_id = ?1 AND state = 1
