/*
 * move_work: what the files of a move share: move.c opens and copies, move_check.c compares. Not for others.
 */
#ifndef SERVICE_MOVE_WORK_H
#define SERVICE_MOVE_WORK_H

#include "service/ctx.h"
#include "service/move.h"

enum { MOVE_SHOWN = 512 };

struct move {
    const struct move_options *o;
    struct move_report *report;
    struct ctx from, to;                               /* connections and arenas; `to` writes */
    char from_shown[MOVE_SHOWN], to_shown[MOVE_SHOWN]; /* the URLs, for people */
    int64_t since_rows, since_bytes;                   /* the last commit */
    char *error;
    size_t error_size;
};

/* Say why; returns result. */
enum move_result move_say(struct move *m, enum move_result result, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* "cannot WHAT '...': ...", for r of one of the sides. */
enum move_result move_failed(struct move *m, const struct ctx *side, enum db_result r, const char *what);
/* Not a failure. */
bool move_good(enum db_result r);

enum move_result move_check(struct move *m);

#endif
