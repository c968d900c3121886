#include "api/body.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/limits.h"
#include "domain/lifecycle.h"

/* "application/json", whatever parameters follow. */
static bool type_is_json(struct str type)
{
    struct str name = str_trim(str_slice(type, 0, str_find(type, ';')));
    return str_ieq(name, STR("application/json"));
}

static bool parse(struct call *call)
{
    struct json_error error;
    struct ctx *ctx = api_ctx(call);
    if (call->body)
        return true;
    struct str type = http_header(&call->x->request, "Content-Type");
    if (!type_is_json(type))
        return ctx_refuse(ctx, REFUSED_UNSUPPORTED_TYPE, "Content-Type", "Send application/json.");
    call->body = json_parse(call->x->request.body, &error);
    if (!call->body)
        return ctx_refuse(ctx, REFUSED_BAD_JSON, NULL, "Line %d, column %d: %s.", error.line, error.column, error.text);
    return true;
}

bool api_body_inside(struct api_body *b, struct call *call, const struct json *object)
{
    b->call = call;
    b->object = object;
    b->known_count = 0;
    b->failed = false;
    if (json_kind(object) == JSON_OBJECT)
        return true;
    return ctx_refuse(api_ctx(call), REFUSED_BAD_VALUE, NULL, "A JSON object is expected here.");
}

bool api_body_open(struct api_body *b, struct call *call)
{
    return parse(call) && api_body_inside(b, call, call->body);
}

/* The first thing that is wrong is the one that is told. */
static bool wrong(struct api_body *b, enum refusal_code code, const char *name, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
static bool wrong(struct api_body *b, enum refusal_code code, const char *name, const char *format, ...)
{
    char text[700];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (!b->failed)
        ctx_refuse(api_ctx(b->call), code, name, "%s", text);
    b->failed = true;
    return false;
}

/* The member, noted as known; NULL when it is absent. */
static const struct json *member(struct api_body *b, const char *name)
{
    assert(b->known_count < API_BODY_NAMES);
    b->known[b->known_count++] = name;
    return json_get(b->object, name);
}

bool api_body_str(struct api_body *b, const char *name, struct str *ret)
{
    const struct json *v = member(b, name);
    if (!v)
        return false;
    if (json_kind(v) != JSON_STRING && json_kind(v) != JSON_NULL)
        return wrong(b, REFUSED_BAD_VALUE, name, "'%s' is a text.", name);
    *ret = json_string(v);
    return true;
}

bool api_body_int(struct api_body *b, const char *name, int64_t min, int64_t max, int64_t *ret)
{
    const struct json *v = member(b, name);
    if (!v)
        return false;
    bool kind = json_kind(v) == JSON_INT || json_kind(v) == JSON_NULL;
    if (!kind || (json_kind(v) == JSON_INT && (json_int(v) < min || json_int(v) > max)))
        return wrong(b, REFUSED_BAD_VALUE, name, "'%s' is a whole number from %lld to %lld.", name, (long long)min,
                     (long long)max);
    *ret = json_int(v);
    return true;
}

bool api_body_bool(struct api_body *b, const char *name, bool *ret)
{
    const struct json *v = member(b, name);
    if (!v)
        return false;
    if (json_kind(v) != JSON_BOOL)
        return wrong(b, REFUSED_BAD_VALUE, name, "'%s' is true or false.", name);
    *ret = json_bool(v);
    return true;
}

static bool instant(struct api_body *b, const char *name, bool date_too, msec *ret)
{
    struct time_zoned t;
    const struct json *v = member(b, name);
    if (!v)
        return false;
    if (json_kind(v) == JSON_NULL) {
        *ret = 0;
        return true;
    }
    if (date_too && time_parse_date(json_string(v), ret))
        return true;
    if (!time_parse(json_string(v), &t))
        return wrong(b, REFUSED_BAD_TIME, name, "'%s' is a time such as %s2026-11-23T08:30:00Z.", name,
                     date_too ? "2026-11-23 or " : "");
    *ret = t.at;
    return true;
}

bool api_body_time(struct api_body *b, const char *name, msec *ret)
{
    return instant(b, name, false, ret);
}

bool api_body_date(struct api_body *b, const char *name, msec *ret)
{
    return instant(b, name, true, ret);
}

static bool refuse_choice(struct api_body *b, const char *name, const char *const *names, int count)
{
    char text[600] = "";
    size_t used = 0;
    for (int i = 0; i < count && used < sizeof text; i++)
        used += (size_t)snprintf(text + used, sizeof text - used, "%s%s", i ? ", " : "", names[i]);
    return wrong(b, REFUSED_BAD_VALUE, name, "'%s' is one of %s.", name, text);
}

bool api_body_choice(struct api_body *b, const char *name, const char *const *names, int count, int *ret)
{
    const struct json *v = member(b, name);
    if (!v)
        return false;
    int i = name_index(names, count, json_string(v));
    if (i < 0)
        return refuse_choice(b, name, names, count);
    *ret = i;
    return true;
}

bool api_body_bits(struct api_body *b, const char *name, const char *const *names, int count, unsigned *ret)
{
    unsigned bits = 0;
    const struct json *v = member(b, name);
    if (!v)
        return false;
    if (json_kind(v) != JSON_ARRAY)
        return wrong(b, REFUSED_BAD_VALUE, name, "'%s' is an array of names.", name);
    for (size_t i = 0; i < json_count(v); i++) {
        int bit = name_index(names, count, json_string(json_at(v, i)));
        if (bit < 0)
            return refuse_choice(b, name, names, count);
        bits |= 1u << (unsigned)bit;
    }
    *ret = bits;
    return true;
}

bool api_body_words(struct api_body *b, const char *name, struct str *ret)
{
    const struct json *v = member(b, name);
    struct buf words = {0};
    if (!v)
        return false;
    bool good = json_kind(v) == JSON_ARRAY || json_kind(v) == JSON_NULL;
    for (size_t i = 0; good && i < json_count(v); i++) {
        struct str word = json_string(json_at(v, i));
        good = word.len > 0 && str_find(word, ' ') == word.len;
        buf_z(&words, i ? " " : "");
        buf_str(&words, word);
    }
    if (good)
        *ret = arena_str(api_arena(b->call), buf_view(&words));
    buf_free(&words);
    return good || wrong(b, REFUSED_BAD_VALUE, name, "'%s' is an array of texts without blanks.", name);
}

bool api_body_object(struct api_body *b, const char *name, struct str *ret)
{
    const struct json *v = member(b, name);
    if (!v)
        return false;
    *ret = (struct str){0};
    if (json_kind(v) == JSON_NULL || (json_kind(v) == JSON_OBJECT && json_count(v) == 0))
        return true;
    if (json_kind(v) != JSON_OBJECT)
        return wrong(b, REFUSED_BAD_VALUE, name, "'%s' is an object.", name);
    struct buf text = {0};
    json_print(&text, v);
    if (text.len <= LIMIT_ATTRIBUTES_BYTES)
        *ret = arena_str(api_arena(b->call), buf_view(&text));
    else
        wrong(b, REFUSED_TOO_LONG, name, "'%s' may have %d bytes.", name, LIMIT_ATTRIBUTES_BYTES);
    buf_free(&text);
    return !b->failed;
}

bool api_body_any(struct api_body *b, const char *name, const struct json **ret)
{
    const struct json *v = member(b, name);
    if (v)
        *ret = v;
    return v != NULL;
}

void api_body_need(struct api_body *b, const char *name)
{
    if (json_kind(json_get(b->object, name)) == JSON_NULL)
        wrong(b, REFUSED_MISSING_FIELD, name, "'%s' is missing.", name);
}

static bool known(const struct api_body *b, struct str name)
{
    for (int i = 0; i < b->known_count; i++)
        if (str_is(name, b->known[i]))
            return true;
    return false;
}

static void refuse_unknown(struct api_body *b, struct str name)
{
    char names[600] = "";
    size_t used = 0;
    for (int i = 0; i < b->known_count && used < sizeof names; i++)
        used += (size_t)snprintf(names + used, sizeof names - used, "%s%s", i ? ", " : "", b->known[i]);
    struct str cut = str_slice(name, 0, LIMIT_CODE_CHARS);
    char *field = arena_cstr(api_arena(b->call), cut);
    wrong(b, REFUSED_UNKNOWN_FIELD, field, "There is no field '%.*s' here. Allowed: %s.", STR_ARG(cut), names);
}

bool api_body_close(struct api_body *b)
{
    void *it = NULL;
    struct str name;
    const struct json *value;
    while (!b->failed && json_next(b->object, &it, &name, &value))
        if (!known(b, name))
            refuse_unknown(b, name);
    return !b->failed;
}
