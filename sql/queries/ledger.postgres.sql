-- The last event up to which none is missing.
-- name: event_last
SELECT seq, recorded_at FROM event WHERE seq <= (SELECT size FROM ledger_head) ORDER BY seq DESC LIMIT 1
