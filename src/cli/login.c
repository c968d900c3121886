/*
 * login: `serno login` and `serno logout`: a session with a server, kept in the configuration file.
 */
#include "cli/login.h"

#include "cli/ask.h"
#include "cli/config.h"
#include "cli/show.h"

const struct cli_option cli_login_options[] = {
    {.name = "url", .value = "URL", .says = "the server (or SERNO_URL)"},
    {.name = "ca-file",
     .value = "FILE",
     .kind = CLI_FILE,
     .says = "trust certificates from this authority (PEM; or SERNO_CA)"},
    {.name = "name", .letter = 'u', .value = "NAME", .says = "who signs in; usually asked for"},
    {0},
};
const struct cli_option cli_logout_options[] = {
    {.name = "url", .value = "URL", .says = "the server (or SERNO_URL; usually the one of serno login)"},
    {0},
};

static bool body_of(struct cli *cli, struct buf *ret)
{
    struct json_out o;
    struct str name = cli_value(cli, "name");
    if (name.ptr == NULL)
        name = cli_ask_line(cli, "Name", false);
    struct str password = name.ptr ? cli_ask_line(cli, "Password", true) : (struct str){0};
    if (password.ptr == NULL)
        return false;
    json_out_init(&o, ret);
    json_begin_object(&o);
    json_field_str(&o, "name", name);
    json_field_str(&o, "password", password);
    json_end_object(&o);
    return true;
}

int cli_login(struct cli *cli)
{
    struct cli_target target;
    struct buf body = {0};
    struct cli_answer answer;
    int code = CLI_USAGE;
    if (!cli_config_target(cli, &target, &code))
        return code;
    if (!target.url)
        return cli_fail(cli, CLI_USAGE,
                        "Which server? Name it with --url. (A database on this machine needs no login.)");
    code = CLI_USAGE;
    if (body_of(cli, &body))
        code = cli_send(cli, HTTP_POST, "/v1/session", &body, &answer);
    buf_free(&body);
    if (code)
        return code;
    const char *token = arena_cstr(cli->arena, json_string(json_get(answer.json, "token")));
    bool kept = cli_config_save(cli, target.url, token);
    const struct json *user = json_get(answer.json, "user");
    if (kept)
        cli_say(cli, "Signed in at %s as %.*s.", target.url, STR_ARG(json_string(json_get(user, "name"))));
    cli_answer_free(&answer);
    return kept ? CLI_OK : CLI_FAILED;
}

int cli_logout(struct cli *cli)
{
    struct cli_target target;
    struct cli_answer answer;
    int code = CLI_USAGE;
    if (!cli_config_target(cli, &target, &code))
        return code;
    if (!target.url || !target.token)
        return cli_fail(cli, CLI_USAGE, "Nobody is signed in.");
    code = cli_send(cli, HTTP_DELETE, "/v1/session", NULL, &answer);
    if (code && code != CLI_NOT_ALLOWED)
        return code;
    if (code == CLI_OK)
        cli_answer_free(&answer);
    if (!cli_config_save(cli, NULL, NULL))
        return CLI_FAILED;
    cli_say(cli, "Signed out at %s.", target.url);
    return CLI_OK;
}
