/*
 * store/saved_view: saved views in the database. Texts that come out are copied into the arena.
 */
#ifndef STORE_SAVED_VIEW_H
#define STORE_SAVED_VIEW_H

#include "domain/saved_view.h"
#include "store/db.h"

/* DB_ROW found, DB_DONE there is none, or a failure. */
enum db_result store_saved_view_by_id(struct db *db, struct arena *a, int64_t id, struct saved_view *ret);
/* Those of the user and those that are shared, with a greater id than after; at most limit. page empty: of all pages. */
enum db_result store_saved_view_list(struct db *db, struct arena *a, int64_t user_id, struct str page, int64_t after,
                                     int limit, struct saved_view **ret, size_t *ret_count);
enum db_result store_saved_view_count_of(struct db *db, int64_t user_id, int64_t *ret);
/* DB_OK and its new key, DB_UNIQUE, or a failure. */
enum db_result store_saved_view_insert(struct db *db, const struct saved_view *v, int64_t *ret_id);
/* Name, query and shared. DB_DONE: there is no such row in v's version; DB_UNIQUE. */
enum db_result store_saved_view_update(struct db *db, const struct saved_view *v);
enum db_result store_saved_view_delete(struct db *db, int64_t id);

#endif
