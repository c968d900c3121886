/*
 * import_repeats: what can be told only when all rows are known: numbers that stand in the file twice, and quantities that
 * the serials of one or several rows must add up to.
 */
#include <inttypes.h>

#include "service/import_work.h"

/* ---- the first thing equal to another ---- */

struct seen {
    uint32_t *slots; /* index + 1; 0: free */
    size_t mask;
    uint64_t (*hash)(const void *state, size_t i);
    bool (*same)(const void *state, size_t a, size_t b);
    const void *state;
};

static bool seen_begin(struct seen *s, struct arena *a, size_t count)
{
    size_t cap = 16;
    while (cap < count * 2)
        cap *= 2;
    s->mask = cap - 1;
    s->slots = ARENA_ARRAY(a, cap, uint32_t);
    return s->slots != NULL;
}

/* Index of the first that equals thing i: i itself when it is new. */
static size_t seen_first(struct seen *s, size_t i)
{
    uint64_t h = s->hash(s->state, i);
    for (size_t at = (size_t)(h ^ h >> 29) & s->mask;; at = (at + 1) & s->mask) {
        if (s->slots[at] == 0) {
            s->slots[at] = (uint32_t)i + 1;
            return i;
        }
        if (s->same(s->state, s->slots[at] - 1, i))
            return s->slots[at] - 1;
    }
}

static uint64_t add_hash(uint64_t h, struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        h = (h ^ (unsigned char)s.ptr[i]) * UINT64_C(1099511628211);
    return (h ^ 0x1F) * UINT64_C(1099511628211);
}

static uint64_t hash_of(struct str a, struct str b)
{
    return add_hash(add_hash(UINT64_C(14695981039346656037), a), b);
}

/* ---- pairs of texts that must not repeat ---- */

struct pair {
    struct str a, b; /* b: what must not repeat; a: within what */
    struct import_line *line;
};

static uint64_t pair_hash(const void *state, size_t i)
{
    const struct pair *p = state;
    return hash_of(p[i].a, p[i].b);
}

static bool pair_same(const void *state, size_t a, size_t b)
{
    const struct pair *p = state;
    return str_eq(p[a].b, p[b].b) && str_eq(p[a].a, p[b].a);
}

static struct str column_of(const struct import *im, enum import_field f, struct str kind)
{
    for (size_t i = 0; i < im->map.count; i++)
        if (im->map.columns[i].field == f && (f != IMPORT_F_IDENTIFIER || str_eq(im->map.columns[i].key, kind)))
            return im->map.columns[i].header;
    return str_of(import_field_names[f]);
}

static void repeated(struct ctx *ctx, struct import *im, const struct pair *first, const struct pair *again,
                     enum import_field f, enum refusal_code code)
{
    struct str detail =
        first->line == again->line
            ? arena_fmt(ctx->arena, "%.*s stands twice in this row", STR_ARG(again->b))
            : arena_fmt(ctx->arena, "%.*s stands in line %d already", STR_ARG(again->b), first->line->line);
    import_error(ctx, im, again->line, column_of(im, f, again->a), code, detail);
}

static void find_repeats(struct ctx *ctx, struct import *im, struct arena *scratch, const struct pair *pairs,
                         size_t count, enum import_field f, enum refusal_code code)
{
    struct seen seen = {.hash = pair_hash, .same = pair_same, .state = pairs};
    if (!seen_begin(&seen, scratch, count))
        return;
    for (size_t i = 0; i < count; i++) {
        size_t first = str_empty(pairs[i].b) ? i : seen_first(&seen, i);
        if (first != i)
            repeated(ctx, im, &pairs[first], &pairs[i], f, code);
    }
}

static struct str product_text(const struct import_goods *g)
{
    return g->terms->sku.len ? g->terms->sku : g->terms->name;
}

static void serial_repeats(struct ctx *ctx, struct import *im, struct arena *scratch)
{
    bool many = !import_map_find(&im->map, IMPORT_F_SERIAL);
    struct pair *pairs = ARENA_ARRAY(scratch, im->unit_count + 1, struct pair);
    for (size_t i = 0; i < im->unit_count; i++)
        pairs[i] = (struct pair){product_text(im->units[i].line->goods), im->units[i].serial, im->units[i].line};
    find_repeats(ctx, im, scratch, pairs, im->unit_count, many ? IMPORT_F_SERIALS : IMPORT_F_SERIAL,
                 REFUSED_REPEATED_IN_BULK);
}

static void identifier_repeats(struct ctx *ctx, struct import *im, struct arena *scratch)
{
    size_t total = 0, n = 0;
    for (size_t i = 0; i < im->line_count; i++)
        total += im->lines[i].goods ? im->lines[i].goods->identifier_count : 0;
    struct pair *pairs = ARENA_ARRAY(scratch, total + 1, struct pair);
    for (size_t i = 0; i < im->line_count; i++) {
        const struct import_goods *g = im->lines[i].goods;
        for (size_t k = 0; g && k < g->identifier_count; k++)
            pairs[n++] = (struct pair){g->identifiers[k].kind, g->identifiers[k].value, &im->lines[i]};
    }
    find_repeats(ctx, im, scratch, pairs, n, IMPORT_F_IDENTIFIER, REFUSED_DUPLICATE_IDENTIFIER);
}

/* SKU or code, and GTIN or GLN; empty when the row could not be read. */
static void keys_of(const struct import *im, const struct import_line *line, struct str *ret_key, struct str *ret_gs1)
{
    *ret_key = *ret_gs1 = (struct str){0};
    if (im->options.kind == IMPORT_PRODUCTS && line->product) {
        *ret_key = line->product->sku;
        *ret_gs1 = line->product->gtin;
    } else if (im->options.kind == IMPORT_LOCATIONS && line->location) {
        *ret_key = line->location->code;
        *ret_gs1 = line->location->gln;
    } else if (im->options.kind == IMPORT_PARTIES && line->party) {
        *ret_key = line->party->code;
        *ret_gs1 = line->party->gln;
    }
}

static void master_repeats(struct ctx *ctx, struct import *im, struct arena *scratch)
{
    bool products = im->options.kind == IMPORT_PRODUCTS;
    struct pair *keys = ARENA_ARRAY(scratch, im->line_count + 1, struct pair);
    struct pair *gs1 = ARENA_ARRAY(scratch, im->line_count + 1, struct pair);
    for (size_t i = 0; i < im->line_count; i++) {
        keys[i].line = gs1[i].line = &im->lines[i];
        keys_of(im, &im->lines[i], &keys[i].b, &gs1[i].b);
    }
    find_repeats(ctx, im, scratch, keys, im->line_count, products ? IMPORT_F_SKU : IMPORT_F_CODE, REFUSED_DUPLICATE);
    find_repeats(ctx, im, scratch, gs1, im->line_count, products ? IMPORT_F_GTIN : IMPORT_F_GLN, REFUSED_DUPLICATE);
}

void import_find_repeats(struct ctx *ctx, struct import *im)
{
    struct arena *scratch = arena_new(0);
    if (im->options.kind == IMPORT_UNITS) {
        serial_repeats(ctx, im, scratch);
        identifier_repeats(ctx, im, scratch);
    } else {
        master_repeats(ctx, im, scratch);
    }
    arena_free(scratch);
}

/* ---- quantities ---- */

/* Rows that a quantity is about: the bin's own row; all rows of a lot in a site; all of a product in a site. */
struct group {
    int64_t serials;
    bool doubtful; /* a row of it is miscounted by itself */
};

static uint64_t site_hash(const void *state, size_t i)
{
    const struct import_line *line = (const struct import_line *)state + i;
    return line->goods ? hash_of(product_text(line->goods), line->goods->terms->site) : i;
}

static bool site_same(const void *state, size_t a, size_t b)
{
    const struct import_goods *x = ((const struct import_line *)state)[a].goods,
                              *y = ((const struct import_line *)state)[b].goods;
    return x && y && str_eq(product_text(x), product_text(y)) && str_eq(x->terms->site, y->terms->site);
}

static bool lot_same(const void *state, size_t a, size_t b)
{
    const struct import_line *lines = state;
    return site_same(state, a, b) && str_eq(lines[a].goods->terms->lot, lines[b].goods->terms->lot);
}

static uint64_t lot_hash(const void *state, size_t i)
{
    const struct import_line *line = (const struct import_line *)state + i;
    return line->goods ? add_hash(site_hash(state, i), line->goods->terms->lot) : i;
}

static uint64_t line_hash(const void *state, size_t i)
{
    (void)state;
    return i * UINT64_C(0x9E3779B97F4A7C15);
}

static bool line_same(const void *state, size_t a, size_t b)
{
    (void)state;
    return a == b;
}

static const struct {
    uint64_t (*hash)(const void *state, size_t i);
    bool (*same)(const void *state, size_t a, size_t b);
    enum import_field field;
    const char *of;
} levels[] = {
    [QUANTITY_BIN] = {line_hash, line_same, IMPORT_F_BIN_QUANTITY, "row"},
    [QUANTITY_LOT] = {lot_hash, lot_same, IMPORT_F_QUANTITY_IN, "batch"},
    [QUANTITY_SITE] = {site_hash, site_same, IMPORT_F_OPENING_STOCK, "product and location"},
};

static void mismatch(struct ctx *ctx, struct import *im, struct import_line *line, enum import_quantity q,
                     int64_t of_group)
{
    struct import_goods *g = line->goods;
    g->miscounted = true;
    struct str detail =
        of_group == (int64_t)g->serial_count
            ? arena_fmt(ctx->arena, "%" PRId64 " are stated, but the row has %zu serials", g->stated[q],
                        g->serial_count)
            : arena_fmt(ctx->arena,
                        "%" PRId64 " are stated, but the row has %zu serials, and all rows of this %s have %" PRId64,
                        g->stated[q], g->serial_count, levels[q].of, of_group);
    import_error(ctx, im, line, import_map_header_of(&im->map, levels[q].field), REFUSED_BAD_VALUE, detail);
}

/* A stated quantity is right when it is the row's own number of serials, or that of all rows it can be about. */
static void compare_level(struct ctx *ctx, struct import *im, struct arena *scratch, enum import_quantity q)
{
    struct seen seen = {.hash = levels[q].hash, .same = levels[q].same, .state = im->lines};
    size_t *first = ARENA_ARRAY(scratch, im->line_count + 1, size_t);
    struct group *groups = ARENA_ARRAY(scratch, im->line_count + 1, struct group);
    if (!seen_begin(&seen, scratch, im->line_count) || !first || !groups)
        return;
    for (size_t i = 0; i < im->line_count; i++) {
        first[i] = seen_first(&seen, i);
        const struct import_goods *g = im->lines[i].goods;
        groups[first[i]].serials += g ? (int64_t)g->serial_count : 0;
        groups[first[i]].doubtful |= g && g->miscounted;
    }
    for (size_t i = 0; i < im->line_count; i++) {
        const struct import_goods *g = im->lines[i].goods;
        const struct group *group = &groups[first[i]];
        if (!g || group->doubtful || g->stated[q] < 0 || g->stated[q] == (int64_t)g->serial_count ||
            g->stated[q] == group->serials)
            continue;
        mismatch(ctx, im, &im->lines[i], q, group->serials);
    }
}

void import_compare_quantities(struct ctx *ctx, struct import *im)
{
    bool stated = false;
    for (int q = QUANTITY_BIN; q <= QUANTITY_SITE; q++)
        stated = stated || import_map_find(&im->map, levels[q].field);
    if (!stated)
        return;
    struct arena *scratch = arena_new(0);
    for (int q = QUANTITY_BIN; q <= QUANTITY_SITE; q++)
        compare_level(ctx, im, scratch, (enum import_quantity)q);
    arena_free(scratch);
}
