/*
 * print/status: what a ZPL printer answers to ~HS (Host Status Return, ZPL II Programming Guide): three lines of fields between commas,
 * each between STX and ETX. Pure.
 */
#ifndef PRINT_STATUS_H
#define PRINT_STATUS_H

#include "base/str.h"

struct print_status {
    bool paper_out, paused, buffer_full, partial; /* partial: a format has begun and not ended */
    bool head_open, ribbon_out, too_cold, too_hot;
    int64_t formats; /* in the receive buffer */
    int64_t labels;  /* that remain of the batch */
};

enum print_status_result { PRINT_STATUS_WHOLE, PRINT_STATUS_MORE, PRINT_STATUS_BAD };

/* bytes: all that came so far. MORE: the answer is not complete yet; BAD: it is none. */
enum print_status_result print_status_parse(struct str bytes, struct print_status *ret);
/* Nothing is left in the printer: what was sent has come out. */
bool print_status_empty(const struct print_status *s);

#endif
