#include "cli/database.h"

#include <string.h>

#include "cli/config.h"
#include "service/rights.h"

static const struct cli_option prepare_options[] = {
    {.name = "db", .value = "URL", .says = "the database, as its owner (or SERNO_DB)", .kind = CLI_FILE},
    {.name = "role",
     .value = "ROLE",
     .says = "the role that serno will work as; it exists already",
     .flags = CLI_NEEDED},
    {0},
};

static int prepare(struct cli *cli)
{
    char error[512], shown[256];
    const char *db = cli_config_db(cli);
    if (strncmp(db, "postgres", strlen("postgres")) != 0)
        return cli_fail(cli, CLI_USAGE, "%s is a file: whoever may write it owns it. Roles are PostgreSQL's.", db);
    if (!service_rights_prepare(db, cli_value(cli, "role"), error, sizeof error))
        return cli_fail(cli, CLI_FAILED, "%s.", error);
    cli_say(cli, "The role %.*s may work with %s, and cannot change its history.", STR_ARG(cli_value(cli, "role")),
            db_url_shown(db, shown, sizeof shown));
    return CLI_OK;
}

const struct cli_command cli_database_commands[] = {
    {.name = "prepare",
     .summary = "Make the tables, and give a role what serno needs to work with them",
     .about =
         "To be run by the owner of a PostgreSQL database, once, and again after each update of serno. The role may "
         "read and write, but it may not change, remove or empty what the ledger holds, and owns nothing: 'serno "
         "serve' works as it.",
     .examples = {"serno database prepare --db postgresql://owner@db.example/serno --role serno_app"},
     .options = prepare_options,
     .run = prepare},
    {0},
};
