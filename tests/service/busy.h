/*
 * busy: fills a company with events: commands chosen at random, from a seed, through the real pipeline, so that most commands,
 * nested packages, parts inside parts, corrections and commands that become several events all occur.
 */
#ifndef TESTS_BUSY_H
#define TESTS_BUSY_H

#include "company.h"

struct busy {
    uint64_t seed;
    int64_t want; /* run until the ledger has this many events */
    size_t bulk;  /* the first command takes in so many units at once; 0: none */
    int done[COMMAND_TOTAL];
};

static inline uint64_t busy_next(struct busy *b)
{
    b->seed += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t z = b->seed;
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

static inline int64_t busy_below(struct busy *b, int64_t n)
{
    return (int64_t)(busy_next(b) % (uint64_t)n);
}

static inline struct str busy_pick(struct busy *b, const char *const *names, int64_t count)
{
    return str_of(names[busy_below(b, count)]);
}

static inline struct id busy_id(struct busy *b)
{
    struct id id;
    for (size_t i = 0; i < sizeof id.bytes; i += 8)
        memcpy(id.bytes + i, &(uint64_t){busy_next(b)}, 8);
    return id;
}

/* The fields that the command needs, and some of those that it may have. */
static inline void busy_fields(struct busy *b, struct arena *a, const struct lifecycle_command *l, struct command *c)
{
    static const char *const locations[] = {"A1", "A2", "BENCH", "SITE"}, *const parties[] = {"BOB", "EVE", "ACME"};
    unsigned f = l->needs | (l->may & (unsigned)busy_next(b));
    if (f & FIELD_BIT(FIELD_PARTY_OR_LOCATION))
        f = (f & ~(FIELD_BIT(FIELD_PARTY) | FIELD_BIT(FIELD_LOCATION))) |
            (busy_below(b, 2) ? FIELD_BIT(FIELD_PARTY) : FIELD_BIT(FIELD_LOCATION));
    if (f & FIELD_BIT(FIELD_LOCATION))
        c->shared.location = busy_pick(b, locations, 4);
    if (f & FIELD_BIT(FIELD_PARTY))
        c->shared.party = busy_pick(b, parties, 3);
    if (f & FIELD_BIT(FIELD_ORDER))
        c->shared.order = arena_fmt(a, "SO-%d", (int)busy_below(b, 2));
    if (f & FIELD_BIT(FIELD_LOT))
        c->shared.lot = arena_fmt(a, "LOT%d", (int)busy_below(b, 5));
    if (f & FIELD_BIT(FIELD_PACKAGE))
        c->package = arena_fmt(a, "BOX%d", (int)busy_below(b, 12));
    if (f & FIELD_BIT(FIELD_REASON))
        c->reason = STR("because \"it\" \xC3\xA4\\");
    if (f & FIELD_BIT(FIELD_HOLD))
        c->hold = str_of(hold_names[busy_below(b, HOLD_TOTAL)]);
    if (f & FIELD_BIT(FIELD_COUNT))
        c->count = STR("COUNT-1");
    if (f & FIELD_BIT(FIELD_DUE))
        c->due = (COMPANY_NOW_DAY + 90) * COMPANY_DAY;
    if (busy_below(b, 8) == 0)
        c->note = STR("a note");
    int64_t choices = 0;
    while (l->choices[choices].name)
        choices++;
    if (choices)
        c->choice = str_of(l->choices[busy_below(b, choices)].name);
}

/* A place of its own: so the command becomes several events. */
static inline void busy_own_place(struct busy *b, struct arena *a, struct command *c, struct command_row *row)
{
    struct command_fields *own = ARENA_NEW(a, struct command_fields);
    *own = c->shared;
    own->location = busy_below(b, 2) ? STR("A1") : STR("A2");
    row->own = own;
}

static inline void busy_new_units(struct busy *b, struct arena *a, struct command *c, size_t n)
{
    bool bulk = n > 100, spread = c->code != COMMAND_ALLOCATE && busy_below(b, 4) == 0;
    c->rows = ARENA_ARRAY(a, n, struct command_row);
    c->row_count = n;
    for (size_t i = 0; i < n; i++) {
        struct command_row *row = &c->rows[i];
        *row = (struct command_row){.row = (int)i + 1,
                                    .ref.product = STR("LAPTOP"),
                                    .ref.serial = arena_fmt(a, "S%llX", (unsigned long long)busy_next(b))};
        if (spread && !bulk)
            busy_own_place(b, a, c, row);
        if (bulk || busy_below(b, 3))
            continue;
        row->identifiers = ARENA_NEW(a, struct identifier);
        *row->identifiers =
            (struct identifier){STR("tag"), arena_fmt(a, "T%llX", (unsigned long long)busy_next(b)), false};
        row->identifier_count = 1;
        row->attributes = STR("{\"colour\":\"gr\xC3\xBCn\",\"kg\":1.5}");
    }
}

static inline bool busy_bit_set(uint64_t bits, int64_t i)
{
    return bits >> i & 1;
}

/* A command that the unit's status allows. */
static inline enum command_code busy_choose(struct busy *b, const struct unit *u)
{
    uint64_t allowed = lifecycle_allowed(u->status, u->holds, ROLE_BIT(ROLE_ADMIN));
    static const enum command_code makers[] = {COMMAND_RECEIVE, COMMAND_RECEIVE, COMMAND_COMMISSION, COMMAND_ALLOCATE};
    if (!allowed || busy_below(b, 10) == 0)
        return makers[busy_below(b, 4)];
    /* What ends most journeys comes seldom. */
    const uint64_t rare = COMMAND_BIT(COMMAND_HOLD) | COMMAND_BIT(COMMAND_REPORT_STOLEN) |
                          COMMAND_BIT(COMMAND_REPORT_MISSING) | COMMAND_BIT(COMMAND_COUNT_NOT_SEEN) |
                          COMMAND_BIT(COMMAND_SCRAP) | COMMAND_BIT(COMMAND_VOID) | COMMAND_BIT(COMMAND_CORRECT) |
                          COMMAND_BIT(COMMAND_MOVE) | COMMAND_BIT(COMMAND_COUNT_SEEN);
    if ((allowed & ~rare) && busy_below(b, 6))
        allowed &= ~rare;
    int64_t code;
    do
        code = busy_below(b, COMMAND_TOTAL);
    while (!busy_bit_set(allowed, code));
    return (enum command_code)code;
}

static inline void busy_correct(struct busy *b, struct ctx *ctx, const struct unit *u, struct command *c)
{
    struct event_row row;
    struct event e;
    const char *why;
    if (busy_below(b, 2)) {
        c->new_serial = arena_fmt(ctx->arena, "R%llX", (unsigned long long)busy_next(b));
        return;
    }
    if (store_event_by_seq(ctx->db, ctx->arena, u->last_seq, &row) == DB_ROW &&
        event_read(ctx->arena, row.body, &e, &why))
        c->undo = e.id;
}

/* Mostly one of the newer units, so that some go all the way. */
static inline int64_t busy_unit(struct busy *b, const struct ledger *l)
{
    int64_t n = l->last_unit_id, among = busy_below(b, 4) && n > 30 ? 30 : n;
    return n ? n - busy_below(b, among) : 0;
}

static inline void busy_command(struct busy *b, struct ctx *ctx, struct ledger *l, struct command *c)
{
    struct unit u = {0};
    int64_t some = busy_unit(b, l);
    store_unit_by_id(ctx->db, ctx->arena, some, &u);
    *c = (struct command){
        .id = busy_id(b), .code = some ? busy_choose(b, &u) : COMMAND_RECEIVE, .partial = busy_below(b, 9) == 0};
    busy_fields(b, ctx->arena, &lifecycle_commands[c->code], c);
    if (c->code == COMMAND_RECEIVE || c->code == COMMAND_COMMISSION || c->code == COMMAND_ALLOCATE) {
        busy_new_units(b, ctx->arena, c, b->bulk ? b->bulk : 1 + (size_t)busy_below(b, 4));
        b->bulk = 0;
        return;
    }
    if ((c->code == COMMAND_PACK || c->code == COMMAND_UNPACK) && busy_below(b, 2) == 0) {
        c->package = arena_fmt(ctx->arena, "BOX%d", (int)busy_below(b, 12));
        c->packages = ARENA_NEW(ctx->arena, struct str);
        *c->packages = arena_fmt(ctx->arena, "BOX%d", (int)busy_below(b, 12));
        c->package_count = 1;
    }
    if (lifecycle_commands[c->code].needs & FIELD_BIT(FIELD_PARENT)) {
        c->has_parent = true;
        c->parent.id = busy_unit(b, l);
    }
    if (c->code == COMMAND_CORRECT)
        busy_correct(b, ctx, &u, c);
    c->row_count = 1 + (busy_below(b, 6) == 0);
    c->rows = ARENA_ARRAY(ctx->arena, c->row_count, struct command_row);
    c->rows[0] = (struct command_row){.row = 1, .ref.id = u.id};
    if (c->row_count == 2)
        c->rows[1] = (struct command_row){.row = 2, .ref.id = busy_unit(b, l)};
}

/* Many commands in one transaction: so that tests need not wait for the disk. */
static inline bool busy_run(struct ctx *ctx, struct ledger *l, void *state)
{
    struct busy *b = state;
    for (int i = 0; i < 400 && l->last_seq < b->want; i++) {
        struct ledger before = *l;
        struct command c;
        struct command_result result;
        ctx->now += 1000 + busy_below(b, 100000);
        ctx->refusal = (struct refusal){0};
        busy_command(b, ctx, l, &c);
        if (!ctx_check(ctx, db_savepoint(ctx->db)))
            return false;
        if (service_command(ctx, l, &c, &result)) {
            b->done[c.code]++;
            if (!ctx_check(ctx, db_savepoint_keep(ctx->db)))
                return false;
        } else {
            if (ctx->failure != DB_OK)
                return false;
            db_savepoint_undo(ctx->db);
            *l = before;
        }
        arena_reset(ctx->arena);
    }
    return true;
}

static inline void busy_fill(struct company *c, struct busy *b)
{
    while (writer_last_seq(c->writer) < b->want) {
        struct ctx ctx;
        if (!company_write(c, busy_run, b, &ctx)) {
            fprintf(stderr, "busy: %s\n", db_result_text(ctx.failure));
            abort();
        }
        c->now = ctx.now;
    }
}

#endif
