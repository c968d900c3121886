#include "store/print_job.h"

static struct print_label row(struct query *q, struct arena *a)
{
    return (struct print_label){
        .job = query_col_int(q, 0),
        .position = query_col_int(q, 1),
        .unit_id = query_col_int(q, 2),
        .package_id = query_col_int(q, 3),
        .location_id = query_col_int(q, 4),
        .product_id = query_col_int(q, 5),
        .sku = query_col_copy(q, 6, a),
        .code = query_col_copy(q, 7, a),
        .now = query_col_copy(q, 8, a),
        .data = query_col_copy(q, 9, a),
        .state = (enum label_state)query_col_int(q, 10),
        .sent_at = query_col_int(q, 11),
        .changed_at = query_col_int(q, 12),
        .decided_by = query_col_copy(q, 13, a),
        .prints = query_col_int(q, 14),
        .verified_at = query_col_int(q, 15),
        .verified_by = query_col_copy(q, 16, a),
        .scans = query_col_int(q, 17),
    };
}

enum db_result store_print_label_insert(struct db *db, const struct print_label *l)
{
    struct query *q = db_query(db, Q_PRINT_LABEL_INSERT);
    query_int(q, 1, l->job);
    query_int(q, 2, l->position);
    query_id(q, 3, l->unit_id);
    query_id(q, 4, l->package_id);
    query_id(q, 5, l->location_id);
    query_id(q, 6, l->product_id);
    query_str(q, 7, l->code);
    query_str(q, 8, l->data);
    query_int(q, 9, l->state);
    query_int(q, 10, l->changed_at);
    return query_bulk(q);
}

enum db_result store_print_label_list(struct db *db, struct arena *a, int64_t number,
                                      const struct print_label_filter *f, struct print_labels *ret)
{
    struct print_labels list = {.items = ARENA_ARRAY(a, (size_t)f->limit, struct print_label)};
    if (!list.items)
        return DB_FAILED;
    struct query *q = db_query(db, Q_PRINT_LABEL_LIST);
    query_int(q, 1, number);
    query_int(q, 2, f->after);
    query_int(q, 3, f->states);
    query_int(q, 4, f->unread);
    query_int(q, 5, f->limit);
    enum db_result r;
    while ((r = query_step(q)) == DB_ROW)
        list.items[list.count++] = row(q, a);
    query_end(q);
    if (r != DB_DONE)
        return r;
    *ret = list;
    return DB_OK;
}

enum db_result store_print_label(struct db *db, struct arena *a, int64_t number, int64_t position,
                                 struct print_label *ret)
{
    struct query *q = db_query(db, Q_PRINT_LABEL_AT);
    query_int(q, 1, number);
    query_int(q, 2, position);
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        *ret = row(q, a);
    query_end(q);
    return r;
}

enum db_result store_print_label_of_unit(struct db *db, struct arena *a, int64_t unit_id, int64_t before,
                                         int64_t position, int limit, struct print_traces *ret)
{
    struct print_traces list = {.items = ARENA_ARRAY(a, (size_t)limit, struct print_trace)};
    if (!list.items)
        return DB_FAILED;
    struct query *q = db_query(db, Q_PRINT_LABEL_OF_UNIT);
    query_int(q, 1, unit_id);
    query_int(q, 2, before);
    query_int(q, 3, position);
    query_int(q, 4, limit);
    enum db_result r;
    while ((r = query_step(q)) == DB_ROW) {
        struct print_trace *t = &list.items[list.count++];
        struct str key = query_col_str(q, 18);
        memcpy(t->job.bytes, key.ptr, key.len < sizeof t->job.bytes ? key.len : sizeof t->job.bytes);
        t->label = row(q, a);
        t->printer = query_col_copy(q, 19, a);
        t->actor = query_col_copy(q, 20, a);
        t->created_at = query_col_int(q, 21);
        t->reason = query_col_copy(q, 22, a);
        t->template = query_col_copy(q, 23, a);
    }
    query_end(q);
    if (r != DB_DONE)
        return r;
    *ret = list;
    return DB_OK;
}

enum db_result store_print_label_find(struct db *db, int64_t number, const struct print_label *of, int64_t *ret)
{
    struct query *q = db_query(db, Q_PRINT_LABEL_FIND);
    query_int(q, 1, number);
    query_int(q, 2, of->unit_id);
    query_int(q, 3, of->package_id);
    query_int(q, 4, of->location_id);
    query_int(q, 5, of->product_id);
    query_int(q, 6, 1);
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        *ret = query_col_int(q, 0);
    query_end(q);
    return r;
}

enum db_result store_print_label_set(struct db *db, const struct print_label *l, int64_t decided_by)
{
    struct query *q = db_query(db, Q_PRINT_LABEL_SET);
    query_int(q, 1, l->job);
    query_int(q, 2, l->position);
    query_int(q, 3, l->state);
    query_int(q, 4, l->changed_at);
    query_int(q, 5, l->sent_at);
    query_int(q, 6, l->prints);
    query_id(q, 7, decided_by);
    return query_send(q);
}

enum db_result store_print_label_verify(struct db *db, const struct print_label *l, msec now, int64_t by)
{
    struct query *q = db_query(db, Q_PRINT_LABEL_VERIFY);
    query_int(q, 1, l->job);
    query_int(q, 2, l->position);
    query_int(q, 3, now);
    query_id(q, 4, by);
    return query_run(q);
}

enum db_result store_print_label_turn(struct db *db, int64_t number, enum label_state from, enum label_state to,
                                      msec now)
{
    struct query *q = db_query(db, Q_PRINT_LABEL_TURN);
    query_int(q, 1, number);
    query_int(q, 2, from);
    query_int(q, 3, to);
    query_int(q, 4, now);
    return query_run(q);
}

enum db_result store_print_label_doubt(struct db *db, int64_t printer_id, msec now)
{
    struct query *q = db_query(db, Q_PRINT_LABEL_DOUBT);
    query_int(q, 1, printer_id);
    query_int(q, 2, now);
    return query_run(q);
}
