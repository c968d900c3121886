/*
 * import_columns: POST /v1/imports/columns: what the columns of a file probably mean, with samples, for a person who then says so
 * in `mapping`. The file's beginning is enough.
 */
#include "api/handlers.h"
#include "api/import_options.h"
#include "api/query.h"
#include "api/reply.h"
#include "base/csv.h"
#include "domain/import_cell.h"
#include "domain/import_suggest.h"

enum { SAMPLES = 3, ROWS_READ = 200, SAMPLE_BYTES = 80, COLUMNS_MAX = 1000 };

struct column {
    struct str samples[SAMPLES];
    size_t count;
};

struct head {
    struct csv csv;
    struct csv_row row;
    struct column *columns;
};

static bool sampled(const struct column *c, struct str text)
{
    for (size_t i = 0; i < c->count; i++)
        if (str_eq(c->samples[i], text))
            return true;
    return false;
}

/* Different ones, and not all of a long cell. */
static void add_sample(struct column *c, struct str cell)
{
    struct str text = str_slice(import_cell_text(cell), 0, SAMPLE_BYTES);
    size_t whole = text.len;
    str_utf8(text, &whole);
    text.len = whole;
    if (text.len && c->count < SAMPLES && !sampled(c, text))
        c->samples[c->count++] = text;
}

/* The text may break off anywhere: what cannot be read is no sample. */
static void read_samples(struct call *call, struct head *h)
{
    struct csv csv = h->csv;
    struct csv_row row;
    for (int n = 0; n < ROWS_READ && csv_next(&csv, api_arena(call), &row) == CSV_ROW; n++)
        for (size_t i = 0; i < row.count && i < h->row.count; i++)
            add_sample(&h->columns[i], row.cells[i]);
}

static bool read_head(struct call *call, struct head *h)
{
    struct ctx *ctx = api_ctx(call);
    csv_open(&h->csv, call->x->request.body);
    enum csv_result r = csv_next(&h->csv, ctx->arena, &h->row);
    if (r == CSV_END)
        return ctx_refuse(ctx, REFUSED_BAD_CSV, NULL, "the file is empty; its first line must name the columns");
    if (r != CSV_ROW)
        return ctx_refuse(ctx, r == CSV_NOT_UTF8 ? REFUSED_NOT_UTF8 : REFUSED_BAD_CSV, NULL, "line %d: %s", h->row.line,
                          csv_result_text(r));
    if (h->row.count > COLUMNS_MAX)
        return ctx_refuse(ctx, REFUSED_TOO_MANY, NULL, "more than %d columns", COLUMNS_MAX);
    h->columns = ARENA_ARRAY(ctx->arena, h->row.count + 1, struct column);
    return true;
}

static void put_column(struct json_out *o, struct str header, const struct column *c, const struct import_suggestion *s)
{
    json_begin_object(o);
    json_field_str(o, "header", import_cell_text(header));
    json_key(o, "samples");
    json_begin_array(o);
    for (size_t i = 0; i < c->count; i++)
        json_put_str(o, c->samples[i]);
    json_end_array(o);
    json_key(o, "suggestion");
    if (s->row)
        json_put_str(o, import_field_row_name(s->row));
    else
        json_put_null(o);
    json_field_int(o, "confidence", s->confidence);
    json_end_object(o);
}

static void put_columns(struct call *call, struct json_out *o, const struct head *h, enum import_kind kind,
                        enum import_layout layout)
{
    struct import_suggestion *all = ARENA_ARRAY(api_arena(call), h->row.count + 1, struct import_suggestion);
    json_key(o, "columns");
    json_begin_array(o);
    if (all)
        import_suggest(kind, layout, h->row.cells, h->row.count, all);
    for (size_t i = 0; all && i < h->row.count; i++)
        put_column(o, h->row.cells[i], &h->columns[i], &all[i]);
    json_end_array(o);
}

static void put_known(struct json_out *o, const struct import_fields *f)
{
    json_key(o, "known");
    json_begin_array(o);
    for (size_t i = 0; i < f->count; i++) {
        const struct import_field_row *row = &f->rows[i];
        if (row->field == IMPORT_F_SILENT)
            continue;
        json_begin_object(o);
        json_field_str(o, "name", import_field_row_name(row));
        json_field_bool(o, "required", row->needed);
        json_field_z(o, "says", import_field_row_says(row));
        json_end_object(o);
    }
    json_end_array(o);
}

enum http_outcome api_imports_columns(struct call *call)
{
    struct head h = {.columns = NULL};
    enum import_kind kind;
    enum import_layout layout;
    if (!api_import_kind(call, &kind, &layout) || !api_import_is_csv(call) || !read_head(call, &h))
        return api_problem(call);
    if (layout == IMPORT_AUTO)
        layout = import_layout_of(kind, h.row.cells, h.row.count);
    read_samples(call, &h);
    struct buf body = {0};
    struct json_out o;
    json_out_init(&o, &body);
    json_begin_object(&o);
    json_field_str(&o, "delimiter", (struct str){&h.csv.separator, 1});
    json_field_z(&o, "layout", import_layout_names[layout]);
    put_columns(call, &o, &h, kind, layout);
    put_known(&o, import_fields_of(kind, layout));
    json_end_object(&o);
    return api_reply_json(call, 200, &body);
}
