/*
 * main: the options of serno-bench, which `./dev bench` builds and runs. How to read its figures: docs/internals/performance.md.
 */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "bench/bench.h"

static const char usage[] = "usage: ./dev bench [OPTIONS]\n\n"
                            "  --sizes LIST      units held, one measurement for each: 10k,1m,10m (usually 10k,1m)\n"
                            "  --units N         the same for one size, in thousands\n"
                            "  --only LIST       parts: scans, look-ups, reads, labels, numbers, bulk\n"
                            "  --seconds N       how long each measurement lasts; usually 3\n"
                            "  --rounds N        how often, each beside its plain loop; the median counts; usually 3\n"
                            "  --short           one short round and no bulk above 1,000: does it run at all\n"
                            "  --engine NAME     sqlite (usual) or another that was built in\n"
                            "  --url URL         a database of PostgreSQL, beside which the bench makes its own\n"
                            "  --dir FOLDER      for the databases; usually TMPDIR or /tmp. 10m takes 9 GB there\n"
                            "  --serno FILE      the program to measure; usually the one built beside\n"
                            "  --keep            leave the database where it is, and say who may sign in\n"
                            "  --json FILE       keep the figures\n";

enum { SIZES_MAX = 8 };

struct run {
    struct bench_options options;
    long sizes[SIZES_MAX];
    int size_count;
    const char *json;
};

static bool add_size(struct run *r, long units)
{
    if (r->size_count == SIZES_MAX || units < 1000 || units > 1000L * 1000 * 1000)
        return false;
    r->sizes[r->size_count++] = units;
    return true;
}

/* "10k,1m": k and m stand for thousands and millions. */
static bool read_sizes(struct run *r, const char *text)
{
    while (*text) {
        char *end;
        long n = strtol(text, &end, 10);
        if (end == text)
            return false;
        n *= *end == 'k' ? 1000 : *end == 'm' ? 1000000 : 1;
        end += *end == 'k' || *end == 'm';
        if (!add_size(r, n) || (*end && *end != ','))
            return false;
        text = *end ? end + 1 : end;
    }
    return r->size_count > 0;
}

static const struct engine *engine_by_name(const char *name)
{
    for (int i = 0; raw_engines[i]; i++)
        if (strcmp(raw_engines[i]->name, name) == 0)
            return raw_engines[i];
    return NULL;
}

static void set_short(struct bench_options *o)
{
    o->seconds = 0.1;
    o->rounds = 1;
    o->bulk_max = 1000;
}

static bool set_option(struct run *r, int c, const char *value)
{
    struct bench_options *o = &r->options;
    switch (c) {
    case 'z':
        return read_sizes(r, value);
    case 'u':
        return add_size(r, strtol(value, NULL, 10) * 1000);
    case 'o':
        o->only = value;
        return true;
    case 's':
        o->seconds = strtod(value, NULL);
        return o->seconds > 0 && o->seconds <= 3600;
    case 'r':
        o->rounds = (int)strtol(value, NULL, 10);
        return o->rounds >= 1 && o->rounds <= BENCH_ROUNDS_MAX;
    case 'S':
        set_short(o);
        return true;
    case 'e':
        o->engine = engine_by_name(value);
        return o->engine != NULL;
    case 'k':
        return o->keep = true;
    case 'l':
        o->url = value;
        return true;
    case 'd':
        o->dir = value;
        return true;
    case 'p':
        o->serno = value;
        return true;
    case 'j':
        r->json = value;
        return true;
    default:
        return false;
    }
}

static bool read_options(struct run *r, int argc, char **argv)
{
    static const struct option options[] = {
        {"sizes", required_argument, NULL, 'z'},
        {"units", required_argument, NULL, 'u'},
        {"only", required_argument, NULL, 'o'},
        {"seconds", required_argument, NULL, 's'},
        {"rounds", required_argument, NULL, 'r'},
        {"short", no_argument, NULL, 'S'},
        {"engine", required_argument, NULL, 'e'},
        {"keep", no_argument, NULL, 'k'},
        {"url", required_argument, NULL, 'l'},
        {"dir", required_argument, NULL, 'd'},
        {"serno", required_argument, NULL, 'p'},
        {"json", required_argument, NULL, 'j'},
        {0},
    };
    for (int c; (c = getopt_long(argc, argv, "", options, NULL)) != -1;)
        if (!set_option(r, c, optarg)) {
            fputs(usage, stderr);
            return false;
        }
    return r->size_count || read_sizes(r, "10k,1m");
}

int main(int argc, char **argv)
{
    const char *tmp = getenv("TMPDIR");
    struct run r = {.options = {.engine = &raw_sqlite,
                                .serno = SERNO_PROGRAM,
                                .dir = tmp ? tmp : "/tmp",
                                .seconds = 3,
                                .rounds = 3,
                                .bulk_max = LIMIT_BULK_UNITS}};
    if (!read_options(&r, argc, argv))
        return 2;
    struct report *report = report_new(stdout, r.options.engine->name);
    printf("Serno bench on %s: %g s a measurement, median of %d\n", r.options.engine->name, r.options.seconds,
           r.options.rounds);
    bool ok = true;
    for (int i = 0; ok && i < r.size_count; i++) {
        printf("\n%ld units held", r.sizes[i]);
        ok = bench_size(&r.options, report, r.sizes[i]);
    }
    if (ok && r.json && !report_json(report, r.json)) {
        fprintf(stderr, "serno-bench: cannot write %s\n", r.json);
        ok = false;
    }
    report_free(report);
    return ok ? 0 : 1;
}
