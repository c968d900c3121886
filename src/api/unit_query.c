#include "api/unit_query.h"

#include <inttypes.h>

#include "service/unit_read.h"

static const char *const sort_names[] = {[UNIT_SORT_ID] = "id",
                                         [UNIT_SORT_ID_DOWN] = "-id",
                                         [UNIT_SORT_SERIAL] = "serial",
                                         [UNIT_SORT_RECEIVED] = "received_at"};
enum { SORTS = sizeof sort_names / sizeof sort_names[0] };

/* The order that costs least for what was asked; any other must be asked for. */
static enum unit_sort natural_sort(const struct unit_filter *f)
{
    if (!str_empty(f->serial_suffix))
        return UNIT_SORT_ID_DOWN;
    if (!str_empty(f->serial_prefix) || !str_empty(f->serial_from) || !str_empty(f->serial_to))
        return UNIT_SORT_SERIAL;
    return f->received_from || f->received_to ? UNIT_SORT_RECEIVED : UNIT_SORT_ID;
}

/* status_names begins with "none", which no unit has. */
static void read_statuses(struct api_query *q, unsigned *ret)
{
    if (api_query_bits(q, "status", status_names + 1, STATUS_TOTAL - 1, ret))
        *ret <<= 1;
}

/* Names of holds, or any. */
static void read_holds(struct api_query *q, unsigned *ret)
{
    const char *names[HOLD_TOTAL + 1];
    unsigned bits = 0;
    memcpy(names, hold_names, HOLD_TOTAL * sizeof *names);
    names[HOLD_TOTAL] = "any";
    if (api_query_bits(q, "hold", names, HOLD_TOTAL + 1, &bits))
        *ret = bits & HOLD_BIT(HOLD_TOTAL) ? HOLD_BIT(HOLD_TOTAL) - 1 : bits;
}

void unit_query_read(struct api_query *q, struct unit_query *ret)
{
    struct unit_filter *f = &ret->filter;
    *ret = (struct unit_query){0};
    ret->codes.product = api_query_str(q, "product");
    f->serial = api_query_str(q, "serial");
    f->serial_prefix = api_query_str(q, "serial_prefix");
    f->serial_suffix = api_query_str(q, "serial_suffix");
    f->serial_from = api_query_str(q, "serial_from");
    f->serial_to = api_query_str(q, "serial_to");
    f->lot = api_query_str(q, "lot");
    read_statuses(q, &f->statuses);
    read_holds(q, &f->holds);
    ret->codes.location = api_query_str(q, "location");
    ret->codes.party = api_query_str(q, "party");
    ret->codes.owner = api_query_str(q, "owner");
    ret->codes.supplier = api_query_str(q, "supplier");
    api_query_from(q, "received_from", &f->received_from);
    api_query_to(q, "received_to", &f->received_to);
    api_query_from(q, "changed_from", &f->changed_from);
    api_query_to(q, "changed_to", &f->changed_to);
    int sort = (int)natural_sort(f);
    api_query_choice(q, "sort", sort_names, SORTS, &sort);
    f->sort = (enum unit_sort)sort;
}

bool unit_query_resolve(struct call *call, struct unit_query *u)
{
    return service_unit_codes(api_ctx(call), &u->codes, &u->filter);
}

bool unit_query_narrow(const struct unit_query *u)
{
    const struct unit_filter *f = &u->filter;
    return f->product_id || f->party_id || f->owner_id || f->supplier_id || f->location_id || f->statuses || f->holds ||
           f->lot.len || f->serial.len || f->serial_prefix.len || f->serial_suffix.len || f->serial_from.len ||
           f->serial_to.len || f->received_from || f->received_to || f->changed_from || f->changed_to;
}

/* "id product received serial": enough to go on in any order. */
struct str unit_query_key(struct arena *a, const struct unit_view *v)
{
    const struct unit *u = &v->unit;
    return arena_fmt(a, "%" PRId64 " %" PRId64 " %" PRId64 " %.*s", u->id, u->product_id, u->received_at,
                     STR_ARG(u->serial));
}

static bool take_number(struct str *rest, int64_t *ret)
{
    size_t blank = str_find(*rest, ' ');
    bool good = str_int64(str_slice(*rest, 0, blank), ret);
    *rest = str_slice(*rest, blank + 1, rest->len);
    return good;
}

bool unit_query_position(struct ctx *ctx, struct str key, struct unit_position *ret)
{
    *ret = (struct unit_position){0};
    if (str_empty(key))
        return true;
    if (!take_number(&key, &ret->id) || !take_number(&key, &ret->product_id) || !take_number(&key, &ret->received_at) ||
        str_empty(key))
        return ctx_refuse(ctx, REFUSED_BAD_REQUEST, "cursor", "It is none that this list gave as 'next'.");
    ret->serial = key;
    return true;
}

enum http_outcome api_list_reply_at_once(struct call *call, const struct api_list *list, const void *filter,
                                         const struct api_page *page)
{
    if (page->format != API_JSON)
        return api_list_reply(call, list, filter, page); /* an export has a view of its own */
    if (!service_read_begin(api_ctx(call)))
        return api_problem(call);
    enum http_outcome outcome = api_list_reply(call, list, filter, page);
    service_read_end(api_ctx(call));
    return outcome;
}
