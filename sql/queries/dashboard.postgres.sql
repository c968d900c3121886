-- name: dashboard_moved
SELECT product_id, max(CASE WHEN status = 2 THEN coalesce(received_at, changed_at) ELSE changed_at END) FROM unit GROUP BY product_id
