-- Several processes share the database: a printer is one's for a while, by the database's clock. ?3 is that while.
-- name: printer_ready
SELECT DISTINCT j.printer_id FROM print_job j JOIN printer p ON p.id = j.printer_id
WHERE j.state IN (0, 1, 2) AND (j.state <> 2 OR j.next_try_at BETWEEN 1 AND ?1) AND p.kind <> 2 AND p.active = 1
    AND (p.holder IS NULL OR p.holder = ?2 OR p.held_until < CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT))

-- name: printer_hold
UPDATE printer SET holder = ?1, held_until = CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT) + ?3
WHERE id = ?2 AND (holder IS NULL OR holder = ?1 OR held_until < CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT))

-- name: printer_keep
UPDATE printer SET held_until = CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT) + ?3 WHERE id = ?2 AND holder = ?1
