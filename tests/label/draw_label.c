/*
 * draw_label: labels from a template on the command line, for tests.
 *
 *     draw_label TEMPLATE FORMAT DPI [COUNT] [name=value ...] > FILE
 *
 * Fields that are not named have their examples; name= (nothing) makes one empty. With a COUNT each label has a serial of its own,
 * and what was measured goes to standard error. A refusal goes to standard error, too, as "field: detail"; exit status 3.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/time.h"
#include "label/label.h"

#ifdef __SANITIZE_ADDRESS__
#define SANITIZED "true"
#else
#define SANITIZED "false"
#endif

static bool to_stdout(void *state, const void *bytes, size_t len)
{
    (void)state;
    return fwrite(bytes, 1, len, stdout) == len;
}

static struct str read_all(struct arena *a, const char *path)
{
    static char text[LIMIT_LABEL_TEMPLATE_BYTES];
    FILE *f = fopen(path, "r");
    size_t len = f ? fread(text, 1, sizeof text, f) : 0;
    if (f)
        fclose(f);
    return arena_str(a, (struct str){text, len});
}

static void set_value(const struct label_template *t, const char *word, struct label_values *v)
{
    struct str text = str_of(word), name = str_slice(text, 0, str_find(text, '='));
    enum label_field f = label_field_find(name, t->thing);
    if (f == LABEL_FIELD_TOTAL) {
        fprintf(stderr, "draw_label: no field %s\n", word);
        exit(2);
    }
    v->at[f] = str_slice(text, name.len + 1, text.len);
}

static int refused_label(struct arena *a, const struct refusal *r)
{
    fprintf(stderr, "%s: %.*s\n", r->field ? r->field : "", STR_ARG(r->detail));
    arena_free(a);
    return 3;
}

static long resident_kb(void)
{
    long pages = 0, all = 0;
    FILE *f = fopen("/proc/self/statm", "r");
    if (f && fscanf(f, "%ld %ld", &all, &pages) != 2)
        pages = 0;
    if (f)
        fclose(f);
    return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

int main(int argc, char **argv)
{
    struct arena *a = arena_new(0);
    struct label_template t;
    struct label_values v;
    struct refusal refusal = {0};
    struct label_options o = {.start = 1, .dpi = argc > 3 ? atoi(argv[3]) : 0};
    int count = argc > 4 && !strchr(argv[4], '=') ? atoi(argv[4]) : 1;
    long early = 0;
    while (argc > 3 && o.format < LABEL_FORMAT_TOTAL && strcmp(argv[2], label_format_names[o.format]) != 0)
        o.format++;
    if (argc < 4 || o.format == LABEL_FORMAT_TOTAL)
        return 2;
    if (!label_template_read(a, read_all(a, argv[1]), &t, &refusal))
        return refused_label(a, &refusal);
    label_values_example(t.thing, &v);
    for (int i = 4; i < argc; i++)
        if (strchr(argv[i], '='))
            set_value(&t, argv[i], &v);
    int64_t begun = time_monotonic_ns();
    clock_t cpu_begun = clock();
    struct label_job *job = label_begin(a, &t, &o, (struct label_sink){to_stdout, NULL}, &refusal);
    for (int i = 0; job && i < count && !refused(&refusal); i++) {
        char serial[32], gs1[80], link[120];
        if (count > 1) {
            snprintf(serial, sizeof serial, "CAM-%05d", i + 1);
            snprintf(gs1, sizeof gs1, "[01]09506000134352[21]%s", serial);
            snprintf(link, sizeof link, "https://serno.example/01/09506000134352/21/%s", serial);
            v.at[LABEL_UNIT_SERIAL] = str_of(serial);
            v.at[LABEL_GS1] = str_of(gs1);
            v.at[LABEL_LINK] = str_of(link);
        }
        if (!label_add(job, &v, &refusal))
            break;
        if (i == count / 10)
            early = resident_kb();
    }
    if (job && !refused(&refusal) && !label_end(job))
        perror("draw_label");
    double s = (double)(time_monotonic_ns() - begun) / 1e9, cpu = (double)(clock() - cpu_begun) / CLOCKS_PER_SEC;
    long late = resident_kb();
    label_free(job);
    if (refused(&refusal))
        return refused_label(a, &refusal);
    if (count > 1)
        fprintf(stderr,
                "{\"labels\": %d, \"seconds\": %.3f, \"cpu_seconds\": %.3f, \"early_kb\": %ld, \"late_kb\": %ld, "
                "\"sanitized\": %s}\n",
                count, s, cpu, early, late, SANITIZED);
    arena_free(a);
    return 0;
}
