-- Links of labels: public pages, what was seen and reported.
UPDATE meta SET value = value WHERE key = 'nothing';
