-- name: user_by_id
SELECT id, name, password_hash, roles, active, created_at, version FROM app_user WHERE id = ?1

-- name: user_by_name
SELECT id, name, password_hash, roles, active, created_at, version FROM app_user WHERE name = ?1

-- name: user_first
SELECT id, name, password_hash, roles, active, created_at, version
FROM app_user WHERE active = 1 AND (roles & ?1) <> 0
ORDER BY id LIMIT 1

-- name: user_list
SELECT id, name, password_hash, roles, active, created_at, version
FROM app_user WHERE name > ?1 AND (?2 < 0 OR active = ?2)
ORDER BY name LIMIT ?3

-- name: user_insert key
INSERT INTO app_user (name, password_hash, roles, active, created_at) VALUES (?1, ?2, ?3, ?4, ?5)

-- name: user_update
UPDATE app_user SET password_hash = ?2, roles = ?3, active = ?4, version = version + 1 WHERE id = ?1 AND version = ?5

-- name: user_count
SELECT count(*) FROM app_user

-- name: user_count_others
SELECT count(*) FROM app_user WHERE active = 1 AND (roles & ?1) <> 0 AND id <> ?2

-- name: session_insert
INSERT INTO session (token_hash, user_id, created_at, expires_at, device) VALUES (?1, ?2, ?3, ?4, ?5)

-- name: session_delete
DELETE FROM session WHERE token_hash = ?1

-- name: session_delete_of
DELETE FROM session WHERE user_id = ?1 AND (token_hash <> ?2 OR ?2 IS NULL)

-- name: session_purge
DELETE FROM session WHERE expires_at <= ?1

-- name: session_trim
DELETE FROM session
WHERE user_id = ?1
  AND token_hash NOT IN (SELECT token_hash FROM session WHERE user_id = ?1 ORDER BY created_at DESC LIMIT ?2)

-- name: session_identity
SELECT u.id, u.name, u.roles, s.device, s.expires_at
FROM session s JOIN app_user u ON u.id = s.user_id
WHERE s.token_hash = ?1 AND s.expires_at > ?2 AND u.active = 1

-- name: api_key_identity
SELECT u.id, u.name, u.roles & k.roles, k.name, k.expires_at
FROM api_key k JOIN app_user u ON u.id = k.user_id
WHERE k.token_hash = ?1 AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > ?2) AND u.active = 1

-- name: api_key_by_id
SELECT k.id, k.name, k.user_id, u.name, k.roles, k.created_at, k.expires_at, k.revoked_at
FROM api_key k JOIN app_user u ON u.id = k.user_id
WHERE k.id = ?1

-- name: api_key_list
SELECT k.id, k.name, k.user_id, u.name, k.roles, k.created_at, k.expires_at, k.revoked_at
FROM api_key k JOIN app_user u ON u.id = k.user_id
WHERE k.id > ?2 AND (?1 = 0 OR k.user_id = ?1)
ORDER BY k.id LIMIT ?3

-- name: api_key_insert key
INSERT INTO api_key (name, token_hash, user_id, roles, created_at, expires_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)

-- name: api_key_revoke
UPDATE api_key SET revoked_at = ?2 WHERE id = ?1 AND revoked_at IS NULL
