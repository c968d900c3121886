/*
 * request: targets taken apart, headers, parameters and cookies found.
 */
#include "testing.h"

#include "http/request.h"

/* Segments as [a][b], query as {name=value}. */
static struct str shown(struct arena *a, const char *target)
{
    struct http_request r = {0};
    struct buf out = {0};
    if (!http_request_target(&r, a, str_of(target)))
        return STR("refused");
    for (size_t i = 0; i < r.segment_count; i++)
        buf_fmt(&out, "[%.*s]", STR_ARG(r.segments[i]));
    for (size_t i = 0; i < r.query_count; i++)
        buf_fmt(&out, "{%.*s=%.*s}", STR_ARG(r.query[i].name), STR_ARG(r.query[i].value));
    struct str text = arena_str(a, buf_view(&out));
    buf_free(&out);
    return text;
}

static void targets(void **state)
{
    static const struct {
        const char *target, *want;
    } rows[] = {
        {"/", ""},
        {"/a", "[a]"},
        {"/a/b", "[a][b]"},
        {"/a/", "[a][]"},
        {"//", "[][]"},
        {"/a%2Fb/c", "[a/b][c]"},
        {"/a+b", "[a+b]"},
        {"/%c3%A4", "[\xc3\xa4]"},
        {"/?", ""},
        {"/?a=1&b=2", "{a=1}{b=2}"},
        {"/?a", "{a=}"},
        {"/?a=", "{a=}"},
        {"/?=1", "{=1}"},
        {"/?&&a=1&", "{a=1}"},
        {"/?a=b=c", "{a=b=c}"},
        {"/?a=1+2%2B3", "{a=1 2+3}"},
        {"/?a%3Db=%26", "{a=b=&}"},
        {"/?q=/x?y", "{q=/x?y}"},
        {"/a/..", "[a][..]"},
        {"/%ff", "refused"},
        {"/?q=%c3", "refused"},
        {"/%c0%80", "refused"},
        {"/%zz", "refused"},
        {"x", "refused"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct arena *a = arena_new(0);
        assert_str(shown(a, rows[i].target), rows[i].want);
        arena_free(a);
    }
}

static void many_parameters(void **state)
{
    struct arena *a = arena_new(0);
    struct http_request r = {0};
    struct buf target = {0};
    (void)state;
    buf_z(&target, "/?");
    for (int i = 0; i < 64; i++)
        buf_z(&target, "&&a=1");
    assert_true(http_request_target(&r, a, buf_view(&target)));
    assert_int_equal(r.query_count, 64);
    buf_z(&target, "&b");
    assert_int_equal(request_split_target(&r, a, buf_view(&target)), GUARD_QUERY_MANY);
    buf_free(&target);
    arena_free(a);
}

static void small_arena(void **state)
{
    (void)state;
    for (size_t limit = 1; limit < 200; limit++) {
        struct arena *a = arena_new(limit);
        struct http_request r = {0};
        if (http_request_target(&r, a, STR("/a%20b/c?d=%20&e=f")))
            assert_true(r.segment_count == 2 && r.query_count == 2);
        arena_free(a);
    }
}

static void look_ups(void **state)
{
    struct http_pair headers[] = {{STR("Host"), STR("h")},
                                  {STR("cookie"), STR("a=1; session=\"x y\";b; c=d=e")},
                                  {STR("Cookie"), STR("late=2; a=3")},
                                  {STR("ETAG"), STR("")}};
    struct http_pair query[] = {{STR("a"), STR("1")}, {STR("a"), STR("2")}, {STR("A"), STR("3")}};
    struct http_request r = {.headers = headers, .header_count = 4, .query = query, .query_count = 3};
    (void)state;
    assert_str(http_header(&r, "host"), "h");
    assert_non_null(http_header(&r, "Etag").ptr);
    assert_null(http_header(&r, "hos").ptr);
    assert_str(http_query(&r, "a"), "1");
    assert_str(http_query(&r, "A"), "3");
    assert_null(http_query(&r, "b").ptr);
    assert_str(http_cookie(&r, "a"), "1");
    assert_str(http_cookie(&r, "session"), "x y");
    assert_str(http_cookie(&r, "c"), "d=e");
    assert_str(http_cookie(&r, "late"), "2");
    assert_null(http_cookie(&r, "b").ptr);
    assert_null(http_cookie(&r, "").ptr);
}

static void methods(void **state)
{
    struct http_request r = {0};
    (void)state;
    assert_true(http_request_method(&r, STR("HEAD")) && r.head && r.method == HTTP_GET);
    assert_true(http_request_method(&r, STR("PATCH")) && !r.head && r.method == HTTP_PATCH);
    assert_false(http_request_method(&r, STR("patch")));
    assert_false(http_request_method(&r, STR("TRACE")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(targets),  cmocka_unit_test(many_parameters), cmocka_unit_test(small_arena),
        cmocka_unit_test(look_ups), cmocka_unit_test(methods),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
