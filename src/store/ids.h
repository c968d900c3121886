/*
 * ids: a list of keys that grows in an arena, and what else lists made by composed queries share.
 */
#ifndef STORE_IDS_H
#define STORE_IDS_H

#include "base/arena.h"
#include "store/db.h"

struct id_list {
    int64_t *at;
    size_t count, cap;
};

/* False when the arena is used up. */
bool id_list_add(struct arena *a, struct id_list *l, int64_t id);
/* All rows of a bound query with one column, and end it. DB_OK or a failure. */
enum db_result id_list_read(struct query *q, struct arena *a, struct id_list *ret);
/* Ascending or descending. */
void id_list_sort(struct id_list *l, bool descending);
/* How the engine would go about sql: one line a step. DB_OK or a failure. */
enum db_result store_explain(struct db *db, struct arena *a, struct str sql, struct str *ret);

#endif
