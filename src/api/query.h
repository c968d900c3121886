/*
 * query: the parameters behind the '?'. Read those that the handler knows, then close: whatever is left over, or was wrong, is a
 * refusal bad_request that names it and what is allowed. Nothing needs checking in between.
 *
 *     struct api_query q;
 *     api_query_open(&q, call);
 *     filter.sku = api_query_str(&q, "product");
 *     api_query_page(&q, &page);
 *     if (!api_query_close(&q))
 *         return api_problem(call);
 */
#ifndef API_QUERY_H
#define API_QUERY_H

#include "api/call.h"

enum { API_QUERY_NAMES = 40 };

struct api_query {
    struct call *call;
    const char *known[API_QUERY_NAMES];
    int known_count;
    bool failed; /* ctx.refusal says why */
};

enum api_format { API_JSON, API_CSV, API_NDJSON, API_XLSX };

struct api_page {
    int limit;        /* rows of a page: 1 .. LIMIT_PAGE_MAX */
    struct str after; /* key behind which it begins (decoded cursor), or empty */
    enum api_format format;
};

void api_query_open(struct api_query *q, struct call *call);
/* Text of at most LIMIT_TEXT_CHARS; {NULL,0} when absent. */
struct str api_query_str(struct api_query *q, const char *name);
/* The same, of any length that an address may have. */
struct str api_query_long(struct api_query *q, const char *name);
/* As it was sent, control characters too: what scanners read. At most max bytes. */
struct str api_query_scanned(struct api_query *q, const char *name, size_t max);
/* Each returns true when the parameter is there and good, and only then sets *ret. */
bool api_query_int(struct api_query *q, const char *name, int64_t min, int64_t max, int64_t *ret);
bool api_query_bool(struct api_query *q, const char *name, bool *ret); /* true, false */
bool api_query_from(struct api_query *q, const char *name, msec *ret); /* time, or date: its beginning (UTC) */
bool api_query_to(struct api_query *q, const char *name, msec *ret); /* time, or date: the beginning of the next day */
bool api_query_choice(struct api_query *q, const char *name, const char *const *names, int count, int *ret);
bool api_query_bits(struct api_query *q, const char *name, const char *const *names, int count,
                    unsigned *ret); /* comma list */
/* limit, cursor and format; sensible values when they are absent. */
void api_query_page(struct api_query *q, struct api_page *ret);
/* A parameter is wrong for a reason of the handler's own. */
void api_query_refuse(struct api_query *q, const char *name, const char *what);
/* False with ctx.refusal when something was wrong or is not known. */
bool api_query_close(struct api_query *q);
/* For handlers that take no parameters; the dispatcher and api_write ask it for them. False with ctx.refusal when there are some. */
bool api_query_none(struct call *call);

#endif
