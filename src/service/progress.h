/*
 * progress: long work tells how far it is, and asks whether it shall go on. Told often enough for a progress bar, from the thread
 * that does the work.
 */
#ifndef SERVICE_PROGRESS_H
#define SERVICE_PROGRESS_H

#include "service/ctx.h"

struct progress {
    /* step: what is being done, a few words that live as long as the program; total 0: not known. */
    void (*tell)(void *state, const char *step, int64_t done, int64_t total);
    void *state;
    bool (*stopped)(void *state); /* somebody does not want it any more; NULL: never */
};

static inline void progress_tell(const struct progress *p, const char *step, int64_t done, int64_t total)
{
    if (p && p->tell)
        p->tell(p->state, step, done, total);
}

/* False with the refusal cancelled when it shall end. */
static inline bool progress_goes_on(const struct progress *p, struct ctx *ctx)
{
    if (!p || !p->stopped || !p->stopped(p->state))
        return true;
    ctx->refusal = (struct refusal){.code = REFUSED_CANCELLED, .detail = STR("It was cancelled; nothing was written.")};
    return false;
}

#endif
