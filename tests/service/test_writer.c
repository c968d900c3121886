/*
 * The writer: groups share one commit, each job stands alone. A gate job holds the writer's thread while a group queues up, so
 * the group is the same in every run.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>

#include "company.h"

struct gate {
    struct writer_job job;
    pthread_mutex_t lock;
    pthread_cond_t cond;
    bool entered, open;
};

static bool hold_gate(struct writer_job *job)
{
    struct gate *g = (struct gate *)job;
    pthread_mutex_lock(&g->lock);
    g->entered = true;
    pthread_cond_broadcast(&g->cond);
    while (!g->open)
        pthread_cond_wait(&g->cond, &g->lock);
    pthread_mutex_unlock(&g->lock);
    return true;
}

enum what { WRITE, WRITE_THEN_REFUSE, REFUSE, WRITE_THEN_UNIQUE, WRITE_THEN_DISK_FULL };

struct member {
    struct writer_job job;
    enum what what;
    int64_t number;
    struct latch *latch;
};

struct latch {
    pthread_mutex_t lock;
    pthread_cond_t cond;
    int left;
};

static void count_down(struct writer_job *job)
{
    struct latch *l = ((struct member *)job)->latch;
    pthread_mutex_lock(&l->lock);
    l->left--;
    pthread_cond_broadcast(&l->cond);
    pthread_mutex_unlock(&l->lock);
}

static void pass_gate(struct writer_job *job)
{
    (void)job;
}

static bool insert(struct ctx *ctx, int64_t number)
{
    struct query *q = db_query_text(ctx->db, STR("INSERT INTO meta (key, value) VALUES (?1, 'x')"));
    char key[32];
    int n = snprintf(key, sizeof key, "test%lld", (long long)number);
    query_str(q, 1, (struct str){key, (size_t)n});
    return ctx_check(ctx, query_run(q));
}

static bool run_member(struct writer_job *job)
{
    struct member *m = (struct member *)job;
    job->wrote = true;
    if (m->what == REFUSE)
        return ctx_refuse(&job->ctx, REFUSED_BAD_VALUE, NULL, "no");
    if (!insert(&job->ctx, m->number))
        return false;
    switch (m->what) {
    case WRITE_THEN_REFUSE:
        return ctx_refuse(&job->ctx, REFUSED_BAD_VALUE, NULL, "no, after all");
    case WRITE_THEN_UNIQUE:
        return insert(&job->ctx, m->number);
    case WRITE_THEN_DISK_FULL:
        return ctx_check(&job->ctx, DB_FULL);
    case WRITE:
    case REFUSE:
        break;
    }
    return true;
}

static bool stored(struct company *co, int64_t number)
{
    char key[32];
    int n = snprintf(key, sizeof key, "test%lld", (long long)number);
    struct query *q = db_query_text(co->db, STR("SELECT 1 FROM meta WHERE key = ?1"));
    query_str(q, 1, (struct str){key, (size_t)n});
    bool found = query_step(q) == DB_ROW;
    query_end(q);
    return found;
}

enum { MEMBERS = 4 };

/* Run the four as one group behind the gate. */
static void run_as_group(struct company *co, struct member *members)
{
    struct gate gate = {.lock = PTHREAD_MUTEX_INITIALIZER, .cond = PTHREAD_COND_INITIALIZER};
    struct latch latch = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, MEMBERS};
    gate.job.run = hold_gate;
    gate.job.done = pass_gate;
    assert_true(writer_submit(co->writer, &gate.job));
    pthread_mutex_lock(&gate.lock);
    while (!gate.entered)
        pthread_cond_wait(&gate.cond, &gate.lock);
    pthread_mutex_unlock(&gate.lock);
    for (int i = 0; i < MEMBERS; i++) {
        members[i].job.run = run_member;
        members[i].job.done = count_down;
        members[i].job.ctx.arena = arena_new(0);
        members[i].number = i;
        members[i].latch = &latch;
        assert_true(writer_submit(co->writer, &members[i].job));
    }
    pthread_mutex_lock(&gate.lock);
    gate.open = true;
    pthread_cond_broadcast(&gate.cond);
    pthread_mutex_unlock(&gate.lock);
    pthread_mutex_lock(&latch.lock);
    while (latch.left)
        pthread_cond_wait(&latch.cond, &latch.lock);
    pthread_mutex_unlock(&latch.lock);
    for (int i = 0; i < MEMBERS; i++)
        arena_free(members[i].job.ctx.arena);
}

static const struct row {
    const char *name;
    enum what what[MEMBERS];
    bool ok[MEMBERS];
    int tries; /* of the first */
} rows[] = {
    {"all write", {WRITE, WRITE, WRITE, WRITE}, {true, true, true, true}, 1},
    {"one is refused before it writes", {WRITE, REFUSE, WRITE, WRITE}, {true, false, true, true}, 1},
    {"one is refused after it wrote", {WRITE, WRITE_THEN_REFUSE, WRITE, WRITE}, {true, false, true, true}, 2},
    {"the last one is refused after it wrote", {WRITE, WRITE, WRITE, WRITE_THEN_REFUSE}, {true, true, true, false}, 2},
    {"a constraint says no", {WRITE, WRITE, WRITE_THEN_UNIQUE, WRITE}, {true, true, false, true}, 2},
    {"two say no", {WRITE, WRITE_THEN_REFUSE, WRITE_THEN_UNIQUE, WRITE}, {true, false, false, true}, 2},
    {"the disk is full: nothing is written",
     {WRITE, WRITE, WRITE_THEN_DISK_FULL, WRITE},
     {false, false, false, false},
     1},
    {"all are refused", {REFUSE, REFUSE, REFUSE, REFUSE}, {false, false, false, false}, 1},
};

static void group(void **state)
{
    const struct row *row = *state;
    struct company co;
    struct member members[MEMBERS] = {0};
    company_open(&co);
    for (int i = 0; i < MEMBERS; i++)
        members[i].what = row->what[i];
    run_as_group(&co, members);
    /* Where it is far, what is no command runs alone: no other is undone with it. */
    bool far = db_far(co.db);
    for (int i = 0; i < MEMBERS; i++) {
        bool ok = far ? row->what[i] == WRITE : row->ok[i];
        assert_int_equal(members[i].job.ok, ok);
        assert_int_equal(stored(&co, i), ok);
    }
    assert_int_equal(members[0].job.tries, far ? 1 : row->tries);
    company_close(&co);
}

int main(void)
{
    enum { N = sizeof rows / sizeof rows[0] };
    struct CMUnitTest tests[N];
    for (size_t i = 0; i < N; i++)
        tests[i] =
            (struct CMUnitTest){.name = rows[i].name, .test_func = group, .initial_state = (void *)(uintptr_t)&rows[i]};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
