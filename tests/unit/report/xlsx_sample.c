/*
 * xlsx_sample: writes a workbook of difficult cells to standard output; test_xlsx.py reads it back. With the argument "abandon" it
 * begins one and gives up.
 */
#include <assert.h>
#include <string.h>
#include <unistd.h>

#include "report/xlsx.h"

static const char *const columns[] = {"text", "number", "flag", "time", "date", NULL};

static const struct {
    const char *text;
    int64_t number;
    bool flag;
    msec time, date;
} rows[] = {
    {"00123", 0, false, INT64_C(1795422600123), INT64_C(1795392000000)},
    {"4006381333931000123", 999999999999999, true, 0, 0},
    {"=1+1", 1000000000000000, true, -INT64_C(2203891200000), -INT64_C(2203891200000)},
    {"_x0041_ and _x00_", -999999999999999, false, -INT64_C(2203891200001), 1},
    {"http://example.com/", INT64_MIN, false, 1, -INT64_C(2203891200001)},
    {"a <b> & \"c\" \x1d ü €", 7, true, INT64_C(253402300799999), INT64_C(86400000)},
    {"", -1, false, 0, 0},
};

static void put(struct xlsx *x, size_t i)
{
    xlsx_text(x, str_of(rows[i].text));
    xlsx_number(x, rows[i].number);
    xlsx_bool(x, rows[i].flag);
    xlsx_time(x, rows[i].time);
    xlsx_date(x, rows[i].date);
    xlsx_end_row(x);
}

static void put_long(struct xlsx *x)
{
    static char text[40000];
    for (size_t i = 0; i < sizeof text; i += 2)
        memcpy(text + i, "\xc3\xbc", 2);
    xlsx_text(x, (struct str){text, sizeof text});
    xlsx_end_row(x);
}

static void copy(int fd)
{
    char block[4096];
    for (ssize_t n; (n = read(fd, block, sizeof block)) > 0;)
        assert(write(STDOUT_FILENO, block, (size_t)n) == n);
    close(fd);
}

int main(int argc, char **argv)
{
    int fd;
    struct xlsx *x = xlsx_new(&(struct xlsx_options){.name = "sample", .columns = columns, .sheet_rows = 4});
    assert(x);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        put(x, i);
    put_long(x);
    if (argc > 1 && strcmp(argv[1], "abandon") == 0) {
        xlsx_free(x);
        return 0;
    }
    bool good = xlsx_finish(x, &fd);
    if (good)
        copy(fd);
    xlsx_free(x);
    return good ? 0 : 1;
}
