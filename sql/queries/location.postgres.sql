-- name: location_stock
SELECT CAST(coalesce(sum(quantity), 0) AS BIGINT) FROM stock_part WHERE location_id = ?1
