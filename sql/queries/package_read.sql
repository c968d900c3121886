-- Packages inside package ?1, at most ?2 levels deep.
-- name: package_inside
WITH RECURSIVE inside (id, depth) AS (
    SELECT id, 1 FROM package WHERE parent_id = ?1
    UNION ALL
    SELECT p.id, i.depth + 1 FROM inside i JOIN package p ON p.parent_id = i.id WHERE i.depth < ?2)
SELECT p.id, p.code, outer_package.code, i.depth, (SELECT count(*) FROM unit u WHERE u.package_id = p.id)
FROM inside i JOIN package p ON p.id = i.id JOIN package outer_package ON outer_package.id = p.parent_id
ORDER BY i.depth, p.code LIMIT ?3

-- Units inside package ?1 and the packages inside it, behind ?3.
-- name: package_units
WITH RECURSIVE inside (id, depth) AS (
    SELECT id, 0 FROM package WHERE id = ?1
    UNION ALL
    SELECT p.id, i.depth + 1 FROM inside i JOIN package p ON p.parent_id = i.id WHERE i.depth < ?2)
SELECT u.id FROM unit u WHERE u.package_id IN (SELECT id FROM inside) AND +u.id > ?3 ORDER BY +u.id LIMIT ?4

-- name: package_count
WITH RECURSIVE inside (id, depth) AS (
    SELECT id, 0 FROM package WHERE id = ?1
    UNION ALL
    SELECT p.id, i.depth + 1 FROM inside i JOIN package p ON p.parent_id = i.id WHERE i.depth < ?2)
SELECT count(*) FROM unit u WHERE u.package_id IN (SELECT id FROM inside)

-- Packages with codes from ?1 and before ?2, behind ?3, in the order of their codes: with the units in each, nested ones too, and the
-- packages directly inside.
-- name: package_list_by_code
SELECT p.id, p.code, around.code, p.created_at,
       (WITH RECURSIVE inside (id, depth) AS (
            SELECT p.id, 0
            UNION ALL
            SELECT c.id, i.depth + 1 FROM inside i JOIN package c ON c.parent_id = i.id WHERE i.depth < ?5)
        SELECT count(*) FROM inside i JOIN unit u ON u.package_id = i.id),
       (SELECT count(*) FROM package c WHERE c.parent_id = p.id)
FROM package p LEFT JOIN package around ON around.id = p.parent_id
WHERE p.code > ?3 AND p.code >= ?1 AND p.code < ?2
ORDER BY p.code LIMIT ?4

-- The same, newest first: behind key ?3.
-- name: package_list_newest
SELECT p.id, p.code, around.code, p.created_at,
       (WITH RECURSIVE inside (id, depth) AS (
            SELECT p.id, 0
            UNION ALL
            SELECT c.id, i.depth + 1 FROM inside i JOIN package c ON c.parent_id = i.id WHERE i.depth < ?5)
        SELECT count(*) FROM inside i JOIN unit u ON u.package_id = i.id),
       (SELECT count(*) FROM package c WHERE c.parent_id = p.id)
FROM package p LEFT JOIN package around ON around.id = p.parent_id
WHERE p.id < ?3 AND p.code >= ?1 AND p.code < ?2
ORDER BY p.id DESC LIMIT ?4
