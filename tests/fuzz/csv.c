/*
 * Any bytes as CSV: the reader ends, never says a line that is not there, and what the writer makes of the cells it read
 * comes back as the same cells (a defused formula keeps its apostrophe).
 */
#include "base/csv.h"
#include "fuzz.h"

static bool same_or_defused(struct str written, struct str read)
{
    bool defused = read.len == written.len + 1 && read.ptr[0] == '\'';
    return str_eq(written, defused ? str_slice(read, 1, read.len) : read);
}

static void write_row(struct buf *out, const struct csv_row *row)
{
    for (size_t i = 0; i < row->count; i++)
        csv_cell(out, row->cells[i], i == 0);
    csv_end_row(out);
}

static void check_round_trip(struct arena *a, const struct csv_row *row)
{
    /* A header of one plain word and a comma fixes the separator, as our own exports do. */
    struct buf out = {0};
    buf_z(&out, "a,b\r\n");
    write_row(&out, row);
    struct csv again;
    struct csv_row read;
    csv_open(&again, buf_view(&out));
    assert(csv_next(&again, a, &read) == CSV_ROW && read.count == 2);
    assert(csv_next(&again, a, &read) == CSV_ROW && read.count == row->count);
    for (size_t i = 0; i < read.count; i++)
        assert(same_or_defused(row->cells[i], read.cells[i]));
    assert(csv_next(&again, a, &read) == CSV_END);
    buf_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new(16 << 20);
    struct csv csv;
    struct csv_row row;
    csv_open(&csv, (struct str){(const char *)data, size});
    enum csv_result result;
    int rows = 0, line = 0;
    while ((result = csv_next(&csv, a, &row)) == CSV_ROW) {
        assert(row.line > line && row.count > 0);
        line = row.line;
        if (rows++ < 8)
            check_round_trip(a, &row);
    }
    assert(result != CSV_END || csv_next(&csv, a, &row) == CSV_END);
    assert(csv_result_text(result));
    arena_free(a);
    return 0;
}
