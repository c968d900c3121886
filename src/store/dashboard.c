#include "store/dashboard.h"

enum { NUMBERS_MAX = 4 };

/* Each row as numbers, and the end of the query. */
static enum db_result each(struct query *q, int columns, count_taker take, void *state)
{
    int64_t numbers[NUMBERS_MAX];
    enum db_result r;
    bool more = true;
    while (more && (r = query_step(q)) == DB_ROW) {
        for (int i = 0; i < columns; i++)
            numbers[i] = query_col_int(q, i);
        more = take(state, numbers);
    }
    query_end(q);
    return !more || r == DB_DONE ? DB_OK : r;
}

static enum db_result one(struct query *q, int64_t *ret)
{
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        *ret = query_col_int(q, 0);
    query_end(q);
    return r == DB_ROW ? DB_OK : r;
}

static bool take_status(void *state, const int64_t *numbers)
{
    struct unit_counts *c = state;
    if (numbers[0] > STATUS_NONE && numbers[0] < STATUS_TOTAL)
        c->statuses[numbers[0]] = numbers[1];
    return true;
}

static bool take_holds(void *state, const int64_t *numbers)
{
    struct unit_counts *c = state;
    for (int h = 0; h < HOLD_TOTAL; h++)
        if ((unsigned)numbers[0] & HOLD_BIT(h))
            c->holds[h] += numbers[1];
    c->held += numbers[1];
    return true;
}

enum db_result store_unit_counts(struct db *db, struct unit_counts *ret)
{
    struct unit_counts c = {0};
    enum db_result r = one(db_query(db, Q_DASHBOARD_UNITS), &c.units);
    if (r == DB_OK)
        r = each(db_query(db, Q_DASHBOARD_RARE), 2, take_status, &c);
    if (r == DB_OK)
        r = one(db_query(db, Q_DASHBOARD_SHELVED), &c.statuses[STATUS_IN_STOCK]);
    if (r == DB_OK)
        r = each(db_query(db, Q_DASHBOARD_HELD), 2, take_holds, &c);
    c.statuses[STATUS_DELIVERED] = 0;
    int64_t others = 0;
    for (int s = 0; s < STATUS_TOTAL; s++)
        others += c.statuses[s];
    c.statuses[STATUS_DELIVERED] = c.units - others;
    if (r == DB_OK)
        *ret = c;
    return r;
}

enum db_result store_expiry_counts(struct db *db, unsigned here, msec now, msec soon, int64_t *ret_expired,
                                   int64_t *ret_soon)
{
    struct query *q = db_query(db, Q_DASHBOARD_EXPIRY);
    query_int(q, 1, now);
    query_int(q, 2, soon);
    query_int(q, 3, here);
    enum db_result r = query_step(q);
    if (r == DB_ROW) {
        *ret_expired = query_col_int(q, 0);
        *ret_soon = query_col_int(q, 1) - *ret_expired;
    }
    query_end(q);
    return r == DB_ROW ? DB_OK : r;
}

enum db_result store_loan_counts(struct db *db, count_taker take, void *state)
{
    struct query *q = db_query(db, Q_DASHBOARD_LOANS);
    query_int(q, 1, COMMAND_CHECK_OUT);
    return each(q, 2, take, state);
}

enum db_result store_moved_times(struct db *db, count_taker take, void *state)
{
    return each(db_query(db, Q_DASHBOARD_MOVED), 2, take, state);
}

enum db_result store_shelf_counts(struct db *db, count_taker take, void *state)
{
    return each(db_query(db, Q_DASHBOARD_ON_SHELF), 2, take, state);
}

enum db_result store_flow(struct db *db, int64_t after, int64_t last, int limit, count_taker take, void *state)
{
    struct query *q = db_query(db, Q_DASHBOARD_FLOW);
    query_int(q, 1, after);
    query_int(q, 2, last);
    query_int(q, 3, limit);
    return each(q, 4, take, state);
}
