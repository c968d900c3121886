/*
 * import_master: products, locations and parties of the good lines are made one by one. A row that is refused has written nothing,
 * so the others can stay.
 */
#include <stdlib.h>

#include "service/import_work.h"
#include "service/location.h"
#include "service/party.h"
#include "service/product.h"

static bool create_product(struct ctx *ctx, struct import *im, const struct import_line *line)
{
    struct product made;
    if (!service_product_create(ctx, line->product, &made))
        return false;
    im->created.products++;
    return true;
}

static bool create_party(struct ctx *ctx, struct import *im, const struct import_line *line)
{
    struct party made;
    if (!service_party_create(ctx, line->party, &made))
        return false;
    im->created.parties++;
    return true;
}

static bool create_location(struct ctx *ctx, struct import *im, const struct import_line *line)
{
    struct location made;
    if (!service_location_create(ctx, line->location, &made))
        return false;
    im->created.locations++;
    return true;
}

typedef bool (*create_line)(struct ctx *ctx, struct import *im, const struct import_line *line);

/* False when the world failed. */
static bool try_line(struct ctx *ctx, struct import *im, struct import_line *line, create_line create)
{
    if (!progress_goes_on(im->options.progress, ctx))
        return false;
    bool ok = create(ctx, im, line) || import_refused(ctx, im, line, false);
    import_worked(im, 1);
    return ok;
}

static bool create_all(struct ctx *ctx, struct import *im, create_line create)
{
    for (size_t i = 0; i < im->line_count; i++)
        if (!im->lines[i].bad && !try_line(ctx, im, &im->lines[i], create))
            return false;
    return true;
}

/* ---- locations: a parent may stand below its children ---- */

/* Lines by code. */
static int compare_codes(const void *a, const void *b)
{
    const struct import_line *x = *(struct import_line *const *)a, *y = *(struct import_line *const *)b;
    return str_cmp(x->location->code, y->location->code);
}

static struct import_line *line_of_code(struct import_line **by_code, size_t count, struct str code)
{
    struct location wanted = {.code = code};
    struct import_line key = {.location = &wanted}, *p = &key;
    struct import_line **found = bsearch(&p, by_code, count, sizeof *by_code, compare_codes);
    return found ? *found : NULL;
}

/* Create the line, the parents that wait in the file first. A loop of parents ends where it began: its parent is unknown then. */
static bool create_upwards(struct ctx *ctx, struct import *im, struct import_line *line, struct import_line **by_code,
                           size_t count, bool *done)
{
    struct import_line *chain[64];
    size_t depth = 0;
    for (struct import_line *at = line; at && !at->bad && !done[at - im->lines] && depth < 64;) {
        done[at - im->lines] = true;
        chain[depth++] = at;
        at = line_of_code(by_code, count, at->location->parent_code);
    }
    while (depth-- > 0)
        if (!try_line(ctx, im, chain[depth], create_location))
            return false;
    return true;
}

static bool create_locations(struct ctx *ctx, struct import *im)
{
    size_t count = 0;
    struct import_line **by_code = ARENA_ARRAY(ctx->arena, im->line_count + 1, struct import_line *);
    bool *done = ARENA_ARRAY(ctx->arena, im->line_count + 1, bool);
    if (!by_code || !done)
        return ctx_check(ctx, DB_FAILED);
    for (size_t i = 0; i < im->line_count; i++)
        if (!im->lines[i].bad)
            by_code[count++] = &im->lines[i];
    qsort(by_code, count, sizeof *by_code, compare_codes);
    for (size_t i = 0; i < im->line_count; i++)
        if (!create_upwards(ctx, im, &im->lines[i], by_code, count, done))
            return false;
    return true;
}

bool import_master_pass(struct ctx *ctx, struct import *im)
{
    im->work_total = im->line_count;
    switch (im->options.kind) {
    case IMPORT_PRODUCTS:
        return create_all(ctx, im, create_product);
    case IMPORT_LOCATIONS:
        return create_locations(ctx, im);
    case IMPORT_PARTIES:
        return create_all(ctx, im, create_party);
    case IMPORT_UNITS:
    case IMPORT_KIND_TOTAL:
        break;
    }
    return false;
}
