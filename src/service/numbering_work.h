/*
 * numbering_work: what the parts of issuing numbers share (numbering_issue.c, numbering_draw.c). Not for others.
 */
#ifndef SERVICE_NUMBERING_WORK_H
#define SERVICE_NUMBERING_WORK_H

#include "service/numbering.h"

struct numbering_work {
    struct ctx *ctx;
    struct ledger *ledger;
    struct numbering_ask ask;
    unsigned char digest[16];

    struct numbering_scheme scheme;
    const struct product *product; /* NULL: numbers of packages */
    int64_t party_id, location_id; /* of the pool */
    struct numbering_maker maker;
    struct numbering_dice dice;
    struct str period;
    struct numbering_counter counter; /* as it is afterwards */
    int64_t skipped;

    struct str *numbers;
    char *bytes; /* of the numbers, each `length` long */
    size_t length;
    bool made; /* by foresee, for the decision that comes */

    struct command command;
    struct command_row *rows;
    struct command_result result;
    struct work *work; /* NULL: of packages */
    struct numbering_answer *answer;
};

/* w->ask.count numbers that nothing bears, from w->counter on. False with ctx->refusal or ctx->failure. */
bool numbering_draw(struct numbering_work *w);

#endif
