/*
 * Promise 4: any single or lasting I/O error leaves the books right. The Nth call of SQLite to the disk fails, N = 1, 2, 3 … until
 * the operation passes without having met its fault: once, or from then on; as an error or as a full disk. Then the company goes on
 * without a restart if it can, the power is cut, and the books are examined.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ground.h"
#include "service/backup.h"

enum { BASE_EVENTS = 60, CALLS_LIMIT = 20000, SHORT_STEPS = 25 };

struct trial {
    struct ground *ground;
    struct disk_image *base;
    struct shop shop;
    bool open;
    char copy[160], error[600];
    struct dice dice;

    bool control; /* something must be found */

    /* Over all faults of a mode: */
    int64_t calls, faults, went_on, stuck, acknowledged, missing;
};

/* ---- operations ---- */

static bool open_it(struct trial *t)
{
    t->open = shop_open(&t->shop);
    return t->open;
}

static bool scan(struct trial *t)
{
    return shop_scan(&t->shop);
}

static bool group(struct trial *t)
{
    return shop_group(&t->shop, 8) > 0;
}

static bool bulk(struct trial *t)
{
    return shop_bulk(&t->shop, 1100) == 1;
}

static bool end(struct trial *t)
{
    shop_close(&t->shop);
    t->open = false;
    return true;
}

static bool back_up(struct trial *t)
{
    struct backup b;
    t->error[0] = '\0';
    return service_backup(t->ground->url, t->copy, 1, NULL, &b, t->error, sizeof t->error);
}

/* What stands before the operation. */
static void nothing(struct trial *t)
{
    disk_restore(t->ground->disk, NULL);
    t->shop.exists = false;
}

static void closed(struct trial *t)
{
    (void)t;
}

static void opened(struct trial *t)
{
    if (!open_it(t))
        fail_msg("%s", t->shop.error);
}

static void warm(struct trial *t)
{
    opened(t);
    shop_group(&t->shop, 6);
    shop_scan(&t->shop);
}

/* Each commit is followed by a checkpoint, and the next one begins the log anew. */
static void eager(void *state)
{
    struct trial *t = state;
    sqlite3_wal_autocheckpoint(t->ground->vfs.last_opened, 1);
}

static void checkpointing(struct trial *t)
{
    t->shop.opened = eager;
    t->shop.opened_state = t;
    warm(t);
}

/* A log that the last one left behind. */
static void interrupted(struct trial *t)
{
    warm(t);
    fault_vfs_power_off(&t->ground->vfs);
    end(t);
    fault_vfs_restart(&t->ground->vfs, FATE_KEPT, &t->dice);
}

static const struct operation {
    const char *name;
    void (*prepare)(struct trial *t);
    bool (*run)(struct trial *t);
} operations[] = {
    {"create and migrate", nothing, open_it},
    {"open", closed, open_it},
    {"open after a crash", interrupted, open_it},
    {"first scan", opened, scan},
    {"first group", opened, group},
    {"first bulk of 1,100", opened, bulk},
    {"scan", warm, scan},
    {"scan and checkpoint", checkpointing, scan},
    {"group of scans", warm, group},
    {"group and checkpoint", checkpointing, group},
    {"bulk of 1,100", warm, bulk},
    {"end with a checkpoint", warm, end},
    {"backup", warm, back_up},
};

static const struct mode {
    const char *name;
    struct fault fault;
} modes[] = {
    {"one error", {.calls = CALLS_ALL}},
    {"errors from then on", {.calls = CALLS_ALL, .lasting = true}},
    {"disk full once", {.calls = CALL_BIT(CALL_WRITE), .code = SQLITE_FULL}},
    {"disk full from then on", {.calls = CALL_BIT(CALL_WRITE), .code = SQLITE_FULL, .lasting = true}},
};

/* ---- one fault ---- */

static const char *where(const struct operation *o, const struct mode *m, int64_t n, const struct trial *t,
                         char out[200])
{
    snprintf(out, 200, "%s, %s at call %lld (%s)", o->name, m->name, (long long)n,
             fault_call_name(t->ground->vfs.last_fired));
    return out;
}

/* A backup that said no has left nothing; one that said yes is good. */
static void check_backup(struct trial *t, const char *at, bool ok)
{
    struct backup b;
    char back[200], error[600] = "";
    snprintf(back, sizeof back, "%s/back.db", t->ground->real);
    if (!ok && (!t->error[0] || !ground_real_empty(t->ground)))
        fail_msg("%s: '%s', and something is left behind", at, t->error);
    if (ok && !service_restore(t->copy, back, NULL, &b, error, sizeof error))
        fail_msg("%s: the backup was made and is not good: %s", at, error);
    ground_real_clear(t->ground);
}

/* As it is, or opened anew; what has no answer is sent again. */
static void go_on(struct trial *t, const char *at)
{
    bool ok = t->open && shop_scan(&t->shop);
    t->went_on += ok;
    t->stuck += t->open && t->shop.exists && !ok;
    if (!ok) {
        if (t->open)
            end(t);
        if (!open_it(t) || (t->shop.exists && !shop_scan(&t->shop)))
            fail_msg("%s: it does not work again: %s", at, t->shop.error);
    }
    shop_repeat(&t->shop, 0);
}

static void cut_power(struct trial *t)
{
    fault_vfs_power_off(&t->ground->vfs);
    if (t->open)
        end(t);
    fault_vfs_restart(&t->ground->vfs, (enum disk_fate)dice_below(&t->dice, FATES), &t->dice);
}

static void examine(struct trial *t, const char *at)
{
    shop_examine(&t->shop);
    t->missing += t->shop.found.lost;
    if (shop_wrong(&t->shop.found) && !t->control)
        fail_msg("%s: %s", at, t->shop.found.first);
}

/* False: the operation passed without having met the fault. */
static bool one_fault(struct trial *t, const struct operation *o, const struct mode *m, int64_t n)
{
    char at[200];
    struct fault fault = m->fault;
    fault.at = n;
    disk_restore(t->ground->disk, t->base);
    shop_init(&t->shop, t->ground->url, t->ground->seed + (uint64_t)n);
    t->shop.exists = true;
    t->open = false;
    o->prepare(t);
    fault_vfs_arm(&t->ground->vfs, fault);
    bool ok = o->run(t);
    if (fault.lasting && t->open && t->ground->vfs.fired)
        shop_scan(&t->shop); /* it is asked for more while nothing works */
    bool fired = t->ground->vfs.fired > 0;
    fault_vfs_arm(&t->ground->vfs, (struct fault){0});
    where(o, m, n, t, at);
    if (!fired && !ok)
        fail_msg("%s: no call failed, and yet it did not work: %s%s", at, t->shop.error, t->error);
    if (!ok && o->run == open_it && !t->shop.error[0])
        fail_msg("%s: it did not open, and does not say why", at);
    if (o->run == back_up)
        check_backup(t, at, ok);
    if (dice_one_in(&t->dice, 3))
        cut_power(t);
    if (t->open || o->run != end)
        go_on(t, at);
    cut_power(t);
    examine(t, at);
    t->faults += fired;
    t->acknowledged += t->shop.done;
    shop_free(&t->shop);
    return fired;
}

/* It is run once without a fault to see how many calls it makes; in the short form, not each of them fails. */
static void each_call(struct trial *t, const struct operation *o, const struct mode *m)
{
    one_fault(t, o, m, CALLS_LIMIT);
    int64_t calls = t->ground->vfs.counted, stride = t->ground->is_long ? 1 : 1 + calls / SHORT_STEPS;
    int64_t n = 1 + dice_below(&t->dice, stride), before = t->faults, stuck = t->stuck;
    while (one_fault(t, o, m, n))
        n += stride;
    t->calls += calls;
    printf("%s, %s: %lld calls, %lld faults\n", o->name, m->name, (long long)calls, (long long)(t->faults - before));
    if (!m->fault.lasting && t->stuck > stuck)
        fail_msg("%s, %s: one fault, and it had to be opened anew", o->name, m->name);
}

static void test_mode(struct ground *g, const struct mode *m)
{
    enum { OPERATIONS = sizeof operations / sizeof operations[0] };
    struct trial t = {.ground = g, .base = ground_base(g, BASE_EVENTS), .dice = {g->seed}};
    snprintf(t.copy, sizeof t.copy, "%s/copy.db", g->real);
    for (int i = 0; i < OPERATIONS; i++)
        each_call(&t, &operations[i], m);
    printf("figure: %s: %d operations, %lld calls, %lld faults; after that it went on as it was %lld times, had to be "
           "opened anew %lld "
           "times, was closed or lost power in the other cases; %lld commands acknowledged, %lld missing\n",
           m->name, OPERATIONS, (long long)t.calls, (long long)t.faults, (long long)t.went_on, (long long)t.stuck,
           (long long)t.acknowledged, (long long)t.missing);
    disk_image_free(t.base);
}

/* Control: a sync that fails and says that it did not. What was acknowledged then must be missed. */
static void test_control(void **state)
{
    struct ground *g = *state;
    static const struct mode silent = {"a failed sync that is not told",
                                       {.calls = CALL_BIT(CALL_SYNC), .silent = true}};
    struct trial t = {.ground = g, .base = ground_base(g, BASE_EVENTS), .dice = {g->seed}, .control = true};
    struct operation o = {"scan", warm, scan};
    for (int i = 0; i < 20; i++)
        one_fault(&t, &o, &silent, 1);
    disk_image_free(t.base);
    printf("figure: control, %s: %lld acknowledged, %lld missing\n", silent.name, (long long)t.acknowledged,
           (long long)t.missing);
    assert_true(t.missing > 0);
}

struct row {
    struct ground *ground;
    const struct mode *mode;
};

static void test_row(void **state)
{
    struct row *row = *state;
    test_mode(row->ground, row->mode);
}

int main(void)
{
    enum { MODES = sizeof modes / sizeof modes[0] };
    struct CMUnitTest tests[MODES + 1];
    struct row rows[MODES];
    struct ground *ground = ground_open();
    for (int i = 0; i < MODES; i++) {
        rows[i] = (struct row){ground, &modes[i]};
        tests[i] = (struct CMUnitTest){.name = modes[i].name, .test_func = test_row, .initial_state = &rows[i]};
    }
    tests[MODES] = (struct CMUnitTest){.name = "control", .test_func = test_control, .initial_state = ground};
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    ground_close(ground);
    return failed;
}
