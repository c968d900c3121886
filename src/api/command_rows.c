#include "api/command_rows.h"

#include <stddef.h>

#include "base/csv.h"
#include "base/limits.h"
#include "domain/serial_range.h"

void command_rows_init(struct command_rows *r, struct ctx *ctx, struct command *c)
{
    *r = (struct command_rows){.ctx = ctx, .command = c};
}

static struct command_row *add_row(struct command_rows *r)
{
    if (r->count >= LIMIT_BULK_UNITS) {
        ctx_refuse(r->ctx, REFUSED_TOO_MANY, "units", "more than %d rows; send the rest in another command",
                   LIMIT_BULK_UNITS);
        return NULL;
    }
    if (r->count == r->cap) {
        size_t cap = r->cap ? r->cap * 2 : 16;
        struct command_row *more = arena_grow(r->ctx->arena, r->rows, r->cap, cap, sizeof *more);
        if (!more) {
            ctx_check(r->ctx, DB_FAILED);
            return NULL;
        }
        r->rows = more;
        r->cap = cap;
    }
    struct command_row *row = &r->rows[r->count++];
    *row = (struct command_row){.row = (int)r->count};
    return row;
}

static bool wrong(struct command_rows *r, int row, const char *field, const char *what)
{
    r->ctx->refusal.row = row;
    return ctx_refuse(r->ctx, REFUSED_BAD_VALUE, field, "'%s' must be %s", field, what);
}

/* ---- the columns of a row, alike in JSON and CSV ---- */

enum form { TEXT, OWN_TEXT, OWN_DATE, UNIT_ID };
static const struct {
    const char *name;
    enum form form;
    size_t at; /* in struct command_row, or in struct command_fields */
} columns[] = {
    {"product", TEXT, offsetof(struct command_row, ref.product)},
    {"serial", TEXT, offsetof(struct command_row, ref.serial)},
    {"code", TEXT, offsetof(struct command_row, ref.code)},
    {"package", TEXT, offsetof(struct command_row, package)},
    {"id", UNIT_ID, offsetof(struct command_row, ref.id)},
    {"location", OWN_TEXT, offsetof(struct command_fields, location)},
    {"party", OWN_TEXT, offsetof(struct command_fields, party)},
    {"order", OWN_TEXT, offsetof(struct command_fields, order)},
    {"lot", OWN_TEXT, offsetof(struct command_fields, lot)},
    {"expires", OWN_DATE, offsetof(struct command_fields, expires)},
    {"made", OWN_DATE, offsetof(struct command_fields, made)},
};
enum { COLUMNS = sizeof columns / sizeof columns[0] };

static int column_by_name(struct str name)
{
    for (int i = 0; i < COLUMNS; i++)
        if (str_is(name, columns[i].name))
            return i;
    return -1;
}

static struct command_fields *own_fields(struct command_rows *r, struct command_row *row)
{
    if (!row->own)
        row->own = ARENA_NEW(r->ctx->arena, struct command_fields);
    if (!row->own)
        ctx_check(r->ctx, DB_FAILED);
    return (struct command_fields *)(uintptr_t)row->own;
}

static bool set_date(struct command_rows *r, int row, const char *field, struct str text, msec *ret)
{
    struct time_zoned t;
    if (time_parse_date(text, ret))
        return true;
    if (!time_parse(text, &t)) {
        r->ctx->refusal.row = row;
        return ctx_refuse(r->ctx, REFUSED_BAD_TIME, field, "'%.*s' is not a date like 2026-11-23", STR_ARG(text));
    }
    *ret = t.at;
    return true;
}

static bool set_column(struct command_rows *r, struct command_row *row, int i, struct str text)
{
    if (columns[i].form == TEXT) {
        *(struct str *)(void *)((char *)row + columns[i].at) = text;
        return true;
    }
    if (columns[i].form == UNIT_ID)
        return (str_int64(text, &row->ref.id) && row->ref.id > 0) || wrong(r, row->row, "id", "a positive number");
    struct command_fields *own = own_fields(r, row);
    if (!own)
        return false;
    void *target = (char *)own + columns[i].at;
    if (columns[i].form == OWN_DATE)
        return set_date(r, row->row, columns[i].name, text, target);
    *(struct str *)target = text;
    return true;
}

/* ---- identifiers and attributes ---- */

static bool add_identifier(struct command_rows *r, struct command_row *row, struct str kind, struct str value,
                           bool removed)
{
    if (row->identifier_count >= LIMIT_IDENTIFIERS_PER_UNIT) {
        r->ctx->refusal.row = row->row;
        return ctx_refuse(r->ctx, REFUSED_TOO_MANY, "identifiers", "at most %d identifiers for one unit",
                          LIMIT_IDENTIFIERS_PER_UNIT);
    }
    if (!row->identifiers)
        row->identifiers = ARENA_ARRAY(r->ctx->arena, LIMIT_IDENTIFIERS_PER_UNIT, struct identifier);
    if (!row->identifiers)
        return ctx_check(r->ctx, DB_FAILED);
    row->identifiers[row->identifier_count++] = (struct identifier){kind, value, removed};
    return true;
}

/* "value", ["value", ..], or {"remove": "value"} */
static bool set_identifier(struct command_rows *r, struct command_row *row, struct str kind, const struct json *v)
{
    const struct json *gone = json_get(v, "remove");
    if (gone && json_kind(gone) == JSON_STRING)
        return add_identifier(r, row, kind, json_string(gone), true);
    if (json_kind(v) == JSON_STRING)
        return add_identifier(r, row, kind, json_string(v), false);
    if (json_kind(v) != JSON_ARRAY)
        return wrong(r, row->row, "identifiers", "an object like {\"imei\": \"356938035643809\"}");
    for (size_t i = 0; i < json_count(v); i++)
        if (json_kind(json_at(v, i)) == JSON_ARRAY || !set_identifier(r, row, kind, json_at(v, i)))
            return refused(&r->ctx->refusal) ? false : wrong(r, row->row, "identifiers", "texts or arrays of texts");
    return true;
}

static bool set_identifiers(struct command_rows *r, struct command_row *row, const struct json *v)
{
    void *it = NULL;
    struct str kind;
    const struct json *value;
    if (json_kind(v) != JSON_OBJECT)
        return wrong(r, row->row, "identifiers", "an object like {\"imei\": \"356938035643809\"}");
    while (json_next(v, &it, &kind, &value))
        if (!set_identifier(r, row, kind, value))
            return false;
    return true;
}

static bool set_attributes(struct command_rows *r, struct command_row *row, const struct json *v)
{
    if (json_kind(v) != JSON_OBJECT)
        return wrong(r, row->row, "attributes", "an object");
    struct buf b = {0};
    json_print(&b, v);
    row->attributes = arena_str(r->ctx->arena, buf_view(&b));
    buf_free(&b);
    return true;
}

/* ---- JSON ---- */

static bool row_member(struct command_rows *r, struct command_row *row, struct str name, const struct json *v)
{
    int i = column_by_name(name);
    if (json_kind(v) == JSON_NULL)
        return true;
    if (str_is(name, "identifiers"))
        return set_identifiers(r, row, v);
    if (str_is(name, "attributes"))
        return set_attributes(r, row, v);
    if (i < 0) {
        r->ctx->refusal.row = row->row;
        return ctx_refuse(
            r->ctx, REFUSED_UNKNOWN_FIELD, "units",
            "a row has no field '%.*s'; allowed are id, product, serial, code, package, location, party, order, "
            "lot, expires, made, identifiers, attributes",
            STR_ARG(name));
    }
    if (columns[i].form == UNIT_ID && json_kind(v) == JSON_INT) {
        row->ref.id = json_int(v);
        return row->ref.id > 0 || wrong(r, row->row, "id", "a positive number");
    }
    if (json_kind(v) != JSON_STRING || columns[i].form == UNIT_ID)
        return wrong(r, row->row, columns[i].name, columns[i].form == UNIT_ID ? "a positive number" : "a text");
    return set_column(r, row, i, json_string(v));
}

static bool row_object(struct command_rows *r, struct command_row *row, const struct json *object)
{
    void *it = NULL;
    struct str name;
    const struct json *v;
    while (json_next(object, &it, &name, &v))
        if (!row_member(r, row, name, v))
            return false;
    return true;
}

static bool row_value(struct command_rows *r, struct command_row *row, const struct json *v)
{
    if (json_kind(v) == JSON_OBJECT)
        return row_object(r, row, v);
    if (json_kind(v) != JSON_STRING)
        return wrong(r, row->row, "units", "objects or serials");
    row->ref.serial = json_string(v);
    return true;
}

static bool all_rows(struct command_rows *r, const char *field, const struct json *v, bool only_texts)
{
    if (json_kind(v) != JSON_ARRAY)
        return wrong(r, 0, field, "an array");
    for (size_t i = 0; i < json_count(v); i++) {
        struct command_row *row = add_row(r);
        if (!row)
            return false;
        if (only_texts && json_kind(json_at(v, i)) != JSON_STRING)
            return wrong(r, row->row, field, "an array of texts");
        if (!row_value(r, row, json_at(v, i)))
            return false;
    }
    return true;
}

/* "serial_ranges": ["SN0098..SN0103", "100+20", "A-7"] */
static bool add_range(struct command_rows *r, struct str piece)
{
    struct serial_range range;
    enum serial_range_verdict verdict = serial_range_read(piece, LIMIT_BULK_UNITS, &range);
    if (verdict != SERIAL_RANGE_GOOD) {
        r->ctx->refusal.row = (int)r->count + 1;
        return ctx_refuse(r->ctx, verdict == SERIAL_RANGE_TOO_MANY ? REFUSED_TOO_MANY : REFUSED_BAD_VALUE,
                          "serial_ranges", "'%.*s' is no range: %s", STR_ARG(piece), serial_range_why(verdict));
    }
    for (int64_t i = 0; i < range.count; i++) {
        struct command_row *row = add_row(r);
        if (!row)
            return false;
        row->ref.serial = serial_range_at(r->ctx->arena, &range, i);
    }
    return true;
}

static bool all_ranges(struct command_rows *r, const struct json *v)
{
    if (json_kind(v) != JSON_ARRAY)
        return wrong(r, 0, "serial_ranges", "an array of texts");
    for (size_t i = 0; i < json_count(v); i++)
        if (json_kind(json_at(v, i)) != JSON_STRING)
            return wrong(r, 0, "serial_ranges", "an array of texts");
        else if (!add_range(r, str_trim(json_string(json_at(v, i)))))
            return false;
    return true;
}

bool command_rows_ref(struct command_rows *r, const char *field, const struct json *v, struct unit_ref *ret)
{
    struct command_row row = {0};
    if (json_kind(v) == JSON_STRING) {
        *ret = (struct unit_ref){.code = json_string(v)};
        return true;
    }
    if (json_kind(v) != JSON_OBJECT)
        return wrong(r, 0, field, "a unit: {\"product\", \"serial\"}, {\"id\"} or {\"code\"}");
    bool ok = row_object(r, &row, v);
    *ret = row.ref;
    return ok && (!(row.package.len || row.own || row.identifiers || row.attributes.len) ||
                  wrong(r, 0, field, "a unit: {\"product\", \"serial\"}, {\"id\"} or {\"code\"}"));
}

static bool text_member(struct command_rows *r, const char *field, const struct json *v, struct str *ret)
{
    if (json_kind(v) != JSON_STRING)
        return wrong(r, 0, field, "a text");
    *ret = json_string(v);
    return true;
}

bool command_rows_member(struct command_rows *r, struct str name, const struct json *v, bool *ret_known)
{
    *ret_known = true;
    if (str_is(name, "product"))
        return text_member(r, "product", v, &r->product);
    if (str_is(name, "serial"))
        return text_member(r, "serial", v, &r->serial);
    if (str_is(name, "serials"))
        return all_rows(r, "serials", v, true);
    if (str_is(name, "serial_ranges"))
        return all_ranges(r, v);
    if (str_is(name, "units"))
        return all_rows(r, "units", v, false);
    if (str_is(name, "unit")) {
        r->has_one = true;
        return row_value(r, &r->one, v);
    }
    if (str_is(name, "identifiers"))
        return set_identifiers(r, &r->one, v);
    if (str_is(name, "attributes"))
        return set_attributes(r, &r->one, v);
    *ret_known = false;
    return true;
}

/* ---- lines ---- */

/* Texts of a line's tree are copied: the tree ends with the line. */
static void keep_texts(struct command_rows *r, struct command_row *row)
{
    struct arena *a = r->ctx->arena;
    for (int i = 0; i < COLUMNS; i++) {
        void *base = columns[i].form == TEXT ? (void *)row : (void *)(uintptr_t)row->own;
        if (!base || columns[i].form == UNIT_ID || columns[i].form == OWN_DATE)
            continue;
        struct str *s = (struct str *)(void *)((char *)base + columns[i].at);
        if (s->len)
            *s = arena_str(a, *s);
    }
    for (size_t i = 0; i < row->identifier_count; i++) {
        row->identifiers[i].kind = arena_str(a, row->identifiers[i].kind);
        row->identifiers[i].value = arena_str(a, row->identifiers[i].value);
    }
}

static bool one_line(struct command_rows *r, struct str line)
{
    struct json_error error;
    struct command_row *row = add_row(r);
    if (!row)
        return false;
    struct json *v = json_parse(line, &error);
    if (!v) {
        r->ctx->refusal.row = row->row;
        return ctx_refuse(r->ctx, REFUSED_BAD_JSON, NULL, "row %d, column %d: %s", row->row, error.column, error.text);
    }
    bool ok = row_value(r, row, v);
    keep_texts(r, row);
    json_free(v);
    return ok;
}

bool command_rows_ndjson(struct command_rows *r, struct str body)
{
    for (size_t at = 0; at < body.len;) {
        struct str rest = str_slice(body, at, body.len - at);
        struct str line = str_slice(rest, 0, str_find(rest, '\n'));
        at += line.len + 1;
        if (!str_empty(str_trim(line)) && !one_line(r, str_trim(line)))
            return false;
    }
    return true;
}

/* ---- CSV ---- */

enum { IDENTIFIER_COLUMN = -2, CSV_COLUMNS_MAX = 64 };

struct header {
    int column[CSV_COLUMNS_MAX]; /* of columns[], or IDENTIFIER_COLUMN */
    struct str name[CSV_COLUMNS_MAX];
    size_t count;
};

static bool csv_failed(struct command_rows *r, enum csv_result result, const struct csv_row *row)
{
    enum refusal_code code = result == CSV_NOT_UTF8 ? REFUSED_NOT_UTF8 : REFUSED_BAD_CSV;
    r->ctx->refusal.row = (int)r->count + 1;
    return ctx_refuse(r->ctx, code, NULL, "line %d: %s", row->line, csv_result_text(result));
}

static bool stands_twice(const struct header *h, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (h->column[at] >= 0 && h->column[i] == h->column[at])
            return true;
    return false;
}

/* Columns are named as the members of a row; "identifier:KIND" brings an identifier. */
static bool read_header(struct command_rows *r, const struct csv_row *row, struct header *ret)
{
    if (row->count > CSV_COLUMNS_MAX)
        return ctx_refuse(r->ctx, REFUSED_BAD_CSV, NULL, "line %d: more than %d columns", row->line, CSV_COLUMNS_MAX);
    ret->count = row->count;
    for (size_t i = 0; i < row->count; i++) {
        struct str name = str_trim(row->cells[i]);
        ret->name[i] = name;
        ret->column[i] = column_by_name(name);
        if (str_starts(name, STR("identifier:"))) {
            ret->column[i] = IDENTIFIER_COLUMN;
            ret->name[i] = str_slice(name, 11, name.len - 11);
        }
        if (stands_twice(ret, i))
            return ctx_refuse(r->ctx, REFUSED_BAD_CSV, NULL, "line %d: column '%.*s' stands there twice", row->line,
                              STR_ARG(name));
        if (ret->column[i] == -1)
            return ctx_refuse(
                r->ctx, REFUSED_UNKNOWN_FIELD, NULL,
                "line %d: there is no column '%.*s'; allowed are id, product, serial, code, package, location, "
                "party, order, lot, expires, made and identifier:KIND",
                row->line, STR_ARG(name));
    }
    return true;
}

static bool csv_cells(struct command_rows *r, const struct header *h, const struct csv_row *cells)
{
    struct command_row *row = add_row(r);
    if (!row)
        return false;
    if (cells->count != h->count) {
        r->ctx->refusal.row = row->row;
        return ctx_refuse(r->ctx, REFUSED_BAD_CSV, NULL, "line %d: %zu cells, but the header has %zu", cells->line,
                          cells->count, h->count);
    }
    for (size_t i = 0; i < h->count; i++) {
        struct str text = str_trim(cells->cells[i]);
        if (str_empty(text))
            continue;
        bool ok = h->column[i] == IDENTIFIER_COLUMN ? add_identifier(r, row, h->name[i], text, false)
                                                    : set_column(r, row, h->column[i], text);
        if (!ok)
            return false;
    }
    return true;
}

bool command_rows_csv(struct command_rows *r, struct str body)
{
    struct csv csv;
    struct csv_row row;
    struct header header = {0};
    csv_open(&csv, body);
    enum csv_result result = csv_next(&csv, r->ctx->arena, &row);
    if (result == CSV_END)
        return ctx_refuse(r->ctx, REFUSED_NO_UNITS, NULL, "the CSV is empty");
    if (result != CSV_ROW)
        return csv_failed(r, result, &row);
    if (!read_header(r, &row, &header))
        return false;
    while ((result = csv_next(&csv, r->ctx->arena, &row)) == CSV_ROW)
        if (!csv_cells(r, &header, &row))
            return false;
    return result == CSV_END || csv_failed(r, result, &row);
}

/* ---- all together ---- */

static bool single(struct command_rows *r)
{
    if (r->serial.len)
        r->one.ref.serial = r->serial;
    bool named = r->has_one || r->serial.len;
    bool extras = r->one.identifier_count || r->one.attributes.len;
    if (named && r->count)
        return wrong(r, 0, "units", "given either one by one or as a list");
    if (extras && !named)
        return wrong(r, 0, "identifiers", "given with the one unit they belong to");
    if (!named)
        return true;
    struct command_row *row = add_row(r);
    if (!row)
        return false;
    r->one.row = 1;
    *row = r->one;
    r->command->single = true;
    return true;
}

bool command_rows_finish(struct command_rows *r)
{
    if (!single(r))
        return false;
    for (size_t i = 0; i < r->count; i++) {
        struct unit_ref *ref = &r->rows[i].ref;
        if (ref->serial.len && !ref->product.len)
            ref->product = r->product;
    }
    r->command->rows = r->rows;
    r->command->row_count = r->count;
    return true;
}
