/*
 * store/link_seen: how often and from how many networks a unit's page was looked at. A network is a keyed hash of the first bytes of
 * an address; nothing else about who looked is kept, and that only for a few days.
 */
#ifndef STORE_LINK_SEEN_H
#define STORE_LINK_SEEN_H

#include "domain/link.h"
#include "store/db.h"

enum link_watch_state { LINK_WATCH_QUIET, LINK_WATCH_SUSPECT, LINK_WATCH_DISMISSED };

struct link_watch {
    int64_t unit_id;
    struct str sku, serial; /* when it was read */
    int64_t generation;     /* links that were made void */
    int64_t views;          /* ever */
    msec last_at;           /* 0: never */
    int64_t last_network;
    int64_t switches; /* how often the network changed since: */
    msec switches_from;
    int64_t networks; /* different ones in the window, when it was last looked at */
    enum link_watch_state state;
    msec flagged_at; /* 0: never */
    msec decided_at; /* 0: never */
    struct str decided_by, reason;
};

/* views more from this network in this hour (hours since 1970). */
enum db_result store_link_seen_add(struct db *db, int64_t unit_id, int64_t hour, int64_t network, int64_t views);
/* Rows of the unit in that hour; different networks since an hour. */
enum db_result store_link_seen_rows(struct db *db, int64_t unit_id, int64_t hour, int64_t *ret);
enum db_result store_link_seen_networks(struct db *db, int64_t unit_id, int64_t from_hour, int64_t *ret);
enum db_result store_link_seen_purge(struct db *db, int64_t before_hour);

/* DB_ROW found, DB_DONE nothing is known, or a failure. */
enum db_result store_link_watch_get(struct db *db, struct arena *a, int64_t unit_id, struct link_watch *ret);
enum db_result store_link_suspects(struct db *db, struct arena *a, int64_t after, int limit, struct link_watch **ret,
                                   size_t *ret_count);
/* All but the decision. is_new: there is no row yet. */
enum db_result store_link_watch_put(struct db *db, const struct link_watch *w, bool is_new);
/* DB_DONE: it is no suspect. */
enum db_result store_link_watch_dismiss(struct db *db, int64_t unit_id, msec now, int64_t user_id, struct str reason);

#endif
