-- name: unit_ids_by_code
SELECT id FROM unit WHERE serial = ?1 UNION SELECT unit_id FROM unit_identifier WHERE value = ?1 ORDER BY 1 LIMIT 3

-- Each writer counts in its own rows; what it takes may have been added by another one.
-- name: stock_add
INSERT INTO stock_part (product_id, location_id, status, slot, quantity) VALUES (?1, ?2, ?3, serno_slot(), ?4)
ON CONFLICT (product_id, location_id, status, slot) DO UPDATE SET quantity = stock_part.quantity + excluded.quantity

-- name: stock_take
INSERT INTO stock_part (product_id, location_id, status, slot, quantity) VALUES (?1, ?2, ?3, serno_slot(), -CAST(?4 AS BIGINT))
ON CONFLICT (product_id, location_id, status, slot) DO UPDATE SET quantity = stock_part.quantity + excluded.quantity

-- Units that changed, with all that may change; 0 and '' stand for NULL.
-- name: unit_update_many
UPDATE unit AS u SET changed_at = x.changed_at, last_seq = x.last_seq, events = x.events, product_id = x.product_id,
       status = x.status, holds = x.holds, location_id = nullif(x.location_id, 0), party_id = nullif(x.party_id, 0),
       owner_id = nullif(x.owner_id, 0), supplier_id = nullif(x.supplier_id, 0), parent_id = nullif(x.parent_id, 0),
       package_id = nullif(x.package_id, 0), lot_id = nullif(x.lot_id, 0), received_at = nullif(x.received_at, 0),
       warranty_from = nullif(x.warranty_from, 0), order_ref = nullif(x.order_ref, ''), attributes = nullif(x.attributes, '')
FROM unnest(CAST(?1 AS BIGINT[]), CAST(?2 AS BIGINT[]), CAST(?3 AS BIGINT[]), CAST(?4 AS BIGINT[]), CAST(?5 AS BIGINT[]),
            CAST(?6 AS BIGINT[]), CAST(?7 AS BIGINT[]), CAST(?8 AS BIGINT[]), CAST(?9 AS BIGINT[]), CAST(?10 AS BIGINT[]),
            CAST(?11 AS BIGINT[]), CAST(?12 AS BIGINT[]), CAST(?13 AS BIGINT[]), CAST(?14 AS BIGINT[]), CAST(?15 AS BIGINT[]),
            CAST(?16 AS BIGINT[]), CAST(?17 AS TEXT[]), CAST(?18 AS TEXT[]))
     AS x (id, changed_at, last_seq, events, product_id, status, holds, location_id, party_id, owner_id, supplier_id, parent_id,
           package_id, lot_id, received_at, warranty_from, order_ref, attributes)
WHERE u.id = x.id
