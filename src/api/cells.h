/*
 * cells: a row of a list as cells, of a CSV file or of a workbook. A list's csv function says them one after the other, in the order
 * of its columns.
 */
#ifndef API_CELLS_H
#define API_CELLS_H

#include "base/buf.h"
#include "base/time.h"

struct xlsx;

/* Where cells go: one of them. */
struct api_cells {
    struct buf *text;
    struct xlsx *book;
};

/* first begins the row. In CSV numbers and times are not quoted, and texts cannot become formulas. */
void api_cell_str(struct api_cells *out, struct str v, bool first);
void api_cell_int(struct api_cells *out, int64_t v, bool first);
void api_cell_bool(struct api_cells *out, bool v, bool first);  /* true, false */
void api_cell_time(struct api_cells *out, msec at, bool first); /* empty when 0 */
void api_cell_date(struct api_cells *out, msec at, bool first); /* empty when 0 */
void api_cells_end(struct api_cells *out);

#endif
