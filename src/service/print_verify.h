/*
 * service/print_verify: labels are read back with a scanner: is it one of this job's, was it read already, is it another's? Then the
 * job is closed. All but the question what a code is writes: inside a writer job.
 */
#ifndef SERVICE_PRINT_VERIFY_H
#define SERVICE_PRINT_VERIFY_H

#include "service/print_job.h"

enum print_verdict {
    VERDICT_RIGHT,      /* a label of this job, read for the first time */
    VERDICT_AGAIN,      /* a label of this job that was read before */
    VERDICT_WRONG,      /* something else: the detail says what */
    VERDICT_VOID,       /* an old label: the thing has another number by now */
    VERDICT_UNREADABLE, /* nothing that is known */
    VERDICT_TOTAL
};
extern const char *const print_verdict_names[];

struct print_reading {
    enum print_verdict verdict;
    struct str code;          /* as it was scanned */
    struct str detail;        /* a sentence for the person */
    struct print_label label; /* position 0: none of this job */
    struct print_view job;
};

bool service_print_verify(struct ctx *ctx, struct id id, struct str code, struct print_reading *ret);
/* Nothing more is read back. Refused: print_state, while labels wait or are uncertain. */
bool service_print_close(struct ctx *ctx, struct id id, struct print_view *ret);

#endif
