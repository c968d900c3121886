#include "api/link_set.h"

#include <stdio.h>

#include "api/reply.h"

#define LINKSET_TYPE "application/linkset+json"

/* ---- what is asked for ---- */

static bool accepts(const struct http_request *r, const char *type)
{
    struct str rest = http_header(r, "Accept");
    while (rest.len > 0) {
        struct str piece = str_slice(rest, 0, str_find(rest, ','));
        rest = str_slice(rest, piece.len + 1, rest.len);
        if (str_ieq(str_trim(str_slice(piece, 0, str_find(piece, ';'))), str_of(type)))
            return true;
    }
    return false;
}

bool link_wants_data(const struct http_request *r)
{
    bool data = accepts(r, "application/json") || accepts(r, "application/ld+json") || accepts(r, LINKSET_TYPE);
    return data && !accepts(r, "text/html");
}

enum link_wish link_wish_of(const struct http_request *r, struct str *ret_type)
{
    struct str type = http_query(r, "linkType");
    *ret_type = (struct str){0};
    if (str_is(type, "linkset") || str_is(type, "all"))
        return WISH_LINKSET;
    if (type.len) {
        *ret_type = link_type_short(type);
        return WISH_TARGET;
    }
    return accepts(r, LINKSET_TYPE) || link_wants_data(r) ? WISH_LINKSET : WISH_PAGE;
}

struct str link_anchor(struct call *call, struct str root)
{
    const struct http_request *r = &call->x->request;
    struct str host = http_header(r, "Host");
    while (root.len && root.ptr[root.len - 1] == '/')
        root.len--;
    if (str_empty(root))
        root = arena_fmt(api_arena(call), "%s://%.*s", r->secure ? "https" : "http", STR_ARG(host));
    return arena_fmt(api_arena(call), "%.*s%.*s", STR_ARG(root), STR_ARG(r->path));
}

/* ---- the linkset ---- */

static void put_link(struct json_out *o, struct str href, struct str title, struct str language, struct str type)
{
    json_begin_object(o);
    json_field_str(o, "href", href);
    json_field_opt(o, "title", title);
    json_field_opt(o, "type", type);
    if (language.len) {
        json_key(o, "hreflang");
        json_begin_array(o);
        json_put_str(o, language);
        json_end_array(o);
    }
    json_end_object(o);
}

static void put_target(struct json_out *o, const struct link_target *t)
{
    put_link(o, t->href, t->title, t->language, t->media_type);
}

static void begin_relation(struct json_out *o, struct str rel)
{
    char name[128];
    int n = snprintf(name, sizeof name, LINK_VOCABULARY "%.*s", STR_ARG(str_slice(rel, 0, 64)));
    json_key_str(o, (struct str){name, (size_t)n});
    json_begin_array(o);
}

static bool is_first_of_type(const struct link_target *targets, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (str_eq(targets[k].rel, targets[i].rel))
            return false;
    return true;
}

/* A unit has a page of its own here; a product's bare address may lead elsewhere. */
static void put_default(struct json_out *o, struct str anchor, struct str title, const struct link_view *v,
                        const struct link_target *targets, size_t count)
{
    const struct link_target *preferred =
        v->unit_id ? NULL : link_target_for(targets, count, STR("defaultLink"), LANGUAGE_EN);
    begin_relation(o, STR("defaultLink"));
    if (preferred)
        put_target(o, preferred);
    else
        put_link(o, anchor, title, (struct str){0}, STR("text/html"));
    json_end_array(o);
}

void link_set_write(struct buf *out, struct str anchor, struct str page_title, const struct link_view *v,
                    const struct link_target *targets, size_t count)
{
    struct json_out o;
    json_out_init(&o, out);
    json_begin_object(&o);
    json_key(&o, "linkset");
    json_begin_array(&o);
    json_begin_object(&o);
    json_field_str(&o, "anchor", anchor);
    json_field_opt(&o, "itemDescription", v->product);
    put_default(&o, anchor, page_title, v, targets, count);
    for (size_t i = 0; i < count; i++) {
        if (!is_first_of_type(targets, i))
            continue;
        begin_relation(&o, targets[i].rel);
        for (size_t k = i; k < count; k++)
            if (str_eq(targets[k].rel, targets[i].rel))
                put_target(&o, &targets[k]);
        json_end_array(&o);
    }
    json_end_object(&o);
    json_end_array(&o);
    json_end_object(&o);
}

/* ---- one target ---- */

static int fitness(const struct link_target *t, enum language language)
{
    if (str_starts(t->language, str_of(language_names[language])))
        return 3;
    return str_empty(t->language) ? 2 : 1;
}

const struct link_target *link_target_for(const struct link_target *targets, size_t count, struct str type,
                                          enum language language)
{
    const struct link_target *best = NULL;
    bool preferred = str_is(type, "defaultLink");
    for (size_t i = 0; i < count; i++) {
        const struct link_target *t = &targets[i];
        bool fits = preferred ? t->preferred : str_eq(t->rel, type);
        if (fits && (!best || fitness(t, language) > fitness(best, language)))
            best = t;
    }
    return best;
}

struct str link_target_address(struct call *call, const struct link_target *t)
{
    const struct http_request *r = &call->x->request;
    struct buf b = {0};
    size_t hash = str_find(t->href, '#');
    buf_str(&b, str_slice(t->href, 0, hash));
    char sign = str_find(buf_view(&b), '?') < b.len ? '&' : '?';
    for (size_t i = 0; i < r->query_count; i++) {
        buf_char(&b, sign);
        api_escape(&b, r->query[i].name);
        buf_char(&b, '=');
        api_escape(&b, r->query[i].value);
        sign = '&';
    }
    buf_str(&b, str_slice(t->href, hash, t->href.len));
    struct str address = arena_str(api_arena(call), buf_view(&b));
    buf_free(&b);
    return address;
}

/* ---- the resolver's description ---- */

void link_resolver_write(struct buf *out, struct str root, struct str name)
{
    static const char *const keys[] = {"01", "253", "8003", "8004", "8006"}; /* others lead nowhere */
    struct json_out o;
    json_out_init(&o, out);
    json_begin_object(&o);
    json_field_str(&o, "name", name.len ? name : STR("Serno"));
    json_field_str(&o, "resolverRoot", root);
    json_key(&o, "supportedPrimaryKeys");
    json_begin_array(&o);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        json_put_str(&o, str_of(keys[i]));
    json_end_array(&o);
    json_key(&o, "supportedLinkType");
    json_begin_array(&o);
    json_begin_object(&o);
    json_field_z(&o, "namespace", LINK_VOCABULARY);
    json_field_z(&o, "prefix", "gs1:");
    json_end_object(&o);
    json_end_array(&o);
    json_field_bool(&o, "linkTypeDefaultCanBeLinkset", false);
    json_field_z(&o, "jsonLdContextLocation", "https://ref.gs1.org/standards/resolver/linkset-context");
    json_end_object(&o);
}
