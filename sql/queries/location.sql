-- name: location_by_id
SELECT l.id, l.code, l.name, l.kind, l.parent_id, p.code, l.gln, l.attributes, l.active, l.created_at, l.version
FROM location l LEFT JOIN location p ON p.id = l.parent_id
WHERE l.id = ?1

-- name: location_by_code
SELECT l.id, l.code, l.name, l.kind, l.parent_id, p.code, l.gln, l.attributes, l.active, l.created_at, l.version
FROM location l LEFT JOIN location p ON p.id = l.parent_id
WHERE l.code = ?1

-- name: location_by_gln
SELECT l.id, l.code, l.name, l.kind, l.parent_id, p.code, l.gln, l.attributes, l.active, l.created_at, l.version
FROM location l LEFT JOIN location p ON p.id = l.parent_id
WHERE l.gln = ?1

-- name: location_insert key
INSERT INTO location (code, name, kind, parent_id, gln, attributes, active, created_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)

-- name: location_update
UPDATE location
SET code = ?1, name = ?2, kind = ?3, parent_id = ?4, gln = ?5, attributes = ?6, active = ?7, version = version + 1
WHERE id = ?8 AND version = ?9

-- name: location_touch_children
UPDATE location SET version = version + 1 WHERE parent_id = ?1

-- name: location_list
SELECT l.id, l.code, l.name, l.kind, l.parent_id, p.code, l.gln, l.attributes, l.active, l.created_at, l.version
FROM location l LEFT JOIN location p ON p.id = l.parent_id
WHERE l.code > ?1 AND (?2 = 0 OR l.active = ?2 - 1)
  AND (?3 = '%' OR lower(l.code) LIKE lower(?3) ESCAPE '\' OR lower(l.name) LIKE lower(?3) ESCAPE '\')
  AND (?4 = 0 OR ((?4 >> l.kind) & 1) = 1) AND (?5 = 0 OR l.parent_id = ?5)
  AND (?6 = 0 OR l.id IN (
        WITH RECURSIVE below (id) AS (
            SELECT CAST(?6 AS BIGINT)
            UNION
            SELECT c.id FROM location c JOIN below b ON c.parent_id = b.id)
        SELECT id FROM below))
ORDER BY l.code LIMIT ?7

-- name: location_subtree
-- UNION, not UNION ALL: it ends even if the tree had a loop.
WITH RECURSIVE below (id) AS (
    SELECT id FROM location WHERE id = ?1
    UNION
    SELECT c.id FROM location c JOIN below b ON c.parent_id = b.id)
SELECT id FROM below

-- name: location_ancestors
WITH RECURSIVE above (id, level) AS (
    SELECT parent_id, 1 FROM location WHERE id = ?1 AND parent_id IS NOT NULL
    UNION ALL
    SELECT c.parent_id, a.level + 1 FROM above a JOIN location c ON c.id = a.id WHERE c.parent_id IS NOT NULL AND a.level < ?2)
SELECT l.id, l.code, l.name, l.kind, l.parent_id, p.code, l.gln, l.attributes, l.active, l.created_at, l.version
FROM above a JOIN location l ON l.id = a.id LEFT JOIN location p ON p.id = l.parent_id
ORDER BY a.level

-- name: location_height
WITH RECURSIVE below (id, level) AS (
    SELECT CAST(?1 AS BIGINT), 0
    UNION ALL
    SELECT c.id, b.level + 1 FROM location c JOIN below b ON c.parent_id = b.id WHERE b.level < 64)
SELECT max(level) FROM below

-- name: location_children
SELECT kind, count(*), sum(active) FROM location WHERE parent_id = ?1 GROUP BY kind

-- name: location_stock
SELECT coalesce(sum(quantity), 0) FROM stock WHERE location_id = ?1
