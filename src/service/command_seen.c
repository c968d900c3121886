/*
 * command_seen: what a command has named so far, so that nothing takes part twice: units, and further identifiers given or taken.
 *
 * Each entry remembers for which place in w->units it was made. When a row is refused its units are cut off there, and the
 * entries lose their meaning by themselves: a later row may name the same unit.
 */
#include "service/command_work.h"

static uint64_t mix(uint64_t h, struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        h = (h ^ (unsigned char)text.ptr[i]) * UINT64_C(1099511628211);
    return h;
}

static uint64_t key_hash(const struct seen_key *k)
{
    uint64_t h = (UINT64_C(14695981039346656037) ^ (uint64_t)k->number) * UINT64_C(0x9E3779B97F4A7C15);
    h = mix(mix(h, k->kind) * 31, k->text);
    return h ^ h >> 29;
}

static bool same_key(const struct seen_key *a, const struct seen_key *b)
{
    return a->number == b->number && str_eq(a->text, b->text) && str_eq(a->kind, b->kind);
}

static struct seen *slot_of(const struct seen_set *set, const struct seen_key *k)
{
    size_t i = (size_t)key_hash(k) & (set->cap - 1);
    while (set->slots[i].row && !same_key(&set->slots[i].key, k))
        i = (i + 1) & (set->cap - 1);
    return &set->slots[i];
}

static bool grow(struct work *w, struct seen_set *set)
{
    if (set->count * 2 < set->cap)
        return true;
    struct seen_set more = {.cap = set->cap ? set->cap * 2 : 8, .count = set->count};
    more.slots = ARENA_ARRAY(w->ctx->arena, more.cap, struct seen);
    if (!more.slots)
        return ctx_check(w->ctx, DB_FAILED);
    for (size_t i = 0; i < set->cap; i++)
        if (set->slots[i].row)
            *slot_of(&more, &set->slots[i].key) = set->slots[i];
    arena_drop(w->ctx->arena, set->slots, set->cap * sizeof *set->slots);
    *set = more;
    return true;
}

bool work_see(struct work *w, struct seen_set *set, const struct seen_key *key, int row, size_t at,
              bool (*stands)(const struct work *w, const struct seen *s, int row), int *ret_before)
{
    *ret_before = 0;
    if (!grow(w, set))
        return false;
    struct seen *s = slot_of(set, key);
    if (s->row && stands(w, s, row)) {
        *ret_before = s->row;
        return false;
    }
    set->count += s->row == 0;
    *s = (struct seen){*key, row ? row : -1, at};
    return true;
}
