/*
 * log: one line per happening to a file descriptor, for the edges (server, command line) only; layers below return values.
 * A line: "2026-11-23T08:30:00.123Z info text". Any thread may log: a line is one write.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/str.h"
#include "base/time.h"

enum log_level { LOG_ERROR, LOG_WARN, LOG_INFO, LOG_DEBUG };

enum { LOG_LINE_MAX = 2048 }; /* bytes; longer ones are cut */

struct log {
    int fd;             /* usually 2 */
    enum log_level max; /* lines less urgent than this are dropped */
    msec (*now)(void);  /* time_now, or a test's clock */
};

/* One line; control characters in it are written as \xNN, so that no input can forge a line. */
void log_line(const struct log *l, enum log_level level, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* "error", "warn", "info", "debug"; false when text is none of them. */
bool log_level_parse(struct str text, enum log_level *ret);

#endif
