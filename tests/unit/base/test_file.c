#include "testing.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

enum { LARGE = 700 * 1000 }; /* more than one piece of reading */

struct folder {
    char dir[64], a[80], b[80];
};

static int open_folder(void **state)
{
    struct folder *f = calloc(1, sizeof *f);
    assert_non_null(f);
    snprintf(f->dir, sizeof f->dir, "/tmp/serno-file-XXXXXX");
    assert_non_null(mkdtemp(f->dir));
    snprintf(f->a, sizeof f->a, "%s/a", f->dir);
    snprintf(f->b, sizeof f->b, "%s/b", f->dir);
    *state = f;
    return 0;
}

static int close_folder(void **state)
{
    struct folder *f = *state;
    unlink(f->a);
    unlink(f->b);
    assert_int_equal(rmdir(f->dir), 0); /* nothing else was left */
    free(f);
    return 0;
}

static struct buf large(void)
{
    struct buf b = {0};
    for (int i = 0; b.len < LARGE; i++)
        buf_int(&b, i);
    return b;
}

static void assert_holds(const char *path, struct str want)
{
    struct buf got = {0};
    assert_true(file_read(path, want.len, &got));
    assert_true(str_eq(buf_view(&got), want));
    buf_free(&got);
}

static void test_write_and_read(void **state)
{
    struct folder *f = *state;
    struct stat st;
    struct buf b = large();
    assert_true(file_write_new(f->a, buf_view(&b)));
    assert_int_equal(stat(f->a, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_holds(f->a, buf_view(&b));
    assert_false(file_write_new(f->a, STR("other")));
    assert_int_equal(errno, EEXIST);
    assert_holds(f->a, buf_view(&b));
    assert_true(file_write_new(f->b, STR("")));
    assert_holds(f->b, STR(""));
    buf_free(&b);
}

static void test_read_limit(void **state)
{
    struct folder *f = *state;
    struct buf b = large(), got = {0};
    assert_true(file_write_new(f->a, buf_view(&b)));
    assert_false(file_read(f->a, b.len - 1, &got));
    assert_int_equal(errno, EFBIG);
    buf_clear(&got);
    assert_false(file_read(f->b, 10, &got));
    assert_int_equal(errno, ENOENT);
    buf_free(&got);
    buf_free(&b);
}

static void note_last(void *state, int64_t done, int64_t total)
{
    int64_t *last = state;
    assert_true(done > last[0] && done <= total);
    last[0] = done;
    last[1] = total;
}

static void test_hash_and_copy(void **state)
{
    struct folder *f = *state;
    struct buf b = large();
    struct hash hash, again;
    int64_t bytes = 0, last[2] = {0};
    assert_true(file_write_new(f->a, buf_view(&b)));
    assert_true(file_sha256(f->a, note_last, last, &hash, &bytes));
    assert_int_equal(bytes, b.len);
    assert_int_equal(last[0], b.len);
    assert_int_equal(last[1], b.len);
    assert_true(hash_eq(hash, hash_sha256(buf_view(&b))));
    assert_true(file_copy_new(f->a, f->b, NULL, NULL, &again, &bytes));
    assert_true(hash_eq(hash, again));
    assert_holds(f->b, buf_view(&b));
    assert_false(file_copy_new(f->a, f->b, NULL, NULL, &again, &bytes));
    assert_int_equal(errno, EEXIST);
    unlink(f->b);
    assert_false(file_copy_new("/nowhere", f->b, NULL, NULL, &again, &bytes));
    assert_int_not_equal(access(f->b, F_OK), 0);
    buf_free(&b);
}

/* A folder can be opened but not read: what was begun is removed. */
static void test_copy_fails(void **state)
{
    struct folder *f = *state;
    struct hash hash;
    int64_t bytes = -1;
    assert_false(file_copy_new(f->dir, f->b, NULL, NULL, &hash, &bytes));
    assert_int_equal(errno, EISDIR);
    assert_int_not_equal(access(f->b, F_OK), 0);
    assert_int_equal(bytes, -1);
}

static void test_publish(void **state)
{
    struct folder *f = *state;
    assert_true(file_write_new(f->a, STR("new")));
    assert_true(file_publish(f->a, f->b));
    assert_holds(f->b, STR("new"));
    assert_int_not_equal(access(f->a, F_OK), 0);
    assert_true(file_write_new(f->a, STR("newer")));
    assert_false(file_publish(f->a, f->b));
    assert_int_equal(errno, EEXIST);
    assert_holds(f->b, STR("new"));
    assert_holds(f->a, STR("newer"));
    assert_false(file_publish("/nowhere", f->b));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_write_and_read, open_folder, close_folder),
        cmocka_unit_test_setup_teardown(test_read_limit, open_folder, close_folder),
        cmocka_unit_test_setup_teardown(test_hash_and_copy, open_folder, close_folder),
        cmocka_unit_test_setup_teardown(test_copy_fails, open_folder, close_folder),
        cmocka_unit_test_setup_teardown(test_publish, open_folder, close_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
