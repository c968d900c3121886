#include "cli/direct.h"

#include "cli/config.h"

static void tell(void *state, const char *step, int64_t done, int64_t total)
{
    struct cli_progress *bar = state;
    if (bar->what != step) {
        cli_progress_end(bar);
        bar->what = step;
        bar->last_percent = -1;
    }
    cli_progress_step(bar, done, total);
}

int cli_direct_begin(struct cli *cli, const char *what, struct cli_direct *ret)
{
    char error[400];
    *ret = (struct cli_direct){.ctx = {.arena = cli->arena, .now = time_now()}, .db = cli_config_db(cli)};
    if (cli_given(cli, "url"))
        return cli_fail(cli, CLI_USAGE, "This works on the database itself; give --db instead of --url.");
    if (db_open(ret->db, DB_READ, &ret->ctx.db, error, sizeof error) != DB_OK)
        return cli_fail(cli, CLI_FAILED, "%s", error);
    if (db_newer(ret->ctx.db)) {
        char shown[256];
        db_close(ret->ctx.db);
        return cli_fail(cli, CLI_FAILED, "cannot use '%s': %s", db_url_shown(ret->db, shown, sizeof shown),
                        db_result_text(DB_NEWER));
    }
    cli_progress_start(cli, &ret->bar, what);
    ret->progress = (struct progress){.tell = tell, .state = &ret->bar};
    return CLI_OK;
}

void cli_direct_end(struct cli_direct *d)
{
    cli_progress_end(&d->bar);
    db_close(d->ctx.db);
}

int cli_direct_failed(struct cli *cli, struct cli_direct *d)
{
    char shown[512];
    const char *why = db_error(d->ctx.db);
    return cli_fail(cli, CLI_FAILED, "%s: %s%s%s.", db_url_shown(d->db, shown, sizeof shown),
                    db_result_text(d->ctx.failure), why && *why ? ": " : "", why ? why : "");
}
