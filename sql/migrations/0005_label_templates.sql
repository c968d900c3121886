-- Label templates.
UPDATE meta SET value = value WHERE key = 'nothing';
