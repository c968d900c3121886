/*
 * parties: /v1/parties.
 */
#include "api/handlers.h"
#include "api/resource.h"
#include "service/party.h"

#define AT(member) offsetof(struct party, member)

static const struct api_field fields[] = {
    {"code", API_FIELD_TEXT, AT(code), API_FIELD_NEEDED},
    {"name", API_FIELD_TEXT, AT(name), API_FIELD_NEEDED},
    {"kind", API_FIELD_CHOICE, AT(kind), API_FIELD_NEEDED, .max = PARTY_TOTAL - 1, .names = party_kind_names},
    {"gln", API_FIELD_TEXT, AT(gln), API_FIELD_OR_NULL},
    {"email", API_FIELD_TEXT, AT(email)},
    {"phone", API_FIELD_TEXT, AT(phone)},
    {"address", API_FIELD_TEXT, AT(address)},
    {"contact", API_FIELD_TEXT, AT(contact)},
    {"attributes", API_FIELD_ATTRIBUTES, AT(attributes)},
    {"active", API_FIELD_BOOL, AT(active)},
    {"created_at", API_FIELD_TIME, AT(created_at), API_FIELD_READONLY},
    {"version", API_FIELD_INT, AT(version), API_FIELD_READONLY},
};

static void defaults(void *thing)
{
    struct party *p = thing;
    p->active = true;
}

static bool get(struct call *call, void *ret)
{
    return service_party_get(api_ctx(call), api_param(call, "code"), ret);
}

static bool create(struct ctx *ctx, const void *in, void *ret)
{
    return service_party_create(ctx, in, ret);
}

static bool change(struct ctx *ctx, const void *in, void *ret)
{
    return service_party_change(ctx, in, ret);
}

static struct str code(struct arena *a, const void *thing)
{
    const struct party *p = thing;
    return arena_str(a, p->code);
}

static const struct api_resource parties = {
    .path = "/v1/parties/",
    .fields = {fields, sizeof fields / sizeof fields[0]},
    .size = sizeof(struct party),
    .version_at = AT(version),
    .defaults = defaults,
    .get = get,
    .create = create,
    .change = change,
    .code = code,
};

enum http_outcome api_parties_get(struct call *call)
{
    return api_resource_get(call, &parties);
}

enum http_outcome api_parties_create(struct call *call)
{
    return api_resource_create(call, &parties);
}

enum http_outcome api_parties_change(struct call *call)
{
    return api_resource_change(call, &parties);
}

static bool fetch(struct ctx *ctx, const void *filter, struct str after, int limit, void **ret_rows, size_t *ret_count)
{
    struct party_filter f = *(const struct party_filter *)filter;
    struct party_list list;
    f.page.after = after;
    f.page.limit = limit;
    if (!service_party_list(ctx, &f, &list))
        return false;
    *ret_rows = list.items;
    *ret_count = list.count;
    return true;
}

static void row_json(struct json_out *o, const void *row)
{
    json_begin_object(o);
    api_fields_json(o, &parties.fields, row);
    json_end_object(o);
}

static void row_csv(struct api_cells *out, const void *row)
{
    api_fields_csv(out, &parties.fields, row);
}

static const struct api_list list = {.name = "parties", .fetch = fetch, .json = row_json, .csv = row_csv, .key = code};

enum http_outcome api_parties_list(struct call *call)
{
    struct api_query q;
    struct api_page page;
    struct party_filter *f = ARENA_NEW(api_arena(call), struct party_filter);
    if (!f)
        return api_failure(call, DB_FAILED);
    api_query_open(&q, call);
    api_resource_filter(&q, &f->page);
    api_query_bits(&q, "kind", party_kind_names, PARTY_TOTAL, &f->kinds);
    api_query_page(&q, &page);
    if (!api_query_close(&q))
        return api_problem(call);
    return api_resource_list(call, &parties, &list, f, &page);
}
