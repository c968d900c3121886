/*
 * guard: one row per form of request head; the raw text is taken apart the lenient way the library does it.
 */
#include "testing.h"

#include "base/limits.h"
#include "lenient.h"

enum { FIELDS = 120 };

static enum guard judge(struct str raw, struct guard_body *ret)
{
    struct http_pair fields[LENIENT_FIELDS];
    struct guard_head h;
    assert_true(lenient_head(raw, fields, &h));
    return guard_head(&h, ret);
}

#define H "Host: h\r\n"
#define ROW(name, text, verdict)                                                                                       \
    {                                                                                                                  \
        name, {text, sizeof(text) - 1}, verdict                                                                        \
    }

static void heads(void **state)
{
    static const struct {
        const char *name;
        struct str raw;
        enum guard verdict;
    } rows[] = {
        ROW("plain", "GET / HTTP/1.1\r\n" H "\r\n", GUARD_OK),
        ROW("1.0 without host", "GET / HTTP/1.0\r\n\r\n", GUARD_OK),
        ROW("no space behind the colon", "GET / HTTP/1.1\r\nHost:h\r\n\r\n", GUARD_OK),
        ROW("white space around the value", "GET / HTTP/1.1\r\nHost: \t h \t\r\n\r\n", GUARD_OK),
        ROW("empty value", "GET / HTTP/1.1\r\n" H "X:\r\nY: \r\n\r\n", GUARD_OK),
        ROW("obs-text in a value", "GET / HTTP/1.1\r\n" H "X: \xe4\r\n\r\n", GUARD_OK),
        ROW("length", "POST / HTTP/1.1\r\n" H "Content-Length: 5\r\n\r\n", GUARD_OK),
        ROW("chunked", "POST / HTTP/1.1\r\n" H "Transfer-Encoding: Chunked\r\n\r\n", GUARD_OK),
        ROW("bare LF behind the first line", "GET / HTTP/1.1\n" H "\r\n", GUARD_LINES),
        ROW("bare LF behind a field", "GET / HTTP/1.1\r\nHost: h\n\r\n", GUARD_LINES),
        ROW("bare LF at the end", "GET / HTTP/1.1\r\n" H "\n", GUARD_LINES),
        ROW("two spaces", "GET  / HTTP/1.1\r\n" H "\r\n", GUARD_LINES),
        ROW("space at the end of the first line", "GET / HTTP/1.1 \r\n" H "\r\n", GUARD_VERSION),
        ROW("bare CR in a value", "GET / HTTP/1.1\r\n" H "X: a\rb\r\n\r\n", GUARD_HEADER_VALUE),
        ROW("NUL in a value", "GET / HTTP/1.1\r\n" H "X: a\0b\r\n\r\n", GUARD_LINES),
        ROW("NUL made up for by a bare LF", "GET / HTTP/1.1\r\n" H "X: a\0\r\nY: b\n\r\n", GUARD_LINES),
        ROW("NUL in the target made up for", "GET /\0 HTTP/1.1\r\nHost: h\n\r\n", GUARD_LINES),
        ROW("NUL ends the head", "GET / HTTP/1.1\r\n" H "\0\r\n", GUARD_LINES),
        ROW("DEL in a value", "GET / HTTP/1.1\r\n" H "X: a\x7f\r\n\r\n", GUARD_HEADER_VALUE),
        ROW("space before the colon", "GET / HTTP/1.1\r\n" H "X : a\r\n\r\n", GUARD_HEADER_NAME),
        ROW("length, space before the colon", "POST / HTTP/1.1\r\n" H "Content-Length : 5\r\n\r\n", GUARD_HEADER_NAME),
        ROW("TAB before the colon", "GET / HTTP/1.1\r\n" H "X\t: a\r\n\r\n", GUARD_HEADER_NAME),
        ROW("folded line", "GET / HTTP/1.1\r\n" H "X: a\r\n b: c\r\n\r\n", GUARD_HEADER_NAME),
        ROW("empty name", "GET / HTTP/1.1\r\n" H ": a\r\n\r\n", GUARD_HEADER_NAME),
        ROW("bracket in a name", "GET / HTTP/1.1\r\n" H "X[]: a\r\n\r\n", GUARD_HEADER_NAME),
        ROW("lower case method", "get / HTTP/1.1\r\n" H "\r\n", GUARD_METHOD_UNKNOWN),
        ROW("method no token", "GE(T / HTTP/1.1\r\n" H "\r\n", GUARD_METHOD_FORM),
        ROW("no method", " / HTTP/1.1\r\n" H "\r\n", GUARD_METHOD_FORM),
        ROW("TRACE", "TRACE / HTTP/1.1\r\n" H "\r\n", GUARD_METHOD_REFUSED),
        ROW("CONNECT", "CONNECT h:1 HTTP/1.1\r\n" H "\r\n", GUARD_METHOD_REFUSED),
        ROW("PROPFIND", "PROPFIND / HTTP/1.1\r\n" H "\r\n", GUARD_METHOD_UNKNOWN),
        ROW("HTTP/1.2", "GET / HTTP/1.2\r\n" H "\r\n", GUARD_VERSION),
        ROW("HTTP/2.0", "PRI * HTTP/2.0\r\n\r\n", GUARD_METHOD_UNKNOWN),
        ROW("http/1.1 in small letters", "GET / http/1.1\r\n" H "\r\n", GUARD_VERSION),
        ROW("absolute form", "GET http://h/ HTTP/1.1\r\n" H "\r\n", GUARD_TARGET_FORM),
        ROW("asterisk form", "OPTIONS * HTTP/1.1\r\n" H "\r\n", GUARD_TARGET_FORM),
        ROW("no host", "GET / HTTP/1.1\r\n\r\n", GUARD_HOST_MISSING),
        ROW("two hosts", "GET / HTTP/1.1\r\n" H H "\r\n", GUARD_HOST_TWICE),
        ROW("two hosts, one in capitals", "GET / HTTP/1.1\r\n" H "HOST: i\r\n\r\n", GUARD_HOST_TWICE),
        ROW("empty host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", GUARD_HOST_FORM),
        ROW("host with a path", "GET / HTTP/1.1\r\nHost: h/x\r\n\r\n", GUARD_HOST_FORM),
        ROW("two lengths", "POST / HTTP/1.1\r\n" H "Content-Length: 5\r\nContent-Length: 6\r\n\r\n",
            GUARD_LENGTH_TWICE),
        ROW("two equal lengths", "POST / HTTP/1.1\r\n" H "Content-Length: 5\r\ncontent-length: 5\r\n\r\n",
            GUARD_LENGTH_TWICE),
        ROW("list of lengths", "POST / HTTP/1.1\r\n" H "Content-Length: 5, 5\r\n\r\n", GUARD_LENGTH_FORM),
        ROW("signed length", "POST / HTTP/1.1\r\n" H "Content-Length: +5\r\n\r\n", GUARD_LENGTH_FORM),
        ROW("negative length", "POST / HTTP/1.1\r\n" H "Content-Length: -1\r\n\r\n", GUARD_LENGTH_FORM),
        ROW("hexadecimal length", "POST / HTTP/1.1\r\n" H "Content-Length: 0x5\r\n\r\n", GUARD_LENGTH_FORM),
        ROW("empty length", "POST / HTTP/1.1\r\n" H "Content-Length:\r\n\r\n", GUARD_LENGTH_FORM),
        ROW("overflowing length", "POST / HTTP/1.1\r\n" H "Content-Length: 18446744073709551617\r\n\r\n",
            GUARD_LENGTH_FORM),
        ROW("length and encoding", "POST / HTTP/1.1\r\n" H "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
            GUARD_LENGTH_AND_ENCODING),
        ROW("encoding and length", "POST / HTTP/1.1\r\n" H "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n",
            GUARD_LENGTH_AND_ENCODING),
        ROW("two encodings", "POST / HTTP/1.1\r\n" H "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
            GUARD_ENCODING_TWICE),
        ROW("gzip, chunked", "POST / HTTP/1.1\r\n" H "Transfer-Encoding: gzip, chunked\r\n\r\n", GUARD_ENCODING_FORM),
        ROW("xchunked", "POST / HTTP/1.1\r\n" H "Transfer-Encoding: xchunked\r\n\r\n", GUARD_ENCODING_FORM),
        ROW("chunked with a space behind", "POST / HTTP/1.1\r\n" H "Transfer-Encoding: chunked \r\n\r\n",
            GUARD_ENCODING_FORM),
        ROW("empty encoding", "POST / HTTP/1.1\r\n" H "Transfer-Encoding:\r\n\r\n", GUARD_ENCODING_FORM),
        ROW("encoding in 1.0", "POST / HTTP/1.0\r\n" H "Transfer-Encoding: chunked\r\n\r\n", GUARD_ENCODING_FORM),
        ROW("two authorizations", "GET / HTTP/1.1\r\n" H "Authorization: a\r\nAuthorization: b\r\n\r\n",
            GUARD_HEADER_TWICE),
        ROW("expectation", "POST / HTTP/1.1\r\n" H "Expect: 100-continue\r\n\r\n", GUARD_OK),
        ROW("odd expectation", "POST / HTTP/1.1\r\n" H "Expect: miracles\r\n\r\n", GUARD_EXPECT),
        ROW("gzip body", "POST / HTTP/1.1\r\n" H "Content-Encoding: GZIP\r\n\r\n", GUARD_OK),
        ROW("br body", "POST / HTTP/1.1\r\n" H "Content-Encoding: br\r\n\r\n", GUARD_BODY_CODING),
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct guard_body body = {0};
        enum guard g = judge(rows[i].raw, &body);
        if (g != rows[i].verdict)
            fail_msg("row \"%s\": verdict %d, not %d", rows[i].name, g, rows[i].verdict);
    }
}

static void body_facts(void **state)
{
    struct guard_body b;
    (void)state;
    assert_int_equal(judge(STR("PUT /x HTTP/1.1\r\n" H "Content-Length: 007\r\nContent-Encoding: gzip\r\n\r\n"), &b),
                     GUARD_OK);
    assert_true(b.method == HTTP_PUT && b.has_length && b.length == 7 && b.gzip && !b.chunked);
    assert_int_equal(judge(STR("POST /x HTTP/1.1\r\n" H "Transfer-Encoding: chunked\r\n\r\n"), &b), GUARD_OK);
    assert_true(b.method == HTTP_POST && !b.has_length && !b.gzip && b.chunked);
}

static void targets(void **state)
{
    static const struct {
        const char *name;
        struct str target;
        enum guard verdict;
    } rows[] = {
        ROW("root", "/", GUARD_OK),
        ROW("query", "/v1/units?serial=a%20b&x[]={1}", GUARD_OK),
        ROW("escaped slash", "/a%2Fb", GUARD_OK),
        ROW("escaped control", "/scan?code=%1D21A", GUARD_OK),
        ROW("empty", "", GUARD_TARGET_FORM),
        ROW("no slash", "x", GUARD_TARGET_FORM),
        ROW("fragment", "/a#b", GUARD_TARGET_FORM),
        ROW("backslash", "/a\\b", GUARD_TARGET_FORM),
        ROW("raw UTF-8", "/\xc3\xa4", GUARD_TARGET_FORM),
        ROW("raw control", "/a\x01", GUARD_TARGET_FORM),
        ROW("TAB", "/a\tb", GUARD_TARGET_FORM),
        ROW("NUL", "/a%00", GUARD_TARGET_NUL),
        ROW("NUL in the query", "/a?b=%00", GUARD_TARGET_NUL),
        ROW("percent at the end", "/a%", GUARD_TARGET_ESCAPE),
        ROW("one digit", "/a%4", GUARD_TARGET_ESCAPE),
        ROW("no digit", "/a%4x", GUARD_TARGET_ESCAPE),
        ROW("percent percent", "/%%30%30", GUARD_TARGET_ESCAPE),
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_row(guard_target(rows[i].target) == rows[i].verdict, rows[i].name);
    char text[LIMIT_URL_BYTES + 1];
    memset(text, 'a', sizeof text);
    text[0] = '/';
    assert_int_equal(guard_target((struct str){text, LIMIT_URL_BYTES}), GUARD_OK);
    assert_int_equal(guard_target((struct str){text, LIMIT_URL_BYTES + 1}), GUARD_TARGET_LONG);
}

static void hosts(void **state)
{
    static const char *const good[] = {"h",     "h.example",  "h:80", "127.0.0.1:8080",
                                       "[::1]", "[::1]:8080", "h:",   "a_b.local"};
    static const char *const bad[] = {"",     " ",  "h h",  "h/",  "h,i", "u@h",    "h:x",  "h:80:80", "h:65536",
                                      "[::1", "[]", "::1]", "h?x", "h#x", "[::1]x", "h\\i", ":80"};
    (void)state;
    for (size_t i = 0; i < COUNT(good); i++)
        assert_row(guard_host(str_of(good[i])), good[i]);
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_row(!guard_host(str_of(bad[i])), bad[i]);
}

static void sizes(void **state)
{
    struct http_pair fields[FIELDS];
    struct guard_body b;
    for (size_t i = 0; i < FIELDS; i++)
        fields[i] = (struct http_pair){STR("X"), STR("y")};
    fields[0] = (struct http_pair){STR("Host"), STR("h")};
    struct guard_head h = {STR("GET"), STR("/"), STR("HTTP/1.1"), .headers = fields, .header_count = 100};
    (void)state;
    assert_int_equal(guard_head(&h, &b), GUARD_OK);
    h.header_count = 101;
    assert_int_equal(guard_head(&h, &b), GUARD_HEADERS_MANY);
    h.bytes = LIMIT_HEADER_BYTES + 1;
    assert_int_equal(guard_head(&h, &b), GUARD_HEADERS_LARGE);
}

static void every_refusal_has_words(void **state)
{
    (void)state;
    for (enum guard g = GUARD_OK + 1; g < GUARD_COUNT; g++) {
        const struct guard_refusal *r = guard_refusal(g);
        assert_true(r->status >= 400 && r->status <= 599 && r->code && r->detail);
        for (enum guard other = GUARD_OK + 1; other < g; other++)
            assert_string_not_equal(r->code, guard_refusal(other)->code);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(heads), cmocka_unit_test(body_facts), cmocka_unit_test(targets),
        cmocka_unit_test(hosts), cmocka_unit_test(sizes),      cmocka_unit_test(every_refusal_has_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
