-- Numbering schemes, counters, pools.
UPDATE meta SET value = value WHERE key = 'nothing';
