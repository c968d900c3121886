-- name: tx_begin
BEGIN IMMEDIATE

-- name: tx_begin_read
BEGIN

-- name: tx_commit
COMMIT

-- name: tx_rollback
ROLLBACK

-- name: tx_savepoint
SAVEPOINT command

-- name: tx_savepoint_keep
RELEASE command

-- name: tx_savepoint_undo
ROLLBACK TO command
