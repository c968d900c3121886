#include "api/export.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "api/state.h"
#include "base/csv.h"
#include "base/limits.h"
#include "report/xlsx.h"

enum { EXPORT_ROWS = 500 /* fetched at once */ };

struct export
{
    struct call *call;
    const struct api_list *list;
    const void *filter;
    enum api_format format;
    struct ctx ctx;         /* its own arena, emptied for each part, and its own connection */
    struct buf after;       /* key of the last row sent */
    struct buf part;        /* text on its way */
    size_t sent;            /* of part */
    struct api_cells cells; /* part, or the workbook */
    int file;               /* the finished workbook; -1: none */
    bool over;
};

/* The forms of a file. */
static const struct {
    const char *extension, *type;
} forms[] = {
    [API_CSV] = {"csv", "text/csv; charset=utf-8"},
    [API_NDJSON] = {"ndjson", "application/x-ndjson"},
    [API_XLSX] = {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
};

/* ---- rows ---- */

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
    if (e->format != API_NDJSON) {
        e->list->csv(&e->cells, row);
        api_cells_end(&e->cells);
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
        export_row(e, (const char *)rows + i * e->list->row_size);
    e->over = count < EXPORT_ROWS;
    if (!e->over) {
        const char *last = (const char *)rows + (count - 1) * e->list->row_size;
        struct str key = e->list->key(e->ctx.arena, last);
        buf_clear(&e->after);
        buf_str(&e->after, key);
    }
    return true;
}

/* ---- its life ---- */

/* Nobody else shall wait for the connection longer than it is read from. */
static void give_connection(struct export *e)
{
    if (e->ctx.db) {
        db_rollback(e->ctx.db);
        readers_give(e->call->app->readers, e->ctx.db);
    }
    e->ctx.db = NULL;
}

static void export_free(void *state)
{
    struct export *e = state;
    give_connection(e);
    atomic_fetch_sub(&e->call->app->exports, 1);
    if (e->file >= 0)
        close(e->file);
    xlsx_free(e->cells.book);
    arena_free(e->ctx.arena);
    buf_free(&e->after);
    buf_free(&e->part);
    free(e);
}

/* A connection of its own with one view, kept for as long as the export reads. */
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

/* NULL after a refusal: as many as may be are under way. */
static struct export *export_new(struct call *call, const struct api_list *list, const void *filter,
                                 enum api_format format)
{
    struct app *app = call->app;
    if (atomic_fetch_add(&app->exports, 1) >= EXPORTS_MAX) {
        atomic_fetch_sub(&app->exports, 1);
        ctx_refuse(api_ctx(call), REFUSED_OVERLOADED, NULL, "%d exports are under way; wait until one has ended.",
                   EXPORTS_MAX);
        return NULL;
    }
    struct export *e = calloc(1, sizeof *e);
    assert(e);
    *e = (struct export){
        .call = call, .list = list, .filter = filter, .format = format, .ctx = *api_ctx(call), .file = -1};
    e->cells.text = &e->part;
    e->ctx.db = NULL;
    e->ctx.arena = arena_new(LIMIT_ARENA_BYTES);
    return e;
}

/* Nothing was sent yet: what went wrong is told with a status. */
static enum http_outcome give_up(struct export *e)
{
    struct call *call = e->call;
    struct ctx *ctx = api_ctx(call);
    ctx->refusal = e->ctx.refusal;
    ctx->failure = e->ctx.failure;
    ctx->refusal.detail = arena_str(api_arena(call), e->ctx.refusal.detail);
    export_free(e);
    return api_problem(call);
}

static enum http_outcome send(struct export *e, int64_t (*read)(void *state, char *out, size_t max))
{
    struct call *call = e->call;
    api_reply_header(
        call, "Content-Disposition",
        arena_fmt(api_arena(call), "attachment; filename=\"%s.%s\"", e->list->name, forms[e->format].extension));
    return api_reply_stream(call, 200, forms[e->format].type,
                            (struct http_stream){.read = read, .free_state = export_free, .state = e});
}

/* ---- text, made while it is sent ---- */

static int64_t text_read(void *state, char *out, size_t max)
{
    struct export *e = state;
    if (atomic_load(&e->call->app->stopping))
        return HTTP_STREAM_BROKEN;
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

static enum http_outcome reply_text(struct export *e)
{
    if (!ctx_check(&e->ctx, export_connect(e)))
        return give_up(e);
    /* The first part now: what is wrong with the request is told with a status. */
    export_header(e);
    struct buf header = e->part;
    e->part = (struct buf){0};
    bool good = export_more(e);
    buf_str(&header, buf_view(&e->part));
    buf_free(&e->part);
    e->part = header;
    return good ? send(e, text_read) : give_up(e);
}

/* ---- a workbook, sent when it is complete ---- */

static int64_t file_read_part(void *state, char *out, size_t max)
{
    const struct export *e = state;
    if (atomic_load(&e->call->app->stopping))
        return HTTP_STREAM_BROKEN;
    ssize_t n = read(e->file, out, max);
    if (n > 0)
        return n;
    return n == 0 ? HTTP_STREAM_END : HTTP_STREAM_BROKEN;
}

/* The temporary files failed: most likely the disk is full. */
static bool no_room(struct export *e)
{
    log_line(&e->call->app->log, LOG_ERROR, "%.*s: no workbook: %s", STR_ARG(e->call->request_id), strerror(errno));
    return ctx_check(&e->ctx, errno == ENOSPC || errno == EFBIG || errno == EDQUOT ? DB_FULL : DB_FAILED);
}

static bool fill(struct export *e)
{
    while (!e->over) {
        if (atomic_load(&e->call->app->stopping))
            return ctx_check(&e->ctx, DB_BUSY);
        if (!export_more(e))
            return false;
    }
    return true;
}

static bool make_book(struct export *e)
{
    const struct xlsx_options o = {.name = e->list->name, .columns = e->list->columns};
    e->cells.book = xlsx_new(&o);
    if (!e->cells.book)
        return no_room(e);
    if (!ctx_check(&e->ctx, export_connect(e)) || !fill(e))
        return false;
    give_connection(e);
    return xlsx_finish(e->cells.book, &e->file) || no_room(e);
}

static enum http_outcome reply_book(struct export *e)
{
    return make_book(e) ? send(e, file_read_part) : give_up(e);
}

enum http_outcome api_export_reply(struct call *call, const struct api_list *list, const void *filter,
                                   enum api_format format)
{
    struct export *e = export_new(call, list, filter, format);
    if (!e)
        return api_problem(call);
    return format == API_XLSX ? reply_book(e) : reply_text(e);
}
