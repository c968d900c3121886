#include "api/web.h"

#include <string.h>

#include "api/reply.h"
#include "api/web_pack.h"
#include "http/gzip.h"

enum { UNPACKED_BYTES_MAX = 32 * 1024 * 1024 };

/* What the pages may do, beside what every reply says (http/reply.c). Scripts come from the program's own files only; WebAssembly
 * reads codes off the camera. */
static const struct {
    const char *name, *value;
} guards[] = {
    {"Content-Security-Policy", "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' "
                                "'unsafe-inline'; img-src 'self' data: blob:; "
                                "media-src 'self' blob:; font-src 'self'; worker-src 'self'; connect-src 'self'; "
                                "object-src 'none'; base-uri 'none'; "
                                "form-action 'self'; frame-ancestors 'none'"},
    {"Permissions-Policy", "camera=(self), accelerometer=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), "
                           "magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Referrer-Policy", "same-origin"},
};

/* ---- which file ---- */

bool api_web_answers(const struct http_request *r)
{
    if (r->method != HTTP_GET)
        return false;
    size_t at = r->segment_count > 1 && str_is(r->segments[0], "practice") ? 1 : 0; /* the API on practice data */
    return r->segment_count <= at || !str_is(r->segments[at], "v1");
}

static int compare(struct str path, const char *name)
{
    size_t len = strlen(name);
    int order = memcmp(path.ptr, name, path.len < len ? path.len : len);
    return order ? order : (path.len > len) - (path.len < len);
}

/* The first file whose path is not before this one. */
static size_t lower_bound(struct str path)
{
    size_t from = 0, to = web_file_count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (compare(path, web_files[middle].path) > 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

static const struct web_file *find(struct str path)
{
    size_t at = lower_bound(path);
    return at < web_file_count && str_is(path, web_files[at].path) ? &web_files[at] : NULL;
}

/* Does the path look like a file's? One with an ending in the root, or any below a folder that has files. Pages have codes in their
 * addresses, with dots as people like. */
static bool file_expected(const struct http_request *r)
{
    struct str path = r->path;
    size_t folder = str_find(str_slice(path, 1, path.len), '/') + 2;
    if (folder > path.len)
        return str_find(path, '.') < path.len;
    struct str prefix = str_slice(path, 0, folder);
    size_t at = lower_bound(prefix);
    return at < web_file_count && str_starts(str_of(web_files[at].path), prefix);
}

/* ---- in which form ---- */

struct form {
    const char *coding; /* NULL: as it is */
    struct web_piece piece;
    bool unpack;
};

static struct form choose(const struct http_request *r, const struct web_file *f)
{
    if (f->brotli.len && http_takes_coding(r, "br"))
        return (struct form){.coding = "br", .piece = f->brotli};
    if (f->gzip.len && http_takes_coding(r, "gzip"))
        return (struct form){.coding = "gzip", .piece = f->gzip};
    if (f->gzip.len)
        return (struct form){.piece = f->gzip, .unpack = true};
    return (struct form){.piece = f->plain};
}

/* Policies are read off pages and workers. A page fetches dozens of other files: they get what a worker needs, and otherwise what every
 * reply has. */
static void put_guards(struct call *call, const struct web_file *f)
{
    struct str type = str_of(f->type);
    bool page = str_starts(type, STR("text/html"));
    for (size_t i = 0; page && i < sizeof guards / sizeof guards[0]; i++)
        api_reply_header(call, guards[i].name, str_of(guards[i].value));
    if (str_starts(type, STR("text/javascript")))
        api_reply_header(call, "Content-Security-Policy",
                         STR("default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"));
    if (!page)
        api_reply_header(call, "Cross-Origin-Resource-Policy", STR("same-origin"));
}

static void put_headers(struct call *call, const struct web_file *f, const struct form *form)
{
    put_guards(call, f);
    if (call->x->request.secure)
        api_reply_header(call, "Strict-Transport-Security", STR("max-age=31536000"));
    api_reply_header(call, "Cache-Control", f->hashed ? STR("public, max-age=31536000, immutable") : STR("no-cache"));
    api_reply_header(call, "Vary", STR("Accept-Encoding"));
    if (form->coding)
        api_reply_header(call, "Content-Encoding", str_of(form->coding));
}

static enum http_outcome reply_unpacked(struct call *call, const struct web_file *f, struct str packed)
{
    struct buf body = {0};
    if (gzip_unpack(packed, UNPACKED_BYTES_MAX, &body) == GZIP_OK)
        return api_reply_bytes(call, 200, f->type, &body);
    buf_free(&body);
    return api_refuse(call, REFUSED_INTERNAL, NULL, "The file cannot be unpacked.");
}

static enum http_outcome reply_file(struct call *call, const struct web_file *f)
{
    struct form form = choose(&call->x->request, f);
    struct str bytes = {web_pack + form.piece.at, form.piece.len};
    const char *dash = form.coding ? "-" : "", *coding = form.coding ? form.coding : "";
    struct str tag = arena_fmt(api_arena(call), "\"%s%s%s\"", f->tag, dash, coding);
    put_headers(call, f, &form);
    if (!f->hashed) /* the others are never asked for again */
        api_reply_header(call, "ETag", tag);
    if (api_tag_known(call, tag))
        return api_reply_text(call, 304, NULL, (struct str){0});
    return form.unpack ? reply_unpacked(call, f, bytes) : api_reply_lasting(call, 200, f->type, bytes);
}

enum http_outcome api_web(struct call *call)
{
    const struct http_request *r = &call->x->request;
    const struct web_file *f = find(r->path);
    if (!f && file_expected(r))
        return api_refuse(call, REFUSED_NO_ROUTE, NULL, "There is nothing at %.*s.",
                          STR_ARG(str_slice(r->path, 0, 200)));
    if (!f)
        f = find(STR("/index.html"));
    return reply_file(call, f);
}
