-- name: unit_ids_by_code
SELECT id FROM unit WHERE serial = ?1 UNION SELECT unit_id FROM unit_identifier WHERE value = ?1 ORDER BY 1 LIMIT 3

-- Each writer counts in its own rows; what it takes may have been added by another one.
-- name: stock_add
INSERT INTO stock_part (product_id, location_id, status, slot, quantity) VALUES (?1, ?2, ?3, serno_slot(), ?4)
ON CONFLICT (product_id, location_id, status, slot) DO UPDATE SET quantity = stock_part.quantity + excluded.quantity

-- name: stock_take
INSERT INTO stock_part (product_id, location_id, status, slot, quantity) VALUES (?1, ?2, ?3, serno_slot(), -CAST(?4 AS BIGINT))
ON CONFLICT (product_id, location_id, status, slot) DO UPDATE SET quantity = stock_part.quantity + excluded.quantity
