#include "cli/backup.h"

#include "base/json.h"
#include "cli/config.h"
#include "cli/direct.h"
#include "cli/lock.h"
#include "service/backup.h"

const struct cli_option cli_backup_options[] = {
    {.name = "db", .value = "FILE", .says = "the database (or SERNO_DB; usually ./serno.db)", .kind = CLI_FILE},
    {.name = "json", .says = "answer as JSON"},
    {0},
};

static void show_json(struct cli *cli, const struct backup *b, const char *root, const char *sha256)
{
    struct buf out = {0};
    struct json_out o;
    json_out_init(&o, &out);
    json_begin_object(&o);
    json_field_int(&o, "events", b->events);
    json_field_z(&o, "root", root);
    json_field_int(&o, "bytes", b->bytes);
    json_field_z(&o, "sha256", sha256);
    json_end_object(&o);
    fprintf(cli->out, "%.*s\n", STR_ARG(buf_view(&out)));
    buf_free(&out);
}

static void show(struct cli *cli, const struct backup *b, const char *done)
{
    char root[65], sha256[65];
    hash_hex(b->root, root);
    hash_hex(b->sha256, sha256);
    if (cli_given(cli, "json"))
        show_json(cli, b, root, sha256);
    cli_say(cli, "%s: %lld bytes, ledger %lld:%s", done, (long long)b->bytes, (long long)b->events, root);
}

int cli_backup(struct cli *cli)
{
    char error[600];
    struct backup b;
    struct cli_direct d;
    const char *target = arena_cstr(cli->arena, cli_operand(cli, 0));
    int code = cli_direct_begin(cli, "backup", &d);
    if (code)
        return code;
    bool ok = service_backup(d.db, target, time_now(), &d.progress, &b, error, sizeof error);
    cli_direct_end(&d);
    if (!ok)
        return cli_fail(cli, CLI_FAILED, "%s", error);
    show(cli, &b, arena_fmt(cli->arena, "%s is the backup", target).ptr);
    return CLI_OK;
}

static void tell(void *state, const char *step, int64_t done, int64_t total)
{
    struct cli_progress *bar = state;
    bar->what = step;
    cli_progress_step(bar, done, total);
}

int cli_restore(struct cli *cli)
{
    char error[600], shown[512];
    struct backup b;
    struct cli_lock lock;
    struct cli_lock_holder holder;
    struct cli_progress bar;
    const char *db = cli_config_db(cli);
    switch (cli_lock_take(db, 0, &lock, &holder, error, sizeof error)) {
    case CLI_LOCK_HELD:
        return cli_fail(cli, CLI_FAILED, "Another serno (process %ld) works on %s.", holder.pid, db);
    case CLI_LOCK_FAILED:
        return cli_fail(cli, CLI_FAILED, "%s", error);
    case CLI_LOCK_TAKEN:
        break;
    }
    cli_progress_start(cli, &bar, "restore");
    bool ok = service_restore(arena_cstr(cli->arena, cli_operand(cli, 0)), db,
                              &(struct progress){.tell = tell, .state = &bar}, &b, error, sizeof error);
    cli_progress_end(&bar);
    cli_lock_drop(&lock);
    if (!ok)
        return cli_fail(cli, CLI_FAILED, "%s", error);
    show(cli, &b, arena_fmt(cli->arena, "%s is restored", db_url_shown(db, shown, sizeof shown)).ptr);
    return CLI_OK;
}
