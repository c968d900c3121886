-- name: print_label_insert bulk
INSERT INTO print_label (job_id, position, unit_id, package_id, location_id, product_id, code, data, state, changed_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)

-- Of a job, of a unit, or both, behind one of them.
-- name: print_label_list
SELECT l.job_id, l.position, l.unit_id, l.package_id, l.location_id, l.product_id, p.sku, l.code,
    coalesce(u.serial, k.code, n.code, p.sku), l.data, l.state, l.sent_at, l.changed_at, d.name, l.prints, l.verified_at, v.name, l.scans
FROM print_label l LEFT JOIN unit u ON u.id = l.unit_id LEFT JOIN package k ON k.id = l.package_id LEFT JOIN location n ON n.id = l.location_id
    LEFT JOIN product p ON p.id = coalesce(l.product_id, u.product_id) LEFT JOIN app_user d ON d.id = l.decided_by LEFT JOIN app_user v ON v.id = l.verified_by
WHERE l.job_id = ?1 AND l.position > ?2 AND (?3 = 0 OR (?3 >> l.state) % 2 = 1) AND (?4 = 0 OR l.verified_at = 0)
ORDER BY l.position LIMIT ?5

-- Newest job first.
-- name: print_label_of_unit
SELECT l.job_id, l.position, l.unit_id, l.package_id, l.location_id, l.product_id, p.sku, l.code,
    coalesce(u.serial, k.code, n.code, p.sku), l.data, l.state, l.sent_at, l.changed_at, d.name, l.prints, l.verified_at, v.name, l.scans,
    j.key, r.name, w.name, j.created_at, j.reason, j.template
FROM print_label l JOIN print_job j ON j.id = l.job_id JOIN printer r ON r.id = j.printer_id JOIN app_user w ON w.id = j.actor_id
    LEFT JOIN unit u ON u.id = l.unit_id LEFT JOIN package k ON k.id = l.package_id LEFT JOIN location n ON n.id = l.location_id
    LEFT JOIN product p ON p.id = coalesce(l.product_id, u.product_id) LEFT JOIN app_user d ON d.id = l.decided_by LEFT JOIN app_user v ON v.id = l.verified_by
WHERE l.unit_id = ?1 AND (l.job_id < ?2 OR (l.job_id = ?2 AND l.position > ?3)) ORDER BY l.job_id DESC, l.position LIMIT ?4

-- name: print_label_at
SELECT l.job_id, l.position, l.unit_id, l.package_id, l.location_id, l.product_id, p.sku, l.code,
    coalesce(u.serial, k.code, n.code, p.sku), l.data, l.state, l.sent_at, l.changed_at, d.name, l.prints, l.verified_at, v.name, l.scans
FROM print_label l LEFT JOIN unit u ON u.id = l.unit_id LEFT JOIN package k ON k.id = l.package_id LEFT JOIN location n ON n.id = l.location_id
    LEFT JOIN product p ON p.id = coalesce(l.product_id, u.product_id) LEFT JOIN app_user d ON d.id = l.decided_by LEFT JOIN app_user v ON v.id = l.verified_by
WHERE l.job_id = ?1 AND l.position = ?2

-- The labels of a thing in a job; several when it was asked for several times. Those that were not read back yet come first.
-- name: print_label_find
SELECT position FROM print_label
WHERE job_id = ?1 AND ((unit_id = ?2 AND ?2 > 0) OR (package_id = ?3 AND ?3 > 0) OR (location_id = ?4 AND ?4 > 0)
    OR (product_id = ?5 AND ?5 > 0 AND unit_id IS NULL))
ORDER BY CASE WHEN verified_at = 0 THEN 0 ELSE 1 END, position LIMIT ?6

-- name: print_label_set
UPDATE print_label SET state = ?3, changed_at = ?4, sent_at = ?5, prints = ?6, decided_by = coalesce(?7, decided_by) WHERE job_id = ?1 AND position = ?2

-- name: print_label_verify
UPDATE print_label SET verified_by = CASE WHEN verified_at = 0 THEN ?4 ELSE verified_by END,
    verified_at = CASE WHEN verified_at = 0 THEN ?3 ELSE verified_at END, scans = scans + 1 WHERE job_id = ?1 AND position = ?2

-- All in one state into another.
-- name: print_label_turn
UPDATE print_label SET state = ?3, changed_at = ?4 WHERE job_id = ?1 AND state = ?2

-- What a printer's last holder left half done is known to nobody.
-- name: print_label_doubt
UPDATE print_label SET state = 4, changed_at = ?2
WHERE state = 1 AND (SELECT j.printer_id FROM print_job j WHERE j.id = print_label.job_id) = ?1
