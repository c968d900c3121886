/*
 * Tests of base/json.h.
 */
#include "base/json.h"
#include "base/limits.h"
#include "testing.h"

static void texts_that_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text, *print;
    } rows[] = {
        {"null", "null"},
        {" true\n", "true"},
        {"false", "false"},
        {"0", "0"},
        {"-9223372036854775808", "-9223372036854775808"},
        {"9223372036854775807", "9223372036854775807"},
        {"0.1", "0.1"},
        {"1.0", "1.0"},
        {"-0.0", "-0.0"},
        {"1E2", "100.0"},
        {"1e300", "1e+300"},
        {"0.30000000000000004", "0.30000000000000004"},
        {"\"\"", "\"\""},
        {"\"a\\u00e4\\ud83d\\udd22\\/\"", "\"a\xC3\xA4\xF0\x9F\x94\xA2/\""},
        {"\"\\\"\\\\\\b\\f\\n\\r\\t\\u001F\\u007f\"", "\"\\\"\\\\\\b\\f\\n\\r\\t\\u001f\x7f\""},
        {"[]", "[]"},
        {"{}", "{}"},
        {"[1, [2, {}], \"x\"]", "[1,[2,{}],\"x\"]"},
        {"{ \"z\" : 1, \"a\" : [ true ] , \"m\": {\"k\\n\":null} }", "{\"z\":1,\"a\":[true],\"m\":{\"k\\n\":null}}"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct json_error error;
        struct buf b = {0};
        struct json *root = json_parse(str_of(rows[i].text), &error);
        assert_row(root != NULL, rows[i].text);
        json_print(&b, root);
        assert_str(buf_view(&b), rows[i].print);
        json_free(root);
        buf_free(&b);
    }
}

static void texts_that_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        struct str text;
        int line;
    } rows[] = {
        {"empty", {"", 0}, 1},
        {"nothing at all", {NULL, 0}, 1},
        {"blank", {" \n ", 3}, 1},
        {"duplicate key", STR("{\"a\":1,\n\"a\":2}"), 2},
        {"duplicate key by escape", STR("{\"a\":1,\"\\u0061\":2}"), 1},
        {"bytes behind", STR("1 2"), 1},
        {"bracket behind", STR("{}}"), 1},
        {"not UTF-8", STR("[\n\n\"\xC3(\"]"), 3},
        {"surrogate in bytes", STR("\"\xED\xA0\x80\""), 1},
        {"lone surrogate escape", STR("\"\\ud800\""), 1},
        {"NUL escape", STR("\"a\\u0000b\""), 1},
        {"NUL byte in a string", STR("\"a\0b\""), 1},
        {"NUL byte behind", STR("1\0"), 1},
        {"raw line break in a string", STR("\"a\nb\""), 1},
        {"single quotes", STR("{'a':1}"), 1},
        {"trailing comma", STR("[1,]"), 1},
        {"comment", STR("[1] // one"), 1},
        {"leading zero", STR("01"), 1},
        {"plus", STR("+1"), 1},
        {"NaN", STR("NaN"), 1},
        {"integer too big", STR("9223372036854775808"), 1},
        {"real too big", STR("1e999"), 1},
        {"cut off", STR("{\"a\":[1,2"), 1},
        {"open string", STR("\"abc"), 1},
        {"open escape", STR("\"abc\\"), 1},
        {"escape of half a character", STR("{\"\\\xD9\xA3\"\"ll"), 1},
        {"byte order mark", STR("\xEF\xBB\xBF{}"), 1},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct json_error error = {0};
        struct json *root = json_parse(rows[i].text, &error);
        assert_row(root == NULL, rows[i].name);
        assert_row(error.text[0] != '\0', rows[i].name);
        assert_row(str_utf8(str_of(error.text), NULL), rows[i].name);
        assert_row(error.at <= rows[i].text.len, rows[i].name);
        assert_row(error.line == rows[i].line, rows[i].name);
        assert_row(error.column >= 1, rows[i].name);
    }
}

static struct str nested(struct buf *b, int levels, char open, char close)
{
    buf_clear(b);
    for (int i = 0; i < levels; i++)
        buf_z(b, open == '{' && i > 0 ? "\"k\":{" : open == '{' ? "{" : "[");
    for (int i = 0; i < levels; i++)
        buf_char(b, close);
    return buf_view(b);
}

static void depth_is_limited(void **state)
{
    (void)state;
    struct buf b = {0};
    struct json_error error;
    struct json *root = json_parse(nested(&b, LIMIT_JSON_DEPTH, '[', ']'), &error);
    assert_non_null(root);
    json_free(root);
    root = json_parse(nested(&b, LIMIT_JSON_DEPTH, '{', '}'), &error);
    assert_non_null(root);
    json_free(root);
    assert_null(json_parse(nested(&b, LIMIT_JSON_DEPTH + 1, '[', ']'), &error));
    assert_int_equal(error.at, LIMIT_JSON_DEPTH);
    assert_null(json_parse(nested(&b, LIMIT_JSON_DEPTH + 1, '{', '}'), &error));
    assert_null(json_parse(nested(&b, 1000000, '[', ']'), &error));
    buf_clear(&b);
    buf_z(&b, "\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\\"[[[[\"");
    root = json_parse(buf_view(&b), &error);
    assert_non_null(root); /* brackets in a string are text */
    json_free(root);
    buf_free(&b);
}

static void number_of_values_is_limited(void **state)
{
    (void)state;
    struct buf b = {0};
    struct json_error error;
    buf_char(&b, '[');
    for (int i = 1; i < LIMIT_JSON_VALUES; i++)
        buf_z(&b, "0,");
    buf_z(&b, "0]");
    struct json *root = json_parse(buf_view(&b), &error);
    assert_non_null(root);
    json_free(root);
    b.len--;
    buf_z(&b, ",0]");
    assert_null(json_parse(buf_view(&b), &error));
    assert_non_null(strstr(error.text, "values"));
    buf_free(&b);
}

static void values_are_borrowed(void **state)
{
    (void)state;
    struct json_error error;
    struct json *root = json_parse(STR("{\"s\":\"text\",\"e\":\"\",\"n\":-5,\"t\":true,\"f\":false,\"0\":null,"
                                       "\"r\":1.5,\"a\":[1,2],\"o\":{\"x\":1}}"),
                                   &error);
    static const struct {
        const char *name;
        enum json_kind kind;
        size_t count;
    } rows[] = {
        {"s", JSON_STRING, 0}, {"e", JSON_STRING, 0},     {"n", JSON_INT, 0},  {"t", JSON_BOOL, 0},
        {"f", JSON_BOOL, 0},   {"0", JSON_NULL, 0},       {"r", JSON_REAL, 0}, {"a", JSON_ARRAY, 2},
        {"o", JSON_OBJECT, 1}, {"missing", JSON_NULL, 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct json *v = json_get(root, rows[i].name);
        assert_row(json_kind(v) == rows[i].kind, rows[i].name);
        assert_row(json_count(v) == rows[i].count, rows[i].name);
        assert_row(json_bool(v) == (rows[i].name[0] == 't'), rows[i].name);
        assert_row(json_int(v) == (rows[i].kind == JSON_INT ? -5 : 0), rows[i].name);
        assert_row((json_string(v).ptr != NULL) == (rows[i].kind == JSON_STRING), rows[i].name);
    }
    assert_str(json_string(json_get(root, "s")), "text");
    assert_int_equal(json_int(json_at(json_get(root, "a"), 1)), 2);
    assert_null(json_at(json_get(root, "a"), 2));
    assert_null(json_at(root, 0));
    assert_null(json_get(json_get(root, "a"), "x"));
    assert_null(json_get(NULL, "x"));
    json_free(root);
    json_free(NULL);
}

static void members_come_in_their_order(void **state)
{
    (void)state;
    struct json_error error;
    struct json *root =
        json_parse(STR("{\"z\":1,\"y\":2,\"x\":3,\"a\":4,\"b\":5,\"c\":6,\"w\":7,\"d\":8,\"v\":9}"), &error);
    struct buf names = {0};
    void *it = NULL;
    struct str name;
    const struct json *value;
    for (int64_t n = 1; json_next(root, &it, &name, &value); n++) {
        buf_str(&names, name);
        assert_int_equal(json_int(value), n);
    }
    assert_str(buf_view(&names), "zyxabcwdv");
    it = NULL;
    assert_false(json_next(json_get(root, "z"), &it, &name, &value));
    json_free(root);
    buf_free(&names);
}

static void writer_puts_commas_where_they_belong(void **state)
{
    (void)state;
    struct buf b = {0};
    struct json_out o;
    json_out_init(&o, &b);
    json_begin_object(&o);
    json_field_str(&o, "s", STR("a\"b"));
    json_field_z(&o, "z", "");
    json_field_int(&o, "n", INT64_MIN);
    json_field_bool(&o, "t", true);
    json_field_opt(&o, "empty", STR(""));
    json_field_opt(&o, "full", STR("x"));
    json_key(&o, "list");
    json_begin_array(&o);
    json_put_null(&o);
    json_put_bool(&o, false);
    json_begin_object(&o);
    json_end_object(&o);
    json_begin_array(&o);
    json_end_array(&o);
    json_put_raw(&o, STR("[1,2]"));
    json_put_int(&o, 7);
    json_end_array(&o);
    json_key_str(&o, STR("odd\n"));
    json_put_str(&o, STR("v"));
    json_end_object(&o);
    assert_str(buf_view(&b), "{\"s\":\"a\\\"b\",\"z\":\"\",\"n\":-9223372036854775808,\"t\":true,\"full\":\"x\","
                             "\"list\":[null,false,{},[],[1,2],7],\"odd\\n\":\"v\"}");
    json_begin_object(&o); /* the next value at level 0 stands alone: NDJSON */
    json_end_object(&o);
    assert_int_equal(b.ptr[b.len - 3], '}');
    buf_free(&b);
}

/* A plain reference for the writer's bulk scanning: every byte at every place of a run. */
static void every_byte_escapes_at_every_place(void **state)
{
    (void)state;
    for (int c = 1; c < 0x80; c++) {
        for (size_t at = 0; at < 20; at++) {
            char text[20], want[64], byte[8];
            memset(text, 'x', sizeof text);
            text[at] = (char)c;
            static const char named[] = "\b\f\n\r\t\"\\", letters[] = "bfnrt\"\\";
            const char *hit = strchr(named, c);
            if (hit)
                snprintf(byte, sizeof byte, "\\%c", letters[hit - named]);
            else
                snprintf(byte, sizeof byte, c < 0x20 ? "\\u%04x" : "%c", (unsigned)c);
            snprintf(want, sizeof want, "\"%.*s%s%.*s\"", (int)at, "xxxxxxxxxxxxxxxxxxxx", byte, (int)(19 - at),
                     "xxxxxxxxxxxxxxxxxxxx");
            struct buf b = {0};
            struct json_out o;
            json_out_init(&o, &b);
            json_put_str(&o, (struct str){text, sizeof text});
            assert_str(buf_view(&b), want);
            buf_free(&b);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_that_are_read),
        cmocka_unit_test(texts_that_are_refused),
        cmocka_unit_test(depth_is_limited),
        cmocka_unit_test(number_of_values_is_limited),
        cmocka_unit_test(values_are_borrowed),
        cmocka_unit_test(members_come_in_their_order),
        cmocka_unit_test(writer_puts_commas_where_they_belong),
        cmocka_unit_test(every_byte_escapes_at_every_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
