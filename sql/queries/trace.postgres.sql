-- The outermost unit around each of these that are inside of another. OFFSET keeps the planner, which takes them for more than they are, from
-- joining with the whole of unit.
-- name: trace_tops
WITH RECURSIVE around (inner_id, id, parent_id, depth) AS (
    SELECT u.id, u.id, u.parent_id, 0 FROM unit u WHERE u.id = ANY (CAST(?1 AS BIGINT[])) AND u.parent_id IS NOT NULL
    UNION ALL
    SELECT a.inner_id, p.id, p.parent_id, a.depth + 1
    FROM around a CROSS JOIN LATERAL (SELECT id, parent_id FROM unit WHERE id = a.parent_id OFFSET 0) AS p WHERE a.depth < ?2)
SELECT inner_id, id FROM around WHERE parent_id IS NULL
