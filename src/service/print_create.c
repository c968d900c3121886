/*
 * print_create: what shall be printed is looked up, and becomes a job.
 */
#include "base/buf.h"
#include "base/hash.h"
#include "domain/print_data.h"
#include "service/label_data.h"
#include "service/print_drive.h"
#include "service/print_job.h"
#include "service/printer.h"
#include "service/unit_read.h"
#include "store/location.h"
#include "store/package.h"
#include "store/product.h"

enum { AT_ONCE = 500 /* labels that are looked up together */ };

void service_print_digest(const struct print_request *r, unsigned char ret[16])
{
    struct buf text = {0};
    buf_fmt(&text, "%.*s\n%.*s\n%d\n%.*s\n", STR_ARG(r->printer), STR_ARG(r->template), (int)r->target,
            STR_ARG(r->product));
    for (size_t i = 0; i < r->count; i++)
        if (r->units)
            buf_fmt(&text, "#%lld\n", (long long)r->units[i]);
        else
            buf_fmt(&text, "%zu %.*s\n", r->codes[i].len, STR_ARG(r->codes[i]));
    struct hash digest = hash_sha256(buf_view(&text));
    memcpy(ret, digest.bytes, 16);
    buf_free(&text);
}

/* ---- the things' keys ---- */

static bool nothing(struct ctx *ctx, enum refusal_code code, const char *field, const char *what, struct str name,
                    size_t i)
{
    ctx_refuse(ctx, code, field, "There is no %s '%.*s'.", what, STR_ARG(name));
    ctx->refusal.row = (int)i + 1;
    return false;
}

static bool unit_alone(struct ctx *ctx, struct str serial, size_t i, int64_t *ret)
{
    struct id_list ids;
    if (!ctx_check(ctx, store_unit_ids_by_serial(ctx->db, ctx->arena, serial, 2, &ids)))
        return false;
    if (ids.count == 0)
        return nothing(ctx, REFUSED_UNKNOWN_UNIT, "serials", "unit", serial, i);
    *ret = ids.at[0];
    if (ids.count == 1)
        return true;
    ctx_refuse(ctx, REFUSED_AMBIGUOUS_SERIAL, "serials", "Several products have a unit '%.*s': name the product, too.",
               STR_ARG(serial));
    ctx->refusal.row = (int)i + 1;
    return false;
}

static bool unit_key(struct ctx *ctx, const struct print_request *r, size_t i, int64_t *ret)
{
    if (str_empty(r->product))
        return unit_alone(ctx, r->codes[i], i, ret);
    enum db_result found = store_unit_by_sku(ctx->db, r->product, r->codes[i], ret);
    return found == DB_DONE ? nothing(ctx, REFUSED_UNKNOWN_UNIT, "serials", "unit", r->codes[i], i)
                            : ctx_check(ctx, found);
}

static bool package_key(struct ctx *ctx, const struct print_request *r, size_t i, int64_t *ret)
{
    struct package p = {0};
    enum db_result found = store_package_by_code(ctx->db, ctx->arena, r->codes[i], &p);
    *ret = p.id;
    return found == DB_DONE ? nothing(ctx, REFUSED_UNKNOWN_PACKAGE, "packages", "package", r->codes[i], i)
                            : ctx_check(ctx, found);
}

static bool location_key(struct ctx *ctx, const struct print_request *r, size_t i, int64_t *ret)
{
    struct location l = {0};
    enum db_result found = store_location_by_code(ctx->db, ctx->arena, r->codes[i], &l);
    *ret = l.id;
    return found == DB_DONE ? nothing(ctx, REFUSED_UNKNOWN_LOCATION, "locations", "location", r->codes[i], i)
                            : ctx_check(ctx, found);
}

static bool product_key(struct ctx *ctx, const struct print_request *r, size_t i, int64_t *ret)
{
    struct product p = {0};
    enum db_result found = store_product_by_sku(ctx->db, ctx->arena, r->codes[i], &p);
    *ret = p.id;
    return found == DB_DONE ? nothing(ctx, REFUSED_UNKNOWN_PRODUCT, "products", "product", r->codes[i], i)
                            : ctx_check(ctx, found);
}

static const struct {
    bool (*key)(struct ctx *ctx, const struct print_request *r, size_t i, int64_t *ret);
    size_t at;              /* of the key in a label */
    enum label_field shown; /* what is printed of it, and scanned */
} targets[LABEL_FOR_TOTAL] = {
    [LABEL_FOR_UNIT] = {unit_key, offsetof(struct print_label, unit_id), LABEL_UNIT_SERIAL},
    [LABEL_FOR_PACKAGE] = {package_key, offsetof(struct print_label, package_id), LABEL_PACKAGE_CODE},
    [LABEL_FOR_LOCATION] = {location_key, offsetof(struct print_label, location_id), LABEL_LOCATION_CODE},
    [LABEL_FOR_PRODUCT] = {product_key, offsetof(struct print_label, product_id), LABEL_PRODUCT_SKU},
};

static bool find_keys(struct ctx *ctx, const struct print_request *r, int64_t *keys)
{
    for (size_t i = 0; i < r->count; i++) {
        keys[i] = r->units ? r->units[i] : 0;
        if (!r->units && !targets[r->target].key(ctx, r, i, &keys[i]))
            return false;
    }
    return true;
}

/* ---- what the labels say ---- */

static bool fill(struct ctx *ctx, const struct print_request *r, const int64_t *keys, struct print_label *labels)
{
    struct label_values values[AT_ONCE];
    const struct label_things things = {.thing = r->target,
                                        .units = r->target == LABEL_FOR_UNIT ? keys : NULL,
                                        .codes = r->codes,
                                        .count = r->count,
                                        .fields = UINT64_MAX};
    for (size_t from = 0; from < r->count; from += AT_ONCE) {
        size_t n = r->count - from < AT_ONCE ? r->count - from : AT_ONCE;
        if (!service_label_values(ctx, &things, from, n, values))
            return false;
        for (size_t i = 0; i < n; i++) {
            struct print_label *l = &labels[from + i];
            *l = (struct print_label){.position = (int64_t)(from + i) + 1,
                                      .code = values[i].at[targets[r->target].shown]};
            memcpy((char *)l + targets[r->target].at, &keys[from + i], sizeof keys[0]);
            l->data = print_data_write(ctx->arena, &values[i]);
        }
    }
    return true;
}

static bool prepare_job(struct ctx *ctx, const struct print_request *r, struct print_job *j)
{
    struct printer p;
    if (!service_printer_find(ctx, r->printer, &p))
        return false;
    *j = (struct print_job){.id = r->id,
                            .printer_id = p.id,
                            .printer = p.name,
                            .target = (int)r->target,
                            .template = str_empty(r->template) ? p.template : r->template,
                            .actor_id = ctx->actor.id,
                            .device = ctx->actor.device,
                            .created_at = ctx->now,
                            .labels = (int64_t)r->count};
    service_print_digest(r, j->digest);
    return !str_empty(j->template) ||
           ctx_refuse(ctx, REFUSED_MISSING_FIELD, "template", "The printer %.*s has no template of its own: name one.",
                      STR_ARG(p.name));
}

static bool count_fits(struct ctx *ctx, size_t count)
{
    if (count == 0)
        return ctx_refuse(ctx, REFUSED_MISSING_FIELD, NULL, "Nothing is named that a label could be printed for.");
    return count <= PRINT_LABELS_MAX ||
           ctx_refuse(ctx, REFUSED_TOO_MANY, NULL, "A print job has at most %d labels.", PRINT_LABELS_MAX);
}

bool service_print_prepare(struct ctx *ctx, const struct print_request *r, struct print_new *ret)
{
    if (!count_fits(ctx, r->count) || !prepare_job(ctx, r, &ret->job))
        return false;
    int64_t *keys = ARENA_ARRAY(ctx->arena, r->count, int64_t);
    ret->labels = ARENA_ARRAY(ctx->arena, r->count, struct print_label);
    if (!keys || !ret->labels)
        return ctx_check(ctx, DB_FAILED);
    return find_keys(ctx, r, keys) && fill(ctx, r, keys, ret->labels);
}

/* ---- storing ---- */

bool service_print_known(struct ctx *ctx, const struct print_new *n, struct print_view *ret, bool *ret_known)
{
    enum db_result r = store_print_job(ctx->db, ctx->arena, n->job.id, &ret->job);
    *ret_known = r == DB_ROW;
    if (r != DB_ROW)
        return ctx_check(ctx, r);
    if (memcmp(ret->job.digest, n->job.digest, sizeof n->job.digest) != 0 || ret->job.actor_id != ctx->actor.id)
        return ctx_refuse(ctx, REFUSED_ID_REUSED, "id", "This id came with another print job before.");
    return ctx_check(ctx, store_print_counts(ctx->db, ret->job.number, &ret->counts));
}

/* A browser prints by itself: only the person in front of it can say what came out. */
static bool insert(struct ctx *ctx, struct print_new *n)
{
    struct printer p;
    if (!ctx_check(ctx, store_printer_by_id(ctx->db, ctx->arena, n->job.printer_id, &p)))
        return false;
    bool browser = p.kind == PRINTER_BROWSER;
    n->job.state = browser ? PRINT_WAITING : PRINT_QUEUED;
    if (!ctx_check(ctx, store_print_job_insert(ctx->db, &n->job, &n->job.number)))
        return false;
    for (int64_t i = 0; i < n->job.labels; i++) {
        struct print_label *l = &n->labels[i];
        l->job = n->job.number;
        l->state = browser ? LABEL_UNCERTAIN : LABEL_WAITING;
        l->changed_at = ctx->now;
        if (!ctx_check(ctx, store_print_label_insert(ctx->db, l)))
            return false;
    }
    return true;
}

bool service_print_create(struct ctx *ctx, struct print_new *n, struct print_view *ret, bool *ret_repeated)
{
    if (!service_print_known(ctx, n, ret, ret_repeated))
        return false;
    return *ret_repeated || (insert(ctx, n) && service_print_get(ctx, n->job.id, ret));
}
