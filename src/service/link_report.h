/*
 * service/link_report: what strangers report or ask for on a unit's page. It changes nothing: it waits until a person accepts it, which
 * gives an ordinary command with that person's rights, or dismisses it.
 */
#ifndef SERVICE_LINK_REPORT_H
#define SERVICE_LINK_REPORT_H

#include "service/ctx.h"
#include "service/ledger.h"
#include "store/link_report.h"

enum {
    LINK_REPORT_DAYS = 90,     /* decided ones are kept */
    LINK_WAITING_MAX = 5000,   /* waiting in all, */
    LINK_WAITING_UNIT_MAX = 10 /* and of one unit; more are refused: too_many */
};

/* On the writer; nobody needs to be signed in. What waits already is not noted twice. */
bool service_link_report_create(struct ctx *ctx, const struct link_report *in);

bool service_link_report(struct ctx *ctx, int64_t id, struct link_report *ret);
bool service_link_report_list(struct ctx *ctx, const struct link_report_filter *f, int64_t before, int limit,
                              struct link_report **ret, size_t *ret_count);

struct link_decision {
    int64_t id;
    bool accept;
    int command;         /* of enum command_code; -1: nothing is written to the ledger */
    struct str party;    /* to whom it is registered */
    struct str location; /* where it was found */
    struct str reason;   /* needed to dismiss */
};
/* Managers and support; the command has its own rights. Refused: not_found, report_decided, bad_value (the command is none for this
 * kind of report), or whatever the command says. */
bool service_link_report_decide(struct ctx *ctx, struct ledger *ledger, const struct link_decision *d,
                                struct link_report *ret);

#endif
