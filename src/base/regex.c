#include "base/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdio.h>

#include "base/limits.h"

struct regex {
    pcre2_code *code;
    pcre2_match_data *data;
    pcre2_match_context *limits;
};

static void *take(size_t size, void *arena)
{
    return arena_alloc(arena, size);
}

/* It ends with the arena. */
static void keep(void *memory, void *arena)
{
    (void)memory, (void)arena;
}

static pcre2_code *compile(pcre2_general_context *memory, struct str pattern, int *ret_error, size_t *ret_at)
{
    pcre2_compile_context *how = pcre2_compile_context_create(memory);
    if (!how)
        return NULL;
    pcre2_set_parens_nest_limit(how, LIMIT_REGEX_NESTED);
    pcre2_set_max_pattern_length(how, (size_t)LIMIT_REGEX_CHARS * 4);
    /* \C could stop in the middle of a character. */
    return pcre2_compile((PCRE2_SPTR)(pattern.len ? pattern.ptr : ""), pattern.len,
                         PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C | PCRE2_ANCHORED | PCRE2_ENDANCHORED, ret_error, ret_at,
                         how);
}

static bool set_limits(struct regex *r, pcre2_general_context *memory)
{
    r->limits = pcre2_match_context_create(memory);
    r->data = pcre2_match_data_create(1, memory);
    if (!r->limits || !r->data)
        return false;
    pcre2_set_match_limit(r->limits, LIMIT_REGEX_STEPS);
    pcre2_set_depth_limit(r->limits, LIMIT_REGEX_DEPTH);
    pcre2_set_heap_limit(r->limits, LIMIT_REGEX_HEAP_KIB);
    return true;
}

struct regex *regex_compile(struct arena *a, struct str pattern, struct regex_error *ret_error)
{
    int error = PCRE2_ERROR_NOMEMORY;
    size_t at = 0;
    struct regex *r = ARENA_NEW(a, struct regex);
    pcre2_general_context *memory = r ? pcre2_general_context_create(take, keep, a) : NULL;
    if (memory)
        r->code = compile(memory, pattern, &error, &at);
    if (r && r->code && set_limits(r, memory))
        return r;
    *ret_error = (struct regex_error){.at = str_chars(str_slice(pattern, 0, at)) + 1};
    if (pcre2_get_error_message(error, (PCRE2_UCHAR *)ret_error->text, sizeof ret_error->text) < 0)
        snprintf(ret_error->text, sizeof ret_error->text, "it cannot be read");
    return NULL;
}

enum regex_verdict regex_match(struct regex *r, struct str text)
{
    int n = pcre2_match(r->code, (PCRE2_SPTR)(text.len ? text.ptr : ""), text.len, 0, 0, r->data, r->limits);
    return n >= 0 ? REGEX_MATCH : n == PCRE2_ERROR_NOMATCH ? REGEX_NO_MATCH : REGEX_GAVE_UP;
}
