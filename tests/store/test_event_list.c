/*
 * store/event_list.h against a loop over all events: every member of the filter, both orders, page by page, with few
 * and with (as if) many matches. And the index that each member is found with.
 */
#include "company.h"
#include "store/event_list.h"
#include "store/ledger.h"

enum { EVENTS = 500, ACTORS = 2 };

struct fact {
    int64_t units[3];
    int unit_count;
    enum command_code command;
    int64_t actor, location;
    struct str order;
    msec time;
};

struct ledger_of {
    struct company *c;
    struct fact facts[EVENTS + 1]; /* by place, from 1 */
};

static void write_event(struct ledger_of *l, int64_t seq, const struct fact *x)
{
    struct event_unit units[3] = {0};
    struct arena *a = l->c->f->arena;
    struct event e = {
        .id = id_of_text(arena_fmt(a, "%d", (int)seq)),
        .part = 1,
        .parts = 1,
        .seq = seq,
        .time = {x->time, 0},
        .recorded_at = COMPANY_START + seq * COMPANY_HOUR_MS,
        .actor = {x->actor, STR("somebody")},
        .units = units,
        .unit_count = (size_t)x->unit_count,
        .terms = {
            .command = x->command, .hold = -1, .covered = -1, .order = x->order, .reason = STR("a \",\"units\":[ b")}};
    if (x->location)
        e.terms.location = (struct ref){x->location, STR("L")};
    struct buf body = {0};
    for (int i = 0; i < x->unit_count; i++)
        units[i] = (struct event_unit){.id = x->units[i], .product = {1, STR("P1")}, .serial = STR("S")};
    event_write(&body, &e);
    struct event_row row = {.seq = seq, .body = buf_view(&body)};
    if (store_event_insert(l->c->f->db, &e, &row) != DB_OK)
        fail_msg("%s", db_error(l->c->f->db));
    for (int i = 0; i < x->unit_count; i++) {
        struct unit u = l->c->units[x->units[i] / COMPANY_ID_STEP - 1];
        u.changed_at = x->time;
        assert_int_equal(store_event_unit_insert(l->c->f->db, &u, &e, false), DB_OK);
    }
    buf_free(&body);
}

static void choose_units(struct ledger_of *l, struct fact *x)
{
    x->unit_count = 1 + (int)company_random(l->c, 3);
    unsigned first = company_random(l->c, 40);
    for (int i = 0; i < x->unit_count; i++)
        x->units[i] = l->c->units[first + (unsigned)i * 7].id;
}

static struct ledger_of *make_ledger(struct fresh *f)
{
    struct ledger_of *l = arena_alloc(f->arena, sizeof *l);
    l->c = company_new(f);
    assert_int_equal(db_begin(f->db), DB_OK);
    for (int64_t seq = 1; seq <= EVENTS; seq++) {
        struct fact *x = &l->facts[seq];
        choose_units(l, x);
        x->command = company_random(l->c, 5) ? COMMAND_MOVE : COMMAND_RECEIVE;
        x->actor = 1 + company_random(l->c, ACTORS);
        x->location = company_random(l->c, COMPANY_LOCATIONS + 1);
        if (company_random(l->c, 3) == 0)
            x->order = arena_fmt(f->arena, "PO-%u", company_random(l->c, 5));
        /* Recorded up to days after it happened, or up to a day before: as far as that may be. */
        x->time = COMPANY_START + seq * COMPANY_HOUR_MS - (msec)company_random(l->c, 80) * COMPANY_HOUR_MS +
                  24 * COMPANY_HOUR_MS;
        write_event(l, seq, x);
    }
    assert_int_equal(db_commit(f->db), DB_OK);
    return l;
}

static bool names(const struct fact *x, int64_t unit)
{
    for (int i = 0; i < x->unit_count; i++)
        if (x->units[i] == unit)
            return true;
    return false;
}

static bool passes(const struct ledger_of *l, const struct fact *x, const struct event_filter *f)
{
    return (!f->unit_id || names(x, f->unit_id)) && (!f->actor_id || x->actor == f->actor_id) &&
           (!f->location_id || company_within(l->c, x->location, f->location_id)) &&
           (!f->order.len || str_eq(x->order, f->order)) && (!f->commands || f->commands & COMMAND_BIT(x->command)) &&
           (!f->time_from || x->time >= f->time_from) && (!f->time_to || x->time < f->time_to);
}

static void compare_pages(struct ledger_of *l, struct event_filter f, const char *name)
{
    int64_t want[EVENTS];
    size_t count = 0, at = 0;
    for (int64_t i = 1; i <= EVENTS; i++) {
        int64_t seq = f.newest_first ? EVENTS + 1 - i : i;
        if (passes(l, &l->facts[seq], &f))
            want[count++] = seq;
    }
    for (;;) {
        struct id_list got;
        if (store_event_list(l->c->f->db, l->c->f->arena, &f, &got) != DB_OK)
            fail_msg("%s: %s", name, db_error(l->c->f->db));
        size_t rest = count - at, page = rest < (size_t)f.limit ? rest : (size_t)f.limit;
        if (got.count != page)
            fail_msg("%s (newest first %d, cap %d, at %zu): %zu rows, want %zu", name, f.newest_first, f.cap, at,
                     got.count, page);
        for (size_t i = 0; i < page; i++)
            if (got.at[i] != want[at + i])
                fail_msg("%s (newest first %d, cap %d): row %zu is %d, want %d", name, f.newest_first, f.cap, at + i,
                         (int)got.at[i], (int)want[at + i]);
        at += page;
        if (page < (size_t)f.limit)
            return;
        f.after = want[at - 1];
    }
}

#define AT(hours) (COMPANY_START + (hours)*INT64_C(3600000))
static const struct {
    const char *name, *plan;
    struct event_filter filter;
} rows[] = {
    {"all", "SEARCH e USING INTEGER PRIMARY KEY (rowid>?", {.limit = 0}},
    {"unit", "SEARCH e USING INTEGER PRIMARY KEY (rowid=?)", {.unit_id = 1000}},
    {"unit without events", NULL, {.unit_id = 80000}},
    {"order", "USING COVERING INDEX event_order (order_ref=? AND seq>?", {.order = {"PO-2", 4}}},
    {"no such order", NULL, {.order = {"PO-9", 4}}},
    {"rare command", "INDEX event_rare (command=?", {.commands = COMMAND_BIT(COMMAND_SCRAP)}},
    {"actor", "USING COVERING INDEX event_actor (actor_id=? AND seq>?", {.actor_id = 2}},
    {"bin", "USING COVERING INDEX event_location (location_id=? AND seq>?", {.location_id = 9}},
    {"site", "USING COVERING INDEX event_location (location_id=? AND seq>?", {.location_id = 1}},
    {"command", "SEARCH e USING INTEGER PRIMARY KEY (rowid>?", {.commands = COMMAND_BIT(COMMAND_RECEIVE)}},
    {"two commands", NULL, {.commands = COMMAND_BIT(COMMAND_RECEIVE) | COMMAND_BIT(COMMAND_MOVE)}},
    {"from", NULL, {.time_from = AT(300)}},
    {"to", NULL, {.time_to = AT(300)}},
    {"a while", NULL, {.time_from = AT(200), .time_to = AT(220)}},
    {"before all", NULL, {.time_to = AT(-1000)}},
    {"after all", NULL, {.time_from = AT(9999)}},
    {"order and actor", NULL, {.order = {"PO-2", 4}, .actor_id = 2}},
    {"site and command", NULL, {.location_id = 2, .commands = COMMAND_BIT(COMMAND_RECEIVE)}},
    {"site, actor and time", NULL, {.location_id = 2, .actor_id = 1, .time_from = AT(100), .time_to = AT(400)}},
    {"unit and time", NULL, {.unit_id = 1000, .time_from = AT(100)}},
    {"unit, order and site", NULL, {.unit_id = 1000, .order = {"PO-1", 4}, .location_id = 1}},
};

static void every_member(void **state)
{
    static const int limits[] = {1000, 7}, caps[] = {0, 1, 20};
    struct ledger_of *l = make_ledger(*state);
    for (size_t i = 0; i < COUNT(rows); i++)
        for (size_t n = 0; n < COUNT(limits); n++)
            for (size_t k = 0; k < COUNT(caps); k++)
                for (int down = 0; down < 2; down++) {
                    struct event_filter f = rows[i].filter;
                    f.limit = limits[n];
                    f.cap = caps[k];
                    f.newest_first = down;
                    compare_pages(l, f, rows[i].name);
                }
}

static void each_has_its_index(void **state)
{
    FRESH_SQLITE_ONLY();
    struct ledger_of *l = make_ledger(*state);
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct str plan;
        struct event_filter f = rows[i].filter;
        f.limit = 50;
        f.cap = 1;
        assert_int_equal(store_event_list_explain(l->c->f->db, l->c->f->arena, &f, &plan), DB_OK);
        if (rows[i].plan && !strstr(plan.ptr, rows[i].plan))
            fail_msg("%s: %s", rows[i].name, plan.ptr);
    }
    struct str plan;
    const struct event_filter few = {.time_from = AT(200), .time_to = AT(220), .limit = 50};
    assert_int_equal(store_event_list_explain(l->c->f->db, l->c->f->arena, &few, &plan), DB_OK);
    assert_non_null(strstr(plan.ptr, "USING COVERING INDEX event_time (event_time>? AND event_time<?)"));
}

/* The head of an event is told from a text that looks like its end. */
static void items_without_their_units(void **state)
{
    struct ledger_of *l = make_ledger(*state);
    struct event_items got;
    int64_t seq;
    struct id_list seqs = {0};
    assert_true(id_list_add(l->c->f->arena, &seqs, 77));
    assert_true(id_list_add(l->c->f->arena, &seqs, 3));
    assert_int_equal(store_event_items(l->c->f->db, l->c->f->arena, &seqs, &got), DB_OK);
    assert_int_equal(got.count, 2);
    assert_int_equal(got.items[0].seq, 77);
    assert_int_equal(got.items[0].units, l->facts[77].unit_count);
    assert_int_equal(got.items[0].event.terms.command, l->facts[77].command);
    assert_str(got.items[0].event.terms.reason, "a \",\"units\":[ b");
    assert_int_equal(got.items[0].event.unit_count, 0);
    assert_int_equal(got.items[1].event.time.at, l->facts[3].time);
    assert_int_equal(store_event_seq(l->c->f->db, got.items[0].event.id, &seq), DB_ROW);
    assert_int_equal(seq, 77);
    assert_int_equal(store_event_seq(l->c->f->db, id_of_text(STR("no")), &seq), DB_DONE);
    assert_int_equal(store_event_order_known(l->c->f->db, STR("PO-1")), DB_ROW);
    assert_int_equal(store_event_order_known(l->c->f->db, STR("PO-77")), DB_DONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FRESH_TEST(every_member),
        FRESH_TEST(each_has_its_index),
        FRESH_TEST(items_without_their_units),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
