#include "cli/migrate_engine.h"

#include <string.h>

#include "base/json.h"
#include "cli/lock.h"
#include "cli/progress.h"
#include "service/move.h"

const struct cli_option cli_migrate_engine_options[] = {
    {.name = "from",
     .value = "DB",
     .says = "the database that is carried over; it is only read",
     .kind = CLI_FILE,
     .flags = CLI_NEEDED},
    {.name = "to",
     .value = "DB",
     .says = "the new one; there must be nothing in it yet",
     .kind = CLI_FILE,
     .flags = CLI_NEEDED},
    {.name = "again", .says = "empty the new one first, when an earlier copy into it was not finished"},
    {.name = "snapshot",
     .says = "also while others work with the old one: what they write from now on is not in the copy"},
    {.name = "json", .says = "answer as JSON"},
    {0},
};

static double seconds(int64_t ns)
{
    return (double)ns / 1e9;
}

static void show_json(struct cli *cli, const struct move_report *r, const char *root)
{
    struct buf b = {0};
    struct json_out o;
    json_out_init(&o, &b);
    json_begin_object(&o);
    json_key(&o, "tables");
    json_begin_array(&o);
    for (int i = 0; i < MOVE_TABLES; i++) {
        json_begin_object(&o);
        json_field_z(&o, "name", r->tables[i].name);
        json_field_int(&o, "rows", r->tables[i].rows);
        json_end_object(&o);
    }
    json_end_array(&o);
    json_field_int(&o, "size", r->events);
    json_field_z(&o, "root", root);
    json_field_bool(&o, "verified", true);
    json_field_int(&o, "copy_ms", r->copy_ns / 1000000);
    json_field_int(&o, "check_ms", r->check_ns / 1000000);
    json_end_object(&o);
    fprintf(cli->out, "%.*s\n", STR_ARG(buf_view(&b)));
    buf_free(&b);
}

static void show(struct cli *cli, const struct move_report *r)
{
    char root[65];
    hash_hex(r->root, root);
    if (cli_given(cli, "json")) {
        show_json(cli, r, root);
        return;
    }
    for (int i = 0; i < MOVE_TABLES; i++)
        cli_say(cli, "%-16s %12lld", r->tables[i].name, (long long)r->tables[i].rows);
    cli_say(cli, "All is carried over and checked: %lld rows, ledger %lld:%s", (long long)r->rows, (long long)r->events,
            root);
    cli_say(cli, "(%.1f s for copying, %.1f s for checking)", seconds(r->copy_ns), seconds(r->check_ns));
}

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

static int move(struct cli *cli, const struct move_options *asked)
{
    char error[700];
    struct cli_progress bar;
    struct move_report *r = ARENA_NEW(cli->arena, struct move_report);
    cli_progress_start(cli, &bar, "migrate-engine");
    const struct progress progress = {tell, &bar};
    struct move_options o = *asked;
    o.progress = &progress;
    enum move_result result = service_move(&o, r, error, sizeof error);
    cli_progress_end(&bar);
    if (result != MOVE_DONE)
        return cli_fail(cli, result == MOVE_REFUSED ? CLI_REFUSED : CLI_FAILED, "%s.", error);
    show(cli, r);
    return CLI_OK;
}

/* CLI_OK, or the exit code: somebody works with the database. */
static int lock(struct cli *cli, const char *db, struct cli_lock *ret)
{
    char error[512];
    struct cli_lock_holder holder;
    switch (cli_lock_take(db, 0, ret, &holder, error, sizeof error)) {
    case CLI_LOCK_HELD:
        return cli_fail(cli, CLI_FAILED, "Another serno (process %ld) works on %s: stop it first.", holder.pid, db);
    case CLI_LOCK_FAILED:
        return cli_fail(cli, CLI_FAILED, "%s", error);
    case CLI_LOCK_TAKEN:
        break;
    }
    return CLI_OK;
}

int cli_migrate_engine(struct cli *cli)
{
    struct cli_lock from = {.fd = -1}, to = {.fd = -1};
    struct move_options o = {.from = cli_value_z(cli, "from"),
                             .to = cli_value_z(cli, "to"),
                             .again = cli_given(cli, "again"),
                             .snapshot = cli_given(cli, "snapshot")};
    if (strcmp(o.from, o.to) == 0)
        return cli_fail(cli, CLI_USAGE, "--from and --to name the same database.");
    int code = o.snapshot ? CLI_OK : lock(cli, o.from, &from);
    if (code == CLI_OK)
        code = lock(cli, o.to, &to);
    if (code == CLI_OK)
        code = move(cli, &o);
    cli_lock_drop(&to);
    cli_lock_drop(&from);
    return code;
}
