/*
 * store/dashboard: how things stand as a whole, in counts. What of it is kept between two questions is service/dashboard.h's.
 */
#ifndef STORE_DASHBOARD_H
#define STORE_DASHBOARD_H

#include "base/time.h"
#include "domain/lifecycle.h"
#include "store/db.h"

struct unit_counts {
    int64_t units; /* that ever were */
    int64_t statuses[STATUS_TOTAL];
    int64_t holds[HOLD_TOTAL]; /* a unit with two holds is in both */
    int64_t held;              /* and here once */
};

/* A row of two or more numbers; false: no further ones, please. */
typedef bool (*count_taker)(void *state, const int64_t *numbers);

/* All give DB_OK or a failure; rows that were not wanted any more are no failure. */
enum db_result store_unit_counts(struct db *db, struct unit_counts *ret);
/* Units here (STATUS_BITs) whose lot has expired at now, and those whose lot expires after that and until soon. */
enum db_result store_expiry_counts(struct db *db, unsigned here, msec now, msec soon, int64_t *ret_expired,
                                   int64_t *ret_soon);
/* {seq of the event that lent, units of it that are on loan}. */
enum db_result store_loan_counts(struct db *db, count_taker take, void *state);
/* {product, when one of it came in or went on}; a product may come many times. */
enum db_result store_moved_times(struct db *db, count_taker take, void *state);
/* {product, units in stock}, of those that have some. */
enum db_result store_shelf_counts(struct db *db, count_taker take, void *state);
/* {seq, event time, command, units} of at most limit events behind after and up to last, in their order. */
enum db_result store_flow(struct db *db, int64_t after, int64_t last, int limit, count_taker take, void *state);

#endif
