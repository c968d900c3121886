/*
 * csv: one pass over the text. A record's cells are found first (into a small array on the stack, or the arena when there are
 * many), so that the row's array is exact.
 */
#include "base/csv.h"

#include "base/limits.h"

static const char BOM[] = "\xEF\xBB\xBF";

/* Separator by the first line that is not blank: ',' unless only ';' or only TAB stand outside quotes. */
static char pick_separator(struct str text)
{
    size_t commas = 0, semicolons = 0, tabs = 0, bytes = 0;
    bool quoted = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (!quoted && (c == '\n' || c == '\r')) {
            if (bytes > 0)
                break;
            continue;
        }
        bytes++;
        quoted ^= c == '"';
        commas += !quoted && c == ',';
        semicolons += !quoted && c == ';';
        tabs += !quoted && c == '\t';
    }
    if (commas == 0 && semicolons > 0 && tabs == 0)
        return ';';
    return commas == 0 && tabs > 0 && semicolons == 0 ? '\t' : ',';
}

void csv_open(struct csv *c, struct str text)
{
    if (str_starts(text, STR(BOM)))
        text = str_slice(text, 3, text.len);
    *c = (struct csv){.text = text, .line = 1, .separator = pick_separator(text)};
}

static bool at_end(const struct csv *c)
{
    return c->at >= c->text.len;
}

/* Passes over CRLF, LF or CR when one is here. */
static bool take_line_end(struct csv *c)
{
    const char *p = c->text.ptr + c->at;
    if (at_end(c) || (*p != '\n' && *p != '\r'))
        return false;
    c->at += *p == '\r' && c->at + 1 < c->text.len && p[1] == '\n' ? 2 : 1;
    c->line++;
    return true;
}

/* Passes over lines of nothing but spaces. */
static void skip_blank_lines(struct csv *c)
{
    for (;;) {
        size_t from = c->at;
        while (!at_end(c) && c->text.ptr[c->at] == ' ')
            c->at++;
        if (at_end(c))
            return;
        if (!take_line_end(c)) {
            c->at = from;
            return;
        }
    }
}

static enum csv_result check_bytes(struct str cell)
{
    if (cell.len > LIMIT_CSV_CELL_BYTES)
        return CSV_CELL_TOO_LONG;
    if (str_find(cell, '\0') != cell.len)
        return CSV_NUL;
    return str_utf8(cell, NULL) ? CSV_ROW : CSV_NOT_UTF8;
}

static enum csv_result unquoted_cell(struct csv *c, struct str *ret)
{
    struct str rest = {c->text.ptr + c->at, c->text.len - c->at};
    size_t len = 0;
    for (; len < rest.len; len++) {
        char b = rest.ptr[len];
        if (b == c->separator || b == '\n' || b == '\r')
            break;
        if (b == '"')
            return CSV_STRAY_QUOTE;
    }
    *ret = (struct str){rest.ptr, len};
    c->at += len;
    return check_bytes(*ret);
}

static void count_lines(struct csv *c, struct str quoted)
{
    for (size_t i = 0; i < quoted.len; i++) {
        bool lone_cr = quoted.ptr[i] == '\r' && (i + 1 == quoted.len || quoted.ptr[i + 1] != '\n');
        c->line += quoted.ptr[i] == '\n' || lone_cr;
    }
}

/* "" is ": a copy of cell with the pairs made single. */
static struct str undouble(struct arena *a, struct str cell)
{
    char *copy = arena_alloc(a, cell.len);
    if (copy == NULL)
        return (struct str){NULL, 0};
    size_t n = 0;
    for (size_t i = 0; i < cell.len; i++) {
        copy[n++] = cell.ptr[i];
        i += cell.ptr[i] == '"';
    }
    return (struct str){copy, n};
}

/* The text stands at the opening quote. */
static enum csv_result quoted_cell(struct csv *c, struct arena *a, struct str *ret)
{
    struct str rest = {c->text.ptr + c->at + 1, c->text.len - c->at - 1};
    size_t len = 0;
    bool doubled = false;
    for (;;) {
        len += str_find(str_slice(rest, len, rest.len), '"');
        if (len == rest.len)
            return CSV_UNCLOSED_QUOTE;
        if (len + 1 >= rest.len || rest.ptr[len + 1] != '"')
            break;
        doubled = true;
        len += 2;
    }
    struct str cell = {rest.ptr, len};
    enum csv_result result = check_bytes(cell);
    if (result != CSV_ROW)
        return result;
    *ret = doubled ? undouble(a, cell) : cell;
    if (ret->ptr == NULL)
        return CSV_NO_MEMORY;
    c->at += len + 2;
    count_lines(c, cell);
    if (at_end(c))
        return CSV_ROW;
    char next = c->text.ptr[c->at];
    return next == c->separator || next == '\n' || next == '\r' ? CSV_ROW : CSV_STRAY_QUOTE;
}

/* The cells of one record while their number is not known. */
struct cells {
    struct str small[64];
    struct str *list; /* small, or in the arena */
    size_t count, cap;
};

static bool cells_add(struct cells *cells, struct arena *a, struct str cell)
{
    if (cells->count == cells->cap) {
        struct str *more = ARENA_ARRAY(a, cells->cap * 2, struct str);
        if (more == NULL)
            return false;
        memcpy(more, cells->list, cells->count * sizeof *more);
        cells->list = more;
        cells->cap *= 2;
    }
    cells->list[cells->count++] = cell;
    return true;
}

/* All cells up to the end of the line; *ret_line is where the last one began. */
static enum csv_result read_cells(struct csv *c, struct arena *a, struct cells *cells, int *ret_line)
{
    for (;;) {
        struct str cell;
        *ret_line = c->line;
        bool quoted = !at_end(c) && c->text.ptr[c->at] == '"';
        enum csv_result result = quoted ? quoted_cell(c, a, &cell) : unquoted_cell(c, &cell);
        if (result != CSV_ROW)
            return result;
        if (!cells_add(cells, a, cell))
            return CSV_NO_MEMORY;
        if (at_end(c) || take_line_end(c))
            return CSV_ROW;
        c->at++; /* the separator */
    }
}

enum csv_result csv_next(struct csv *c, struct arena *a, struct csv_row *ret_row)
{
    skip_blank_lines(c);
    *ret_row = (struct csv_row){.line = c->line};
    if (at_end(c))
        return CSV_END;
    struct cells cells;
    cells.list = cells.small;
    cells.count = 0;
    cells.cap = sizeof cells.small / sizeof *cells.small;
    int line;
    enum csv_result result = read_cells(c, a, &cells, &line);
    ret_row->count = cells.count;
    if (result != CSV_ROW) {
        ret_row->line = line;
        c->at = c->text.len; /* behind a broken record nothing can be trusted */
        return result;
    }
    ret_row->cells = cells.list;
    if (cells.list == cells.small) {
        ret_row->cells = ARENA_ARRAY(a, cells.count, struct str);
        if (ret_row->cells == NULL)
            return CSV_NO_MEMORY;
        memcpy(ret_row->cells, cells.list, cells.count * sizeof(struct str));
    }
    return CSV_ROW;
}

const char *csv_result_text(enum csv_result r)
{
    static const char *const texts[] = {
        [CSV_ROW] = "A record was read.",
        [CSV_END] = "The text is at its end.",
        [CSV_UNCLOSED_QUOTE] = "A quoted cell is not closed: the text seems to be cut off.",
        [CSV_STRAY_QUOTE] =
            "A quotation mark stands where none may be: quote the whole cell and double each mark in it.",
        [CSV_NOT_UTF8] = "The text is not UTF-8; save it as \"CSV UTF-8\".",
        [CSV_NUL] = "There is a NUL byte in the text: it seems to be no CSV, or to be UTF-16.",
        [CSV_CELL_TOO_LONG] = "A cell is too long.",
        [CSV_NO_MEMORY] = "The text has more cells than can be taken at once.",
    };
    return texts[r];
}

/* Digits with at most one point and a sign: what a spreadsheet takes for a number, not for a formula. */
static bool is_plain_number(struct str v)
{
    size_t digits = 0, points = 0;
    for (size_t i = v.ptr[0] == '-' || v.ptr[0] == '+'; i < v.len; i++) {
        if (v.ptr[i] >= '0' && v.ptr[i] <= '9')
            digits++;
        else if (v.ptr[i] == '.' && points == 0)
            points++;
        else
            return false;
    }
    return digits > 0;
}

static bool is_formula(struct str v)
{
    return v.len > 0 && v.ptr[0] != '\0' && strchr("=+-@\t\r", v.ptr[0]) != NULL && !is_plain_number(v);
}

/* Which bytes make quotes necessary; ';' and TAB because a reader may take them for the separator. */
static const bool NEEDS_QUOTES[256] = {
    [','] = true, [';'] = true, ['\t'] = true, ['"'] = true, ['\r'] = true, ['\n'] = true};

static bool needs_quotes(struct str v, bool first)
{
    if (v.len == 0)
        return first; /* a row of one empty cell would be a blank line */
    if (v.ptr[0] == ' ' || v.ptr[v.len - 1] == ' ' || v.ptr[0] == BOM[0])
        return true;
    for (size_t i = 0; i < v.len; i++) {
        if (NEEDS_QUOTES[(unsigned char)v.ptr[i]])
            return true;
    }
    return false;
}

void csv_cell(struct buf *out, struct str value, bool first)
{
    buf_reserve(out, value.len + 4);
    if (!first)
        buf_char(out, ',');
    bool quotes = needs_quotes(value, first);
    if (quotes)
        buf_char(out, '"');
    if (is_formula(value))
        buf_char(out, '\'');
    while (quotes && value.len > 0) {
        size_t run = str_find(value, '"');
        if (run == value.len)
            break;
        buf_add(out, value.ptr, run + 1);
        buf_char(out, '"');
        value = str_slice(value, run + 1, value.len);
    }
    buf_str(out, value);
    if (quotes)
        buf_char(out, '"');
}

void csv_end_row(struct buf *out)
{
    buf_str(out, STR("\r\n"));
}
