/*
 * refusal: a rule said no. A value with a name that is the same in C, HTTP, CLI and docs; its text comes from spec/refusals.json.
 */
#ifndef DOMAIN_REFUSAL_H
#define DOMAIN_REFUSAL_H

#include "base/arena.h"
#include "base/str.h"
#include "refusals.gen.h"

struct refusal_text {
    const char *name;
    int status; /* HTTP */
    const char *title, *says;
};
extern const struct refusal_text refusal_texts[]; /* by enum refusal_code */

struct refusal {
    enum refusal_code code; /* REFUSED_NOT: all is well */
    const char *field;      /* the member or column that is wrong; NULL when it is none in particular */
    int row;                /* row of a bulk command or import, from 1; 0 when there is only one */
    struct str detail;      /* what exactly, for a person; arena */
    uint64_t allowed;       /* COMMAND_BITs that are allowed now instead, when that is known */
};

static inline bool refused(const struct refusal *r)
{
    return r->code != REFUSED_NOT;
}

/* Fill *r; detail is formatted into the arena. Returns false, so that `return refuse(...)` reads well. */
bool refuse(struct refusal *r, struct arena *a, enum refusal_code code, const char *field, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

#endif
