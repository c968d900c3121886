/*
 * key: `serno key add|list|revoke`: API keys, tokens for programs.
 */
#include "cli/key.h"

#include "cli/show.h"
#include "cli/user.h"
#include "domain/lifecycle.h"

static const struct cli_column columns[] = {
    {"Id", "id", CELL_NUMBER},
    {"Name", "name"},
    {"User", "user"},
    {"Roles", "roles", CELL_LIST},
    {"Made", "created_at", CELL_TIME},
    {"Expires", "expires_at", CELL_TIME},
    {"Revoked", "revoked_at", CELL_TIME},
    {0},
};

static int add(struct cli *cli)
{
    struct buf body = {0};
    struct json_out o;
    struct cli_answer answer;
    int64_t user_id = 0;
    struct str user = cli_value(cli, "user");
    int code = user.ptr ? cli_user_id(cli, user, &user_id) : CLI_OK;
    if (code)
        return code;
    json_out_init(&o, &body);
    json_begin_object(&o);
    json_field_str(&o, "name", cli_operand(cli, 0));
    if (user_id)
        json_field_int(&o, "user_id", user_id);
    bool ok = cli_json_options(cli, &o);
    json_end_object(&o);
    code = ok ? cli_send(cli, HTTP_POST, "/v1/keys", &body, &answer) : CLI_USAGE;
    buf_free(&body);
    if (code)
        return code;
    if (cli_wants_json(cli))
        cli_show_json(cli, &answer);
    else
        fprintf(cli->out, "%.*s\n", STR_ARG(json_string(json_get(answer.json, "token"))));
    cli_hint(cli, "This is the key; it is told only now.");
    cli_answer_free(&answer);
    return CLI_OK;
}

static int list(struct cli *cli)
{
    return cli_show_list(cli, STR("/v1/keys"), columns, "keys");
}

static int revoke(struct cli *cli)
{
    struct cli_answer answer;
    int code = cli_send(cli, HTTP_DELETE, cli_path(cli, "/v1/keys/", cli_operand(cli, 0)), NULL, &answer);
    if (code)
        return code;
    cli_say(cli, "Key %.*s is revoked.", STR_ARG(cli_operand(cli, 0)));
    cli_answer_free(&answer);
    return CLI_OK;
}

static const struct cli_option add_options[] = {
    {.name = "user", .value = "NAME", .says = "whose key; usually one's own"},
    {.name = "roles",
     .value = "ROLES",
     .says = "what it may, with commas between; usually all that its user may",
     .kind = CLI_LIST,
     .names = role_names,
     .name_count = ROLE_TOTAL,
     .wire = "roles"},
    {.name = "expires", .value = "TIME", .says = "when it ends; usually never", .kind = CLI_TIME, .wire = "expires_at"},
    {0},
};

const struct cli_command cli_key_commands[] = {
    {.name = "add",
     .summary = "Make an API key and print it: the only time that it is shown",
     .operands = "NAME",
     .operands_min = 1,
     .operands_max = 1,
     .examples = {"serno key add scanner-3 --user mia --roles operator --expires 2027-12-31"},
     .options = add_options,
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = add},
    {.name = "list",
     .summary = "List API keys: one's own, all for administrators",
     .examples = {"serno key list"},
     .flags = CLI_CONNECTS | CLI_SHOWS | CLI_LISTS,
     .run = list},
    {.name = "revoke",
     .summary = "End an API key by its id, which the list tells",
     .operands = "ID",
     .operands_min = 1,
     .operands_max = 1,
     .examples = {"serno key revoke 3"},
     .flags = CLI_CONNECTS,
     .run = revoke},
    {0},
};
