-- name: import_run_next_id
SELECT coalesce(max(id), 0) + 1 FROM import_run

-- name: import_run_insert
INSERT INTO import_run (id, created_at, actor_id, kind, layout, mode, row_count, good_count, bad_count, written, report, rejects)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)

-- name: import_run_by_id
SELECT i.id, i.created_at, u.name, i.kind, i.layout, i.mode, i.row_count, i.good_count, i.bad_count, i.written, i.report
FROM import_run i JOIN app_user u ON u.id = i.actor_id WHERE i.id = ?1

-- name: import_run_rejects
SELECT rejects FROM import_run WHERE id = ?1

-- name: import_run_list
SELECT i.id, i.created_at, u.name, i.kind, i.layout, i.mode, i.row_count, i.good_count, i.bad_count, i.written
FROM import_run i JOIN app_user u ON u.id = i.actor_id WHERE i.id < ?1 ORDER BY i.id DESC LIMIT ?2

-- name: import_product_by_name
SELECT sku FROM product WHERE name = ?1 LIMIT 2

-- name: import_location_by_name
SELECT code FROM location WHERE name = ?1 LIMIT 2

-- name: import_location_inside_by_name
SELECT l.code FROM location l JOIN location p ON p.id = l.parent_id WHERE l.name = ?1 AND p.code = ?2 LIMIT 2

-- name: import_party_by_name
SELECT code FROM party WHERE name = ?1 LIMIT 2
