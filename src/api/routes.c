/*
 * routes: every address of the API, who may use it, and what answers. How to add one: handlers.h.
 */
#include "api/route.h"

#include "api/handlers.h"
#include "service/authorise.h"

#define AUDITOR  ROLE_BIT(ROLE_AUDITOR)
#define MANAGER  ROLE_BIT(ROLE_MANAGER)
#define OPERATOR ROLE_BIT(ROLE_OPERATOR)
#define SUPPORT  ROLE_BIT(ROLE_SUPPORT)

const struct route routes[] = {
    /* The server itself */
    {HTTP_GET, "/healthz", api_health, 0, ROUTE_PUBLIC, "Is the server up"},
    {HTTP_GET, "/metrics", api_metrics, AUDITOR, ROUTE_NO_DB, "Counters for Prometheus"},
    {HTTP_GET, "/v1/openapi.yaml", api_openapi, 0, ROUTE_PUBLIC | ROUTE_NO_DB, "This API's description"},
    {HTTP_GET, "/docs/refusals", api_refusals, 0, ROUTE_PUBLIC | ROUTE_NO_DB, "What each refusal means"},
    {HTTP_GET, "/v1/lifecycle", api_lifecycle, 0, ROUTE_PUBLIC | ROUTE_NO_DB,
     "Statuses, holds, commands and what they need"},
    {HTTP_GET, "/v1/stream", api_stream, ROLES_ANY, ROUTE_NO_DB, "Events as they happen"},

    /* People */
    {HTTP_POST, "/v1/session", api_session_create, 0, ROUTE_PUBLIC | ROUTE_WRITES, "Sign in"},
    {HTTP_DELETE, "/v1/session", api_session_delete, ROLES_ANY, ROUTE_WRITES, "Sign out"},
    {HTTP_GET, "/v1/me", api_me, ROLES_ANY, ROUTE_NO_DB, "Who am I"},
    {HTTP_GET, "/v1/users", api_users_list, AUDITOR, 0, "Users"},
    {HTTP_POST, "/v1/users", api_users_create, ROLES_ADMIN, ROUTE_WRITES, "Make a user"},
    {HTTP_GET, "/v1/users/{id}", api_users_get, ROLES_ANY, 0, "A user; oneself for everybody"},
    {HTTP_PATCH, "/v1/users/{id}", api_users_change, ROLES_ANY, ROUTE_WRITES,
     "Change a user; for everybody the own password"},
    {HTTP_GET, "/v1/keys", api_keys_list, ROLES_ANY, 0, "API keys: one's own, all for administrators and auditors"},
    {HTTP_POST, "/v1/keys", api_keys_create, ROLES_ANY, ROUTE_WRITES, "Make an API key"},
    {HTTP_DELETE, "/v1/keys/{id}", api_keys_revoke, ROLES_ANY, ROUTE_WRITES, "Revoke an API key"},

    /* What the web application remembers */
    {HTTP_GET, "/v1/settings", api_settings_get, ROLES_ANY, 0, "What is set for the whole installation"},
    {HTTP_PATCH, "/v1/settings", api_settings_change, ROLES_ADMIN, ROUTE_WRITES, "Change settings"},
    {HTTP_GET, "/v1/views", api_views_list, ROLES_ANY, 0, "Saved views: one's own, and those that others share"},
    {HTTP_POST, "/v1/views", api_views_create, ROLES_ANY, ROUTE_WRITES | ROUTE_IDEMPOTENT, "Save a view"},
    {HTTP_PATCH, "/v1/views/{id}", api_views_change, ROLES_ANY, ROUTE_WRITES, "Change a saved view"},
    {HTTP_DELETE, "/v1/views/{id}", api_views_delete, ROLES_ANY, ROUTE_WRITES, "Remove a saved view"},
    {HTTP_GET, "/v1/practice", api_practice_get, ROLES_ANY, ROUTE_NO_DB, "Is there a company to practise with"},
    {HTTP_POST, "/v1/practice", api_practice_make, ROLES_ANY, ROUTE_NO_DB | ROUTE_SLOW,
     "Make a company to practise with, or make it anew"},
    {HTTP_DELETE, "/v1/practice", api_practice_end, ROLES_ANY, ROUTE_NO_DB | ROUTE_SLOW, "Remove the practice company"},

    /* Master data */
    {HTTP_GET, "/v1/products", api_products_list, ROLES_ANY, 0, "Products"},
    {HTTP_POST, "/v1/products", api_products_create, MAY_WRITE_PRODUCTS, ROUTE_WRITES | ROUTE_IDEMPOTENT,
     "Make a product"},
    {HTTP_GET, "/v1/products/{sku}", api_products_get, ROLES_ANY, 0, "A product"},
    {HTTP_PATCH, "/v1/products/{sku}", api_products_change, MAY_WRITE_PRODUCTS, ROUTE_WRITES,
     "Change or close a product"},
    {HTTP_GET, "/v1/locations", api_locations_list, ROLES_ANY, 0, "Locations"},
    {HTTP_POST, "/v1/locations", api_locations_create, MAY_WRITE_LOCATIONS, ROUTE_WRITES | ROUTE_IDEMPOTENT,
     "Make a location"},
    {HTTP_GET, "/v1/locations/{code}", api_locations_get, ROLES_ANY, 0, "A location"},
    {HTTP_PATCH, "/v1/locations/{code}", api_locations_change, MAY_WRITE_LOCATIONS, ROUTE_WRITES,
     "Change, move or close a location"},
    {HTTP_GET, "/v1/parties", api_parties_list, ROLES_ANY, 0, "Customers, suppliers, carriers and staff"},
    {HTTP_POST, "/v1/parties", api_parties_create, MAY_WRITE_PARTIES, ROUTE_WRITES | ROUTE_IDEMPOTENT, "Make a party"},
    {HTTP_GET, "/v1/parties/{code}", api_parties_get, ROLES_ANY, 0, "A party"},
    {HTTP_PATCH, "/v1/parties/{code}", api_parties_change, MAY_WRITE_PARTIES, ROUTE_WRITES, "Change or close a party"},
    {HTTP_GET, "/v1/lots", api_lots_list, ROLES_ANY, 0, "Lots"},
    {HTTP_POST, "/v1/lots", api_lots_create, MANAGER | OPERATOR, ROUTE_WRITES | ROUTE_IDEMPOTENT, "Make a lot"},
    {HTTP_GET, "/v1/lots/{id}", api_lots_get, ROLES_ANY, 0, "A lot"},
    {HTTP_PATCH, "/v1/lots/{id}", api_lots_change, MANAGER, ROUTE_WRITES, "Change a lot's number or dates"},

    /* Numbers */
    {HTTP_GET, "/v1/numbering/schemes", api_schemes_list, ROLES_ANY, 0, "Schemes by which numbers are made"},
    {HTTP_POST, "/v1/numbering/schemes", api_schemes_create, MAY_WRITE_SCHEMES, ROUTE_WRITES | ROUTE_IDEMPOTENT,
     "Make a numbering scheme"},
    {HTTP_GET, "/v1/numbering/schemes/{code}", api_schemes_get, ROLES_ANY, 0, "A numbering scheme"},
    {HTTP_PATCH, "/v1/numbering/schemes/{code}", api_schemes_change, MAY_WRITE_SCHEMES, ROUTE_WRITES,
     "Change or close a numbering scheme"},
    {HTTP_POST, "/v1/numbering/preview", api_numbering_preview, ROLES_ANY, 0,
     "The next numbers of a scheme or of a pattern, without taking them"},
    {HTTP_POST, "/v1/numbering/numbers", api_numbers_issue, OPERATOR | MANAGER, ROUTE_WRITES, "Issue numbers"},
    {HTTP_GET, "/v1/numbering/issues", api_issues_list, ROLES_ANY, 0, "Numbers that were issued together"},
    {HTTP_GET, "/v1/numbering/issues/{id}", api_issues_get, ROLES_ANY, 0, "What was issued with one command"},
    {HTTP_GET, "/v1/numbering/issues/{id}/numbers", api_issues_numbers, ROLES_ANY, 0,
     "Its numbers, and what became of them"},
    {HTTP_GET, "/v1/pools", api_pools_list, ROLES_ANY, 0, "Blocks of numbers for lines, suppliers and sites"},
    {HTTP_POST, "/v1/pools", api_pools_create, OPERATOR | MANAGER, ROUTE_WRITES, "Issue a block of numbers"},
    {HTTP_GET, "/v1/pools/{id}", api_pools_get, ROLES_ANY, 0, "A pool, and how far it is used up"},
    {HTTP_PATCH, "/v1/pools/{id}", api_pools_change, MANAGER, ROUTE_WRITES, "Change a pool's name or expiry"},
    {HTTP_GET, "/v1/pools/{id}/numbers", api_pools_numbers, ROLES_ANY, 0, "Its numbers, and what became of them"},
    {HTTP_POST, "/v1/pools/{id}/void", api_pools_void, MANAGER, ROUTE_WRITES, "Make void what is unused of a pool"},

    /* Units and what happens to them */
    {HTTP_POST, "/v1/commands/{command}", api_command, ROLES_ANY, ROUTE_WRITES,
     "Give a command; each has its own roles"},
    {HTTP_GET, "/v1/units", api_units_list, ROLES_ANY, 0, "Units"},
    {HTTP_GET, "/v1/units/{id}", api_units_get, ROLES_ANY, 0, "A unit, with what may be done with it now"},
    {HTTP_GET, "/v1/products/{sku}/units/{serial}", api_units_by_serial, ROLES_ANY, ROUTE_GATHERED,
     "A unit by its product and serial"},
    {HTTP_GET, "/v1/units/{id}/history", api_units_history, ROLES_ANY, 0, "Everything that happened to a unit"},
    {HTTP_GET, "/v1/units/{id}/contents", api_units_contents, ROLES_ANY, 0, "What is installed in a unit"},
    {HTTP_GET, "/v1/units/{id}/trace", api_units_trace, ROLES_ANY, 0, "Where a unit went, or what it is made of"},
    {HTTP_GET, "/v1/packages", api_packages_list, ROLES_ANY, 0, "Packages"},
    {HTTP_GET, "/v1/packages/{code}", api_packages_get, ROLES_ANY, 0, "A package and what is inside"},
    {HTTP_GET, "/v1/scan", api_scan, ROLES_ANY, 0, "What is this code, and what may I do"},
    {HTTP_GET, "/v1/trace", api_trace, ROLES_ANY, 0, "Every unit of a lot, supplier, date or range, and who has it"},
    {HTTP_GET, "/v1/stock", api_stock, ROLES_ANY, 0, "How many units are where"},
    {HTTP_GET, "/v1/dashboard", api_dashboard, ROLES_ANY, ROUTE_BOARD, "How things stand as a whole"},
    {HTTP_GET, "/v1/events", api_events_list, ROLES_ANY, 0, "What happened"},
    {HTTP_GET, "/v1/events/{id}", api_events_get, ROLES_ANY, 0, "An event as it was hashed"},
    {HTTP_GET, "/v1/events/{id}/proof", api_event_proof, ROLES_ANY, 0, "Proof that an event is in the ledger"},
    {HTTP_GET, "/v1/ledger", api_ledger, ROLES_ANY, 0, "Size and root of the ledger"},
    {HTTP_GET, "/v1/ledger/root", api_ledger_root, ROLES_ANY, 0, "Root at any size"},
    {HTTP_GET, "/v1/ledger/consistency", api_ledger_consistency, ROLES_ANY, 0, "Proof that the ledger only grew"},

    {HTTP_POST, "/v1/ledger/verify", api_ledger_verify, AUDITOR | MANAGER, ROUTE_NO_DB | ROUTE_IDEMPOTENT,
     "Work out the whole ledger anew, as a job"},

    /* Labels */
    {HTTP_GET, "/v1/labels/templates", api_label_templates_list, ROLES_ANY, 0, "What labels look like"},
    {HTTP_POST, "/v1/labels/templates", api_label_templates_create, MAY_WRITE_LABELS, ROUTE_WRITES | ROUTE_IDEMPOTENT,
     "Make a label template, or copy one"},
    {HTTP_GET, "/v1/labels/templates/{id}", api_label_templates_get, ROLES_ANY, 0, "A label template"},
    {HTTP_PATCH, "/v1/labels/templates/{id}", api_label_templates_change, MAY_WRITE_LABELS, ROUTE_WRITES,
     "Change a label template"},
    {HTTP_DELETE, "/v1/labels/templates/{id}", api_label_templates_delete, MAY_WRITE_LABELS, ROUTE_WRITES,
     "Remove a label template"},
    {HTTP_POST, "/v1/labels/preview", api_labels_preview, ROLES_ANY, ROUTE_SLOW, "One label, drawn"},
    {HTTP_POST, "/v1/labels/render", api_labels_render, ROLES_ANY, ROUTE_SLOW, "Labels of many things, drawn"},

    /* What takes long */
    {HTTP_GET, "/v1/jobs", api_jobs_list, ROLES_ANY, ROUTE_NO_DB,
     "Jobs: one's own, all for administrators and auditors"},
    {HTTP_GET, "/v1/jobs/{id}", api_jobs_get, ROLES_ANY, ROUTE_NO_DB, "A job, and what came of it"},
    {HTTP_DELETE, "/v1/jobs/{id}", api_jobs_cancel, ROLES_ANY, ROUTE_NO_DB, "Cancel a job"},

    /* Files */
    {HTTP_POST, "/v1/imports/columns", api_imports_columns, OPERATOR | MANAGER | SUPPORT, ROUTE_NO_DB,
     "What the columns of a file probably mean"},
    {HTTP_POST, "/v1/imports", api_imports_create, OPERATOR | MANAGER | SUPPORT,
     ROUTE_WRITES | ROUTE_IDEMPOTENT | ROUTE_SLOW, "Take in a file; what is in it has its own roles"},
    {HTTP_GET, "/v1/imports", api_imports_list, ROLES_ANY, 0, "Files that were taken in"},
    {HTTP_GET, "/v1/imports/{id}", api_imports_get, ROLES_ANY, 0, "Report of an import"},
    {HTTP_GET, "/v1/imports/{id}/rejects", api_imports_rejects, ROLES_ANY, 0, "The bad rows of an import, as a file"},

    /* Links of labels: the back office */
    {HTTP_GET, "/v1/links/settings", api_link_settings_get, ROLES_ANY, 0, "What strangers are told"},
    {HTTP_PATCH, "/v1/links/settings", api_link_settings_change, ROLES_ADMIN, ROUTE_WRITES,
     "Change what strangers are told"},
    {HTTP_GET, "/v1/links/products/{sku}", api_link_product_get, ROLES_ANY, 0, "Have units of a product public pages"},
    {HTTP_PATCH, "/v1/links/products/{sku}", api_link_product_change, MAY_WRITE_PRODUCTS, ROUTE_WRITES,
     "Give a product public pages, or none"},
    {HTTP_GET, "/v1/links/types", api_link_types, ROLES_ANY, ROUTE_NO_DB, "Link types that a target may have"},
    {HTTP_GET, "/v1/links/targets", api_link_targets_list, ROLES_ANY, 0, "Where links of products lead"},
    {HTTP_POST, "/v1/links/targets", api_link_targets_create, MAY_WRITE_PRODUCTS, ROUTE_WRITES | ROUTE_IDEMPOTENT,
     "Make a target"},
    {HTTP_GET, "/v1/links/targets/{id}", api_link_targets_get, ROLES_ANY, 0, "A target"},
    {HTTP_PATCH, "/v1/links/targets/{id}", api_link_targets_change, MAY_WRITE_PRODUCTS, ROUTE_WRITES,
     "Change a target"},
    {HTTP_DELETE, "/v1/links/targets/{id}", api_link_targets_delete, MAY_WRITE_PRODUCTS, ROUTE_WRITES,
     "Remove a target"},
    {HTTP_POST, "/v1/links/keys", api_link_keys_create, ROLES_ADMIN, ROUTE_WRITES, "Make new links with a new key"},
    {HTTP_GET, "/v1/links/reports", api_link_reports_list, MANAGER | SUPPORT | AUDITOR, 0, "What strangers reported"},
    {HTTP_GET, "/v1/links/reports/{id}", api_link_reports_get, MANAGER | SUPPORT | AUDITOR, 0, "A report"},
    {HTTP_POST, "/v1/links/reports/{id}/decision", api_link_reports_decide, MANAGER | SUPPORT, ROUTE_WRITES,
     "Accept or dismiss a report"},
    {HTTP_GET, "/v1/links/suspects", api_link_suspects_list, MANAGER | SUPPORT | AUDITOR, 0,
     "Numbers that may have been copied"},
    {HTTP_POST, "/v1/links/suspects/{id}/dismissal", api_link_suspects_dismiss, MANAGER | SUPPORT, ROUTE_WRITES,
     "Say that a number was not copied"},
    {HTTP_GET, "/v1/links/units/{id}", api_unit_link_get, ROLES_ANY, 0, "The address on a unit's label, and who looks"},
    {HTTP_DELETE, "/v1/links/units/{id}", api_unit_link_void, MANAGER | SUPPORT, ROUTE_WRITES,
     "Make the link on a unit's label void"},

    /* Links of labels: for everybody */
    {HTTP_GET, "/p/{token}", api_link_page, 0, ROUTE_PUBLIC | ROUTE_NO_DB, "A unit's page, by token"},
    {HTTP_POST, "/p/{token}", api_link_report, 0, ROUTE_PUBLIC | ROUTE_WRITES, "Report something about a unit"},
    {HTTP_GET, "/01/{gtin}", api_link_page, 0, ROUTE_PUBLIC | ROUTE_NO_DB, "A product's page, by Digital Link"},
    {HTTP_GET, "/01/{gtin}/10/{lot}", api_link_page, 0, ROUTE_PUBLIC | ROUTE_NO_DB, "The same, with a lot"},
    {HTTP_GET, "/01/{gtin}/21/{serial}", api_link_page, 0, ROUTE_PUBLIC | ROUTE_NO_DB,
     "A unit's page, by Digital Link"},
    {HTTP_POST, "/01/{gtin}/21/{serial}", api_link_report, 0, ROUTE_PUBLIC | ROUTE_WRITES,
     "Report something about a unit"},
    {HTTP_GET, "/01/{gtin}/10/{lot}/21/{serial}", api_link_page, 0, ROUTE_PUBLIC | ROUTE_NO_DB,
     "A unit's page, by Digital Link with its lot"},
    {HTTP_POST, "/01/{gtin}/10/{lot}/21/{serial}", api_link_report, 0, ROUTE_PUBLIC | ROUTE_WRITES,
     "Report something about a unit"},
    {HTTP_GET, "/.well-known/gs1resolver", api_link_resolver, 0, ROUTE_PUBLIC, "What this resolver can do"},
    {HTTP_GET, "/link.css", api_link_style, 0, ROUTE_PUBLIC | ROUTE_NO_DB, "How public pages look"},
};

const int route_count = sizeof routes / sizeof routes[0];
