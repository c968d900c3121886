/*
 * Which member of the filter drives, and with which index (tests/store/test_unit_list.c holds the engine to it):
 *
 *   product, party, owner,    "u.party_id = ?1": SEARCH u USING INDEX unit_party (party_id=? AND rowid>?). Within one
 *   supplier, lot, location,  key the index is in the order of u.id: no sorting, and it ends at the page's last row.
 *   status                    A location is all places below it, a lot number may be of several products, statuses may
 *                             be several: one such search for each key, and the first rows of all are the page.
 *                             Statuses drive only when all are rare: unit_status has no others.
 *   serial, prefix, from, to  range of unit_serial; in the order of serials as it comes, otherwise sorted (CAP).
 *   suffix                    one search of unit_tail for each group of units, in the order of the groups; then the
 *                             whole serial is compared.
 *   received                  range of unit_received; in the order of receipt as it comes, otherwise sorted.
 *   hold                      unit_held has the held units only; sorted.
 *   changed                   no index, because it would cost every scan. When few units had events at that time, those
 *                             are looked at one by one; otherwise as:
 *   common statuses           checked row by row in the order of the answer, ending at the page's last row.
 *
 * Measured with 1,000,000 and 10,000,000 units: docs/internals/reading.md.
 */
#include "store/unit_list.h"

#include "domain/tail.h"
#include "store/unit_terms.h"

enum {
    CAP = 10000,       /* counting stops here; to sort so many rows is still quick (filter.cap) */
    TAIL_SHARP = 3,    /* a suffix this long leaves few rows of a group: */
    TAIL_COUNT = 1000, /* as good as a member with so many matches */
    TAIL_GROUPS = 2,   /* where the database is far, the first statement looks into so many, */
    TAIL_MORE = 8,     /* the next ones into so many times as many, */
    TAIL_MOST = 64     /* but not more */
};

/* Behind which row, and in which order: as the driver gives them, or sorted. */
static const struct {
    const char *native, *sorted;
} orders[] = {
    [UNIT_SORT_ID] = {"u.id > ?3 AND u.id < ?7 ORDER BY u.id", "+u.id > ?3 ORDER BY +u.id"},
    [UNIT_SORT_ID_DOWN] = {"u.id < ?3 AND u.id > ?7 ORDER BY u.id DESC", "+u.id < ?3 ORDER BY +u.id DESC"},
    [UNIT_SORT_SERIAL] = {"(u.serial, u.product_id) > (?4, ?5) ORDER BY u.serial, u.product_id",
                          "(u.serial || '', +u.product_id) > (?4, ?5) ORDER BY u.serial || '', +u.product_id"},
    [UNIT_SORT_RECEIVED] = {"(u.received_at, u.id) > (?6, ?3) ORDER BY u.received_at, u.id",
                            "(+u.received_at, +u.id) > (?6, ?3) ORDER BY +u.received_at, +u.id"},
};

struct search {
    struct db *db;
    struct arena *a;
    const struct unit_filter *f;
    struct unit_terms terms;
    enum unit_term driver; /* TERM_NONE: all units, in the order of the answer */
    bool native;           /* rows come in the order of the answer */
    bool keyed;            /* one search for each of keys */
    struct id_list keys;
    int64_t cap;
};

static bool by_id(const struct search *s)
{
    return s->f->sort == UNIT_SORT_ID || s->f->sort == UNIT_SORT_ID_DOWN;
}

static bool descending(const struct search *s)
{
    return s->f->sort == UNIT_SORT_ID_DOWN;
}

/* ---- text and parameters ---- */

/* What finds units by them finds others as well. */
static bool checked_anyway(enum unit_term t)
{
    return t == TERM_SUFFIX || t == TERM_CHANGED;
}

static bool binds_own(const struct search *s, enum unit_term t)
{
    if (t == s->driver && !checked_anyway(t))
        return !s->keyed;
    return unit_term_used(&s->terms, t);
}

static void add_checks(struct buf *sql, const struct search *s)
{
    for (int t = 0; t < TERM_COUNT; t++) {
        enum unit_term term = (enum unit_term)t;
        if (!unit_term_used(&s->terms, term) || (term == s->driver && !checked_anyway(term)))
            continue;
        buf_z(sql, unit_term_texts[t].check);
        buf_z(sql, " AND ");
    }
}

static void write_text(struct buf *sql, const struct search *s)
{
    buf_z(sql, "SELECT u.id FROM unit u WHERE ");
    if (s->driver != TERM_NONE) {
        buf_z(sql, s->keyed ? unit_term_texts[s->driver].keyed : unit_term_texts[s->driver].plain);
        buf_z(sql, " AND ");
    }
    add_checks(sql, s);
    buf_z(sql, s->native ? orders[s->f->sort].native : orders[s->f->sort].sorted);
    buf_z(sql, " LIMIT ?2");
}

/* The order of the tables is fixed by CROSS JOIN: from the tail to the unit. */
static void write_tail_text(struct buf *sql, const struct search *s)
{
    buf_z(sql, "SELECT t.unit_id FROM unit_tail t CROSS JOIN unit u WHERE ");
    buf_z(sql, db_far(s->db) ? "t.grp = ANY (CAST(?1 AS INTEGER[]))" : "t.grp = ?1");
    buf_z(sql, " AND t.tail >= ?4 AND t.tail < ?5 AND u.id = t.unit_id AND ");
    add_checks(sql, s);
    buf_z(sql, descending(s) ? "t.unit_id < ?3" : "t.unit_id > ?3");
    if (db_far(s->db))
        buf_z(sql, descending(s) ? " ORDER BY +t.unit_id DESC LIMIT ?2" : " ORDER BY +t.unit_id LIMIT ?2");
}

static int64_t id_position(const struct search *s)
{
    return s->f->after.id || !descending(s) ? s->f->after.id : INT64_MAX;
}

/* The first page begins where the range does: an engine may go through the index from the position on. */
static struct str serial_position(const struct search *s)
{
    if (s->f->after.serial.len)
        return s->f->after.serial;
    return s->driver == TERM_PREFIX  ? s->terms.prefix_from
           : s->driver == TERM_RANGE ? s->terms.serial_from
                                     : (struct str){0};
}

static void bind_position(struct query *q, const struct search *s)
{
    const struct unit_position *after = &s->f->after;
    query_int(q, UNIT_P_ID, id_position(s));
    if (s->f->sort == UNIT_SORT_SERIAL) {
        query_str(q, UNIT_P_SERIAL, serial_position(s));
        query_int(q, UNIT_P_PRODUCT, after->product_id);
    }
    if (s->f->sort == UNIT_SORT_RECEIVED)
        query_int(q, UNIT_P_RECEIVED, after->id ? after->received_at : s->terms.received_from);
}

static void bind_terms(struct query *q, const struct search *s)
{
    for (int t = 0; t < TERM_COUNT; t++)
        if (binds_own(s, (enum unit_term)t))
            unit_term_bind(q, &s->terms, (enum unit_term)t);
}

/* ---- which one drives ---- */

static bool can_drive(const struct search *s, enum unit_term t)
{
    const unsigned common = STATUS_BIT(STATUS_IN_STOCK) | STATUS_BIT(STATUS_DELIVERED);
    if (!unit_term_used(&s->terms, t))
        return false;
    if (t == TERM_STATUS)
        return !(s->f->statuses & common);
    if (t == TERM_CHANGED)
        return false; /* consider_changes */
    return unit_term_texts[t].keyed || unit_term_texts[t].plain;
}

/* How many units member t lets pass, counted in its index alone; at most the cap. */
static enum db_result count_matches(struct search *s, enum unit_term t, const struct id_list *keys, int64_t *ret)
{
    struct buf sql = {0};
    const char *text = keys->count ? unit_term_texts[t].keyed : unit_term_texts[t].plain;
    buf_fmt(&sql, "SELECT count(*) FROM (SELECT 1 FROM unit u WHERE %s LIMIT ?2) AS found", text);
    int64_t found = 0;
    enum db_result r = DB_ROW;
    for (size_t i = 0; r == DB_ROW && found < s->cap && (i == 0 || i < keys->count); i++) {
        struct query *q = db_query_text(s->db, buf_view(&sql));
        if (keys->count)
            query_int(q, UNIT_P_KEY, keys->at[i]);
        else
            unit_term_bind(q, &s->terms, t);
        query_int(q, UNIT_P_LIMIT, s->cap - found);
        r = query_step(q);
        found += r == DB_ROW ? query_col_int(q, 0) : 0;
        query_end(q);
    }
    buf_free(&sql);
    *ret = found;
    return r == DB_ROW ? DB_OK : r;
}

static bool is_serial(enum unit_term t)
{
    return t == TERM_SERIAL || t == TERM_PREFIX || t == TERM_RANGE;
}

static void drive(struct search *s, enum unit_term t, const struct id_list *keys)
{
    s->driver = t;
    /* Rows of several keys can be put together in the order of their ids only. */
    s->keyed = t != TERM_NONE && unit_term_texts[t].keyed && (by_id(s) || keys->count == 1);
    s->native = (s->keyed && by_id(s)) || t == TERM_NONE || (s->f->sort == UNIT_SORT_SERIAL && is_serial(t)) ||
                (s->f->sort == UNIT_SORT_RECEIVED && t == TERM_RECEIVED);
    s->keys = *keys;
}

/* However many units the only member that can drive lets pass, it drives; TERM_NONE: there are several, or it must be known how
 * many. */
static enum unit_term only_choice(const struct search *s)
{
    enum unit_term only = TERM_NONE;
    if (unit_term_used(&s->terms, TERM_CHANGED) || s->terms.tail.len)
        return TERM_NONE;
    for (int i = 0; i < TERM_COUNT; i++) {
        if (!can_drive(s, (enum unit_term)i))
            continue;
        if (only != TERM_NONE)
            return TERM_NONE;
        only = (enum unit_term)i;
    }
    bool by_serial = s->f->sort == UNIT_SORT_SERIAL && (only == TERM_PREFIX || only == TERM_RANGE),
         by_receipt = s->f->sort == UNIT_SORT_RECEIVED && only == TERM_RECEIVED,
         keyed = by_id(s) && only != TERM_NONE && unit_term_texts[only].keyed;
    return by_serial || by_receipt || keyed ? only : TERM_NONE;
}

static enum db_result drive_only(struct search *s, enum unit_term t)
{
    struct id_list keys = {0};
    enum db_result r = unit_term_texts[t].keyed ? unit_term_keys(s->db, s->a, &s->terms, t, &keys) : DB_OK;
    if (r == DB_OK)
        drive(s, t, &keys);
    return r;
}

/* The member with the fewest matches, when it has fewer than the cap. Otherwise the first keyed one is left in *s. */
static enum db_result choose_fewest(struct search *s, int64_t *ret_count)
{
    int64_t fewest = by_id(s) && s->terms.tail.len >= TAIL_SHARP && s->cap > TAIL_COUNT ? TAIL_COUNT : s->cap;
    *ret_count = s->cap;
    for (int i = 0; i < TERM_COUNT; i++) {
        enum unit_term t = (enum unit_term)i;
        if (!can_drive(s, t))
            continue;
        struct id_list keys = {0};
        enum db_result r = unit_term_texts[t].keyed ? unit_term_keys(s->db, s->a, &s->terms, t, &keys) : DB_OK;
        int64_t count = 0; /* of a keyed one without keys */
        if (r == DB_OK && (keys.count || !unit_term_texts[t].keyed))
            r = count_matches(s, t, &keys, &count);
        if (r != DB_OK)
            return r;
        if (count < fewest) {
            fewest = *ret_count = count;
            drive(s, t, &keys);
        } else if (s->driver == TERM_NONE && by_id(s) && keys.count) {
            drive(s, t, &keys);
        }
    }
    return DB_OK;
}

/* Units that changed have no index, but the events of that time have, and name them. */
static enum db_result consider_changes(struct search *s, int64_t *count)
{
    int64_t units;
    struct id_list keys;
    if (!unit_term_used(&s->terms, TERM_CHANGED) || !by_id(s))
        return DB_OK;
    enum db_result r = unit_term_changes(s->db, &s->terms, *count, &units);
    if (r != DB_OK || units >= *count)
        return r;
    r = unit_term_keys(s->db, s->a, &s->terms, TERM_CHANGED, &keys);
    if (r != DB_OK)
        return r;
    id_list_sort(&keys, descending(s));
    drive(s, TERM_CHANGED, &keys);
    *count = units;
    return DB_OK;
}

static enum db_result choose(struct search *s)
{
    int64_t count;
    const struct id_list none = {0};
    enum unit_term only = only_choice(s);
    if (only != TERM_NONE)
        return drive_only(s, only);
    drive(s, TERM_NONE, &none);
    enum db_result r = choose_fewest(s, &count);
    if (r == DB_OK)
        r = consider_changes(s, &count);
    if (r != DB_OK || count < s->cap)
        return r;
    if (by_id(s)) {
        bool sharp = s->terms.tail.len >= TAIL_SHARP;
        if (sharp || (s->driver == TERM_NONE && s->terms.tail.len > 0))
            drive(s, TERM_SUFFIX, &none);
        return DB_OK;
    }
    enum unit_term by_serial = unit_term_used(&s->terms, TERM_PREFIX) ? TERM_PREFIX : TERM_RANGE;
    drive(s, s->f->sort == UNIT_SORT_SERIAL ? by_serial : TERM_RECEIVED, &none);
    return DB_OK;
}

/* ---- running it ---- */

static enum db_result collect(struct query *q, struct arena *a, struct id_list *ids)
{
    enum db_result r;
    while ((r = query_step(q)) == DB_ROW && id_list_add(a, ids, query_col_int(q, 0)))
        ;
    query_end(q);
    return r == DB_DONE ? DB_OK : r == DB_ROW ? DB_FAILED : r;
}

static void cut(struct search *s, struct id_list *ids)
{
    if (ids->count > (size_t)s->f->limit)
        ids->count = (size_t)s->f->limit;
}

static enum db_result run_one(struct search *s, struct str sql, struct id_list *ids)
{
    struct query *q = db_query_text(s->db, sql);
    bind_position(q, s);
    bind_terms(q, s);
    query_int(q, UNIT_P_LIMIT, s->f->limit);
    if (s->native && by_id(s))
        query_int(q, UNIT_P_EDGE, descending(s) ? INT64_MIN : INT64_MAX);
    return collect(q, s->a, ids);
}

static enum db_result run_key(struct search *s, struct str sql, int64_t key, int64_t edge, struct id_list *ids)
{
    struct query *q = db_query_text(s->db, sql);
    bind_position(q, s);
    bind_terms(q, s);
    query_int(q, UNIT_P_KEY, key);
    query_int(q, UNIT_P_LIMIT, s->f->limit);
    query_int(q, UNIT_P_EDGE, edge);
    return collect(q, s->a, ids);
}

static bool behind_position(const struct search *s, int64_t id)
{
    return descending(s) ? id < id_position(s) : id > id_position(s);
}

/* Key by key, in the order of the answer. */
static enum db_result run_units(struct search *s, struct str sql, struct id_list *ids)
{
    enum db_result r = DB_OK;
    for (size_t i = 0; r == DB_OK && i < s->keys.count && ids->count < (size_t)s->f->limit; i++) {
        bool again = i > 0 && s->keys.at[i] == s->keys.at[i - 1];
        if (!again && behind_position(s, s->keys.at[i]))
            r = run_key(s, sql, s->keys.at[i], descending(s) ? INT64_MIN : INT64_MAX, ids);
    }
    return r;
}

/* The first rows of all keys: what one key finds bounds what the next must look for. */
static enum db_result run_keys(struct search *s, struct str sql, struct id_list *ids)
{
    int64_t edge = descending(s) ? INT64_MIN : INT64_MAX;
    enum db_result r = DB_OK;
    for (size_t i = 0; r == DB_OK && i < s->keys.count; i++) {
        size_t before = ids->count;
        r = run_key(s, sql, s->keys.at[i], edge, ids);
        if (ids->count == before)
            continue;
        if (s->keys.count > 1)
            id_list_sort(ids, descending(s));
        cut(s, ids);
        if (ids->count == (size_t)s->f->limit)
            edge = ids->at[ids->count - 1];
    }
    return r;
}

static enum db_result greatest_id(struct search *s, int64_t *ret)
{
    struct query *q = db_query(s->db, Q_UNIT_GREATEST_ID);
    enum db_result r = query_step(q);
    *ret = r == DB_ROW ? query_col_int(q, 0) : 0;
    query_end(q);
    return r == DB_ROW ? DB_OK : r;
}

/* Groups from..to; several only where the database is far. */
static enum db_result run_groups_of(struct search *s, struct str sql, int64_t from, int64_t to, struct id_list *ids)
{
    int64_t groups[TAIL_MOST];
    size_t count = 0;
    struct query *q = db_query_text(s->db, sql);
    bind_terms(q, s);
    for (int64_t g = from; g <= to; g++)
        groups[count++] = g;
    if (db_far(s->db)) {
        query_ints(q, UNIT_P_KEY, groups, count);
        query_int(q, UNIT_P_LIMIT, s->f->limit);
    } else {
        query_int(q, UNIT_P_KEY, from);
    }
    query_int(q, UNIT_P_ID, id_position(s));
    query_str(q, UNIT_P_SERIAL, s->terms.tail);
    query_str(q, UNIT_P_PRODUCT, s->terms.tail_end);
    struct id_list found = {0};
    enum db_result r = collect(q, s->a, &found);
    id_list_sort(&found, descending(s));
    for (size_t i = 0; r == DB_OK && i < found.count; i++)
        if (!id_list_add(s->a, ids, found.at[i]))
            r = DB_FAILED;
    return r;
}

static int64_t min(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* From the one with the position on, until the page is full. */
static enum db_result run_groups(struct search *s, struct str sql, struct id_list *ids)
{
    int64_t last_id;
    enum db_result r = greatest_id(s, &last_id);
    int64_t last = last_id >> TAIL_GROUP_SHIFT, position = id_position(s) >> TAIL_GROUP_SHIFT;
    int64_t left = descending(s) ? min(position, last) + 1 : last - position + 1;
    int64_t first = db_far(s->db) && s->terms.tail.len >= TAIL_SHARP ? TAIL_GROUPS : 1;
    for (int64_t n = first; r == DB_OK && left > 0 && ids->count < (size_t)s->f->limit;) {
        int64_t now = min(n, left), from = descending(s) ? left - now : last - left + 1;
        r = run_groups_of(s, sql, from, from + now - 1, ids);
        left -= now;
        n = db_far(s->db) ? min(n * TAIL_MORE, TAIL_MOST) : 1;
    }
    cut(s, ids);
    return r;
}

static enum db_result begin(struct search *s)
{
    s->cap = s->f->cap ? s->f->cap : CAP;
    return unit_terms_of(s->a, s->f, &s->terms) ? choose(s) : DB_FAILED;
}

static void write_sql(struct buf *sql, const struct search *s)
{
    if (s->driver == TERM_SUFFIX)
        write_tail_text(sql, s);
    else
        write_text(sql, s);
}

enum db_result store_unit_list(struct db *db, struct arena *a, const struct unit_filter *f, struct id_list *ret)
{
    struct search s = {.db = db, .a = a, .f = f, .driver = TERM_NONE};
    enum db_result r = begin(&s);
    if (r != DB_OK)
        return r;
    struct buf sql = {0};
    struct id_list ids = {0};
    write_sql(&sql, &s);
    if (s.driver == TERM_SUFFIX)
        r = run_groups(&s, buf_view(&sql), &ids);
    else if (s.driver == TERM_CHANGED)
        r = run_units(&s, buf_view(&sql), &ids);
    else
        r = s.keyed ? run_keys(&s, buf_view(&sql), &ids) : run_one(&s, buf_view(&sql), &ids);
    buf_free(&sql);
    if (r == DB_OK)
        *ret = ids;
    return r;
}

enum db_result store_unit_list_explain(struct db *db, struct arena *a, const struct unit_filter *f, struct str *ret)
{
    struct search s = {.db = db, .a = a, .f = f, .driver = TERM_NONE};
    enum db_result r = begin(&s);
    if (r != DB_OK)
        return r;
    struct buf sql = {0};
    write_sql(&sql, &s);
    r = store_explain(db, a, buf_view(&sql), ret);
    buf_free(&sql);
    return r;
}
