-- name: idempotency_find
SELECT digest, status, body, created_at FROM idempotency WHERE key = ?1

-- name: idempotency_insert
INSERT INTO idempotency (key, digest, status, body, created_at) VALUES (?1, ?2, ?3, ?4, ?5)

-- name: idempotency_purge
DELETE FROM idempotency WHERE created_at < ?1
