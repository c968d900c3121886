/*
 * company: a small company for tests that run the real command pipeline in process: a writer on a fresh database (SQLite in a
 * temporary directory, or one of a PostgreSQL cluster: store/cluster.h), some master data, and a short way to give commands.
 */
#ifndef TESTS_COMPANY_H
#define TESTS_COMPANY_H

#include <dirent.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cluster.h"
#include "service/command.h"
#include "service/writer.h"
#include "store/location.h"
#include "store/lot.h"
#include "store/party.h"
#include "store/product.h"
#include "store/unit.h"

enum { COMPANY_NOW_DAY = 20000 };
#define COMPANY_DAY INT64_C(86400000)

struct company {
    char dir[64], path[CLUSTER_URL]; /* dir: "" where the database is no file */
    struct writer *writer;
    struct arena *arena; /* of the last command; kept until the next */
    struct db *db;       /* a reading connection */
    msec now;            /* goes on by a minute with each command */
    uint64_t ids;
    unsigned roles;
};

static inline struct id company_id(struct company *c)
{
    struct id id = {{0x01}};
    c->ids++;
    memcpy(id.bytes + 8, &c->ids, sizeof c->ids);
    return id;
}

/* Run fn as a writer's job. */
struct company_job {
    struct writer_job job;
    bool (*fn)(struct ctx *ctx, struct ledger *ledger, void *state);
    void *state;
};

static inline bool company_run(struct writer_job *job)
{
    struct company_job *j = (struct company_job *)job;
    job->wrote = true;
    return j->fn(&job->ctx, writer_ledger(job), j->state);
}

/* *ret_ctx (optional) has refusal and failure afterwards. */
static inline bool company_write(struct company *c, bool (*fn)(struct ctx *, struct ledger *, void *), void *state,
                                 struct ctx *ret_ctx)
{
    struct company_job j = {.fn = fn, .state = state};
    j.job.run = company_run;
    j.job.ctx = (struct ctx){.arena = c->arena, .now = c->now, .actor = {1, STR("anna"), c->roles, STR("test")}};
    bool ok = writer_call(c->writer, &j.job);
    if (ret_ctx)
        *ret_ctx = j.job.ctx;
    return ok;
}

static inline bool company_insert_user(struct ctx *ctx, struct ledger *l, void *state)
{
    (void)l, (void)state;
    return ctx_check(ctx, query_run(db_query_text(ctx->db, STR("INSERT INTO app_user (id, name, roles, created_at) "
                                                               "VALUES (1, 'anna', 31, 0)"))));
}

static inline bool company_insert_masters(struct ctx *ctx, struct ledger *l, void *state)
{
    (void)l, (void)state;
    static const struct product products[] = {
        {.sku = {"LAPTOP", 6}, .name = {"Laptop", 6}, .warranty_months = 24, .active = true, .version = 1},
        {.sku = {"DISK", 4}, .name = {"Disk", 4}, .serial_format = {"D####", 5}, .active = true, .version = 1},
        {.sku = {"OLD", 3}, .name = {"Old thing", 9}, .active = false, .version = 1},
        {.sku = {"SERUM", 5}, .name = {"Serum", 5}, .shelf_life_days = 30, .active = true, .version = 1},
    };
    static const struct location locations[] = {
        {.code = {"SITE", 4}, .kind = LOCATION_SITE, .active = true, .version = 1},
        {.code = {"A1", 2}, .kind = LOCATION_BIN, .parent_id = 1, .active = true, .version = 1},
        {.code = {"A2", 2}, .kind = LOCATION_BIN, .parent_id = 1, .active = true, .version = 1},
        {.code = {"BENCH", 5}, .kind = LOCATION_REPAIR, .parent_id = 1, .active = true, .version = 1},
        {.code = {"SHUT", 4}, .kind = LOCATION_BIN, .parent_id = 1, .active = false, .version = 1},
        {.code = {"BIN", 3}, .kind = LOCATION_SCRAP, .parent_id = 1, .active = true, .version = 1},
        {.code = {"ROAD", 4}, .kind = LOCATION_TRANSIT, .active = true, .version = 1},
    };
    static const struct party parties[] = {
        {.code = {"ACME", 4}, .name = {"Acme", 4}, .kind = PARTY_SUPPLIER, .active = true, .version = 1},
        {.code = {"BOB", 3}, .name = {"Bob", 3}, .kind = PARTY_CUSTOMER, .active = true, .version = 1},
        {.code = {"EVE", 3}, .name = {"Eve", 3}, .kind = PARTY_CUSTOMER, .active = true, .version = 1},
    };
    int64_t id;
    bool ok = true;
    for (size_t i = 0; i < sizeof products / sizeof products[0]; i++)
        ok = ok && ctx_check(ctx, store_product_insert(ctx->db, &products[i], &id));
    for (size_t i = 0; i < sizeof locations / sizeof locations[0]; i++)
        ok = ok && ctx_check(ctx, store_location_insert(ctx->db, &locations[i], &id));
    for (size_t i = 0; i < sizeof parties / sizeof parties[0]; i++)
        ok = ok && ctx_check(ctx, store_party_insert(ctx->db, &parties[i], &id));
    return ok;
}

static inline void company_place(struct company *c, bool on_cluster)
{
    if (on_cluster) {
        cluster_create(c->path);
        return;
    }
    snprintf(c->dir, sizeof c->dir, "%s/serno-test-XXXXXX", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
    if (!mkdtemp(c->dir))
        abort();
    snprintf(c->path, sizeof c->path, "%s/serno.db", c->dir);
}

/* on_cluster: on PostgreSQL; there must be a cluster_url(). */
static inline void company_open_on(struct company *c, bool on_cluster)
{
    char error[300] = "";
    if (sodium_init() < 0)
        abort();
    *c = (struct company){.now = COMPANY_NOW_DAY * COMPANY_DAY, .roles = ROLE_BIT(ROLE_ADMIN), .arena = arena_new(0)};
    company_place(c, on_cluster);
    c->writer = writer_start(c->path, DB_CREATE, NULL, NULL, error, sizeof error);
    if (!c->writer) {
        fprintf(stderr, "%s\n", error);
        abort();
    }
    if (db_open(c->path, DB_READ, &c->db, error, sizeof error) != DB_OK)
        abort();
    if (!company_write(c, company_insert_user, NULL, NULL) || !company_write(c, company_insert_masters, NULL, NULL))
        abort();
}

static inline void company_open(struct company *c)
{
    company_open_on(c, cluster_url() != NULL);
}

static inline void company_close(struct company *c)
{
    db_close(c->db);
    if (c->writer)
        writer_stop(c->writer);
    arena_free(c->arena);
    if (!c->dir[0]) {
        cluster_drop(c->path);
        return;
    }
    DIR *dir = opendir(c->dir);
    for (struct dirent *e; dir && (e = readdir(dir));) {
        char path[400];
        snprintf(path, sizeof path, "%s/%s", c->dir, e->d_name);
        unlink(path);
    }
    closedir(dir);
    rmdir(c->dir);
}

/* ---- commands ---- */

/* On its way through the writer in steps, as the server does it. */
struct company_command {
    struct writer_job job;
    const struct command *command;
    struct command_result *result;
    struct work *work;
};

static inline bool company_foresee(struct writer_job *job)
{
    return service_command_foresee(&job->ctx, writer_ledger(job), ((struct company_command *)job)->command);
}

static inline bool company_finish(struct writer_job *job)
{
    return service_command_write(((struct company_command *)job)->work);
}

static inline bool company_decide(struct writer_job *job)
{
    struct company_command *cc = (struct company_command *)job;
    if (!service_command_decide(&job->ctx, writer_ledger(job), cc->command, cc->result, &cc->work))
        return false;
    job->wrote = cc->work != NULL;
    if (cc->work) {
        service_command_numbers(cc->work, &job->numbers);
        job->finish = company_finish;
    }
    return true;
}

/* Run a command; REFUSED_NOT when it was done. The result lives until the next arena reset (company_forget). */
static inline enum refusal_code company_do(struct company *c, const struct command *command,
                                           struct command_result *result, struct refusal *ret_refusal)
{
    struct command_result unused;
    struct company_command cc = {.command = command, .result = result ? result : &unused};
    struct ctx *ctx = &cc.job.ctx;
    c->now += 60000;
    cc.job.run = company_decide;
    cc.job.foresee = company_foresee;
    cc.job.keeps_masters = true;
    *ctx = (struct ctx){.arena = c->arena, .now = c->now, .actor = {1, STR("anna"), c->roles, STR("test")}};
    bool ok = writer_call(c->writer, &cc.job);
    if (ret_refusal)
        *ret_refusal = ctx->refusal;
    if (!ok && !refused(&ctx->refusal)) {
        fprintf(stderr, "the world failed: %s %.*s\n", db_result_text(ctx->failure), STR_ARG(ctx->failure_text));
        abort();
    }
    return ok ? REFUSED_NOT : ctx->refusal.code;
}

static inline void company_forget(struct company *c)
{
    arena_reset(c->arena);
}

#endif
