-- name: print_job_by_key
SELECT j.id, j.key, j.digest, j.printer_id, p.name, j.target, j.template, j.actor_id, u.name, j.device, j.created_at, j.labels, j.state,
    j.problem, j.detail, j.tries, j.next_try_at, j.reason, j.reprint_of, o.key, j.started_at, j.ended_at, e.name, j.wrong_scans, j.version
FROM print_job j JOIN printer p ON p.id = j.printer_id JOIN app_user u ON u.id = j.actor_id LEFT JOIN print_job o ON o.id = j.reprint_of
    LEFT JOIN app_user e ON e.id = j.ended_by
WHERE j.key = ?1

-- Newest first. Of a unit: those with a label of it.
-- name: print_job_list
SELECT j.id, j.key, j.digest, j.printer_id, p.name, j.target, j.template, j.actor_id, u.name, j.device, j.created_at, j.labels, j.state,
    j.problem, j.detail, j.tries, j.next_try_at, j.reason, j.reprint_of, o.key, j.started_at, j.ended_at, e.name, j.wrong_scans, j.version
FROM print_job j JOIN printer p ON p.id = j.printer_id JOIN app_user u ON u.id = j.actor_id LEFT JOIN print_job o ON o.id = j.reprint_of
    LEFT JOIN app_user e ON e.id = j.ended_by
WHERE j.id < ?1 AND (?2 = 0 OR (?2 >> j.state) % 2 = 1) AND (?3 = 0 OR j.printer_id = ?3) AND (?4 = '' OR u.name = ?4)
    AND (?5 = 0 OR EXISTS (SELECT 1 FROM print_label l WHERE l.unit_id = ?5 AND l.job_id = j.id))
ORDER BY j.id DESC LIMIT ?6

-- name: print_job_layout
SELECT layout FROM print_job WHERE id = ?1

-- name: print_job_insert key
INSERT INTO print_job (key, digest, printer_id, target, template, layout, actor_id, device, created_at, labels, state, reason, reprint_of)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)

-- The oldest that its printer may work on, now or later.
-- name: print_job_next
SELECT key FROM print_job
WHERE printer_id = ?1 AND state IN (0, 1, 2) AND (state <> 2 OR next_try_at > 0) ORDER BY id LIMIT 1

-- name: print_job_set
UPDATE print_job SET state = ?2, problem = ?3, detail = ?4, tries = ?5, next_try_at = ?6, started_at = ?7, ended_at = ?8,
    ended_by = coalesce(?9, ended_by), wrong_scans = ?10 WHERE id = ?1

-- Whoever changes it or its labels begins with this: others wait.
-- name: print_job_lock
UPDATE print_job SET version = version + 1 WHERE key = ?1

-- name: print_counts
SELECT state, count(*), coalesce(sum(CASE WHEN verified_at > 0 THEN 1 ELSE 0 END), 0) FROM print_label WHERE job_id = ?1 GROUP BY state

-- Of all jobs at once, for the metrics: labels that came out, that are uncertain, that wait.
-- name: print_totals
SELECT coalesce(sum(CASE WHEN state IN (0, 1, 2) THEN 1 ELSE 0 END), 0), coalesce(sum(CASE WHEN state = 2 THEN 1 ELSE 0 END), 0),
    coalesce(sum(CASE WHEN state = 3 THEN 1 ELSE 0 END), 0) FROM print_job WHERE state IN (0, 1, 2, 3)
