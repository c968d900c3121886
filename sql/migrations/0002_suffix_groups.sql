-- The tails of serials in groups of 65,536 units instead of 16,384: a search by suffix looks into each group.
CREATE TEMP TABLE tail_anew AS SELECT unit_id >> 16 AS grp, tail, unit_id FROM unit_tail;
DELETE FROM unit_tail;
INSERT INTO unit_tail (grp, tail, unit_id) SELECT grp, tail, unit_id FROM tail_anew ORDER BY grp, tail, unit_id;
DROP TABLE tail_anew;
