#include "service/link_seen.h"

#include "base/limits.h"
#include "domain/valid.h"
#include "service/authorise.h"
#include "service/link_report.h"

#define HOUR_MS ((msec)60 * 60 * 1000)
#define DAY_MS  (24 * HOUR_MS)

void service_link_judge(struct link_watch *w, const struct link_settings *s, const struct link_look *look,
                        int64_t networks)
{
    if (w->switches_from == 0 || look->at - w->switches_from > s->window_hours * HOUR_MS) {
        w->switches = 0;
        w->switches_from = look->at;
    }
    if (w->last_network && w->last_network != look->network)
        w->switches++;
    w->last_network = look->network;
    w->last_at = look->at;
    w->views += look->views;
    w->networks = networks;
    bool odd = networks > s->networks_max || w->switches > s->switches_max;
    if (!odd || w->state == LINK_WATCH_SUSPECT)
        return;
    w->state = LINK_WATCH_SUSPECT;
    w->flagged_at = look->at;
}

/* From which hour on networks are counted: of the window, but not before what a person has looked at. */
static int64_t first_hour(const struct link_watch *w, const struct link_settings *s, msec at)
{
    int64_t window = (at - s->window_hours * HOUR_MS) / HOUR_MS;
    int64_t decided = w->decided_at ? w->decided_at / HOUR_MS + 1 : 0;
    return window > decided ? window : decided;
}

static bool count_look(struct ctx *ctx, const struct link_settings *s, const struct link_look *look)
{
    struct link_watch w = {0};
    int64_t rows = 0, networks = 0, hour = look->at / HOUR_MS;
    enum db_result r = store_link_watch_get(ctx->db, ctx->arena, look->unit_id, &w);
    bool is_new = r == DB_DONE;
    if (!ctx_check(ctx, r) || !ctx_check(ctx, store_link_seen_rows(ctx->db, look->unit_id, hour, &rows)))
        return false;
    int64_t network = rows < LINK_SEEN_ROWS_MAX ? look->network : 0;
    if (!ctx_check(ctx, store_link_seen_add(ctx->db, look->unit_id, hour, network, look->views)) ||
        !ctx_check(ctx, store_link_seen_networks(ctx->db, look->unit_id, first_hour(&w, s, look->at), &networks)))
        return false;
    w.unit_id = look->unit_id;
    service_link_judge(&w, s, look, networks);
    return ctx_check(ctx, store_link_watch_put(ctx->db, &w, is_new));
}

bool service_link_seen(struct ctx *ctx, const struct link_settings *s, const struct link_look *looks, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!count_look(ctx, s, &looks[i]))
            return false;
    return true;
}

bool service_link_watch(struct ctx *ctx, int64_t unit_id, struct link_watch *ret)
{
    *ret = (struct link_watch){0};
    return ctx_check(ctx, store_link_watch_get(ctx->db, ctx->arena, unit_id, ret));
}

bool service_link_suspects(struct ctx *ctx, int64_t after, int limit, struct link_watch **ret, size_t *ret_count)
{
    return ctx_check(ctx, store_link_suspects(ctx->db, ctx->arena, after, limit, ret, ret_count));
}

bool service_link_dismiss(struct ctx *ctx, int64_t unit_id, struct str reason, struct link_watch *ret)
{
    if (!service_authorise(ctx, ROLE_BIT(ROLE_MANAGER) | ROLE_BIT(ROLE_SUPPORT)) ||
        !valid_text(ctx->arena, reason, "reason", LIMIT_TEXT_CHARS, VALID_NEEDED | VALID_LINES, &ctx->refusal))
        return false;
    enum db_result r = store_link_watch_dismiss(ctx->db, unit_id, ctx->now, ctx->actor.id, reason);
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_NOT_FOUND, NULL, "unit %lld is no suspect", (long long)unit_id);
    return ctx_check(ctx, r) && service_link_watch(ctx, unit_id, ret);
}

bool service_link_purge(struct ctx *ctx)
{
    return ctx_check(ctx, store_link_seen_purge(ctx->db, (ctx->now - LINK_SEEN_DAYS * DAY_MS) / HOUR_MS)) &&
           ctx_check(ctx, store_link_report_purge(ctx->db, ctx->now - LINK_REPORT_DAYS * DAY_MS));
}
