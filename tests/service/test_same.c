/*
 * The same commands on both engines: random ones from a seed, one after the other, each given to a company on SQLite and to one on
 * PostgreSQL. Every answer and every refusal must be the same, and at the end the root of the ledger and every row of every
 * projection. Without a cluster (SERNO_TEST_POSTGRES) there is nothing to compare with.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "company.h"
#include "service/proof.h"
#include "store/projection.h"

enum { SHORT_SEEDS = 3, LONG_SEEDS = 100, SHORT_COMMANDS = 400, LONG_COMMANDS = 1000, ROWS_MAX = 3, IDS_KEPT = 64 };

struct pair {
    struct company lite, far;
    uint64_t random;
    struct arena *arena; /* of the command */
    struct id done[IDS_KEPT];
    unsigned done_count;
    struct command last; /* for a repeat; texts are static or in kept */
    struct arena *kept;
    long answers, refusals, repeats;
};

static uint64_t below(struct pair *p, uint64_t n)
{
    p->random ^= p->random << 13;
    p->random ^= p->random >> 7;
    p->random ^= p->random << 17;
    return p->random % n;
}

#define ONE_OF(p, names) str_of((names)[below((p), sizeof(names) / sizeof(names)[0])])
static const char *const places[] = {"A1",   "A1",    "A2",  "A2",   "A1",   "A2",     "BENCH",
                                     "SITE", "BENCH", "BIN", "ROAD", "SHUT", "NOWHERE"};
static const char *const people[] = {"ACME", "BOB", "BOB", "BOB", "EVE", "NOBODY"};
static const char *const orders[] = {"SO1", "SO2", "", ""};
static const char *const boxes[] = {"BOX1", "BOX2", "BOX3", "PALLET"};
static const char *const skus[] = {"LAPTOP", "LAPTOP", "LAPTOP", "LAPTOP", "DISK",
                                   "DISK",   "DISK",   "SERUM",  "SERUM",  "OLD"};
static const char *const holds[] = {"quality", "recall", "legal", "magic"};
static const char *const choices[] = {"restock", "repair",       "send_back", "scrap",
                                      "fixed",   "fixed_packed", "unfixable", "good"};
static const char *const lots[] = {"L1", "L2", "L3"};
static const char *const kinds[] = {"imei", "mac", "asset_tag"};

/* ---- a random command ---- */

static struct str serial(struct pair *p, struct str sku)
{
    bool disk = str_is(sku, "DISK");
    return arena_fmt(p->kept, disk ? "D%04d" : "%d", (int)below(p, 12) + 1);
}

static struct unit_ref unit_ref(struct pair *p)
{
    struct unit_ref ref = {0};
    switch (below(p, 12)) {
    case 0:
        ref.id = (int64_t)below(p, 30) + 1;
        return ref;
    case 1:
        ref.code = serial(p, STR("LAPTOP"));
        return ref;
    default:
        ref.product = ONE_OF(p, skus);
        ref.serial = serial(p, ref.product);
        return ref;
    }
}

static struct identifier *identifiers(struct pair *p, const struct command *c, size_t *ret_count)
{
    bool takes = c->code == COMMAND_RECEIVE || c->code == COMMAND_COMMISSION || c->code == COMMAND_CORRECT;
    *ret_count = takes && below(p, 4) == 0;
    struct identifier *n = ARENA_ARRAY(p->kept, 1, struct identifier);
    *n = (struct identifier){ONE_OF(p, kinds), arena_fmt(p->kept, "T%d", (int)below(p, 20)),
                             c->code == COMMAND_CORRECT && below(p, 2)};
    return n;
}

static void make_rows(struct pair *p, struct command *c)
{
    c->row_count = 1 + below(p, ROWS_MAX);
    c->rows = ARENA_ARRAY(p->kept, c->row_count, struct command_row);
    for (size_t i = 0; i < c->row_count; i++) {
        struct command_row *row = &c->rows[i];
        row->row = (int)i + 1;
        if (below(p, 10) == 0)
            row->package = ONE_OF(p, boxes);
        else
            row->ref = unit_ref(p);
        row->identifiers = identifiers(p, c, &row->identifier_count);
    }
}

static bool takes(struct pair *p, const struct lifecycle_command *l, enum command_field f)
{
    if (l->needs & FIELD_BIT(f))
        return below(p, 20) != 0;
    return (l->may & FIELD_BIT(f)) && below(p, 3) == 0;
}

static void make_fields(struct pair *p, const struct lifecycle_command *l, struct command *c)
{
    bool either = takes(p, l, FIELD_PARTY_OR_LOCATION);
    if (takes(p, l, FIELD_LOCATION) || (either && below(p, 2)))
        c->shared.location = ONE_OF(p, places);
    if (takes(p, l, FIELD_PARTY) || (either && c->shared.location.len == 0))
        c->shared.party = ONE_OF(p, people);
    if (takes(p, l, FIELD_ORDER))
        c->shared.order = ONE_OF(p, orders);
    if (takes(p, l, FIELD_LOT))
        c->shared.lot = ONE_OF(p, lots);
    if (takes(p, l, FIELD_PACKAGE))
        c->package = ONE_OF(p, boxes);
    if (takes(p, l, FIELD_HOLD))
        c->hold = ONE_OF(p, holds);
    if (takes(p, l, FIELD_VERDICT) || takes(p, l, FIELD_OUTCOME) || takes(p, l, FIELD_CONDITION))
        c->choice = ONE_OF(p, choices);
    if (takes(p, l, FIELD_REASON))
        c->reason = STR("because");
    if (takes(p, l, FIELD_COUNT))
        c->count = STR("C1");
    c->has_parent = takes(p, l, FIELD_PARENT);
    if (c->has_parent)
        c->parent = unit_ref(p);
}

static void make_correction(struct pair *p, struct command *c)
{
    if (below(p, 2) && p->done_count) {
        c->undo = p->done[below(p, p->done_count < IDS_KEPT ? p->done_count : IDS_KEPT)];
        c->rows = NULL;
        c->row_count = 0;
        return;
    }
    c->row_count = 1;
    if (below(p, 2))
        c->new_serial = serial(p, c->rows[0].ref.product);
}

static void make_packing(struct pair *p, struct command *c)
{
    if (below(p, 3))
        return;
    c->packages = ARENA_ARRAY(p->kept, 1, struct str);
    c->packages[0] = ONE_OF(p, boxes);
    c->package_count = 1;
    if (below(p, 2))
        c->row_count = 0;
}

/* One that the unit's status allows, so that much is done and not refused at once. */
static enum command_code pick_command(struct pair *p, const struct unit *u)
{
    for (int i = 0; i < 100; i++) {
        enum command_code code = (enum command_code)below(p, COMMAND_TOTAL);
        if (lifecycle_commands[code].from & STATUS_BIT(u->status))
            return code;
    }
    return COMMAND_RECEIVE;
}

/* A unit that there is; STATUS_NONE: none by that key. */
static struct unit pick_unit(struct pair *p)
{
    struct unit u = {.status = STATUS_NONE};
    if (below(p, 4))
        store_unit_by_id(p->lite.db, p->kept, (int64_t)below(p, 40) + 1, &u);
    return u;
}

static void make_command(struct pair *p, struct command *c)
{
    struct unit u = pick_unit(p);
    *c = (struct command){.code = pick_command(p, &u), .partial = below(p, 2) == 0};
    c->id = company_id(&p->lite);
    make_rows(p, c);
    if (u.id && c->row_count)
        c->rows[0].ref = (struct unit_ref){.id = u.id};
    if (u.id && c->row_count)
        c->rows[0].package = (struct str){0};
    make_fields(p, &lifecycle_commands[c->code], c);
    if (c->code == COMMAND_CORRECT)
        make_correction(p, c);
    if (c->code == COMMAND_PACK || c->code == COMMAND_UNPACK)
        make_packing(p, c);
}

/* ---- the same answer ---- */

static void assert_texts(struct str a, struct str b)
{
    if (!str_eq(a, b))
        fail_msg("'%.*s' on SQLite, '%.*s' on PostgreSQL", STR_ARG(a), STR_ARG(b));
}

static void assert_results(const struct command_result *a, const struct command_result *b)
{
    assert_int_equal(a->replayed, b->replayed);
    assert_int_equal(a->event_count, b->event_count);
    assert_int_equal(a->unit_count, b->unit_count);
    assert_int_equal(a->recorded_at, b->recorded_at);
    assert_int_equal(a->has_unit, b->has_unit);
    assert_int_equal(a->refused_rows, b->refused_rows);
    assert_texts(a->refused, b->refused);
    for (size_t i = 0; i < a->event_count; i++) {
        assert_int_equal(a->events[i].seq, b->events[i].seq);
        assert_true(id_eq(a->events[i].id, b->events[i].id));
    }
    if (!a->has_unit)
        return;
    assert_int_equal(a->unit.id, b->unit.id);
    assert_int_equal(a->unit_status, b->unit_status);
    assert_texts(a->unit_location, b->unit_location);
    assert_texts(a->unit_party, b->unit_party);
}

/* What the two made of it; where it was done. */
static bool give(struct pair *p, const struct command *c)
{
    struct command_result a = {0}, b = {0};
    struct refusal no_a = {0}, no_b = {0};
    company_forget(&p->lite);
    company_forget(&p->far);
    enum refusal_code ra = company_do(&p->lite, c, &a, &no_a), rb = company_do(&p->far, c, &b, &no_b);
    if (ra != rb)
        fail_msg("%s: %s on SQLite, %s on PostgreSQL", lifecycle_commands[c->code].name,
                 ra ? refusal_texts[ra].name : "done", rb ? refusal_texts[rb].name : "done");
    assert_texts(no_a.detail, no_b.detail);
    assert_int_equal(no_a.row, no_b.row);
    if (ra == REFUSED_NOT)
        assert_results(&a, &b);
    p->answers += ra == REFUSED_NOT && !a.replayed;
    p->refusals += ra != REFUSED_NOT;
    p->repeats += ra == REFUSED_NOT && a.replayed;
    return ra == REFUSED_NOT;
}

static void step(struct pair *p)
{
    struct command c;
    if (p->done_count && below(p, 12) == 0) {
        give(p, &p->last);
        return;
    }
    make_command(p, &c);
    if (give(p, &c)) {
        p->done[p->done_count++ % IDS_KEPT] = c.id;
        p->last = c;
    }
}

/* ---- the same books ---- */

static struct hash root_of(struct company *c)
{
    struct ledger_head head;
    struct ctx ctx = {.arena = c->arena, .db = c->db};
    writer_settle(c->writer);
    assert_true(service_ledger_head(&ctx, LEDGER_NOW, &head));
    return head.root;
}

static void assert_same_table(struct pair *p, const struct projection *table)
{
    struct query *a = db_query(p->lite.db, table->rows), *b = db_query(p->far.db, table->rows);
    enum db_result ra, rb;
    while ((ra = query_step(a)) == DB_ROW && (rb = query_step(b)) == DB_ROW)
        if (projection_difference(table, 0, a, b) >= 0)
            fail_msg("%s differs at %.*s", table->table, STR_ARG(projection_key_text(table, a, p->arena)));
    if (ra == DB_DONE)
        rb = query_step(b);
    assert_int_equal(ra, DB_DONE);
    assert_int_equal(rb, DB_DONE);
    query_end(a);
    query_end(b);
}

static void run_seed(uint64_t seed, int commands, struct pair *sum)
{
    struct pair p = {.random = seed * UINT64_C(0x9E3779B97F4A7C15) | 1, .arena = arena_new(0), .kept = arena_new(0)};
    company_open_on(&p.lite, false);
    company_open_on(&p.far, true);
    for (int i = 0; i < commands; i++)
        step(&p);
    assert_true(hash_eq(root_of(&p.lite), root_of(&p.far)));
    for (int i = 0; i < projection_count; i++)
        assert_same_table(&p, &projections[i]);
    company_close(&p.lite);
    company_close(&p.far);
    arena_free(p.arena);
    arena_free(p.kept);
    sum->answers += p.answers;
    sum->refusals += p.refusals;
    sum->repeats += p.repeats;
}

static void same_on_both(void **state)
{
    (void)state;
    if (!cluster_url())
        skip();
    bool lengthy = getenv("SERNO_LONG") && strcmp(getenv("SERNO_LONG"), "1") == 0;
    const char *given = getenv("SERNO_SEED");
    uint64_t first = given ? strtoull(given, NULL, 10) : 1;
    int seeds = lengthy ? LONG_SEEDS : SHORT_SEEDS;
    struct pair sum = {0};
    for (int i = 0; i < seeds; i++) {
        printf("seed %llu\n", (unsigned long long)first + (unsigned)i);
        run_seed(first + (unsigned)i, lengthy ? LONG_COMMANDS : SHORT_COMMANDS, &sum);
    }
    printf("figure: %d seeds, %ld commands done, %ld refused, %ld repeated: same answers, same rows, same root\n",
           seeds, sum.answers, sum.refusals, sum.repeats);
    assert_true(sum.answers > sum.refusals / 6 && sum.repeats > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(same_on_both)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
