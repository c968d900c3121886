-- name: link_key_list
SELECT version, secret, retired_at, created_at FROM link_key ORDER BY version

-- name: link_key_insert
INSERT INTO link_key (version, secret, created_at) VALUES (?1, ?2, ?3)

-- Links made with older keys are void from now on.
-- name: link_key_retire
UPDATE link_key SET retired_at = ?2 WHERE version < ?1 AND retired_at IS NULL

-- name: link_setting_get
SELECT pages, form, shown, actions, contact, behind_proxy, pages_per_second, views_per_minute, reports_per_hour, window_hours, networks_max,
    switches_max, version
FROM link_setting WHERE id = 1

-- name: link_setting_insert
INSERT INTO link_setting (id, pages, form, shown, actions, contact, behind_proxy, pages_per_second, views_per_minute, reports_per_hour, window_hours,
    networks_max, switches_max, version)
VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 1)

-- name: link_setting_update
UPDATE link_setting
SET pages = ?1, form = ?2, shown = ?3, actions = ?4, contact = ?5, behind_proxy = ?6, pages_per_second = ?7, views_per_minute = ?8,
    reports_per_hour = ?9, window_hours = ?10, networks_max = ?11, switches_max = ?12, version = version + 1
WHERE id = 1 AND version = ?13

-- name: link_hidden_get
SELECT 1 FROM link_hidden WHERE product_id = ?1

-- name: link_hidden_put
INSERT INTO link_hidden (product_id) VALUES (?1) ON CONFLICT DO NOTHING

-- name: link_hidden_delete
DELETE FROM link_hidden WHERE product_id = ?1

-- All that a stranger's page may need of a unit, and nothing else of it.
-- name: link_view_by_id
SELECT u.id, u.product_id, coalesce(w.generation, 0), p.name, p.sku, p.gtin, u.serial, l.number, l.expires_at, u.status, u.holds,
    CASE WHEN u.owner_id IS NULL THEN 0 ELSE 1 END, u.warranty_from, p.warranty_months,
    CASE WHEN h.product_id IS NULL THEN 0 ELSE 1 END, CASE WHEN w.state = 1 THEN 1 ELSE 0 END
FROM unit u JOIN product p ON p.id = u.product_id LEFT JOIN lot l ON l.id = u.lot_id
    LEFT JOIN link_hidden h ON h.product_id = u.product_id LEFT JOIN link_watch w ON w.unit_id = u.id
WHERE u.id = ?1

-- name: link_view_by_gtin
SELECT u.id, u.product_id, coalesce(w.generation, 0), p.name, p.sku, p.gtin, u.serial, l.number, l.expires_at, u.status, u.holds,
    CASE WHEN u.owner_id IS NULL THEN 0 ELSE 1 END, u.warranty_from, p.warranty_months,
    CASE WHEN h.product_id IS NULL THEN 0 ELSE 1 END, CASE WHEN w.state = 1 THEN 1 ELSE 0 END
FROM product p JOIN unit u ON u.product_id = p.id AND u.serial = ?2 LEFT JOIN lot l ON l.id = u.lot_id
    LEFT JOIN link_hidden h ON h.product_id = u.product_id LEFT JOIN link_watch w ON w.unit_id = u.id
WHERE p.gtin = ?1

-- By a key that the unit bears as a further number, in either form of writing it.
-- name: link_view_by_number
SELECT u.id, u.product_id, coalesce(w.generation, 0), p.name, p.sku, p.gtin, u.serial, l.number, l.expires_at, u.status, u.holds,
    CASE WHEN u.owner_id IS NULL THEN 0 ELSE 1 END, u.warranty_from, p.warranty_months,
    CASE WHEN h.product_id IS NULL THEN 0 ELSE 1 END, CASE WHEN w.state = 1 THEN 1 ELSE 0 END
FROM unit_identifier n JOIN unit u ON u.id = n.unit_id JOIN product p ON p.id = u.product_id LEFT JOIN lot l ON l.id = u.lot_id
    LEFT JOIN link_hidden h ON h.product_id = u.product_id LEFT JOIN link_watch w ON w.unit_id = u.id
WHERE n.value IN (?1, ?2) AND n.kind = ?3 ORDER BY n.value LIMIT 1

-- name: link_view_product
SELECT p.id, p.name, p.sku, p.gtin, CASE WHEN h.product_id IS NULL THEN 0 ELSE 1 END
FROM product p LEFT JOIN link_hidden h ON h.product_id = p.id WHERE p.gtin = ?1

-- name: link_generation
SELECT generation FROM link_watch WHERE unit_id = ?1

-- name: link_target_by_id
SELECT t.id, t.product_id, p.sku, t.rel, t.href, t.title, t.language, t.media_type, t.preferred, t.version
FROM link_target t LEFT JOIN product p ON p.id = t.product_id WHERE t.id = ?1

-- name: link_target_list
SELECT t.id, t.product_id, p.sku, t.rel, t.href, t.title, t.language, t.media_type, t.preferred, t.version
FROM link_target t LEFT JOIN product p ON p.id = t.product_id WHERE t.id > ?1 AND (?2 = '' OR p.sku = ?2)
ORDER BY t.id LIMIT ?3

-- Those of one product before those of all.
-- name: link_target_of
SELECT t.id, t.product_id, '', t.rel, t.href, t.title, t.language, t.media_type, t.preferred, t.version
FROM link_target t WHERE t.product_id = ?1 OR t.product_id IS NULL
ORDER BY CASE WHEN t.product_id IS NULL THEN 1 ELSE 0 END, t.id LIMIT ?2

-- name: link_target_count_of
SELECT count(*) FROM link_target WHERE (CASE WHEN product_id IS NULL THEN 0 ELSE product_id END) = ?1

-- name: link_target_insert key
INSERT INTO link_target (product_id, rel, href, title, language, media_type, preferred) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)

-- name: link_target_update
UPDATE link_target SET rel = ?1, href = ?2, title = ?3, language = ?4, media_type = ?5, preferred = ?6, version = version + 1
WHERE id = ?7 AND version = ?8

-- name: link_target_delete
DELETE FROM link_target WHERE id = ?1
