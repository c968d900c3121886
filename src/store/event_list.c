/*
 * Which member drives, and with which index (tests/store/test_event_list.c holds the engine to it):
 *
 *   unit       the places of its events from event_unit (PRIMARY KEY unit_id, seq), then those events.
 *   order,     one search of event_order, event_actor or event_location, which are in the order of seq within one key:
 *   actor,     it ends at the page's last row. A location is all places below it: one search each.
 *   location
 *   time       range of event_time, sorted by seq: the index alone tells both. When very many events lie in it, the
 *              ledger itself is gone through from where they begin to be recorded.
 *   command    when it is a rare one, one search of event_rare each; common ones are checked row by row, since their index
 *              would cost every scan and their events are near wherever one looks.
 */
#include "store/event_list.h"

#include "base/limits.h"
#include "store/location.h"

enum {
    CAP = 10000,      /* counting stops here */
    CAP_TIME = 20000, /* a range of times may have more: its index is read alone */
    MS_PER_MIN = 60000
};

/* The commands of everyday scans, as sql/migrations/0001 has them: these are not in event_rare. */
static const uint64_t common_commands = 33576316;

/* PostgreSQL shifts an int by its lowest five bits only: to its index these two are bits 2 and 3, which are common. */
static const uint64_t common_far = COMMAND_BIT(COMMAND_CLAIM) | COMMAND_BIT(COMMAND_CORRECT);

/* ?1 key, ?2 limit, ?3 position, ?4 edge; then the members. */
enum { P_KEY = 1, P_LIMIT, P_AFTER, P_EDGE, P_UNIT, P_ACTOR, P_LOCATION, P_ORDER, P_COMMANDS, P_FROM, P_TO };

enum term {
    TERM_UNIT,
    TERM_ORDER,
    TERM_LOCATION,
    TERM_ACTOR,
    TERM_COMMANDS,
    TERM_TIME,
    TERM_COUNT,
    TERM_NONE = TERM_COUNT
};

static const struct {
    const char *keyed, *plain, *check;
} texts[] = {
    [TERM_UNIT] = {NULL, "e.seq IN (SELECT x.seq FROM event_unit x WHERE x.unit_id = ?5)",
                   "EXISTS (SELECT 1 FROM event_unit x WHERE x.unit_id = ?5 AND x.seq = e.seq)"},
    [TERM_ORDER] = {"e.order_ref = ?1", NULL, "e.order_ref || '' = ?8"},
    [TERM_LOCATION] = {"e.location_id = ?1", NULL,
                       "+e.location_id IN (WITH RECURSIVE below (id) AS (SELECT id FROM location WHERE id = ?7"
                       " UNION SELECT c.id FROM location c JOIN below b ON c.parent_id = b.id) SELECT id FROM below)"},
    [TERM_ACTOR] = {"e.actor_id = ?1", NULL, "+e.actor_id = ?6"},
    [TERM_TIME] = {NULL, "e.event_time >= ?10 AND e.event_time < ?11", "+e.event_time >= ?10 AND +e.event_time < ?11"},
    [TERM_COMMANDS] = {"((33576316 >> e.command) & 1) = 0 AND e.command = ?1", NULL, "((?9 >> e.command) & 1) = 1"},
};

static const char *const orders[2][2] = {
    /* sorted, native */
    {"+e.seq > ?3 ORDER BY +e.seq", "e.seq > ?3 AND e.seq < ?4 ORDER BY e.seq"},
    {"+e.seq < ?3 ORDER BY +e.seq DESC", "e.seq < ?3 AND e.seq > ?4 ORDER BY e.seq DESC"},
};

struct search {
    struct db *db;
    struct arena *a;
    const struct event_filter *f;
    unsigned used;
    enum term driver; /* TERM_NONE: the ledger itself */
    bool keyed;
    struct id_list keys;
    int64_t from_seq; /* no match lies before */
    int64_t cap;
};

static bool is_used(const struct search *s, int t)
{
    return s->used >> t & 1;
}

static msec time_to(const struct search *s)
{
    return s->f->time_to ? s->f->time_to : INT64_MAX;
}

static msec time_from(const struct search *s)
{
    return s->f->time_from ? s->f->time_from : INT64_MIN;
}

static unsigned used_terms(const struct event_filter *f)
{
    const bool there[TERM_COUNT] = {
        [TERM_UNIT] = f->unit_id,
        [TERM_ORDER] = f->order.len,
        [TERM_LOCATION] = f->location_id,
        [TERM_ACTOR] = f->actor_id,
        [TERM_TIME] = f->time_from || f->time_to,
        [TERM_COMMANDS] = f->commands,
    };
    unsigned used = 0;
    for (int t = 0; t < TERM_COUNT; t++)
        used |= (unsigned)there[t] << t;
    return used;
}

static void bind_key(struct query *q, const struct search *s, enum term t, int64_t key)
{
    if (t == TERM_ORDER)
        query_str(q, P_KEY, s->f->order);
    else
        query_int(q, P_KEY, key);
}

static void bind_term(struct query *q, const struct search *s, enum term t)
{
    const struct event_filter *f = s->f;
    switch (t) {
    case TERM_UNIT:
        query_int(q, P_UNIT, f->unit_id);
        return;
    case TERM_ORDER:
        query_str(q, P_ORDER, f->order);
        return;
    case TERM_LOCATION:
        query_int(q, P_LOCATION, f->location_id);
        return;
    case TERM_ACTOR:
        query_int(q, P_ACTOR, f->actor_id);
        return;
    case TERM_TIME:
        query_int(q, P_FROM, time_from(s));
        query_int(q, P_TO, time_to(s));
        return;
    case TERM_COMMANDS:
        query_int(q, P_COMMANDS, (int64_t)f->commands);
        return;
    case TERM_COUNT:
        return;
    }
}

/* ---- which one drives ---- */

static enum db_result one_key(struct arena *a, int64_t key, struct id_list *ret)
{
    struct id_list keys = {0};
    if (!id_list_add(a, &keys, key))
        return DB_FAILED;
    *ret = keys;
    return DB_OK;
}

/* Each command is a key. */
static enum db_result command_keys(struct search *s, struct id_list *ret)
{
    struct id_list keys = {0};
    for (int i = 0; i < COMMAND_TOTAL; i++)
        if ((s->f->commands & COMMAND_BIT(i)) && !id_list_add(s->a, &keys, i))
            return DB_FAILED;
    *ret = keys;
    return DB_OK;
}

static enum db_result keys_of(struct search *s, enum term t, struct id_list *ret)
{
    if (t == TERM_COMMANDS)
        return command_keys(s, ret);
    if (t == TERM_LOCATION)
        return store_location_subtree(s->db, s->a, s->f->location_id, ret);
    return one_key(s->a, s->f->actor_id, ret);
}

static enum db_result count_one(struct search *s, enum term t, int64_t key, int64_t limit, int64_t *ret)
{
    struct buf sql = {0};
    buf_fmt(&sql, "SELECT count(*) FROM (SELECT 1 FROM event e WHERE %s LIMIT ?2) AS found",
            texts[t].keyed ? texts[t].keyed : texts[t].plain);
    struct query *q = db_query_text(s->db, buf_view(&sql));
    if (texts[t].keyed)
        bind_key(q, s, t, key);
    else
        bind_term(q, s, t);
    query_int(q, P_LIMIT, limit);
    enum db_result r = query_step(q);
    *ret = r == DB_ROW ? query_col_int(q, 0) : 0;
    query_end(q);
    buf_free(&sql);
    return r == DB_ROW ? DB_OK : r;
}

static enum db_result count_keys(struct search *s, enum term t, const struct id_list *keys, int64_t *ret)
{
    int64_t found = 0, here;
    enum db_result r = DB_OK;
    for (size_t i = 0; r == DB_OK && i < keys->count && found < s->cap; i++) {
        r = count_one(s, t, keys->at[i], s->cap - found, &here);
        found += r == DB_OK ? here : 0;
    }
    *ret = found;
    return r;
}

static void drive(struct search *s, enum term t, const struct id_list *keys)
{
    s->driver = t;
    s->keyed = t != TERM_NONE && texts[t].keyed;
    s->keys = *keys;
}

/* A keyed member: the fewest so far drives, and the first one drives for want of a better. */
static enum db_result consider_keyed(struct search *s, enum term t, int64_t *fewest)
{
    struct id_list keys;
    int64_t count;
    enum db_result r = keys_of(s, t, &keys);
    if (r == DB_OK)
        r = count_keys(s, t, &keys, &count);
    if (r != DB_OK)
        return r;
    if (count < *fewest) {
        *fewest = count;
        drive(s, t, &keys);
    } else if (s->driver == TERM_NONE) {
        drive(s, t, &keys);
    }
    return DB_OK;
}

/* Record times rise with the places. */
enum db_result store_event_seq_recorded(struct db *db, msec at, int64_t *ret)
{
    struct query *q = db_query(db, Q_EVENT_GREATEST);
    enum db_result r = query_step(q);
    int64_t low = 1, high = r == DB_ROW ? query_col_int(q, 0) + 1 : 1;
    query_end(q);
    while (r == DB_ROW && low < high) {
        int64_t middle = low + (high - low) / 2;
        q = db_query(db, Q_EVENT_AT);
        query_int(q, 1, middle);
        r = query_step(q);
        if (r == DB_ROW && query_col_int(q, 1) < at)
            low = middle + 1;
        else
            high = middle;
        query_end(q);
    }
    *ret = low;
    return r == DB_ROW ? DB_OK : r;
}

/* An event is recorded at most so much before it happens: those before need not be looked at. */
static enum db_result bound_by_time(struct search *s)
{
    if (!s->f->time_from)
        return DB_OK;
    return store_event_seq_recorded(s->db, s->f->time_from - (msec)LIMIT_EVENT_FUTURE_MIN * MS_PER_MIN, &s->from_seq);
}

static enum db_result consider_time(struct search *s, int64_t fewest)
{
    const struct id_list none = {0};
    int64_t count, cap = s->f->cap ? s->f->cap : CAP_TIME;
    enum db_result r = count_one(s, TERM_TIME, 0, cap, &count);
    if (r != DB_OK)
        return r;
    if (count < fewest || (s->driver == TERM_NONE && count < cap))
        drive(s, TERM_TIME, &none);
    if (s->driver != TERM_NONE)
        return DB_OK;
    r = bound_by_time(s);
    if (r != DB_OK || !s->f->newest_first || !s->f->time_to)
        return r;
    /* From the newest on, what was recorded since would be gone through in vain; when that is much, sort after all. */
    int64_t since, last;
    r = store_event_seq_recorded(s->db, s->f->time_to, &since);
    if (r == DB_OK)
        r = store_event_seq_recorded(s->db, INT64_MAX, &last);
    if (r == DB_OK && last - since > CAP_TIME)
        drive(s, TERM_TIME, &none);
    return r;
}

/* All the commands that are asked for are in event_rare. */
static bool indexed(const struct search *s)
{
    uint64_t common = db_far(s->db) ? common_commands | common_far : common_commands;
    return !(s->f->commands & common);
}

static enum db_result choose(struct search *s)
{
    const struct id_list none = {0};
    int64_t fewest = s->cap;
    drive(s, TERM_NONE, &none);
    if (is_used(s, TERM_UNIT)) {
        drive(s, TERM_UNIT, &none);
        return DB_OK;
    }
    for (int t = TERM_ORDER; t <= TERM_COMMANDS; t++) {
        bool may_drive = is_used(s, t) && (t != TERM_COMMANDS || indexed(s));
        enum db_result r = may_drive ? consider_keyed(s, (enum term)t, &fewest) : DB_OK;
        if (r != DB_OK)
            return r;
    }
    return is_used(s, TERM_TIME) ? consider_time(s, fewest) : DB_OK;
}

/* ---- running it ---- */

static void write_sql(struct buf *sql, const struct search *s)
{
    bool native = s->keyed || s->driver == TERM_NONE;
    buf_z(sql, "SELECT e.seq FROM event e WHERE ");
    if (s->driver != TERM_NONE)
        buf_fmt(sql, "%s AND ", s->keyed ? texts[s->driver].keyed : texts[s->driver].plain);
    for (int t = 0; t < TERM_COUNT; t++)
        if (is_used(s, t) && t != (int)s->driver)
            buf_fmt(sql, "%s AND ", texts[t].check);
    buf_fmt(sql, "%s LIMIT ?2", orders[s->f->newest_first][native]);
}

static int64_t position(const struct search *s)
{
    int64_t after = s->f->after;
    if (s->f->newest_first)
        return after ? after : INT64_MAX;
    return after >= s->from_seq ? after : s->from_seq - 1;
}

static int64_t first_edge(const struct search *s)
{
    return s->f->newest_first ? s->from_seq - 1 : INT64_MAX;
}

static enum db_result run_one(struct search *s, struct str sql, int64_t key, int64_t edge, struct id_list *seqs)
{
    struct query *q = db_query_text(s->db, sql);
    bool native = s->keyed || s->driver == TERM_NONE;
    for (int t = 0; t < TERM_COUNT; t++)
        if (is_used(s, t) && !(s->keyed && t == (int)s->driver))
            bind_term(q, s, (enum term)t);
    if (s->keyed)
        bind_key(q, s, s->driver, key);
    query_int(q, P_LIMIT, s->f->limit);
    query_int(q, P_AFTER, position(s));
    if (native)
        query_int(q, P_EDGE, edge);
    enum db_result r;
    while ((r = query_step(q)) == DB_ROW && id_list_add(s->a, seqs, query_col_int(q, 0)))
        ;
    query_end(q);
    return r == DB_DONE ? DB_OK : r == DB_ROW ? DB_FAILED : r;
}

static enum db_result run_keys(struct search *s, struct str sql, struct id_list *seqs)
{
    size_t limit = (size_t)s->f->limit;
    int64_t edge = first_edge(s);
    enum db_result r = DB_OK;
    for (size_t i = 0; r == DB_OK && i < s->keys.count; i++) {
        size_t before = seqs->count;
        r = run_one(s, sql, s->keys.at[i], edge, seqs);
        if (seqs->count == before || s->keys.count == 1)
            continue;
        id_list_sort(seqs, s->f->newest_first);
        if (seqs->count > limit)
            seqs->count = limit;
        if (seqs->count == limit)
            edge = seqs->at[limit - 1];
    }
    return r;
}

static enum db_result begin(struct search *s)
{
    s->used = used_terms(s->f);
    s->cap = s->f->cap ? s->f->cap : CAP;
    s->from_seq = 1;
    return choose(s);
}

enum db_result store_event_list(struct db *db, struct arena *a, const struct event_filter *f, struct id_list *ret)
{
    struct search s = {.db = db, .a = a, .f = f};
    enum db_result r = begin(&s);
    if (r != DB_OK)
        return r;
    struct buf sql = {0};
    struct id_list seqs = {0};
    write_sql(&sql, &s);
    r = s.keyed ? run_keys(&s, buf_view(&sql), &seqs) : run_one(&s, buf_view(&sql), 0, first_edge(&s), &seqs);
    buf_free(&sql);
    if (r == DB_OK)
        *ret = seqs;
    return r;
}

enum db_result store_event_list_explain(struct db *db, struct arena *a, const struct event_filter *f, struct str *ret)
{
    struct search s = {.db = db, .a = a, .f = f};
    enum db_result r = begin(&s);
    struct buf sql = {0};
    if (r != DB_OK)
        return r;
    write_sql(&sql, &s);
    r = store_explain(db, a, buf_view(&sql), ret);
    buf_free(&sql);
    return r;
}

/* ---- events ---- */

enum db_result store_event_items(struct db *db, struct arena *a, const struct id_list *seqs, struct event_items *ret)
{
    struct event_items items = {.items = ARENA_ARRAY(a, seqs->count + 1, struct event_item)};
    if (!items.items)
        return DB_FAILED;
    for (size_t i = 0; i < seqs->count; i++) {
        const char *why;
        struct event_item *item = &items.items[items.count++];
        struct query *q = db_query(db, Q_EVENT_ITEM);
        query_int(q, 1, seqs->at[i]);
        enum db_result r = query_step(q);
        item->seq = seqs->at[i];
        item->units = r == DB_ROW ? query_col_int(q, 1) : 0;
        bool read = r == DB_ROW && event_read_head(a, query_col_str(q, 2), &item->event, &why);
        query_end(q);
        if (!read)
            return r == DB_ROW || r == DB_DONE ? DB_CORRUPT : r;
    }
    *ret = items;
    return DB_OK;
}

enum db_result store_event_seq(struct db *db, struct id id, int64_t *ret_seq)
{
    struct query *q = db_query(db, Q_EVENT_SEQ_OF);
    query_blob(q, 1, id.bytes, sizeof id.bytes);
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        *ret_seq = query_col_int(q, 0);
    query_end(q);
    return r;
}

enum db_result store_event_order_known(struct db *db, struct str order)
{
    struct query *q = db_query(db, Q_EVENT_ORDERS);
    query_str(q, 1, order);
    enum db_result r = query_step(q);
    query_end(q);
    return r;
}
