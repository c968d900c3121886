/*
 * import_read: from the text to lines. No database; any thread.
 */
#include "base/limits.h"
#include "service/import_work.h"

enum { TELL_ROWS = 1024 };

/* Where csv_next begins to read: blank lines before the record count as its, and do no harm. */
static struct import_line *add_line(struct import *im, const struct csv_row *row, size_t at)
{
    struct import_line *line = &im->lines[im->line_count++];
    *line = (struct import_line){.line = row->line, .at = at};
    return line;
}

/* At most one record per line end, and one more; and the one that is too many. */
static size_t lines_at_most(struct str text)
{
    size_t n = 1;
    for (size_t i = 0; i < text.len && n <= LIMIT_IMPORT_ROWS; i++)
        n += text.ptr[i] == '\n' || text.ptr[i] == '\r';
    return n;
}

static enum refusal_code csv_code(enum csv_result r)
{
    return r == CSV_NOT_UTF8 ? REFUSED_NOT_UTF8 : r == CSV_CELL_TOO_LONG ? REFUSED_TOO_LONG : REFUSED_BAD_CSV;
}

bool import_too_large(struct ctx *ctx)
{
    /* There is no memory left for a text of its own. */
    ctx->refusal = (struct refusal){
        .code = REFUSED_TOO_MANY,
        .detail =
            STR("the file, and what is wrong with it, need more memory than an import may have: cut it into several"),
    };
    return false;
}

/* The text cannot be read any further: a bad line, behind which nothing is known. */
static bool break_off(struct ctx *ctx, struct import *im, const struct csv_row *row, enum csv_result r)
{
    if (r == CSV_NO_MEMORY)
        return import_too_large(ctx);
    struct import_line *line = add_line(im, row, im->csv.text.len);
    struct str column = row->count < im->map.count ? im->map.columns[row->count].header : (struct str){0};
    im->broken = true;
    import_error(ctx, im, line, column, csv_code(r), str_of(csv_result_text(r)));
    return true;
}

/* How many rows there will be is not known yet. */
static bool told(struct ctx *ctx, const struct import *im)
{
    progress_tell(im->options.progress, "reading", (int64_t)im->line_count, 0);
    return progress_goes_on(im->options.progress, ctx);
}

static bool read_rows(struct ctx *ctx, struct import *im, struct arena *scratch)
{
    struct csv csv = im->csv;
    for (;;) {
        struct csv_row row;
        size_t at = csv.at;
        arena_reset(scratch);
        enum csv_result r = csv_next(&csv, scratch, &row);
        if (r == CSV_END)
            return true;
        if (im->line_count == LIMIT_IMPORT_ROWS)
            return ctx_refuse(ctx, REFUSED_TOO_MANY, NULL, "more than %d rows; one import takes at most that many",
                              LIMIT_IMPORT_ROWS);
        if (r != CSV_ROW)
            return break_off(ctx, im, &row, r);
        if (im->line_count % TELL_ROWS == 0 && !told(ctx, im))
            return false;
        if (!import_cells_read(ctx, im, add_line(im, &row, at), &row) || arena_exhausted(ctx->arena))
            return import_too_large(ctx);
    }
}

/* All units of all lines in a row. */
static bool collect_units(struct ctx *ctx, struct import *im)
{
    size_t total = 0;
    if (im->options.kind != IMPORT_UNITS)
        return true;
    for (size_t i = 0; i < im->line_count; i++)
        total += im->lines[i].goods ? im->lines[i].goods->serial_count : 0;
    if (total > LIMIT_IMPORT_ROWS)
        return ctx_refuse(ctx, REFUSED_TOO_MANY, NULL, "%zu units; one import takes at most %d", total,
                          LIMIT_IMPORT_ROWS);
    im->units = ARENA_ARRAY(ctx->arena, total + 1, struct import_unit);
    if (!im->units)
        return import_too_large(ctx);
    for (size_t i = 0; i < im->line_count; i++) {
        struct import_goods *g = im->lines[i].goods;
        for (size_t k = 0; g && k < g->serial_count; k++)
            im->units[im->unit_count++] = (struct import_unit){&im->lines[i], g->serials[k]};
    }
    return true;
}

static bool read_header(struct ctx *ctx, struct import *im)
{
    struct csv_row row;
    enum csv_result r = csv_next(&im->csv, ctx->arena, &row);
    if (r == CSV_END)
        return ctx_refuse(ctx, REFUSED_BAD_CSV, NULL, "the file is empty; its first line must name the columns");
    if (r != CSV_ROW)
        return ctx_refuse(ctx, csv_code(r), NULL, "line %d: %s", row.line, csv_result_text(r));
    return import_map_header(ctx->arena, im->options.kind, im->options.layout, &im->options.choices, row.cells,
                             row.count, &im->map, &ctx->refusal);
}

static bool read_all(struct ctx *ctx, struct import *im)
{
    struct arena *scratch = arena_new(LIMIT_ARENA_BYTES);
    bool ok = read_rows(ctx, im, scratch);
    arena_free(scratch);
    if (!ok || !collect_units(ctx, im))
        return false;
    import_find_repeats(ctx, im);
    import_compare_quantities(ctx, im);
    return !arena_exhausted(ctx->arena) || import_too_large(ctx);
}

bool service_import_read(struct ctx *ctx, const struct import_options *o, struct str text, struct import **ret)
{
    struct import *im = ARENA_NEW(ctx->arena, struct import);
    if (!im)
        return import_too_large(ctx);
    im->options = *o;
    csv_open(&im->csv, text);
    if (!read_header(ctx, im))
        return false;
    im->lines = ARENA_ARRAY(ctx->arena, lines_at_most(text), struct import_line);
    if (!im->lines)
        return import_too_large(ctx);
    if (!read_all(ctx, im))
        return false;
    *ret = im;
    return true;
}
