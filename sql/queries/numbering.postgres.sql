-- A counter that is not there yet must be locked, too: so it is made, as it would be without it.
-- name: numbering_counter_take
INSERT INTO numbering_counter AS c (scheme_id, period, next, issued) VALUES (?1, ?2, ?3, 0)
ON CONFLICT (scheme_id, period) DO UPDATE SET issued = c.issued
RETURNING next, issued

-- Which of these serials a product has, or had.
-- name: numbering_serials_known
SELECT serial FROM unit WHERE serial = ANY (CAST(?2 AS TEXT[])) AND product_id = ?1
UNION SELECT serial FROM former_serial WHERE serial = ANY (CAST(?2 AS TEXT[])) AND product_id = ?1
ORDER BY 1

-- name: numbering_codes_known
SELECT code FROM package WHERE code = ANY (CAST(?1 AS TEXT[])) UNION SELECT number FROM package_number WHERE number = ANY (CAST(?1 AS TEXT[]))
ORDER BY 1
