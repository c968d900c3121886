-- Numbering schemes, their counters, what was issued, pools.

-- name: numbering_scheme_by_id
SELECT id, code, name, kind, pattern, restart, first, active, created_at, version FROM numbering_scheme WHERE id = ?1

-- name: numbering_scheme_by_code
SELECT id, code, name, kind, pattern, restart, first, active, created_at, version FROM numbering_scheme WHERE code = ?1

-- name: numbering_scheme_list
SELECT id, code, name, kind, pattern, restart, first, active, created_at, version
FROM numbering_scheme
WHERE code > ?1 AND (?2 = 0 OR active = ?2 - 1) AND (?3 = '%' OR lower(code) LIKE lower(?3) ESCAPE '\' OR lower(name) LIKE lower(?3) ESCAPE '\')
  AND (?4 < 0 OR kind = ?4)
ORDER BY code LIMIT ?5

-- name: numbering_scheme_insert key
INSERT INTO numbering_scheme (code, name, kind, pattern, restart, first, active, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)

-- name: numbering_scheme_update
UPDATE numbering_scheme SET name = ?1, pattern = ?2, restart = ?3, first = ?4, active = ?5, version = version + 1
WHERE id = ?6 AND version = ?7

-- A counter, or none yet.
-- name: numbering_counter
SELECT next, issued FROM numbering_counter WHERE scheme_id = ?1 AND period = ?2

-- The same for who is about to move it on: nobody else does until the transaction ends.
-- name: numbering_counter_take
SELECT next, issued FROM numbering_counter WHERE scheme_id = ?1 AND period = ?2 AND ?3 >= 0

-- name: numbering_counter_put
INSERT INTO numbering_counter (scheme_id, period, next, issued) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (scheme_id, period) DO UPDATE SET next = excluded.next, issued = excluded.issued

-- Serials of a product from one to another, also those that were borne before.
-- name: numbering_serials_taken
SELECT serial FROM unit WHERE serial >= ?2 AND serial <= ?3 AND product_id = ?1
UNION SELECT serial FROM former_serial WHERE serial >= ?2 AND serial <= ?3 AND product_id = ?1
ORDER BY 1

-- name: numbering_serial_taken
SELECT 1 FROM unit WHERE serial = ?2 AND product_id = ?1 UNION ALL SELECT 1 FROM former_serial WHERE serial = ?2 AND product_id = ?1

-- name: numbering_codes_taken
SELECT code FROM package WHERE code >= ?1 AND code <= ?2 UNION SELECT number FROM package_number WHERE number >= ?1 AND number <= ?2
ORDER BY 1

-- name: numbering_code_taken
SELECT 1 FROM package WHERE code = ?1 UNION ALL SELECT 1 FROM package_number WHERE number = ?1

-- name: numbering_issue_insert
INSERT INTO numbering_issue (id, digest, scheme_id, product_id, period, quantity, skipped, first_unit, issued_at, user_id)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)

-- name: numbering_issue_by_id
SELECT i.id, i.digest, s.code, s.kind, coalesce(p.sku, ''), i.period, i.quantity, i.skipped, i.first_unit, i.issued_at, u.name,
       coalesce(l.name, '')
FROM numbering_issue i JOIN numbering_scheme s ON s.id = i.scheme_id JOIN app_user u ON u.id = i.user_id
     LEFT JOIN product p ON p.id = i.product_id LEFT JOIN number_pool l ON l.id = i.id
WHERE i.id = ?1

-- The newest first.
-- name: numbering_issue_list
SELECT i.id, i.digest, s.code, s.kind, coalesce(p.sku, ''), i.period, i.quantity, i.skipped, i.first_unit, i.issued_at, u.name,
       coalesce(l.name, '')
FROM numbering_issue i JOIN numbering_scheme s ON s.id = i.scheme_id JOIN app_user u ON u.id = i.user_id
     LEFT JOIN product p ON p.id = i.product_id LEFT JOIN number_pool l ON l.id = i.id
WHERE (i.issued_at < ?1 OR (i.issued_at = ?1 AND i.id < ?2)) AND (?3 = '' OR s.code = ?3) AND (?4 = '' OR p.sku = ?4)
ORDER BY i.issued_at DESC, i.id DESC LIMIT ?5

-- name: package_number_insert bulk
INSERT INTO package_number (number, issue_id, place) VALUES (?1, ?2, ?3)

-- name: package_number_list
SELECT n.number, n.place, CASE WHEN k.id IS NULL THEN 0 ELSE 1 END
FROM package_number n LEFT JOIN package k ON k.code = n.number
WHERE n.issue_id = ?1 AND n.place >= ?2 ORDER BY n.place LIMIT ?3

-- What became of the units of an issue.
-- name: numbering_unit_list
SELECT serial, id, status, changed_at FROM unit WHERE id >= ?1 AND id <= ?2 ORDER BY id LIMIT ?3

-- name: number_pool_insert
INSERT INTO number_pool (id, name, party_id, location_id, expires_at) VALUES (?1, ?2, ?3, ?4, ?5)

-- Allocated is the status 1, void 15 (spec/lifecycle.json); the partial index over statuses has both.
-- name: number_pool_by_id
SELECT o.id, o.name, s.code, p.sku, coalesce(y.code, ''), coalesce(l.code, ''), i.period, i.quantity, i.first_unit, o.expires_at,
       o.closed_at, i.issued_at, u.name, o.version,
       (SELECT count(*) FROM unit a WHERE a.status = 1 AND a.status <> 2 AND a.status <> 7
                                          AND a.id >= i.first_unit AND a.id < i.first_unit + i.quantity),
       (SELECT count(*) FROM unit v WHERE v.status = 15 AND v.status <> 2 AND v.status <> 7
                                          AND v.id >= i.first_unit AND v.id < i.first_unit + i.quantity)
FROM number_pool o JOIN numbering_issue i ON i.id = o.id JOIN numbering_scheme s ON s.id = i.scheme_id
     JOIN app_user u ON u.id = i.user_id JOIN product p ON p.id = i.product_id
     LEFT JOIN party y ON y.id = o.party_id LEFT JOIN location l ON l.id = o.location_id
WHERE o.id = ?1

-- The newest first; ?5: 0 all, 1 open, 2 closed.
-- name: number_pool_list
SELECT o.id, o.name, s.code, p.sku, coalesce(y.code, ''), coalesce(l.code, ''), i.period, i.quantity, i.first_unit, o.expires_at,
       o.closed_at, i.issued_at, u.name, o.version,
       (SELECT count(*) FROM unit a WHERE a.status = 1 AND a.status <> 2 AND a.status <> 7
                                          AND a.id >= i.first_unit AND a.id < i.first_unit + i.quantity),
       (SELECT count(*) FROM unit v WHERE v.status = 15 AND v.status <> 2 AND v.status <> 7
                                          AND v.id >= i.first_unit AND v.id < i.first_unit + i.quantity)
FROM number_pool o JOIN numbering_issue i ON i.id = o.id JOIN numbering_scheme s ON s.id = i.scheme_id
     JOIN app_user u ON u.id = i.user_id JOIN product p ON p.id = i.product_id
     LEFT JOIN party y ON y.id = o.party_id LEFT JOIN location l ON l.id = o.location_id
WHERE (i.issued_at < ?1 OR (i.issued_at = ?1 AND i.id < ?2)) AND (?3 = '' OR p.sku = ?3) AND (?4 = '' OR y.code = ?4)
  AND (?5 = 0 OR (?5 = 1 AND o.closed_at IS NULL) OR (?5 = 2 AND o.closed_at IS NOT NULL))
ORDER BY i.issued_at DESC, i.id DESC LIMIT ?6

-- name: number_pool_update
UPDATE number_pool SET name = ?1, expires_at = ?2, version = version + 1 WHERE id = ?3 AND version = ?4

-- name: number_pool_close
UPDATE number_pool SET closed_at = ?2, version = version + 1 WHERE id = ?1 AND closed_at IS NULL

-- One whose time has come.
-- name: number_pool_due
SELECT id FROM number_pool WHERE expires_at IS NOT NULL AND closed_at IS NULL AND expires_at <= ?1 ORDER BY expires_at LIMIT 1

-- What is unused of a pool.
-- name: number_pool_unused lock
SELECT id FROM unit WHERE status = 1 AND status <> 2 AND status <> 7 AND id >= ?1 AND id <= ?2 ORDER BY id LIMIT ?3
