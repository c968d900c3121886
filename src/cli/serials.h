/*
 * serials: lists of serial numbers as people type them: "A1,A2", "SN001..SN100", "100-150", "100+20" (domain/serial_range.h). Pure.
 */
#ifndef CLI_SERIALS_H
#define CLI_SERIALS_H

#include "base/arena.h"
#include "base/str.h"

struct cli_serials {
    struct str *items;
    size_t count, cap;
};

enum { CLI_RANGE_MAX = 1000000 }; /* serials in one range */

/* Append one serial as it is. */
void cli_serials_add(struct cli_serials *s, struct arena *a, struct str serial);
/* Append what a list stands for; false with a sentence in *ret_error when a range cannot be right. Numbers keep their leading zeros. */
bool cli_serials_read(struct cli_serials *s, struct arena *a, struct str list, struct str *ret_error);
/* Append each line that is not blank, without space at its ends. */
void cli_serials_lines(struct cli_serials *s, struct arena *a, struct str text);

#endif
