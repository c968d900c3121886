#include "cli/do_rows.h"

#include "base/csv.h"
#include "base/json.h"
#include "base/limits.h"
#include "cli/client.h"
#include "cli/file.h"

/* ---- the file ---- */

/* A first record with one of these is a header. */
static bool is_header(const struct csv_row *row)
{
    static const char *const names[] = {"serial", "code", "id", "package"};
    for (size_t c = 0; c < row->count; c++)
        for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
            if (str_ieq(str_trim(row->cells[c]), str_of(names[i])))
                return true;
    return false;
}

static const char *file_name(struct cli *cli)
{
    return cli_given(cli, "stdin") ? "-" : cli_value_z(cli, "file");
}

/* Count the rows behind the header, so that a file that is broken is not done by half. */
static int count_csv(struct cli *cli, struct do_rows *rows, struct csv *csv)
{
    struct arena *a = arena_new(0);
    struct csv_row row;
    enum csv_result r;
    while ((r = csv_next(csv, a, &row)) == CSV_ROW) {
        rows->total++;
        arena_reset(a);
    }
    int line = row.line;
    arena_free(a);
    return r == CSV_END ? CLI_OK
                        : cli_fail(cli, CLI_REFUSED, "%s, line %d: %s", file_name(cli), line, csv_result_text(r));
}

static void count_lines(struct do_rows *rows)
{
    for (size_t i = 0; i < rows->rest.len; i++)
        rows->total += rows->rest.ptr[i] == '\n' || i + 1 == rows->rest.len;
}

static int read_csv(struct cli *cli, struct do_rows *rows, struct csv *csv)
{
    rows->form = DO_CSV;
    rows->header = str_slice(csv->text, 0, csv->at);
    rows->rest = str_slice(csv->text, csv->at, csv->text.len);
    return count_csv(cli, rows, csv);
}

/* What the file looks like decides: JSON objects, CSV with a header, or one serial a line. */
static int read_file(struct cli *cli, struct do_rows *rows)
{
    struct csv csv;
    struct csv_row first;
    if (!cli_file_read(cli, file_name(cli), &rows->file))
        return CLI_FAILED;
    struct str all = str_trim(buf_view(&rows->file));
    if (all.len > 0 && all.ptr[0] == '{') {
        rows->form = DO_NDJSON;
        rows->rest = all;
        count_lines(rows);
        return CLI_OK;
    }
    csv_open(&csv, buf_view(&rows->file));
    if (csv_next(&csv, cli->arena, &first) == CSV_ROW && is_header(&first))
        return read_csv(cli, rows, &csv);
    cli_serials_lines(&rows->serials, cli->arena, all);
    return CLI_OK;
}

/* ---- all that names units ---- */

static int read_serials(struct cli *cli, struct do_rows *rows)
{
    struct str error = {0};
    for (size_t i = 0; i < cli->args.operand_count; i++)
        cli_serials_add(&rows->serials, cli->arena, cli->args.operands[i]);
    for (size_t i = 0; i < cli->args.given_count; i++) {
        struct str name = str_of(cli->args.given[i].option->name), value = cli->args.given[i].value;
        if ((str_is(name, "serials") || str_is(name, "serial")) &&
            !cli_serials_read(&rows->serials, cli->arena, value, &error))
            return cli_fail(cli, CLI_USAGE, "--serials: %.*s", STR_ARG(error));
    }
    return CLI_OK;
}

static int read_ids(struct cli *cli, struct do_rows *rows)
{
    struct str ids = cli_value(cli, "unit");
    while (ids.len > 0) {
        int64_t id;
        struct str one = str_slice(ids, 0, str_find(ids, ','));
        ids = str_slice(ids, one.len + 1, ids.len);
        if (!str_int64(str_trim(one), &id))
            return cli_fail(cli, CLI_USAGE, "--unit: '%.*s' is no id; ids are numbers.", STR_ARG(one));
        cli_serials_add(&rows->ids, cli->arena, str_trim(one));
    }
    return CLI_OK;
}

int do_rows_open(struct cli *cli, struct do_rows *ret)
{
    *ret = (struct do_rows){0};
    int code = read_serials(cli, ret);
    if (code == CLI_OK)
        code = read_ids(cli, ret);
    bool named = ret->serials.count || ret->ids.count || cli_given(cli, "contents");
    if (code == CLI_OK && file_name(cli)) {
        code = named ? cli_fail(cli, CLI_USAGE, "Name the units either here or in the file.") : read_file(cli, ret);
    }
    size_t count = ret->serials.count + ret->ids.count;
    ret->single = count == 1 && !cli_given(cli, "contents") && !file_name(cli);
    if (ret->form == DO_JSON)
        ret->total = count + cli_given(cli, "contents");
    if (code)
        do_rows_close(ret);
    return code;
}

void do_rows_close(struct do_rows *rows)
{
    buf_free(&rows->file);
}

/* ---- bodies ---- */

static void put_code(struct json_out *o, struct str serial, struct str product)
{
    json_begin_object(o);
    json_field_opt(o, "product", product);
    json_field_str(o, product.len ? "serial" : "code", serial);
    json_end_object(o);
}

static void put_id(struct json_out *o, struct str id)
{
    json_begin_object(o);
    json_key(o, "id");
    json_put_raw(o, id);
    json_end_object(o);
}

static void put_single(const struct do_rows *rows, struct json_out *o, struct str product)
{
    json_key(o, "unit");
    if (rows->ids.count)
        put_id(o, rows->ids.items[0]);
    else
        put_code(o, rows->serials.items[0], product);
}

/* Serials of one product stand there as they are, anything else as objects. */
static void put_many(struct cli *cli, struct do_rows *rows, struct json_out *o, struct str product)
{
    size_t end = rows->total - rows->done < LIMIT_BULK_UNITS ? rows->total : rows->done + LIMIT_BULK_UNITS;
    bool bare = product.len && rows->serials.count == rows->total;
    if (bare)
        json_field_str(o, "product", product);
    json_key(o, bare ? "serials" : "units");
    json_begin_array(o);
    for (; rows->done < end; rows->done++) {
        size_t i = rows->done;
        if (bare)
            json_put_str(o, rows->serials.items[i]);
        else if (i < rows->serials.count)
            put_code(o, rows->serials.items[i], product);
        else if (i < rows->serials.count + rows->ids.count)
            put_id(o, rows->ids.items[i - rows->serials.count]);
        else {
            json_begin_object(o);
            json_field_str(o, "package", cli_value(cli, "contents"));
            json_end_object(o);
        }
    }
    json_end_array(o);
}

/* A serial or other number of the parent; with --parent-product its serial. */
static void put_parent(struct cli *cli, struct json_out *o)
{
    if (!cli_given(cli, "parent"))
        return;
    json_key(o, "parent");
    put_code(o, cli_value(cli, "parent"), cli_value(cli, "parent-product"));
}

static int next_json(struct cli *cli, struct do_rows *rows, struct do_part *ret)
{
    struct json_out o;
    struct str product = cli_value(cli, "product");
    json_out_init(&o, &ret->owned);
    json_begin_object(&o);
    bool ok = cli_json_options(cli, &o);
    put_parent(cli, &o);
    if (cli_given(cli, "partial"))
        json_field_z(&o, "mode", "partial");
    if (rows->single) {
        put_single(rows, &o, product);
        rows->done = rows->total;
    } else if (rows->total) {
        put_many(cli, rows, &o, product);
    }
    json_end_object(&o);
    ret->body = buf_view(&ret->owned);
    return ok ? CLI_OK : CLI_USAGE;
}

/* Bytes of the next rows of the file. */
static size_t csv_bytes(struct do_rows *rows, struct str header)
{
    struct arena *a = arena_new(0);
    struct csv csv;
    struct csv_row row;
    csv_open(&csv, header); /* finds the separator */
    csv.text = rows->rest;
    csv.at = 0;
    for (size_t n = 0; n < LIMIT_BULK_UNITS && csv_next(&csv, a, &row) == CSV_ROW; n++) {
        rows->done++;
        arena_reset(a);
    }
    arena_free(a);
    return csv.at;
}

static size_t line_bytes(struct do_rows *rows)
{
    size_t at = 0;
    for (size_t n = 0; n < LIMIT_BULK_UNITS && at < rows->rest.len; n++) {
        struct str rest = str_slice(rows->rest, at, rows->rest.len);
        at += str_find(rest, '\n') + 1;
        rows->done++;
    }
    return at;
}

static void next_rows(struct do_rows *rows, struct do_part *ret)
{
    bool csv = rows->form == DO_CSV;
    size_t bytes = csv ? csv_bytes(rows, rows->header) : line_bytes(rows);
    buf_str(&ret->owned, rows->header);
    buf_str(&ret->owned, str_slice(rows->rest, 0, bytes));
    rows->rest = str_slice(rows->rest, bytes, rows->rest.len);
    ret->type = csv ? "text/csv" : "application/x-ndjson";
    ret->body = buf_view(&ret->owned);
}

int do_rows_next(struct cli *cli, struct do_rows *rows, struct do_part *ret)
{
    int code = CLI_OK;
    *ret = (struct do_part){.type = "application/json"};
    if (rows->started && rows->done >= rows->total)
        return CLI_OK;
    rows->started = true;
    if (rows->form == DO_JSON)
        code = next_json(cli, rows, ret);
    else
        next_rows(rows, ret);
    ret->done = (int64_t)rows->done;
    ret->total = (int64_t)rows->total;
    if (code)
        do_rows_part_free(ret);
    return code;
}

void do_rows_part_free(struct do_part *part)
{
    buf_free(&part->owned);
    part->body = (struct str){0};
}
