#include "api/list.h"

#include <assert.h>
#include <stdlib.h>

#include "api/state.h"
#include "base/base64.h"
#include "base/csv.h"
#include "base/limits.h"

enum { EXPORT_ROWS = 500 /* fetched at once by an export */ };

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

/* ---- a stream of all rows ---- */

struct export
{
    struct call *call;
    const struct api_list *list;
    const void *filter;
    enum api_format format;
    struct ctx ctx;   /* its own arena, emptied for each part, and its own connection */
    struct buf after; /* key of the last row sent */
    struct buf part;  /* text on its way */
    size_t sent;      /* of part */
    bool over;
};

static void export_header(struct export *e)
{
    if (e->format != API_CSV)
        return;
    for (const char *const *name = e->list->columns; *name; name++)
        csv_cell(&e->part, str_of(*name), name == e->list->columns);
    csv_end_row(&e->part);
}

static void export_row(struct export *e, const void *row)
{
    if (e->format == API_CSV) {
        e->list->csv(&e->part, row);
        csv_end_row(&e->part);
        return;
    }
    struct json_out o;
    json_out_init(&o, &e->part);
    e->list->json(&o, row);
    buf_char(&e->part, '\n');
}

/* Fetch and print the next rows; false when the database fails. */
static bool export_more(struct export *e)
{
    void *rows = NULL;
    size_t count = 0;
    arena_reset(e->ctx.arena);
    buf_clear(&e->part);
    e->sent = 0;
    if (!e->list->fetch(&e->ctx, e->filter, buf_view(&e->after), EXPORT_ROWS, &rows, &count))
        return false;
    if (arena_exhausted(e->ctx.arena))
        return ctx_check(&e->ctx, DB_FAILED);
    for (size_t i = 0; i < count; i++)
        export_row(e, row_at(e->list, rows, i));
    e->over = count < EXPORT_ROWS;
    if (!e->over) {
        struct str key = e->list->key(e->ctx.arena, row_at(e->list, rows, count - 1));
        buf_clear(&e->after);
        buf_str(&e->after, key);
    }
    return true;
}

static int64_t export_read(void *state, char *out, size_t max)
{
    struct export *e = state;
    while (e->sent == e->part.len) {
        if (e->over)
            return HTTP_STREAM_END;
        if (!export_more(e)) {
            log_line(&e->call->app->log, LOG_ERROR, "%.*s: export broken off: %s", STR_ARG(e->call->request_id),
                     db_result_text(e->ctx.failure));
            return HTTP_STREAM_BROKEN;
        }
    }
    size_t n = e->part.len - e->sent < max ? e->part.len - e->sent : max;
    memcpy(out, e->part.ptr + e->sent, n);
    e->sent += n;
    return (int64_t)n;
}

static void export_free(void *state)
{
    struct export *e = state;
    struct app *app = e->call->app;
    if (e->ctx.db) {
        db_rollback(e->ctx.db);
        readers_give(app->readers, e->ctx.db);
    }
    atomic_fetch_sub(&app->exports, 1);
    arena_free(e->ctx.arena);
    buf_free(&e->after);
    buf_free(&e->part);
    free(e);
}

/* A connection of its own with one view, kept for as long as the export runs. */
static enum db_result export_connect(struct export *e)
{
    struct db *db;
    enum db_result r = readers_take(e->call->app->readers, &db);
    if (r != DB_OK)
        return r;
    r = db_begin_read(db);
    if (r == DB_OK)
        e->ctx.db = db;
    else
        readers_give(e->call->app->readers, db);
    return r;
}

static struct export *export_new(struct call *call, const struct api_list *list, const void *filter,
                                 enum api_format format)
{
    struct export *e = calloc(1, sizeof *e);
    assert(e);
    *e = (struct export){.call = call, .list = list, .filter = filter, .format = format, .ctx = *api_ctx(call)};
    e->ctx.db = NULL;
    e->ctx.arena = arena_new(LIMIT_ARENA_BYTES);
    return e;
}

static enum http_outcome reply_export(struct call *call, const struct api_list *list, const void *filter,
                                      enum api_format format)
{
    struct app *app = call->app;
    if (atomic_fetch_add(&app->exports, 1) >= EXPORTS_MAX) {
        atomic_fetch_sub(&app->exports, 1);
        return api_refuse(call, REFUSED_OVERLOADED, NULL, "%d exports are under way; wait until one has ended.",
                          EXPORTS_MAX);
    }
    struct export *e = export_new(call, list, filter, format);
    enum db_result r = export_connect(e);
    export_header(e);
    /* The first part now: what is wrong with the request is told with a status. */
    struct buf header = e->part;
    e->part = (struct buf){0};
    if (r != DB_OK || !export_more(e)) {
        api_ctx(call)->refusal = e->ctx.refusal;
        api_ctx(call)->failure = r != DB_OK ? r : e->ctx.failure;
        api_ctx(call)->refusal.detail = arena_str(api_arena(call), e->ctx.refusal.detail);
        buf_free(&header);
        export_free(e);
        return api_problem(call);
    }
    buf_str(&header, buf_view(&e->part));
    buf_free(&e->part);
    e->part = header;
    const char *extension = format == API_CSV ? "csv" : "ndjson";
    api_reply_header(call, "Content-Disposition",
                     arena_fmt(api_arena(call), "attachment; filename=\"%s.%s\"", list->name, extension));
    return api_reply_stream(call, 200, format == API_CSV ? "text/csv; charset=utf-8" : "application/x-ndjson",
                            (struct http_stream){.read = export_read, .free_state = export_free, .state = e});
}

enum http_outcome api_list_reply(struct call *call, const struct api_list *list, const void *filter,
                                 const struct api_page *page)
{
    if (page->format == API_JSON)
        return reply_page(call, list, filter, page);
    if (page->format == API_CSV && !list->csv)
        return api_refuse(call, REFUSED_BAD_REQUEST, "format", "This list has no CSV form.");
    return reply_export(call, list, filter, page->format);
}

/* ---- cells and cursors ---- */

void api_cell_str(struct buf *out, struct str v, bool first)
{
    csv_cell(out, v, first);
}

void api_cell_int(struct buf *out, int64_t v, bool first)
{
    if (!first)
        buf_char(out, ',');
    buf_int(out, v);
}

void api_cell_time(struct buf *out, msec at, bool first)
{
    char text[TIME_TEXT_MAX];
    size_t len = at ? time_print_utc(at, text) : 0;
    csv_cell(out, (struct str){text, len}, first);
}

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
