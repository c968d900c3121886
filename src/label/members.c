#include "label/members.h"

#include <stdarg.h>
#include <stdio.h>

bool members_refuse(struct members *m, enum refusal_code code, const char *name, const char *format, ...)
{
    char detail[1200];
    va_list args;
    va_start(args, format);
    vsnprintf(detail, sizeof detail, format, args);
    va_end(args);
    const char *dot = name && m->path.len ? "." : "";
    struct str field = arena_fmt(m->arena, "%.*s%s%s", STR_ARG(m->path), dot, name ? name : "");
    struct str where = field.len ? field : STR("the template");
    return refuse(m->refusal, m->arena, code, field.len ? field.ptr : NULL, "%.*s: %s", STR_ARG(where), detail);
}

bool members_no_room(struct members *m)
{
    return members_refuse(m, REFUSED_TOO_LONG, NULL, "the template is too large");
}

bool members_open(struct members *m, const struct members *outer, struct str path, const struct json *object)
{
    *m = (struct members){outer->arena, outer->refusal, path, object};
    return json_kind(object) == JSON_OBJECT ||
           members_refuse(m, REFUSED_BAD_VALUE, NULL, "this must be an object in braces");
}

static struct str listed(struct arena *a, const char *const *names, int count)
{
    struct buf text = {0};
    for (int i = 0; i < count && names[i]; i++)
        buf_fmt(&text, "%s%s", i ? ", " : "", names[i]);
    struct str all = arena_str(a, buf_view(&text));
    buf_free(&text);
    return all;
}

static bool is_known(struct str name, const char *const *known)
{
    while (*known && !str_is(name, *known))
        known++;
    return *known != NULL;
}

bool members_known(struct members *m, const char *const *known)
{
    void *it = NULL;
    struct str name;
    const struct json *value;
    while (json_next(m->object, &it, &name, &value))
        if (!is_known(name, known)) {
            struct str all = listed(m->arena, known, 100);
            return members_refuse(m, REFUSED_UNKNOWN_FIELD, NULL, "there is no member '%.*s' here; these are: %.*s",
                                  STR_ARG(name), STR_ARG(all));
        }
    return true;
}

bool members_has(const struct members *m, const char *name)
{
    return json_get(m->object, name) != NULL;
}

/* *ret: the member, NULL when it is not there and need not be. */
static bool get(struct members *m, const char *name, unsigned flags, const struct json **ret)
{
    *ret = json_get(m->object, name);
    return *ret || !(flags & MEMBER_NEEDED) ||
           members_refuse(m, REFUSED_MISSING_FIELD, name, "this member must be there");
}

bool members_text(struct members *m, const char *name, unsigned flags, size_t chars_max, struct str *ret)
{
    const struct json *v;
    if (!get(m, name, flags, &v))
        return false;
    if (!v)
        return true;
    struct str text = json_string(v);
    if (json_kind(v) != JSON_STRING || ((flags & MEMBER_NEEDED) && str_empty(str_trim(text))))
        return members_refuse(m, REFUSED_BAD_VALUE, name, "this must be a text that is not empty");
    if (str_chars(text) > chars_max)
        return members_refuse(m, REFUSED_TOO_LONG, name, "this has %zu characters; at most %zu are allowed",
                              str_chars(text), chars_max);
    *ret = arena_str(m->arena, text);
    return ret->ptr || members_no_room(m);
}

bool members_number(struct members *m, const char *name, unsigned flags, double min, double max, double *ret)
{
    const struct json *v;
    if (!get(m, name, flags, &v))
        return false;
    if (!v)
        return true;
    double number = json_number(v);
    if ((json_kind(v) != JSON_INT && json_kind(v) != JSON_REAL) || !(number >= min && number <= max))
        return members_refuse(m, REFUSED_BAD_VALUE, name, "this must be a number from %g to %g", min, max);
    *ret = number;
    return true;
}

bool members_int(struct members *m, const char *name, unsigned flags, int64_t min, int64_t max, int64_t *ret)
{
    const struct json *v;
    if (!get(m, name, flags, &v))
        return false;
    if (!v)
        return true;
    if (json_kind(v) != JSON_INT || json_int(v) < min || json_int(v) > max)
        return members_refuse(m, REFUSED_BAD_VALUE, name, "this must be a whole number from %lld to %lld",
                              (long long)min, (long long)max);
    *ret = json_int(v);
    return true;
}

bool members_choice(struct members *m, const char *name, unsigned flags, const char *const *names, int count, int *ret)
{
    const struct json *v;
    if (!get(m, name, flags, &v))
        return false;
    if (!v)
        return true;
    for (int i = 0; i < count; i++)
        if (str_is(json_string(v), names[i])) {
            *ret = i;
            return true;
        }
    struct str all = listed(m->arena, names, count);
    return members_refuse(m, REFUSED_BAD_VALUE, name, "this must be one of: %.*s", STR_ARG(all));
}

bool members_bool(struct members *m, const char *name, bool *ret)
{
    const struct json *v = json_get(m->object, name);
    if (v && json_kind(v) != JSON_BOOL)
        return members_refuse(m, REFUSED_BAD_VALUE, name, "this must be true or false");
    if (v)
        *ret = json_bool(v);
    return true;
}
