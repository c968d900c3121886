/*
 * unit_far: one unit with everything about it, where the database is far. There the join that serves a near one
 * (store/unit_read.h) costs more than all the rest, so a reading connection remembers products, places and parties; the number of
 * the last change of those comes with the unit's row, and tells whether what is remembered is true at that moment.
 *
 * DB_ROW, DB_DONE: there is none, or a failure. Texts are in the arena.
 */
#ifndef SERVICE_UNIT_FAR_H
#define SERVICE_UNIT_FAR_H

#include "service/unit_read.h"

enum db_result unit_far_view(struct db *db, struct arena *a, int64_t id, struct unit_view *ret);
enum db_result unit_far_view_by_serial(struct db *db, struct arena *a, struct str sku, struct str serial,
                                       struct unit_view *ret);
/* The same outside of a view, by one statement. *ret_whole false (with DB_ROW): there is more to tell than it can; ask again in a
 * view. */
enum db_result unit_far_glance(struct db *db, struct arena *a, int64_t id, struct unit_view *ret, bool *ret_whole);
enum db_result unit_far_glance_by_serial(struct db *db, struct arena *a, struct str sku, struct str serial,
                                         struct unit_view *ret, bool *ret_whole);

/* Of many; ret[i].unit.id 0: there is none. DB_OK or a failure. By key: without their further numbers; in the view that is open. */
enum db_result unit_far_views(struct db *db, struct arena *a, const int64_t *ids, size_t count, struct unit_view *ret);
/* By serial: whole, by one statement, outside of a view. */
enum db_result unit_far_views_by_serial(struct db *db, struct arena *a, const struct unit_wanted *wanted, size_t count,
                                        struct unit_view *ret);

#endif
