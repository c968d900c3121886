#include "api/cells.h"

#include "base/csv.h"
#include "report/xlsx.h"

void api_cell_str(struct api_cells *out, struct str v, bool first)
{
    if (out->book)
        xlsx_text(out->book, v);
    else
        csv_cell(out->text, v, first);
}

void api_cell_int(struct api_cells *out, int64_t v, bool first)
{
    if (out->book) {
        xlsx_number(out->book, v);
        return;
    }
    if (!first)
        buf_char(out->text, ',');
    buf_int(out->text, v);
}

void api_cell_bool(struct api_cells *out, bool v, bool first)
{
    if (out->book)
        xlsx_bool(out->book, v);
    else
        csv_cell(out->text, v ? STR("true") : STR("false"), first);
}

void api_cell_time(struct api_cells *out, msec at, bool first)
{
    char text[TIME_TEXT_MAX];
    if (out->book) {
        xlsx_time(out->book, at);
        return;
    }
    size_t len = at ? time_print_utc(at, text) : 0;
    csv_cell(out->text, (struct str){text, len}, first);
}

void api_cell_date(struct api_cells *out, msec at, bool first)
{
    char text[TIME_TEXT_MAX];
    if (out->book) {
        xlsx_date(out->book, at);
        return;
    }
    size_t len = at ? time_print_date(at, text) : 0;
    csv_cell(out->text, (struct str){text, len}, first);
}

void api_cells_end(struct api_cells *out)
{
    if (out->book)
        xlsx_end_row(out->book);
    else
        csv_end_row(out->text);
}
