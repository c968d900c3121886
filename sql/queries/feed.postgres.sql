-- Up to the head: behind it, an event may still come between two that are there.

-- name: feed
SELECT e.seq, e.id, e.command, e.event_time, e.recorded_at, u.name, l.code, e.order_ref, e.units,
       CASE WHEN e.units <= ?2 THEN e.body END
FROM event e JOIN app_user u ON u.id = e.actor_id LEFT JOIN location l ON l.id = e.location_id
WHERE e.seq > ?1 AND e.seq <= (SELECT size FROM ledger_head)
ORDER BY e.seq LIMIT ?3
