/*
 * unit_query: the query parameters that choose units, the same for /v1/units, /v1/trace and every export.
 */
#ifndef API_UNIT_QUERY_H
#define API_UNIT_QUERY_H

#include "api/list.h"
#include "service/unit_list.h"

struct unit_query {
    struct unit_codes codes;
    struct unit_filter filter;
};

/* Read them; codes are looked up by unit_query_resolve after api_query_close. */
void unit_query_read(struct api_query *q, struct unit_query *ret);
/* False with a refusal when a code is not known. */
bool unit_query_resolve(struct call *call, struct unit_query *u);
/* Some parameter is there that leaves fewer units than all. */
bool unit_query_narrow(const struct unit_query *u);
/* A row's key for cursors, in any order, and back: false with a refusal. */
struct str unit_query_key(struct arena *a, const struct unit_view *v);
bool unit_query_position(struct ctx *ctx, struct str key, struct unit_position *ret);
/* Reply with one page, read at one moment, or stream. */
enum http_outcome api_list_reply_at_once(struct call *call, const struct api_list *list, const void *filter,
                                         const struct api_page *page);

#endif
