/*
 * ai: see the header.
 */
#include "gs1/ai.h"

static unsigned digit(char c)
{
    return (unsigned)(unsigned char)c - '0';
}

static const struct gs1_prefix *prefix_of(struct str text)
{
    if (text.len < 2 || digit(text.ptr[0]) > 9 || digit(text.ptr[1]) > 9)
        return NULL;
    const struct gs1_prefix *p = &gs1_prefixes[digit(text.ptr[0]) * 10 + digit(text.ptr[1])];
    return p->digits ? p : NULL;
}

size_t gs1_ai_digits(struct str text)
{
    const struct gs1_prefix *p = prefix_of(text);
    return p ? p->digits : 0;
}

const struct gs1_ai *gs1_ai_find(struct str number)
{
    const struct gs1_prefix *p = prefix_of(number);
    if (!p || number.len != p->digits)
        return NULL;
    unsigned within = 0;
    for (size_t i = 2; i < number.len; i++) {
        if (digit(number.ptr[i]) > 9)
            return NULL;
        within = within * 10 + digit(number.ptr[i]);
    }
    unsigned row = gs1_slots[p->slot + within];
    return row ? &gs1_ai_table[row - 1] : NULL;
}

const struct gs1_ai *gs1_ai_named(struct str name)
{
    for (size_t i = 0; i < GS1_AI_ROWS; i++) {
        if (gs1_ai_table[i].name && str_ieq(name, str_of(gs1_ai_table[i].name)))
            return &gs1_ai_table[i];
    }
    return NULL;
}
