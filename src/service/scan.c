#include "service/scan.h"

#include "gs1/check.h"
#include "service/unit_read.h"
#include "store/stock_read.h"
#include "store/trace.h"

const char *const scan_kind_names[] = {
    [SCAN_UNKNOWN] = "unknown", [SCAN_UNIT] = "unit",   [SCAN_LOCATION] = "location", [SCAN_PACKAGE] = "package",
    [SCAN_PRODUCT] = "product", [SCAN_PARTY] = "party", [SCAN_ORDER] = "order",
};

/* A row was found, was not, or the world failed. */
static bool found(struct ctx *ctx, enum db_result r, bool *ret)
{
    *ret = r == DB_ROW;
    return ctx_check(ctx, r);
}

/* ---- product and serial in one code ---- */

/* "(01)04006381333931(21)ABC": the one bracketed form that labels print below the symbol. */
static bool split_brackets(struct str code, struct str *ret_product, struct str *ret_serial)
{
    const struct str gtin_mark = STR("(01)"), serial_mark = STR("(21)");
    size_t serial_at = gtin_mark.len + GS1_GTIN_LEN;
    if (!str_starts(code, gtin_mark) || !str_starts(str_slice(code, serial_at, code.len), serial_mark))
        return false;
    *ret_product = str_slice(code, gtin_mark.len, GS1_GTIN_LEN);
    *ret_serial = str_slice(code, serial_at + serial_mark.len, code.len);
    return ret_serial->len > 0;
}

/* "4006381333931 ABC" or "ROUTER-5:ABC": at the first blank or colon. */
static bool split_words(struct str code, struct str *ret_product, struct str *ret_serial)
{
    size_t blank = str_find(code, ' '), colon = str_find(code, ':');
    size_t at = blank < colon ? blank : colon;
    if (at == 0 || at + 1 >= code.len)
        return false;
    *ret_product = str_slice(code, 0, at);
    *ret_serial = str_trim(str_slice(code, at + 1, code.len));
    return ret_serial->len > 0;
}

static enum db_result unit_of(struct ctx *ctx, struct str product, struct str serial, int64_t *ret_id)
{
    char gtin[GS1_GTIN_LEN + 1];
    enum db_result r = DB_DONE;
    if (gs1_gtin_normalise(product, NULL, gtin) == GS1_VALID)
        r = store_unit_by_gtin(ctx->db, (struct str){gtin, GS1_GTIN_LEN}, serial, ret_id);
    return r == DB_DONE ? store_unit_by_sku(ctx->db, product, serial, ret_id) : r;
}

static bool add_pair(struct ctx *ctx, struct str code, struct id_list *ids)
{
    struct str product, serial;
    int64_t id;
    bool there;
    if (!split_brackets(code, &product, &serial) && !split_words(code, &product, &serial))
        return true;
    if (!found(ctx, unit_of(ctx, product, serial, &id), &there))
        return false;
    return !there || id_list_add(ctx->arena, ids, id) || ctx_check(ctx, DB_FAILED);
}

/* ---- units ---- */

static bool add_new(struct ctx *ctx, struct id_list *ids, const struct id_list *more)
{
    for (size_t i = 0; i < more->count; i++) {
        bool known = false;
        for (size_t k = 0; k < ids->count && !known; k++)
            known = ids->at[k] == more->at[i];
        if (!known && !id_list_add(ctx->arena, ids, more->at[i]))
            return ctx_check(ctx, DB_FAILED);
    }
    return true;
}

/* What is inside something that is stolen or missing raises its alarm: it is in no place, and with nobody. */
static bool alarm_of(struct ctx *ctx, const struct unit *u, const char **ret)
{
    int64_t id;
    struct unit_view top;
    *ret = unit_alarm(u->status);
    if (u->status != STATUS_INSTALLED || u->location_id || u->party_id)
        return true;
    if (!ctx_check(ctx, store_trace_top(ctx->db, u->id, &id)) || !service_unit_view(ctx, id, &top))
        return false;
    *ret = unit_alarm(top.unit.status);
    return true;
}

static bool load_units(struct ctx *ctx, const struct id_list *ids, struct scan *s)
{
    size_t count = ids->count < SCAN_UNITS_MAX ? ids->count : SCAN_UNITS_MAX;
    s->units.items = ARENA_ARRAY(ctx->arena, count + 1, struct unit_view);
    if (!s->units.items)
        return ctx_check(ctx, DB_FAILED);
    for (; s->units.count < count; s->units.count++) {
        struct unit_view *v = &s->units.items[s->units.count];
        if (!service_unit_view(ctx, ids->at[s->units.count], v))
            return false;
        const char *alarm;
        if (!alarm_of(ctx, &v->unit, &alarm))
            return false;
        if (alarm)
            s->alarm = alarm;
    }
    return true;
}

static bool find_units(struct ctx *ctx, struct str code, struct scan *s)
{
    struct id_list ids = {0}, more = {0};
    return add_pair(ctx, code, &ids) &&
           ctx_check(ctx, store_unit_ids_by_serial(ctx->db, ctx->arena, code, SCAN_UNITS_MAX, &more)) &&
           add_new(ctx, &ids, &more) &&
           ctx_check(ctx, store_unit_ids_by_number(ctx->db, ctx->arena, code, SCAN_UNITS_MAX, &more)) &&
           add_new(ctx, &ids, &more) && load_units(ctx, &ids, s);
}

/* ---- everything else ---- */

static bool find_location(struct ctx *ctx, struct str code, struct scan *s)
{
    enum db_result r = store_location_by_code(ctx->db, ctx->arena, code, &s->location);
    if (r == DB_DONE && code.len == GS1_GLN_LEN)
        r = store_location_by_gln(ctx->db, ctx->arena, code, &s->location);
    return found(ctx, r, &s->has_location) &&
           (!s->has_location || ctx_check(ctx, store_stock_below(ctx->db, s->location.id, &s->location_units)));
}

static bool find_package(struct ctx *ctx, struct str code, struct scan *s)
{
    struct package p;
    return found(ctx, store_package_by_code(ctx->db, ctx->arena, code, &p), &s->has_package) &&
           (!s->has_package || service_package_view(ctx, code, &s->package));
}

static bool find_product(struct ctx *ctx, struct str code, struct scan *s)
{
    char gtin[GS1_GTIN_LEN + 1];
    enum db_result r = store_product_by_sku(ctx->db, ctx->arena, code, &s->product);
    if (r == DB_DONE && gs1_gtin_normalise(code, NULL, gtin) == GS1_VALID)
        r = store_product_by_gtin(ctx->db, ctx->arena, (struct str){gtin, GS1_GTIN_LEN}, &s->product);
    return found(ctx, r, &s->has_product);
}

static bool find_party(struct ctx *ctx, struct str code, struct scan *s)
{
    enum db_result r = store_party_by_code(ctx->db, ctx->arena, code, &s->party);
    if (r == DB_DONE && code.len == GS1_GLN_LEN)
        r = store_party_by_gln(ctx->db, ctx->arena, code, &s->party);
    return found(ctx, r, &s->has_party);
}

static bool find_order(struct ctx *ctx, struct str code, struct scan *s)
{
    const struct event_filter f = {.order = code, .newest_first = true, .limit = SCAN_EVENTS};
    return found(ctx, store_event_order_known(ctx->db, code), &s->has_order) &&
           (!s->has_order || service_event_list(ctx, &f, &s->events));
}

static enum scan_kind first_kind(const struct scan *s)
{
    const bool there[] = {
        [SCAN_UNIT] = s->units.count > 0, [SCAN_LOCATION] = s->has_location, [SCAN_PACKAGE] = s->has_package,
        [SCAN_PRODUCT] = s->has_product,  [SCAN_PARTY] = s->has_party,       [SCAN_ORDER] = s->has_order,
    };
    for (int kind = SCAN_UNIT; kind <= SCAN_ORDER; kind++)
        if (there[kind])
            return (enum scan_kind)kind;
    return SCAN_UNKNOWN;
}

bool service_scan(struct ctx *ctx, struct str code, struct scan *ret)
{
    struct str wanted = str_trim(code);
    memset(ret, 0, sizeof *ret);
    if (!find_units(ctx, wanted, ret) || !find_location(ctx, wanted, ret) || !find_package(ctx, wanted, ret) ||
        !find_product(ctx, wanted, ret) || !find_party(ctx, wanted, ret) || !find_order(ctx, wanted, ret))
        return false;
    ret->kind = first_kind(ret);
    if (ret->kind == SCAN_UNKNOWN)
        ret->could = lifecycle_allowed(STATUS_NONE, 0, ctx->actor.roles);
    return true;
}
