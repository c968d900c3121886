/*
 * gzip: what is packed comes back; what is not gzip, or too much of it, is refused.
 */
#include "testing.h"

#include "http/gzip.h"

static void acceptance(void **state)
{
    static const struct {
        const char *value;
        bool accepted;
    } rows[] = {
        {"gzip", true},
        {"deflate, gzip;q=1.0, *;q=0.5", true},
        {"GZIP", true},
        {"*", true},
        {"", false},
        {"deflate, br", false},
        {"gzip;q=0", false},
        {"gzip;q=0.000", false},
        {"gzip;q=0.001", true},
        {"*;q=0", false},
        {"gzip;q=0, *", false},
        {"*, gzip;q=0", false},
        {"xgzip", false},
        {" gzip ; q=0.5 ", true},
        {"identity", false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_row(gzip_accepted(str_of(rows[i].value)) == rows[i].accepted, rows[i].value);
}

static void other_codings(void **state)
{
    static const struct {
        const char *value;
        bool accepted;
    } rows[] = {
        {"gzip, deflate, br, zstd", true},
        {"br;q=1.0, gzip;q=0.8", true},
        {"BR", true},
        {"*", true},
        {"br;q=0, *", false},
        {"br; q=0.0, gzip", false},
        {"gzip", false},
        {"", false},
        {"brotli", false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_row(coding_accepted(str_of(rows[i].value), STR("br")) == rows[i].accepted, rows[i].value);
}

static void worth(void **state)
{
    (void)state;
    assert_true(gzip_worthwhile(STR("application/json"), 1024));
    assert_true(gzip_worthwhile(STR("Text/CSV; charset=utf-8"), 5000));
    assert_true(gzip_worthwhile(STR("application/problem+json"), 5000));
    assert_false(gzip_worthwhile(STR("application/json"), 1023));
    assert_false(gzip_worthwhile(STR("image/png"), 5000));
    assert_false(gzip_worthwhile(STR("image/png; name=x.json"), 5000));
    assert_false(gzip_worthwhile((struct str){NULL, 0}, 5000));
}

static struct buf lines(size_t len)
{
    struct buf b = {0};
    while (b.len < len)
        buf_fmt(&b, "SN-%08zu,in_stock\n", b.len * 7919 % 100000000);
    b.len = len;
    return b;
}

static void there_and_back(void **state)
{
    static const size_t sizes[] = {1024, 1025, 4096, 32768, 32769, 100000, 3000000};
    (void)state;
    for (size_t i = 0; i < COUNT(sizes); i++) {
        struct buf plain = lines(sizes[i]), packed = {0}, again = {0};
        assert_true(gzip_pack(buf_view(&plain), &packed));
        assert_true(packed.len < plain.len / 2);
        assert_int_equal(gzip_unpack(buf_view(&packed), sizes[i], &again), GZIP_OK);
        assert_true(str_eq(buf_view(&plain), buf_view(&again)));
        buf_clear(&again);
        assert_int_equal(gzip_unpack(buf_view(&packed), sizes[i] - 1, &again), GZIP_TOO_LARGE);
        assert_true(again.len <= sizes[i]);
        buf_free(&plain);
        buf_free(&packed);
        buf_free(&again);
    }
}

static void noise_is_left_alone(void **state)
{
    struct buf noise = {0}, out = {0};
    uint32_t x = 1;
    (void)state;
    for (int i = 0; i < 5000; i++) {
        x = x * 1664525 + 1013904223;
        buf_char(&noise, (char)(x >> 24));
    }
    assert_false(gzip_pack(buf_view(&noise), &out));
    assert_int_equal(out.len, 0);
    assert_null(out.ptr);
    buf_free(&noise);
}

static void appends(void **state)
{
    struct buf plain = lines(2000), out = {0}, again = {0};
    (void)state;
    buf_z(&out, "before");
    assert_true(gzip_pack(buf_view(&plain), &out));
    assert_memory_equal(out.ptr, "before", 6);
    assert_int_equal(gzip_unpack(str_slice(buf_view(&out), 6, out.len), 2000, &again), GZIP_OK);
    assert_int_equal(again.len, 2000);
    buf_free(&plain);
    buf_free(&out);
    buf_free(&again);
}

static void members(void **state)
{
    struct buf plain = lines(2000), twice = {0}, again = {0};
    (void)state;
    assert_true(gzip_pack(buf_view(&plain), &twice));
    size_t one = twice.len;
    assert_true(gzip_pack(buf_view(&plain), &twice));
    assert_int_equal(gzip_unpack(buf_view(&twice), 4000, &again), GZIP_OK);
    assert_int_equal(again.len, 4000);
    for (size_t cut = 1; cut < twice.len; cut++) { /* every truncation is noticed, except between the members */
        buf_clear(&again);
        enum gzip_result got = gzip_unpack((struct str){twice.ptr, cut}, 4000, &again);
        assert_true(got == (cut == one ? GZIP_OK : GZIP_BROKEN));
    }
    buf_char(&twice, 'x');
    assert_int_equal(gzip_unpack(buf_view(&twice), 4000, &again), GZIP_BROKEN);
    buf_free(&plain);
    buf_free(&twice);
    buf_free(&again);
}

static void not_gzip(void **state)
{
    struct buf out = {0};
    (void)state;
    assert_int_equal(gzip_unpack(STR(""), 100, &out), GZIP_BROKEN);
    assert_int_equal(gzip_unpack(STR("plain text"), 100, &out), GZIP_BROKEN);
    assert_int_equal(gzip_unpack(STR("\x1f\x8b"), 100, &out), GZIP_BROKEN);
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(acceptance),
        cmocka_unit_test(other_codings),
        cmocka_unit_test(worth),
        cmocka_unit_test(there_and_back),
        cmocka_unit_test(noise_is_left_alone),
        cmocka_unit_test(appends),
        cmocka_unit_test(members),
        cmocka_unit_test(not_gzip),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
