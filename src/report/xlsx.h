/*
 * xlsx: a table as an Excel workbook, written row by row in constant memory. The only code that knows libxlsxwriter.
 *
 * What is written stays what it is: texts are texts, whatever they look like (leading zeros, long digits and "=1+1" stay as they
 * are; nothing becomes a formula or a link), numbers are numbers, times are real dates (UTC, and their format says so). The first row
 * names the columns: bold, frozen, with filters. What does not fit on a sheet goes on in a further one with the same first row.
 *
 * The rows wait in files without a name (base/temp.h): whatever happens to the process, nothing is left of them.
 */
#ifndef REPORT_XLSX_H
#define REPORT_XLSX_H

#include "base/str.h"
#include "base/time.h"

enum { XLSX_SHEET_ROWS = 1048576, XLSX_COLUMNS_MAX = 64 };

struct xlsx_options {
    const char *name;           /* of the sheets: "units", "units 2"; at most 20 plain characters */
    const char *const *columns; /* NULL behind the last; must outlive the workbook */
    uint32_t sheet_rows;        /* with the first row: 0, or 2 to XLSX_SHEET_ROWS */
};

struct xlsx;

/* NULL with errno when there is no room for temporary files. */
struct xlsx *xlsx_new(const struct xlsx_options *o);
/* Give up, or done. NULL is fine. */
void xlsx_free(struct xlsx *x);

/* The next cell of the row; not more than there are columns. Failures are told by xlsx_finish. */
void xlsx_text(struct xlsx *x, struct str v); /* UTF-8; an empty one leaves the cell empty */
void xlsx_number(struct xlsx *x, int64_t v);  /* as text when Excel could not show all its digits */
void xlsx_bool(struct xlsx *x, bool v);
void xlsx_time(struct xlsx *x, msec at); /* as text before March 1900, where Excel is wrong; 0: empty */
void xlsx_date(struct xlsx *x, msec at); /* the day only */
void xlsx_end_row(struct xlsx *x);

/* No more rows. *ret_fd: the whole file, at its beginning; the caller closes it. False with errno. */
bool xlsx_finish(struct xlsx *x, int *ret_fd);

#endif
