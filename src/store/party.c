#include "store/party.h"

static void read_row(struct query *q, struct arena *a, struct party *p)
{
    *p = (struct party){
        .id = query_col_int(q, 0),
        .code = query_col_copy(q, 1, a),
        .name = query_col_copy(q, 2, a),
        .kind = (enum party_kind)query_col_int(q, 3),
        .gln = query_col_copy(q, 4, a),
        .email = query_col_copy(q, 5, a),
        .phone = query_col_copy(q, 6, a),
        .address = query_col_copy(q, 7, a),
        .contact = query_col_copy(q, 8, a),
        .attributes = query_col_copy(q, 9, a),
        .active = query_col_int(q, 10) != 0,
        .created_at = query_col_int(q, 11),
        .version = query_col_int(q, 12),
    };
}

static enum db_result read_one(struct query *q, struct arena *a, struct party *ret)
{
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        read_row(q, a, ret);
    query_end(q);
    return r;
}

enum db_result store_party_by_id(struct db *db, struct arena *a, int64_t id, struct party *ret)
{
    struct query *q = db_query(db, Q_PARTY_BY_ID);
    query_int(q, 1, id);
    return read_one(q, a, ret);
}

enum db_result store_party_by_code(struct db *db, struct arena *a, struct str code, struct party *ret)
{
    struct query *q = db_query(db, Q_PARTY_BY_CODE);
    query_str(q, 1, code);
    return read_one(q, a, ret);
}

enum db_result store_party_by_gln(struct db *db, struct arena *a, struct str gln, struct party *ret)
{
    struct query *q = db_query(db, Q_PARTY_BY_GLN);
    query_str(q, 1, gln);
    return read_one(q, a, ret);
}

/* What both writing queries take, as parameters 1 to 10. */
static void bind_all(struct query *q, const struct party *p)
{
    query_str(q, 1, p->code);
    query_str(q, 2, p->name);
    query_int(q, 3, p->kind);
    query_opt(q, 4, p->gln);
    query_str(q, 5, p->email);
    query_str(q, 6, p->phone);
    query_str(q, 7, p->address);
    query_str(q, 8, p->contact);
    query_opt(q, 9, p->attributes);
    query_int(q, 10, p->active);
}

enum db_result store_party_insert(struct db *db, const struct party *p, int64_t *ret_id)
{
    struct query *q = db_query(db, Q_PARTY_INSERT);
    bind_all(q, p);
    query_int(q, 11, p->created_at);
    enum db_result r = query_run(q);
    if (r == DB_OK)
        *ret_id = db_last_id(db);
    return r;
}

enum db_result store_party_update(struct db *db, const struct party *p)
{
    struct query *q = db_query(db, Q_PARTY_UPDATE);
    bind_all(q, p);
    query_int(q, 11, p->id);
    query_int(q, 12, p->version);
    enum db_result r = query_run(q);
    return r == DB_OK && db_changes(db) == 0 ? DB_DONE : r;
}

enum db_result store_party_list(struct db *db, struct arena *a, const struct party_filter *f, struct party_list *ret)
{
    size_t limit = (size_t)f->page.limit;
    struct party_list list = {.items = ARENA_ARRAY(a, limit, struct party)};
    if (!list.items)
        return DB_FAILED;
    struct query *q = db_query(db, Q_PARTY_LIST);
    query_str(q, 1, f->page.after);
    query_int(q, 2, f->page.active);
    query_str(q, 3, store_like(a, f->page.text));
    query_int(q, 4, f->kinds);
    query_int(q, 5, f->page.limit + 1);
    enum db_result r;
    while ((r = query_step(q)) == DB_ROW && !(list.more = list.count == limit))
        read_row(q, a, &list.items[list.count++]);
    query_end(q);
    if (r != DB_ROW && r != DB_DONE)
        return r;
    *ret = list;
    return DB_OK;
}
