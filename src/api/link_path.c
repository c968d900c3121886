#include "api/link_path.h"

#include <stdlib.h>

#include "api/handlers.h"
#include "gs1/check.h"
#include "gs1/digital_link.h"

/* ---- is it one? ---- */

static const struct route digital[] = {
    {HTTP_GET, "/{link}", api_link_page, 0, ROUTE_PUBLIC | ROUTE_NO_DB, "What a Digital Link leads to"},
    {HTTP_POST, "/{link}", api_link_report, 0, ROUTE_PUBLIC | ROUTE_WRITES, "Report something about a unit"},
};
enum { DIGITAL_COUNT = sizeof digital / sizeof digital[0] };

static bool is_key(struct str segment)
{
    const struct gs1_ai *ai = gs1_ai_find(segment);
    if (!ai)
        ai = gs1_ai_named(segment);
    return ai && ai->key;
}

static bool is_ours(struct str segment)
{
    return str_is(segment, "v1") || str_is(segment, "practice");
}

bool link_path_is(const struct http_request *r)
{
    if (r->segment_count == 0 || is_ours(r->segments[0]))
        return false;
    for (size_t i = 1; i + 1 < r->segment_count; i++)
        if (is_key(r->segments[i]))
            return true;
    return is_key(r->segments[0]);
}

const struct route *link_path_route(const struct http_request *r, unsigned *ret_allowed)
{
    unsigned allowed = 0;
    if (!link_path_is(r))
        return NULL;
    for (size_t i = 0; i < DIGITAL_COUNT; i++) {
        if (digital[i].method == r->method)
            return &digital[i];
        allowed |= 1u << digital[i].method;
    }
    *ret_allowed = allowed;
    return NULL;
}

/* ---- what it names ---- */

/* Keys that a unit may bear as a further number (domain/identifier.h). */
static const struct {
    const char *ai, *kind;
} numbers[] = {{"8004", "giai"}, {"8003", "grai"}, {"253", "gdti"}};

static void name_of(const struct gs1_message *m, struct link_named *ret)
{
    const struct gs1_element *key = &m->items[0];
    *ret = (struct link_named){.kind = ""};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        if (strcmp(key->number, numbers[i].ai) == 0)
            *ret = (struct link_named){.kind = numbers[i].kind, .number = key->value};
    bool item = strcmp(key->number, "01") == 0 || strcmp(key->number, "8006") == 0;
    if (!item || gs1_message_get(m, "235")) /* a serial that a third party has put on is none of ours */
        return;
    ret->gtin = str_slice(key->value, 0, GS1_GTIN_LEN); /* of a piece: piece and total follow */
    ret->serial = gs1_message_value(m, "21");
    ret->lot = gs1_message_value(m, "10");
}

static struct str address_of(struct call *call)
{
    const struct http_request *r = &call->x->request;
    struct str host = http_header(r, "Host");
    return arena_fmt(api_arena(call), "%s://%.*s%.*s%s%.*s", r->secure ? "https" : "http",
                     STR_ARG(host.len ? host : STR("localhost")), STR_ARG(r->path), r->query_text.len ? "?" : "",
                     STR_ARG(r->query_text));
}

bool link_path_read(struct call *call, struct link_named *ret, struct gs1_problem *ret_problem)
{
    struct gs1_link *link = ARENA_NEW(api_arena(call), struct gs1_link);
    char today[TIME_TEXT_MAX];
    if (!link)
        return gs1_problem_set(ret_problem, GS1_RULE_TOO_LONG, NULL, 0, "The link is too long.");
    time_print_date(api_ctx(call)->now, today);
    int year = (int)strtol(today, NULL, 10); /* it begins with the year's four digits */
    if (!gs1_link_read(api_arena(call), address_of(call), year, link, ret_problem) ||
        !gs1_message_check(&link->message, ret_problem))
        return false;
    name_of(&link->message, ret);
    return true;
}
