/*
 * store/event_list: events by filter, page by page, in the order of the ledger. As in store/unit_list.h, the member
 * of the filter with the fewest matches drives.
 */
#ifndef STORE_EVENT_LIST_H
#define STORE_EVENT_LIST_H

#include "domain/event_head.h"
#include "store/db.h"
#include "store/ids.h"

/* Zero or empty: any. */
struct event_filter {
    int64_t unit_id, actor_id;
    int64_t location_id; /* it, or anything below it */
    struct str order;
    uint64_t commands;       /* COMMAND_BITs */
    msec time_from, time_to; /* event time; from included, to not */
    bool newest_first;
    int64_t after; /* behind this place; 0: from the beginning, or from the newest */
    int limit;     /* at least 1 */
    int cap;       /* matches from which a member has many; 0: the usual (tests ask for fewer) */
};

struct event_item {
    int64_t seq;
    int64_t units;      /* how many it names */
    struct event event; /* without its units */
};

struct event_items {
    struct event_item *items;
    size_t count;
};

/* Places of the events. DB_OK or a failure. */
enum db_result store_event_list(struct db *db, struct arena *a, const struct event_filter *f, struct id_list *ret);
/* The events of these places, in their order; texts in the arena. DB_OK or a failure. */
enum db_result store_event_items(struct db *db, struct arena *a, const struct id_list *seqs, struct event_items *ret);
/* DB_ROW and its place in the ledger, or DB_DONE. */
enum db_result store_event_seq(struct db *db, struct id id, int64_t *ret_seq);
/* First place whose event was recorded at or after the instant; behind the last one when there is none. DB_OK or a failure. */
enum db_result store_event_seq_recorded(struct db *db, msec at, int64_t *ret);
/* DB_ROW: some event bears this order reference; or DB_DONE. */
enum db_result store_event_order_known(struct db *db, struct str order);
/* As store_unit_list_explain. */
enum db_result store_event_list_explain(struct db *db, struct arena *a, const struct event_filter *f, struct str *ret);

#endif
