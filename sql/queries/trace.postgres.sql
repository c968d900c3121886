-- The outermost unit around each of these that are inside of another.
-- name: trace_tops
WITH RECURSIVE around (inner_id, id, parent_id, depth) AS (
    SELECT u.id, u.id, u.parent_id, 0 FROM unit u WHERE u.id = ANY (CAST(?1 AS BIGINT[])) AND u.parent_id IS NOT NULL
    UNION ALL
    SELECT a.inner_id, p.id, p.parent_id, a.depth + 1 FROM around a JOIN unit p ON p.id = a.parent_id WHERE a.depth < ?2)
SELECT inner_id, id FROM around WHERE parent_id IS NULL
