-- Events as people look for them. Their order is the ledger's: seq, and record time, which rises with it.

-- name: event_item
SELECT seq, units, body FROM event WHERE seq = ?1

-- name: event_seq_of
SELECT seq FROM event WHERE id = ?1

-- First place in the ledger at or behind ?1, with its record time.
-- name: event_at
SELECT seq, recorded_at FROM event WHERE seq >= ?1 ORDER BY seq LIMIT 1

-- name: event_greatest
SELECT coalesce(max(seq), 0) FROM event

-- name: event_orders
SELECT 1 FROM event WHERE order_ref = ?1 LIMIT 1
