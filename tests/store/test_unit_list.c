/*
 * store/unit_list.h against a loop over all units: every member of the filter, alone and by chance with others, in
 * every order, page by page, with few and with (as if) many matches. And the index that each member is found with.
 */
#include "company.h"
#include "store/ledger.h"
#include "store/unit_list.h"

/* ---- what the answer should be ---- */

static bool ends_with(struct str s, struct str end)
{
    return end.len <= s.len && str_eq(str_slice(s, s.len - end.len, end.len), end);
}

static bool in_range(struct str serial, const struct unit_filter *f)
{
    if (f->serial_from.len && str_cmp(serial, f->serial_from) < 0)
        return false;
    if (f->serial_to.len && str_cmp(serial, f->serial_to) > 0)
        return false;
    bool same = f->serial_from.len && str_chars(f->serial_from) == str_chars(f->serial_to);
    return !same || str_chars(serial) == str_chars(f->serial_from);
}

static bool of_lot(const struct company *c, const struct unit *u, struct str number)
{
    return u->lot_id && str_eq(c->lots[u->lot_id].number, number);
}

static bool passes(const struct company *c, const struct unit *u, const struct unit_filter *f)
{
    return (!f->product_id || u->product_id == f->product_id) && (!f->party_id || u->party_id == f->party_id) &&
           (!f->owner_id || u->owner_id == f->owner_id) && (!f->supplier_id || u->supplier_id == f->supplier_id) &&
           (!f->location_id || company_within(c, u->location_id, f->location_id)) &&
           (!f->lot.len || of_lot(c, u, f->lot)) && (!f->serial.len || str_eq(u->serial, f->serial)) &&
           str_starts(u->serial, f->serial_prefix) && ends_with(u->serial, f->serial_suffix) &&
           in_range(u->serial, f) && (!f->statuses || f->statuses & STATUS_BIT(u->status)) &&
           (!f->holds || u->holds & f->holds) &&
           (!f->received_from || (u->received_at && u->received_at >= f->received_from)) &&
           (!f->received_to || (u->received_at && u->received_at < f->received_to)) &&
           (!f->changed_from || u->changed_at >= f->changed_from) &&
           (!f->changed_to || u->changed_at < f->changed_to) && (f->sort != UNIT_SORT_RECEIVED || u->received_at);
}

static int by_serial(const void *a, const void *b)
{
    const struct unit *x = *(struct unit *const *)a, *y = *(struct unit *const *)b;
    int order = str_cmp(x->serial, y->serial);
    return order ? order : (x->product_id > y->product_id) - (x->product_id < y->product_id);
}

static int by_receipt(const void *a, const void *b)
{
    const struct unit *x = *(struct unit *const *)a, *y = *(struct unit *const *)b;
    int order = (x->received_at > y->received_at) - (x->received_at < y->received_at);
    return order ? order : (x->id > y->id) - (x->id < y->id);
}

static size_t expect(struct company *c, const struct unit_filter *f, struct unit **ret)
{
    size_t n = 0;
    bool down = f->sort == UNIT_SORT_ID_DOWN;
    for (int i = 0; i < COMPANY_UNITS; i++) {
        struct unit *u = &c->units[down ? COMPANY_UNITS - 1 - i : i];
        if (passes(c, u, f))
            ret[n++] = u;
    }
    if (f->sort == UNIT_SORT_SERIAL)
        qsort(ret, n, sizeof *ret, by_serial);
    if (f->sort == UNIT_SORT_RECEIVED)
        qsort(ret, n, sizeof *ret, by_receipt);
    return n;
}

/* The last event of each unit; it names another one, too, which changed at another time. */
static void write_events(struct company *c)
{
    for (int i = 0; i < COMPANY_UNITS; i++) {
        struct event_unit units[2] = {
            {.id = c->units[i].id, .product = {1, STR("P1")}, .serial = STR("S")},
            {.id = c->units[i * 7 % COMPANY_UNITS].id, .product = {1, STR("P1")}, .serial = STR("S"), .carried = true},
        };
        const struct event e = {.id = id_of_text(arena_fmt(c->f->arena, "%d", i)),
                                .part = 1,
                                .parts = 1,
                                .seq = i + 1,
                                .time.at = c->units[i].changed_at,
                                .actor = {1, STR("olga")},
                                .units = units,
                                .unit_count = 2,
                                .terms = {.command = COMMAND_MOVE, .hold = -1, .covered = -1}};
        struct buf body = {0};
        event_write(&body, &e);
        const struct event_row row = {.seq = e.seq, .body = buf_view(&body)};
        if (store_event_insert(c->f->db, &e, &row) != DB_OK)
            fail_msg("%s", db_error(c->f->db));
        buf_free(&body);
    }
}

/* ---- comparing ---- */

static struct unit_position behind(const struct unit *u)
{
    return (struct unit_position){u->id, u->serial, u->product_id, u->received_at};
}

static void compare_pages(struct company *c, struct unit_filter f, const char *name)
{
    struct unit *want[COMPANY_UNITS];
    size_t count = expect(c, &f, want), at = 0;
    for (;;) {
        struct id_list got;
        if (store_unit_list(c->f->db, c->f->arena, &f, &got) != DB_OK)
            fail_msg("%s: %s", name, db_error(c->f->db));
        size_t rest = count - at, page = rest < (size_t)f.limit ? rest : (size_t)f.limit;
        if (got.count != page)
            fail_msg("%s (sort %d, cap %d, at %zu): %zu rows, want %zu", name, f.sort, f.cap, at, got.count, page);
        for (size_t i = 0; i < page; i++)
            if (got.at[i] != want[at + i]->id)
                fail_msg("%s (sort %d, cap %d): row %zu is %d, want %d", name, f.sort, f.cap, at + i, (int)got.at[i],
                         (int)want[at + i]->id);
        at += page;
        if (page < (size_t)f.limit)
            break;
        f.after = behind(want[at - 1]);
    }
}

static void compare(struct company *c, struct unit_filter f, const char *name)
{
    static const int limits[] = {1000, 7}, caps[] = {0, 1, 20};
    for (size_t l = 0; l < COUNT(limits); l++)
        for (size_t n = 0; n < COUNT(caps); n++)
            for (int sort = UNIT_SORT_ID; sort <= UNIT_SORT_RECEIVED; sort++) {
                f.limit = limits[l];
                f.cap = caps[n];
                f.sort = (enum unit_sort)sort;
                compare_pages(c, f, name);
            }
}

#define DAY INT64_C(86400000)
static const struct {
    const char *name;
    struct unit_filter filter;
} rows[] = {
    {"all", {.limit = 0}},
    {"product", {.product_id = 2}},
    {"serial of several products", {.serial = {"21", 2}}},
    {"no such serial", {.serial = {"nothing", 7}}},
    {"prefix", {.serial_prefix = {"SN0", 3}}},
    {"prefix of some", {.serial_prefix = {"SN002", 5}}},
    {"prefix, not ASCII", {.serial_prefix = {"\xC3\xA4", 2}}},
    {"prefix without match", {.serial_prefix = {"zz", 2}}},
    {"suffix of one character", {.serial_suffix = {"7", 1}}},
    {"suffix of three", {.serial_suffix = {"-X7", 3}}},
    {"suffix longer than the tail", {.serial_suffix = {"SN00021-X7", 10}}},
    {"suffix that ends beyond ASCII", {.serial_suffix = {"\xE2\x82\xAC", 3}}},
    {"suffix with a letter beyond ASCII", {.serial_suffix = {"4\xC3\xB6", 3}}},
    {"range", {.serial_from = {"SN00100", 7}, .serial_to = {"SN00500", 7}}},
    {"range of other lengths", {.serial_from = {"1", 1}, .serial_to = {"SN00500", 7}}},
    {"from", {.serial_from = {"SN00500", 7}}},
    {"to", {.serial_to = {"4", 1}}},
    {"prefix and range", {.serial_prefix = {"SN00", 4}, .serial_from = {"SN0003", 6}}},
    {"lot of any product", {.lot = {"LOT1", 4}}},
    {"lot of one product", {.lot = {"LOT1", 4}, .product_id = 2}},
    {"no such lot", {.lot = {"LOT9", 4}}},
    {"site", {.location_id = 1}},
    {"zone", {.location_id = 4}},
    {"bin", {.location_id = 9}},
    {"site and product", {.location_id = 2, .product_id = 3}},
    {"site and status", {.location_id = 2, .statuses = STATUS_BIT(STATUS_PICKED)}},
    {"party", {.party_id = 3}},
    {"owner", {.owner_id = 3}},
    {"supplier", {.supplier_id = 3}},
    {"party and supplier", {.party_id = 3, .supplier_id = 3}},
    {"in stock", {.statuses = STATUS_BIT(STATUS_IN_STOCK)}},
    {"in stock or delivered", {.statuses = STATUS_BIT(STATUS_IN_STOCK) | STATUS_BIT(STATUS_DELIVERED)}},
    {"missing", {.statuses = STATUS_BIT(STATUS_MISSING)}},
    {"several rare statuses",
     {.statuses = STATUS_BIT(STATUS_RESERVED) | STATUS_BIT(STATUS_SCRAPPED) | STATUS_BIT(STATUS_ALLOCATED)}},
    {"rare and common", {.statuses = STATUS_BIT(STATUS_RESERVED) | STATUS_BIT(STATUS_IN_STOCK)}},
    {"a hold", {.holds = HOLD_BIT(HOLD_RECALL)}},
    {"any hold", {.holds = 7}},
    {"received from", {.received_from = COMPANY_START + DAY}},
    {"received to", {.received_to = COMPANY_START + DAY}},
    {"received on a day", {.received_from = COMPANY_START, .received_to = COMPANY_START + DAY}},
    {"changed from", {.changed_from = COMPANY_START + 3 * DAY}},
    {"changed on a day", {.changed_from = COMPANY_START + DAY, .changed_to = COMPANY_START + 2 * DAY}},
    {"suffix and product", {.serial_suffix = {"7", 1}, .product_id = 2}},
    {"suffix and status", {.serial_suffix = {"-X7", 3}, .statuses = STATUS_BIT(STATUS_IN_STOCK)}},
    {"much at once",
     {.product_id = 2, .location_id = 1, .received_from = COMPANY_START + DAY, .serial_prefix = {"S", 1}}},
};

static void every_member(void **state)
{
    struct company *c = company_new(*state);
    write_events(c);
    for (size_t i = 0; i < COUNT(rows); i++)
        compare(c, rows[i].filter, rows[i].name);
}

/* Members of two or three rows put together. */
static void merge(struct unit_filter *into, const struct unit_filter *from)
{
    char *to = (char *)into;
    const char *bytes = (const char *)from;
    for (size_t i = 0; i + 8 <= sizeof *into; i += 8) {
        uint64_t mine, other;
        memcpy(&mine, to + i, 8);
        memcpy(&other, bytes + i, 8);
        if (!mine)
            memcpy(to + i, &other, 8);
    }
}

static void members_by_chance(void **state)
{
    struct company *c = company_new(*state);
    write_events(c);
    const char *long_runs = getenv("SERNO_LONG");
    int rounds = long_runs ? 2000 : 60;
    for (int i = 0; i < rounds; i++) {
        const size_t a = company_random(c, COUNT(rows)), b = company_random(c, COUNT(rows));
        struct unit_filter f = rows[a].filter;
        struct str serials[] = {f.serial, f.serial_prefix, f.serial_suffix, f.serial_from, f.serial_to, f.lot};
        bool texts = false;
        for (size_t n = 0; n < COUNT(serials); n++)
            texts = texts || serials[n].len;
        const struct unit_filter *g = &rows[b].filter;
        bool their_texts = g->serial.len || g->serial_prefix.len || g->serial_suffix.len || g->serial_from.len ||
                           g->serial_to.len || g->lot.len;
        if (texts && their_texts)
            continue; /* halves of two texts would be mixed */
        merge(&f, g);
        compare(c, f, rows[a].name);
    }
}

/* ---- plans ---- */

static const struct {
    const char *name, *plan; /* must stand in the plan */
    int cap;                 /* 1: as if there were many matches of everything */
    struct unit_filter filter;
} plans[] = {
    {"product", "USING COVERING INDEX unit_product (product_id=? AND rowid>?", 1, {.product_id = 2}},
    {"party", "USING COVERING INDEX unit_party (party_id=? AND rowid>?", 1, {.party_id = 2}},
    {"owner", "USING COVERING INDEX unit_owner (owner_id=? AND rowid>?", 1, {.owner_id = 2}},
    {"supplier", "USING COVERING INDEX unit_supplier (supplier_id=? AND rowid>?", 1, {.supplier_id = 2}},
    {"lot", "USING COVERING INDEX unit_lot (lot_id=? AND rowid>?", 1, {.lot = {"LOT1", 4}}},
    {"location", "USING COVERING INDEX unit_location (location_id=? AND rowid>?", 1, {.location_id = 1}},
    {"rare status",
     "USING COVERING INDEX unit_status (status=? AND rowid>?",
     1,
     {.statuses = STATUS_BIT(STATUS_MISSING)}},
    {"common status", "USING INTEGER PRIMARY KEY (rowid>?", 1, {.statuses = STATUS_BIT(STATUS_IN_STOCK)}},
    {"hold", "USING COVERING INDEX unit_held", 0, {.holds = 1}},
    {"serial", "USING COVERING INDEX unit_serial (serial=?)", 0, {.serial = {"21", 2}}},
    {"few of a prefix", "USING COVERING INDEX unit_serial (serial>? AND serial<?)", 0, {.serial_prefix = {"SN0", 3}}},
    {"many of a prefix",
     "USING COVERING INDEX unit_serial (serial>? AND serial<?)\n",
     1,
     {.serial_prefix = {"SN0", 3}, .sort = UNIT_SORT_SERIAL}},
    {"suffix",
     "SEARCH t USING PRIMARY KEY (grp=? AND tail>? AND tail<?)\nSEARCH u USING INTEGER PRIMARY KEY",
     1,
     {.serial_suffix = {"-X7", 3}}},
    {"received",
     "USING COVERING INDEX unit_received (received_at>? AND received_at<?)\n",
     1,
     {.received_from = 1, .sort = UNIT_SORT_RECEIVED}},
    {"few changes", "SEARCH u USING INTEGER PRIMARY KEY (rowid=?)", 0, {.changed_from = COMPANY_START + 1000 * DAY}},
    {"lot before product", "unit_lot", 1, {.lot = {"LOT1", 4}, .product_id = 2}},
};

static void each_has_its_index(void **state)
{
    FRESH_SQLITE_ONLY();
    struct company *c = company_new(*state);
    for (size_t i = 0; i < COUNT(plans); i++) {
        struct str plan;
        struct unit_filter f = plans[i].filter;
        f.limit = 50;
        f.cap = plans[i].cap;
        assert_int_equal(store_unit_list_explain(c->f->db, c->f->arena, &f, &plan), DB_OK);
        if (!strstr(plan.ptr, plans[i].plan))
            fail_msg("%s: %s", plans[i].name, plan.ptr);
        if (plans[i].cap && strstr(plan.ptr, "TEMP B-TREE"))
            fail_msg("%s is sorted: %s", plans[i].name, plan.ptr);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FRESH_TEST(every_member),
        FRESH_TEST(members_by_chance),
        FRESH_TEST(each_has_its_index),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
