-- GS1 Company Prefixes of this company and its suppliers, with a blank between them: with them an EPC can be made of a GTIN.
ALTER TABLE app_setting ADD COLUMN company_prefixes TEXT NOT NULL DEFAULT '';
