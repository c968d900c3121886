#include "domain/printing.h"

#include "base/limits.h"
#include "domain/valid.h"

const char *const printer_kind_names[] = {
    [PRINTER_RAW9100] = "raw9100", [PRINTER_CUPS] = "cups", [PRINTER_BROWSER] = "browser"};
const char *const printer_language_names[] = {[PRINTER_ZPL] = "zpl", [PRINTER_PDF] = "pdf"};
const char *const printer_confirm_names[] = {
    [PRINTER_CONFIRM_NONE] = "none", [PRINTER_CONFIRM_CLOSE] = "close", [PRINTER_CONFIRM_STATUS] = "status"};
const char *const print_state_names[] = {[PRINT_QUEUED] = "queued",      [PRINT_PRINTING] = "printing",
                                         [PRINT_PAUSED] = "paused",      [PRINT_WAITING] = "waiting_for_decision",
                                         [PRINT_PRINTED] = "printed",    [PRINT_VERIFIED] = "verified",
                                         [PRINT_CANCELLED] = "cancelled"};
const char *const print_problem_names[] = {
    [PRINT_FINE] = "none",
    [PRINT_BY_PERSON] = "by_person",
    [PRINT_UNREACHABLE] = "unreachable",
    [PRINT_NO_ANSWER] = "no_answer",
    [PRINT_PAPER_OUT] = "paper_out",
    [PRINT_HEAD_OPEN] = "head_open",
    [PRINT_RIBBON_OUT] = "ribbon_out",
    [PRINT_PRINTER_PAUSED] = "printer_paused",
    [PRINT_BROKEN_OFF] = "broken_off",
    [PRINT_NO_DRAWING] = "no_drawing",
    [PRINT_NO_SPOOLER] = "no_spooler",
    [PRINT_OTHER_TROUBLE] = "other",
};
const char *const label_state_names[] = {[LABEL_WAITING] = "waiting",
                                         [LABEL_SENDING] = "sending",
                                         [LABEL_SENT] = "sent",
                                         [LABEL_CONFIRMED] = "confirmed",
                                         [LABEL_UNCERTAIN] = "uncertain",
                                         [LABEL_CANCELLED] = "cancelled",
                                         [LABEL_VOID] = "void"};

/* ---- printers ---- */

/* Letters, digits and what else stands in names, IPv4 and IPv6 addresses: nothing that a resolver or a log could take for more. */
static bool host_valid(struct arena *a, struct str host, struct refusal *refusal)
{
    for (size_t i = 0; i < host.len; i++) {
        char c = host.ptr[i];
        bool good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
                    c == '-' || c == ':' || c == '_' || c == '%';
        if (!good)
            return refuse(refusal, a, REFUSED_BAD_VALUE, "host",
                          "'%.*s' is neither the name of a computer nor an address", STR_ARG(host));
    }
    return true;
}

/* CUPS forbids these in names of queues; a '/' would lead to another address. */
static bool queue_valid(struct arena *a, struct str queue, struct refusal *refusal)
{
    for (size_t i = 0; i < queue.len; i++)
        if (queue.ptr[i] <= ' ' || strchr("/#?\\'\"<>", queue.ptr[i]))
            return refuse(refusal, a, REFUSED_BAD_VALUE, "queue", "'%.*s' is no name of a queue", STR_ARG(queue));
    return true;
}

static bool dpi_valid(struct arena *a, int64_t dpi, struct refusal *refusal)
{
    return dpi == 203 || dpi == 300 || dpi == 600 ||
           refuse(refusal, a, REFUSED_BAD_VALUE, "dpi", "dpi is 203, 300 or 600, not %lld", (long long)dpi);
}

static bool kind_valid(struct arena *a, const struct printer *p, struct refusal *refusal)
{
    if (p->kind == PRINTER_RAW9100 && str_empty(p->host))
        return refuse(refusal, a, REFUSED_MISSING_FIELD, "host", "a printer in the network has a host");
    if (p->kind == PRINTER_CUPS && str_empty(p->queue))
        return refuse(refusal, a, REFUSED_MISSING_FIELD, "queue", "a printer of CUPS has a queue");
    if (p->kind != PRINTER_RAW9100 && p->language != PRINTER_PDF)
        return refuse(refusal, a, REFUSED_BAD_VALUE, "language", "a printer of kind %s is given pdf",
                      printer_kind_names[p->kind]);
    if (p->confirm == PRINTER_CONFIRM_STATUS && p->language != PRINTER_ZPL)
        return refuse(refusal, a, REFUSED_BAD_VALUE, "confirm",
                      "only printers that speak zpl are asked for their status");
    return true;
}

bool printer_valid(struct arena *a, const struct printer *p, struct refusal *refusal)
{
    return valid_code(a, p->name, "name", refusal) && valid_text(a, p->host, "host", LIMIT_NAME_CHARS, 0, refusal) &&
           host_valid(a, p->host, refusal) && valid_text(a, p->queue, "queue", LIMIT_CODE_CHARS, 0, refusal) &&
           queue_valid(a, p->queue, refusal) && valid_text(a, p->template, "template", LIMIT_CODE_CHARS, 0, refusal) &&
           dpi_valid(a, p->dpi, refusal) && valid_range(a, p->batch, "batch", 1, PRINTER_BATCH_MAX, refusal) &&
           valid_range(a, p->patience, "patience", 1, PRINTER_PATIENCE_MAX_S, refusal) && kind_valid(a, p, refusal);
}

void printer_normalise(struct printer *p)
{
    if (p->kind == PRINTER_RAW9100) {
        p->queue = STR("");
        if (p->port == 0)
            p->port = PRINTER_PORT;
        return;
    }
    p->host = STR("");
    p->port = 0;
    p->language = PRINTER_PDF;
    p->confirm = PRINTER_CONFIRM_NONE;
    if (p->kind == PRINTER_BROWSER)
        p->queue = STR("");
}

/* ---- states ---- */

bool label_out(enum label_state state)
{
    return state == LABEL_SENT || state == LABEL_CONFIRMED;
}

enum label_state label_shown(const struct print_label *l)
{
    return l->state != LABEL_CANCELLED && !str_eq(l->now, l->code) ? LABEL_VOID : l->state;
}

enum print_state print_state_of(const struct print_counts *c)
{
    if (c->in[LABEL_WAITING] || c->in[LABEL_SENDING])
        return PRINT_PRINTING;
    return c->in[LABEL_UNCERTAIN] ? PRINT_WAITING : PRINT_PRINTED;
}

int64_t print_missing(const struct print_counts *c)
{
    return c->in[LABEL_SENT] + c->in[LABEL_CONFIRMED] + c->in[LABEL_UNCERTAIN] - c->right;
}

/* 1, 2, 4 ... 32 s, then every minute for an hour: a roll is changed in that time, and who takes longer comes by and says `resume`. */
msec print_pause_after(int64_t tries)
{
    enum { DOUBLING = 6, EVERY_MINUTE = 60 };
    if (tries <= DOUBLING)
        return (msec)1000 << (tries - 1);
    return tries <= DOUBLING + EVERY_MINUTE ? 60 * 1000 : 0;
}
