-- name: label_template_by_id
SELECT id, name, thing, body, created_at, version FROM label_template WHERE id = ?1

-- name: label_template_by_name
SELECT id, name, thing, body, created_at, version FROM label_template WHERE name = ?1

-- name: label_template_list
SELECT id, name, thing, body, created_at, version FROM label_template WHERE id > ?1 AND (?2 < 0 OR thing = ?2) ORDER BY id LIMIT ?3

-- name: label_template_count
SELECT count(*) FROM label_template

-- name: label_template_insert key
INSERT INTO label_template (name, thing, body, created_at) VALUES (?1, ?2, ?3, ?4)

-- name: label_template_update
UPDATE label_template SET name = ?1, thing = ?2, body = ?3, version = version + 1 WHERE id = ?4 AND version = ?5

-- name: label_template_delete
DELETE FROM label_template WHERE id = ?1
