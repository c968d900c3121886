#include "api/command_parse.h"

#include <stddef.h>
#include <stdio.h>

#include "api/command_rows.h"
#include "base/limits.h"

/* Members of the command itself, alike in JSON and in the query. */
enum form { TEXT, INSTANT, DATE };
static const struct {
    const char *name;
    enum form form;
    size_t at;
} shared[] = {
    {"location", TEXT, offsetof(struct command, shared.location)},
    {"party", TEXT, offsetof(struct command, shared.party)},
    {"order", TEXT, offsetof(struct command, shared.order)},
    {"lot", TEXT, offsetof(struct command, shared.lot)},
    {"expires", DATE, offsetof(struct command, shared.expires)},
    {"made", DATE, offsetof(struct command, shared.made)},
    {"package", TEXT, offsetof(struct command, package)},
    {"hold", TEXT, offsetof(struct command, hold)},
    {"verdict", TEXT, offsetof(struct command, choice)},
    {"outcome", TEXT, offsetof(struct command, choice)},
    {"condition", TEXT, offsetof(struct command, choice)},
    {"reason", TEXT, offsetof(struct command, reason)},
    {"note", TEXT, offsetof(struct command, note)},
    {"count", TEXT, offsetof(struct command, count)},
    {"serial_new", TEXT, offsetof(struct command, new_serial)},
    {"due", INSTANT, offsetof(struct command, due)},
};
enum { SHARED = sizeof shared / sizeof shared[0] };

static const char others[] = "id, time, mode, device, product, serial, serials, serial_ranges, unit, units, packages, "
                             "parent, undo, identifiers, attributes";

static bool wrong(struct call *call, const char *field, const char *what)
{
    return ctx_refuse(api_ctx(call), REFUSED_BAD_VALUE, field, "'%s' must be %s", field, what);
}

static bool unknown(struct call *call, struct str name)
{
    char allowed[512];
    size_t used = 0;
    for (int i = 0; i < SHARED; i++)
        used += (size_t)snprintf(allowed + used, sizeof allowed - used, "%s, ", shared[i].name);
    return ctx_refuse(api_ctx(call), REFUSED_UNKNOWN_FIELD, NULL, "there is no field '%.*s'; allowed are %s%s",
                      STR_ARG(name), allowed, others);
}

static bool set_instant(struct call *call, const char *field, enum form form, struct str text, msec *ret)
{
    struct time_zoned t;
    if (form == DATE && time_parse_date(text, ret))
        return true;
    if (!time_parse(text, &t))
        return ctx_refuse(api_ctx(call), REFUSED_BAD_TIME, field, "'%.*s' is not %s", STR_ARG(text),
                          form == DATE ? "a date like 2026-11-23" : "a time like 2026-11-23T08:30:00+01:00");
    *ret = t.at;
    return true;
}

static bool set_shared(struct call *call, int i, struct str text, struct command *c)
{
    void *target = (char *)c + shared[i].at;
    if (shared[i].form != TEXT)
        return set_instant(call, shared[i].name, shared[i].form, text, target);
    *(struct str *)target = text;
    return true;
}

static int shared_by_name(struct str name)
{
    for (int i = 0; i < SHARED; i++)
        if (str_is(name, shared[i].name))
            return i;
    return -1;
}

static bool set_time(struct call *call, struct str text, struct command *c)
{
    if (!time_parse(text, &c->time))
        return ctx_refuse(api_ctx(call), REFUSED_BAD_TIME, "time",
                          "'%.*s' is not a time like 2026-11-23T08:30:00+01:00", STR_ARG(text));
    c->has_time = true;
    return true;
}

static bool set_mode(struct call *call, struct str text, struct command *c)
{
    c->partial = str_is(text, "partial");
    return c->partial || str_is(text, "all") || wrong(call, "mode", "all or partial");
}

static bool set_id(struct call *call, const char *field, struct str text, struct id *ret)
{
    return id_parse(text, ret) || wrong(call, field, "a UUID");
}

static bool set_device(struct call *call, struct str text)
{
    if (str_chars(text) > LIMIT_CODE_CHARS || str_has_control(text))
        return wrong(call, "device", "a short text");
    api_ctx(call)->actor.device = text;
    return true;
}

/* Members that are plain texts of a special kind; *ret_known says whether name is one. */
static bool set_special(struct call *call, struct str name, struct str text, struct command *c, bool *ret_known)
{
    *ret_known = true;
    if (str_is(name, "time"))
        return set_time(call, text, c);
    if (str_is(name, "mode"))
        return set_mode(call, text, c);
    if (str_is(name, "id"))
        return set_id(call, "id", text, &c->id);
    if (str_is(name, "undo"))
        return set_id(call, "undo", text, &c->undo);
    if (str_is(name, "device"))
        return set_device(call, text);
    *ret_known = false;
    return true;
}

/* ---- JSON ---- */

static bool set_packages(struct call *call, const struct json *v, struct command *c)
{
    c->package_count = json_count(v);
    c->packages = ARENA_ARRAY(api_arena(call), c->package_count + 1, struct str);
    if (!c->packages)
        return ctx_check(api_ctx(call), DB_FAILED);
    for (size_t i = 0; i < c->package_count; i++)
        if (json_kind(json_at(v, i)) != JSON_STRING)
            return wrong(call, "packages", "an array of package codes");
        else
            c->packages[i] = json_string(json_at(v, i));
    return json_kind(v) == JSON_ARRAY || wrong(call, "packages", "an array of package codes");
}

static bool set_json_member(struct call *call, struct str name, const struct json *v, struct command *c,
                            struct command_rows *rows)
{
    bool known;
    int i = shared_by_name(name);
    if (json_kind(v) == JSON_NULL)
        return true;
    if (command_rows_member(rows, name, v, &known) && known)
        return true;
    if (refused(&api_ctx(call)->refusal))
        return false;
    if (str_is(name, "packages"))
        return set_packages(call, v, c);
    if (str_is(name, "parent")) {
        c->has_parent = true;
        return command_rows_ref(rows, "parent", v, &c->parent);
    }
    if (i < 0 && !str_is(name, "time") && !str_is(name, "mode") && !str_is(name, "id") && !str_is(name, "undo") &&
        !str_is(name, "device"))
        return unknown(call, name);
    if (json_kind(v) != JSON_STRING)
        return wrong(call, arena_cstr(api_arena(call), name), "a text");
    if (i >= 0)
        return set_shared(call, i, json_string(v), c);
    return set_special(call, name, json_string(v), c, &known);
}

static bool parse_json(struct call *call, struct command *c)
{
    struct json_error error;
    call->body = json_parse(call->x->request.body, &error);
    if (!call->body)
        return ctx_refuse(api_ctx(call), REFUSED_BAD_JSON, NULL, "line %d, column %d: %s", error.line, error.column,
                          error.text);
    if (json_kind(call->body) != JSON_OBJECT)
        return ctx_refuse(api_ctx(call), REFUSED_BAD_JSON, NULL, "the body must be one JSON object");
    struct command_rows rows;
    command_rows_init(&rows, api_ctx(call), c);
    void *it = NULL;
    struct str name;
    const struct json *v;
    while (json_next(call->body, &it, &name, &v))
        if (!set_json_member(call, name, v, c, &rows))
            return false;
    return command_rows_finish(&rows);
}

/* ---- query ---- */

static bool parse_query(struct call *call, struct command *c, struct command_rows *rows)
{
    const struct http_request *r = &call->x->request;
    call->query_read = true;
    for (size_t i = 0; i < r->query_count; i++) {
        struct str name = r->query[i].name, value = r->query[i].value;
        int at = shared_by_name(name);
        bool known = true, ok = at >= 0 ? set_shared(call, at, value, c) : true;
        if (at < 0 && str_is(name, "product"))
            rows->product = value;
        else if (at < 0)
            ok = set_special(call, name, value, c, &known);
        if (!ok)
            return false;
        if (!known)
            return unknown(call, name);
    }
    return true;
}

static bool parse_rows(struct call *call, struct command *c, bool csv)
{
    struct command_rows rows;
    command_rows_init(&rows, api_ctx(call), c);
    if (!parse_query(call, c, &rows))
        return false;
    bool ok = csv ? command_rows_csv(&rows, call->x->request.body) : command_rows_ndjson(&rows, call->x->request.body);
    return ok && command_rows_finish(&rows);
}

/* ---- both ---- */

bool api_command_identify(struct call *call, struct id *ret)
{
    struct str key = http_header(&call->x->request, "Idempotency-Key");
    bool given = !id_eq(*ret, (struct id){0});
    if (key.len > LIMIT_CODE_CHARS * 2)
        return ctx_refuse(api_ctx(call), REFUSED_TOO_LONG, "Idempotency-Key", "at most %d bytes", LIMIT_CODE_CHARS * 2);
    struct id of_key = {0};
    if (key.len && !id_parse(key, &of_key))
        of_key = id_of_text(arena_fmt(api_arena(call), "%lld %.*s", (long long)api_ctx(call)->actor.id, STR_ARG(key)));
    if (key.len && given && !id_eq(of_key, *ret))
        return ctx_refuse(api_ctx(call), REFUSED_BAD_REQUEST, "Idempotency-Key",
                          "it names another command than the member 'id'");
    if (!given)
        *ret = key.len ? of_key : id_new(api_ctx(call)->now);
    return true;
}

/* Where the table takes no package to pack into, "package" names whose contents take part. */
static bool package_as_rows(struct call *call, struct command *c)
{
    const struct lifecycle_command *l = &lifecycle_commands[c->code];
    if (!c->package.len || (l->may & FIELD_BIT(FIELD_PACKAGE)))
        return true;
    if (c->row_count)
        return wrong(call, "package", "given alone, or the units without it");
    c->rows = ARENA_NEW(api_arena(call), struct command_row);
    if (!c->rows)
        return ctx_check(api_ctx(call), DB_FAILED);
    c->rows[0] = (struct command_row){.row = 1, .package = c->package};
    c->row_count = 1;
    c->package = (struct str){0};
    return true;
}

/* The choice stands under the one name that the command has for it. */
static bool choice_named_right(struct call *call, struct command *c)
{
    static const char *const names[] = {"verdict", "outcome", "condition"};
    const struct lifecycle_command *l = &lifecycle_commands[c->code];
    for (int i = 0; i < 3; i++) {
        bool there =
            call->body ? json_get(call->body, names[i]) != NULL : http_query(&call->x->request, names[i]).len > 0;
        bool right = l->effect == LIFECYCLE_TO_CHOICE && str_is(str_of(names[i]), command_field_names[l->choice_field]);
        if (there && !right)
            return ctx_refuse(api_ctx(call), REFUSED_BAD_VALUE, names[i], "'%s' takes no %s", l->name, names[i]);
    }
    return true;
}

bool api_command_parse(struct call *call, enum command_code code, struct command *ret)
{
    struct str type = http_header(&call->x->request, "Content-Type");
    type = str_trim(str_slice(type, 0, str_find(type, ';')));
    *ret = (struct command){.code = code};
    bool ok;
    if (str_empty(type) || str_ieq(type, STR("application/json")))
        ok = parse_json(call, ret);
    else if (str_ieq(type, STR("text/csv")))
        ok = parse_rows(call, ret, true);
    else if (str_ieq(type, STR("application/x-ndjson")))
        ok = parse_rows(call, ret, false);
    else
        ok = ctx_refuse(api_ctx(call), REFUSED_UNSUPPORTED_TYPE, "Content-Type",
                        "'%.*s' is not application/json, application/x-ndjson or text/csv", STR_ARG(type));
    return ok && choice_named_right(call, ret) && api_command_identify(call, &ret->id) && package_as_rows(call, ret);
}
