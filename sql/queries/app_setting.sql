-- name: app_setting_get
SELECT organisation, base_url, language, scan_prefix, scan_suffix, label_size, guide_done, company_prefixes, version
FROM app_setting WHERE id = 1

-- name: app_setting_insert
INSERT INTO app_setting (id, organisation, base_url, language, scan_prefix, scan_suffix, label_size, guide_done, company_prefixes, version)
VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 1)

-- name: app_setting_update
UPDATE app_setting
SET organisation = ?1, base_url = ?2, language = ?3, scan_prefix = ?4, scan_suffix = ?5, label_size = ?6, guide_done = ?7,
    company_prefixes = ?8, version = version + 1
WHERE id = 1 AND version = ?9
