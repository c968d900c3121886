/*
 * pairing: do the elements of a message fit together? gs1_message_check() of element.h.
 */
#include "gs1/element.h"

static bool meets(const gs1_rows a, const gs1_rows b)
{
    uint64_t common = 0;
    for (size_t i = 0; i < GS1_AI_WORDS; i++)
        common |= a[i] & b[i];
    return common != 0;
}

static bool group_there(const struct gs1_group *g, const gs1_rows there)
{
    for (size_t i = 0; i < g->count; i++) {
        if (!meets(g->all[i], there))
            return false;
    }
    return true;
}

static bool need_met(const struct gs1_need *n, const gs1_rows there)
{
    if (meets(n->any, there))
        return true;
    for (size_t i = 0; i < n->group_count; i++) {
        if (group_there(&n->groups[i], there))
            return true;
    }
    return false;
}

static bool required(const struct gs1_element *e, const gs1_rows there, struct gs1_problem *r)
{
    for (size_t i = 0; i < e->ai->need_count; i++) {
        if (!need_met(&e->ai->needs[i], there))
            return gs1_problem_set(r, GS1_RULE_REQUIRED, e->number, e->at,
                                   "AI (%s) cannot stand without another one: %s must be there too.", e->number,
                                   e->ai->needs[i].text);
    }
    return true;
}

static bool exclude(const struct gs1_element *a, const struct gs1_element *b)
{
    return gs1_rows_have(a->ai->excludes, b->ai->row) ||
           (a->ai == b->ai && a->ai->excludes_siblings && strcmp(a->number, b->number) != 0);
}

static bool excluded(const struct gs1_message *m, const struct gs1_element *e, struct gs1_problem *r)
{
    for (size_t i = 0; i < m->count; i++) {
        const struct gs1_element *other = &m->items[i];
        if (exclude(e, other))
            return gs1_problem_set(r, GS1_RULE_EXCLUDED, e->number, e->at > other->at ? e->at : other->at,
                                   "AI (%s) and AI (%s) exclude each other: one of them must go.", e->number,
                                   other->number);
    }
    return true;
}

static bool repeated(const struct gs1_message *m, const struct gs1_element *e, struct gs1_problem *r)
{
    for (const struct gs1_element *other = m->items; other < e; other++) {
        if (other->ai == e->ai && strcmp(other->number, e->number) == 0 && !str_eq(other->value, e->value))
            return gs1_problem_set(r, GS1_RULE_REPEATED, e->number, e->at,
                                   "AI (%s) is there twice with different values, %.*s and %.*s.", e->number,
                                   STR_ARG(other->value), STR_ARG(e->value));
    }
    return true;
}

static bool excludes_some(const struct gs1_ai *ai, const gs1_rows there)
{
    return ai->excludes_siblings || meets(ai->excludes, there);
}

bool gs1_message_check(const struct gs1_message *m, struct gs1_problem *ret_problem)
{
    gs1_rows there = {0};
    bool twice = false;
    for (size_t i = 0; i < m->count; i++) {
        unsigned row = m->items[i].ai->row;
        twice |= gs1_rows_have(there, row);
        there[row / 64] |= (uint64_t)1 << row % 64;
    }
    for (size_t i = 0; i < m->count; i++) {
        const struct gs1_element *e = &m->items[i];
        if ((twice && !repeated(m, e, ret_problem)) || !required(e, there, ret_problem) ||
            (excludes_some(e->ai, there) && !excluded(m, e, ret_problem)))
            return false;
    }
    return true;
}
