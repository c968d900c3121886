#include "store/location.h"

#include "base/limits.h"

static void read_row(struct query *q, struct arena *a, struct location *l)
{
    *l = (struct location){
        .id = query_col_int(q, 0),
        .code = query_col_copy(q, 1, a),
        .name = query_col_copy(q, 2, a),
        .kind = (enum location_kind)query_col_int(q, 3),
        .parent_id = query_col_int(q, 4),
        .parent_code = query_col_copy(q, 5, a),
        .gln = query_col_copy(q, 6, a),
        .attributes = query_col_copy(q, 7, a),
        .active = query_col_int(q, 8) != 0,
        .created_at = query_col_int(q, 9),
        .version = query_col_int(q, 10),
    };
}

static enum db_result read_one(struct query *q, struct arena *a, struct location *ret)
{
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        read_row(q, a, ret);
    query_end(q);
    return r;
}

/* At most limit rows; more says that there is another one. */
static enum db_result read_list(struct query *q, struct arena *a, int limit, struct location_list *ret)
{
    struct location_list list = {.items = ARENA_ARRAY(a, (size_t)limit, struct location)};
    enum db_result r = DB_FAILED;
    while (list.items && (r = query_step(q)) == DB_ROW && !(list.more = list.count == (size_t)limit))
        read_row(q, a, &list.items[list.count++]);
    query_end(q);
    if (r != DB_ROW && r != DB_DONE)
        return r;
    *ret = list;
    return DB_OK;
}

enum db_result store_location_by_id(struct db *db, struct arena *a, int64_t id, struct location *ret)
{
    struct query *q = db_query(db, Q_LOCATION_BY_ID);
    query_int(q, 1, id);
    return read_one(q, a, ret);
}

enum db_result store_location_by_code(struct db *db, struct arena *a, struct str code, struct location *ret)
{
    struct query *q = db_query(db, Q_LOCATION_BY_CODE);
    query_str(q, 1, code);
    return read_one(q, a, ret);
}

enum db_result store_location_by_gln(struct db *db, struct arena *a, struct str gln, struct location *ret)
{
    struct query *q = db_query(db, Q_LOCATION_BY_GLN);
    query_str(q, 1, gln);
    return read_one(q, a, ret);
}

/* What both writing queries take, as parameters 1 to 7. */
static void bind_all(struct query *q, const struct location *l)
{
    query_str(q, 1, l->code);
    query_str(q, 2, l->name);
    query_int(q, 3, l->kind);
    query_id(q, 4, l->parent_id);
    query_opt(q, 5, l->gln);
    query_opt(q, 6, l->attributes);
    query_int(q, 7, l->active);
}

enum db_result store_location_insert(struct db *db, const struct location *l, int64_t *ret_id)
{
    struct query *q = db_query(db, Q_LOCATION_INSERT);
    bind_all(q, l);
    query_int(q, 8, l->created_at);
    enum db_result r = query_run(q);
    if (r == DB_OK)
        *ret_id = db_last_id(db);
    return r;
}

enum db_result store_location_update(struct db *db, const struct location *l)
{
    struct query *q = db_query(db, Q_LOCATION_UPDATE);
    bind_all(q, l);
    query_int(q, 8, l->id);
    query_int(q, 9, l->version);
    enum db_result r = query_run(q);
    return r == DB_OK && db_changes(db) == 0 ? DB_DONE : r;
}

enum db_result store_location_touch_children(struct db *db, int64_t id)
{
    struct query *q = db_query(db, Q_LOCATION_TOUCH_CHILDREN);
    query_int(q, 1, id);
    return query_run(q);
}

enum db_result store_location_list(struct db *db, struct arena *a, const struct location_filter *f,
                                   struct location_list *ret)
{
    struct query *q = db_query(db, Q_LOCATION_LIST);
    query_str(q, 1, f->page.after);
    query_int(q, 2, f->page.active);
    query_str(q, 3, store_like(a, f->page.text));
    query_int(q, 4, f->kinds);
    query_int(q, 5, f->parent_id);
    query_int(q, 6, f->within_id);
    query_int(q, 7, f->page.limit + 1);
    return read_list(q, a, f->page.limit, ret);
}

enum db_result store_location_subtree(struct db *db, struct arena *a, int64_t id, struct id_list *ret)
{
    struct query *q = db_query(db, Q_LOCATION_SUBTREE);
    query_int(q, 1, id);
    return id_list_read(q, a, ret);
}

enum db_result store_location_ancestors(struct db *db, struct arena *a, int64_t id, struct location_list *ret)
{
    struct query *q = db_query(db, Q_LOCATION_ANCESTORS);
    query_int(q, 1, id);
    query_int(q, 2, LIMIT_LOCATION_DEPTH);
    return read_list(q, a, LIMIT_LOCATION_DEPTH, ret);
}

/* A query that always gives one row with one number. */
static enum db_result read_number(struct query *q, int64_t id, int64_t *ret)
{
    query_int(q, 1, id);
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        *ret = query_col_int(q, 0);
    query_end(q);
    return r == DB_ROW ? DB_OK : r;
}

enum db_result store_location_height(struct db *db, int64_t id, int *ret)
{
    int64_t height = 0;
    enum db_result r = read_number(db_query(db, Q_LOCATION_HEIGHT), id, &height);
    if (r == DB_OK)
        *ret = (int)height;
    return r;
}

enum db_result store_location_stock(struct db *db, int64_t id, int64_t *ret)
{
    return read_number(db_query(db, Q_LOCATION_STOCK), id, ret);
}

enum db_result store_location_children(struct db *db, int64_t id, struct location_children *ret)
{
    struct location_children c = {0};
    struct query *q = db_query(db, Q_LOCATION_CHILDREN);
    query_int(q, 1, id);
    enum db_result r;
    for (; (r = query_step(q)) == DB_ROW; c.all += query_col_int(q, 1), c.active += query_col_int(q, 2))
        c.kinds |= LOCATION_BIT(query_col_int(q, 0));
    query_end(q);
    if (r != DB_DONE)
        return r;
    *ret = c;
    return DB_OK;
}
