-- How things stand as a whole. Written so that with a million units each takes milliseconds: most units are in stock or delivered,
-- and those are counted by the stock and by what is left over.

-- name: dashboard_units
SELECT count(*) FROM unit

-- name: dashboard_rare
SELECT status, count(*) FROM unit WHERE status <> 2 AND status <> 7 GROUP BY status

-- name: dashboard_shelved
SELECT CAST(coalesce(sum(quantity), 0) AS BIGINT) FROM stock WHERE status = 2

-- Units by their set of holds.
-- name: dashboard_held
SELECT holds, count(*) FROM unit WHERE holds <> 0 GROUP BY holds

-- Units of lots that have expired at ?1, and of those that will have at ?2; in statuses ?3 (bits).
-- name: dashboard_expiry
SELECT CAST(coalesce(sum(CASE WHEN l.expires_at <= ?1 THEN 1 ELSE 0 END), 0) AS BIGINT), count(*)
FROM lot l JOIN unit u ON u.lot_id = l.id
WHERE l.expires_at <= ?2 AND ((CAST(?3 AS BIGINT) >> CAST(u.status AS INTEGER)) & 1) = 1

-- The events (of command ?1) that lent what is on loan, with how many of their units still are.
-- name: dashboard_loans
SELECT lent.seq, count(*)
FROM (SELECT (SELECT max(x.seq) FROM event_unit x WHERE x.unit_id = u.id AND x.command = ?1) AS seq
      FROM unit u WHERE u.status <> 2 AND u.status <> 7 AND u.status = 8) AS lent
WHERE lent.seq IS NOT NULL
GROUP BY lent.seq

-- When a unit of each product came in, or went on, last. (Here of each unit: who reads takes the greatest.)
-- name: dashboard_moved
SELECT product_id, CASE WHEN status = 2 THEN coalesce(received_at, changed_at) ELSE changed_at END FROM unit

-- name: dashboard_on_shelf
SELECT product_id, CAST(sum(quantity) AS BIGINT) FROM stock WHERE status = 2 AND quantity > 0 GROUP BY product_id

-- name: dashboard_flow
SELECT seq, event_time, command, units FROM event WHERE seq > ?1 AND seq <= ?2 ORDER BY seq LIMIT ?3
