/*
 * store/feed: events in the order of the ledger, as much of each as those who listen want to hear.
 */
#ifndef STORE_FEED_H
#define STORE_FEED_H

#include "domain/event.h"
#include "store/db.h"

enum { FEED_UNITS_MAX = 20 /* events of more units do not name them */ };

struct feed_row {
    int64_t seq;
    struct id id;
    enum command_code command;
    msec time, recorded_at;
    struct str actor, location, order; /* codes; empty: none */
    int64_t units;
    struct str body; /* the event's bytes; empty when there are more than FEED_UNITS_MAX units */
};

/* At most limit events behind seq after, into rows. Texts are copied into the arena. DB_OK or a failure. */
enum db_result store_feed(struct db *db, struct arena *a, int64_t after, int limit, struct feed_row *rows,
                          size_t *ret_count);

#endif
