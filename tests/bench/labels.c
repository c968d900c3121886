/*
 * labels: labels of many units as one PDF, beside cairo alone, which draws as many pages with as much on them; and GS1 element strings and
 * Digital Links read, beside looking at each of their bytes once.
 */
#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>

#include "base/limits.h"
#include "base/time.h"
#include "bench/bench.h"
#include "bench/data.h"
#include "gs1/digital_link.h"
#include "gs1/element.h"

static double seconds_since(int64_t started)
{
    return (double)(time_monotonic_ns() - started) / 1e9;
}

/* ---- labels ---- */

static double over_http(struct bench *b, int count)
{
    struct buf body = {0}, pdf = {0};
    data_bulk(&body, "THING", "SN%010ld", (long)bench_random(b, (uint64_t)(b->things - count + 1)), count,
              "\"template\":\"roll-50x25-unit\",\"format\":\"pdf\",");
    int64_t started = time_monotonic_ns();
    int status = bench_ask(&b->server, "POST", "/v1/labels/render", buf_view(&body), &pdf);
    double seconds = seconds_since(started);
    bool good = status == 200 && pdf.len > 1000 && memcmp(pdf.ptr, "%PDF", 4) == 0;
    if (!good)
        snprintf(b->error, sizeof b->error, "labels: %d %.*s", status, (int)(pdf.len < 140 ? pdf.len : 140),
                 pdf.ptr ? pdf.ptr : "");
    buf_free(&body);
    buf_free(&pdf);
    return good ? seconds : -1;
}

static cairo_status_t count_bytes(void *state, const unsigned char *bytes, unsigned len)
{
    (void)bytes;
    *(size_t *)state += len;
    return CAIRO_STATUS_SUCCESS;
}

enum { MODULES = 24, LINES = 4 }; /* a Data Matrix with GTIN and serial; texts beside it */

static void plain_page(cairo_t *cr, int n)
{
    char text[32];
    for (int y = 0; y < MODULES; y++)
        for (int x = 0; x < MODULES; x++)
            if ((x * 7 + y * 13 + n) % 2)
                cairo_rectangle(cr, 4 + x * 2, 4 + y * 2, 2, 2);
    cairo_fill(cr);
    for (int i = 0; i < LINES; i++) {
        snprintf(text, sizeof text, "SN%010d", n);
        cairo_move_to(cr, 64, 14 + 14 * i);
        cairo_show_text(cr, text);
    }
    cairo_show_page(cr);
}

static double by_cairo(int count)
{
    size_t bytes = 0;
    int64_t started = time_monotonic_ns();
    cairo_surface_t *s = cairo_pdf_surface_create_for_stream(count_bytes, &bytes, 50 * 72 / 25.4, 25 * 72 / 25.4);
    cairo_t *cr = cairo_create(s);
    cairo_set_font_size(cr, 7);
    for (int i = 0; i < count; i++)
        plain_page(cr, i);
    cairo_destroy(cr);
    cairo_surface_finish(s);
    bool good = cairo_surface_status(s) == CAIRO_STATUS_SUCCESS && bytes > 1000;
    cairo_surface_destroy(s);
    double seconds = seconds_since(started);
    cairo_debug_reset_static_data(); /* the face that was found for no name, which cairo keeps */
    FcFini();                        /* and what fontconfig has read of the system's fonts */
    return good ? seconds : -1;
}

static bool measure_pdf(struct bench *b)
{
    double values[BENCH_ROUNDS_MAX], raws[BENCH_ROUNDS_MAX];
    int count = b->o->bulk_max < LIMIT_LABELS ? 100 : LIMIT_LABELS; /* the short form */
    count = count < b->things ? count : (int)b->things;
    for (int i = 0; i < b->o->rounds; i++) {
        raws[i] = by_cairo(count);
        values[i] = raws[i] < 0 ? -1 : over_http(b, count);
        if (values[i] < 0)
            return false;
    }
    report_rate(b->report, "labels to PDF in one document", "1/s", count / bench_median(values, b->o->rounds),
                count / bench_median(raws, b->o->rounds));
    return true;
}

/* ---- reading codes ---- */

static const struct code {
    const char *name;
    bool link;
    const char *text;
} codes[] = {
    {"element strings read", false,
     "0109506000134352211234567890ABC\x1D"
     "10LOT4711\x1D"
     "17271231"},
    {"Digital Links read", true, "https://id.example.org/01/09506000134352/10/LOT4711/21/1234567890ABC?17=271231"},
};

static bool read_one(struct arena *a, const struct code *c, struct str text)
{
    struct gs1_message message;
    struct gs1_link link;
    struct gs1_problem problem;
    return c->link ? gs1_link_read(a, text, 2026, &link, &problem)
                   : gs1_raw_read(text, 2026, &message, &problem) && gs1_message_check(&message, &problem);
}

/* Codes a second; negative when one cannot be read. */
static double read_codes(const struct code *c, double seconds)
{
    enum { AT_ONCE = 1000 };
    struct arena *a = arena_new(0);
    struct str text = str_of(c->text);
    int64_t started = time_monotonic_ns();
    bool good = true;
    uint64_t n = 0;
    for (; good && seconds_since(started) < seconds; n += AT_ONCE) {
        for (int i = 0; good && i < AT_ONCE; i++)
            good = read_one(a, c, text);
        arena_reset(a);
    }
    double rate = (double)n / seconds_since(started);
    arena_free(a);
    return good ? rate : -1;
}

static double look_at_bytes(const struct code *c, double seconds)
{
    enum { AT_ONCE = 1000 };
    size_t len = strlen(c->text);
    volatile unsigned seen = 0;
    int64_t started = time_monotonic_ns();
    uint64_t n = 0;
    for (; seconds_since(started) < seconds; n += AT_ONCE)
        for (int i = 0; i < AT_ONCE; i++) {
            unsigned sum = 0;
            for (size_t k = 0; k < len; k++)
                sum = sum * 31 + (unsigned char)c->text[k];
            seen = seen + sum;
        }
    return (double)n / seconds_since(started);
}

static bool measure_codes(struct bench *b)
{
    for (size_t c = 0; c < sizeof codes / sizeof codes[0]; c++) {
        double values[BENCH_ROUNDS_MAX], raws[BENCH_ROUNDS_MAX];
        for (int i = 0; i < b->o->rounds; i++) {
            raws[i] = look_at_bytes(&codes[c], b->o->seconds / 4);
            values[i] = read_codes(&codes[c], b->o->seconds / 2);
            if (values[i] < 0)
                return bench_failed(b, codes[c].name);
        }
        report_rate(b->report, codes[c].name, "1/s", bench_median(values, b->o->rounds),
                    bench_median(raws, b->o->rounds));
    }
    return true;
}

bool measure_labels(struct bench *b)
{
    return measure_pdf(b) && measure_codes(b);
}
