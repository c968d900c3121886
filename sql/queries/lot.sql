-- name: lot_by_id
SELECT l.id, l.product_id, p.sku, l.number, l.expires_at, l.made_at, l.created_at, l.version
FROM lot l JOIN product p ON p.id = l.product_id
WHERE l.id = ?1

-- name: lot_by_number
SELECT l.id, l.product_id, p.sku, l.number, l.expires_at, l.made_at, l.created_at, l.version
FROM lot l JOIN product p ON p.id = l.product_id
WHERE l.product_id = ?1 AND l.number = ?2

-- name: lot_insert key
INSERT INTO lot (product_id, number, expires_at, made_at, created_at)
VALUES (?1, ?2, ?3, ?4, ?5)

-- name: lot_update
UPDATE lot SET number = ?2, expires_at = ?3, made_at = ?4, version = version + 1
WHERE id = ?1 AND version = ?5

-- name: lot_touch
UPDATE lot SET version = version + 1 WHERE product_id = ?1

-- name: lot_list
SELECT l.id, l.product_id, p.sku, l.number, l.expires_at, l.made_at, l.created_at, l.version
FROM lot l JOIN product p ON p.id = l.product_id
WHERE (l.number, l.id) > (?1, ?2)
ORDER BY l.number, l.id LIMIT ?3

-- name: lot_list_of_product
SELECT l.id, l.product_id, p.sku, l.number, l.expires_at, l.made_at, l.created_at, l.version
FROM lot l JOIN product p ON p.id = l.product_id
WHERE l.product_id = ?2 AND l.number > ?1
ORDER BY l.number LIMIT ?3

-- name: lot_list_of_number
SELECT l.id, l.product_id, p.sku, l.number, l.expires_at, l.made_at, l.created_at, l.version
FROM lot l JOIN product p ON p.id = l.product_id
WHERE l.number = ?1 AND l.id > ?2 AND (?4 = 0 OR l.product_id = ?4)
ORDER BY l.id LIMIT ?3

-- How many units are of it, counted up to ?2.
-- name: lot_units
SELECT count(*) FROM (SELECT 1 FROM unit WHERE lot_id = ?1 LIMIT ?2) AS few
