/*
 * commands: the one table of what `serno` can do. A command's file gives its options and run function; help, the man page and
 * completion are made from what stands here.
 */
#include <string.h>

#include "cli/bench.h"
#include "cli/cli.h"
#include "cli/completion.h"
#include "cli/do.h"
#include "cli/help.h"
#include "cli/init.h"
#include "cli/key.h"
#include "cli/login.h"
#include "cli/man.h"
#include "cli/resource.h"
#include "cli/serve.h"
#include "cli/user.h"

static int version(struct cli *cli)
{
    fprintf(cli->out, "serno %s\n", SERNO_VERSION);
    return CLI_OK;
}

static int help(struct cli *cli)
{
    const struct cli_command *table = cli_commands, *c = NULL;
    struct str path = STR("");
    for (size_t i = 0; i < cli->args.operand_count; i++) {
        c = cli_command_find(table, cli_operand(cli, i));
        if (!c)
            return cli_fail(cli, CLI_USAGE, "There is no command '%.*s%s%.*s'.", STR_ARG(path), path.len ? " " : "",
                            STR_ARG(cli_operand(cli, i)));
        path = arena_fmt(cli->arena, "%.*s%s%s", STR_ARG(path), path.len ? " " : "", c->name);
        table = cli_subs(c, cli->arena);
    }
    if (c)
        cli_help_command(cli, cli->out, path, c);
    else
        cli_help_overview(cli, cli->out);
    return CLI_OK;
}

const struct cli_command cli_commands[] = {
    {.name = "serve",
     .summary = "Start the server",
     .about = "It runs in the foreground until SIGTERM or SIGINT. A new database gets a user admin, whose one-time password is printed. "
              "One server holds a database at a time.",
     .examples = {"serno serve --db serno.db", "serno serve --db serno.db --address 0.0.0.0 --cert cert.pem --key key.pem"},
     .options = cli_serve_options,
     .run = cli_serve},
    {.name = "init",
     .summary = "Make a new database and print the one-time password of admin",
     .examples = {"serno init --db serno.db"},
     .options = cli_init_options,
     .run = cli_init},
    {.name = "login",
     .summary = "Sign in at a server and remember it",
     .about = "Name and password are asked for, or read from standard input. The session's token is kept in ~/.config/serno/config, "
              "and from then on that server is asked.",
     .examples = {"serno login --url https://serno.example", "serno login --url http://127.0.0.1:8080 --name mia < password"},
     .options = cli_login_options,
     .run = cli_login},
    {.name = "logout",
     .summary = "End the session and forget its token",
     .examples = {"serno logout"},
     .options = cli_logout_options,
     .run = cli_logout},
    {.name = "product",
     .summary = "Products: kinds of things",
     .examples = {"serno product add CAM-4K --name \"Camera 4K\""},
     .subs = cli_product_commands},
    {.name = "lot",
     .summary = "Lots: batches of a product",
     .examples = {"serno lot list --product CAM-4K"},
     .subs = cli_lot_commands},
    {.name = "location",
     .summary = "Locations: the tree of places",
     .examples = {"serno location add BER --kind site --name Berlin"},
     .subs = cli_location_commands},
    {.name = "party",
     .summary = "Parties: customers, suppliers, carriers and staff",
     .examples = {"serno party list --kind supplier"},
     .subs = cli_party_commands},
    {.name = "do",
     .summary = "Do something with units: every command of the life cycle",
     .about = "Units are named by serials (with --product) or by any number that only one unit bears. All of them are done, or with a "
              "refusal none; more than 100,000 are sent in parts, each of them all or nothing.",
     .examples = {"serno do receive --product CAM-4K --location BER-A1 --serials SN001..SN100", "serno do move SN001 --location BER-B2"},
     .make_subs = cli_do_commands},
    {.name = "user",
     .summary = "Users: who may sign in, and what they may",
     .examples = {"serno user add mia --roles operator"},
     .subs = cli_user_commands},
    {.name = "key",
     .summary = "API keys: tokens for programs",
     .examples = {"serno key add web-shop --roles support"},
     .subs = cli_key_commands},
    {.name = "bench",
     .summary = "Measure a real server beside what the database and the HTTP library alone can do",
     .examples = {"serno bench --units 100 --seconds 2"},
     .options = cli_bench_options,
     .run = cli_bench},
    {.name = "completion",
     .summary = "Print the completion script for a shell",
     .operands = "bash",
     .operands_min = 1,
     .operands_max = 1,
     .examples = {"source <(serno completion bash)"},
     .run = cli_completion},
    {.name = "man",
     .summary = "Print the manual page",
     .examples = {"serno man | man -l -"},
     .options = cli_man_options,
     .run = cli_man},
    {.name = "help",
     .summary = "Say how a command is used",
     .operands = "[COMMAND...]",
     .operands_max = -1,
     .examples = {"serno help do receive"},
     .run = help},
    {.name = "version",
     .summary = "Say which version it is",
     .examples = {"serno version"},
     .run = version},
    {0},
};
