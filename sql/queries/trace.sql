-- What was inside what, and when. Containment in containment counts only where both lasted at the same time: each row
-- carries the interval that is common to the whole chain. Open ends are 9223372036854775807.

-- Everything that was ever inside unit ?1, at most ?2 levels deep; at the instant ?3, or ever (?3 NULL).
-- name: trace_inside
WITH RECURSIVE link (child_id, parent_id, depth, from_time, to_time, begin_seq, end_seq, begin_time, end_time) AS (
    SELECT c.child_id, c.parent_id, 1, c.from_time, c.to_time, c.from_seq, coalesce(c.to_seq, 9223372036854775807),
           c.from_time, coalesce(c.to_time, 9223372036854775807)
    FROM containment c
    WHERE c.parent_id = ?1 AND ((c.from_time <= ?3 AND coalesce(c.to_time, 9223372036854775807) > ?3) OR ?3 IS NULL)
    UNION ALL
    SELECT c.child_id, c.parent_id, l.depth + 1, c.from_time, c.to_time,
           CASE WHEN c.from_seq > l.begin_seq THEN c.from_seq ELSE l.begin_seq END,
           CASE WHEN coalesce(c.to_seq, 9223372036854775807) < l.end_seq THEN c.to_seq ELSE l.end_seq END,
           CASE WHEN c.from_time > l.begin_time THEN c.from_time ELSE l.begin_time END,
           CASE WHEN coalesce(c.to_time, 9223372036854775807) < l.end_time THEN c.to_time ELSE l.end_time END
    FROM link l JOIN containment c ON c.parent_id = l.child_id
    WHERE l.depth < ?2 AND c.from_seq < l.end_seq AND coalesce(c.to_seq, 9223372036854775807) > l.begin_seq
      AND ((c.from_time <= ?3 AND coalesce(c.to_time, 9223372036854775807) > ?3) OR ?3 IS NULL))
SELECT child_id, parent_id, depth, from_time, coalesce(to_time, 0), begin_time, end_time FROM link
ORDER BY depth, begin_seq, child_id LIMIT ?4

-- Everything that unit ?1 was ever inside of.
-- name: trace_around
WITH RECURSIVE link (child_id, parent_id, depth, from_time, to_time, begin_seq, end_seq, begin_time, end_time) AS (
    SELECT c.child_id, c.parent_id, 1, c.from_time, c.to_time, c.from_seq, coalesce(c.to_seq, 9223372036854775807),
           c.from_time, coalesce(c.to_time, 9223372036854775807)
    FROM containment c
    WHERE c.child_id = ?1 AND ((c.from_time <= ?3 AND coalesce(c.to_time, 9223372036854775807) > ?3) OR ?3 IS NULL)
    UNION ALL
    SELECT c.child_id, c.parent_id, l.depth + 1, c.from_time, c.to_time,
           CASE WHEN c.from_seq > l.begin_seq THEN c.from_seq ELSE l.begin_seq END,
           CASE WHEN coalesce(c.to_seq, 9223372036854775807) < l.end_seq THEN c.to_seq ELSE l.end_seq END,
           CASE WHEN c.from_time > l.begin_time THEN c.from_time ELSE l.begin_time END,
           CASE WHEN coalesce(c.to_time, 9223372036854775807) < l.end_time THEN c.to_time ELSE l.end_time END
    FROM link l JOIN containment c ON c.child_id = l.parent_id
    WHERE l.depth < ?2 AND c.from_seq < l.end_seq AND coalesce(c.to_seq, 9223372036854775807) > l.begin_seq
      AND ((c.from_time <= ?3 AND coalesce(c.to_time, 9223372036854775807) > ?3) OR ?3 IS NULL))
SELECT child_id, parent_id, depth, from_time, coalesce(to_time, 0), begin_time, end_time FROM link
ORDER BY depth, begin_seq, parent_id LIMIT ?4

-- With whom unit ?1 was, event by event.
-- name: trace_holders
SELECT x.party_id, p.code, p.name, x.seq, x.event_time, x.status
FROM event_unit x LEFT JOIN party p ON p.id = x.party_id
WHERE x.unit_id = ?1 ORDER BY x.seq

-- name: trace_parent
SELECT parent_id FROM unit WHERE id = ?1
