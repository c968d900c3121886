/*
 * service/numbering: schemes by which numbers are made, and issuing numbers. A number of a unit is issued by allocating it: the ordinary
 * command `allocate`, in the ledger, so that it is unique, can be void, and never comes back. Numbers of packages have nothing behind them
 * yet and are remembered as issued. Pools are in service/number_pool.h.
 */
#ifndef SERVICE_NUMBERING_H
#define SERVICE_NUMBERING_H

#include "service/command.h"
#include "store/numbering.h"

enum { NUMBERING_PREVIEW_MAX = 100, NUMBERING_SKIPPED_MAX = 1000000 };

/* ---- schemes ---- */

bool service_numbering_scheme_create(struct ctx *ctx, const struct numbering_scheme *in, struct numbering_scheme *ret);
/* ret->version: what was read. The code stays. */
bool service_numbering_scheme_change(struct ctx *ctx, const struct numbering_scheme *in, struct numbering_scheme *ret);
bool service_numbering_scheme_get(struct ctx *ctx, struct str code, struct numbering_scheme *ret);
bool service_numbering_scheme_list(struct ctx *ctx, const struct numbering_scheme_filter *f,
                                   struct numbering_scheme_list *ret);

/* ---- issuing ---- */

struct numbering_ask {
    struct id id;
    struct str scheme;  /* code; empty: the product's */
    struct str product; /* SKU; empty: numbers of packages */
    struct str site, lot, order, note;
    int64_t count;
    struct time_zoned time;
    bool has_time; /* false: now, UTC */
    bool pooled;   /* they are a block for somebody: */
    struct str pool_name, party, location;
    msec expires_at; /* 0: never */
};

struct numbering_answer {
    struct numbering_issue issue;
    struct str *numbers; /* issue.quantity of them, in order */
    bool replayed;       /* the id was known: the first numbers again */
};

struct numbering_work; /* an ask on its way; in ctx->arena */

/* Form only, on any thread; NULL with ctx->refusal or ctx->failure. ask is copied, its texts are not. */
struct numbering_work *service_numbers_prepare(struct ctx *ctx, const struct numbering_ask *ask);
/* For the ledger's foresight: takes the counter and makes the numbers. False: ctx->failure. */
bool service_numbers_foresee(struct numbering_work *w, struct ctx *ctx, struct ledger *ledger);
/* *ret_writes false: nothing is to be written, ret is the first answer again. */
bool service_numbers_decide(struct numbering_work *w, struct ctx *ctx, struct ledger *ledger,
                            struct numbering_answer *ret, bool *ret_writes);
void service_numbers_need(const struct numbering_work *w, struct ledger_numbers *ret);
/* Write what was decided and complete the answer. */
bool service_numbers_write(struct numbering_work *w);
/* All of it, for who has a transaction of its own (tests, the demo company). */
bool service_numbers(struct ctx *ctx, struct ledger *ledger, const struct numbering_ask *ask,
                     struct numbering_answer *ret);

/* The next ask->count numbers (at most NUMBERING_PREVIEW_MAX), which are not taken; what is random is an example. Where a product, site or
 * lot is needed and not given, SKU, SITE or LOT stands. scheme NULL: as the ask says. */
bool service_numbers_preview(struct ctx *ctx, const struct numbering_scheme *scheme, const struct numbering_ask *ask,
                             struct numbering_answer *ret);

/* ---- what was issued ---- */

bool service_numbering_issue_get(struct ctx *ctx, struct id id, struct numbering_issue *ret);
bool service_numbering_issue_list(struct ctx *ctx, const struct numbering_issue_filter *f, struct numbering_issue **ret,
                                  size_t *ret_count);

#endif
