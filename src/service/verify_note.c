#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "service/verify_work.h"

static bool marked(const struct verify *v, int64_t seq)
{
    return v->bad && seq >= 1 && seq <= v->span && (v->bad[seq / 8] >> seq % 8 & 1);
}

static void mark(struct verify *v, int64_t seq)
{
    if (seq < 1 || seq > v->span)
        return;
    if (!v->bad)
        v->bad = calloc((size_t)v->span / 8 + 1, 1);
    assert(v->bad);
    v->bad[seq / 8] |= (unsigned char)(1 << seq % 8);
}

bool verify_is_bad(const struct verify *v, int64_t first_seq, int64_t last_seq)
{
    for (int64_t seq = first_seq; v->bad && seq <= last_seq && seq <= v->span; seq++)
        if (marked(v, seq))
            return true;
    return false;
}

static bool goes_before(int64_t a, int64_t b)
{
    return a != 0 && (b == 0 || a < b);
}

/* Kept are the first ones, in order. */
static void keep(struct ledger_report *r, struct ledger_finding f)
{
    size_t at = r->finding_count;
    while (at > 0 && goes_before(f.seq, r->findings[at - 1].seq))
        at--;
    if (at == LEDGER_FINDINGS_MAX)
        return;
    if (r->finding_count < LEDGER_FINDINGS_MAX)
        r->finding_count++;
    memmove(&r->findings[at + 1], &r->findings[at], (r->finding_count - 1 - at) * sizeof f);
    r->findings[at] = f;
}

void verify_note(struct verify *v, int64_t seq, struct str id, const char *format, ...)
{
    if (marked(v, seq))
        return;
    mark(v, seq);
    v->report->bad++;
    char text[400];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    struct ledger_finding f = {.seq = seq, .what = str_of(text), .has_id = id.len == sizeof f.id.bytes};
    if (f.has_id)
        memcpy(f.id.bytes, id.ptr, id.len);
    size_t full = v->report->finding_count;
    if (full == LEDGER_FINDINGS_MAX && !goes_before(seq, v->report->findings[full - 1].seq))
        return;
    f.what = arena_str(v->ctx->arena, f.what);
    keep(v->report, f);
}

void verify_cut(struct verify *v, int64_t seq, const char *who)
{
    if (seq <= v->last_seq || seq <= v->cut_seq)
        return;
    v->cut_seq = seq;
    v->cut_who = who;
}

void verify_note_cut(struct verify *v)
{
    if (v->cut_seq == 0)
        return;
    verify_note(v, v->last_seq + 1, (struct str){0}, "it is missing, and all behind it: %s names event %lld",
                v->cut_who, (long long)v->cut_seq);
    v->report->bad += v->cut_seq - v->last_seq - 1;
}
