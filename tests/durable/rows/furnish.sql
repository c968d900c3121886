-- Rows of the tables that no command of the busy company fills, by the version that brought the table. `test_migrate record` runs all
-- of it before it writes the rows of the newest version, and says which table is still empty. Who makes a table adds rows here.

-- 0001
INSERT INTO meta (key, value) VALUES ('note', 'Prüfstand');
INSERT INTO session (token_hash, user_id, created_at, expires_at, device) VALUES
    (x'5e55000000000000000000000000000000000000000000000000000000000001', 1, 1728000000000, 1728600000000, 'Firefox on Debian'),
    (x'5e55000000000000000000000000000000000000000000000000000000000002', 1, 1728000100000, 1728600100000, '');
INSERT INTO api_key (id, name, token_hash, user_id, roles, created_at, expires_at, revoked_at) VALUES
    (1, 'shop', x'a91c000000000000000000000000000000000000000000000000000000000001', 1, 1, 1728000000000, NULL, NULL),
    (2, 'old scanner', x'a91c000000000000000000000000000000000000000000000000000000000002', 1, 3, 1728000000000, 1759536000000, 1728002000000);
INSERT INTO lot (id, product_id, number, expires_at, made_at, created_at) VALUES
    (1, 4, 'L-2024-07', 1759536000000, 1727740800000, 1728000000000),
    (2, 1, 'L-2024-07', NULL, NULL, 1728000000000);
INSERT INTO idempotency (key, digest, status, body, created_at) VALUES
    (x'1de10000000000000000000000000001', x'd19e5700000000000000000000000001', 201, CAST('{"id":1}' AS BLOB), 1728000000000);
INSERT INTO import_run (id, created_at, actor_id, kind, layout, mode, row_count, good_count, bad_count, written, report, rejects) VALUES
    (1, 1728000000000, 1, 'products', '{"sku":"SKU"}', 'good', 4, 4, 0, 1, '{}', ''),
    (2, 1728000050000, 1, 'units', '{"serial":"Nummer"}', 'all', 2, 1, 1, 0, '{"refused":"ä"}', 'Nummer,reason' || char(10) || 'D1,"too short, by 3"');
-- The triggers remember what a place and a party were called before.
UPDATE location SET code = 'A2-ALT' WHERE code = 'A2';
UPDATE location SET code = 'A2' WHERE code = 'A2-ALT';
UPDATE party SET code = 'EVE-ALT' WHERE code = 'EVE';
UPDATE party SET code = 'EVE' WHERE code = 'EVE-ALT';

-- 0003
INSERT INTO saved_view (id, user_id, page, name, query, shared, created_at) VALUES
    (1, 1, 'units', 'Größe', 'status=in_stock&q=""', 1, 1728000000000), (2, 1, 'units', 'mine', '', 0, 1728000000000);
INSERT INTO app_setting (id, organisation, base_url, language, scan_prefix, scan_suffix, label_size, guide_done, version) VALUES
    (1, 'A & B', 'https://serno.example', 'de', ']C1', '#', '62x29', 1, 4);

-- 0004
INSERT INTO numbering_scheme (id, code, name, kind, pattern, restart, first, active, created_at, version) VALUES
    (1, 'DISK', 'Disks', 0, 'D{seq:4}', 0, 1, 1, 1728000000000, 1), (2, 'YEAR', 'Pallets', 1, 'PAL-{yyyy}-{seq:6}', 1, 7, 0, 1728000000000, 3);
UPDATE product SET scheme_id = 1 WHERE sku = 'DISK';
INSERT INTO numbering_counter (scheme_id, period, next, issued) VALUES (1, '', 4, 2), (2, '2024', 9, 2), (2, '2023', 11, 4);
INSERT INTO numbering_issue (id, digest, scheme_id, product_id, period, quantity, skipped, first_unit, issued_at, user_id) VALUES
    (x'15500000000000000000000000000001', x'd19e5700000000000000000000000002', 1, 2, '', 2, 1, 2, 1728000000000, 1),
    (x'15500000000000000000000000000002', x'd19e5700000000000000000000000003', 2, NULL, '2024', 2, 0, NULL, 1728000100000, 1),
    (x'15500000000000000000000000000003', x'd19e5700000000000000000000000004', 2, NULL, '2023', 4, 0, NULL, 1690000000000, 1);
INSERT INTO number_pool (id, name, party_id, location_id, expires_at, closed_at, version) VALUES
    (x'15500000000000000000000000000001', 'Line ä', 1, NULL, 1759536000000, NULL, 1),
    (x'15500000000000000000000000000003', 'Bench', NULL, 4, NULL, 1728002000000, 2);
INSERT INTO package_number (number, issue_id, place) VALUES
    ('PAL-2024-000007', x'15500000000000000000000000000002', 0), ('PAL-2024-000008', x'15500000000000000000000000000002', 1);

-- 0005
INSERT INTO label_template (id, name, thing, body, created_at, version) VALUES
    (1, 'Ours', 0, '{"width":50,"height":25}', 1728000000000, 2), (2, 'Räume', 2, '{}', 1728000100000, 1);

-- 0006
INSERT INTO printer (id, name, kind, host, port, queue, language, dpi, confirm, batch, patience, template, active, created_at, holder, held_until, version) VALUES
    (1, 'Lager ä', 0, '192.0.2.9', 9100, '', 0, 203, 2, 3, 10, 'Ours', 1, 1728000000000, x'401de400000000000000000000000001', 1728002000000, 2),
    (2, 'Office', 1, '', 0, 'office', 1, 600, 0, 1, 60, '', 0, 1728000000000, NULL, 0, 1);
INSERT INTO print_job (id, key, digest, printer_id, target, template, layout, actor_id, device, created_at, labels, state, problem, detail, tries,
    next_try_at, reason, reprint_of, started_at, ended_at, ended_by, wrong_scans, version) VALUES
    (1, x'70b00000000000000000000000000001', x'd19e5700000000000000000000000005', 1, 0, 'Ours', '{"width":50,"height":25}', 1, 'tablet',
        1728000000000, 2, 4, 0, '', 0, 0, '', NULL, 1728000001000, 1728000003000, NULL, 1, 9),
    (2, x'70b00000000000000000000000000002', x'd19e5700000000000000000000000006', 1, 0, 'Ours', '{"width":50,"height":25}', 1, '',
        1728000100000, 1, 2, 4, 'paper out', 2, 1728000200000, 'torn', 1, 1728000101000, 0, NULL, 0, 4),
    (3, x'70b00000000000000000000000000003', x'd19e5700000000000000000000000007', 2, 2, 'Räume', '{}', 1, '',
        1728000200000, 1, 6, 0, '', 0, 0, '', NULL, 0, 1728000300000, 1, 0, 2);
INSERT INTO print_label (job_id, position, unit_id, package_id, location_id, product_id, code, data, state, sent_at, changed_at, decided_by, prints,
    verified_at, verified_by, scans) VALUES
    (1, 1, 1, NULL, NULL, 1, 'S-1', '{"serial":"S-1"}', 3, 1728000001000, 1728000002000, 1, 1, 1728000003000, 1, 1),
    (1, 2, 2, NULL, NULL, 1, 'S-2', '{"serial":"S-2"}', 3, 1728000001500, 1728000002000, NULL, 1, 0, NULL, 0),
    (2, 1, 1, NULL, NULL, 1, 'S-1', '{"serial":"S-1"}', 1, 1728000101000, 1728000101000, NULL, 2, 0, NULL, 0),
    (3, 1, NULL, NULL, 2, NULL, 'A1', '{"code":"A1"}', 6, 0, 1728000300000, NULL, 0, 0, NULL, 0);

-- 0007
INSERT INTO link_key (version, secret, created_at, retired_at) VALUES
    (1, x'5ec4e70000000000000000000000000000000000000000000000000000000001', 1727000000000, 1728000000000),
    (2, x'5ec4e70000000000000000000000000000000000000000000000000000000002', 1728000000000, NULL);
INSERT INTO link_setting (id, pages, form, shown, actions, contact, behind_proxy, pages_per_second, views_per_minute, reports_per_hour,
    window_hours, networks_max, switches_max, version) VALUES (1, 1, 1, 5, 3, 'ask anna', 0, 200, 60, 5, 24, 8, 16, 2);
INSERT INTO link_hidden (product_id) VALUES (3);
INSERT INTO link_target (id, product_id, rel, href, title, language, media_type, preferred, version) VALUES
    (1, NULL, 'pip', 'https://a.example/?x=1', 'What it is', '', '', 1, 3), (2, 4, 'instructions', 'https://a.example/s', 'Anleitung', 'de', 'text/html', 0, 1);
INSERT INTO link_seen (unit_id, hour, network, views) VALUES (1, 480000, 77, 2), (1, 480001, -8, 1), (2, 480001, 77, 5);
INSERT INTO link_watch (unit_id, generation, views, last_at, last_network, switches, switches_from, networks, state, flagged_at, decided_at, decided_by,
    reason) VALUES
    (1, 1, 3, 1728003600000, -8, 1, 1728000000000, 2, 2, 1728003600000, 1728003700000, 1, 'a fair'),
    (2, 0, 5, 1728003600000, 77, 0, NULL, 1, 1, 1728003600000, NULL, NULL, '');
INSERT INTO link_report (id, unit_id, kind, name, contact, message, created_at, state, decided_at, decided_by, reason, event_id, version) VALUES
    (1, 1, 1, 'Bob', 'bob@a.example', 'found on a bench', 1728003600000, 1, 1728003700000, 1, '', x'e7e47000000000000000000000000001', 2),
    (2, 2, 2, '', '', '', 1728003600000, 0, NULL, NULL, '', NULL, 1);

-- 0008
UPDATE app_setting SET company_prefixes = '4006381 9506';
