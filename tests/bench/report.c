#include "bench/report.h"

#include <assert.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"

enum { FIGURES_MAX = 400, NAME_MAX_BYTES = 64 };

enum sort { RATE, TIME, FACT };
enum promised { VALUE_BELOW, VALUE_FROM, RATIO_FROM, VALUE_OF_FIRST, RATIO_OF_FIRST };

struct figure {
    long units; /* of the size it belongs to */
    char name[NAME_MAX_BYTES];
    const char *unit;
    enum sort sort;
    double value, raw;
};

struct report {
    FILE *out;
    const char *engine;
    long units, first_units;
    struct figure figures[FIGURES_MAX];
    int count;
};

/* OF_FIRST: against the same figure at the first size of the run. */
static const struct promise {
    const char *engine; /* NULL: any */
    const char *name;
    enum promised what;
    double bound;
} promises[] = {
    {"sqlite", "receive 10,000", RATIO_FROM, 0.4},
    {"sqlite", "receive 10,000", VALUE_OF_FIRST, 0.8},
    {"sqlite", "receive 100,000", VALUE_OF_FIRST, 0.8},
    {"sqlite", "scan, 64 connections", RATIO_OF_FIRST, 1.0},
    {"sqlite", "look-up by serial, 64 connections", RATIO_FROM, 0.35},
    {"sqlite", "look-up with last 20 events, 64 connections", RATIO_FROM, 0.25},
    {"sqlite", "database per received unit", VALUE_BELOW, 600},
    {"postgres", "receive 10,000", RATIO_FROM, 0.35},
    {"postgres", "receive 100,000", RATIO_FROM, 0.35},
    {"postgres", "scan, 64 connections", RATIO_FROM, 0.6},
    {"postgres", "look-up by serial, 64 connections", RATIO_FROM, 0.5},
    {NULL, "scan, 1 connection, p50", VALUE_BELOW, 2},
    {NULL, "look-up by serial, 64 connections, p99", VALUE_BELOW, 2},
    {NULL, "look-up by serial, 1 connection, p99", VALUE_BELOW, 2},
    {NULL, "look-up by suffix, 1 connection, p99", VALUE_BELOW, 2},
    {NULL, "look-up by identifier, 1 connection, p99", VALUE_BELOW, 2},
    {NULL, "scan of a serial, 1 connection, p99", VALUE_BELOW, 2},
    {NULL, "100,000 numbers in a sequence", VALUE_BELOW, 1},
    {NULL, "100,000 numbers at random", VALUE_BELOW, 1},
    {NULL, "100,000 numbers as a pool", VALUE_BELOW, 1},
    {NULL, "labels to PDF in one document", VALUE_FROM, 1000},
    {NULL, "element strings read", VALUE_FROM, 1000000},
    {NULL, "trace of a lot, first page", VALUE_BELOW, 100},
    {NULL, "trace of a lot, all", VALUE_BELOW, 2000},
    {NULL, "peak memory of the server", VALUE_BELOW, 200},
    {NULL, "start of the server", VALUE_BELOW, 1},
};
enum { PROMISES = sizeof promises / sizeof promises[0] };

struct report *report_new(FILE *out, const char *engine)
{
    struct report *r = calloc(1, sizeof *r);
    assert(r);
    r->out = out;
    r->engine = engine;
    return r;
}

void report_free(struct report *r)
{
    free(r);
}

void report_size(struct report *r, long units)
{
    r->units = units;
    if (!r->first_units)
        r->first_units = units;
    fprintf(r->out, "\n\n%-58s %13s %13s %7s\n", "", "value", "raw", "ratio");
}

static double ratio_of(const struct figure *f)
{
    if (f->sort == FACT)
        return 0;
    return f->sort == RATE ? f->value / f->raw : f->raw / f->value;
}

static const struct figure *first_of(const struct report *r, const struct figure *f)
{
    for (int i = 0; i < r->count; i++)
        if (r->figures[i].units == r->first_units && strcmp(r->figures[i].name, f->name) == 0)
            return &r->figures[i];
    return f;
}

static bool applies(const struct report *r, const struct promise *p, const struct figure *f)
{
    bool of_first = p->what == VALUE_OF_FIRST || p->what == RATIO_OF_FIRST;
    return strcmp(p->name, f->name) == 0 && (!p->engine || strcmp(p->engine, r->engine) == 0) &&
           !(of_first && f->units == r->first_units);
}

static bool kept(const struct report *r, const struct promise *p, const struct figure *f)
{
    const struct figure *first = first_of(r, f);
    switch (p->what) {
    case VALUE_BELOW:
        return f->value < p->bound;
    case VALUE_FROM:
        return f->value >= p->bound;
    case RATIO_FROM:
        return ratio_of(f) >= p->bound;
    case VALUE_OF_FIRST:
        return f->value >= p->bound * first->value;
    case RATIO_OF_FIRST:
        return ratio_of(f) >= p->bound * ratio_of(first);
    }
    return false;
}

/* What was promised, as a person reads it. */
static void print_wanted(const struct report *r, const struct promise *p, const struct figure *f, char *out,
                         size_t size)
{
    const struct figure *first = first_of(r, f);
    switch (p->what) {
    case VALUE_BELOW:
        snprintf(out, size, "< %g", p->bound);
        return;
    case VALUE_FROM:
        snprintf(out, size, ">= %.0f", p->bound);
        return;
    case RATIO_FROM:
        snprintf(out, size, "ratio >= %g", p->bound);
        return;
    case VALUE_OF_FIRST:
        snprintf(out, size, ">= %.0f (%g of that at %ld)", p->bound * first->value, p->bound, r->first_units);
        return;
    case RATIO_OF_FIRST:
        snprintf(out, size, "ratio >= %.2f (that at %ld)", p->bound * ratio_of(first), r->first_units);
        return;
    }
}

static void print_figure(const struct report *r, const struct figure *f)
{
    int decimals = f->value < 100 ? 3 : 0;
    fprintf(r->out, "%-50s %-7s %13.*f", f->name, f->unit, decimals, f->value);
    if (f->sort == FACT)
        fprintf(r->out, " %13s %7s", "-", "-");
    else
        fprintf(r->out, " %13.*f %7.2f", decimals, f->raw, ratio_of(f));
    for (int i = 0; i < PROMISES; i++) {
        char wanted[120];
        if (!applies(r, &promises[i], f))
            continue;
        print_wanted(r, &promises[i], f, wanted, sizeof wanted);
        fprintf(r->out, "  %s: %s", wanted, kept(r, &promises[i], f) ? "kept" : "MISSED");
    }
    fputc('\n', r->out);
    fflush(r->out);
}

static void add(struct report *r, struct figure f, const char *name)
{
    assert(r->count < FIGURES_MAX);
    f.units = r->units;
    snprintf(f.name, sizeof f.name, "%s", name);
    r->figures[r->count++] = f;
    print_figure(r, &r->figures[r->count - 1]);
}

void report_rate(struct report *r, const char *name, const char *unit, double value, double raw)
{
    add(r, (struct figure){.sort = RATE, .unit = unit, .value = value, .raw = raw}, name);
}

void report_time(struct report *r, const char *name, const char *unit, double value, double raw)
{
    add(r, (struct figure){.sort = TIME, .unit = unit, .value = value, .raw = raw}, name);
}

void report_fact(struct report *r, const char *name, const char *unit, double value)
{
    add(r, (struct figure){.sort = FACT, .unit = unit, .value = value}, name);
}

void report_note(struct report *r, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("  ", r->out);
    vfprintf(r->out, format, args);
    fputc('\n', r->out);
    va_end(args);
}

/* ---- JSON ---- */

static void put_number(struct json_out *o, const char *key, double value)
{
    char text[64];
    snprintf(text, sizeof text, "%.6g", value);
    json_key(o, key);
    json_put_raw(o, str_of(text));
}

static void put_promises(struct json_out *o, const struct report *r, const struct figure *f)
{
    json_key(o, "promises");
    json_begin_array(o);
    for (int i = 0; i < PROMISES; i++) {
        char wanted[120];
        if (!applies(r, &promises[i], f))
            continue;
        print_wanted(r, &promises[i], f, wanted, sizeof wanted);
        json_begin_object(o);
        json_field_z(o, "wanted", wanted);
        json_field_bool(o, "kept", kept(r, &promises[i], f));
        json_end_object(o);
    }
    json_end_array(o);
}

static void put_figure(struct json_out *o, const struct report *r, const struct figure *f)
{
    json_begin_object(o);
    json_field_int(o, "units", f->units);
    json_field_z(o, "name", f->name);
    json_field_z(o, "unit", f->unit);
    put_number(o, "value", f->value);
    if (f->sort != FACT) {
        put_number(o, "raw", f->raw);
        put_number(o, "ratio", ratio_of(f));
    }
    put_promises(o, r, f);
    json_end_object(o);
}

bool report_json(const struct report *r, const char *path)
{
    struct buf text = {0};
    struct json_out o;
    json_out_init(&o, &text);
    json_begin_object(&o);
    json_field_z(&o, "engine", r->engine);
    json_key(&o, "figures");
    json_begin_array(&o);
    for (int i = 0; i < r->count; i++)
        put_figure(&o, r, &r->figures[i]);
    json_end_array(&o);
    json_end_object(&o);
    buf_char(&text, '\n');
    FILE *f = fopen(path, "w");
    bool ok = f && fwrite(text.ptr, 1, text.len, f) == text.len;
    if (f)
        ok = fclose(f) == 0 && ok;
    buf_free(&text);
    return ok;
}
