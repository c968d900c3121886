/*
 * ctx: everything one use case may use: memory, database, who asks, what time it is. Passed to every service function, so that
 * nothing is global and tests are deterministic.
 *
 * A service function returns true, or false with either ctx->refusal (a rule said no: nothing was written) or ctx->failure
 * (the world failed). Functions that write run on the writer's thread (service/writer.h); those that only read run on any
 * thread with a reading connection.
 */
#ifndef SERVICE_CTX_H
#define SERVICE_CTX_H

#include "base/arena.h"
#include "base/time.h"
#include "domain/refusal.h"
#include "store/db.h"

struct actor {
    int64_t id; /* app_user.id; 0: nobody is signed in */
    struct str name;
    unsigned roles;    /* ROLE_BITs; of an API key: its scope */
    struct str device; /* what they work with: X-Serno-Device header, key name, or "cli" */
};

struct ctx {
    struct arena *arena;
    struct db *db;
    struct actor actor;
    msec now;
    struct refusal refusal;
    enum db_result failure;  /* DB_OK: none */
    struct str failure_text; /* of the engine, for a log, when the writer knows it */
};

/* Note a refusal; returns false. */
#define ctx_refuse(ctx, code, field, ...) refuse(&(ctx)->refusal, (ctx)->arena, (code), (field), __VA_ARGS__)

/* r as a verdict: true for DB_OK, DB_ROW and DB_DONE; otherwise notes the failure and returns false. */
bool ctx_check(struct ctx *ctx, enum db_result r);

#endif
