/*
 * How many element strings a core reads and judges in a second: values checked, pairings too. Prints the figure; the long form
 * (SERNO_LONG=1, an optimised program) fails below a million.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "gs1/element.h"

enum { YEAR = 2026, PROMISED = 1000000 };

#define G "\x1D"

/* What is on things: medicines, devices, pallets, meat, crates, places. */
static const char *const strings[] = {
    "01095060001343521726123110LOT-2026-11" G "21ABC1234567890XYZ",
    G "010950600013435221K9V8PQ2W7X" G "1728060010A-774",
    "001061414123456789080209506000134352"
    "37240",
    "010950600013435231020123451527013110B7",
    "01095060001343521126010121S-000000000001" G "240CAM-4K" G "70032701312359",
    "800309521321000018CRATE-0815",
    "4149521321000018254BIN-77",
    "8006982740824673570102" G "21PAIR-1",
};
enum { STRINGS = sizeof strings / sizeof *strings };

static bool read_all(const struct str *items, struct gs1_message *m, struct gs1_problem *p)
{
    for (size_t i = 0; i < STRINGS; i++) {
        if (!gs1_raw_read(items[i], YEAR, m, p) || !gs1_message_check(m, p)) {
            printf("%.*s: %s\n", STR_ARG(items[i]), p->text);
            return false;
        }
    }
    return true;
}

int main(void)
{
    struct str items[STRINGS];
    struct gs1_message m;
    struct gs1_problem p = {0};
    const char *text = getenv("SERNO_LONG");
    bool lengthy = text && strcmp(text, "1") == 0;
    clock_t began = clock(), took = 0; /* time of this core, not of those beside it */
    int64_t reads = 0;
    for (size_t i = 0; i < STRINGS; i++)
        items[i] = str_of(strings[i]);
    while (took < (lengthy ? 2 : 1) * CLOCKS_PER_SEC / 2) {
        for (int round = 0; round < 1000; round++) {
            if (!read_all(items, &m, &p))
                return 1;
        }
        reads += 1000 * STRINGS;
        took = clock() - began;
    }
    int64_t rate = reads * CLOCKS_PER_SEC / took;
    printf("figure: %lld element strings read and judged a second on one core\n", (long long)rate);
    return lengthy && rate < PROMISED;
}
