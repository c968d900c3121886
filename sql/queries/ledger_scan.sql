-- The whole ledger in order, for those who check it (store/ledger_scan.h).

-- name: ledger_scan
SELECT seq, id, command, event_time, recorded_at, actor_id, coalesce(location_id, 0), order_ref, units, digest, leaf, body
FROM event WHERE seq BETWEEN ?1 AND ?2 ORDER BY seq

-- name: ledger_count
SELECT count(*) FROM event

-- name: event_unit_scan
SELECT unit_id, seq, command, carried, event_time, actor_id FROM event_unit

-- name: event_unit_row
SELECT unit_id, seq, command, carried, event_time, actor_id FROM event_unit WHERE unit_id = ?1 AND seq = ?2

-- name: event_unit_count
SELECT count(*) FROM event_unit

-- name: merkle_scan
SELECT level, idx, hash FROM merkle_node ORDER BY level, idx

-- The highest place in the ledger that a unit, or a containment, names.
-- name: unit_seq_max
SELECT coalesce(max(last_seq), 0) FROM unit

-- name: containment_seq_max
SELECT coalesce(max(CASE WHEN to_seq > from_seq THEN to_seq ELSE from_seq END), 0) FROM containment
