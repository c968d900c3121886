-- name: unit_view
SELECT * FROM serno_unit_view(CAST(?1 AS BIGINT), CAST(?2 AS TEXT), CAST(?3 AS TEXT))

-- Places at or below location ?1 that hold units of product ?2 (0: any) in statuses ?3 (bits; 0: any).
-- name: unit_places
WITH RECURSIVE below (id) AS (
    SELECT id FROM location WHERE id = ?1
    UNION
    SELECT c.id FROM location c JOIN below b ON c.parent_id = b.id)
SELECT b.id FROM below b
WHERE EXISTS (SELECT 1 FROM stock_part s
              WHERE s.location_id = b.id AND (?2 = 0 OR s.product_id = ?2) AND (?3 = 0 OR ((?3 >> s.status) & 1) = 1)
              GROUP BY s.product_id, s.status HAVING sum(s.quantity) > 0)
