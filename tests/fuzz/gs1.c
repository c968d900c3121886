/*
 * Anything as a scan: raw, in brackets, as a link. Reading ends and keeps within the bytes; what was read and is written again, in each form,
 * is read as the same elements; the canonical link of a canonical link is itself.
 */
#include "fuzz.h"
#include "gs1/digital_link.h"
#include "gs1/symbology.h"

enum { YEAR = 2026 };

static bool same(const struct gs1_element *a, const struct gs1_element *b)
{
    return a->ai == b->ai && strcmp(a->number, b->number) == 0 && str_eq(a->value, b->value);
}

static void assert_same(const struct gs1_message *a, const struct gs1_message *b)
{
    assert(a->count == b->count);
    for (size_t i = 0; i < a->count; i++)
        assert(same(&a->items[i], &b->items[i]));
}

static bool within(const struct gs1_message *m, const struct gs1_element *e)
{
    for (size_t i = 0; i < m->count; i++) {
        if (same(&m->items[i], e))
            return true;
    }
    return false;
}

static void assert_same_set(const struct gs1_message *a, const struct gs1_message *b)
{
    for (size_t i = 0; i < a->count; i++)
        assert(within(b, &a->items[i]));
    for (size_t i = 0; i < b->count; i++)
        assert(within(a, &b->items[i]));
}

static void assert_problem(const struct gs1_problem *p, size_t size)
{
    assert(p->rule > GS1_RULE_NONE && p->rule < GS1_RULE_COUNT);
    assert(p->at <= size);
    assert(strlen(p->text) > 0 && strlen(p->text) < sizeof p->text);
    assert(p->ai[0] == '\0' || gs1_ai_find(str_of(p->ai)));
    assert(str_utf8(str_of(p->text), NULL));
}

static void links_keep_all(struct arena *a, const struct gs1_message *m)
{
    static struct gs1_link link;
    struct gs1_problem p = {0};
    struct str canonical, again;
    if (!gs1_message_check(m, &p)) {
        assert_problem(&p, GS1_TEXT_MAX);
        return;
    }
    if (!gs1_link_canonical(a, m, &canonical, &p) || canonical.len > GS1_TEXT_MAX)
        return;
    assert(gs1_link_read(a, canonical, YEAR, &link, &p));
    assert_same_set(m, &link.message);
    assert(str_is(link.origin, GS1_LINK_CANONICAL));
    assert(gs1_link_canonical(a, &link.message, &again, &p));
    assert(str_eq(canonical, again));
}

static void forms_keep_all(struct arena *a, const struct gs1_message *m)
{
    static struct gs1_message again;
    struct gs1_problem p = {0};
    struct str raw = gs1_raw_write(a, m, false), first = gs1_raw_write(a, m, true),
               bracketed = gs1_bracketed_write(a, m);
    if (raw.len <= GS1_TEXT_MAX) {
        assert(gs1_raw_read(raw, YEAR, &again, &p));
        assert_same(m, &again);
    }
    if (first.len <= GS1_TEXT_MAX) {
        assert(gs1_raw_read(first, YEAR, &again, &p));
        assert_same_set(m, &again);
    }
    if (bracketed.len <= GS1_TEXT_MAX) {
        assert(gs1_bracketed_read(a, bracketed, YEAR, &again, &p));
        assert_same(m, &again);
    }
    links_keep_all(a, m);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct gs1_message m;
    static struct gs1_link link;
    struct gs1_problem p = {0};
    struct arena *a = arena_new(1 << 22);
    size_t from = 0;
    struct str all = {(const char *)data, size};
    struct str text = gs1_symbology_strip(gs1_scan_trim(all, &from));
    assert(from + text.len <= size);
    const struct gs1_symbology *symbology = gs1_symbology_of(all);
    assert(!symbology || gs1_symbology_strip(all).len + 3 == all.len);
    gs1_layout_hint(all);
    if (gs1_raw_read(text, YEAR, &m, &p)) {
        forms_keep_all(a, &m);
        if (gs1_raw_doubt(&m, YEAR, &p))
            assert_problem(&p, text.len);
    } else
        assert_problem(&p, text.len);
    if (gs1_bracketed_read(a, text, YEAR, &m, &p))
        forms_keep_all(a, &m);
    else
        assert_problem(&p, text.len);
    if (gs1_link_read(a, text, YEAR, &link, &p))
        forms_keep_all(a, &link.message);
    else
        assert_problem(&p, text.len);
    arena_free(a);
    return 0;
}
