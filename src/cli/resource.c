#include "cli/resource.h"

static const struct cli_resource *resource_of(const struct cli *cli)
{
    return cli->command->data;
}

static const char *address_of(struct cli *cli)
{
    const struct cli_resource *r = resource_of(cli);
    return cli_path(cli, arena_fmt(cli->arena, "%s/", r->path).ptr, cli_operand(cli, 0));
}

/* The object that the options describe; key: its own name, {NULL,0} when it does not change. */
static bool body_of(struct cli *cli, struct str key, struct buf *ret)
{
    struct json_out o;
    json_out_init(&o, ret);
    json_begin_object(&o);
    if (key.ptr)
        json_field_str(&o, resource_of(cli)->key, key);
    bool ok = cli_json_options(cli, &o);
    json_end_object(&o);
    return ok;
}

static int send(struct cli *cli, enum http_method method, const char *path, struct str key, const char *done)
{
    struct buf body = {0};
    struct cli_answer answer;
    int code = CLI_USAGE;
    if (body_of(cli, key, &body))
        code = cli_send(cli, method, path, &body, &answer);
    buf_free(&body);
    if (code)
        return code;
    if (cli_wants_json(cli))
        cli_show_json(cli, &answer);
    struct str address =
        cli_cell_text(cli->arena, &(struct cli_column){"", resource_of(cli)->address, CELL_TEXT}, answer.json);
    struct str name = json_string(json_get(answer.json, resource_of(cli)->key));
    if (str_eq(address, name))
        cli_say(cli, "%s %.*s is %s.", resource_of(cli)->thing, STR_ARG(name), done);
    else
        cli_say(cli, "%s %.*s is %s; its id is %.*s.", resource_of(cli)->thing, STR_ARG(name), done, STR_ARG(address));
    cli_answer_free(&answer);
    return CLI_OK;
}

int cli_resource_add(struct cli *cli)
{
    return send(cli, HTTP_POST, resource_of(cli)->path, cli_operand(cli, 0), "made");
}

static bool says_something(const struct cli *cli)
{
    for (size_t i = 0; i < cli->args.given_count; i++)
        if (cli->args.given[i].option->wire)
            return true;
    return false;
}

int cli_resource_edit(struct cli *cli)
{
    if (!says_something(cli))
        return cli_fail(cli, CLI_USAGE, "Nothing is to be changed: name the fields as options.");
    return send(cli, HTTP_PATCH, address_of(cli), (struct str){0}, "changed");
}

int cli_resource_show(struct cli *cli)
{
    struct cli_answer answer;
    int code = cli_get(cli, address_of(cli), &answer);
    if (code)
        return code;
    cli_show_thing(cli, resource_of(cli)->show, answer.json);
    cli_answer_free(&answer);
    return CLI_OK;
}

int cli_resource_list(struct cli *cli)
{
    struct buf path = {0};
    int code = CLI_USAGE;
    buf_z(&path, resource_of(cli)->path);
    cli_query(&path, "q", cli_operand(cli, 0));
    if (cli_query_options(cli, &path))
        code = cli_show_list(cli, buf_view(&path), resource_of(cli)->list, resource_of(cli)->things);
    buf_free(&path);
    return code;
}
