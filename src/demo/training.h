/*
 * training: things to practise with, beside the demo company's own: for each way of scanning a few units that stand just where they
 * should before it, with the codes that are scanned. Made through the same commands that people give.
 */
#ifndef DEMO_TRAINING_H
#define DEMO_TRAINING_H

#include "service/writer.h"

enum { TRAINING_SERIALS = 6, TRAINING_LESSONS = 11 };

/* What is not needed is empty. */
struct training_lesson {
    const char *mode; /* as the scan page calls it: "receive" */
    struct str product, location, party, order, package;
    struct str serials[TRAINING_SERIALS];
    int serial_count;
    struct str missing; /* of a count: in the books, and not on the shelf */
};

struct training {
    struct training_lesson lessons[TRAINING_LESSONS];
    int64_t size; /* of the ledger: what comes later was done by trainees */
};

struct training_options {
    struct actor actor; /* who prepares it: an administrator of the demo company */
    msec now;
    struct str product, serial; /* a unit worth looking up */
};

/* In a database with a demo company (demo.h), once. Texts of *ret live in the arena, or for ever. False with a sentence in error. Not
 * on the writer's thread. */
bool training_make(struct writer *w, struct arena *a, const struct training_options *o, struct training *ret,
                   char *error, size_t error_size);

#endif
