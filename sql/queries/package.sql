-- name: package_by_code lock
SELECT id, code, coalesce(parent_id, 0) FROM package WHERE code = ?1

-- name: package_by_id lock
SELECT id, code, coalesce(parent_id, 0) FROM package WHERE id = ?1

-- name: package_insert bulk
INSERT INTO package (id, code, created_at) VALUES (?1, ?2, ?3)

-- name: package_last_id
SELECT coalesce(max(id), 0) FROM package

-- name: package_children lock
SELECT id, code FROM package WHERE parent_id = ?1 ORDER BY id

-- name: package_set_parent
UPDATE package SET parent_id = ?2 WHERE id = ?1
