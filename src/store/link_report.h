/*
 * store/link_report: what strangers reported, waiting for a person. Texts that come out are copied into the arena.
 */
#ifndef STORE_LINK_REPORT_H
#define STORE_LINK_REPORT_H

#include "domain/link.h"
#include "store/db.h"

struct link_report_filter {
    int state, kind; /* -1: any */
    int64_t unit_id; /* 0: of any */
};

/* DB_ROW found, DB_DONE there is none, or a failure. */
enum db_result store_link_report_by_id(struct db *db, struct arena *a, int64_t id, struct link_report *ret);
/* Newest first, with a smaller id than before; at most limit. DB_OK or a failure. */
enum db_result store_link_report_list(struct db *db, struct arena *a, const struct link_report_filter *f,
                                      int64_t before, int limit, struct link_report **ret, size_t *ret_count);
/* How many wait, counted to at most limit; and how many of one unit. */
enum db_result store_link_report_waiting(struct db *db, int64_t limit, int64_t *ret);
enum db_result store_link_report_waiting_of(struct db *db, int64_t unit_id, int64_t *ret);
/* DB_ROW: just this waits already. */
enum db_result store_link_report_same(struct db *db, const struct link_report *r);
enum db_result store_link_report_insert(struct db *db, const struct link_report *r, int64_t *ret_id);
/* State, time, reason and event of r; event_id: 16 bytes, or NULL. DB_DONE: it does not wait any more. */
enum db_result store_link_report_decide(struct db *db, const struct link_report *r, int64_t user_id,
                                        const unsigned char *event_id);
/* Remove what was decided before. */
enum db_result store_link_report_purge(struct db *db, msec before);

#endif
