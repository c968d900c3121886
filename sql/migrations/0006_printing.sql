-- Printers, print jobs, printed labels.
UPDATE meta SET value = value WHERE key = 'nothing';
