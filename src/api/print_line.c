#include "api/print_line.h"

#include <assert.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "api/print_queue.h"
#include "print/raw.h"
#include "print/status.h"

enum {
    SLICE_MS = 100,        /* between two ticks */
    ASK_MS = 20,           /* between two questions for the status, at first ... */
    ASK_MAX_MS = 500,      /* ... and at most */
    CONNECT_MS = 4000,     /* at most; a printer's patience may be shorter */
    HOW_MS = 4000,         /* in which a printer that has nothing to do says how it is */
    PROBE_ASK_MS = 2000,   /* ... one of which it is not known whether it says so at all */
    GRACE_MS = 300,        /* for a printer to close, when it is not known to */
    PROBE_CLOSE_MS = 2000, /* in which a printer that closes has done it */
    STATUS_BYTES = 1024,
    STALE_READS = 16 /* of what a printer says unasked */
};

struct print_line {
    const struct printer *printer;
    struct print_raw *raw;     /* NULL: none */
    char answer[STATUS_BYTES]; /* to ~HS, as far as it came */
    size_t answer_len;
    bool asked; /* and not answered in full yet */
};

/* One batch on its way. */
struct sending {
    struct print_line *line;
    const struct print_watch *watch;
    int64_t moved_ms; /* when something moved last */
    enum print_problem told;
};

struct print_line *print_line_new(const struct printer *p)
{
    struct print_line *l = calloc(1, sizeof *l);
    assert(l);
    l->printer = p;
    return l;
}

static void hang_up(struct print_line *l)
{
    print_raw_close(l->raw);
    l->raw = NULL;
    l->asked = false;
    l->answer_len = 0;
}

void print_line_free(struct print_line *l)
{
    if (!l)
        return;
    hang_up(l);
    free(l);
}

bool print_line_open(const struct print_line *l)
{
    return l->raw != NULL;
}

static bool wrong(struct print_trouble *t, enum print_problem problem, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static bool wrong(struct print_trouble *t, enum print_problem problem, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(t->detail, sizeof t->detail, format, args);
    va_end(args);
    t->problem = problem;
    return false;
}

static int64_t now_ms(void)
{
    return time_monotonic_ns() / 1000000;
}

/* ---- the printer's own word ---- */

static const struct {
    enum print_problem problem;
    const char *says;
} faults[] = {
    {PRINT_PAPER_OUT, "no labels are left in the printer"},
    {PRINT_HEAD_OPEN, "the print head is open"},
    {PRINT_RIBBON_OUT, "no ribbon is left in the printer"},
    {PRINT_PRINTER_PAUSED, "the printer was paused at its keys"},
    {PRINT_OTHER_TROUBLE, "the print head is too hot"},
};

/* Row of faults, or -1. */
static int fault_of(const struct print_status *s)
{
    const bool set[] = {s->paper_out, s->head_open, s->ribbon_out, s->paused, s->too_hot};
    for (size_t i = 0; i < sizeof set / sizeof set[0]; i++)
        if (set[i])
            return (int)i;
    return -1;
}

/* What it has said unasked, or too late, is no answer to the next question. False: the connection is lost, or nothing but talk. */
static bool forget_talk(struct print_line *l)
{
    size_t n = 0;
    enum print_raw_result r = PRINT_RAW_OK;
    for (int i = 0; r == PRINT_RAW_OK && i < STALE_READS; i++)
        r = print_raw_read(l->raw, l->answer, sizeof l->answer, 0, &n);
    return r == PRINT_RAW_LATER;
}

static const char *why_gone(const struct print_line *l)
{
    const char *said = print_raw_error(l->raw);
    return *said ? said : "what it says is no status of a printer";
}

/* Ask, unless an answer is still due, and read what there is of it. OK: *ret is the whole of it. */
static enum print_raw_result ask(struct print_line *l, int timeout_ms, struct print_status *ret)
{
    size_t n = 0;
    if (!l->asked && !forget_talk(l))
        return PRINT_RAW_GONE;
    if (!l->asked) {
        enum print_raw_result r = print_raw_write(l->raw, STR("~HS\r\n"), timeout_ms, &n);
        if (r != PRINT_RAW_OK)
            return n > 0 ? PRINT_RAW_GONE : r; /* half a question cannot be asked again */
        l->asked = true;
        l->answer_len = 0;
    }
    enum print_raw_result r =
        print_raw_read(l->raw, l->answer + l->answer_len, sizeof l->answer - l->answer_len, timeout_ms, &n);
    if (r != PRINT_RAW_OK)
        return r;
    l->answer_len += n;
    switch (print_status_parse((struct str){l->answer, l->answer_len}, ret)) {
    case PRINT_STATUS_WHOLE:
        l->asked = false;
        return PRINT_RAW_OK;
    case PRINT_STATUS_MORE:
        return l->answer_len < sizeof l->answer ? PRINT_RAW_LATER : PRINT_RAW_GONE;
    default:
        return PRINT_RAW_GONE;
    }
}

/* Its answer until the deadline. False: what is wrong. */
static bool ask_until(struct print_line *l, int64_t until_ms, struct print_status *ret, struct print_trouble *t)
{
    enum print_raw_result r;
    do
        r = ask(l, SLICE_MS, ret);
    while (r == PRINT_RAW_LATER && now_ms() < until_ms);
    if (r == PRINT_RAW_OK)
        return true;
    return r == PRINT_RAW_GONE ? wrong(t, PRINT_BROKEN_OFF, "the connection was lost: %s", why_gone(l))
                               : wrong(t, PRINT_NO_ANSWER, "the printer is connected, and does not say how it is");
}

/* ---- connecting ---- */

static int at_most(const struct printer *p, int ms)
{
    return p->patience * 1000 < ms ? (int)p->patience * 1000 : ms;
}

static bool dial(struct print_line *l, struct print_trouble *t)
{
    const struct printer *p = l->printer;
    char error[160];
    size_t taken;
    int timeout = at_most(p, CONNECT_MS);
    if (print_raw_open(p->host, (int)p->port, timeout, &l->raw, error, sizeof error) != PRINT_RAW_OK)
        return wrong(t, PRINT_UNREACHABLE, "%s", error);
    /* What a lost connection has left behind of a label would run into the next one: ~JX drops it. */
    if (p->language == PRINTER_ZPL && print_raw_write(l->raw, STR("~JX\r\n"), timeout, &taken) != PRINT_RAW_OK)
        return wrong(t, PRINT_NO_ANSWER, "the printer takes no data");
    return true;
}

static bool is_well(struct print_line *l, struct print_trouble *t)
{
    struct print_status s = {0};
    if (l->printer->confirm != PRINTER_CONFIRM_STATUS)
        return true;
    if (!ask_until(l, now_ms() + at_most(l->printer, HOW_MS), &s, t))
        return false;
    int fault = fault_of(&s);
    return fault < 0 || wrong(t, faults[fault].problem, "%s", faults[fault].says);
}

bool print_line_ready(struct print_line *l, struct print_trouble *ret)
{
    *ret = (struct print_trouble){.became = LABEL_WAITING};
    if (l->printer->kind == PRINTER_CUPS)
        return print_queue_ready(l->printer, ret);
    if (l->raw)
        return true;
    if (dial(l, ret) && is_well(l, ret))
        return true;
    hang_up(l);
    return false;
}

/* ---- sending ---- */

static void moved(struct sending *s)
{
    s->moved_ms = now_ms();
}

static void tell(struct sending *s, enum print_problem problem, const char *detail)
{
    if (s->told == problem)
        return;
    s->told = problem;
    s->watch->stalled(s->watch->state, problem, detail);
}

/* Nothing has moved in this slice. False: it is given up. */
static bool wait_on(struct sending *s)
{
    bool stalled = s->told != PRINT_FINE || now_ms() - s->moved_ms >= s->line->printer->patience * 1000;
    if (stalled && s->told == PRINT_FINE)
        tell(s, PRINT_NO_ANSWER, "the printer has not answered; it is waited for");
    return s->watch->tick(s->watch->state, stalled);
}

static bool lost(struct sending *s, struct print_trouble *t)
{
    t->became = LABEL_UNCERTAIN;
    return wrong(t, PRINT_BROKEN_OFF, "the connection was lost in mid-label: %s", why_gone(s->line));
}

static bool given_up(struct print_trouble *t)
{
    t->became = LABEL_UNCERTAIN;
    return wrong(t, PRINT_NO_ANSWER, "the printer did not answer, and was given up in mid-label");
}

static bool hand_over(struct sending *s, struct str bytes, struct print_trouble *t)
{
    size_t done = 0;
    while (done < bytes.len) {
        size_t n = 0;
        enum print_raw_result r = print_raw_write(s->line->raw, str_slice(bytes, done, bytes.len), SLICE_MS, &n);
        done += n;
        if (n > 0)
            moved(s);
        bool over = r == PRINT_RAW_GONE || (r == PRINT_RAW_LATER && n == 0 && !wait_on(s));
        if (!over)
            continue;
        bool ok = r == PRINT_RAW_GONE ? lost(s, t) : given_up(t);
        if (done == 0)
            t->became = LABEL_WAITING; /* not one byte left this computer's program */
        return ok;
    }
    return true;
}

/* The other side's network has all of it. What of it the printer has read is not known. */
static bool until_drained(struct sending *s, struct print_trouble *t)
{
    int64_t before = INT64_MAX, left = 0;
    enum print_raw_result r;
    while ((r = print_raw_drain(s->line->raw, SLICE_MS, &left)) == PRINT_RAW_LATER) {
        if (left < before)
            moved(s);
        before = left;
        if (!wait_on(s))
            return given_up(t);
    }
    /* Most printers close as well, and one that has been switched off meanwhile says so: both are worth a moment. */
    if (r != PRINT_RAW_OK || print_raw_finish(s->line->raw, GRACE_MS) == PRINT_RAW_GONE)
        return lost(s, t);
    hang_up(s->line);
    t->became = LABEL_SENT;
    return true;
}

static bool until_closed(struct sending *s, struct print_trouble *t)
{
    enum print_raw_result r;
    while ((r = print_raw_finish(s->line->raw, SLICE_MS)) == PRINT_RAW_LATER)
        if (!wait_on(s))
            return given_up(t);
    if (r != PRINT_RAW_OK)
        return lost(s, t);
    hang_up(s->line);
    t->became = LABEL_SENT;
    return true;
}

/* What the printer says after a question: true: all has come out. */
static bool has_come_out(struct sending *s, const struct print_status *status)
{
    int fault = fault_of(status);
    moved(s);
    if (fault >= 0)
        tell(s, faults[fault].problem, faults[fault].says);
    return fault < 0 && print_status_empty(status);
}

static bool until_confirmed(struct sending *s, struct print_trouble *t)
{
    struct print_status status = {0};
    for (int pause = ASK_MS;; pause = pause * 2 < ASK_MAX_MS ? pause * 2 : ASK_MAX_MS) {
        enum print_raw_result r = ask(s->line, SLICE_MS, &status);
        if (r == PRINT_RAW_GONE)
            return lost(s, t);
        if (r == PRINT_RAW_OK && has_come_out(s, &status))
            break;
        if (!wait_on(s))
            return given_up(t);
        if (r == PRINT_RAW_OK)
            poll(NULL, 0, pause); /* it prints */
    }
    t->became = LABEL_CONFIRMED;
    return true;
}

static bool (*const confirmed[PRINTER_CONFIRM_TOTAL])(struct sending *s, struct print_trouble *t) = {
    [PRINTER_CONFIRM_NONE] = until_drained,
    [PRINTER_CONFIRM_CLOSE] = until_closed,
    [PRINTER_CONFIRM_STATUS] = until_confirmed,
};

bool print_line_send(struct print_line *l, const char *name, struct str document, const struct print_watch *watch,
                     struct print_trouble *ret)
{
    *ret = (struct print_trouble){.became = LABEL_WAITING};
    if (l->printer->kind == PRINTER_CUPS)
        return print_queue_send(l->printer, name, document, watch, ret);
    struct sending s = {.line = l, .watch = watch, .moved_ms = now_ms()};
    if (hand_over(&s, document, ret) && confirmed[l->printer->confirm](&s, ret))
        return true;
    hang_up(l);
    return false;
}

/* ---- what it can do ---- */

enum printer_confirm print_line_probe(struct print_line *l)
{
    struct print_status status = {0};
    struct print_trouble ignored;
    const struct printer *p = l->printer;
    enum printer_confirm found = PRINTER_CONFIRM_NONE;
    if (p->language == PRINTER_ZPL && ask_until(l, now_ms() + at_most(p, PROBE_ASK_MS), &status, &ignored))
        found = PRINTER_CONFIRM_STATUS;
    else if (print_raw_finish(l->raw, PROBE_CLOSE_MS) == PRINT_RAW_OK)
        found = PRINTER_CONFIRM_CLOSE;
    hang_up(l);
    return found;
}
