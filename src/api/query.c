#include "api/query.h"

#include <assert.h>
#include <stdio.h>

#include "api/list.h"
#include "base/limits.h"
#include "domain/lifecycle.h"

void api_query_open(struct api_query *q, struct call *call)
{
    call->query_read = true;
    q->call = call;
    q->known_count = 0;
    q->failed = false;
}

/* The first thing that is wrong is the one that is told. */
void api_query_refuse(struct api_query *q, const char *name, const char *what)
{
    if (!q->failed)
        ctx_refuse(api_ctx(q->call), REFUSED_BAD_REQUEST, name, "Query parameter '%s': %s.", name, what);
    q->failed = true;
}

static struct str raw(struct api_query *q, const char *name)
{
    assert(q->known_count < API_QUERY_NAMES);
    q->known[q->known_count++] = name;
    return http_query(&q->call->x->request, name);
}

struct str api_query_scanned(struct api_query *q, const char *name, size_t max)
{
    char what[80];
    struct str v = raw(q, name);
    snprintf(what, sizeof what, "it has %zu bytes, at most %zu are read", v.len, max);
    if (v.len > max)
        api_query_refuse(q, name, what);
    return v;
}

struct str api_query_long(struct api_query *q, const char *name)
{
    struct str v = raw(q, name);
    if (v.len > 0 && str_has_control(v))
        api_query_refuse(q, name, "control characters are not allowed");
    return v;
}

struct str api_query_str(struct api_query *q, const char *name)
{
    struct str v = api_query_long(q, name);
    if (v.len > LIMIT_TEXT_CHARS)
        api_query_refuse(q, name, "the text is too long");
    return v;
}

bool api_query_int(struct api_query *q, const char *name, int64_t min, int64_t max, int64_t *ret)
{
    char what[80];
    int64_t n;
    struct str v = api_query_str(q, name);
    if (v.ptr == NULL)
        return false;
    if (str_int64(v, &n) && n >= min && n <= max) {
        *ret = n;
        return true;
    }
    snprintf(what, sizeof what, "it is a whole number from %lld to %lld", (long long)min, (long long)max);
    api_query_refuse(q, name, what);
    return false;
}

bool api_query_bool(struct api_query *q, const char *name, bool *ret)
{
    struct str v = api_query_str(q, name);
    if (v.ptr == NULL)
        return false;
    if (!str_is(v, "true") && !str_is(v, "false")) {
        api_query_refuse(q, name, "it is true or false");
        return false;
    }
    *ret = str_is(v, "true");
    return true;
}

static bool instant(struct api_query *q, const char *name, msec of_date, msec *ret)
{
    struct time_zoned t;
    struct str v = api_query_str(q, name);
    if (v.ptr == NULL)
        return false;
    if (time_parse(v, &t)) {
        *ret = t.at;
        return true;
    }
    if (time_parse_date(v, ret)) {
        *ret += of_date;
        return true;
    }
    api_query_refuse(q, name, "it is a date (2026-11-23) or a time (2026-11-23T08:30:00Z)");
    return false;
}

bool api_query_from(struct api_query *q, const char *name, msec *ret)
{
    return instant(q, name, 0, ret);
}

bool api_query_to(struct api_query *q, const char *name, msec *ret)
{
    return instant(q, name, (msec)24 * 60 * 60 * 1000, ret);
}

static void refuse_choice(struct api_query *q, const char *name, const char *const *names, int count)
{
    char what[600] = "it is one of";
    size_t used = strlen(what);
    for (int i = 0; i < count && used < sizeof what; i++)
        used += (size_t)snprintf(what + used, sizeof what - used, "%s%s", i ? ", " : " ", names[i]);
    api_query_refuse(q, name, what);
}

bool api_query_choice(struct api_query *q, const char *name, const char *const *names, int count, int *ret)
{
    struct str v = api_query_str(q, name);
    if (v.ptr == NULL)
        return false;
    int i = name_index(names, count, v);
    if (i < 0)
        refuse_choice(q, name, names, count);
    else
        *ret = i;
    return i >= 0;
}

bool api_query_bits(struct api_query *q, const char *name, const char *const *names, int count, unsigned *ret)
{
    unsigned bits = 0;
    struct str v = api_query_str(q, name);
    if (v.ptr == NULL)
        return false;
    for (size_t at = 0; at <= v.len;) {
        struct str rest = str_slice(v, at, v.len), one = str_slice(rest, 0, str_find(rest, ','));
        int i = name_index(names, count, one);
        if (i < 0) {
            refuse_choice(q, name, names, count);
            return false;
        }
        bits |= 1u << (unsigned)i;
        at += one.len + 1;
    }
    *ret = bits;
    return true;
}

void api_query_page(struct api_query *q, struct api_page *ret)
{
    static const char *const formats[] = {
        [API_JSON] = "json", [API_CSV] = "csv", [API_NDJSON] = "ndjson", [API_XLSX] = "xlsx"};
    int64_t limit = LIMIT_PAGE_DEFAULT;
    int format = API_JSON;
    *ret = (struct api_page){0};
    api_query_int(q, "limit", 1, LIMIT_PAGE_MAX, &limit);
    api_query_choice(q, "format", formats, sizeof formats / sizeof formats[0], &format);
    ret->limit = (int)limit;
    ret->format = (enum api_format)format;
    struct str cursor = api_query_str(q, "cursor");
    if (cursor.ptr && !api_cursor_read(api_arena(q->call), cursor, &ret->after))
        api_query_refuse(q, "cursor", "it is none that a list of this server gave as 'next'");
}

static bool known(const struct api_query *q, struct str name)
{
    for (int i = 0; i < q->known_count; i++)
        if (str_is(name, q->known[i]))
            return true;
    return false;
}

static bool repeated(const struct http_request *r, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (str_eq(r->query[i].name, r->query[at].name))
            return true;
    return false;
}

static void refuse_unknown(struct api_query *q, struct str name)
{
    char names[700] = "";
    size_t used = 0;
    for (int i = 0; i < q->known_count && used < sizeof names; i++)
        used += (size_t)snprintf(names + used, sizeof names - used, "%s%s", i ? ", " : "", q->known[i]);
    ctx_refuse(api_ctx(q->call), REFUSED_BAD_REQUEST, "query", "There is no query parameter '%.*s' here. Allowed: %s.",
               (int)(name.len < 80 ? name.len : 80), name.ptr, used ? names : "none");
    q->failed = true;
}

bool api_query_none(struct call *call)
{
    struct api_query q;
    if (call->query_read || call->x->request.query_count == 0)
        return true;
    api_query_open(&q, call);
    return api_query_close(&q);
}

bool api_query_close(struct api_query *q)
{
    const struct http_request *r = &q->call->x->request;
    for (size_t i = 0; i < r->query_count && !q->failed; i++) {
        if (!known(q, r->query[i].name))
            refuse_unknown(q, r->query[i].name);
        else if (repeated(r, i))
            ctx_refuse(api_ctx(q->call), REFUSED_BAD_REQUEST, "query", "The query parameter '%.*s' stands there twice.",
                       STR_ARG(r->query[i].name)),
                q->failed = true;
    }
    return !q->failed;
}
