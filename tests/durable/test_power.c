/*
 * Promises 2 and 3: a power cut at any write is safe. The real writer works on a disk whose unsynced writes are dropped, reordered
 * and torn when the power goes; after each cut what was acknowledged is looked for and the books are examined. Two controls, without
 * a sync at each commit and with syncs that do nothing, must be found out.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ground.h"

enum {
    CUTS_LONG = 20000,
    CUTS_SHORT = 700,
    CUTS_OF_A_LIFE = 8, /* then the company begins anew */
    CUTS_CONTROL = 60,
    CHANGES_MAX = 40, /* until the power goes */
    CHANGES_EARLY = 12,
    STEPS_MAX = 400,
    BASE_EVENTS = 40
};

enum sync { SYNC_FULL, SYNC_NORMAL, SYNC_LYING };

enum stage { STAGE_START, STAGE_GROUP, STAGE_BULK, STAGE_END, STAGES };

/* A series of cuts. */
struct trial {
    struct ground *ground;
    struct disk_image *base;
    enum sync sync;
    struct dice dice;
    int checkpoint_pages; /* in this life; 0: only when it is closed */
    struct shop shop;     /* of this life */
    enum stage stage;

    int64_t cuts, unsynced, bad_cuts, sent, done, repeated;
    int64_t at_stage[STAGES], at_part[PARTS];
    struct shop_found found;
};

static void set_up_writer(void *state)
{
    struct trial *t = state;
    sqlite3 *writer = t->ground->vfs.last_opened;
    if (t->checkpoint_pages)
        sqlite3_wal_autocheckpoint(writer, t->checkpoint_pages);
    if (t->sync == SYNC_NORMAL)
        sqlite3_exec(writer, "PRAGMA synchronous=NORMAL", NULL, NULL, NULL);
}

/* A reader that stays keeps checkpoints from starting the log anew. */
static void toggle_reader(struct trial *t, bool *reading)
{
    struct db *db = t->shop.company.db;
    if (*reading)
        db_rollback(db);
    else if (db_begin_read(db) == DB_OK)
        query_run(db_query_text(db, STR("SELECT count(*) FROM unit")));
    *reading = !*reading;
}

static bool start_again(struct trial *t, bool *reading)
{
    if (*reading)
        toggle_reader(t, reading);
    t->stage = STAGE_END;
    shop_close(&t->shop);
    t->stage = fault_vfs_dead(&t->ground->vfs) ? STAGE_END : STAGE_START;
    return shop_open(&t->shop);
}

/* One thing that a company does. False: it came to a stop. */
static bool step(struct trial *t, bool *reading)
{
    int64_t what = dice_below(&t->dice, 300);
    t->stage = what < 30 ? STAGE_BULK : STAGE_GROUP;
    if (what < 2)
        shop_bulk(&t->shop, 1100);
    else if (what < 10)
        shop_bulk(&t->shop, 100 + (size_t)dice_below(&t->dice, 300));
    else if (what < 30)
        shop_bulk(&t->shop, 10 + (size_t)dice_below(&t->dice, 30));
    else if (what < 50)
        return start_again(t, reading);
    else if (what < 80)
        toggle_reader(t, reading);
    else
        shop_group(&t->shop, 1 + (int)dice_below(&t->dice, 6));
    return true;
}

static void work(struct trial *t, bool anew)
{
    bool reading = false;
    t->stage = STAGE_START;
    bool open = shop_open(&t->shop);
    if (open && anew)
        shop_furnish(&t->shop);
    if (open && !fault_vfs_dead(&t->ground->vfs))
        shop_repeat(&t->shop, 4);
    for (int i = 0; open && i < STEPS_MAX && !fault_vfs_dead(&t->ground->vfs); i++)
        open = step(t, &reading);
    shop_close(&t->shop);
}

static void cut(struct trial *t, bool anew)
{
    struct fault_vfs *vfs = &t->ground->vfs;
    enum disk_fate fate = (enum disk_fate)dice_below(&t->dice, FATES);
    /* The first changes of a new database come only once in a life, so they are met more often. */
    bool early = anew && t->shop.sent == 0;
    fault_vfs_power(vfs, 1 + dice_below(&t->dice, early ? CHANGES_EARLY : CHANGES_MAX));
    work(t, anew);
    t->at_stage[t->stage]++;
    t->at_part[vfs->part]++;
    t->unsynced += fault_vfs_restart(vfs, fate, &t->dice);
    t->cuts++;
    shop_examine(&t->shop);
    if (shop_wrong(&t->shop.found) == 0)
        return;
    t->bad_cuts++;
    if (t->sync == SYNC_FULL)
        printf("cut %lld (fate %d, stage %d, part %d, %s): %s\n", (long long)t->cuts, fate, t->stage, vfs->part,
               anew ? "from nothing" : "from the base", t->shop.found.first);
}

/* A company, from its base (now and then from nothing at all) through some cuts. It ends early when something was found. */
static void live(struct trial *t)
{
    bool anew = dice_one_in(&t->dice, 6);
    disk_restore(t->ground->disk, anew ? NULL : t->base);
    t->checkpoint_pages = dice_one_in(&t->dice, 3) ? 0 : 2 + (int)dice_below(&t->dice, 120);
    shop_init(&t->shop, t->ground->url, dice_next(&t->dice));
    t->shop.exists = !anew;
    t->shop.opened = set_up_writer;
    t->shop.opened_state = t;
    for (int i = 0; i < CUTS_OF_A_LIFE && !shop_wrong(&t->shop.found); i++)
        cut(t, anew);
    t->sent += t->shop.sent;
    t->done += t->shop.done;
    t->repeated += t->shop.repeated;
    shop_add(&t->found, &t->shop.found);
    shop_free(&t->shop);
}

static void run(struct trial *t, struct ground *g, enum sync sync, int64_t cuts)
{
    *t = (struct trial){.ground = g, .base = ground_base(g, BASE_EVENTS), .sync = sync, .dice = {g->seed}};
    disk_lie(g->disk, sync == SYNC_LYING);
    while (t->cuts < cuts)
        live(t);
    disk_lie(g->disk, false);
    disk_image_free(t->base);
}

static void tell(const struct trial *t, const char *what)
{
    const struct shop_found *f = &t->found;
    printf("figure: %s: %lld power cuts, %lld of %lld commands acknowledged, %lld sent again, %lld unsynced changes at "
           "cuts: "
           "%lld lost, %lld half, %lld undead, %lld differ, %lld corrupt\n",
           what, (long long)t->cuts, (long long)t->done, (long long)t->sent, (long long)t->repeated,
           (long long)t->unsynced, (long long)f->lost, (long long)f->half, (long long)f->undead, (long long)f->differs,
           (long long)f->corrupt);
}

static void test_cuts(void **state)
{
    struct ground *g = *state;
    struct trial t;
    run(&t, g, SYNC_FULL, g->is_long ? CUTS_LONG : CUTS_SHORT);
    tell(&t, "synchronous=FULL");
    printf("figure: cut while starting %lld, in groups %lld, in bulks %lld, while ending %lld; in the database %lld, "
           "the log "
           "%lld, a journal %lld, names %lld\n",
           (long long)t.at_stage[STAGE_START], (long long)t.at_stage[STAGE_GROUP], (long long)t.at_stage[STAGE_BULK],
           (long long)t.at_stage[STAGE_END], (long long)t.at_part[PART_DATABASE], (long long)t.at_part[PART_LOG],
           (long long)t.at_part[PART_JOURNAL], (long long)t.at_part[PART_NAMES]);
    if (shop_wrong(&t.found))
        fail_msg("after %lld cuts something was wrong, first: %s", (long long)t.bad_cuts, t.found.first);
    for (int i = 0; i < STAGES; i++)
        assert_true(t.at_stage[i] > 0);
    for (int i = 0; i < PARTS; i++)
        assert_true(t.at_part[i] > 0);
    assert_true(t.done > t.cuts);
}

/* The same, broken: it must be found. */
static void control(struct ground *g, enum sync sync, const char *what)
{
    struct trial t;
    run(&t, g, sync, CUTS_CONTROL);
    tell(&t, what);
    if (t.found.lost == 0)
        fail_msg("%s: %d power cuts and nothing is lost: this test cannot fail", what, CUTS_CONTROL);
}

static void test_control_normal(void **state)
{
    control(*state, SYNC_NORMAL, "control, synchronous=NORMAL");
}

static void test_control_lying(void **state)
{
    control(*state, SYNC_LYING, "control, a sync that does nothing");
}

int main(void)
{
    struct ground *ground = ground_open();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(test_control_normal, ground),
        cmocka_unit_test_prestate(test_control_lying, ground),
        cmocka_unit_test_prestate(test_cuts, ground),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    ground_close(ground);
    return failed;
}
