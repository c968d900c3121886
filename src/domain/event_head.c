#include "domain/event_head.h"

/* Where the members that name things begin. Outside of texts a quote is never escaped, and inside it always is, so
 * the first match is the member itself (event_write puts these three last). */
static size_t head_length(struct str bytes)
{
    static const char *const names[] = {",\"packages\":[", ",\"units\":[", ",\"carried\":["};
    for (size_t at = 0; at < bytes.len; at++) {
        size_t comma = str_find(str_slice(bytes, at, bytes.len), ',');
        at += comma;
        for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
            if (str_starts(str_slice(bytes, at, bytes.len), str_of(names[i])))
                return at;
    }
    return bytes.len;
}

bool event_read_head(struct arena *a, struct str bytes, struct event *ret, const char **ret_why)
{
    size_t len = head_length(bytes);
    if (len == bytes.len)
        return event_read(a, bytes, ret, ret_why);
    struct str head = arena_fmt(a, "%.*s}", (int)len, bytes.ptr);
    *ret_why = "there is no memory left";
    return head.ptr && event_read(a, head, ret, ret_why);
}

static bool take_runs(const struct json *runs, bool (*take)(void *state, int64_t unit_id), void *state)
{
    for (size_t i = 0; i < json_count(runs); i++) {
        const struct json *units = json_get(json_at(runs, i), "units");
        for (size_t k = 0; k < json_count(units); k++)
            if (!take(state, json_int(json_at(json_at(units, k), 0))))
                return false;
    }
    return true;
}

bool event_unit_keys(struct str bytes, bool (*take)(void *state, int64_t unit_id), void *state)
{
    struct json_error error;
    struct json *root = json_parse(bytes, &error);
    bool good =
        root && take_runs(json_get(root, "units"), take, state) && take_runs(json_get(root, "carried"), take, state);
    json_free(root);
    return good;
}
