/*
 * store/unit_read: units and their history as people want to see them. Everything that comes out is copied into the
 * arena. Looking up: DB_ROW found, DB_DONE there is none, or a failure of the world. Writing is store/unit.h's, lists
 * are store/unit_list.h's.
 */
#ifndef STORE_UNIT_READ_H
#define STORE_UNIT_READ_H

#include "domain/unit_view.h"
#include "store/db.h"
#include "store/ids.h"

struct unit_history {
    struct unit_entry *items; /* newest first */
    size_t count;
};

/* The row with its codes, without identifiers and former serials. */
enum db_result store_unit_view(struct db *db, struct arena *a, int64_t id, struct unit_view *ret);
enum db_result store_unit_view_by_serial(struct db *db, struct arena *a, struct str sku, struct str serial,
                                         struct unit_view *ret);
/* Only where db_far: the row alone. *ret_version: store_masters_version at the same moment; *ret_numbers: store_unit_numbers has
 * something to tell. */
enum db_result store_unit_bare(struct db *db, struct arena *a, int64_t id, struct unit *ret, int64_t *ret_version,
                               bool *ret_numbers);
enum db_result store_unit_bare_by_serial(struct db *db, struct arena *a, int64_t product_id, struct str serial,
                                         struct unit *ret, int64_t *ret_version, bool *ret_numbers);
/* Fill identifiers and former serials of v. DB_OK or a failure. */
enum db_result store_unit_numbers(struct db *db, struct arena *a, struct unit_view *v);

/* At most limit units that bear this serial (each of another product). DB_OK or a failure. */
enum db_result store_unit_ids_by_serial(struct db *db, struct arena *a, struct str serial, int limit,
                                        struct id_list *ret);
/* At most limit units that bear the number as identifier or bore it as serial. DB_OK or a failure. */
enum db_result store_unit_ids_by_number(struct db *db, struct arena *a, struct str number, int limit,
                                        struct id_list *ret);
/* Units that bear one of these forms of an EPC as identifier of kind "epc". DB_OK or a failure. */
enum db_result store_unit_ids_by_epc(struct db *db, struct arena *a, const struct str *forms, size_t count,
                                     struct id_list *ret);
/* Key of the product's unit. gtin: 14 digits. */
enum db_result store_unit_by_gtin(struct db *db, struct str gtin, struct str serial, int64_t *ret_id);
enum db_result store_unit_by_sku(struct db *db, struct str sku, struct str serial, int64_t *ret_id);

/* At most limit entries before ledger place before (INT64_MAX: from the newest); full: with the events' terms. DB_OK
 * or a failure. */
enum db_result store_unit_history(struct db *db, struct arena *a, int64_t unit_id, int64_t before, int limit, bool full,
                                  struct unit_history *ret);

#endif
