-- What the database's role may do (store/rights.h).

-- name: rights_grant
SELECT serno_grant(?1)

-- name: rights_unprotected
SELECT coalesce(serno_could_unprotect(CAST(current_user AS TEXT)), '')
