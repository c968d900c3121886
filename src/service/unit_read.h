/*
 * service/unit_read: one unit as people want to see it, and its history. Reads only; any thread with a reading
 * connection. What is said together is of one moment: begin with service_read_begin when several calls make one
 * answer.
 */
#ifndef SERVICE_UNIT_READ_H
#define SERVICE_UNIT_READ_H

#include "service/ctx.h"
#include "store/unit_read.h"

/* One unchanging view of the database until service_read_end; it must end before the request does. */
bool service_read_begin(struct ctx *ctx);
void service_read_end(struct ctx *ctx);

/* The unit with everything about it. Refused: not_found. */
bool service_unit_view(struct ctx *ctx, int64_t id, struct unit_view *ret);
bool service_unit_view_by_serial(struct ctx *ctx, struct str sku, struct str serial, struct unit_view *ret);
/* The same with a view of its own, outside of any other: where the database is far, one statement may do. */
bool service_unit_now(struct ctx *ctx, int64_t id, struct unit_view *ret);
bool service_unit_now_by_serial(struct ctx *ctx, struct str sku, struct str serial, struct unit_view *ret);
/* Many at once, only where the database is far: ret[i].unit.id 0: there is none. DB_OK or a failure. */
struct unit_wanted {
    struct str sku, serial;
};
enum db_result service_units_now_by_serial(struct db *db, struct arena *a, const struct unit_wanted *wanted,
                                           size_t count, struct unit_view *ret);
/* What its holder and the actor may do with it now (COMMAND_BITs). */
uint64_t service_unit_allowed(const struct ctx *ctx, const struct unit *u);
/* At most limit entries before ledger place before (INT64_MAX: from the newest); full: with the events' terms. */
bool service_unit_history(struct ctx *ctx, int64_t id, int64_t before, int limit, bool full, struct unit_history *ret);

#endif
