/*
 * log: see the header.
 */
#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

static const char *const LEVELS[] = {
    [LOG_ERROR] = "error", [LOG_WARN] = "warn", [LOG_INFO] = "info", [LOG_DEBUG] = "debug"};

/* Appends text to line, escaped and cut where room ends; returns the new length. */
static size_t put_escaped(char *line, size_t len, size_t room, const char *text)
{
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        bool control = c < 0x20 || c == 0x7F;
        if (len + (control ? 4 : 1) > room)
            break;
        if (control)
            len += (size_t)snprintf(line + len, 5, "\\x%02x", c);
        else
            line[len++] = *text;
    }
    return len;
}

void log_line(const struct log *l, enum log_level level, const char *format, ...)
{
    if (level > l->max)
        return;
    char text[LOG_LINE_MAX], line[LOG_LINE_MAX + 8], at[TIME_TEXT_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    time_print_utc(l->now(), at);
    int head = snprintf(line, sizeof line, "%s %s ", at, LEVELS[level]);
    size_t len = put_escaped(line, (size_t)head, LOG_LINE_MAX - 1, text);
    line[len++] = '\n';
    ssize_t written = write(l->fd, line, len);
    (void)written; /* where could one complain? */
}

bool log_level_parse(struct str text, enum log_level *ret)
{
    for (size_t i = 0; i < sizeof LEVELS / sizeof *LEVELS; i++) {
        if (str_is(text, LEVELS[i])) {
            *ret = (enum log_level)i;
            return true;
        }
    }
    return false;
}
