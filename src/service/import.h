/*
 * import: take in products, locations, parties or units from a CSV file. Two steps:
 *
 *   service_import_read   any thread, no database: finds the columns (domain/import_layout.h), reads every row, notes every cell
 *                         that cannot be right, and every number that stands twice in the file.
 *   service_import_run    inside a writer job: does the good rows through the same service functions and commands as everybody
 *                         else, as the actor of ctx, and notes which rows were refused. If there were any, everything is undone and
 *                         done again without them, until nothing is refused. Then the mode decides whether it stays.
 *
 * So a dry run is the real thing, undone; a row of the file is taken in wholly or not at all; and an import can do nothing that
 * the actor could not do by commands.
 */
#ifndef SERVICE_IMPORT_H
#define SERVICE_IMPORT_H

#include "domain/import_layout.h"
#include "service/ledger.h"
#include "service/progress.h"
#include "store/import_run.h"

enum import_mode {
    IMPORT_CHECK, /* dry run: nothing stays */
    IMPORT_ALL,   /* all rows, or nothing when one of them is bad */
    IMPORT_GOOD,  /* the good rows; the bad ones are kept as a file that can be put right and brought again */
    IMPORT_MODE_TOTAL
};
extern const char *const import_mode_names[]; /* "check", "all", "good" */

enum {
    IMPORT_ERRORS_SHOWN = 10000, /* errors in a report; more are only counted */
    IMPORT_ROWS_SHOWN = 200,     /* bad rows with their cells; all are in the file of bad rows */
    IMPORT_CELL_SHOWN = 200      /* bytes of such a cell */
};

struct import_options {
    enum import_kind kind;
    enum import_layout layout;
    enum import_mode mode;
    bool create;                     /* units: products and locations that are not there are made, too */
    struct import_choices choices;   /* what columns mean, against their headers */
    const struct progress *progress; /* NULL: nobody looks. Steps "reading", "checking" or "writing"; in rows */
};

struct import; /* a file that was read; for one run */

struct import_outcome {
    int64_t id;   /* of the kept report; 0: it was a dry run */
    bool written; /* what is good has stayed */
    size_t rows, good, bad;
    struct str report;  /* JSON: {"id","kind","layout","mode","written","rows","good","bad","created","ignored_columns",
                          "error_count","errors":[{"line","column","code","detail"}],"header":["sku",...],
                          "bad_rows":[{"line","cells":["LAMP-1",...]}]} */
    struct str members; /* the same without the braces, for a problem document */
};

/* Read text, which must stay until the run. False with ctx->refusal when there is nothing to be made of it: no header, a column that
 * is needed is missing, too many rows. A file that breaks off is read up to there, and can only be checked. */
bool service_import_read(struct ctx *ctx, const struct import_options *o, struct str text, struct import **ret);
/* Run it. True also when rows are bad, even all of them: *ret tells. False with ctx->refusal (the actor may not) or
 * ctx->failure; nothing must be committed then. A run that is no dry run leaves its report, so it must be committed. */
bool service_import_run(struct ctx *ctx, struct ledger *ledger, struct import *im, struct import_outcome *ret);

/* Reports of earlier runs. Reading; any thread. Who may see them: those who may give one of an import's commands. */
bool service_import_get(struct ctx *ctx, int64_t id, struct import_run *ret); /* not_found */
bool service_import_rejects(struct ctx *ctx, int64_t id, struct str *ret);    /* CSV; not_found */
/* Newest first, those before the run with that id (0: from the newest). */
bool service_import_list(struct ctx *ctx, int64_t before, int limit, struct import_run_list *ret);

#endif
