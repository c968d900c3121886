#include "store/unit.h"

#include "domain/tail.h"
#include "store/unit_row.h"

struct unit unit_row(struct query *q, struct arena *a)
{
    return (struct unit){
        .id = query_col_int(q, 0),
        .product_id = query_col_int(q, 1),
        .serial = query_col_copy(q, 2, a),
        .status = (enum status)query_col_int(q, 3),
        .holds = (unsigned)query_col_int(q, 4),
        .location_id = query_col_int(q, 5),
        .party_id = query_col_int(q, 6),
        .owner_id = query_col_int(q, 7),
        .supplier_id = query_col_int(q, 8),
        .parent_id = query_col_int(q, 9),
        .package_id = query_col_int(q, 10),
        .lot_id = query_col_int(q, 11),
        .order_ref = query_col_null(q, 12) ? (struct str){0} : query_col_copy(q, 12, a),
        .received_at = query_col_int(q, 13),
        .warranty_from = query_col_int(q, 14),
        .changed_at = query_col_int(q, 15),
        .last_seq = query_col_int(q, 16),
        .events = query_col_int(q, 17),
        .attributes = query_col_null(q, 18) ? (struct str){0} : query_col_copy(q, 18, a),
    };
}

static enum db_result one(struct query *q, struct arena *a, struct unit *ret)
{
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        *ret = unit_row(q, a);
    query_end(q);
    return r;
}

/* First column of a one-row query; DB_ROW or DB_DONE (then *ret stays). */
static enum db_result one_int(struct query *q, int64_t *ret)
{
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        *ret = query_col_int(q, 0);
    query_end(q);
    return r;
}

/* First column of all rows, as an arena array. */
static enum db_result all_ints(struct query *q, struct arena *a, int64_t **ret, size_t *ret_count)
{
    struct buf found = {0};
    enum db_result r;
    while ((r = query_step(q)) == DB_ROW) {
        int64_t id = query_col_int(q, 0);
        buf_add(&found, &id, sizeof id);
    }
    query_end(q);
    *ret_count = found.len / sizeof(int64_t);
    *ret = ARENA_ARRAY(a, *ret_count + 1, int64_t);
    if (found.len && *ret)
        memcpy(*ret, found.ptr, found.len);
    buf_free(&found);
    return r == DB_DONE ? DB_OK : r;
}

enum db_result store_unit_by_id(struct db *db, struct arena *a, int64_t id, struct unit *ret)
{
    struct query *q = db_query(db, Q_UNIT_BY_ID);
    query_int(q, 1, id);
    return one(q, a, ret);
}

enum db_result store_unit_by_serial(struct db *db, struct arena *a, int64_t product_id, struct str serial,
                                    struct unit *ret)
{
    struct query *q = db_query(db, Q_UNIT_BY_SERIAL);
    query_int(q, 1, product_id);
    query_str(q, 2, serial);
    return one(q, a, ret);
}

enum db_result store_unit_ids_by_code(struct db *db, struct str code, int64_t *ids, size_t max, size_t *ret_count)
{
    struct query *q = db_query(db, Q_UNIT_IDS_BY_CODE);
    query_str(q, 1, code);
    enum db_result r = DB_DONE;
    *ret_count = 0;
    while (*ret_count < max && (r = query_step(q)) == DB_ROW)
        ids[(*ret_count)++] = query_col_int(q, 0);
    query_end(q);
    return r == DB_DONE || r == DB_ROW ? DB_OK : r;
}

enum db_result store_unit_children(struct db *db, struct arena *a, int64_t parent_id, int64_t **ret_ids,
                                   size_t *ret_count)
{
    struct query *q = db_query(db, Q_UNIT_CHILDREN);
    query_int(q, 1, parent_id);
    return all_ints(q, a, ret_ids, ret_count);
}

enum db_result store_unit_ids_in_package(struct db *db, struct arena *a, int64_t package_id, int64_t **ret_ids,
                                         size_t *ret_count)
{
    struct query *q = db_query(db, Q_UNIT_IDS_IN_PACKAGE);
    query_int(q, 1, package_id);
    return all_ints(q, a, ret_ids, ret_count);
}

enum db_result store_unit_status_in_package(struct db *db, int64_t package_id, enum status *ret)
{
    int64_t status = STATUS_NONE;
    struct query *q = db_query(db, Q_UNIT_STATUS_IN_PACKAGE);
    query_int(q, 1, package_id);
    enum db_result r = one_int(q, &status);
    *ret = (enum status)status;
    return r;
}

enum db_result store_unit_count_in_package(struct db *db, int64_t package_id, int64_t *ret)
{
    struct query *q = db_query(db, Q_UNIT_COUNT_IN_PACKAGE);
    query_int(q, 1, package_id);
    return one_int(q, ret);
}

enum db_result store_unit_last_id(struct db *db, int64_t *ret)
{
    return one_int(db_query(db, Q_UNIT_LAST_ID), ret);
}

static enum db_result tail_run(struct db *db, enum query_id id, const struct unit *u)
{
    char tail[TAIL_MAX];
    size_t len = serial_tail(u->serial, tail);
    struct query *q = db_query(db, id);
    query_int(q, 1, u->id >> TAIL_GROUP_SHIFT);
    query_str(q, 2, (struct str){tail, len});
    query_int(q, 3, u->id);
    return id == Q_UNIT_TAIL_INSERT ? query_bulk(q) : query_send(q);
}

enum db_result store_unit_insert(struct db *db, const struct unit *u)
{
    struct query *q = db_query(db, Q_UNIT_INSERT);
    query_int(q, 1, u->id);
    query_int(q, 2, u->product_id);
    query_str(q, 3, u->serial);
    query_int(q, 4, u->status);
    query_int(q, 5, u->holds);
    query_id(q, 6, u->location_id);
    query_id(q, 7, u->party_id);
    query_id(q, 8, u->owner_id);
    query_id(q, 9, u->supplier_id);
    query_id(q, 10, u->parent_id);
    query_id(q, 11, u->package_id);
    query_id(q, 12, u->lot_id);
    query_opt(q, 13, u->order_ref);
    query_id(q, 14, u->received_at);
    query_id(q, 15, u->warranty_from);
    query_int(q, 16, u->changed_at);
    query_int(q, 17, u->last_seq);
    query_int(q, 18, u->events);
    query_opt(q, 19, u->attributes);
    enum db_result r = query_bulk(q);
    return r == DB_OK ? tail_run(db, Q_UNIT_TAIL_INSERT, u) : r;
}

/* The columns that may change, each with its parameter in the UPDATE that is put together from those that did. */
enum column {
    COL_PRODUCT,
    COL_SERIAL,
    COL_STATUS,
    COL_HOLDS,
    COL_LOCATION,
    COL_PARTY,
    COL_OWNER,
    COL_SUPPLIER,
    COL_PARENT,
    COL_PACKAGE,
    COL_LOT,
    COL_ORDER,
    COL_RECEIVED,
    COL_WARRANTY,
    COL_ATTRIBUTES,
    COLUMNS
};

static const char *const column_sets[COLUMNS] = {
    [COL_PRODUCT] = ", product_id = ?5",
    [COL_SERIAL] = ", serial = ?6",
    [COL_STATUS] = ", status = ?7",
    [COL_HOLDS] = ", holds = ?8",
    [COL_LOCATION] = ", location_id = ?9",
    [COL_PARTY] = ", party_id = ?10",
    [COL_OWNER] = ", owner_id = ?11",
    [COL_SUPPLIER] = ", supplier_id = ?12",
    [COL_PARENT] = ", parent_id = ?13",
    [COL_PACKAGE] = ", package_id = ?14",
    [COL_LOT] = ", lot_id = ?15",
    [COL_ORDER] = ", order_ref = ?16",
    [COL_RECEIVED] = ", received_at = ?17",
    [COL_WARRANTY] = ", warranty_from = ?18",
    [COL_ATTRIBUTES] = ", attributes = ?19",
};
enum { FIRST_COLUMN_PARAMETER = 5 };

static unsigned changed_columns(const struct unit *b, const struct unit *n)
{
    const bool differs[COLUMNS] = {
        [COL_PRODUCT] = b->product_id != n->product_id,
        [COL_SERIAL] = !str_eq(b->serial, n->serial),
        [COL_STATUS] = b->status != n->status,
        [COL_HOLDS] = b->holds != n->holds,
        [COL_LOCATION] = b->location_id != n->location_id,
        [COL_PARTY] = b->party_id != n->party_id,
        [COL_OWNER] = b->owner_id != n->owner_id,
        [COL_SUPPLIER] = b->supplier_id != n->supplier_id,
        [COL_PARENT] = b->parent_id != n->parent_id,
        [COL_PACKAGE] = b->package_id != n->package_id,
        [COL_LOT] = b->lot_id != n->lot_id,
        [COL_ORDER] = !str_eq(b->order_ref, n->order_ref),
        [COL_RECEIVED] = b->received_at != n->received_at,
        [COL_WARRANTY] = b->warranty_from != n->warranty_from,
        [COL_ATTRIBUTES] = !str_eq(b->attributes, n->attributes),
    };
    unsigned mask = 0;
    for (unsigned i = 0; i < COLUMNS; i++)
        mask |= differs[i] ? 1u << i : 0;
    return mask;
}

static struct query *update_query(struct db *db, unsigned mask)
{
    char sql[640] = "UPDATE unit SET changed_at = ?2, last_seq = ?3, events = ?4";
    size_t len = strlen(sql);
    for (unsigned i = 0; i < COLUMNS; i++) {
        if (!(mask & 1u << i))
            continue;
        size_t n = strlen(column_sets[i]);
        memcpy(sql + len, column_sets[i], n);
        len += n;
    }
    static const char where[] = " WHERE id = ?1";
    memcpy(sql + len, where, sizeof where);
    return db_query_text(db, (struct str){sql, len + sizeof where - 1});
}

static void bind_column(struct query *q, enum column c, const struct unit *u)
{
    int i = FIRST_COLUMN_PARAMETER + (int)c;
    switch (c) {
    case COL_PRODUCT:
        query_int(q, i, u->product_id);
        break;
    case COL_SERIAL:
        query_str(q, i, u->serial);
        break;
    case COL_STATUS:
        query_int(q, i, u->status);
        break;
    case COL_HOLDS:
        query_int(q, i, u->holds);
        break;
    case COL_LOCATION:
        query_id(q, i, u->location_id);
        break;
    case COL_PARTY:
        query_id(q, i, u->party_id);
        break;
    case COL_OWNER:
        query_id(q, i, u->owner_id);
        break;
    case COL_SUPPLIER:
        query_id(q, i, u->supplier_id);
        break;
    case COL_PARENT:
        query_id(q, i, u->parent_id);
        break;
    case COL_PACKAGE:
        query_id(q, i, u->package_id);
        break;
    case COL_LOT:
        query_id(q, i, u->lot_id);
        break;
    case COL_ORDER:
        query_opt(q, i, u->order_ref);
        break;
    case COL_RECEIVED:
        query_id(q, i, u->received_at);
        break;
    case COL_WARRANTY:
        query_id(q, i, u->warranty_from);
        break;
    case COL_ATTRIBUTES:
        query_opt(q, i, u->attributes);
        break;
    case COLUMNS:
        break;
    }
}

/* A renumbered unit: the old serial stays findable and never comes back, the tail follows the new one. */
static enum db_result renumber(struct db *db, const struct unit *before, const struct unit *after)
{
    struct query *q = db_query(db, Q_FORMER_SERIAL_INSERT);
    query_str(q, 1, before->serial);
    query_int(q, 2, before->product_id);
    query_int(q, 3, before->id);
    enum db_result r = query_send(q);
    if (r == DB_OK)
        r = tail_run(db, Q_UNIT_TAIL_DELETE, before);
    return r == DB_OK ? tail_run(db, Q_UNIT_TAIL_INSERT, after) : r;
}

enum db_result store_unit_update(struct db *db, const struct unit *before, const struct unit *after)
{
    unsigned mask = changed_columns(before, after);
    struct query *q = update_query(db, mask);
    query_int(q, 1, after->id);
    query_int(q, 2, after->changed_at);
    query_int(q, 3, after->last_seq);
    query_int(q, 4, after->events);
    for (unsigned i = 0; i < COLUMNS; i++)
        if (mask & 1u << i)
            bind_column(q, (enum column)i, after);
    enum db_result r = query_send(q);
    return r == DB_OK && (mask & 1u << COL_SERIAL) ? renumber(db, before, after) : r;
}

enum db_result store_event_unit_insert(struct db *db, const struct unit *after, const struct event *e, bool carried)
{
    struct query *q = db_query(db, Q_EVENT_UNIT_INSERT);
    query_int(q, 1, after->id);
    query_int(q, 2, e->seq);
    query_int(q, 3, e->terms.command);
    query_int(q, 4, carried);
    query_int(q, 5, after->changed_at);
    query_int(q, 6, after->status);
    query_id(q, 7, after->location_id);
    query_id(q, 8, after->party_id);
    query_int(q, 9, e->actor.id);
    return query_bulk(q);
}

enum db_result store_unit_last_location(struct db *db, int64_t unit_id, enum status but, int64_t *ret)
{
    struct query *q = db_query(db, Q_UNIT_LAST_LOCATION);
    query_int(q, 1, unit_id);
    query_int(q, 2, but);
    *ret = 0;
    return one_int(q, ret);
}

enum db_result store_unit_seqs_before(struct db *db, struct arena *a, int64_t unit_id, int64_t seq, int64_t **ret,
                                      size_t *ret_count)
{
    struct query *q = db_query(db, Q_UNIT_SEQS_BEFORE);
    query_int(q, 1, unit_id);
    query_int(q, 2, seq);
    return all_ints(q, a, ret, ret_count);
}

enum db_result store_identifier_insert(struct db *db, struct str kind, struct str value, int64_t unit_id)
{
    struct query *q = db_query(db, Q_IDENTIFIER_INSERT);
    query_str(q, 1, value);
    query_str(q, 2, kind);
    query_int(q, 3, unit_id);
    return query_bulk(q);
}

enum db_result store_identifier_delete(struct db *db, struct str kind, struct str value, int64_t unit_id)
{
    struct query *q = db_query(db, Q_IDENTIFIER_DELETE);
    query_str(q, 1, value);
    query_str(q, 2, kind);
    query_int(q, 3, unit_id);
    return query_send(q);
}

enum db_result store_identifier_owner(struct db *db, struct str kind, struct str value, int64_t *ret_unit)
{
    struct query *q = db_query(db, Q_IDENTIFIER_OWNER);
    query_str(q, 1, value);
    query_str(q, 2, kind);
    return one_int(q, ret_unit);
}

enum db_result store_former_serial_owner(struct db *db, int64_t product_id, struct str serial, int64_t *ret_unit)
{
    struct query *q = db_query(db, Q_FORMER_SERIAL_OWNER);
    query_str(q, 1, serial);
    query_int(q, 2, product_id);
    return one_int(q, ret_unit);
}

enum db_result store_containment_open(struct db *db, int64_t child, int64_t parent, int64_t seq, msec at)
{
    struct query *q = db_query(db, Q_CONTAINMENT_OPEN);
    query_int(q, 1, child);
    query_int(q, 2, seq);
    query_int(q, 3, parent);
    query_int(q, 4, at);
    return query_bulk(q);
}

enum db_result store_containment_close(struct db *db, int64_t child, int64_t seq, msec at)
{
    struct query *q = db_query(db, Q_CONTAINMENT_CLOSE);
    query_int(q, 1, child);
    query_int(q, 2, seq);
    query_int(q, 3, at);
    return query_send(q);
}

enum db_result store_stock_change(struct db *db, int64_t product_id, int64_t location_id, enum status status,
                                  int64_t delta)
{
    struct query *q = db_query(db, delta > 0 ? Q_STOCK_ADD : Q_STOCK_TAKE);
    query_int(q, 1, product_id);
    query_int(q, 2, location_id);
    query_int(q, 3, status);
    query_int(q, 4, delta > 0 ? delta : -delta);
    return query_send(q);
}
