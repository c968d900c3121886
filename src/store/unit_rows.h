/*
 * store/unit_rows: many units with what stands beside them, by one statement. Only where db_far: elsewhere statements cost nothing
 * (store/unit_read.h). Products, places and parties are not named: who asks knows them (service/unit_far.h).
 *
 * Of each view the unit is filled, its lot, package and parent; unit.id 0: there is none. *ret_version is store_masters_version at
 * the same moment, and stays as it is when none is there. Texts are in the arena. DB_OK or a failure.
 */
#ifndef STORE_UNIT_ROWS_H
#define STORE_UNIT_ROWS_H

#include "domain/unit_view.h"
#include "store/db.h"

enum db_result store_unit_rows_by_id(struct db *db, struct arena *a, const int64_t *ids, size_t count,
                                     struct unit_view *ret, int64_t *ret_version);
/* With identifiers and former serials. */
enum db_result store_unit_rows_by_serial(struct db *db, struct arena *a, const int64_t *products,
                                         const struct str *serials, size_t count, struct unit_view *ret,
                                         int64_t *ret_version);

#endif
