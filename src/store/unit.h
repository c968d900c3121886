/*
 * unit: units and their satellites (tail, identifiers, former serials, containment, stock, history rows) as the command
 * pipeline loads and writes them. Found: DB_ROW; not there: DB_DONE. Texts are copied into the arena.
 */
#ifndef STORE_UNIT_H
#define STORE_UNIT_H

#include "domain/event.h"
#include "store/db.h"

enum db_result store_unit_by_id(struct db *db, struct arena *a, int64_t id, struct unit *ret);
enum db_result store_unit_by_serial(struct db *db, struct arena *a, int64_t product_id, struct str serial,
                                    struct unit *ret);
/* Up to max ids of units whose serial or identifier is code; *ret_count says how many. */
enum db_result store_unit_ids_by_code(struct db *db, struct str code, int64_t *ids, size_t max, size_t *ret_count);
/* Ids of the units installed directly in a parent, or directly in a package: arena array. */
enum db_result store_unit_children(struct db *db, struct arena *a, int64_t parent_id, int64_t **ret_ids,
                                   size_t *ret_count);
enum db_result store_unit_ids_in_package(struct db *db, struct arena *a, int64_t package_id, int64_t **ret_ids,
                                         size_t *ret_count);
/* Status of one of the units directly in a package; DB_DONE: there is none. */
enum db_result store_unit_status_in_package(struct db *db, int64_t package_id, enum status *ret);
enum db_result store_unit_count_in_package(struct db *db, int64_t package_id, int64_t *ret);
enum db_result store_unit_last_id(struct db *db, int64_t *ret);

/* A new unit, with its tail. */
enum db_result store_unit_insert(struct db *db, const struct unit *u);
/* Write what differs between before and after; indexes on columns that stay are not touched. */
enum db_result store_unit_update(struct db *db, const struct unit *before, const struct unit *after);
/* Only where db_far: everything but the serial, of units that are there, each once. */
enum db_result store_unit_update_many(struct db *db, const struct unit *units, size_t count);

enum db_result store_event_unit_insert(struct db *db, const struct unit *after, const struct event *e, bool carried);
/* Where the unit was last in a place of ours while it was not of that status; *ret 0: never. */
enum db_result store_unit_last_location(struct db *db, int64_t unit_id, enum status but, int64_t *ret);
/* Seqs of the unit's events before seq, oldest first; arena array. */
enum db_result store_unit_seqs_before(struct db *db, struct arena *a, int64_t unit_id, int64_t seq, int64_t **ret,
                                      size_t *ret_count);

enum db_result store_identifier_insert(struct db *db, struct str kind, struct str value, int64_t unit_id);
enum db_result store_identifier_delete(struct db *db, struct str kind, struct str value, int64_t unit_id);
enum db_result store_identifier_owner(struct db *db, struct str kind, struct str value, int64_t *ret_unit);
enum db_result store_former_serial_owner(struct db *db, int64_t product_id, struct str serial, int64_t *ret_unit);

enum db_result store_containment_open(struct db *db, int64_t child, int64_t parent, int64_t seq, msec at);
enum db_result store_containment_close(struct db *db, int64_t child, int64_t seq, msec at);

/* Change the count of a product in a place and status by delta (not 0). */
enum db_result store_stock_change(struct db *db, int64_t product_id, int64_t location_id, enum status status,
                                  int64_t delta);

#endif
