/*
 * import_report: what was wrong, by line, and what is told about it: the report, and the file of bad rows.
 */
#include <stdio.h>

#include "base/json.h"
#include "service/import_work.h"

/* ---- noting ---- */

void import_error(struct ctx *ctx, struct import *im, struct import_line *line, struct str column,
                  enum refusal_code code, struct str detail)
{
    struct import_error *e = ARENA_NEW(ctx->arena, struct import_error);
    im->bad_count += !line->bad;
    im->error_count++;
    line->bad = true;
    if (!e)
        return; /* the arena is used up, which ends the import */
    *e = (struct import_error){.column = column, .code = code, .detail = detail};
    if (line->last_error)
        line->last_error->next = e;
    else
        line->errors = e;
    line->last_error = e;
}

/* Names that services use for a field, where a column has another. */
static const struct {
    const char *name;
    enum import_field field;
} service_names[] = {
    {"product", IMPORT_F_SKU},
    {"number", IMPORT_F_LOT},
    {"time", IMPORT_F_RECEIVED},
    {"party", IMPORT_F_SUPPLIER},
};

static enum import_field field_by_name(const struct import *im, const char *name, bool outgoing)
{
    if (outgoing && str_is(str_of(name), "party"))
        return IMPORT_F_CUSTOMER;
    if (outgoing && str_is(str_of(name), "time"))
        return IMPORT_F_DELIVERED;
    for (size_t i = 0; i < sizeof service_names / sizeof service_names[0]; i++)
        if (str_is(str_of(name), service_names[i].name))
            return service_names[i].field;
    bool many = !import_map_find(&im->map, IMPORT_F_SERIAL);
    if (many && str_is(str_of(name), "serial"))
        return IMPORT_F_SERIALS;
    bool only_site = !import_map_find(&im->map, IMPORT_F_LOCATION) && import_map_find(&im->map, IMPORT_F_SITE);
    if (only_site && str_is(str_of(name), "location"))
        return IMPORT_F_SITE;
    for (int f = IMPORT_F_SKU; f < IMPORT_F_TOTAL; f++)
        if (str_is(str_of(name), import_field_names[f]))
            return (enum import_field)f;
    return IMPORT_F_UNKNOWN;
}

/* "imei 35...: belongs to unit 7": the column of imei. */
static struct str identifier_column(const struct import *im, struct str detail)
{
    struct str kind = str_slice(detail, 0, str_find(detail, ' '));
    for (size_t i = 0; i < im->map.count; i++)
        if (im->map.columns[i].field == IMPORT_F_IDENTIFIER && str_eq(im->map.columns[i].key, kind))
            return im->map.columns[i].header;
    return STR("identifiers");
}

static struct str column_of(const struct import *im, const struct refusal *r, bool outgoing)
{
    if (!r->field)
        return (struct str){0};
    if (str_is(str_of(r->field), "identifiers"))
        return identifier_column(im, r->detail);
    enum import_field f = field_by_name(im, r->field, outgoing);
    return f == IMPORT_F_UNKNOWN ? str_of(r->field) : import_map_header_of(&im->map, f);
}

bool import_refused(struct ctx *ctx, struct import *im, struct import_line *line, bool outgoing)
{
    if (!refused(&ctx->refusal))
        return false;
    const struct refusal *r = &ctx->refusal;
    import_error(ctx, im, line, column_of(im, r, outgoing), r->code, r->detail);
    ctx->refusal = (struct refusal){0};
    return true;
}

/* ---- telling ---- */

static void put_created(struct json_out *o, const struct import *im, bool nothing)
{
    const struct import_counts none = {0}, *c = nothing ? &none : &im->created;
    json_key(o, "created");
    json_begin_object(o);
    json_field_int(o, "products", (int64_t)c->products);
    json_field_int(o, "locations", (int64_t)c->locations);
    json_field_int(o, "parties", (int64_t)c->parties);
    json_field_int(o, "units", (int64_t)c->units);
    json_end_object(o);
}

static void put_ignored(struct json_out *o, const struct import *im)
{
    json_key(o, "ignored_columns");
    json_begin_array(o);
    for (size_t i = 0; i < im->map.count; i++)
        if (im->map.columns[i].field == IMPORT_F_UNKNOWN)
            json_put_str(o, im->map.columns[i].header);
    json_end_array(o);
}

static void put_error(struct json_out *o, int line, const struct import_error *e)
{
    json_begin_object(o);
    json_field_int(o, "line", line);
    json_field_opt(o, "column", e->column);
    json_field_z(o, "code", refusal_texts[e->code].name);
    json_field_str(o, "detail", e->detail);
    json_end_object(o);
}

static void put_errors(struct json_out *o, const struct import *im)
{
    size_t left = IMPORT_ERRORS_SHOWN;
    json_field_int(o, "error_count", (int64_t)im->error_count);
    json_key(o, "errors");
    json_begin_array(o);
    for (size_t i = 0; i < im->line_count && left; i++)
        for (const struct import_error *e = im->lines[i].errors; e && left; e = e->next, left--)
            put_error(o, im->lines[i].line, e);
    json_end_array(o);
}

static void put_header(struct json_out *o, const struct import *im)
{
    json_key(o, "header");
    json_begin_array(o);
    for (size_t i = 0; i < im->map.count; i++)
        json_put_str(o, im->map.columns[i].header);
    json_end_array(o);
}

/* A cell's beginning; what cannot be shown is left out. */
static void put_shown(struct json_out *o, struct str cell)
{
    struct str s = str_slice(cell, 0, IMPORT_CELL_SHOWN);
    size_t whole = s.len;
    str_utf8(s, &whole);
    json_put_str(o, str_slice(s, 0, whole));
}

/* False: the text cannot be read there. */
static bool put_bad_row(struct json_out *o, struct arena *scratch, const struct import *im,
                        const struct import_line *line)
{
    struct csv csv = im->csv;
    struct csv_row row;
    csv.at = line->at;
    arena_reset(scratch);
    if (csv_next(&csv, scratch, &row) != CSV_ROW)
        return false;
    json_begin_object(o);
    json_field_int(o, "line", line->line);
    json_key(o, "cells");
    json_begin_array(o);
    for (size_t i = 0; i < row.count && i < im->map.count; i++)
        put_shown(o, row.cells[i]);
    json_end_array(o);
    json_end_object(o);
    return true;
}

/* The first bad rows as they came, so that they can be looked at. */
static void put_bad_rows(struct json_out *o, const struct import *im)
{
    struct arena *scratch = arena_new(0);
    size_t left = IMPORT_ROWS_SHOWN;
    json_key(o, "bad_rows");
    json_begin_array(o);
    for (size_t i = 0; i < im->line_count && left; i++)
        if (im->lines[i].bad && left-- && !put_bad_row(o, scratch, im, &im->lines[i]))
            break;
    json_end_array(o);
    arena_free(scratch);
}

struct str import_report_members(struct ctx *ctx, const struct import *im, const struct import_outcome *out)
{
    struct buf b = {0};
    struct json_out o;
    bool dry = im->options.mode == IMPORT_CHECK;
    json_out_init(&o, &b);
    json_begin_object(&o);
    if (out->id)
        json_field_int(&o, "id", out->id);
    json_field_z(&o, "kind", import_kind_names[im->options.kind]);
    json_field_z(&o, "layout", import_layout_names[im->map.layout]);
    json_field_z(&o, "mode", import_mode_names[im->options.mode]);
    json_field_bool(&o, "written", out->written);
    json_field_int(&o, "rows", (int64_t)out->rows);
    json_field_int(&o, "good", (int64_t)out->good);
    json_field_int(&o, "bad", (int64_t)out->bad);
    put_created(&o, im, !out->written && !dry);
    put_ignored(&o, im);
    put_errors(&o, im);
    put_header(&o, im);
    put_bad_rows(&o, im);
    json_end_object(&o);
    struct str text = arena_str(ctx->arena, str_slice(buf_view(&b), 1, b.len - 2));
    buf_free(&b);
    return text;
}

/* ---- the file of bad rows ---- */

static bool is_ours(const struct import_column *c)
{
    return c->field == IMPORT_F_SILENT &&
           (str_ieq(c->header, STR(IMPORT_LINE_COLUMN)) || str_ieq(c->header, STR(IMPORT_REASON_COLUMN)));
}

/* Cells of the original columns; what an earlier file of bad rows added is left out. */
static void put_cells(struct buf *out, const struct import *im, const struct str *cells)
{
    bool first = true;
    for (size_t i = 0; i < im->map.count; i++) {
        if (is_ours(&im->map.columns[i]))
            continue;
        csv_cell(out, cells ? cells[i] : im->map.columns[i].header, first);
        first = false;
    }
}

static void put_reasons(struct buf *out, const struct import_line *line)
{
    struct buf text = {0};
    for (const struct import_error *e = line->errors; e; e = e->next) {
        if (text.len)
            buf_z(&text, "; ");
        if (e->column.len)
            buf_fmt(&text, "%.*s: ", STR_ARG(e->column));
        buf_str(&text, e->detail);
    }
    csv_cell(out, buf_view(&text), false);
    buf_free(&text);
}

/* A row whose cells do not fit the header comes back with the cells that it has, or with empty ones. */
static bool put_line(struct ctx *ctx, struct arena *scratch, struct buf *out, const struct import *im,
                     const struct import_line *line)
{
    struct csv csv = im->csv;
    struct csv_row row;
    char number[16];
    csv.at = line->at;
    arena_reset(scratch);
    if (csv_next(&csv, scratch, &row) != CSV_ROW)
        return true; /* broken off here */
    struct str *cells = ARENA_ARRAY(scratch, im->map.count + 1, struct str);
    if (!cells)
        return ctx_check(ctx, DB_FAILED);
    if (row.count && im->map.count)
        memcpy(cells, row.cells, (row.count < im->map.count ? row.count : im->map.count) * sizeof *cells);
    put_cells(out, im, cells);
    int n = snprintf(number, sizeof number, "%d", line->line);
    csv_cell(out, (struct str){number, (size_t)n}, false);
    put_reasons(out, line);
    csv_end_row(out);
    return true;
}

struct str import_rejects(struct ctx *ctx, const struct import *im)
{
    struct buf b = {0};
    struct arena *scratch = arena_new(0);
    put_cells(&b, im, NULL);
    csv_cell(&b, STR(IMPORT_LINE_COLUMN), false);
    csv_cell(&b, STR(IMPORT_REASON_COLUMN), false);
    csv_end_row(&b);
    for (size_t i = 0; i < im->line_count; i++)
        if (im->lines[i].bad && !put_line(ctx, scratch, &b, im, &im->lines[i]))
            break;
    arena_free(scratch);
    struct str text = arena_str(ctx->arena, buf_view(&b));
    buf_free(&b);
    return text;
}
