/*
 * json: the reading half, over jansson. Only this file sees jansson; a struct json is a json_t under another name.
 * The writing half is json_out.c.
 */
#include "base/json.h"

/* jansson's names that are also ours. Its macros that use them (json_is_object ...) must not be used below. */
#define JSON_OBJECT JANSSON_OBJECT
#define JSON_ARRAY  JANSSON_ARRAY
#define JSON_STRING JANSSON_STRING
#define JSON_REAL   JANSSON_REAL
#define JSON_NULL   JANSSON_NULL
#define json_string jansson_json_string
#include <jansson.h>
#undef JSON_OBJECT
#undef JSON_ARRAY
#undef JSON_STRING
#undef JSON_REAL
#undef JSON_NULL
#undef json_string

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"

static json_t *theirs(const struct json *v)
{
    return (json_t *)v;
}

static const struct json *ours(const json_t *v)
{
    return (const struct json *)v;
}

/* Offset behind the string that begins at text[at] == '"'. */
static size_t skip_string(struct str text, size_t at)
{
    for (at++; at < text.len && text.ptr[at] != '"'; at++) {
        if (text.ptr[at] == '\\')
            at++;
    }
    return at < text.len ? at + 1 : text.len;
}

enum { WHAT_BYTES = 80 };

static bool limit_text(char what[WHAT_BYTES], const char *format, int limit)
{
    snprintf(what, WHAT_BYTES, format, limit);
    return true;
}

/* What would cost too much is seen before jansson makes a tree of it: it descends by recursion, 2048 levels deep, and makes a
 * hundred bytes of each "{},". */
static bool too_much(struct str text, size_t *ret_at, char ret_what[WHAT_BYTES])
{
    int depth = 0, values = 0;
    for (size_t i = 0; i < text.len;) {
        char c = text.ptr[i];
        if (c == '"') {
            i = skip_string(text, i);
            continue;
        }
        *ret_at = i;
        if ((c == '[' || c == '{') && ++depth > LIMIT_JSON_DEPTH)
            return limit_text(ret_what, "nested more than %d levels deep", LIMIT_JSON_DEPTH);
        if ((c == '[' || c == '{' || c == ',') && ++values > LIMIT_JSON_VALUES)
            return limit_text(ret_what, "more than %d values", LIMIT_JSON_VALUES);
        if (c == ']' || c == '}')
            depth--;
        i++;
    }
    return false;
}

static void set_error(struct json_error *e, struct str text, size_t at, const char *what)
{
    *e = (struct json_error){.at = at, .line = 1, .column = 1};
    for (size_t i = 0; i < at && i < text.len; i++) {
        bool newline = text.ptr[i] == '\n';
        e->line += newline;
        e->column = newline ? 1 : e->column + ((text.ptr[i] & 0xC0) != 0x80);
    }
    snprintf(e->text, sizeof e->text, "%s", what);
    /* jansson quotes bytes of the text, and may cut a character in two. */
    size_t bad;
    if (!str_utf8(str_of(e->text), &bad))
        e->text[bad] = '\0';
}

struct json *json_parse(struct str text, struct json_error *ret_error)
{
    size_t at = 0;
    if (str_empty(str_trim(text))) {
        set_error(ret_error, text, 0, "there is no JSON here");
        return NULL;
    }
    /* jansson passes over a NUL byte behind a number. */
    at = str_find(text, '\0');
    if (at < text.len) {
        set_error(ret_error, text, at, "there is a NUL byte in the text");
        return NULL;
    }
    if (!str_utf8(text, &at)) {
        set_error(ret_error, text, at, "the text is not UTF-8");
        return NULL;
    }
    char what[WHAT_BYTES];
    if (too_much(text, &at, what)) {
        set_error(ret_error, text, at, what);
        return NULL;
    }
    json_error_t error;
    json_t *root = json_loadb(text.ptr, text.len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
    if (root == NULL)
        set_error(ret_error, text, error.position > 0 ? (size_t)error.position : 0, error.text);
    return (struct json *)root;
}

void json_free(struct json *root)
{
    json_decref(theirs(root));
}

enum json_kind json_kind(const struct json *v)
{
    if (v == NULL)
        return JSON_NULL;
    switch (json_typeof(theirs(v))) {
    case JANSSON_OBJECT:
        return JSON_OBJECT;
    case JANSSON_ARRAY:
        return JSON_ARRAY;
    case JANSSON_STRING:
        return JSON_STRING;
    case JSON_INTEGER:
        return JSON_INT;
    case JANSSON_REAL:
        return JSON_REAL;
    case JSON_TRUE:
    case JSON_FALSE:
        return JSON_BOOL;
    case JANSSON_NULL:
        break;
    }
    return JSON_NULL;
}

bool json_bool(const struct json *v)
{
    return v != NULL && json_typeof(theirs(v)) == JSON_TRUE;
}

double json_number(const struct json *v)
{
    return json_number_value(theirs(v));
}

int64_t json_int(const struct json *v)
{
    return json_integer_value(theirs(v)); /* 0 for other kinds and NULL, says jansson */
}

struct str json_string(const struct json *v)
{
    if (json_kind(v) != JSON_STRING)
        return (struct str){NULL, 0};
    return (struct str){json_string_value(theirs(v)), json_string_length(theirs(v))};
}

const struct json *json_get(const struct json *object, const char *name)
{
    return ours(json_object_get(theirs(object), name));
}

size_t json_count(const struct json *v)
{
    enum json_kind kind = json_kind(v);
    return kind == JSON_ARRAY ? json_array_size(theirs(v)) : kind == JSON_OBJECT ? json_object_size(theirs(v)) : 0;
}

const struct json *json_at(const struct json *array, size_t i)
{
    return ours(json_array_get(theirs(array), i));
}

bool json_next(const struct json *object, void **it, struct str *ret_name, const struct json **ret_value)
{
    if (json_kind(object) != JSON_OBJECT)
        return false;
    *it = *it ? json_object_iter_next(theirs(object), *it) : json_object_iter(theirs(object));
    if (*it == NULL)
        return false;
    *ret_name = (struct str){json_object_iter_key(*it), json_object_iter_key_len(*it)};
    *ret_value = ours(json_object_iter_value(*it));
    return true;
}

/* The shortest decimal that reads back as the same double, and reads back as a real. */
static void put_real(struct json_out *o, double d)
{
    char text[40];
    for (int precision = 15; precision <= 17; precision++) {
        snprintf(text, sizeof text, "%.*g", precision, d);
        if (strtod(text, NULL) == d)
            break;
    }
    char *comma = strchr(text, ','); /* a locale's decimal point */
    if (comma)
        *comma = '.';
    if (strpbrk(text, ".e") == NULL)
        memcpy(text + strlen(text), ".0", sizeof ".0");
    json_put_raw(o, str_of(text));
}

static void put_value(struct json_out *o, const struct json *v);

static void put_object(struct json_out *o, const struct json *v)
{
    void *it = NULL;
    struct str name;
    const struct json *value;
    json_begin_object(o);
    while (json_next(v, &it, &name, &value)) {
        json_key_str(o, name);
        put_value(o, value);
    }
    json_end_object(o);
}

static void put_array(struct json_out *o, const struct json *v)
{
    json_begin_array(o);
    for (size_t i = 0; i < json_count(v); i++)
        put_value(o, json_at(v, i));
    json_end_array(o);
}

/* Recursion is bounded: a tree is never deeper than LIMIT_JSON_DEPTH. */
static void put_value(struct json_out *o, const struct json *v)
{
    switch (json_kind(v)) {
    case JSON_NULL:
        json_put_null(o);
        break;
    case JSON_BOOL:
        json_put_bool(o, json_bool(v));
        break;
    case JSON_INT:
        json_put_int(o, json_int(v));
        break;
    case JSON_REAL:
        put_real(o, json_real_value(theirs(v)));
        break;
    case JSON_STRING:
        json_put_str(o, json_string(v));
        break;
    case JSON_ARRAY:
        put_array(o, v);
        break;
    case JSON_OBJECT:
        put_object(o, v);
        break;
    }
}

void json_print(struct buf *out, const struct json *v)
{
    struct json_out o;
    json_out_init(&o, out);
    put_value(&o, v);
}
