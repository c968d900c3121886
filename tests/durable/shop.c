#include "shop.h"

#include <assert.h>
#include <pthread.h>
#include <stdarg.h>

#include "service/doctor.h"
#include "service/verify.h"
#include "store/ledger.h"

void shop_init(struct shop *s, const char *url, uint64_t seed)
{
    *s = (struct shop){.busy.seed = seed};
    s->company =
        (struct company){.now = COMPANY_NOW_DAY * COMPANY_DAY, .roles = ROLE_BIT(ROLE_ADMIN), .arena = arena_new(0)};
    snprintf(s->company.path, sizeof s->company.path, "%s", url);
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->cond, NULL);
}

void shop_free(struct shop *s)
{
    while (s->orders) {
        struct order *o = s->orders;
        s->orders = o->next;
        arena_free(o->arena);
    }
    arena_free(s->company.arena);
    pthread_cond_destroy(&s->cond);
    pthread_mutex_destroy(&s->lock);
}

bool shop_open(struct shop *s)
{
    struct company *c = &s->company;
    s->error[0] = '\0';
    c->writer = writer_start(c->path, DB_CREATE, NULL, NULL, s->error, sizeof s->error);
    if (!c->writer)
        return false;
    if (s->opened)
        s->opened(s->opened_state);
    if (db_open(c->path, DB_READ, &c->db, s->error, sizeof s->error) == DB_OK)
        return true;
    shop_close(s);
    return false;
}

void shop_close(struct shop *s)
{
    db_close(s->company.db);
    if (s->company.writer)
        writer_stop(s->company.writer);
    s->company.db = NULL;
    s->company.writer = NULL;
}

bool shop_furnish(struct shop *s)
{
    return company_write(&s->company, company_insert_user, NULL, NULL) &&
           company_write(&s->company, company_insert_masters, NULL, NULL);
}

/* ---- sending ---- */

static bool run_order(struct writer_job *job)
{
    struct order *o = (struct order *)job;
    bool ok = service_command(&job->ctx, writer_ledger(job), &o->command, &o->result);
    job->wrote = !o->result.replayed;
    return ok;
}

static void note_answer(struct writer_job *job)
{
    struct order *o = (struct order *)job;
    struct shop *s = o->shop;
    pthread_mutex_lock(&s->lock);
    o->answer = job->ok                      ? ANSWER_DONE
                : refused(&job->ctx.refusal) ? ANSWER_REFUSED
                : job->unknown               ? ANSWER_NONE
                                             : ANSWER_FAILED;
    s->done += o->answer == ANSWER_DONE;
    s->left--;
    pthread_cond_broadcast(&s->cond);
    pthread_mutex_unlock(&s->lock);
}

static struct order *new_order(struct shop *s)
{
    struct arena *arena = arena_new(0);
    struct order *o = ARENA_NEW(arena, struct order);
    *o = (struct order){.shop = s, .arena = arena, .next = s->orders};
    s->orders = o;
    return o;
}

/* Holds the writer until the whole group is in its queue, so that groups do not depend on luck. */
struct gate {
    struct writer_job job;
    pthread_mutex_t lock;
    pthread_cond_t cond;
    bool reached, open;
};

static void reach_gate(struct writer_job *job)
{
    struct gate *g = (struct gate *)job;
    pthread_mutex_lock(&g->lock);
    g->reached = true;
    pthread_cond_broadcast(&g->cond);
    pthread_mutex_unlock(&g->lock);
}

static bool hold_gate(struct writer_job *job)
{
    struct gate *g = (struct gate *)job;
    reach_gate(job);
    pthread_mutex_lock(&g->lock);
    while (!g->open)
        pthread_cond_wait(&g->cond, &g->lock);
    pthread_mutex_unlock(&g->lock);
    return true;
}

/* The writer stands at it, or did not come so far: without a transaction no job is run. */
static void close_gate(struct shop *s, struct gate *g)
{
    *g = (struct gate){.job = {.run = hold_gate, .done = reach_gate, .keeps_masters = true},
                       .lock = PTHREAD_MUTEX_INITIALIZER,
                       .cond = PTHREAD_COND_INITIALIZER};
    bool taken = writer_submit(s->company.writer, &g->job);
    assert(taken);
    pthread_mutex_lock(&g->lock);
    while (!g->reached)
        pthread_cond_wait(&g->cond, &g->lock);
    pthread_mutex_unlock(&g->lock);
}

static void open_gate(struct gate *g)
{
    pthread_mutex_lock(&g->lock);
    g->open = true;
    pthread_cond_broadcast(&g->cond);
    pthread_mutex_unlock(&g->lock);
}

static void submit(struct shop *s, struct order *o)
{
    s->company.now += 60000;
    o->answer = ANSWER_NONE;
    o->job = (struct writer_job){.run = run_order, .done = note_answer, .keeps_masters = true};
    o->job.ctx = (struct ctx){
        .arena = o->arena, .now = s->company.now, .actor = {1, STR("anna"), s->company.roles, STR("test")}};
    pthread_mutex_lock(&s->lock);
    s->left++;
    pthread_mutex_unlock(&s->lock);
    s->sent++;
    bool taken = writer_submit(s->company.writer, &o->job);
    assert(taken);
}

/* Send the newest count orders, the oldest of them first. Number of them that were acknowledged. */
static int send_newest(struct shop *s, int count)
{
    enum { GROUP_MAX = 64 };
    struct order *group[GROUP_MAX];
    struct gate gate;
    int n = 0;
    assert(count <= GROUP_MAX);
    for (struct order *o = s->orders; o && n < count; o = o->next)
        group[n++] = o;
    int64_t before = s->done;
    bool gated = n > 1;
    if (gated)
        close_gate(s, &gate);
    while (n > 0)
        submit(s, group[--n]);
    if (gated)
        open_gate(&gate);
    pthread_mutex_lock(&s->lock);
    while (s->left)
        pthread_cond_wait(&s->cond, &s->lock);
    pthread_mutex_unlock(&s->lock);
    return (int)(s->done - before);
}

/* ---- commands ---- */

static void draw(struct shop *s, struct order *o)
{
    struct ctx ctx = {.arena = o->arena, .db = s->company.db, .now = s->company.now};
    struct ledger seen = {.last_unit_id = 0};
    store_unit_last_id(s->company.db, &seen.last_unit_id);
    busy_command(&s->busy, &ctx, &seen, &o->command);
}

int shop_group(struct shop *s, int count)
{
    for (int i = 0; i < count; i++)
        draw(s, new_order(s));
    return send_newest(s, count);
}

int shop_bulk(struct shop *s, size_t units)
{
    struct order *o = new_order(s);
    o->command = (struct command){.id = busy_id(&s->busy), .code = COMMAND_RECEIVE, .shared.location = STR("A1")};
    busy_new_units(&s->busy, o->arena, &o->command, units);
    return send_newest(s, 1);
}

bool shop_scan(struct shop *s)
{
    return shop_bulk(s, 1) == 1;
}

/* One who does not get an answer asks again, or goes home. */
void shop_repeat(struct shop *s, int64_t give_up)
{
    enum { GROUP_MAX = 64 };
    struct order *kept = NULL, **tail = &kept;
    int n = 0;
    for (struct order **at = &s->orders; *at;) {
        struct order *o = *at;
        bool again = (o->answer == ANSWER_NONE || o->answer == ANSWER_FAILED) && n < GROUP_MAX &&
                     (give_up == 0 || busy_below(&s->busy, give_up));
        if (!again) {
            at = &o->next;
            continue;
        }
        n++;
        *at = o->next;
        o->next = NULL;
        *tail = o;
        tail = &o->next;
    }
    *tail = s->orders;
    s->orders = kept;
    s->repeated += n;
    if (n)
        send_newest(s, n);
}

/* ---- examination ---- */

static void note(struct shop_found *f, int64_t *count, const char *format, ...) __attribute__((format(printf, 3, 4)));

static void note(struct shop_found *f, int64_t *count, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (!f->first[0])
        vsnprintf(f->first, sizeof f->first, format, args);
    va_end(args);
    (*count)++;
}

/* Each of its events is where the answer said. */
static bool is_there(struct ctx *ctx, const struct order *o)
{
    bool all = true;
    for (size_t i = 0; all && i < o->result.event_count; i++) {
        struct event_row row;
        all = store_event_by_id(ctx->db, ctx->arena, o->result.events[i].id, &row) == DB_ROW &&
              row.seq == o->result.events[i].seq;
        arena_reset(ctx->arena);
    }
    return all;
}

static bool is_known(struct ctx *ctx, const struct order *o)
{
    struct event_row row;
    bool known = store_event_by_id(ctx->db, ctx->arena, o->command.id, &row) == DB_ROW;
    arena_reset(ctx->arena);
    return known;
}

static void look_for_orders(struct shop *s, struct ctx *ctx)
{
    struct shop_found *f = &s->found;
    for (struct order *o = s->orders; o; o = o->next) {
        if (o->answer == ANSWER_DONE && !is_there(ctx, o))
            note(f, &f->lost, "an acknowledged %s is lost", lifecycle_commands[o->command.code].name);
        if (o->answer == ANSWER_FAILED && is_known(ctx, o))
            note(f, &f->undead, "a %s that was told to be not done is there", lifecycle_commands[o->command.code].name);
    }
}

static void look_at_ledger(struct shop_found *f, struct ctx *ctx)
{
    struct ledger_report *r = ARENA_NEW(ctx->arena, struct ledger_report);
    if (!service_ledger_verify(ctx, NULL, NULL, r))
        note(f, &f->corrupt, "the ledger cannot be read: %s", db_result_text(ctx->failure));
    else if (r->bad)
        note(f, &f->half, "the ledger: event %lld: %.*s", (long long)r->findings[0].seq, STR_ARG(r->findings[0].what));
    ctx->failure = DB_OK;
}

static void look_at_tables(struct shop_found *f, struct ctx *ctx)
{
    struct doctor_report *r = ARENA_NEW(ctx->arena, struct doctor_report);
    if (!service_doctor(ctx, NULL, r)) {
        note(f, &f->corrupt, "the tables cannot be read: %s", db_result_text(ctx->failure));
        return;
    }
    if (r->faults)
        note(f, &f->corrupt, "a fault: %.*s", STR_ARG(r->fault_list[0]));
    if (r->stuck_seq)
        note(f, &f->half, "event %lld cannot be replayed: %.*s", (long long)r->stuck_seq, STR_ARG(r->stuck_why));
    if (r->differences)
        note(f, &f->differs, "table %s, row %.*s: the ledger says %.*s, it says %.*s", r->list[0].table,
             STR_ARG(r->list[0].key), STR_ARG(r->list[0].ledger), STR_ARG(r->list[0].stored));
}

/* The tables are there: nothing was acknowledged before they were. */
static bool has_tables(struct ctx *ctx, bool *ret_readable)
{
    struct query *q = db_query_text(ctx->db, STR("SELECT count(*) FROM sqlite_schema WHERE name = 'event'"));
    *ret_readable = query_step(q) == DB_ROW;
    bool there = *ret_readable && query_col_int(q, 0) == 1;
    query_end(q);
    return there;
}

static bool has_answers(const struct shop *s)
{
    const struct order *o = s->orders;
    while (o && o->answer != ANSWER_DONE)
        o = o->next;
    return o != NULL;
}

void shop_examine(struct shop *s)
{
    struct shop_found *f = &s->found;
    struct ctx ctx = {.arena = arena_new(0)};
    char why[300];
    bool readable = false;
    if (db_open(s->company.path, DB_READ, &ctx.db, why, sizeof why) != DB_OK) {
        if (s->exists || has_answers(s))
            note(f, &f->corrupt, "%s", why);
    } else if (has_tables(&ctx, &readable)) {
        look_for_orders(s, &ctx);
        look_at_ledger(f, &ctx);
        look_at_tables(f, &ctx);
    } else if (!readable) {
        note(f, &f->corrupt, "not a database: %s", db_error(ctx.db));
    } else if (s->exists || has_answers(s)) {
        note(f, &f->lost, "all tables are gone");
    }
    db_close(ctx.db);
    arena_free(ctx.arena);
}

void shop_add(struct shop_found *a, const struct shop_found *b)
{
    if (!a->first[0])
        memcpy(a->first, b->first, sizeof a->first);
    a->lost += b->lost;
    a->undead += b->undead;
    a->half += b->half;
    a->differs += b->differs;
    a->corrupt += b->corrupt;
}
