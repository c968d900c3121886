/*
 * The route table: what an address leads to, and what is true of every row.
 */
#include "api/route.h"

#include "testing.h"

static const struct {
    const char *target;
    enum http_method method;
    const char *pattern; /* NULL: no route */
    const char *param;   /* the first one's value */
    unsigned allowed;    /* methods, when there is no route */
} rows[] = {
    {"/healthz", HTTP_GET, "/healthz", NULL, 0},
    {"/v1/products", HTTP_POST, "/v1/products", NULL, 0},
    {"/v1/products/A-1", HTTP_GET, "/v1/products/{sku}", "A-1", 0},
    {"/v1/products/A%2F1", HTTP_GET, "/v1/products/{sku}", "A/1", 0},
    {"/v1/products/%C3%A4", HTTP_GET, "/v1/products/{sku}", "\xC3\xA4", 0},
    {"/v1/products/P/units/S", HTTP_GET, "/v1/products/{sku}/units/{serial}", "P", 0},
    {"/v1/ledger/root?size=1", HTTP_GET, "/v1/ledger/root", NULL, 0},
    {"/v1/users/7", HTTP_DELETE, NULL, NULL, 1u << HTTP_GET | 1u << HTTP_PATCH},
    {"/v1/events/7", HTTP_PATCH, NULL, NULL, 1u << HTTP_GET},
    {"/", HTTP_GET, NULL, NULL, 0},
    {"/v1", HTTP_GET, NULL, NULL, 0},
    {"/V1/products", HTTP_GET, NULL, NULL, 0},
    {"/v1/products/A/B/C/D/E/F/G/H/I/J", HTTP_GET, NULL, NULL, 0},
    {"//v1/products", HTTP_GET, NULL, NULL, 0},
};

static void addresses(void **state)
{
    (void)state;
    struct route_index *index = route_index_new();
    struct arena *a = arena_new(0);
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct http_request r = {.method = rows[i].method};
        struct str params[API_PARAMS_MAX] = {{0}};
        unsigned allowed = 0;
        assert_row(http_request_target(&r, a, str_of(rows[i].target)), rows[i].target);
        const struct route *found = route_find(index, &r, params, &allowed);
        assert_row((found != NULL) == (rows[i].pattern != NULL), rows[i].target);
        assert_row(!found || strcmp(found->pattern, rows[i].pattern) == 0, rows[i].target);
        assert_row(!rows[i].param || str_is(params[0], rows[i].param), rows[i].target);
        assert_row(allowed == rows[i].allowed, rows[i].target);
    }
    arena_free(a);
    route_index_free(index);
}

static void methods(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    assert_str(route_methods_text(a, 0), "OPTIONS");
    assert_str(route_methods_text(a, 1u << HTTP_GET), "GET, HEAD, OPTIONS");
    assert_str(route_methods_text(a, 1u << HTTP_POST | 1u << HTTP_GET), "GET, HEAD, POST, OPTIONS");
    assert_str(route_methods_text(a, 1u << HTTP_DELETE), "DELETE, OPTIONS");
    arena_free(a);
}

/* No row before it catches what is meant for the row at i. The braces of its pattern stand for themselves here. */
static bool reachable(const struct route_index *index, int i)
{
    struct str segments[ROUTE_SEGMENTS_MAX], params[API_PARAMS_MAX];
    struct http_request r = {.method = routes[i].method, .segments = segments};
    unsigned allowed;
    struct str rest = str_of(routes[i].pattern);
    while (rest.len > 0) {
        rest = str_slice(rest, 1, rest.len);
        segments[r.segment_count] = str_slice(rest, 0, str_find(rest, '/'));
        rest = str_slice(rest, segments[r.segment_count++].len, rest.len);
    }
    return route_find(index, &r, params, &allowed) == &routes[i];
}

static bool of_this_process(const char *pattern)
{
    static const char *const known[] = {"/v1/practice",          "/v1/ledger/verify",       "/v1/jobs/{id}",
                                        "/v1/imports/columns",   "/v1/labels/preview",      "/v1/labels/render",
                                        "/v1/numbering/preview", "/v1/printers/{name}/test"};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strcmp(pattern, known[i]) == 0)
            return true;
    return false;
}

static void every_row(void **state)
{
    (void)state;
    struct route_index *index = route_index_new();
    for (int i = 0; i < route_count; i++) {
        const struct route *r = &routes[i];
        bool public = r->flags & ROUTE_PUBLIC, writes = r->flags & ROUTE_WRITES;
        assert_row(public == (r->roles == 0), r->pattern);
        /* A GET changes nothing; what else changes nothing in the database is about this process alone (jobs, practice), or a question with a body or to a printer, and named. */
        bool changes = r->method != HTTP_GET;
        assert_row(!writes || changes, r->pattern);
        assert_row(writes || !changes || of_this_process(r->pattern), r->pattern);
        assert_row(changes || !(r->flags & ROUTE_IDEMPOTENT), r->pattern);
        assert_row(strlen(r->summary) > 3, r->pattern);
        assert_row(reachable(index, i), r->pattern);
    }
    route_index_free(index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(addresses), cmocka_unit_test(methods),
                                       cmocka_unit_test(every_row)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
