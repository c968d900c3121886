/*
 * Tests of base/html.h: whatever a text is, it stays a text.
 */
#include "base/html.h"

#include "testing.h"

static struct str written(struct buf *b)
{
    return str_slice(buf_view(b), strlen("<!DOCTYPE html>\n"), b->len);
}

static void texts_and_attributes(void **state)
{
    static const struct {
        const char *name;
        struct str text;
        const char *want;
    } rows[] = {
        {"plain", STR("Pump 5"), "Pump 5"},
        {"empty", STR(""), ""},
        {"an element", STR("<script>"), "&lt;script&gt;"},
        {"its end", STR("</p>"), "&lt;/p&gt;"},
        {"an entity", STR("&lt;"), "&amp;lt;"},
        {"quotes", STR("\"'"), "&quot;&#39;"},
        {"letters", STR("Größe 寸"), "Größe 寸"},
        {"lines", STR("a\n\tb"), "a\n\tb"},
        {"NUL",
         {"a\0b", 3},
         "a\xEF\xBF\xBD"
         "b"},
        {"a control character", STR("\x1B[1m"), "\xEF\xBF\xBD[1m"},
        {"no UTF-8", STR("a\xFF<"), "a\xEF\xBF\xBD&lt;"},
        {"half a letter", STR("\xC3"), "\xEF\xBF\xBD"},
        {"a long form of <", STR("\xC0\xBC"), "\xEF\xBF\xBD\xEF\xBF\xBD"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct buf b = {0};
        struct html h;
        char want[256];
        html_init(&h, &b);
        html_begin(&h, "p");
        html_attr(&h, "title", rows[i].text);
        html_text(&h, rows[i].text);
        html_end(&h);
        snprintf(want, sizeof want, "<p title=\"%s\">%s</p>", rows[i].want, rows[i].want);
        assert_row(str_is(written(&b), want), rows[i].name);
        buf_free(&b);
    }
}

static void elements(void **state)
{
    struct buf b = {0};
    struct html h;
    (void)state;
    html_init(&h, &b);
    html_begin(&h, "form");
    html_void(&h, "input");
    html_attr(&h, "name", STR("a"));
    html_flag(&h, "required");
    html_element(&h, "p", "hint", STR("b"));
    html_element(&h, "i", NULL, STR("c"));
    html_begin(&h, "ul");
    html_end(&h);
    html_end(&h);
    assert_str(written(&b), "<form><input name=\"a\" required><p class=\"hint\">b</p><i>c</i><ul></ul></form>");
    assert_int_equal(h.depth, 0);
    buf_free(&b);
}

static void addresses(void **state)
{
    static const struct {
        const char *address;
        bool fine;
    } rows[] = {
        {"https://a.example/b?c=d#e", true},
        {"HTTP://a.example", true},
        {"mailto:a@b.example", true},
        {"tel:+49301", true},
        {"../link.css?v=1", true},
        {"?lang=de", true},
        {"/a:b", true},
        {"javascript:alert(1)", false},
        {"JaVaScRiPt:alert(1)", false},
        {"data:text/html,x", false},
        {"vbscript:x", false},
        {"//evil.example", false},
        {"", false},
        {" https://a", false},
        {"https://a b", false},
        {"java\nscript:x", false},
        {"\\\\evil.example", false},
        {"x:y", false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct buf b = {0};
        struct html h;
        html_init(&h, &b);
        html_begin(&h, "a");
        html_href(&h, str_of(rows[i].address));
        html_end(&h);
        bool there = str_find(written(&b), '=') < written(&b).len;
        assert_row(there == rows[i].fine && html_address_fine(str_of(rows[i].address)) == rows[i].fine,
                   rows[i].address);
        buf_free(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_and_attributes),
        cmocka_unit_test(elements),
        cmocka_unit_test(addresses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
