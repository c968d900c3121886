/*
 * Tests of base/base64.h.
 */
#include "base/base64.h"
#include "testing.h"

typedef void (*print_fn)(struct buf *, struct str);
typedef bool (*parse_fn)(struct buf *, struct str);

static void round_trips(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        struct str bytes;
        const char *standard, *url;
    } rows[] = {
        /* RFC 4648 section 10 */
        {"empty", {"", 0}, "", ""},
        {"f", {"f", 1}, "Zg==", "Zg"},
        {"fo", {"fo", 2}, "Zm8=", "Zm8"},
        {"foo", {"foo", 3}, "Zm9v", "Zm9v"},
        {"foob", {"foob", 4}, "Zm9vYg==", "Zm9vYg"},
        {"fooba", {"fooba", 5}, "Zm9vYmE=", "Zm9vYmE"},
        {"foobar", {"foobar", 6}, "Zm9vYmFy", "Zm9vYmFy"},
        {"the two letters that differ", {"\xFB\xEF\xFF", 3}, "++//", "--__"},
        {"zeros", {"\0\0", 2}, "AAA=", "AAA"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct {
            print_fn print;
            parse_fn parse;
            const char *text;
        } forms[] = {{base64_print, base64_parse, rows[i].standard}, {base64url_print, base64url_parse, rows[i].url}};
        for (size_t f = 0; f < COUNT(forms); f++) {
            struct buf text = {0}, bytes = {0};
            forms[f].print(&text, rows[i].bytes);
            assert_row(str_is(buf_view(&text), forms[f].text), rows[i].name);
            assert_row(forms[f].parse(&bytes, buf_view(&text)), rows[i].name);
            assert_row(str_eq(buf_view(&bytes), rows[i].bytes), rows[i].name);
            buf_free(&text);
            buf_free(&bytes);
        }
    }
}

static void decoding_is_strict(void **state)
{
    (void)state;
    static const struct {
        const char *name, *text;
        parse_fn parse;
    } rows[] = {
        {"padding missing", "Zg", base64_parse},
        {"padding short", "Zg=", base64_parse},
        {"too much padding", "Zm8==", base64_parse},
        {"only padding", "====", base64_parse},
        {"three of padding", "Z===", base64_parse},
        {"padding inside", "Zg==Zg==", base64_parse},
        {"white space", "Zm9v\n", base64_parse},
        {"space inside", "Zm 9", base64_parse},
        {"unused bits set, one byte", "Zh==", base64_parse},
        {"unused bits set, two bytes", "Zm9=", base64_parse},
        {"URL letters", "--__", base64_parse},
        {"beyond ASCII", "Zm9\xC3", base64_parse},
        {"standard letters", "++//", base64url_parse},
        {"padding in the URL form", "Zg==", base64url_parse},
        {"a lone digit", "Z", base64url_parse},
        {"a lone digit behind", "Zm9vY", base64url_parse},
        {"unused bits set, URL form", "Zh", base64url_parse},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct buf b = {0};
        buf_z(&b, "kept");
        assert_row(!rows[i].parse(&b, str_of(rows[i].text)), rows[i].name);
        assert_row(str_is(buf_view(&b), "kept"), rows[i].name);
        buf_free(&b);
    }
}

static void every_length_round_trips(void **state)
{
    (void)state;
    unsigned char bytes[257];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(i * 151 + 13);
    for (size_t len = 0; len <= sizeof bytes; len++) {
        struct str data = {(const char *)bytes, len};
        struct buf text = {0}, back = {0};
        base64url_print(&text, data);
        assert_true(base64url_parse(&back, buf_view(&text)));
        assert_true(str_eq(buf_view(&back), data));
        buf_free(&text);
        buf_free(&back);
    }
}

static void hex(void **state)
{
    (void)state;
    char text[9];
    unsigned char bytes[4];
    hex_print("\x00\x7F\x80\xFF", 4, text);
    assert_string_equal(text, "007f80ff");
    assert_true(hex_parse(STR("007F80fF"), bytes));
    assert_memory_equal(bytes, "\x00\x7F\x80\xFF", 4);
    assert_true(hex_parse(STR(""), bytes));
    static const char *const bad[] = {"0", "0g", "g0", " 0", "0x", "\xC3\xA4", "@0", "`0", "/0", ":0"};
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_row(!hex_parse(str_of(bad[i]), bytes), bad[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(round_trips),
        cmocka_unit_test(decoding_is_strict),
        cmocka_unit_test(every_length_round_trips),
        cmocka_unit_test(hex),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
