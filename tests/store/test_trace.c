/*
 * store/trace.h against a walk over a plain list of what was inside what: ever, at an instant, in both directions,
 * any depth.
 */
#include "base/limits.h"
#include "company.h"
#include "store/trace.h"

enum { THINGS = 60, STEPS = 400, LINKS_MAX = 4000 };

struct inside {
    int64_t child, parent, from_seq, to_seq; /* to_seq INT64_MAX: still */
    msec from, to;
};

struct history {
    struct company *c;
    struct inside all[STEPS];
    size_t count;
    int64_t parents[THINGS + 1]; /* now; by place in company.units, from 1 */
};

static int64_t key_of(int i)
{
    return i * (int64_t)COMPANY_ID_STEP;
}

static bool is_above(const struct history *h, int64_t at, int64_t above)
{
    while (at && at != above)
        at = h->parents[at];
    return at == above;
}

static void put_in(struct history *h, int child, int parent, int64_t seq, msec at)
{
    h->all[h->count++] = (struct inside){key_of(child), key_of(parent), seq, INT64_MAX, at, INT64_MAX};
    h->parents[child] = parent;
    assert_int_equal(store_containment_open(h->c->f->db, key_of(child), key_of(parent), seq, at), DB_OK);
}

static void take_out(struct history *h, int child, int64_t seq, msec at)
{
    for (size_t i = 0; i < h->count; i++)
        if (h->all[i].child == key_of(child) && h->all[i].to_seq == INT64_MAX)
            h->all[i].to_seq = seq, h->all[i].to = at;
    h->parents[child] = 0;
    assert_int_equal(store_containment_close(h->c->f->db, key_of(child), seq, at), DB_OK);
}

/* Things are put into things and taken out again by chance; times rise with the places in the ledger, but not evenly.
 * */
static struct history *make_history(struct fresh *f)
{
    struct history *h = arena_alloc(f->arena, sizeof *h);
    h->c = company_new(f);
    msec at = COMPANY_START;
    assert_int_equal(db_begin(f->db), DB_OK);
    for (int64_t seq = 1; seq <= STEPS; seq++) {
        int child = 1 + (int)company_random(h->c, THINGS), parent = 1 + (int)company_random(h->c, THINGS);
        at += company_random(h->c, 5) * 1000;
        if (h->parents[child])
            take_out(h, child, seq, at);
        else if (!is_above(h, parent, child))
            put_in(h, child, parent, seq, at);
    }
    assert_int_equal(db_commit(f->db), DB_OK);
    return h;
}

struct walk {
    const struct history *h;
    bool inside;
    const msec *at;
    struct trace_link found[LINKS_MAX];
    size_t count;
};

static void walk_from(struct walk *w, int64_t unit, int depth, struct inside chain)
{
    for (size_t i = 0; i < w->h->count && depth <= LIMIT_CONTAINMENT_DEPTH; i++) {
        const struct inside *x = &w->h->all[i];
        if ((w->inside ? x->parent : x->child) != unit || x->from_seq >= chain.to_seq || x->to_seq <= chain.from_seq)
            continue;
        if (w->at && (x->from > *w->at || x->to <= *w->at))
            continue;
        struct inside common = {
            .from_seq = x->from_seq > chain.from_seq ? x->from_seq : chain.from_seq,
            .to_seq = x->to_seq < chain.to_seq ? x->to_seq : chain.to_seq,
            .from = x->from > chain.from ? x->from : chain.from,
            .to = x->to < chain.to ? x->to : chain.to,
        };
        assert_true(w->count < LINKS_MAX);
        w->found[w->count++] = (struct trace_link){x->child,
                                                   x->parent,
                                                   depth,
                                                   x->from,
                                                   x->to == INT64_MAX ? 0 : x->to,
                                                   common.from,
                                                   common.to == INT64_MAX ? 0 : common.to};
        walk_from(w, w->inside ? x->child : x->parent, depth + 1, common);
    }
}

static int by_content(const void *a, const void *b)
{
    const struct trace_link *x = a, *y = b;
    const int64_t mine[] = {x->depth, x->child_id, x->parent_id, x->from, x->chain_from, x->chain_to};
    const int64_t theirs[] = {y->depth, y->child_id, y->parent_id, y->from, y->chain_from, y->chain_to};
    for (size_t i = 0; i < COUNT(mine); i++)
        if (mine[i] != theirs[i])
            return mine[i] < theirs[i] ? -1 : 1;
    return 0;
}

static bool same(const struct trace_link *x, const struct trace_link *y)
{
    return by_content(x, y) == 0 && x->to == y->to;
}

/* Returns the greatest depth seen. */
static int compare(struct history *h, int64_t unit, bool inside, const msec *at)
{
    struct trace_links got;
    struct walk *w = arena_alloc(h->c->f->arena, sizeof *w);
    int deepest = 0;
    *w = (struct walk){.h = h, .inside = inside, .at = at};
    walk_from(w, unit, 1, (struct inside){.from_seq = 0, .to_seq = INT64_MAX, .from = INT64_MIN, .to = INT64_MAX});
    assert_int_equal(store_trace_links(h->c->f->db, h->c->f->arena, unit, inside, at, LINKS_MAX, &got), DB_OK);
    assert_int_equal(got.count, w->count);
    assert_false(got.more);
    if (got.count == 0)
        return 0;
    qsort(got.items, got.count, sizeof *got.items, by_content);
    qsort(w->found, w->count, sizeof *w->found, by_content);
    for (size_t i = 0; i < got.count; i++) {
        assert_true(same(&got.items[i], &w->found[i]));
        deepest = got.items[i].depth > deepest ? got.items[i].depth : deepest;
    }
    return deepest;
}

static void links_ever_and_then(void **state)
{
    struct history *h = make_history(*state);
    int deepest = 0;
    msec last = h->all[h->count - 1].from;
    for (int i = 1; i <= THINGS; i++)
        for (int inside = 0; inside < 2; inside++) {
            int depth = compare(h, key_of(i), inside, NULL);
            deepest = depth > deepest ? depth : deepest;
            for (int n = 0; n < 5; n++) {
                msec at = COMPANY_START + (last - COMPANY_START) * n / 4;
                compare(h, key_of(i), inside, &at);
            }
        }
    assert_true(deepest >= 4); /* otherwise the test says little */
}

static void a_limit_is_told(void **state)
{
    struct history *h = make_history(*state);
    struct trace_links got;
    for (int i = 1; i <= THINGS; i++) {
        assert_int_equal(store_trace_links(h->c->f->db, h->c->f->arena, key_of(i), true, NULL, 2, &got), DB_OK);
        assert_true(got.count <= 2);
        struct trace_links all;
        assert_int_equal(store_trace_links(h->c->f->db, h->c->f->arena, key_of(i), true, NULL, LINKS_MAX, &all), DB_OK);
        assert_int_equal(got.more, all.count > 2);
    }
}

/* The top is found through unit.parent_id. */
static void top_of_each(void **state)
{
    struct company *c = company_new(*state);
    for (int i = 0; i < COMPANY_UNITS; i++) {
        const struct unit *u = &c->units[i];
        int64_t top;
        while (u->parent_id)
            u = &c->units[u->parent_id / COMPANY_ID_STEP - 1];
        assert_int_equal(store_trace_top(c->f->db, c->units[i].id, &top), DB_OK);
        assert_int_equal(top, u->id);
    }
}

static void record(struct company *c, int64_t unit, int64_t seq, enum status status, int64_t party)
{
    struct unit u = {.id = unit, .status = status, .party_id = party, .changed_at = COMPANY_START + seq};
    struct event e = {.seq = seq, .actor = {1, {NULL, 0}}};
    assert_int_equal(store_event_unit_insert(c->f->db, &u, &e, false), DB_OK);
}

static void holders_without_a_break(void **state)
{
    struct company *c = company_new(*state);
    struct trace_holders h;
    record(c, 200, 1, STATUS_IN_STOCK, 0);
    record(c, 200, 2, STATUS_IN_TRANSIT, 3);
    record(c, 200, 3, STATUS_DELIVERED, 3);
    record(c, 200, 4, STATUS_DELIVERED, 4); /* changed hands */
    record(c, 200, 5, STATUS_RETURNED, 0);
    record(c, 200, 6, STATUS_ON_LOAN, 4);
    assert_int_equal(store_trace_holders(c->f->db, c->f->arena, 200, &h), DB_OK);
    assert_int_equal(h.count, 3);
    assert_str(h.items[0].party.code, "C3");
    assert_int_equal(h.items[0].from, COMPANY_START + 2);
    assert_int_equal(h.items[0].to, COMPANY_START + 4);
    assert_int_equal(h.items[0].status, STATUS_DELIVERED);
    assert_str(h.items[1].party.code, "C4");
    assert_int_equal(h.items[1].to, COMPANY_START + 5);
    assert_str(h.items[2].party.name, "Party 4");
    assert_int_equal(h.items[2].from_seq, 6);
    assert_int_equal(h.items[2].to, 0);
    assert_int_equal(store_trace_holders(c->f->db, c->f->arena, 400, &h), DB_OK);
    assert_int_equal(h.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FRESH_TEST(links_ever_and_then),
        FRESH_TEST(a_limit_is_told),
        FRESH_TEST(top_of_each),
        FRESH_TEST(holders_without_a_break),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
