/*
 * lock: one holder at a time, who says who they are; free again when they end.
 */
#include "testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/lock.h"

struct place {
    char dir[64], db[96], link[96], lock[112];
};

static void make(struct place *p)
{
    snprintf(p->dir, sizeof p->dir, "/tmp/serno-lock-XXXXXX");
    assert_non_null(mkdtemp(p->dir));
    snprintf(p->db, sizeof p->db, "%s/a.db", p->dir);
    snprintf(p->link, sizeof p->link, "%s/b.db", p->dir);
    snprintf(p->lock, sizeof p->lock, "%s.lock", p->db);
    FILE *f = fopen(p->db, "w");
    assert_non_null(f);
    fclose(f);
    assert_int_equal(symlink(p->db, p->link), 0);
}

static void remove_all(const struct place *p)
{
    unlink(p->link);
    unlink(p->db);
    unlink(p->lock);
    assert_int_equal(rmdir(p->dir), 0);
}

static enum cli_lock_result take(const char *db, struct cli_lock *lock, struct cli_lock_holder *holder)
{
    char error[200];
    return cli_lock_take(db, 0, lock, holder, error, sizeof error);
}

static void one_at_a_time(void **state)
{
    struct place p;
    struct cli_lock first, second;
    struct cli_lock_holder holder;
    (void)state;
    make(&p);
    assert_int_equal(take(p.db, &first, &holder), CLI_LOCK_TAKEN);
    assert_int_equal(take(p.db, &second, &holder), CLI_LOCK_HELD);
    assert_int_equal(holder.pid, getpid());
    assert_string_equal(holder.url, "");
    cli_lock_tell(&first, "http://127.0.0.1:8080");
    assert_int_equal(take(p.link, &second, &holder), CLI_LOCK_HELD); /* another path, the same database */
    assert_string_equal(holder.url, "http://127.0.0.1:8080");
    cli_lock_drop(&first);
    assert_int_equal(access(p.lock, F_OK), -1);
    assert_int_equal(take(p.db, &second, &holder), CLI_LOCK_TAKEN);
    cli_lock_drop(&second);
    cli_lock_drop(&second); /* nothing is held: nothing happens */
    remove_all(&p);
}

/* A process that was killed leaves its file, not its lock. */
static void left_behind(void **state)
{
    struct place p;
    struct cli_lock lock;
    struct cli_lock_holder holder;
    (void)state;
    make(&p);
    FILE *f = fopen(p.lock, "w");
    assert_non_null(f);
    fputs("pid=99999999\nurl=http://127.0.0.1:1\n", f);
    fclose(f);
    assert_int_equal(take(p.db, &lock, &holder), CLI_LOCK_TAKEN);
    cli_lock_drop(&lock);
    remove_all(&p);
}

static void no_file(void **state)
{
    struct cli_lock lock;
    struct cli_lock_holder holder;
    (void)state;
    assert_int_equal(take("postgres://db/serno", &lock, &holder), CLI_LOCK_TAKEN);
    cli_lock_drop(&lock);
    assert_int_equal(take("/nowhere/at/all.db", &lock, &holder), CLI_LOCK_FAILED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(one_at_a_time), cmocka_unit_test(left_behind),
                                       cmocka_unit_test(no_file)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
