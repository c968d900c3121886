/*
 * marks: see the header.
 */
#include "gs1/marks.h"

#include "gs1/element.h"

static const struct {
    struct str sign;
    char means;
} signs[] = {
    {{"{GS}", 4}, GS1_SEPARATOR},
    {{"<GS>", 4}, GS1_SEPARATOR},
    {{"{FNC1}", 6}, GS1_SEPARATOR},
    {{"<FNC1>", 6}, GS1_SEPARATOR},
    {{"^]", 2}, GS1_SEPARATOR},
    {{"\\x1d", 4}, GS1_SEPARATOR},
    {{"\\u001d", 6}, GS1_SEPARATOR},
    {{"\xE2\x90\x9D", 3}, GS1_SEPARATOR},
    {{"{RS}", 4}, GS1_RECORD},
    {{"<RS>", 4}, GS1_RECORD},
    {{"^^", 2}, GS1_RECORD},
    {{"\\x1e", 4}, GS1_RECORD},
    {{"\\u001e", 6}, GS1_RECORD},
    {{"\xE2\x90\x9E", 3}, GS1_RECORD},
    {{"{EOT}", 5}, GS1_END},
    {{"<EOT>", 5}, GS1_END},
    {{"^D", 2}, GS1_END},
    {{"\\x04", 4}, GS1_END},
    {{"\\u0004", 6}, GS1_END},
    {{"\xE2\x90\x84", 3}, GS1_END},
};

static const char first[] = "{<^\\\xE2"; /* what signs begin with */

/* Nearly no scan has one: they are not copied. */
static bool may_have_sign(struct str s)
{
    for (const char *c = first; *c; c++)
        if (memchr(s.ptr, *c, s.len))
            return true;
    return false;
}

/* Length of the sign that s begins with, 0: none; *ret_means is what it stands for. */
static size_t sign_of(struct str s, char *ret_means)
{
    if (s.len < 2 || !memchr(first, s.ptr[0], sizeof first - 1))
        return 0;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (str_ieq(str_slice(s, 0, signs[i].sign.len), signs[i].sign)) {
            *ret_means = signs[i].means;
            return signs[i].sign.len;
        }
    }
    return 0;
}

struct str gs1_marks_read(struct arena *a, struct str text)
{
    if (text.len == 0 || memchr(text.ptr, GS1_SEPARATOR, text.len) || !may_have_sign(text))
        return text;
    struct str copy = arena_str(a, text);
    char *out = (char *)copy.ptr;
    copy.len = 0;
    for (size_t i = 0; out && i < text.len; copy.len++) {
        char c = text.ptr[i];
        size_t len = sign_of(str_slice(text, i, text.len), &c);
        i += len ? len : 1;
        out[copy.len] = c;
    }
    return out && copy.len < text.len ? copy : text;
}

size_t gs1_marks_at(struct str text, size_t at)
{
    char means;
    size_t i = 0;
    for (; at > 0 && i < text.len; at--) {
        size_t len = sign_of(str_slice(text, i, text.len), &means);
        i += len ? len : 1;
    }
    return i;
}
