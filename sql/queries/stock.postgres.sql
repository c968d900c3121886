-- Each writer's part (stock_part) is added up here directly: the view would be added up as a whole before it is filtered.

-- name: stock_summary
WITH sums (product_id, location_id, status, quantity) AS (
    SELECT s.product_id * ?4, s.location_id * ?5, s.status * ?6, CAST(sum(s.quantity) AS BIGINT)
    FROM stock_part s
    WHERE (?1 = 0 OR s.product_id = ?1) AND (?3 = 0 OR ((?3 >> s.status) & 1) = 1)
      AND (?2 = 0 OR s.location_id IN (
            WITH RECURSIVE below (id) AS (
                SELECT id FROM location WHERE id = ?2
                UNION
                SELECT c.id FROM location c JOIN below b ON c.parent_id = b.id)
            SELECT id FROM below))
    GROUP BY 1, 2, 3
    HAVING sum(s.quantity) > 0)
SELECT coalesce(p.sku, ''), coalesce(p.name, ''), coalesce(l.code, ''), coalesce(l.name, ''), sums.status, sums.quantity
FROM sums
LEFT JOIN product p ON p.id = sums.product_id
LEFT JOIN location l ON l.id = sums.location_id
WHERE (coalesce(p.sku, ''), coalesce(l.code, ''), sums.status) > (?7, ?8, ?9)
ORDER BY 1, 3, 5 LIMIT ?10

-- name: stock_below
WITH RECURSIVE below (id) AS (
    SELECT id FROM location WHERE id = ?1
    UNION
    SELECT c.id FROM location c JOIN below b ON c.parent_id = b.id)
SELECT CAST(coalesce(sum(s.quantity), 0) AS BIGINT) FROM below b JOIN stock_part s ON s.location_id = b.id
