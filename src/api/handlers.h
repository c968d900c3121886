/*
 * handlers: the functions behind the routes, by file. Each is one row (or more) of the table in routes.c.
 * To add a route: write the handler in src/api/<resource>.c, name it here, give it a row in routes.c, describe it in
 * spec/openapi.yaml, and say in tests/api/test_people.py who may use it. Tests fail until all of that is done.
 */
#ifndef API_HANDLERS_H
#define API_HANDLERS_H

#include "api/call.h"

/* health.c, metrics.c, spec.c, stream.c */
enum http_outcome api_health(struct call *call);
enum http_outcome api_metrics(struct call *call);
enum http_outcome api_openapi(struct call *call);
enum http_outcome api_lifecycle(struct call *call);
enum http_outcome api_refusals(struct call *call);
enum http_outcome api_stream(struct call *call);

/* session.c */
enum http_outcome api_session_create(struct call *call);
enum http_outcome api_session_delete(struct call *call);
enum http_outcome api_me(struct call *call);

/* users.c */
enum http_outcome api_users_list(struct call *call);
enum http_outcome api_users_create(struct call *call);
enum http_outcome api_users_get(struct call *call);
enum http_outcome api_users_change(struct call *call);

/* keys.c */
enum http_outcome api_keys_list(struct call *call);
enum http_outcome api_keys_create(struct call *call);
enum http_outcome api_keys_revoke(struct call *call);

/* practices.c */
enum http_outcome api_practice_get(struct call *call);
enum http_outcome api_practice_make(struct call *call);
enum http_outcome api_practice_end(struct call *call);

/* settings.c, views.c */
enum http_outcome api_settings_get(struct call *call);
enum http_outcome api_settings_change(struct call *call);
enum http_outcome api_views_list(struct call *call);
enum http_outcome api_views_create(struct call *call);
enum http_outcome api_views_change(struct call *call);
enum http_outcome api_views_delete(struct call *call);

/* labels.c, label_render.c */
enum http_outcome api_label_templates_list(struct call *call);
enum http_outcome api_label_templates_create(struct call *call);
enum http_outcome api_label_templates_get(struct call *call);
enum http_outcome api_label_templates_change(struct call *call);
enum http_outcome api_label_templates_delete(struct call *call);
enum http_outcome api_labels_preview(struct call *call);
enum http_outcome api_labels_render(struct call *call);

/* commands.c */
enum http_outcome api_command(struct call *call);

/* products.c */
enum http_outcome api_products_list(struct call *call);
enum http_outcome api_products_create(struct call *call);
enum http_outcome api_products_get(struct call *call);
enum http_outcome api_products_change(struct call *call);

/* numbering.c, numbers.c, pools.c */
enum http_outcome api_schemes_list(struct call *call);
enum http_outcome api_schemes_create(struct call *call);
enum http_outcome api_schemes_get(struct call *call);
enum http_outcome api_schemes_change(struct call *call);
enum http_outcome api_numbering_preview(struct call *call);
enum http_outcome api_numbers_issue(struct call *call);
enum http_outcome api_issues_list(struct call *call);
enum http_outcome api_issues_get(struct call *call);
enum http_outcome api_issues_numbers(struct call *call);
enum http_outcome api_pools_list(struct call *call);
enum http_outcome api_pools_create(struct call *call);
enum http_outcome api_pools_get(struct call *call);
enum http_outcome api_pools_change(struct call *call);
enum http_outcome api_pools_numbers(struct call *call);
enum http_outcome api_pools_void(struct call *call);

/* locations.c */
enum http_outcome api_locations_list(struct call *call);
enum http_outcome api_locations_create(struct call *call);
enum http_outcome api_locations_get(struct call *call);
enum http_outcome api_locations_change(struct call *call);

/* parties.c */
enum http_outcome api_parties_list(struct call *call);
enum http_outcome api_parties_create(struct call *call);
enum http_outcome api_parties_get(struct call *call);
enum http_outcome api_parties_change(struct call *call);

/* lots.c */
enum http_outcome api_lots_list(struct call *call);
enum http_outcome api_lots_create(struct call *call);
enum http_outcome api_lots_get(struct call *call);
enum http_outcome api_lots_change(struct call *call);

/* units.c */
enum http_outcome api_units_list(struct call *call);
enum http_outcome api_units_get(struct call *call);
enum http_outcome api_units_by_serial(struct call *call);
struct unit_view;
/* The answer of api_units_by_serial when somebody else has looked (gather.c); v->unit.id 0: there is no such unit. */
enum http_outcome api_units_found(struct call *call, const struct unit_view *v);

/* history.c */
enum http_outcome api_units_history(struct call *call);
enum http_outcome api_units_contents(struct call *call);

/* trace.c */
enum http_outcome api_units_trace(struct call *call);
enum http_outcome api_trace(struct call *call);

/* packages.c, events.c, stock.c, dashboard.c, scan.c */
enum http_outcome api_packages_list(struct call *call);
enum http_outcome api_dashboard(struct call *call);
enum http_outcome api_packages_get(struct call *call);
enum http_outcome api_events_list(struct call *call);
enum http_outcome api_events_get(struct call *call);
enum http_outcome api_stock(struct call *call);
enum http_outcome api_scan(struct call *call);

/* ledger.c */
enum http_outcome api_event_proof(struct call *call);
enum http_outcome api_ledger(struct call *call);
enum http_outcome api_ledger_root(struct call *call);
enum http_outcome api_ledger_consistency(struct call *call);

/* ledger_verify.c */
enum http_outcome api_ledger_verify(struct call *call);

/* jobs.c */
enum http_outcome api_jobs_list(struct call *call);
enum http_outcome api_jobs_get(struct call *call);
enum http_outcome api_jobs_cancel(struct call *call);

/* printers.c */
enum http_outcome api_printers_list(struct call *call);
enum http_outcome api_printers_create(struct call *call);
enum http_outcome api_printers_get(struct call *call);
enum http_outcome api_printers_change(struct call *call);
enum http_outcome api_printers_status(struct call *call);
enum http_outcome api_printers_test(struct call *call);

/* print_new.c, print_jobs.c, print_labels.c */
enum http_outcome api_print_jobs_create(struct call *call);
enum http_outcome api_print_jobs_reprint(struct call *call);
enum http_outcome api_print_jobs_list(struct call *call);
enum http_outcome api_print_jobs_get(struct call *call);
enum http_outcome api_print_jobs_cancel(struct call *call);
enum http_outcome api_print_jobs_pause(struct call *call);
enum http_outcome api_print_jobs_resume(struct call *call);
enum http_outcome api_print_jobs_decide(struct call *call);
enum http_outcome api_print_jobs_verify(struct call *call);
enum http_outcome api_print_jobs_close(struct call *call);
enum http_outcome api_print_jobs_document(struct call *call);
enum http_outcome api_print_labels_list(struct call *call);
enum http_outcome api_units_labels(struct call *call);

/* imports.c */
enum http_outcome api_imports_create(struct call *call);
enum http_outcome api_imports_columns(struct call *call); /* import_columns.c */
enum http_outcome api_imports_list(struct call *call);
enum http_outcome api_imports_get(struct call *call);
enum http_outcome api_imports_rejects(struct call *call);

/* links.c */
enum http_outcome api_link_settings_get(struct call *call);
enum http_outcome api_link_settings_change(struct call *call);
enum http_outcome api_link_limits(struct call *call);
enum http_outcome api_link_product_get(struct call *call);
enum http_outcome api_link_product_change(struct call *call);
enum http_outcome api_link_targets_list(struct call *call);
enum http_outcome api_link_targets_create(struct call *call);
enum http_outcome api_link_targets_get(struct call *call);
enum http_outcome api_link_targets_change(struct call *call);
enum http_outcome api_link_targets_delete(struct call *call);
enum http_outcome api_link_types(struct call *call);
enum http_outcome api_link_keys_list(struct call *call);
enum http_outcome api_link_keys_create(struct call *call);
enum http_outcome api_unit_link_get(struct call *call);
enum http_outcome api_unit_link_void(struct call *call);

/* link_reports.c */
enum http_outcome api_link_reports_list(struct call *call);
enum http_outcome api_link_reports_get(struct call *call);
enum http_outcome api_link_reports_decide(struct call *call);
enum http_outcome api_link_suspects_list(struct call *call);
enum http_outcome api_link_suspects_dismiss(struct call *call);

/* link_public.c */
enum http_outcome api_link_page(struct call *call);
enum http_outcome api_link_report(struct call *call);
enum http_outcome api_link_style(struct call *call);
enum http_outcome api_link_resolver(struct call *call);

#endif
