#include "service/label_data.h"

#include <inttypes.h>

#include "gs1/check.h"
#include "gs1/digital_link.h"
#include "service/link.h"
#include "service/location.h"
#include "service/product.h"
#include "service/settings.h"
#include "service/unit_list.h"
#include "service/unit_read.h"
#include "store/package_read.h"

/* What is the same for all labels of a request. */
struct common {
    struct ctx *ctx;
    struct settings settings;
    struct str date;
    int year;
    uint64_t fields;
    struct link_maker links; /* of units, when they are wanted */
};

static struct str day_text(struct arena *a, msec at)
{
    char text[TIME_TEXT_MAX];
    size_t n = time_print_date(at, text);
    return arena_str(a, (struct str){text, n});
}

static bool wanted(const struct common *c, enum label_field f)
{
    return (c->fields & (UINT64_C(1) << f)) != 0;
}

static bool common_read(struct ctx *ctx, uint64_t fields, struct common *ret)
{
    *ret = (struct common){.ctx = ctx, .fields = fields};
    if (!service_settings_get(ctx, &ret->settings))
        return false;
    ret->date = day_text(ctx->arena, ctx->now);
    for (int i = 0; i < 4; i++)
        ret->year = ret->year * 10 + (ret->date.ptr[i] - '0');
    return !wanted(ret, LABEL_LINK) || service_link_maker(ctx, &ret->links);
}

static void begin(const struct common *c, struct label_values *v)
{
    *v = (struct label_values){0};
    v->at[LABEL_ORGANISATION] = c->settings.organisation;
    v->at[LABEL_DATE] = c->date;
}

/* ---- keys of GS1 ---- */

/* Element string and Digital Link of data with separators, as a scanner would give it; what cannot be right leaves both empty. */
static void put_keys(const struct common *c, struct str raw, struct label_values *v)
{
    struct arena *a = c->ctx->arena;
    struct gs1_message m;
    struct gs1_problem problem;
    struct buf text = {0};
    if (!gs1_raw_read(raw, c->year, &m, &problem) || !gs1_message_check(&m, &problem))
        return;
    for (size_t i = 0; i < m.count; i++)
        buf_fmt(&text, "[%s]%.*s", m.items[i].number, STR_ARG(m.items[i].value));
    v->at[LABEL_GS1] = arena_str(a, buf_view(&text));
    buf_free(&text);
}

/* Of what is no unit: the Digital Link of its key, at this installation's address. */
static void put_link(const struct common *c, struct str raw, struct label_values *v)
{
    struct gs1_message m;
    struct gs1_problem problem;
    struct str origin = c->settings.base_url;
    while (str_ends(origin, STR("/")))
        origin.len--;
    if (origin.len && wanted(c, LABEL_LINK) && gs1_raw_read(raw, c->year, &m, &problem))
        (void)gs1_link_write(c->ctx->arena, &m, origin, &v->at[LABEL_LINK], &problem);
}

/* ---- units ---- */

static void put_identifiers(const struct unit_view *u, struct label_values *v)
{
    static const struct {
        const char *kind;
        enum label_field field;
    } kinds[] = {{"imei", LABEL_UNIT_IMEI}, {"mac", LABEL_UNIT_MAC}, {"asset_tag", LABEL_UNIT_ASSET_TAG}};
    for (size_t i = 0; i < u->identifier_count; i++)
        for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++)
            if (str_is(u->identifiers[i].kind, kinds[k].kind))
                v->at[kinds[k].field] = u->identifiers[i].value;
}

static void put_expiry(const struct common *c, msec at, struct label_values *v)
{
    if (at == 0)
        return;
    struct str day = day_text(c->ctx->arena, at);
    v->at[LABEL_LOT_EXPIRES] = day;
    v->at[LABEL_LOT_EXPIRES_YYMMDD] = arena_fmt(c->ctx->arena, "%.2s%.2s%.2s", day.ptr + 2, day.ptr + 5, day.ptr + 8);
}

/* An EAN-13 says a GTIN of 13 digits: that of an item as it is sold, whose 14-digit form begins with 0. */
static struct str ean_of(struct str gtin)
{
    return gtin.len == GS1_GTIN_LEN && gtin.ptr[0] == '0' ? str_slice(gtin, 1, GS1_GTIN_LEN) : (struct str){NULL, 0};
}

/* As the settings of links say: it leads to the unit's public page. */
static bool put_unit_link(const struct common *c, const struct unit_view *u, struct label_values *v)
{
    const struct link_unit of = {u->unit.id, u->unit.product_id, u->gtin, u->unit.serial};
    return !wanted(c, LABEL_LINK) || service_link_url(c->ctx, &c->links, &of, &v->at[LABEL_LINK]);
}

static bool put_unit(const struct common *c, const struct unit_view *u, struct label_values *v)
{
    struct arena *a = c->ctx->arena;
    begin(c, v);
    v->at[LABEL_UNIT_SERIAL] = u->unit.serial;
    v->at[LABEL_PRODUCT_SKU] = u->product.code;
    v->at[LABEL_PRODUCT_NAME] = u->product.name;
    v->at[LABEL_PRODUCT_GTIN] = u->gtin;
    v->at[LABEL_PRODUCT_EAN] = ean_of(u->gtin);
    v->at[LABEL_LOT_NUMBER] = u->lot;
    v->at[LABEL_LOCATION_CODE] = u->location.code;
    v->at[LABEL_LOCATION_NAME] = u->location.name;
    v->at[LABEL_PACKAGE_CODE] = u->package;
    put_expiry(c, u->lot_expires, v);
    put_identifiers(u, v);
    if (!put_unit_link(c, u, v) || str_empty(u->gtin))
        return c->ctx->failure == DB_OK;
    struct str expiry = v->at[LABEL_LOT_EXPIRES_YYMMDD];
    put_keys(c,
             arena_fmt(a, "01%.*s%s%.*s%s%.*s%s21%.*s", STR_ARG(u->gtin), expiry.len ? "17" : "", STR_ARG(expiry),
                       u->lot.len ? "10" : "", STR_ARG(u->lot), u->lot.len ? "\x1D" : "", STR_ARG(u->unit.serial)),
             v);
    return true;
}

static bool no_unit(struct ctx *ctx, struct str serial, size_t row)
{
    ctx_refuse(ctx, REFUSED_UNKNOWN_UNIT, "serials", "there is no unit '%.*s' of this product", STR_ARG(serial));
    ctx->refusal.row = (int)row;
    return false;
}

static bool no_key(struct ctx *ctx, int64_t id, size_t row)
{
    ctx_refuse(ctx, REFUSED_UNKNOWN_UNIT, "units", "there is no unit %" PRId64, id);
    ctx->refusal.row = (int)row;
    return false;
}

static bool units_with_numbers(const struct common *c, const int64_t *ids, size_t from, size_t count,
                               struct label_values *ret)
{
    for (size_t i = 0; i < count; i++) {
        struct unit_view u;
        if (!service_unit_view(c->ctx, ids[i], &u))
            return c->ctx->refusal.code == REFUSED_NOT_FOUND ? no_key(c->ctx, ids[i], from + i + 1) : false;
        if (!put_unit(c, &u, &ret[i]))
            return false;
    }
    return true;
}

static bool units_by_key(const struct common *c, const int64_t *ids, size_t from, size_t count,
                         struct label_values *ret)
{
    const uint64_t numbers =
        UINT64_C(1) << LABEL_UNIT_IMEI | UINT64_C(1) << LABEL_UNIT_MAC | UINT64_C(1) << LABEL_UNIT_ASSET_TAG;
    if (c->fields & numbers)
        return units_with_numbers(c, ids, from, count, ret);
    const struct id_list list = {(int64_t *)ids, count, count};
    struct unit_views views;
    if (!service_unit_rows(c->ctx, &list, &views))
        return false;
    for (size_t i = 0; i < count; i++) {
        if (i >= views.count || views.items[i].unit.id != ids[i]) /* those that are not there are left out */
            return no_key(c->ctx, ids[i], from + i + 1);
        if (!put_unit(c, &views.items[i], &ret[i]))
            return false;
    }
    return true;
}

/* One statement for all, where each is a round trip. */
static bool units_far(const struct common *c, const struct label_things *t, size_t from, size_t count,
                      struct label_values *ret)
{
    struct ctx *ctx = c->ctx;
    struct unit_wanted *w = ARENA_ARRAY(ctx->arena, count, struct unit_wanted);
    struct unit_view *views = ARENA_ARRAY(ctx->arena, count, struct unit_view);
    if (!w || !views)
        return ctx_check(ctx, DB_FAILED);
    for (size_t i = 0; i < count; i++)
        w[i] = (struct unit_wanted){t->product, t->codes[from + i]};
    if (!ctx_check(ctx, service_units_now_by_serial(ctx->db, ctx->arena, w, count, views)))
        return false;
    for (size_t i = 0; i < count; i++) {
        if (views[i].unit.id == 0)
            return no_unit(ctx, w[i].serial, from + i + 1);
        if (!put_unit(c, &views[i], &ret[i]))
            return false;
    }
    return true;
}

static bool units_near(const struct common *c, const struct label_things *t, size_t from, size_t count,
                       struct label_values *ret)
{
    for (size_t i = 0; i < count; i++) {
        struct unit_view u;
        if (!service_unit_view_by_serial(c->ctx, t->product, t->codes[from + i], &u))
            return c->ctx->refusal.code == REFUSED_NOT_FOUND ? no_unit(c->ctx, t->codes[from + i], from + i + 1)
                                                             : false;
        if (!put_unit(c, &u, &ret[i]))
            return false;
    }
    return true;
}

static bool units(const struct common *c, const struct label_things *t, size_t from, size_t count,
                  struct label_values *ret)
{
    if (t->units)
        return units_by_key(c, t->units + from, from, count, ret);
    return db_far(c->ctx->db) ? units_far(c, t, from, count, ret) : units_near(c, t, from, count, ret);
}

/* ---- the others ---- */

static bool put_package(const struct common *c, struct str code, struct label_values *v)
{
    struct ctx *ctx = c->ctx;
    struct package p;
    int64_t inside = 0;
    enum db_result r = store_package_by_code(ctx->db, ctx->arena, code, &p);
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_UNKNOWN_PACKAGE, "packages", "there is no package '%.*s'", STR_ARG(code));
    if (!ctx_check(ctx, r) || !ctx_check(ctx, store_package_count(ctx->db, p.id, &inside)))
        return false;
    begin(c, v);
    v->at[LABEL_PACKAGE_CODE] = p.code;
    v->at[LABEL_PACKAGE_UNITS] = arena_fmt(ctx->arena, "%" PRId64, inside);
    if (gs1_sscc_check(p.code, NULL) == GS1_VALID) {
        struct str raw = arena_fmt(ctx->arena, "00%.*s", STR_ARG(p.code));
        v->at[LABEL_PACKAGE_SSCC] = p.code;
        put_keys(c, raw, v);
        put_link(c, raw, v);
    }
    return true;
}

static bool put_location(const struct common *c, struct str code, struct label_values *v)
{
    struct location l;
    if (!service_location_get(c->ctx, code, &l))
        return false;
    begin(c, v);
    v->at[LABEL_LOCATION_CODE] = l.code;
    v->at[LABEL_LOCATION_NAME] = l.name;
    v->at[LABEL_LOCATION_GLN] = l.gln;
    if (l.gln.len) {
        struct str raw = arena_fmt(c->ctx->arena, "414%.*s", STR_ARG(l.gln));
        put_keys(c, raw, v);
        put_link(c, raw, v);
    }
    return true;
}

static bool put_product(const struct common *c, struct str sku, struct label_values *v)
{
    struct product p;
    if (!service_product_get(c->ctx, sku, &p))
        return false;
    begin(c, v);
    v->at[LABEL_PRODUCT_SKU] = p.sku;
    v->at[LABEL_PRODUCT_NAME] = p.name;
    v->at[LABEL_PRODUCT_CATEGORY] = p.category;
    v->at[LABEL_PRODUCT_GTIN] = p.gtin;
    v->at[LABEL_PRODUCT_EAN] = ean_of(p.gtin);
    if (p.gtin.len) {
        struct str raw = arena_fmt(c->ctx->arena, "01%.*s", STR_ARG(p.gtin));
        put_keys(c, raw, v);
        put_link(c, raw, v);
    }
    return true;
}

bool service_label_values(struct ctx *ctx, const struct label_things *t, size_t from, size_t count,
                          struct label_values *ret)
{
    static bool (*const put[LABEL_FOR_TOTAL])(const struct common *, struct str, struct label_values *) = {
        [LABEL_FOR_PACKAGE] = put_package, [LABEL_FOR_LOCATION] = put_location, [LABEL_FOR_PRODUCT] = put_product};
    struct common c;
    if (!common_read(ctx, t->fields, &c))
        return false;
    if (t->thing == LABEL_FOR_UNIT)
        return units(&c, t, from, count, ret);
    for (size_t i = 0; i < count; i++)
        if (!put[t->thing](&c, t->codes[from + i], &ret[i])) {
            ctx->refusal.row = (int)(from + i + 1);
            return false;
        }
    return true;
}
