-- name: printer_by_id
SELECT id, name, kind, host, port, queue, language, dpi, confirm, batch, patience, template, active, created_at, version FROM printer WHERE id = ?1

-- name: printer_by_name
SELECT id, name, kind, host, port, queue, language, dpi, confirm, batch, patience, template, active, created_at, version FROM printer WHERE name = ?1

-- name: printer_list
SELECT id, name, kind, host, port, queue, language, dpi, confirm, batch, patience, template, active, created_at, version FROM printer
WHERE name > ?1 AND (?2 = 0 OR active = ?2 - 1) AND lower(name) LIKE lower(?3) ESCAPE '\' ORDER BY name LIMIT ?4

-- name: printer_insert key
INSERT INTO printer (name, kind, host, port, queue, language, dpi, confirm, batch, patience, template, active, created_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)

-- name: printer_update
UPDATE printer SET name = ?1, kind = ?2, host = ?3, port = ?4, queue = ?5, language = ?6, dpi = ?7, confirm = ?8, batch = ?9, patience = ?10,
    template = ?11, active = ?12, version = version + 1 WHERE id = ?13 AND version = ?14

-- Printers with something to do that nobody else drives. One process works on such a database: another holder is dead.
-- name: printer_ready
SELECT DISTINCT j.printer_id FROM print_job j JOIN printer p ON p.id = j.printer_id
WHERE j.state IN (0, 1, 2) AND (j.state <> 2 OR j.next_try_at BETWEEN 1 AND ?1) AND p.kind <> 2 AND p.active = 1 AND (?2 = ?2)

-- Take it, or keep it.
-- name: printer_hold
UPDATE printer SET holder = ?1, held_until = ?3 WHERE id = ?2

-- Keep what one has.
-- name: printer_keep
UPDATE printer SET held_until = ?3 WHERE id = ?2 AND holder = ?1

-- name: printer_release
UPDATE printer SET holder = NULL, held_until = 0 WHERE id = ?2 AND holder = ?1
