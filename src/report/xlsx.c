#include "report/xlsx.h"

#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <xlsxwriter.h>

#include "base/buf.h"
#include "base/temp.h"

enum {
    TEXT_BYTES_MAX = 32000, /* of a cell: Excel takes 32,767 characters */
    DIGITS_MAX = 15,        /* of a number in Excel */
    SHEETS_MAX = 255,
    NAME_MAX_CHARS = 20
};

static const msec day_ms = INT64_C(86400000);
/* 1900-03-01: Excel knows a 29th of February 1900, so what is before is a day off. */
static const msec first_day = INT64_C(-2203891200000);
static const double days_before_1970 = 25569; /* since Excel's day 0 */

enum kind { KIND_NONE, KIND_TEXT, KIND_NUMBER, KIND_BOOL, KIND_TIME, KIND_DATE };

struct xlsx {
    struct xlsx_options options;
    int column_count;
    char *directory; /* of temporary files */
    int fd;          /* the finished file; -1: none */
    lxw_workbook *book;
    lxw_worksheet *sheet;
    lxw_format *head, *time, *date;
    int sheets;
    lxw_row_t row;               /* the next of the sheet */
    lxw_col_t col;               /* the next of the row */
    bool wide[XLSX_COLUMNS_MAX]; /* the column's width is set */
    struct buf text;             /* of the cell, with its NUL */
    int failure;                 /* errno; 0: none */
};

static void fail(struct xlsx *x, int why)
{
    if (x->failure == 0)
        x->failure = why ? why : EIO;
}

static void check(struct xlsx *x, lxw_error e)
{
    if (e != LXW_NO_ERROR)
        fail(x, e == LXW_ERROR_MEMORY_MALLOC_FAILED ? ENOMEM : errno);
}

/* ---- sheets ---- */

/* What is in the columns sets their width later. */
static void put_head(struct xlsx *x)
{
    for (int i = 0; i < x->column_count; i++)
        check(x, worksheet_write_string(x->sheet, 0, (lxw_col_t)i, x->options.columns[i], x->head));
    worksheet_freeze_panes(x->sheet, 1, 0);
    x->row = 1;
    x->col = 0;
}

static void end_sheet(struct xlsx *x)
{
    if (x->sheet)
        check(x, worksheet_autofilter(x->sheet, 0, 0, x->row - 1, (lxw_col_t)(x->column_count - 1)));
}

static void begin_sheet(struct xlsx *x)
{
    char name[NAME_MAX_CHARS + 8];
    end_sheet(x);
    memset(x->wide, 0, sizeof x->wide);
    if (++x->sheets > SHEETS_MAX)
        fail(x, EFBIG);
    snprintf(name, sizeof name, x->sheets > 1 ? "%.*s %d" : "%.*s", NAME_MAX_CHARS, x->options.name, x->sheets);
    lxw_worksheet *sheet = x->failure ? NULL : workbook_add_worksheet(x->book, name);
    if (sheet) {
        x->sheet = sheet;
        put_head(x);
    } else {
        fail(x, ENOMEM);
    }
}

static void make_formats(struct xlsx *x)
{
    x->head = workbook_add_format(x->book);
    x->time = workbook_add_format(x->book);
    x->date = workbook_add_format(x->book);
    assert(x->head && x->time && x->date);
    format_set_bold(x->head);
    format_set_num_format(x->time, "yyyy-mm-dd hh:mm:ss \"UTC\"");
    format_set_num_format(x->date, "yyyy-mm-dd");
}

/* The library wants a name: the open file's. */
static bool open_book(struct xlsx *x)
{
    char name[40];
    lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = x->directory};
    lxw_doc_properties about = {.comments = (char *)"All times are UTC."};
    snprintf(name, sizeof name, "/proc/self/fd/%d", x->fd);
    x->book = workbook_new_opt(name, &options);
    if (!x->book)
        return false;
    workbook_set_properties(x->book, &about);
    make_formats(x);
    begin_sheet(x);
    return x->failure == 0;
}

struct xlsx *xlsx_new(const struct xlsx_options *o)
{
    struct xlsx *x = calloc(1, sizeof *x);
    assert(x);
    x->options = *o;
    if (o->sheet_rows == 0)
        x->options.sheet_rows = XLSX_SHEET_ROWS;
    assert(x->options.sheet_rows >= 2 && x->options.sheet_rows <= XLSX_SHEET_ROWS);
    while (o->columns[x->column_count])
        x->column_count++;
    assert(x->column_count > 0 && x->column_count <= XLSX_COLUMNS_MAX);
    x->directory = strdup(temp_directory());
    assert(x->directory);
    x->fd = temp_file(x->directory);
    if (x->fd >= 0 && open_book(x))
        return x;
    int why = x->failure ? x->failure : errno;
    xlsx_free(x);
    errno = why;
    return NULL;
}

void xlsx_free(struct xlsx *x)
{
    if (!x)
        return;
    if (x->book)
        lxw_workbook_free(x->book);
    if (x->fd >= 0)
        close(x->fd);
    free(x->directory);
    buf_free(&x->text);
    free(x);
}

/* ---- cells ---- */

/* By what the first row has. */
static void widen(struct xlsx *x, enum kind kind)
{
    static const double chars[] = {
        [KIND_TEXT] = 18, [KIND_NUMBER] = 12, [KIND_BOOL] = 10, [KIND_TIME] = 24, [KIND_DATE] = 12};
    size_t head = strlen(x->options.columns[x->col]) + 4; /* the filter's button is there, too */
    double wanted = chars[kind] > (double)head ? chars[kind] : (double)head;
    x->wide[x->col] = true;
    check(x, worksheet_set_column(x->sheet, x->col, x->col, wanted, NULL));
}

/* False when there is nowhere to write. */
static bool cell(struct xlsx *x, enum kind kind)
{
    assert(x->col < x->column_count);
    if (x->failure)
        return false;
    if (x->row == x->options.sheet_rows)
        begin_sheet(x);
    if (kind != KIND_NONE && !x->wide[x->col] && !x->failure)
        widen(x, kind);
    return x->failure == 0;
}

/* "_x0041_" in a cell would be read as "A". */
static bool looks_escaped(struct str s)
{
    if (s.len < 7 || s.ptr[0] != '_' || s.ptr[1] != 'x' || s.ptr[6] != '_')
        return false;
    for (int i = 2; i < 6; i++)
        if (!isxdigit((unsigned char)s.ptr[i]))
            return false;
    return true;
}

static struct str cut(struct str v)
{
    size_t len = v.len;
    if (len <= TEXT_BYTES_MAX)
        return v;
    for (len = TEXT_BYTES_MAX; (v.ptr[len] & 0xC0) == 0x80;)
        len--;
    return str_slice(v, 0, len);
}

static void put_text(struct xlsx *x, struct str v)
{
    buf_clear(&x->text);
    for (size_t i = 0; i < v.len; i++) {
        if (v.ptr[i] == '_' && looks_escaped(str_slice(v, i, v.len)))
            buf_z(&x->text, "_x005F");
        buf_char(&x->text, v.ptr[i]);
    }
    buf_char(&x->text, '\0');
    check(x, worksheet_write_string(x->sheet, x->row, x->col, x->text.ptr, NULL));
}

void xlsx_text(struct xlsx *x, struct str v)
{
    if (cell(x, v.len ? KIND_TEXT : KIND_NONE) && v.len)
        put_text(x, cut(v));
    x->col++;
}

void xlsx_number(struct xlsx *x, int64_t v)
{
    char digits[24];
    int n = snprintf(digits, sizeof digits, "%lld", (long long)v);
    if (n - (v < 0) > DIGITS_MAX) {
        xlsx_text(x, (struct str){digits, (size_t)n});
        return;
    }
    if (cell(x, KIND_NUMBER))
        check(x, worksheet_write_number(x->sheet, x->row, x->col, (double)v, NULL));
    x->col++;
}

void xlsx_bool(struct xlsx *x, bool v)
{
    if (cell(x, KIND_BOOL))
        check(x, worksheet_write_boolean(x->sheet, x->row, x->col, v, NULL));
    x->col++;
}

static void put_instant(struct xlsx *x, msec at, enum kind kind)
{
    char text[TIME_TEXT_MAX];
    lxw_format *format = kind == KIND_TIME ? x->time : x->date;
    if (at < first_day) {
        size_t len = kind == KIND_TIME ? time_print_utc(at, text) : time_print_date(at, text);
        put_text(x, (struct str){text, len});
        return;
    }
    msec of_day = (at % day_ms + day_ms) % day_ms;
    msec whole_days = (at - of_day) / day_ms;
    double days = (double)whole_days + days_before_1970;
    double value = kind == KIND_TIME ? days + (double)of_day / (double)day_ms : days;
    check(x, worksheet_write_number(x->sheet, x->row, x->col, value, format));
}

void xlsx_time(struct xlsx *x, msec at)
{
    if (cell(x, at ? KIND_TIME : KIND_NONE) && at)
        put_instant(x, at, KIND_TIME);
    x->col++;
}

void xlsx_date(struct xlsx *x, msec at)
{
    if (cell(x, at ? KIND_DATE : KIND_NONE) && at)
        put_instant(x, at, KIND_DATE);
    x->col++;
}

void xlsx_end_row(struct xlsx *x)
{
    x->row++;
    x->col = 0;
}

/* ---- the end ---- */

/* The library does not look whether the rows could be kept. */
static void look_at_rows(struct xlsx *x)
{
    lxw_worksheet *sheet;
    STAILQ_FOREACH(sheet, x->book->worksheets, list_pointers)
    {
        if (fflush(sheet->optimize_tmpfile) != 0 || ferror(sheet->optimize_tmpfile))
            fail(x, errno);
    }
}

/* The library asks for the time with gmtime(), which has one answer for all threads: one workbook is put together at a time. */
static lxw_error put_together(lxw_workbook *book)
{
    static pthread_mutex_t one = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&one);
    lxw_error e = workbook_close(book); /* and frees it, whatever happens */
    pthread_mutex_unlock(&one);
    return e;
}

bool xlsx_finish(struct xlsx *x, int *ret_fd)
{
    end_sheet(x);
    if (!x->failure)
        look_at_rows(x);
    if (!x->failure) {
        check(x, put_together(x->book));
        x->book = NULL;
    }
    if (!x->failure && lseek(x->fd, 0, SEEK_SET) != 0)
        fail(x, errno);
    errno = x->failure;
    if (x->failure)
        return false;
    *ret_fd = x->fd;
    x->fd = -1;
    return true;
}
