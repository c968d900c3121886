#include "api/import_options.h"

#include "api/query.h"
#include "base/json.h"

bool api_import_is_csv(struct call *call)
{
    struct str type = http_header(&call->x->request, "Content-Type");
    type = str_trim(str_slice(type, 0, str_find(type, ';')));
    return str_ieq(type, STR("text/csv")) ||
           ctx_refuse(api_ctx(call), REFUSED_UNSUPPORTED_TYPE, "Content-Type", "'%.*s' is not text/csv", STR_ARG(type));
}

static bool read_kind(struct api_query *q, enum import_kind *ret_kind, enum import_layout *ret_layout)
{
    int kind = -1, layout = IMPORT_AUTO;
    bool named = api_query_choice(q, "kind", import_kind_names, IMPORT_KIND_TOTAL, &kind);
    api_query_choice(q, "layout", import_layout_names, IMPORT_LAYOUT_TOTAL, &layout);
    if (!named)
        api_query_refuse(q, "kind", "say what the file holds: products, locations, parties or units");
    *ret_kind = (enum import_kind)kind;
    *ret_layout = (enum import_layout)layout;
    return named;
}

bool api_import_kind(struct call *call, enum import_kind *ret_kind, enum import_layout *ret_layout)
{
    struct api_query q;
    api_query_open(&q, call);
    read_kind(&q, ret_kind, ret_layout);
    return api_query_close(&q);
}

/* {"Header in the file": "serial", "Another": null} */
static void read_choices(struct api_query *q, const struct json *object, struct import_choices *ret)
{
    struct arena *a = api_arena(q->call);
    struct import_choice *items = ARENA_ARRAY(a, json_count(object) + 1, struct import_choice);
    size_t n = 0;
    struct str header;
    const struct json *value;
    for (void *it = NULL; items && json_next(object, &it, &header, &value);) {
        if (json_kind(value) != JSON_STRING && json_kind(value) != JSON_NULL)
            api_query_refuse(q, "mapping", "each value is the name of a field, or null");
        struct str field = json_string(value);
        items[n++] = (struct import_choice){arena_str(a, header), field.ptr ? arena_str(a, field) : (struct str){0}};
    }
    *ret = (struct import_choices){items, n};
}

static void read_mapping(struct api_query *q, struct import_choices *ret)
{
    struct json_error error;
    struct str text = api_query_long(q, "mapping");
    if (text.ptr == NULL)
        return;
    struct json *root = json_parse(text, &error);
    if (root && json_kind(root) == JSON_OBJECT)
        read_choices(q, root, ret);
    else
        api_query_refuse(q, "mapping", "it is a JSON object: {\"Header in the file\": \"serial\", \"Another\": null}");
    json_free(root);
}

bool api_import_options(struct call *call, struct import_options *ret)
{
    int mode = IMPORT_CHECK;
    struct import_options o = {.create = false};
    struct api_query q;
    api_query_open(&q, call);
    bool named = read_kind(&q, &o.kind, &o.layout);
    api_query_choice(&q, "mode", import_mode_names, IMPORT_MODE_TOTAL, &mode);
    api_query_bool(&q, "create", &o.create);
    read_mapping(&q, &o.choices);
    if (o.create && named && o.kind != IMPORT_UNITS)
        api_query_refuse(&q, "create", "only an import of units makes what it names");
    o.mode = (enum import_mode)mode;
    *ret = o;
    return api_query_close(&q);
}

void api_import_refuse(struct ctx *ctx, const struct import_outcome *o)
{
    ctx_refuse(ctx, REFUSED_IMPORT_REFUSED, NULL, "%zu of %zu rows are bad; nothing was written", o->bad, o->rows);
}
