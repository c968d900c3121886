/*
 * Tests of base/log.h.
 */
#include <unistd.h>

#include "base/log.h"
#include "testing.h"

static msec fixed(void)
{
    return INT64_C(1795419000123);
}

/* What reaches the descriptor, up to size bytes. */
static struct str read_all(int fd, char *out, size_t size)
{
    ssize_t n = read(fd, out, size);
    return (struct str){out, n > 0 ? (size_t)n : 0};
}

static void a_line_has_time_level_and_escaped_text(void **state)
{
    (void)state;
    int fds[2];
    char got[4096];
    assert_int_equal(pipe(fds), 0);
    struct log l = {fds[1], LOG_INFO, fixed};
    log_line(&l, LOG_WARN, "from %s", "a\nforged\x1b[0m line");
    log_line(&l, LOG_DEBUG, "dropped");
    assert_str(read_all(fds[0], got, sizeof got), "2026-11-23T07:30:00.123Z warn from a\\x0aforged\\x1b[0m line\n");
    close(fds[0]);
    close(fds[1]);
}

static void long_lines_are_cut(void **state)
{
    (void)state;
    int fds[2];
    char got[2 * LOG_LINE_MAX], text[4000];
    memset(text, '\n', sizeof text - 1); /* four bytes each when escaped */
    text[sizeof text - 1] = '\0';
    assert_int_equal(pipe(fds), 0);
    struct log l = {fds[1], LOG_DEBUG, fixed};
    log_line(&l, LOG_DEBUG, "%s", text);
    struct str line = read_all(fds[0], got, sizeof got);
    assert_true(line.len <= LOG_LINE_MAX && line.len > LOG_LINE_MAX - 5);
    assert_int_equal(line.ptr[line.len - 1], '\n');
    assert_int_equal(str_find(line, '\n'), line.len - 1);
    close(fds[0]);
    close(fds[1]);
}

static void levels_have_names(void **state)
{
    (void)state;
    enum log_level level;
    assert_true(log_level_parse(STR("debug"), &level));
    assert_int_equal(level, LOG_DEBUG);
    assert_true(log_level_parse(STR("error"), &level));
    assert_int_equal(level, LOG_ERROR);
    assert_false(log_level_parse(STR("loud"), &level));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_has_time_level_and_escaped_text),
        cmocka_unit_test(long_lines_are_cut),
        cmocka_unit_test(levels_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
