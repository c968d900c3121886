#include "api/print_queue.h"

#include <poll.h>
#include <stdio.h>

#include "base/time.h"
#include "print/cups.h"

enum { ASK_MS = 200 };

static bool wrong(struct print_trouble *t, enum print_problem problem, enum label_state became)
{
    t->problem = problem;
    t->became = became;
    return false;
}

bool print_queue_ready(const struct printer *p, struct print_trouble *ret)
{
    return print_cups_ready(p->queue, ret->detail, sizeof ret->detail) || wrong(ret, PRINT_NO_SPOOLER, LABEL_WAITING);
}

static int64_t now_ms(void)
{
    return time_monotonic_ns() / 1000000;
}

/* A print server tells its queue's troubles at once; those of the printer itself come and go, and count when they stay. */
static enum print_problem problem_of(enum print_cups_job state, bool answered, bool long_enough)
{
    if (!answered)
        return PRINT_NO_SPOOLER;
    if (state == PRINT_CUPS_STOPPED)
        return PRINT_OTHER_TROUBLE;
    if (!long_enough)
        return PRINT_FINE;
    return state == PRINT_CUPS_SILENT ? PRINT_NO_ANSWER : PRINT_OTHER_TROUBLE;
}

static bool until_done(const struct printer *p, int job, const struct print_watch *watch, struct print_trouble *t)
{
    enum print_problem told = PRINT_FINE;
    int64_t well_ms = now_ms();
    for (;;) {
        enum print_cups_job state = PRINT_CUPS_WAITS;
        bool answered = print_cups_ask(p->queue, job, &state, t->detail, sizeof t->detail);
        if (state == PRINT_CUPS_DONE) {
            t->became = LABEL_CONFIRMED;
            return true;
        }
        if (state == PRINT_CUPS_FAILED)
            return wrong(t, PRINT_OTHER_TROUBLE, LABEL_UNCERTAIN);
        if (answered && state == PRINT_CUPS_WAITS)
            well_ms = now_ms();
        enum print_problem problem = problem_of(state, answered, now_ms() - well_ms >= p->patience * 1000);
        if (problem != PRINT_FINE && problem != told) {
            told = problem;
            watch->stalled(watch->state, problem, t->detail);
        }
        if (!watch->tick(watch->state, told != PRINT_FINE))
            return wrong(t, PRINT_NO_ANSWER, LABEL_UNCERTAIN);
        poll(NULL, 0, ASK_MS);
    }
}

bool print_queue_send(const struct printer *p, const char *name, struct str document, const struct print_watch *watch,
                      struct print_trouble *ret)
{
    int job = 0;
    switch (print_cups_send(p->queue, name, document, &job, ret->detail, sizeof ret->detail)) {
    case PRINT_CUPS_TAKEN:
        return until_done(p, job, watch, ret);
    case PRINT_CUPS_NOT:
        return wrong(ret, PRINT_NO_SPOOLER, LABEL_WAITING);
    default:
        return wrong(ret, PRINT_NO_SPOOLER, LABEL_UNCERTAIN);
    }
}
