#include "demo/training.h"

#include <stdio.h>

#include "demo/people.h"
#include "service/command.h"
#include "service/location.h"

enum { LENT_DAYS = 14 };

/* How far units have come before they are practised with. */
enum stage { NOT_THERE, RECEIVED, PICKED, PACKED, DELIVERED, LENT };

static const struct lesson {
    const char *mode, *product, *prefix;
    int first, count; /* serials: the prefix and a number */
    enum stage stage;
    const char *from;               /* where they are received */
    const char *to;                 /* what is scanned as their place; NULL: none */
    const char *order;              /* likewise */
    const char *package;            /* likewise; of a packed lesson: in which they are */
    bool supplier, customer, staff; /* who is named */
    bool misses_last;               /* the last one is not on the shelf */
} lessons[TRAINING_LESSONS] = {
    {.mode = "look_up"},
    {"receive", "HEADSET", "HS99000", 101, 6, NOT_THERE, NULL, "WH-IN", NULL, NULL, .supplier = true},
    {"move", "DOCK-C", "DC99000", 201, 6, RECEIVED, "WH-IN", "WH-T-1"},
    {"pick", "HEADSET", "HS99000", 301, 6, RECEIVED, "WH-T-2", NULL, "SO-TRAIN-1"},
    {"pack", "HEADSET", "HS99000", 401, 6, PICKED, "WH-T-2", NULL, NULL, "BOX-TRAIN-1"},
    {"ship", "HEADSET", "HS99000", 501, 2, PACKED, "WH-T-2", NULL, NULL, "BOX-TRAIN-2", .customer = true},
    {"return", "MON-24", "M2499000", 101, 4, DELIVERED, "WH-T-2", "WH-RET", NULL, NULL, .customer = true},
    {"check_out", "DOCK-C", "DC99000", 301, 4, RECEIVED, "WH-T-2", NULL, NULL, NULL, .staff = true},
    {"check_in", "DOCK-C", "DC99000", 401, 4, LENT, "WH-T-2", "WH-T-1", NULL, NULL, .staff = true},
    {"count", "DOCK-C", "DC99000", 501, 5, RECEIVED, "WH-T-3", "WH-T-3", .misses_last = true},
    {"hold", "MON-24", "M2499000", 201, 3, RECEIVED, "WH-T-2"},
};

struct training_job {
    struct writer_job job; /* first */
    const struct training_options *options;
    struct arena *scratch; /* of commands, until all is made */
};

/* ---- what is scanned ---- */

static struct str party_of(const struct lesson *l)
{
    if (l->supplier)
        return demo_supplier(3);
    if (l->customer)
        return demo_customer(4);
    return l->staff ? demo_staff(0) : (struct str){0};
}

static void describe(struct arena *a, const struct lesson *l, struct training_lesson *ret)
{
    int scanned = l->count - l->misses_last;
    *ret = (struct training_lesson){.mode = l->mode,
                                    .product = str_of(l->product),
                                    .location = str_of(l->to),
                                    .party = party_of(l),
                                    .order = str_of(l->order),
                                    .package = str_of(l->package),
                                    .serial_count = scanned};
    for (int i = 0; i < scanned; i++)
        ret->serials[i] = arena_fmt(a, "%s%d", l->prefix, l->first + i);
    if (l->misses_last)
        ret->missing = arena_fmt(a, "%s%d", l->prefix, l->first + scanned);
}

static void describe_all(struct arena *a, const struct training_options *o, struct training *ret)
{
    for (int i = 0; i < TRAINING_LESSONS; i++)
        describe(a, &lessons[i], &ret->lessons[i]);
    struct training_lesson *look_up = &ret->lessons[0];
    look_up->product = arena_str(a, o->product);
    look_up->serials[0] = arena_str(a, o->serial);
    look_up->serial_count = 1;
}

/* ---- bringing units there ---- */

static bool make_places(struct ctx *ctx)
{
    static const char *const bins[] = {"WH-T-1", "WH-T-2", "WH-T-3"};
    struct location zone = {.code = STR("WH-T"),
                            .name = STR("Training shelf"),
                            .kind = LOCATION_ZONE,
                            .parent_code = STR("WH"),
                            .active = true};
    bool ok = service_location_create(ctx, &zone, &zone);
    for (size_t i = 0; ok && i < sizeof bins / sizeof bins[0]; i++) {
        struct location bin = {
            .code = str_of(bins[i]), .kind = LOCATION_BIN, .parent_code = STR("WH-T"), .active = true};
        ok = service_location_create(ctx, &bin, &bin);
    }
    return ok;
}

/* A command about the lesson's units, to be filled in. */
static struct command *about(struct training_job *j, const struct lesson *l, enum command_code code)
{
    struct command *c = ARENA_NEW(j->scratch, struct command);
    *c = (struct command){.id = id_new(j->options->now), .code = code, .row_count = (size_t)l->count};
    c->rows = ARENA_ARRAY(j->scratch, c->row_count, struct command_row);
    for (int i = 0; i < l->count; i++)
        c->rows[i] = (struct command_row){
            .row = i + 1,
            .ref = {.product = str_of(l->product), .serial = arena_fmt(j->scratch, "%s%d", l->prefix, l->first + i)}};
    return c;
}

static bool give(struct training_job *j, const struct command *c)
{
    struct command_result *result = ARENA_NEW(j->job.ctx.arena, struct command_result);
    return result && service_command(&j->job.ctx, writer_ledger(&j->job), c, result);
}

static bool receive(struct training_job *j, const struct lesson *l)
{
    struct command *c = about(j, l, COMMAND_RECEIVE);
    c->shared.location = str_of(l->from);
    return give(j, c);
}

static bool pick(struct training_job *j, const struct lesson *l)
{
    return give(j, about(j, l, COMMAND_PICK));
}

static bool pack(struct training_job *j, const struct lesson *l)
{
    struct command *c = about(j, l, COMMAND_PACK);
    c->package = str_of(l->package);
    return give(j, c);
}

static bool ship(struct training_job *j, const struct lesson *l)
{
    struct command *c = about(j, l, COMMAND_SHIP);
    c->shared.party = party_of(l);
    return give(j, c);
}

static bool lend(struct training_job *j, const struct lesson *l)
{
    struct command *c = about(j, l, COMMAND_CHECK_OUT);
    c->shared.party = party_of(l);
    c->due = j->options->now + (msec)LENT_DAYS * 24 * 60 * 60 * 1000;
    return give(j, c);
}

static bool bring(struct training_job *j, const struct lesson *l)
{
    switch (l->stage) {
    case NOT_THERE:
        return true;
    case RECEIVED:
        return receive(j, l);
    case PICKED:
        return receive(j, l) && pick(j, l);
    case PACKED:
        return receive(j, l) && pick(j, l) && pack(j, l);
    case DELIVERED:
        return receive(j, l) && pick(j, l) && pack(j, l) && ship(j, l) && give(j, about(j, l, COMMAND_DELIVER));
    case LENT:
        return receive(j, l) && lend(j, l);
    }
    return false;
}

static bool make(struct writer_job *job)
{
    struct training_job *j = (struct training_job *)job;
    job->wrote = true;
    bool ok = make_places(&job->ctx);
    for (int i = 0; ok && i < TRAINING_LESSONS; i++)
        ok = bring(j, &lessons[i]);
    return ok;
}

bool training_make(struct writer *w, struct arena *a, const struct training_options *o, struct training *ret,
                   char *error, size_t error_size)
{
    struct arena *own = arena_new(0);
    struct training_job j = {
        .job = {.run = make, .ctx = {.arena = own, .actor = o->actor, .now = o->now}}, .options = o, .scratch = own};
    bool ok = writer_call(w, &j.job);
    if (!ok && refused(&j.job.ctx.refusal))
        snprintf(error, error_size, "The training cannot be prepared: %.*s", STR_ARG(j.job.ctx.refusal.detail));
    else if (!ok)
        snprintf(error, error_size, "The database failed: %s", db_result_text(j.job.ctx.failure));
    arena_free(own);
    if (!ok)
        return false;
    describe_all(a, o, ret);
    ret->size = writer_last_seq(w);
    return true;
}
