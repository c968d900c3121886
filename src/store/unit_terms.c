#include "store/unit_terms.h"

#include "domain/event_head.h"
#include "domain/tail.h"
#include "store/page.h"

/* Parameters have fixed numbers, whichever members are there. */
enum {
    P_PRODUCT = UNIT_P_EDGE + 1, /* 8 */
    P_PARTY,
    P_OWNER,
    P_SUPPLIER,
    P_LOCATION, /* 12 */
    P_LOT,
    P_EXACT,
    P_PREFIX_FROM,
    P_PREFIX_END, /* 16 */
    P_SERIAL_FROM,
    P_SERIAL_TO,
    P_SUFFIX,
    P_LENGTH, /* 20 */
    P_STATUSES,
    P_HOLDS,
    P_RECEIVED_FROM,
    P_RECEIVED_TO, /* 24 */
    P_CHANGED_FROM,
    P_CHANGED_TO
};

#define LOTS "(SELECT x.id FROM lot x WHERE x.number = ?13)"
#define PLACES                                                                                                         \
    "(WITH RECURSIVE below (id) AS (SELECT id FROM location WHERE id = ?12"                                            \
    " UNION SELECT c.id FROM location c JOIN below b ON c.parent_id = b.id) SELECT id FROM below)"
#define SERIAL "u.serial || ''"

/* The terms of partial indexes stand in front literally: SQLite uses such an index only then. */
const struct unit_term_text unit_term_texts[] = {
    [TERM_SERIAL] = {NULL, "u.serial = ?14", SERIAL " = ?14"},
    [TERM_LOT] = {"u.lot_id = ?1", "u.lot_id IN " LOTS, "+u.lot_id IN " LOTS},
    [TERM_LOCATION] = {"u.location_id = ?1", "u.location_id IN " PLACES, "+u.location_id IN " PLACES},
    [TERM_PARTY] = {"u.party_id = ?1", "u.party_id = ?9", "+u.party_id = ?9"},
    [TERM_OWNER] = {"u.owner_id = ?1", "u.owner_id = ?10", "+u.owner_id = ?10"},
    [TERM_SUPPLIER] = {"u.supplier_id = ?1", "u.supplier_id = ?11", "+u.supplier_id = ?11"},
    [TERM_PRODUCT] = {"u.product_id = ?1", "u.product_id = ?8", "+u.product_id = ?8"},
    [TERM_STATUS] = {"u.status <> 2 AND u.status <> 7 AND u.status = ?1",
                     "u.status <> 2 AND u.status <> 7 AND u.status > 0 AND ((?21 >> u.status) & 1) = 1",
                     "((?21 >> u.status) & 1) = 1"},
    [TERM_HOLD] = {NULL, "u.holds <> 0 AND u.holds > 0 AND (u.holds & ?22) <> 0", "(u.holds & ?22) <> 0"},
    [TERM_PREFIX] = {NULL, "u.serial >= ?15 AND u.serial < ?16", SERIAL " >= ?15 AND " SERIAL " < ?16"},
    [TERM_RANGE] = {NULL, "u.serial >= ?17 AND u.serial <= ?18", SERIAL " >= ?17 AND " SERIAL " <= ?18"},
    [TERM_LENGTH] = {NULL, NULL, "length(u.serial) = ?20"},
    [TERM_RECEIVED] = {NULL, "u.received_at IS NOT NULL AND u.received_at >= ?23 AND u.received_at < ?24",
                       "+u.received_at >= ?23 AND +u.received_at < ?24"},
    [TERM_SUFFIX] = {NULL, NULL, "substr(u.serial, length(u.serial) - length(?19) + 1) = ?19"},
    [TERM_CHANGED] = {"u.id = ?1", NULL, "u.changed_at >= ?25 AND u.changed_at < ?26"},
};

static struct str later(struct str a, struct str b)
{
    return str_cmp(a, b) < 0 ? b : a;
}

static unsigned used_terms(const struct unit_filter *f)
{
    const bool there[TERM_COUNT] = {
        [TERM_SERIAL] = f->serial.len,
        [TERM_LOT] = f->lot.len,
        [TERM_LOCATION] = f->location_id,
        [TERM_PARTY] = f->party_id,
        [TERM_OWNER] = f->owner_id,
        [TERM_SUPPLIER] = f->supplier_id,
        [TERM_PRODUCT] = f->product_id,
        [TERM_STATUS] = f->statuses,
        [TERM_HOLD] = f->holds,
        [TERM_PREFIX] = f->serial_prefix.len,
        [TERM_RANGE] = f->serial_from.len || f->serial_to.len,
        [TERM_LENGTH] = f->serial_from.len && str_chars(f->serial_from) == str_chars(f->serial_to),
        [TERM_RECEIVED] = f->received_from || f->received_to,
        [TERM_SUFFIX] = f->serial_suffix.len,
        [TERM_CHANGED] = f->changed_from || f->changed_to,
    };
    unsigned used = 0;
    for (int t = 0; t < TERM_COUNT; t++)
        used |= (unsigned)there[t] << t;
    return used;
}

/* Ranges in whose order the answer is begin at the position: the comparison with the position alone would go through
 * all rows of the pages before. */
static void begin_at_position(struct unit_terms *t)
{
    const struct unit_filter *f = t->f;
    if (f->sort == UNIT_SORT_SERIAL) {
        t->serial_from = later(t->serial_from, f->after.serial);
        t->prefix_from = later(t->prefix_from, f->after.serial);
    }
    if (f->sort == UNIT_SORT_RECEIVED && f->after.id && f->after.received_at > t->received_from)
        t->received_from = f->after.received_at;
}

bool unit_terms_of(struct arena *a, const struct unit_filter *f, struct unit_terms *ret)
{
    char *tail = arena_alloc(a, TAIL_MAX);
    if (!tail)
        return false;
    *ret = (struct unit_terms){
        .f = f,
        .used = used_terms(f),
        .prefix_from = f->serial_prefix,
        .prefix_end = store_behind_prefix(a, f->serial_prefix),
        .serial_from = f->serial_from,
        .serial_to = f->serial_to.len ? f->serial_to : STR("\xF4\x8F\xBF\xBF"), /* the last code point */
        .tail = {tail, serial_tail(f->serial_suffix, tail)},
        .received_from = f->received_from ? f->received_from : INT64_MIN,
        .received_to = f->received_to ? f->received_to : INT64_MAX,
        .changed_to = f->changed_to ? f->changed_to : INT64_MAX,
    };
    ret->tail_end = store_behind_prefix(a, ret->tail);
    begin_at_position(ret);
    return !arena_exhausted(a);
}

static enum db_result lot_keys(struct db *db, struct arena *a, const struct unit_filter *f, struct id_list *ret)
{
    struct query *q = db_query(db, Q_UNIT_LOTS);
    query_str(q, 1, f->lot);
    query_int(q, 2, f->product_id);
    return id_list_read(q, a, ret);
}

/* Only places that hold such units: the stock counts know. */
static enum db_result place_keys(struct db *db, struct arena *a, const struct unit_filter *f, struct id_list *ret)
{
    struct query *q = db_query(db, Q_UNIT_PLACES);
    query_int(q, 1, f->location_id);
    query_int(q, 2, f->product_id);
    query_int(q, 3, f->statuses);
    return id_list_read(q, a, ret);
}

static enum db_result one_key(struct arena *a, int64_t key, struct id_list *ret)
{
    struct id_list keys = {0};
    if (!id_list_add(a, &keys, key))
        return DB_FAILED;
    *ret = keys;
    return DB_OK;
}

static enum db_result status_keys(struct arena *a, unsigned statuses, struct id_list *ret)
{
    struct id_list keys = {0};
    for (int s = 1; s < STATUS_TOTAL; s++)
        if (statuses & STATUS_BIT(s) && !id_list_add(a, &keys, s))
            return DB_FAILED;
    *ret = keys;
    return DB_OK;
}

struct key_sink {
    struct arena *a;
    struct id_list *keys;
};

static bool take_key(void *state, int64_t unit_id)
{
    struct key_sink *sink = state;
    return id_list_add(sink->a, sink->keys, unit_id);
}

/* Units of the events of that time: all that changed then are among them. */
static enum db_result changed_keys(struct db *db, struct arena *a, const struct unit_terms *t, struct id_list *ret)
{
    struct id_list keys = {0};
    struct key_sink sink = {a, &keys};
    struct query *q = db_query(db, Q_UNIT_CHANGED_EVENTS);
    query_int(q, 1, t->f->changed_from);
    query_int(q, 2, t->changed_to);
    enum db_result r;
    while ((r = query_step(q)) == DB_ROW && event_unit_keys(query_col_str(q, 0), take_key, &sink))
        ;
    query_end(q);
    if (r != DB_DONE)
        return r == DB_ROW ? DB_CORRUPT : r;
    *ret = keys;
    return DB_OK;
}

enum db_result unit_term_changes(struct db *db, const struct unit_terms *t, int64_t limit, int64_t *ret)
{
    struct query *q = db_query(db, Q_UNIT_CHANGES);
    query_int(q, 1, t->f->changed_from);
    query_int(q, 2, t->changed_to);
    query_int(q, 3, limit);
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        *ret = query_col_int(q, 0);
    query_end(q);
    return r == DB_ROW ? DB_OK : r;
}

enum db_result unit_term_keys(struct db *db, struct arena *a, const struct unit_terms *t, enum unit_term term,
                              struct id_list *ret)
{
    const struct unit_filter *f = t->f;
    switch (term) {
    case TERM_LOT:
        return lot_keys(db, a, f, ret);
    case TERM_LOCATION:
        return place_keys(db, a, f, ret);
    case TERM_STATUS:
        return status_keys(a, f->statuses, ret);
    case TERM_CHANGED:
        return changed_keys(db, a, t, ret);
    case TERM_PARTY:
        return one_key(a, f->party_id, ret);
    case TERM_OWNER:
        return one_key(a, f->owner_id, ret);
    case TERM_SUPPLIER:
        return one_key(a, f->supplier_id, ret);
    default:
        return one_key(a, f->product_id, ret);
    }
}

void unit_term_bind(struct query *q, const struct unit_terms *t, enum unit_term term)
{
    const struct unit_filter *f = t->f;
    switch (term) {
    case TERM_SERIAL:
        query_str(q, P_EXACT, f->serial);
        return;
    case TERM_LOT:
        query_str(q, P_LOT, f->lot);
        return;
    case TERM_LOCATION:
        query_int(q, P_LOCATION, f->location_id);
        return;
    case TERM_PARTY:
        query_int(q, P_PARTY, f->party_id);
        return;
    case TERM_OWNER:
        query_int(q, P_OWNER, f->owner_id);
        return;
    case TERM_SUPPLIER:
        query_int(q, P_SUPPLIER, f->supplier_id);
        return;
    case TERM_PRODUCT:
        query_int(q, P_PRODUCT, f->product_id);
        return;
    case TERM_STATUS:
        query_int(q, P_STATUSES, f->statuses);
        return;
    case TERM_HOLD:
        query_int(q, P_HOLDS, f->holds);
        return;
    case TERM_PREFIX:
        query_str(q, P_PREFIX_FROM, t->prefix_from);
        query_str(q, P_PREFIX_END, t->prefix_end);
        return;
    case TERM_RANGE:
        query_str(q, P_SERIAL_FROM, t->serial_from);
        query_str(q, P_SERIAL_TO, t->serial_to);
        return;
    case TERM_LENGTH:
        query_int(q, P_LENGTH, (int64_t)str_chars(f->serial_from));
        return;
    case TERM_RECEIVED:
        query_int(q, P_RECEIVED_FROM, t->received_from);
        query_int(q, P_RECEIVED_TO, t->received_to);
        return;
    case TERM_SUFFIX:
        query_str(q, P_SUFFIX, f->serial_suffix);
        return;
    case TERM_CHANGED:
        query_int(q, P_CHANGED_FROM, f->changed_from);
        query_int(q, P_CHANGED_TO, t->changed_to);
        return;
    case TERM_COUNT:
        return;
    }
}
