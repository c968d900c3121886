-- name: party_by_id
SELECT id, code, name, kind, gln, email, phone, address, contact, attributes, active, created_at, version
FROM party WHERE id = ?1

-- name: party_by_code
SELECT id, code, name, kind, gln, email, phone, address, contact, attributes, active, created_at, version
FROM party WHERE code = ?1

-- name: party_by_gln
SELECT id, code, name, kind, gln, email, phone, address, contact, attributes, active, created_at, version
FROM party WHERE gln = ?1

-- name: party_insert key
INSERT INTO party (code, name, kind, gln, email, phone, address, contact, attributes, active, created_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)

-- name: party_update
UPDATE party
SET code = ?1, name = ?2, kind = ?3, gln = ?4, email = ?5, phone = ?6, address = ?7, contact = ?8, attributes = ?9, active = ?10,
    version = version + 1
WHERE id = ?11 AND version = ?12

-- name: party_list
SELECT id, code, name, kind, gln, email, phone, address, contact, attributes, active, created_at, version
FROM party
WHERE code > ?1 AND (?2 = 0 OR active = ?2 - 1)
  AND (?3 = '%' OR lower(code) LIKE lower(?3) ESCAPE '\' OR lower(name) LIKE lower(?3) ESCAPE '\')
  AND (?4 = 0 OR ((?4 >> kind) & 1) = 1)
ORDER BY code LIMIT ?5
