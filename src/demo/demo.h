/*
 * demo: makes a company to look at: an electronics distributor and repairer with three sites and two years of history, through the
 * very commands that people give, from a seed. The same seed told at the same moment gives the same events, but for the times at
 * which they are recorded; told later on the same day, the same events and more.
 *
 * The clock of the writer's jobs is the company's: an event is recorded when it happened, so that the history looks as it would
 * after two years of work.
 */
#ifndef DEMO_DEMO_H
#define DEMO_DEMO_H

#include "domain/lifecycle.h"
#include "service/progress.h"
#include "service/writer.h"

#define DEMO_UNTIL_MIN INT64_C(946684800000) /* 2000-01-01 */
enum { DEMO_UNITS = 20000, DEMO_UNITS_MIN = 500, DEMO_UNITS_MAX = 500000, DEMO_SIGN_INS = 4 };

struct demo_options {
    uint64_t seed;
    int units;                       /* DEMO_UNITS_MIN to DEMO_UNITS_MAX */
    msec until;                      /* the history ends here: now; DEMO_UNTIL_MIN or later */
    struct actor admin;              /* who makes the master data */
    bool nobody_signs_in;            /* no passwords, which take most of the time that a small company takes */
    const struct progress *progress; /* or NULL; told from the writer's thread */
};

struct demo_sign_in {
    const char *name;
    unsigned roles;
    char password[24];
};

/* Things worth looking up, each with its product. */
struct demo_example {
    struct str product, code;
};

struct demo_report {
    int64_t events, units, packages;
    int64_t commands[COMMAND_TOTAL]; /* events of each */
    int64_t statuses[STATUS_TOTAL];  /* units of each, now */
    int64_t holds;                   /* units on hold */
    int products, locations, parties;
    msec from, until;
    struct demo_sign_in sign_ins[DEMO_SIGN_INS];
    struct demo_example serial;  /* of a unit with much history */
    struct demo_example lot;     /* under recall */
    struct demo_example package; /* a pallet, ready to leave; product is empty */
    struct demo_example device;  /* with parts inside */
};

enum demo_result {
    DEMO_MADE,
    DEMO_REFUSED, /* the database is in use, or the options make no sense; nothing was written */
    DEMO_FAILED   /* the world failed, or the story is wrong; what was told until then is in the database */
};

/* Texts of *ret live in the arena. On refusal and failure error has a sentence. Not on the writer's thread. */
enum demo_result demo_make(struct writer *w, struct arena *a, const struct demo_options *o, struct demo_report *ret,
                           char *error, size_t error_size);

#endif
