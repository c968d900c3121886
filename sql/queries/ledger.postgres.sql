-- The last event up to which none is missing.
-- name: event_last
SELECT e.seq, e.recorded_at FROM ledger_head h JOIN event e ON e.seq = h.size
