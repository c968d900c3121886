/*
 * import_names: files call things by code or by name; here both become the code that is stored. What is missing is made when
 * that is wanted. Each name is looked up once in a pass.
 */
#include "base/limits.h"
#include "service/import_work.h"
#include "service/location.h"
#include "service/product.h"
#include "store/location.h"
#include "store/party.h"
#include "store/product.h"

enum what { PRODUCT, LOCATION, PARTY };

struct slot {
    enum what what;
    struct str a, b;
    struct import_name *name; /* NULL: free */
};

struct import_names {
    struct ctx ctx; /* the run's, with memory of its own */
    struct ctx *run;
    struct import *im;
    struct slot *slots;
    size_t cap, count;
};

struct import_names *import_names_new(struct ctx *ctx, struct import *im)
{
    struct arena *a = arena_new(LIMIT_ARENA_BYTES);
    struct import_names *n = ARENA_NEW(a, struct import_names);
    *n = (struct import_names){.ctx = *ctx, .run = ctx, .im = im, .cap = 256};
    n->ctx.arena = a;
    n->slots = ARENA_ARRAY(a, n->cap, struct slot);
    return n;
}

void import_names_free(struct import_names *n)
{
    arena_free(n->ctx.arena);
}

/* ---- what was looked up already ---- */

static struct slot *find_slot(struct slot *slots, size_t cap, enum what what, struct str a, struct str b)
{
    uint64_t h = UINT64_C(14695981039346656037) ^ what;
    for (size_t i = 0; i < a.len; i++)
        h = (h ^ (unsigned char)a.ptr[i]) * UINT64_C(1099511628211);
    h = (h ^ 0x1F) * UINT64_C(1099511628211);
    for (size_t i = 0; i < b.len; i++)
        h = (h ^ (unsigned char)b.ptr[i]) * UINT64_C(1099511628211);
    size_t i = (size_t)(h ^ h >> 29) & (cap - 1);
    while (slots[i].name && (slots[i].what != what || !str_eq(slots[i].a, a) || !str_eq(slots[i].b, b)))
        i = (i + 1) & (cap - 1);
    return &slots[i];
}

static bool grow(struct import_names *n)
{
    if (n->count * 2 < n->cap)
        return true;
    struct slot *more = ARENA_ARRAY(n->ctx.arena, n->cap * 4, struct slot);
    if (!more)
        return ctx_check(n->run, DB_FAILED);
    for (size_t i = 0; i < n->cap; i++)
        if (n->slots[i].name)
            *find_slot(more, n->cap * 4, n->slots[i].what, n->slots[i].a, n->slots[i].b) = n->slots[i];
    n->slots = more;
    n->cap *= 4;
    return true;
}

/* find() fills in *ret's code, or says no with n->ctx.refusal, which is kept too. False when the world failed. */
static bool look_up(struct import_names *n, enum what what, struct str a, struct str b,
                    bool (*find)(struct import_names *n, struct str a, struct str b, const struct import_terms *t,
                                 struct import_name *ret),
                    const struct import_terms *t, const struct import_name **ret)
{
    struct slot *slot = find_slot(n->slots, n->cap, what, a, b);
    if (slot->name) {
        *ret = slot->name;
        return true;
    }
    struct import_name *name = ARENA_NEW(n->ctx.arena, struct import_name);
    if (!name || !grow(n)) {
        ctx_check(n->run, DB_FAILED);
        return false;
    }
    if (!find(n, a, b, t, name)) {
        if (!refused(&n->ctx.refusal)) {
            n->run->failure = n->ctx.failure;
            return false;
        }
        name->refusal = n->ctx.refusal;
        n->ctx.refusal = (struct refusal){0};
    }
    *find_slot(n->slots, n->cap, what, a, b) = (struct slot){what, a, b, name};
    n->count++;
    *ret = name;
    return true;
}

/* The name is good, or its refusal becomes the run's. */
static bool accepted(struct import_names *n, const struct import_name *name)
{
    if (!refused(&name->refusal))
        return true;
    n->run->refusal = name->refusal;
    n->run->refusal.detail = arena_str(n->run->arena, name->refusal.detail);
    return false;
}

/* ---- products ---- */

static bool create_product(struct import_names *n, struct str sku, const struct import_terms *t,
                           struct import_name *ret)
{
    struct product p = {.sku = sku, .name = t->name.len ? t->name : sku, .gtin = t->gtin, .active = true};
    if (!service_product_create(&n->ctx, &p, &p)) {
        bool about_code = n->ctx.refusal.field && str_is(str_of(n->ctx.refusal.field), "sku");
        n->ctx.refusal.field = about_code ? "product" : n->ctx.refusal.field;
        return false;
    }
    n->im->created.products++;
    ret->code = p.sku;
    return true;
}

static bool find_product(struct import_names *n, struct str sku, struct str name, const struct import_terms *t,
                         struct import_name *ret)
{
    struct product p;
    enum db_result r = DB_DONE;
    if (str_empty(sku))
        r = store_product_sku_by_name(n->ctx.db, n->ctx.arena, name, &sku);
    if (!ctx_check(&n->ctx, r))
        return false;
    if (str_empty(sku))
        return ctx_refuse(&n->ctx, REFUSED_UNKNOWN_PRODUCT, "name",
                          "no product, or more than one, is called '%.*s': give its sku", STR_ARG(name));
    r = store_product_by_sku(n->ctx.db, n->ctx.arena, sku, &p);
    if (!ctx_check(&n->ctx, r))
        return false;
    if (r == DB_ROW) {
        *ret = (struct import_name){.code = p.sku, .warranty_months = p.warranty_months};
        return true;
    }
    if (n->im->options.create)
        return create_product(n, sku, t, ret);
    return ctx_refuse(&n->ctx, REFUSED_UNKNOWN_PRODUCT, "product", "there is no product '%.*s'", STR_ARG(sku));
}

/* ---- locations ---- */

static bool create_location(struct import_names *n, const struct location *l, struct import_name *ret)
{
    struct location made;
    if (!service_location_create(&n->ctx, l, &made)) {
        n->ctx.refusal.field = "location";
        return false;
    }
    n->im->created.locations++;
    ret->code = made.code;
    return true;
}

/* By code, or else by its name. Empty ret: there is none. */
static bool known_location(struct import_names *n, struct str text, struct str *ret)
{
    struct location l;
    enum db_result r = store_location_by_code(n->ctx.db, n->ctx.arena, text, &l);
    if (r == DB_ROW)
        *ret = l.code;
    if (r == DB_DONE)
        r = store_location_code_by_name(n->ctx.db, n->ctx.arena, text, ret);
    return ctx_check(&n->ctx, r);
}

static bool find_place(struct import_names *n, struct str text, struct str none, const struct import_terms *t,
                       struct import_name *ret)
{
    (void)none;
    (void)t;
    if (!known_location(n, text, &ret->code) || ret->code.len)
        return ret->code.len > 0;
    if (n->im->options.create)
        return create_location(n, &(struct location){.code = text, .kind = LOCATION_SITE, .active = true}, ret);
    return ctx_refuse(&n->ctx, REFUSED_UNKNOWN_LOCATION, "location", "there is no location '%.*s'", STR_ARG(text));
}

/* The site's code; its refusal becomes ours. */
static bool site_code(struct import_names *n, struct str site, struct str *ret)
{
    const struct import_name *name = NULL;
    if (!look_up(n, LOCATION, site, (struct str){0}, find_place, NULL, &name)) {
        n->ctx.failure = n->run->failure;
        return false;
    }
    n->ctx.refusal = name->refusal;
    *ret = name->code;
    return !refused(&name->refusal);
}

/* A location with that code that is below the site. */
static bool bin_by_code(struct import_names *n, struct str code, struct str site, struct str *ret)
{
    struct location l;
    struct location_list above = {0};
    enum db_result r = store_location_by_code(n->ctx.db, n->ctx.arena, code, &l);
    if (!ctx_check(&n->ctx, r) || r == DB_DONE)
        return n->ctx.failure == DB_OK;
    if (!ctx_check(&n->ctx, store_location_ancestors(n->ctx.db, n->ctx.arena, l.id, &above)))
        return false;
    for (size_t i = 0; i < above.count; i++)
        if (str_eq(above.items[i].code, site))
            *ret = l.code;
    return true;
}

/* A bin of a site: by its name or code there; bins in several sites may have the same name. */
static bool find_bin(struct import_names *n, struct str site, struct str bin, const struct import_terms *t,
                     struct import_name *ret)
{
    (void)t;
    struct str parent = {0};
    if (!site_code(n, site, &parent))
        return false;
    if (!ctx_check(&n->ctx, store_location_code_inside(n->ctx.db, n->ctx.arena, bin, parent, &ret->code)))
        return false;
    if (!ret->code.len && !bin_by_code(n, bin, parent, &ret->code))
        return false;
    if (ret->code.len)
        return true;
    if (!n->im->options.create)
        return ctx_refuse(&n->ctx, REFUSED_UNKNOWN_LOCATION, "bin", "there is no bin '%.*s' in '%.*s'", STR_ARG(bin),
                          STR_ARG(parent));
    struct str code = arena_fmt(n->ctx.arena, "%.*s/%.*s", STR_ARG(parent), STR_ARG(bin));
    return create_location(
        n, &(struct location){.code = code, .name = bin, .kind = LOCATION_BIN, .parent_code = parent, .active = true},
        ret);
}

static bool resolve_location(struct import_names *n, struct import_terms *t)
{
    const struct import_name *name = NULL;
    struct str alone = t->location.len ? t->location : t->site.len ? t->site : t->bin;
    bool in_site = !t->location.len && t->site.len && t->bin.len;
    if (str_empty(alone))
        return true;
    bool done = in_site ? look_up(n, LOCATION, t->site, t->bin, find_bin, t, &name)
                        : look_up(n, LOCATION, alone, (struct str){0}, find_place, t, &name);
    if (!done || !accepted(n, name))
        return false;
    t->location_code = name->code;
    return true;
}

/* ---- parties ---- */

static bool find_party(struct import_names *n, struct str text, struct str none, const struct import_terms *t,
                       struct import_name *ret)
{
    (void)none;
    (void)t;
    struct party p;
    enum db_result r = store_party_by_code(n->ctx.db, n->ctx.arena, text, &p);
    if (r == DB_ROW)
        ret->code = p.code;
    if (r == DB_DONE)
        r = store_party_code_by_name(n->ctx.db, n->ctx.arena, text, &ret->code);
    if (!ctx_check(&n->ctx, r))
        return false;
    return ret->code.len ||
           ctx_refuse(&n->ctx, REFUSED_UNKNOWN_PARTY, "party", "there is no party '%.*s'", STR_ARG(text));
}

static bool resolve_party(struct import_names *n, struct str text, const char *field, struct str *ret)
{
    const struct import_name *name = NULL;
    *ret = (struct str){0};
    if (str_empty(text))
        return true;
    if (!look_up(n, PARTY, text, (struct str){0}, find_party, NULL, &name))
        return false;
    if (!accepted(n, name)) {
        n->run->refusal.field = field;
        return false;
    }
    *ret = name->code;
    return true;
}

bool import_names_resolve(struct import_names *n, struct import_terms *t, int64_t *ret_warranty_months)
{
    const struct import_name *product = NULL;
    struct str name = t->sku.len ? (struct str){0} : t->name;
    if (!look_up(n, PRODUCT, t->sku, name, find_product, t, &product) || !accepted(n, product))
        return false;
    t->product_code = product->code;
    *ret_warranty_months = product->warranty_months;
    return resolve_location(n, t) && resolve_party(n, t->supplier, "supplier", &t->supplier_code) &&
           resolve_party(n, t->customer, "customer", &t->customer_code);
}
