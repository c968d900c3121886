#include "store/unit_read.h"

#include <stddef.h>

#include "domain/event_head.h"
#include "store/unit.h"
#include "store/unit_row.h"

/* Columns of the query unit_view, in order, and where each goes. */
enum column_type { WIDE, NARROW, TEXT };
#define VIEW(member) offsetof(struct unit_view, member)
static const struct {
    enum column_type type;
    size_t at;
} columns[] = {
    {WIDE, VIEW(unit.id)},
    {WIDE, VIEW(unit.product_id)},
    {TEXT, VIEW(unit.serial)},
    {NARROW, VIEW(unit.status)},
    {NARROW, VIEW(unit.holds)},
    {WIDE, VIEW(unit.location_id)},
    {WIDE, VIEW(unit.party_id)},
    {WIDE, VIEW(unit.owner_id)},
    {WIDE, VIEW(unit.supplier_id)},
    {WIDE, VIEW(unit.parent_id)},
    {WIDE, VIEW(unit.package_id)},
    {WIDE, VIEW(unit.lot_id)},
    {TEXT, VIEW(unit.order_ref)},
    {WIDE, VIEW(unit.received_at)},
    {WIDE, VIEW(unit.warranty_from)},
    {WIDE, VIEW(unit.changed_at)},
    {WIDE, VIEW(unit.last_seq)},
    {WIDE, VIEW(unit.events)},
    {TEXT, VIEW(unit.attributes)},
    {TEXT, VIEW(product.code)},
    {TEXT, VIEW(product.name)},
    {TEXT, VIEW(gtin)},
    {WIDE, VIEW(warranty_months)},
    {TEXT, VIEW(location.code)},
    {TEXT, VIEW(location.name)},
    {TEXT, VIEW(party.code)},
    {TEXT, VIEW(party.name)},
    {TEXT, VIEW(owner.code)},
    {TEXT, VIEW(owner.name)},
    {TEXT, VIEW(supplier.code)},
    {TEXT, VIEW(supplier.name)},
    {TEXT, VIEW(lot)},
    {WIDE, VIEW(lot_expires)},
    {TEXT, VIEW(package)},
    {TEXT, VIEW(parent_serial)},
    {TEXT, VIEW(parent_sku)},
};
/* Then three about the places above the location, which need more than copying. */
enum { ABOVE = sizeof columns / sizeof columns[0], ABOVE_2, ABOVE_2_PARENT };

static struct str copy_text(struct query *q, int i, struct arena *a)
{
    struct str text = query_col_str(q, i);
    return text.len ? arena_str(a, text) : (struct str){0};
}

static void read_column(struct query *q, int i, struct arena *a, struct unit_view *v)
{
    char *to = (char *)v + columns[i].at;
    switch (columns[i].type) {
    case WIDE:
        *(int64_t *)(void *)to = query_col_int(q, i);
        return;
    case NARROW:
        *(unsigned *)(void *)to = (unsigned)query_col_int(q, i);
        return;
    case TEXT:
        *(struct str *)(void *)to = copy_text(q, i, a);
        return;
    }
}

/* Collects the path from the location up, and turns it round. */
static enum db_result read_path(struct db *db, struct query *view, struct arena *a, struct unit_view *v)
{
    struct str *path = v->path;
    size_t n = 0;
    path[n++] = v->location.code;
    for (int i = ABOVE; i <= ABOVE_2; i++)
        if (!query_col_null(view, i))
            path[n++] = copy_text(view, i, a);
    int64_t above = query_col_int(view, ABOVE_2_PARENT);
    while (above && n < LIMIT_LOCATION_DEPTH) {
        struct query *q = db_query(db, Q_UNIT_PLACE_ABOVE);
        query_int(q, 1, above);
        enum db_result r = query_step(q);
        if (r == DB_ROW)
            path[n++] = copy_text(q, 0, a);
        above = r == DB_ROW ? query_col_int(q, 1) : 0;
        query_end(q);
        if (r != DB_ROW)
            return r;
    }
    v->path_count = n;
    for (size_t i = 0; i < n / 2; i++) {
        struct str held = path[i];
        path[i] = path[n - 1 - i];
        path[n - 1 - i] = held;
    }
    return DB_ROW;
}

static enum db_result read_view(struct db *db, struct query *q, struct arena *a, struct unit_view *ret)
{
    enum db_result r = query_step(q);
    if (r == DB_ROW) {
        memset(ret, 0, sizeof *ret);
        for (int i = 0; i < ABOVE; i++)
            read_column(q, i, a, ret);
        if (ret->unit.location_id)
            r = read_path(db, q, a, ret);
    }
    query_end(q);
    return r;
}

enum db_result store_unit_view(struct db *db, struct arena *a, int64_t id, struct unit_view *ret)
{
    struct query *q = db_query(db, Q_UNIT_VIEW);
    query_int(q, 1, id);
    return read_view(db, q, a, ret);
}

enum db_result store_unit_view_by_serial(struct db *db, struct arena *a, struct str sku, struct str serial,
                                         struct unit_view *ret)
{
    struct query *q = db_query(db, Q_UNIT_VIEW);
    query_null(q, 1);
    query_str(q, 2, sku);
    query_str(q, 3, serial);
    return read_view(db, q, a, ret);
}

enum { BARE_VERSION = 19, BARE_NUMBERS };

static enum db_result read_bare(struct query *q, struct arena *a, struct unit *ret, int64_t *ret_version,
                                bool *ret_numbers)
{
    enum db_result r = query_step(q);
    if (r == DB_ROW) {
        *ret = unit_row(q, a);
        *ret_version = query_col_int(q, BARE_VERSION);
        *ret_numbers = query_col_int(q, BARE_NUMBERS) != 0;
    }
    query_end(q);
    return r;
}

enum db_result store_unit_bare(struct db *db, struct arena *a, int64_t id, struct unit *ret, int64_t *ret_version,
                               bool *ret_numbers)
{
    struct query *q = db_query(db, Q_UNIT_BARE);
    query_int(q, 1, id);
    return read_bare(q, a, ret, ret_version, ret_numbers);
}

enum db_result store_unit_bare_by_serial(struct db *db, struct arena *a, int64_t product_id, struct str serial,
                                         struct unit *ret, int64_t *ret_version, bool *ret_numbers)
{
    struct query *q = db_query(db, Q_UNIT_BARE_BY_SERIAL);
    query_int(q, 1, product_id);
    query_str(q, 2, serial);
    return read_bare(q, a, ret, ret_version, ret_numbers);
}

enum db_result store_unit_numbers(struct db *db, struct arena *a, struct unit_view *v)
{
    struct query *q = db_query(db, Q_UNIT_NUMBERS);
    query_int(q, 1, v->unit.id);
    enum db_result r;
    while ((r = query_step(q)) == DB_ROW && unit_number_add(q, 0, a, v))
        ;
    query_end(q);
    return r == DB_DONE ? DB_OK : r == DB_ROW ? DB_FAILED : r;
}

enum db_result store_unit_ids_by_serial(struct db *db, struct arena *a, struct str serial, int limit,
                                        struct id_list *ret)
{
    struct query *q = db_query(db, Q_UNIT_IDS_BY_SERIAL);
    query_str(q, 1, serial);
    query_int(q, 2, limit);
    return id_list_read(q, a, ret);
}

enum db_result store_unit_ids_by_number(struct db *db, struct arena *a, struct str number, int limit,
                                        struct id_list *ret)
{
    struct query *q = db_query(db, Q_UNIT_IDS_BY_NUMBER);
    query_str(q, 1, number);
    query_int(q, 2, limit);
    return id_list_read(q, a, ret);
}

static enum db_result by_epc_far(struct db *db, struct arena *a, const struct str *forms, size_t count,
                                 struct id_list *ret)
{
    struct query *q = db_query(db, Q_UNIT_IDS_BY_EPC);
    query_strs(q, 1, forms, count);
    return id_list_read(q, a, ret);
}

static enum db_result by_epc_near(struct db *db, struct arena *a, const struct str *forms, size_t count,
                                  struct id_list *ret)
{
    int64_t id;
    for (size_t i = 0; i < count; i++) {
        enum db_result r = store_identifier_owner(db, STR("epc"), forms[i], &id);
        if (r == DB_ROW && !id_list_add(a, ret, id))
            return DB_FAILED;
        if (r != DB_ROW && r != DB_DONE)
            return r;
    }
    return DB_OK;
}

enum db_result store_unit_ids_by_epc(struct db *db, struct arena *a, const struct str *forms, size_t count,
                                     struct id_list *ret)
{
    return (db_far(db) ? by_epc_far : by_epc_near)(db, a, forms, count, ret);
}

static enum db_result by_product(struct query *q, struct str product, struct str serial, int64_t *ret_id)
{
    query_str(q, 1, product);
    query_str(q, 2, serial);
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        *ret_id = query_col_int(q, 0);
    query_end(q);
    return r;
}

enum db_result store_unit_by_gtin(struct db *db, struct str gtin, struct str serial, int64_t *ret_id)
{
    return by_product(db_query(db, Q_UNIT_ID_BY_GTIN), gtin, serial, ret_id);
}

enum db_result store_unit_by_sku(struct db *db, struct str sku, struct str serial, int64_t *ret_id)
{
    return by_product(db_query(db, Q_UNIT_ID_BY_SKU), sku, serial, ret_id);
}

/* ---- history ---- */

enum { ENTRY_BODY = 8 };

static bool read_head(struct query *q, struct arena *a, struct unit_entry *e)
{
    const char *why;
    struct event *event = ARENA_NEW(a, struct event);
    e->event = event;
    return event && event_read_head(a, query_col_str(q, ENTRY_BODY), event, &why);
}

static void read_entry(struct query *q, struct arena *a, struct unit_entry *e)
{
    *e = (struct unit_entry){
        .seq = query_col_int(q, 0),
        .command = (enum command_code)query_col_int(q, 1),
        .carried = query_col_int(q, 2) != 0,
        .time = query_col_int(q, 3),
        .status = (enum status)query_col_int(q, 4),
        .actor = copy_text(q, 5, a),
        .location = copy_text(q, 6, a),
        .party = copy_text(q, 7, a),
    };
}

enum db_result store_unit_history(struct db *db, struct arena *a, int64_t unit_id, int64_t before, int limit, bool full,
                                  struct unit_history *ret)
{
    struct unit_history h = {.items = ARENA_ARRAY(a, (size_t)limit, struct unit_entry)};
    struct query *q = db_query(db, full ? Q_UNIT_HISTORY_FULL : Q_UNIT_HISTORY);
    query_int(q, 1, unit_id);
    query_int(q, 2, before);
    query_int(q, 3, limit);
    enum db_result r = DB_FAILED;
    while (h.items && (r = query_step(q)) == DB_ROW) {
        struct unit_entry *e = &h.items[h.count++];
        read_entry(q, a, e);
        if (full && !read_head(q, a, e)) {
            r = DB_CORRUPT;
            break;
        }
    }
    query_end(q);
    if (r != DB_DONE)
        return r;
    *ret = h;
    return DB_OK;
}
