-- What only a far engine is asked: many rows with one question before a group of commands is decided (store/foresee.h), numbers
-- and locks (store/reserve.h), and what the sequencer needs. The numbers of the locks are explained in
-- sql/migrations/0001_foundation.postgres.sql.

-- ---- before a group is decided ----

-- name: foresee_events
SELECT id FROM event WHERE id = ANY (?1)

-- Units by serial and product; they stay locked until the transaction ends, and are locked in the order of their keys.
-- name: foresee_units
SELECT u.id, u.product_id, u.serial, u.status, u.holds, u.location_id, u.party_id, u.owner_id, u.supplier_id, u.parent_id,
       u.package_id, u.lot_id, u.order_ref, u.received_at, u.warranty_from, u.changed_at, u.last_seq, u.events, u.attributes
FROM unnest(CAST(?1 AS TEXT[]), CAST(?2 AS BIGINT[])) AS wanted (serial, product_id)
JOIN unit u ON u.serial = wanted.serial AND u.product_id = wanted.product_id
ORDER BY u.id FOR NO KEY UPDATE OF u

-- name: foresee_units_by_id
SELECT id, product_id, serial, status, holds, location_id, party_id, owner_id, supplier_id, parent_id, package_id, lot_id,
       order_ref, received_at, warranty_from, changed_at, last_seq, events, attributes
FROM unit WHERE id = ANY (CAST(?1 AS BIGINT[])) ORDER BY id FOR NO KEY UPDATE

-- name: foresee_children
SELECT id, parent_id FROM unit WHERE parent_id = ANY (CAST(?1 AS BIGINT[])) ORDER BY parent_id, id FOR NO KEY UPDATE

-- name: foresee_former
SELECT f.serial, f.product_id, f.unit_id
FROM unnest(CAST(?1 AS TEXT[]), CAST(?2 AS BIGINT[])) AS wanted (serial, product_id)
JOIN former_serial f ON f.serial = wanted.serial AND f.product_id = wanted.product_id

-- name: foresee_identifiers
SELECT n.kind, n.value, n.unit_id
FROM unnest(CAST(?1 AS TEXT[]), CAST(?2 AS TEXT[])) AS wanted (kind, value)
JOIN unit_identifier n ON n.value = wanted.value AND n.kind = wanted.kind

-- ---- numbers and locks ----

-- name: reserve
SELECT first_event, first_unit, first_package, recorded_at
FROM serno_reserve(CAST(?1 AS BIGINT), CAST(?2 AS BIGINT), CAST(?3 AS BIGINT), CAST(?4 AS BIGINT))

-- From here on, until the transaction ends.
-- name: lock_briefly
SET LOCAL lock_timeout = '100ms'

-- name: masters_lock_shared
SELECT pg_advisory_xact_lock_shared(20037, 1)

-- name: masters_lock
SELECT pg_advisory_xact_lock(20037, 1)

-- name: masters_version
SELECT version FROM masters_version

-- name: masters_bump
UPDATE masters_version SET version = version + 1

-- Something to commit, for a transaction that has only read: its COMMIT waits until all before it is where it must be.
-- name: confirm
SELECT CAST(pg_logical_emit_message(true, 'serno', '') IS NOT NULL AS INTEGER)

-- Until unlock_all, or the end of the connection.
-- name: lock_all
SELECT pg_advisory_lock(20037, 1)

-- name: unlock_all
SELECT CAST(pg_advisory_unlock(20037, 1) AS INTEGER)

-- ---- the sequencer ----

-- name: head
SELECT size FROM ledger_head

-- name: head_set
UPDATE ledger_head SET size = ?1

-- 1 for one process at a time, until its transaction ends.
-- name: integrate_lock
SELECT CAST(pg_try_advisory_xact_lock(20037, 3) AS INTEGER)

-- name: leaves_after
SELECT seq, leaf FROM event WHERE seq > ?1 ORDER BY seq LIMIT ?2

-- name: leaves_between
SELECT seq, leaf FROM event WHERE seq BETWEEN ?1 AND ?2 ORDER BY seq

-- name: nodes_between
SELECT idx, hash FROM merkle_node WHERE level = ?1 AND idx BETWEEN ?2 AND ?3 ORDER BY idx

-- The greatest place that was ever given to a transaction.
-- name: seq_reserved
SELECT coalesce(pg_sequence_last_value('event_seq'), 0)

-- Transactions before this number have ended.
-- name: transactions_ended
SELECT CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS TEXT) AS BIGINT)

-- The number of this transaction, which is greater than all that were given before. (What pg_snapshot_xmax tells is not: it is the
-- one behind the last that has ended, and greater ones may be running.)
-- name: transaction_number
SELECT CAST(CAST(pg_current_xact_id() AS TEXT) AS BIGINT)

-- What this transaction does can be done again from what is in the ledger.
-- name: sync_off
SET LOCAL synchronous_commit = off

-- What it does cannot be done again.
-- name: sync_on
SET LOCAL synchronous_commit = on
