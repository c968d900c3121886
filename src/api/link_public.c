#include "api/link_public.h"

#include "api/handlers.h"
#include "api/link_door.h"
#include "api/link_page.h"
#include "api/link_path.h"
#include "api/link_set.h"
#include "api/reply.h"
#include "api/state.h"
#include "api/write.h"
#include "service/link.h"
#include "service/link_report.h"
#include "service/link_settings.h"
#include "service/settings.h"
#include "service/unit_read.h"

/* What is known of one request while it is answered. */
struct visit {
    struct link_page page; /* what is shown; page.view points at view */
    struct link_view view;
    struct link_settings settings;
    struct settings own;
    struct link_target *targets;
    size_t target_count;
    struct link_report report;  /* of a form */
    struct gs1_problem problem; /* the address is no GS1 Digital Link: which rule it breaks */
};

/* ---- headers ---- */

static const struct {
    const char *name, *value;
} guards[] = {
    {"Content-Security-Policy", "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
                                "frame-ancestors 'none'"},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
    {"X-Robots-Tag", "noindex, nofollow"},
};

bool link_public_path(const struct http_request *r)
{
    if (r->segment_count == 2 && str_is(r->segments[0], ".well-known") && str_is(r->segments[1], "gs1resolver"))
        return true;
    return (r->segment_count == 2 && str_is(r->segments[0], "p")) || link_path_is(r);
}

void link_public_cors(struct call *call)
{
    api_reply_header(call, "Access-Control-Allow-Origin", STR("*"));
    api_reply_header(call, "Access-Control-Expose-Headers", STR("Link"));
    if (call->x->request.method == HTTP_OPTIONS)
        api_reply_header(call, "Access-Control-Allow-Methods", STR("GET, HEAD, OPTIONS"));
}

/* Without an id of the request: the reply to one address is the same every time. */
static enum http_outcome reply(struct call *call, int status, const char *type, struct buf *body)
{
    struct http_reply *r = &call->x->reply;
    buf_free(&r->body);
    r->body = *body;
    *body = (struct buf){0};
    r->status = status;
    link_public_cors(call);
    api_reply_header(call, "Content-Type", str_of(type));
    api_reply_header(call, "Vary", STR("Accept, Accept-Language"));
    if (call->x->request.secure)
        api_reply_header(call, "Strict-Transport-Security", STR("max-age=31536000"));
    return HTTP_DONE;
}

static enum http_outcome reply_html(struct call *call, const struct visit *v, int status, struct buf *body)
{
    for (size_t i = 0; i < sizeof guards / sizeof guards[0]; i++)
        api_reply_header(call, guards[i].name, str_of(guards[i].value));
    api_reply_header(call, "Content-Language", str_of(language_names[v->page.language]));
    return reply(call, status, "text/html; charset=utf-8", body);
}

static enum http_outcome say(struct call *call, const struct visit *v, int status, enum link_text title,
                             enum link_text says)
{
    struct buf body = {0};
    link_page_say(&body, &v->page, title, says);
    return reply_html(call, v, status, &body);
}

/* People get a page, programs the rule. */
static enum http_outcome say_malformed(struct call *call, const struct visit *v)
{
    if (!link_wants_data(&call->x->request))
        return say(call, v, 400, TEXT_MALFORMED, TEXT_MALFORMED_SAYS);
    enum http_outcome outcome = api_refuse(call, REFUSED_BAD_REQUEST, "path", "%s", v->problem.text);
    link_public_cors(call);
    api_reply_header(call, "Vary", STR("Accept, Accept-Language"));
    return outcome;
}

static enum http_outcome say_unknown(struct call *call, const struct visit *v)
{
    return v->problem.rule ? say_malformed(call, v) : say(call, v, 404, TEXT_UNKNOWN, TEXT_UNKNOWN_SAYS);
}

static enum http_outcome say_later(struct call *call, const struct visit *v, int status, int wait_s)
{
    bool often = status == 429;
    api_reply_header(call, "Retry-After", arena_fmt(api_arena(call), "%d", wait_s));
    return say(call, v, status, often ? TEXT_TOO_OFTEN : TEXT_LATER, often ? TEXT_TOO_OFTEN_SAYS : TEXT_LATER_SAYS);
}

/* ---- language ---- */

static double quality(struct str piece)
{
    size_t at = str_find(piece, '=');
    struct str q = str_trim(str_slice(piece, at + 1, 5));
    return at < piece.len && q.len ? (q.ptr[0] == '1' ? 1 : q.len > 2 ? (q.ptr[2] - '0') / 10.0 : 0) : 1;
}

/* ?lang= goes before Accept-Language, that before what is set. */
static enum language language_of(const struct http_request *r, enum language usual)
{
    struct str rest = http_header(r, "Accept-Language"), said = http_query(r, "lang");
    enum language best = usual;
    double most = 0;
    for (int i = 0; i < LANGUAGE_TOTAL; i++)
        if (str_is(said, language_names[i]))
            return (enum language)i;
    while (rest.len > 0) {
        struct str piece = str_slice(rest, 0, str_find(rest, ','));
        rest = str_slice(rest, piece.len + 1, rest.len);
        for (int i = 0; i < LANGUAGE_TOTAL; i++)
            if (str_ieq(str_slice(str_trim(piece), 0, 2), str_of(language_names[i])) && quality(piece) > most) {
                best = (enum language)i;
                most = quality(piece);
            }
    }
    return best;
}

/* The way from this address to the root: the last segment is a file's place. */
static struct str way_up(struct call *call)
{
    struct str up = {"", 0};
    for (size_t i = 1; i < call->x->request.segment_count; i++)
        up = arena_fmt(api_arena(call), "%.*s../", STR_ARG(up));
    return up;
}

static struct visit *visit_new(struct call *call)
{
    struct visit *v = ARENA_NEW(api_arena(call), struct visit);
    if (!v)
        return NULL;
    call->query_read = true; /* a Digital Link may bear any attributes */
    v->page.view = &v->view;
    v->page.language = language_of(&call->x->request, LANGUAGE_EN);
    v->page.up = way_up(call);
    return v;
}

/* ---- what it is about ---- */

static bool find(struct call *call, struct visit *v)
{
    const struct http_request *r = &call->x->request;
    struct link_named n;
    struct ctx *ctx = api_ctx(call);
    if (!link_path_is(r))
        return service_link_by_token(ctx, &v->settings, r->segments[1], &v->view);
    if (!link_path_read(call, &n, &v->problem))
        return true;
    return n.gtin.len ? service_link_by_gtin(ctx, &v->settings, n.gtin, n.serial, n.lot, &v->view)
                      : service_link_by_number(ctx, &v->settings, n.kind, n.number, &v->view);
}

static bool load(struct call *call, struct visit *v)
{
    struct ctx *ctx = api_ctx(call);
    if (!service_link_settings(ctx, &v->settings) || !service_settings_get(ctx, &v->own) ||
        !link_door_learn(call, &v->settings) || !find(call, v))
        return false;
    v->page.language = language_of(&call->x->request, v->own.language);
    v->page.organisation = v->settings.pages ? v->own.organisation : (struct str){0};
    v->page.contact = v->settings.contact;
    if (v->view.state == LINK_UNKNOWN)
        return true;
    v->page.actions = link_view_actions(&v->view, &v->settings);
    v->page.form = link_form_token(call);
    if (!service_link_targets_of(ctx, v->view.product_id, &v->targets, &v->target_count))
        return false;
    v->page.targets = v->targets;
    v->page.target_count = v->target_count;
    return true;
}

/* All of one moment. */
static bool look_up(struct call *call, struct visit *v)
{
    struct ctx *ctx = api_ctx(call);
    if (!ctx_check(ctx, readers_take(call->app->readers, &ctx->db)))
        return false;
    bool ok = service_read_begin(ctx);
    if (ok) {
        ok = load(call, v);
        service_read_end(ctx);
    }
    readers_give(call->app->readers, ctx->db);
    ctx->db = NULL;
    return ok;
}

/* ---- answers ---- */

static enum http_outcome show(struct call *call, struct visit *v, int status)
{
    struct buf body = {0};
    api_reply_header(call, "Link", STR("<?linkType=linkset>; rel=\"linkset\"; type=\"application/linkset+json\""));
    link_page_write(api_arena(call), &body, &v->page);
    return reply_html(call, v, status, &body);
}

static enum http_outcome show_linkset(struct call *call, struct visit *v)
{
    struct buf body = {0};
    struct str anchor = link_anchor(call, v->own.base_url);
    enum link_text title = v->view.unit_id ? TEXT_TITLE : TEXT_PRODUCT_PAGE;
    link_set_write(&body, anchor, link_text(v->page.language, title), &v->view, v->targets, v->target_count);
    api_reply_header(call, "Link",
                     STR("<https://ref.gs1.org/standards/resolver/linkset-context>; "
                         "rel=\"http://www.w3.org/ns/json-ld#context\"; type=\"application/ld+json\""));
    return reply(call, 200, "application/linkset+json", &body);
}

static enum http_outcome redirect(struct call *call, const struct link_target *t)
{
    struct buf none = {0};
    api_reply_header(call, "Location", link_target_address(call, t));
    return reply(call, 307, "text/plain; charset=utf-8", &none);
}

/* The bare address: a unit's page is here; a product's may be elsewhere. */
static enum http_outcome answer_page(struct call *call, struct visit *v)
{
    const struct link_target *t =
        v->view.unit_id ? NULL : link_target_for(v->targets, v->target_count, STR("defaultLink"), v->page.language);
    if (t)
        return redirect(call, t);
    if (v->view.unit_id && !call->x->request.head)
        link_note_look(call, v->view.unit_id);
    if (str_is(http_query(&call->x->request, "sent"), "1"))
        v->page.notice = NOTICE_SENT;
    return show(call, v, 200);
}

static enum http_outcome answer(struct call *call, struct visit *v)
{
    struct str type;
    enum link_wish wish = link_wish_of(&call->x->request, &type);
    if (v->view.state == LINK_UNKNOWN)
        return say_unknown(call, v);
    if (wish == WISH_LINKSET)
        return show_linkset(call, v);
    if (wish == WISH_PAGE || (str_is(type, "defaultLink") && v->view.unit_id))
        return answer_page(call, v);
    const struct link_target *t = link_target_for(v->targets, v->target_count, type, v->page.language);
    if (!t && str_is(type, "defaultLink"))
        return answer_page(call, v);
    return t ? redirect(call, t) : say_unknown(call, v);
}

/* A Digital Link has no slash at its end; who types one means the link without it. */
static enum http_outcome drop_slash(struct call *call)
{
    const struct http_request *r = &call->x->request;
    struct buf none = {0};
    size_t end = r->path.len - 1, from = end;
    while (r->path.ptr[from - 1] != '/')
        from--;
    struct str last = str_slice(r->path, from, end - from);
    /* Relative: whatever stands before this server's root stays. */
    api_reply_header(call, "Location",
                     arena_fmt(api_arena(call), "../%.*s%s%.*s", STR_ARG(last), r->query_text.len ? "?" : "",
                               STR_ARG(r->query_text)));
    return reply(call, 308, "text/plain; charset=utf-8", &none);
}

enum http_outcome api_link_page(struct call *call)
{
    struct visit *v = visit_new(call);
    if (!v)
        return api_failure(call, DB_FAILED);
    if (link_path_is(&call->x->request) && str_ends(call->x->request.path, STR("/")))
        return drop_slash(call);
    int wait = link_knock(call, false);
    if (wait)
        return say_later(call, v, 429, wait);
    if (!look_up(call, v))
        return say_later(call, v, 503, 1);
    return answer(call, v);
}

/* ---- reports ---- */

/* A form's fields: name=value&..., percent-encoded. False: it is none. */
static bool form_field(struct call *call, const char *name, struct str *ret)
{
    struct str rest = call->x->request.body, key = str_of(name);
    while (rest.len > 0) {
        struct str piece = str_slice(rest, 0, str_find(rest, '&'));
        rest = str_slice(rest, piece.len + 1, rest.len);
        if (str_starts(piece, key) && piece.len > key.len && piece.ptr[key.len] == '=')
            return http_form_value(api_arena(call), str_slice(piece, key.len + 1, piece.len), ret);
    }
    return true;
}

static bool read_form(struct call *call, struct visit *v, struct str *ret_form)
{
    struct link_report *r = &v->report;
    struct str kind = {0};
    if (!form_field(call, "kind", &kind) || !form_field(call, "form", ret_form) ||
        !form_field(call, "name", &r->name) || !form_field(call, "contact", &r->contact) ||
        !form_field(call, "message", &r->message))
        return false;
    int k = name_index(link_action_names, LINK_ACTION_TOTAL, kind);
    if (k < 0 || !(v->page.actions >> k & 1))
        return false;
    r->kind = (enum link_action)k;
    r->unit_id = v->view.unit_id;
    v->page.said = r;
    return true;
}

/* A form that another site sends is not taken: the browser tells, and the form's own mark is missing. */
static bool from_elsewhere(const struct http_request *r)
{
    struct str site = http_header(r, "Sec-Fetch-Site");
    return site.len && !str_is(site, "same-origin") && !str_is(site, "none");
}

static enum http_outcome reply_sent(struct call *call, const struct visit *v)
{
    struct buf none = {0};
    struct str path = call->x->request.path;
    size_t last = path.len;
    while (last > 0 && path.ptr[last - 1] != '/')
        last--;
    /* Relative: whatever stands before this server's root stays. */
    api_reply_header(call, "Location",
                     arena_fmt(api_arena(call), "./%.*s?sent=1&lang=%s", STR_ARG(str_slice(path, last, path.len)),
                               language_names[v->page.language]));
    return reply(call, 303, "text/plain; charset=utf-8", &none);
}

static bool store(struct call *call, void *state)
{
    struct visit *v = state;
    struct ctx *ctx = api_ctx(call);
    if (service_link_report_create(ctx, &v->report)) {
        reply_sent(call, v);
        return true;
    }
    if (ctx->failure != DB_OK)
        return false;
    call->job.wrote = false;
    ctx->refusal = (struct refusal){0};
    say_later(call, v, 503, 60);
    return true;
}

static enum http_outcome show_again(struct call *call, struct visit *v, enum link_notice notice)
{
    v->page.notice = notice;
    return show(call, v, 422);
}

enum http_outcome api_link_report(struct call *call)
{
    struct str form = {0};
    struct visit *v = visit_new(call);
    struct ctx *ctx = api_ctx(call);
    if (!v)
        return api_failure(call, DB_FAILED);
    int wait = link_knock(call, true);
    if (wait)
        return say_later(call, v, 429, wait);
    if (!look_up(call, v))
        return say_later(call, v, 503, 1);
    if (v->view.state == LINK_UNKNOWN || v->view.unit_id == 0)
        return say_unknown(call, v);
    bool good = read_form(call, v, &form);
    if (!good || from_elsewhere(&call->x->request) || !link_form_good(call, form))
        return show_again(call, v, good ? NOTICE_FORM_OLD : NOTICE_FORM_WRONG);
    if (!link_report_valid(ctx->arena, &v->report, &ctx->refusal)) {
        ctx->refusal = (struct refusal){0};
        return show_again(call, v, NOTICE_FORM_WRONG);
    }
    return api_write(call, store, v);
}

/* ---- what belongs to it ---- */

enum http_outcome api_link_style(struct call *call)
{
    char tag[17];
    link_style_tag(tag);
    bool this_one = str_is(http_query(&call->x->request, "v"), tag);
    call->query_read = true;
    api_reply_header(call, "Cache-Control", this_one ? STR("public, max-age=31536000, immutable") : STR("no-cache"));
    return api_reply_lasting(call, 200, "text/css; charset=utf-8", link_style());
}

enum http_outcome api_link_resolver(struct call *call)
{
    struct settings own;
    struct link_settings s;
    struct buf body = {0};
    struct ctx *ctx = api_ctx(call);
    if (!service_settings_get(ctx, &own) || !service_link_settings(ctx, &s))
        return api_problem(call);
    struct str root = link_anchor(call, own.base_url), path = call->x->request.path;
    link_resolver_write(&body, str_slice(root, 0, root.len - path.len), s.pages ? own.organisation : (struct str){0});
    call->query_read = true;
    return reply(call, 200, "application/json", &body);
}
