#include "store/printer.h"

static void read_row(struct query *q, struct arena *a, struct printer *p)
{
    *p = (struct printer){
        .id = query_col_int(q, 0),
        .name = query_col_copy(q, 1, a),
        .kind = (enum printer_kind)query_col_int(q, 2),
        .host = query_col_copy(q, 3, a),
        .port = query_col_int(q, 4),
        .queue = query_col_copy(q, 5, a),
        .language = (enum printer_language)query_col_int(q, 6),
        .dpi = query_col_int(q, 7),
        .confirm = (enum printer_confirm)query_col_int(q, 8),
        .batch = query_col_int(q, 9),
        .patience = query_col_int(q, 10),
        .template = query_col_copy(q, 11, a),
        .active = query_col_int(q, 12) != 0,
        .created_at = query_col_int(q, 13),
        .version = query_col_int(q, 14),
    };
}

static enum db_result only(struct query *q, struct arena *a, struct printer *ret)
{
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        read_row(q, a, ret);
    query_end(q);
    return r;
}

enum db_result store_printer_by_id(struct db *db, struct arena *a, int64_t id, struct printer *ret)
{
    struct query *q = db_query(db, Q_PRINTER_BY_ID);
    query_int(q, 1, id);
    return only(q, a, ret);
}

enum db_result store_printer_by_name(struct db *db, struct arena *a, struct str name, struct printer *ret)
{
    struct query *q = db_query(db, Q_PRINTER_BY_NAME);
    query_str(q, 1, name);
    return only(q, a, ret);
}

enum db_result store_printer_list(struct db *db, struct arena *a, const struct store_page *page,
                                  struct printer_list *ret)
{
    struct printer_list list = {.items = ARENA_ARRAY(a, (size_t)page->limit, struct printer)};
    if (!list.items)
        return DB_FAILED;
    struct query *q = db_query(db, Q_PRINTER_LIST);
    query_str(q, 1, page->after);
    query_int(q, 2, page->active);
    query_str(q, 3, store_like(a, page->text));
    query_int(q, 4, page->limit);
    enum db_result r;
    while ((r = query_step(q)) == DB_ROW)
        read_row(q, a, &list.items[list.count++]);
    query_end(q);
    if (r != DB_DONE)
        return r;
    *ret = list;
    return DB_OK;
}

/* The first twelve parameters of both statements. */
static void bind(struct query *q, const struct printer *p)
{
    query_str(q, 1, p->name);
    query_int(q, 2, p->kind);
    query_str(q, 3, p->host);
    query_int(q, 4, p->port);
    query_str(q, 5, p->queue);
    query_int(q, 6, p->language);
    query_int(q, 7, p->dpi);
    query_int(q, 8, p->confirm);
    query_int(q, 9, p->batch);
    query_int(q, 10, p->patience);
    query_str(q, 11, p->template);
    query_int(q, 12, p->active);
}

enum db_result store_printer_insert(struct db *db, const struct printer *p, int64_t *ret_id)
{
    struct query *q = db_query(db, Q_PRINTER_INSERT);
    bind(q, p);
    query_int(q, 13, p->created_at);
    enum db_result r = query_run(q);
    if (r == DB_OK)
        *ret_id = db_last_id(db);
    return r;
}

static enum db_result changed(struct db *db, enum db_result r)
{
    return r == DB_OK && db_changes(db) == 0 ? DB_DONE : r;
}

enum db_result store_printer_update(struct db *db, const struct printer *p)
{
    struct query *q = db_query(db, Q_PRINTER_UPDATE);
    bind(q, p);
    query_int(q, 13, p->id);
    query_int(q, 14, p->version);
    return changed(db, query_run(q));
}

/* ---- who drives it ---- */

enum db_result store_printer_ready(struct db *db, struct arena *a, struct id holder, msec now, struct id_list *ret)
{
    struct query *q = db_query(db, Q_PRINTER_READY);
    query_int(q, 1, now);
    query_blob(q, 2, holder.bytes, sizeof holder.bytes);
    return id_list_read(q, a, ret);
}

static enum db_result hold(struct db *db, enum query_id name, const struct id *holder, int64_t id, msec duration)
{
    struct query *q = db_query(db, name);
    query_blob(q, 1, holder->bytes, sizeof holder->bytes);
    query_int(q, 2, id);
    query_int(q, 3, duration);
    return changed(db, query_run(q));
}

enum db_result store_printer_hold(struct db *db, struct id holder, int64_t id, msec duration)
{
    return hold(db, Q_PRINTER_HOLD, &holder, id, duration);
}

enum db_result store_printer_keep(struct db *db, struct id holder, int64_t id, msec duration)
{
    return hold(db, Q_PRINTER_KEEP, &holder, id, duration);
}

enum db_result store_printer_release(struct db *db, struct id holder, int64_t id)
{
    struct query *q = db_query(db, Q_PRINTER_RELEASE);
    query_blob(q, 1, holder.bytes, sizeof holder.bytes);
    query_int(q, 2, id);
    return query_run(q);
}
