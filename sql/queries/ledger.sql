-- name: event_insert bulk
INSERT INTO event (seq, id, command, event_time, recorded_at, actor_id, location_id, order_ref, units, digest, leaf, body)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)

-- name: event_by_id
SELECT seq, digest, body FROM event WHERE id = ?1

-- name: event_body
SELECT body, leaf, digest FROM event WHERE seq = ?1

-- name: event_leaf
SELECT leaf FROM event WHERE seq = ?1

-- name: event_last
SELECT seq, recorded_at FROM event ORDER BY seq DESC LIMIT 1

-- name: event_unit_state
SELECT status, coalesce(location_id, 0), coalesce(party_id, 0) FROM event_unit WHERE unit_id = ?1 AND seq = ?2

-- The code that a location or party had when event ?3 was written, if it has another one now.
-- name: former_code
SELECT code FROM former_code WHERE kind = ?1 AND id = ?2 AND last_seq >= ?3 ORDER BY last_seq LIMIT 1

-- name: merkle_insert bulk
INSERT INTO merkle_node (level, idx, hash) VALUES (?1, ?2, ?3)

-- name: merkle_get
SELECT hash FROM merkle_node WHERE level = ?1 AND idx = ?2

-- name: command_refusal_insert
INSERT INTO command_refusal (id, body) VALUES (?1, ?2)

-- name: command_refusal_get
SELECT body FROM command_refusal WHERE id = ?1
