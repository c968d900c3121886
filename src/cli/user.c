#include "cli/user.h"

#include "cli/ask.h"
#include "cli/show.h"
#include "domain/lifecycle.h"
#include "service/secret.h"

static const struct cli_column columns[] = {
    {"Id", "id", CELL_NUMBER},
    {"Name", "name"},
    {"Roles", "roles", CELL_LIST},
    {"Password", "password_set", CELL_YES},
    {"State", "active", CELL_OPEN},
    {"Made", "created_at", CELL_TIME},
    {0},
};

/* ---- by name ---- */

static bool find_in(const struct json *items, struct str name, int64_t *ret)
{
    for (size_t i = 0; i < json_count(items); i++)
        if (str_eq(json_string(json_get(json_at(items, i), "name")), name)) {
            *ret = json_int(json_get(json_at(items, i), "id"));
            return true;
        }
    return false;
}

/* Oneself, as everybody may ask. */
static int own_id(struct cli *cli, struct str name, int64_t *ret)
{
    struct cli_answer answer;
    int code = cli_get(cli, "/v1/me", &answer);
    if (code)
        return code;
    bool same = name.ptr == NULL || str_eq(json_string(json_get(answer.json, "name")), name);
    *ret = same ? json_int(json_get(answer.json, "id")) : 0;
    cli_answer_free(&answer);
    return CLI_OK;
}

int cli_user_id(struct cli *cli, struct str name, int64_t *ret)
{
    struct str next = {0};
    int code = own_id(cli, name, ret);
    if (code || *ret)
        return code;
    do {
        struct cli_answer answer;
        struct buf path = {0};
        buf_z(&path, "/v1/users?limit=1000");
        cli_query(&path, "cursor", next);
        code = cli_get(cli, arena_cstr(cli->arena, buf_view(&path)), &answer);
        buf_free(&path);
        if (code)
            return code;
        bool found = find_in(json_get(answer.json, "items"), name, ret);
        next = arena_str(cli->arena, json_string(json_get(answer.json, "next")));
        cli_answer_free(&answer);
        if (found)
            return CLI_OK;
    } while (next.len);
    return cli_fail(cli, CLI_NOT_FOUND, "There is no user '%.*s'.", STR_ARG(name));
}

/* ---- passwords ---- */

/* From --generate (told once), or asked for. Empty, with --no-password: none. {NULL,0} after a sentence. */
static struct str new_password(struct cli *cli)
{
    char generated[24];
    if (cli_given(cli, "no-password"))
        return STR("");
    if (!cli_given(cli, "generate"))
        return cli_ask_password(cli, "New password");
    service_password_new(generated);
    return arena_str(cli->arena, str_of(generated));
}

static void tell_password(struct cli *cli, struct str password)
{
    if (cli_given(cli, "generate"))
        fprintf(cli_wants_json(cli) ? cli->err : cli->out, "The password is %.*s\n", STR_ARG(password));
}

/* ---- commands ---- */

static int answer_with(struct cli *cli, struct cli_answer *answer, const char *done)
{
    if (cli_wants_json(cli))
        cli_show_json(cli, answer);
    cli_say(cli, "user %.*s is %s.", STR_ARG(json_string(json_get(answer->json, "name"))), done);
    cli_answer_free(answer);
    return CLI_OK;
}

static int add(struct cli *cli)
{
    struct buf body = {0};
    struct json_out o;
    struct cli_answer answer;
    struct str password = new_password(cli);
    if (password.ptr == NULL)
        return CLI_USAGE;
    json_out_init(&o, &body);
    json_begin_object(&o);
    json_field_str(&o, "name", cli_operand(cli, 0));
    json_field_opt(&o, "password", password);
    bool ok = cli_json_options(cli, &o);
    json_end_object(&o);
    int code = ok ? cli_send(cli, HTTP_POST, "/v1/users", &body, &answer) : CLI_USAGE;
    buf_free(&body);
    if (code)
        return code;
    tell_password(cli, password);
    return answer_with(cli, &answer, "made");
}

static int list(struct cli *cli)
{
    struct buf path = {0};
    buf_z(&path, "/v1/users");
    cli_query_options(cli, &path);
    int code = cli_show_list(cli, buf_view(&path), columns, "users");
    buf_free(&path);
    return code;
}

static const char *path_of(struct cli *cli, int64_t id)
{
    return arena_fmt(cli->arena, "/v1/users/%lld", (long long)id).ptr;
}

static int show(struct cli *cli)
{
    int64_t id = 0;
    struct cli_answer answer;
    int code = cli_user_id(cli, cli_operand(cli, 0), &id);
    if (code == CLI_OK)
        code = cli_get(cli, path_of(cli, id), &answer);
    if (code)
        return code;
    cli_show_thing(cli, columns, answer.json);
    cli_answer_free(&answer);
    return CLI_OK;
}

static int edit(struct cli *cli)
{
    int64_t id = 0;
    struct buf body = {0};
    struct json_out o;
    struct cli_answer answer;
    int code = cli_user_id(cli, cli_operand(cli, 0), &id);
    json_out_init(&o, &body);
    json_begin_object(&o);
    if (code == CLI_OK && !cli_json_options(cli, &o))
        code = CLI_USAGE;
    json_end_object(&o);
    if (code == CLI_OK && body.len == 2)
        code = cli_fail(cli, CLI_USAGE, "Nothing is to be changed: name the fields as options.");
    if (code == CLI_OK)
        code = cli_send(cli, HTTP_PATCH, path_of(cli, id), &body, &answer);
    buf_free(&body);
    return code ? code : answer_with(cli, &answer, "changed");
}

static int own_name(struct cli *cli, struct str *ret_name, bool *ret_local)
{
    struct cli_answer answer;
    int code = cli_get(cli, "/v1/me", &answer);
    if (code)
        return code;
    *ret_name = arena_str(cli->arena, json_string(json_get(answer.json, "name")));
    *ret_local = str_is(json_string(json_get(answer.json, "via")), "local");
    cli_answer_free(&answer);
    return CLI_OK;
}

static int password(struct cli *cli)
{
    int64_t id = 0;
    bool local;
    struct str me, current = {0};
    struct buf body = {0};
    struct json_out o;
    struct cli_answer answer;
    int code = own_name(cli, &me, &local);
    if (code)
        return code;
    if (local && cli_operand(cli, 0).ptr == NULL)
        return cli_fail(cli, CLI_USAGE, "Whose password? Working on the database itself you need none.");
    struct str name = cli_operand(cli, 0).ptr ? cli_operand(cli, 0) : me;
    code = cli_user_id(cli, name, &id);
    if (code)
        return code;
    if (!local && str_eq(name, me) && (current = cli_ask_line(cli, "Current password", true)).ptr == NULL)
        return CLI_USAGE;
    struct str fresh = new_password(cli);
    if (fresh.ptr == NULL)
        return CLI_USAGE;
    json_out_init(&o, &body);
    json_begin_object(&o);
    json_field_str(&o, "password", fresh);
    json_field_opt(&o, "current_password", current);
    json_end_object(&o);
    code = cli_send(cli, HTTP_PATCH, path_of(cli, id), &body, &answer);
    buf_free(&body);
    if (code)
        return code;
    tell_password(cli, fresh);
    cli_say(cli, "The password of %.*s is new; all other sessions of theirs have ended.", STR_ARG(name));
    cli_answer_free(&answer);
    return CLI_OK;
}

#define ROLES(...)                                                                                                     \
    {                                                                                                                  \
        .name = "roles", .value = "ROLES", .kind = CLI_LIST, .names = role_names, .name_count = ROLE_TOTAL,            \
        .wire = "roles", __VA_ARGS__                                                                                   \
    }
#define GENERATE                                                                                                       \
    {                                                                                                                  \
        .name = "generate", .says = "make a password and tell it, instead of asking for one"                           \
    }

static const struct cli_option add_options[] = {
    ROLES(.says = "what they may, with commas between", .flags = CLI_NEEDED),
    GENERATE,
    {.name = "no-password", .says = "they cannot sign in; for users of API keys only"},
    {0},
};
static const struct cli_option edit_options[] = {
    ROLES(.says = "what they may from now on, with commas between"),
    {.name = "close", .kind = CLI_OFF, .says = "they can no longer sign in", .wire = "active"},
    {.name = "open", .says = "the opposite of --close", .wire = "active"},
    {0},
};
static const struct cli_option list_options[] = {
    {.name = "closed", .kind = CLI_OFF, .says = "only closed ones", .wire = "active"},
    {.name = "open", .says = "only open ones", .wire = "active"},
    {0},
};
static const struct cli_option password_options[] = {GENERATE, {0}};

const struct cli_command cli_user_commands[] = {
    {.name = "add",
     .summary = "Make a user; the password is asked for, or read from standard input",
     .operands = "NAME",
     .operands_min = 1,
     .operands_max = 1,
     .examples = {"serno user add mia --roles operator", "serno user add otto --roles manager,support --generate"},
     .options = add_options,
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = add},
    {.name = "list",
     .summary = "List users",
     .examples = {"serno user list"},
     .options = list_options,
     .flags = CLI_CONNECTS | CLI_SHOWS | CLI_LISTS,
     .run = list},
    {.name = "show",
     .summary = "Show a user; oneself without a name",
     .operands = "[NAME]",
     .operands_max = 1,
     .examples = {"serno user show mia"},
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = show},
    {.name = "edit",
     .summary = "Change a user's roles, close or open them",
     .operands = "NAME",
     .operands_min = 1,
     .operands_max = 1,
     .examples = {"serno user edit mia --roles operator,support", "serno user edit otto --close"},
     .options = edit_options,
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = edit},
    {.name = "password",
     .summary = "Give a user a new password; oneself without a name",
     .operands = "[NAME]",
     .operands_max = 1,
     .about = "It is asked for, or read from standard input when that is no terminal. Changing one's own at a server "
              "asks for the "
              "current one first.",
     .examples = {"serno user password", "serno user password mia --generate"},
     .options = password_options,
     .flags = CLI_CONNECTS,
     .run = password},
    {0},
};
