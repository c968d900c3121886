#include "api/list.h"

#include "api/export.h"
#include "base/base64.h"

static const void *row_at(const struct api_list *list, const void *rows, size_t i)
{
    return (const char *)rows + i * list->row_size;
}

/* ---- a page of JSON ---- */

/* The same request with another cursor, for the Link header. */
static struct str link_of(struct call *call, struct str cursor)
{
    struct buf b = {0};
    const struct http_request *r = &call->x->request;
    buf_fmt(&b, "<%.*s?", STR_ARG(r->path));
    for (size_t i = 0; i < r->query_count; i++)
        if (!str_is(r->query[i].name, "cursor")) {
            api_escape(&b, r->query[i].name);
            buf_char(&b, '=');
            api_escape(&b, r->query[i].value);
            buf_char(&b, '&');
        }
    buf_fmt(&b, "cursor=%.*s>; rel=\"next\"", STR_ARG(cursor));
    struct str link = arena_str(api_arena(call), buf_view(&b));
    buf_free(&b);
    return link;
}

static void put_next(struct call *call, struct json_out *o, struct str key)
{
    struct str cursor = api_cursor_of(api_arena(call), key);
    json_field_str(o, "next", cursor);
    api_reply_header(call, "Link", link_of(call, cursor));
}

static enum http_outcome reply_page(struct call *call, const struct api_list *list, const void *filter,
                                    const struct api_page *page)
{
    struct buf body = {0};
    struct json_out o;
    void *rows = NULL;
    size_t count = 0;
    /* One more than asked for tells whether there is a next page. */
    if (!list->fetch(api_ctx(call), filter, page->after, page->limit + 1, &rows, &count))
        return api_problem(call);
    size_t shown = count > (size_t)page->limit ? (size_t)page->limit : count;
    json_out_init(&o, &body);
    json_begin_object(&o);
    json_key(&o, "items");
    json_begin_array(&o);
    for (size_t i = 0; i < shown; i++)
        list->json(&o, row_at(list, rows, i));
    json_end_array(&o);
    if (count > shown) {
        put_next(call, &o, list->key(api_arena(call), row_at(list, rows, shown - 1)));
    } else {
        json_key(&o, "next");
        json_put_null(&o);
    }
    json_end_object(&o);
    return api_reply_json(call, 200, &body);
}

enum http_outcome api_list_reply(struct call *call, const struct api_list *list, const void *filter,
                                 const struct api_page *page)
{
    if (page->format == API_JSON)
        return reply_page(call, list, filter, page);
    if (page->format != API_NDJSON && !list->csv)
        return api_refuse(call, REFUSED_BAD_REQUEST, "format", "This list has no CSV form, and no workbook.");
    return api_export_reply(call, list, filter, page->format);
}

/* ---- cursors ---- */

struct str api_cursor_of(struct arena *a, struct str key)
{
    struct buf b = {0};
    base64url_print(&b, key);
    struct str cursor = arena_str(a, buf_view(&b));
    buf_free(&b);
    return cursor;
}

bool api_cursor_read(struct arena *a, struct str cursor, struct str *ret)
{
    struct buf b = {0};
    bool ok =
        base64url_parse(&b, cursor) && b.len > 0 && str_utf8(buf_view(&b), &(size_t){0}) && !memchr(b.ptr, '\0', b.len);
    if (ok)
        *ret = arena_str(a, buf_view(&b));
    buf_free(&b);
    return ok;
}
