#include "cli/init.h"

#include <string.h>
#include <unistd.h>

#include "api/app.h"
#include "cli/config.h"
#include "cli/lock.h"

enum { STOP_MS = 1000 };

const struct cli_option cli_init_options[] = {
    {.name = "db", .value = "FILE", .says = "the new database (or SERNO_DB; usually ./serno.db)", .kind = CLI_FILE},
    {0},
};

static int make(struct cli *cli, const char *db)
{
    char error[512], shown[512];
    const struct app_options o = {
        .db = db, .mode = DB_CREATE, .log = {.fd = STDERR_FILENO, .max = LOG_WARN, .now = time_now}};
    struct app *app = app_start(&o, error, sizeof error);
    if (!app)
        return cli_fail(cli, CLI_FAILED, "%s", error);
    db = db_url_shown(db, shown, sizeof shown);
    if (!app_first_password(app)) {
        app_stop(app, STOP_MS);
        return cli_fail(cli, CLI_REFUSED, "There is a Serno database at %s already.", db);
    }
    fprintf(cli->out, "The database %s is made.\nSign in as admin with the one-time password %s and change it.\n", db,
            app_first_password(app));
    app_stop(app, STOP_MS);
    cli_hint(cli, "Next: serno serve --db %s", db);
    return CLI_OK;
}

int cli_init(struct cli *cli)
{
    char error[512];
    struct cli_lock lock;
    struct cli_lock_holder holder;
    const char *db = cli_config_db(cli);
    if (db_is_file(db) && access(db, F_OK) == 0)
        return cli_fail(cli, CLI_REFUSED, "There is a file %s already; nothing was changed.", db);
    switch (cli_lock_take(db, 0, &lock, &holder, error, sizeof error)) {
    case CLI_LOCK_HELD:
        return cli_fail(cli, CLI_FAILED, "Another serno command (process %ld) is working on %s.", holder.pid, db);
    case CLI_LOCK_FAILED:
        return cli_fail(cli, CLI_FAILED, "%s", error);
    case CLI_LOCK_TAKEN:
        break;
    }
    int code = make(cli, db);
    cli_lock_drop(&lock);
    return code;
}
