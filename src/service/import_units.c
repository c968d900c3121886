/*
 * import_units: units of the good lines go through the commands that people give: allocate, commission or receive; and for what
 * is with a customer already pick, pack, ship and deliver, too. Units that go the same way at the same time share a command.
 */
#include <stdlib.h>

#include "base/limits.h"
#include "service/authorise.h"
#include "service/command.h"
#include "service/import_work.h"

enum { BATCH_UNITS = 10000 }; /* of one command: bounds the memory that is used at once */

struct run {
    struct ctx *ctx;
    struct ledger *ledger;
    struct import *im;
    struct arena *scratch; /* of one batch */
    struct str note;
    struct import_unit **units; /* that take part, in the order of their commands */
    size_t count;
};

/* ---- what becomes of a unit ---- */

static enum command_code first_command(const struct import_terms *t)
{
    if (t->status == STATUS_ALLOCATED)
        return COMMAND_ALLOCATE;
    return t->supplier.len ? COMMAND_RECEIVE : COMMAND_COMMISSION;
}

static const enum command_code delivery[] = {COMMAND_PICK, COMMAND_PACK, COMMAND_SHIP, COMMAND_DELIVER};
enum { DELIVERY_STEPS = sizeof delivery / sizeof delivery[0] };

bool import_units_authorise(struct ctx *ctx, const struct import *im)
{
    uint64_t needed = COMMAND_BIT(COMMAND_RECEIVE);
    for (size_t i = 0; i < im->line_count; i++) {
        const struct import_terms *t = im->lines[i].goods ? im->lines[i].goods->terms : NULL;
        if (!t)
            continue;
        needed |= COMMAND_BIT(first_command(t));
        for (int s = 0; s < DELIVERY_STEPS && t->status == STATUS_DELIVERED; s++)
            needed |= COMMAND_BIT(delivery[s]);
    }
    for (int c = 0; c < COMMAND_TOTAL; c++)
        if ((needed & COMMAND_BIT(c)) && !service_authorise_command(ctx, (enum command_code)c))
            return false;
    return true;
}

/* When it was delivered, if the file does not say: the product's warranty before the end of warranty; or when it was received. */
static struct time_zoned leaving(const struct run *r, const struct import_terms *t, int64_t warranty_months)
{
    struct time_zoned now = {r->ctx->now, 0};
    if (t->has_delivered)
        return t->delivered;
    msec begin = t->warranty_end && warranty_months ? time_add_months(t->warranty_end, (int)-warranty_months) : 0;
    if (begin && begin <= now.at && (!t->has_received || begin >= t->received.at))
        return (struct time_zoned){begin, 0};
    return t->has_received ? t->received : now;
}

/* A unit that was delivered in the past was not received now. */
static struct time_zoned coming(const struct run *r, const struct import_terms *t)
{
    struct time_zoned now = {r->ctx->now, 0};
    if (t->has_received)
        return t->received;
    return t->status == STATUS_DELIVERED && t->leaves.at < now.at ? t->leaves : now;
}

/* Codes and times; once in a pass. False with the refusal of these terms, or when the world failed. */
static bool settle_terms(struct run *r, struct import_names *names, struct import_terms *t)
{
    int64_t warranty_months = 0;
    if (t->pass != r->im->pass) {
        t->pass = r->im->pass;
        t->refusal = (struct refusal){0};
        if (!import_names_resolve(names, t, &warranty_months)) {
            t->refusal = r->ctx->refusal;
            return false;
        }
        t->leaves = leaving(r, t, warranty_months);
        t->comes = coming(r, t);
    }
    r->ctx->refusal = t->refusal;
    return !refused(&t->refusal);
}

/* ---- order ---- */

static int compare_int(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int compare_text(struct str a, struct str b)
{
    return a.ptr == b.ptr && a.len == b.len ? 0 : str_cmp(a, b);
}

static int compare_place(const struct import_unit *a, const struct import_unit *b)
{
    return compare_int((int64_t)(a - b), 0); /* the file's order: all are of one array */
}

/* By time and command, then by what they share, so that they share events; then as in the file. */
static int compare_arrivals(const void *a, const void *b)
{
    const struct import_unit *x = *(struct import_unit *const *)a, *y = *(struct import_unit *const *)b;
    const struct import_terms *t = x->line->goods->terms, *u = y->line->goods->terms;
    if (t == u)
        return compare_place(x, y);
    int order = compare_int(t->comes.at, u->comes.at);
    order = order ? order : compare_int(t->comes.offset_min, u->comes.offset_min);
    order = order ? order : compare_int(first_command(t), first_command(u));
    order = order ? order : compare_text(t->location_code, u->location_code);
    order = order ? order : compare_text(t->supplier_code, u->supplier_code);
    order = order ? order : compare_text(t->product_code, u->product_code);
    order = order ? order : compare_text(t->lot, u->lot);
    return order ? order : compare_place(x, y);
}

static int compare_deliveries(const void *a, const void *b)
{
    const struct import_unit *x = *(struct import_unit *const *)a, *y = *(struct import_unit *const *)b;
    const struct import_terms *t = x->line->goods->terms, *u = y->line->goods->terms;
    if (t == u)
        return compare_place(x, y);
    int order = compare_int(t->leaves.at, u->leaves.at);
    order = order ? order : compare_int(t->leaves.offset_min, u->leaves.offset_min);
    order = order ? order : compare_text(t->customer_code, u->customer_code);
    order = order ? order : compare_text(t->order, u->order);
    return order ? order : compare_place(x, y);
}

static void sort_units(struct run *r, int (*compare)(const void *a, const void *b))
{
    for (size_t i = 1; i < r->count; i++)
        if (compare(&r->units[i - 1], &r->units[i]) > 0) {
            qsort(r->units, r->count, sizeof(struct import_unit *), compare);
            return;
        }
}

/* ---- one command ---- */

/* A unit comes with a purchase order and leaves with an order; the order of one that stays is what it came with. */
static struct str order_of(const struct import_terms *t, bool first)
{
    bool stays = t->status != STATUS_DELIVERED;
    return first && (t->purchase_order.len || !stays) ? t->purchase_order : t->order;
}

/* What the rows of these terms say to the command: what it can take of them. */
static struct command_fields *fields_of(struct run *r, const struct import_terms *t, enum command_code code)
{
    struct command_fields *f = ARENA_NEW(r->scratch, struct command_fields);
    if (!f)
        return NULL;
    bool first = code == first_command(t);
    f->order = order_of(t, first);
    if (first) {
        f->location = t->location_code;
        f->lot = t->lot;
        f->expires = t->expires;
        f->made = t->made;
    }
    if (first && code != COMMAND_COMMISSION)
        f->party = t->supplier_code;
    if (code == COMMAND_SHIP || code == COMMAND_DELIVER)
        f->party = t->customer_code;
    return f;
}

/* The command normalises identifiers in place: it gets copies. */
static bool fill_row(struct run *r, const struct import_unit *u, const struct command *c,
                     const struct command_fields *own, struct command_row *row)
{
    const struct import_goods *g = u->line->goods;
    *row = (struct command_row){
        .row = (int)c->row_count + 1, .ref = {.product = g->terms->product_code, .serial = u->serial}, .own = own};
    if (c->code != first_command(g->terms))
        return true;
    row->attributes = g->attributes;
    row->identifier_count = g->identifier_count;
    if (g->identifier_count == 0)
        return true;
    row->identifiers = ARENA_ARRAY(r->scratch, g->identifier_count, struct identifier);
    if (!row->identifiers)
        return false;
    memcpy(row->identifiers, g->identifiers, g->identifier_count * sizeof *g->identifiers);
    return true;
}

/* Form of this row alone: what would make the whole command be refused. */
static bool row_valid(struct run *r, const struct command *c, struct command_row *row)
{
    struct command alone = *c;
    alone.rows = row;
    alone.row_count = 1;
    return command_valid(r->ctx->arena, &alone, r->ctx->now, &r->ctx->refusal);
}

/* Rows for the units [from, to) whose lines are still good; row i+1 is unit of[i]. */
static bool fill_rows(struct run *r, struct command *c, size_t from, size_t to, struct import_unit **of)
{
    const struct import_terms *last = NULL;
    const struct command_fields *own = NULL;
    for (size_t i = from; i < to; i++) {
        struct import_unit *u = r->units[i];
        if (u->line->bad)
            continue;
        if (u->line->goods->terms != last)
            own = fields_of(r, u->line->goods->terms, c->code);
        last = u->line->goods->terms;
        struct command_row *row = &c->rows[c->row_count];
        if (!own || !fill_row(r, u, c, own, row))
            return ctx_check(r->ctx, DB_FAILED);
        of[c->row_count] = u;
        if (row_valid(r, c, row))
            c->row_count++;
        else
            import_refused(r->ctx, r->im, u->line, c->code != first_command(last));
    }
    return true;
}

/* What the command refused is noted with the lines. False when it was refused for no row's sake, or the world failed. */
static bool note_refusals(struct run *r, struct ctx *ctx, const struct command_result *result, struct import_unit **of)
{
    if (ctx->failure != DB_OK)
        return ctx_check(r->ctx, ctx->failure);
    for (size_t i = 0; i < result->refusal_count; i++) {
        struct import_line *line = of[result->refusals[i].row - 1]->line;
        r->ctx->refusal = result->refusals[i];
        r->ctx->refusal.detail = arena_str(r->ctx->arena, result->refusals[i].detail);
        import_refused(r->ctx, r->im, line, result->code != first_command(line->goods->terms));
    }
    if (!refused(&ctx->refusal) || result->refusal_count)
        return true;
    r->ctx->refusal = ctx->refusal;
    r->ctx->refusal.detail = arena_str(r->ctx->arena, ctx->refusal.detail);
    return false;
}

/* One command with the units [from, to), which share code and time. */
static bool run_batch(struct run *r, enum command_code code, struct time_zoned time, size_t from, size_t to)
{
    if (!progress_goes_on(r->im->options.progress, r->ctx))
        return false;
    arena_reset(r->scratch);
    struct command c = {
        .id = id_new(r->ctx->now), .code = code, .time = time, .has_time = true, .partial = true, .note = r->note};
    struct import_unit **of = ARENA_ARRAY(r->scratch, to - from, struct import_unit *);
    c.rows = ARENA_ARRAY(r->scratch, to - from, struct command_row);
    if (!of || !c.rows)
        return ctx_check(r->ctx, DB_FAILED);
    if (!fill_rows(r, &c, from, to, of))
        return false;
    if (c.row_count == 0)
        return true;
    struct ctx ctx = *r->ctx;
    ctx.arena = r->scratch;
    struct command_result result;
    bool ok = service_command(&ctx, r->ledger, &c, &result);
    if (ok && code == first_command(of[0]->line->goods->terms))
        r->im->created.units += result.unit_count;
    return note_refusals(r, &ctx, &result, of);
}

/* ---- all commands ---- */

static size_t batch_end(const struct run *r, size_t from, bool outgoing)
{
    const struct import_terms *t = r->units[from]->line->goods->terms;
    size_t to = from + 1;
    for (; to < r->count && to - from < BATCH_UNITS; to++) {
        const struct import_terms *u = r->units[to]->line->goods->terms;
        const struct time_zoned *a = outgoing ? &t->leaves : &t->comes, *b = outgoing ? &u->leaves : &u->comes;
        if (a->at != b->at || a->offset_min != b->offset_min || (!outgoing && first_command(t) != first_command(u)))
            break;
    }
    return to;
}

static bool run_arrivals(struct run *r)
{
    sort_units(r, compare_arrivals);
    for (size_t from = 0, to; from < r->count; from = to) {
        const struct import_terms *t = r->units[from]->line->goods->terms;
        to = batch_end(r, from, false);
        if (!run_batch(r, first_command(t), t->comes, from, to))
            return false;
        import_worked(r->im, to - from);
    }
    return true;
}

static bool run_deliveries(struct run *r)
{
    size_t kept = 0;
    for (size_t i = 0; i < r->count; i++)
        if (!r->units[i]->line->bad && r->units[i]->line->goods->terms->status == STATUS_DELIVERED)
            r->units[kept++] = r->units[i];
    r->count = kept;
    sort_units(r, compare_deliveries);
    for (size_t from = 0, to; from < r->count; from = to) {
        to = batch_end(r, from, true);
        for (int s = 0; s < DELIVERY_STEPS; s++) {
            if (!run_batch(r, delivery[s], r->units[from]->line->goods->terms->leaves, from, to))
                return false;
            import_worked(r->im, to - from);
        }
    }
    return true;
}

/* Good lines whose names can be resolved take part. */
static bool gather(struct run *r, struct import_names *names)
{
    struct import *im = r->im;
    im->pass++;
    for (size_t i = 0; i < im->line_count; i++) {
        struct import_line *line = &im->lines[i];
        if (!line->bad && !settle_terms(r, names, line->goods->terms) && !import_refused(r->ctx, im, line, false))
            return false;
    }
    im->work_total = 0;
    for (size_t i = 0; i < im->unit_count; i++) {
        if (im->units[i].line->bad)
            continue;
        bool leaves = im->units[i].line->goods->terms->status == STATUS_DELIVERED;
        im->work_total += leaves ? 1 + DELIVERY_STEPS : 1;
        r->units[r->count++] = &im->units[i];
    }
    return true;
}

bool import_units_pass(struct ctx *ctx, struct ledger *ledger, struct import *im, struct str note)
{
    struct run r = {.ctx = ctx, .ledger = ledger, .im = im, .note = note};
    struct import_names *names = import_names_new(ctx, im);
    r.scratch = arena_new(LIMIT_ARENA_BYTES);
    r.units = calloc(im->unit_count + 1, sizeof *r.units);
    bool ok = r.units && gather(&r, names) && run_arrivals(&r) && run_deliveries(&r);
    if (!r.units)
        ctx_check(ctx, DB_FAILED);
    free(r.units);
    arena_free(r.scratch);
    import_names_free(names);
    return ok;
}
