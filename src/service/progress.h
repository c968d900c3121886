/*
 * progress: long work tells how far it is. Told often enough for a progress bar, from the thread that does the work.
 */
#ifndef SERVICE_PROGRESS_H
#define SERVICE_PROGRESS_H

#include <stddef.h>
#include <stdint.h>

struct progress {
    /* step: what is being done, a few words that live as long as the program; total 0: not known. */
    void (*tell)(void *state, const char *step, int64_t done, int64_t total);
    void *state;
};

static inline void progress_tell(const struct progress *p, const char *step, int64_t done, int64_t total)
{
    if (p && p->tell)
        p->tell(p->state, step, done, total);
}

#endif
