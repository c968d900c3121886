-- name: product_by_id
SELECT id, sku, gtin, name, category, warranty_months, shelf_life_days, maintenance_interval_days, serial_format, attributes,
       active, created_at, version, scheme_id,
       coalesce((SELECT s.code FROM numbering_scheme s WHERE s.id = product.scheme_id), '')
FROM product WHERE id = ?1

-- name: product_by_sku
SELECT id, sku, gtin, name, category, warranty_months, shelf_life_days, maintenance_interval_days, serial_format, attributes,
       active, created_at, version, scheme_id,
       coalesce((SELECT s.code FROM numbering_scheme s WHERE s.id = product.scheme_id), '')
FROM product WHERE sku = ?1

-- name: product_by_gtin
SELECT id, sku, gtin, name, category, warranty_months, shelf_life_days, maintenance_interval_days, serial_format, attributes,
       active, created_at, version, scheme_id,
       coalesce((SELECT s.code FROM numbering_scheme s WHERE s.id = product.scheme_id), '')
FROM product WHERE gtin = ?1

-- name: product_insert key
INSERT INTO product (sku, gtin, name, category, warranty_months, shelf_life_days, maintenance_interval_days, serial_format,
                     attributes, active, scheme_id, created_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)

-- name: product_update
UPDATE product
SET sku = ?1, gtin = ?2, name = ?3, category = ?4, warranty_months = ?5, shelf_life_days = ?6, maintenance_interval_days = ?7,
    serial_format = ?8, attributes = ?9, active = ?10, scheme_id = ?11, version = version + 1
WHERE id = ?12 AND version = ?13

-- name: product_list
SELECT id, sku, gtin, name, category, warranty_months, shelf_life_days, maintenance_interval_days, serial_format, attributes,
       active, created_at, version, scheme_id,
       coalesce((SELECT s.code FROM numbering_scheme s WHERE s.id = product.scheme_id), '')
FROM product
WHERE sku > ?1 AND (?2 = 0 OR active = ?2 - 1) AND (?3 = '%' OR lower(sku) LIKE lower(?3) ESCAPE '\' OR lower(name) LIKE lower(?3) ESCAPE '\')
  AND (?4 = '' OR category = ?4) AND (?5 = '' OR gtin = ?5)
ORDER BY sku LIMIT ?6
