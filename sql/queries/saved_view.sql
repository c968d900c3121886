-- name: saved_view_by_id
SELECT v.id, v.user_id, u.name, v.page, v.name, v.query, v.shared, v.created_at, v.version
FROM saved_view v JOIN app_user u ON u.id = v.user_id WHERE v.id = ?1

-- Somebody's own, and those that others share.
-- name: saved_view_list
SELECT v.id, v.user_id, u.name, v.page, v.name, v.query, v.shared, v.created_at, v.version
FROM saved_view v JOIN app_user u ON u.id = v.user_id
WHERE v.id > ?1 AND (v.user_id = ?2 OR v.shared = 1) AND (?3 = '' OR v.page = ?3)
ORDER BY v.id LIMIT ?4

-- name: saved_view_count_of
SELECT count(*) FROM saved_view WHERE user_id = ?1

-- name: saved_view_insert key
INSERT INTO saved_view (user_id, page, name, query, shared, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)

-- name: saved_view_update
UPDATE saved_view SET name = ?1, query = ?2, shared = ?3, version = version + 1 WHERE id = ?4 AND version = ?5

-- name: saved_view_delete
DELETE FROM saved_view WHERE id = ?1
