-- Writers see what others have committed, statement by statement, and lock the rows that they decide on.

-- name: tx_begin
BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE

-- name: tx_begin_read
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY
