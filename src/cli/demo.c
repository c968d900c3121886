#include "cli/demo.h"

#include <unistd.h>

#include "api/app.h"
#include "cli/config.h"
#include "cli/lock.h"
#include "cli/progress.h"
#include "demo/demo.h"

enum { STOP_MS = 1000, LOCK_WAIT_MS = 2000 };

const struct cli_option cli_demo_options[] = {
    {.name = "db", .value = "FILE", .says = "the new database (or SERNO_DB; usually ./serno.db)", .kind = CLI_FILE},
    {.name = "seed", .value = "N", .says = "another company for each number; usually 1", .kind = CLI_INT},
    {.name = "units", .value = "N", .says = "how many things it has had; usually 20000", .kind = CLI_INT},
    {.name = "until", .value = "TIME", .says = "when its history ends; usually now", .kind = CLI_TIME},
    {.name = "verbose", .letter = 'v', .says = "also say how often each command was used"},
    {0},
};

/* ---- what is said at the end ---- */

static void say_statuses(struct cli *cli, const struct demo_report *r)
{
    fprintf(cli->out, "\nUnits\n");
    for (int i = STATUS_ALLOCATED; i < STATUS_TOTAL; i++)
        fprintf(cli->out, "  %-12s %7lld\n", status_names[i], (long long)r->statuses[i]);
    fprintf(cli->out, "  %-12s %7lld\n", "(on hold)", (long long)r->holds);
}

static void say_commands(struct cli *cli, const struct demo_report *r)
{
    fprintf(cli->out, "\nEvents\n");
    for (int i = 0; i < COMMAND_TOTAL; i++)
        fprintf(cli->out, "  %-20s %7lld\n", lifecycle_commands[i].name, (long long)r->commands[i]);
}

static const char *role_of(unsigned roles)
{
    for (int i = 0; i < ROLE_TOTAL; i++)
        if (roles & ROLE_BIT(i))
            return role_names[i];
    return "";
}

static void say_sign_ins(struct cli *cli, const struct demo_report *r, const char *admin_password)
{
    fprintf(cli->out, "%sSign in as\n  %-8s %-24s %s\n", cli_given(cli, "quiet") ? "" : "\n", "admin",
            admin_password ? admin_password : "(your password)",
            admin_password ? "admin; a one-time password, change it" : "admin");
    for (int i = 0; i < DEMO_SIGN_INS; i++)
        fprintf(cli->out, "  %-8s %-24s %s\n", r->sign_ins[i].name, r->sign_ins[i].password,
                role_of(r->sign_ins[i].roles));
}

static void say_next(struct cli *cli, const struct demo_report *r)
{
    fprintf(cli->out, "\nWorth a look\n");
    if (r->serial.code.len)
        fprintf(cli->out, "  serial %-22.*s a %.*s that was sold, repaired and sent home\n", STR_ARG(r->serial.code),
                STR_ARG(r->serial.product));
    if (r->device.code.len)
        fprintf(cli->out, "  serial %-22.*s a %.*s with parts inside\n", STR_ARG(r->device.code),
                STR_ARG(r->device.product));
    if (r->lot.code.len)
        fprintf(cli->out, "  lot %-25.*s of %.*s, which is being recalled\n", STR_ARG(r->lot.code),
                STR_ARG(r->lot.product));
    if (r->package.code.len)
        fprintf(cli->out, "  package %-21.*s a pallet of cartons, ready to leave\n", STR_ARG(r->package.code));
}

static void say(struct cli *cli, const struct demo_report *r, const char *admin_password)
{
    char from[TIME_TEXT_MAX], until[TIME_TEXT_MAX];
    if (cli_given(cli, "quiet")) {
        say_sign_ins(cli, r, admin_password);
        return;
    }
    time_print_date(r->from, from);
    time_print_date(r->until, until);
    fprintf(cli->out,
            "The demo company: %d products, %d locations, %d parties, %lld units, %lld packages,\n"
            "and %lld events from %s to %s.\n",
            r->products, r->locations, r->parties, (long long)r->units, (long long)r->packages, (long long)r->events,
            from, until);
    say_statuses(cli, r);
    if (cli_given(cli, "verbose"))
        say_commands(cli, r);
    say_sign_ins(cli, r, admin_password);
    say_next(cli, r);
}

/* ---- making it ---- */

static void tell(void *state, const char *step, int64_t done, int64_t total)
{
    struct cli_progress *bar = state;
    bar->what = step;
    cli_progress_step(bar, done, total);
}

static int number(struct cli *cli, const char *name, int64_t usual, int64_t min, int64_t max, int64_t *ret)
{
    *ret = usual;
    if (!cli_given(cli, name))
        return CLI_OK;
    if (!str_int64(cli_value(cli, name), ret) || *ret < min || *ret > max)
        return cli_fail(cli, CLI_USAGE, "--%s is a number from %lld to %lld.", name, (long long)min, (long long)max);
    return CLI_OK;
}

static int read_until(struct cli *cli, msec *ret)
{
    struct time_zoned until = {.at = time_now()};
    msec latest = until.at;
    if (cli_given(cli, "until") && !time_parse(cli_value(cli, "until"), &until) &&
        !time_parse_date(cli_value(cli, "until"), &until.at))
        return cli_fail(cli, CLI_USAGE, "--until is a time such as 2026-11-23T18:30:00Z, or a date.");
    if (until.at < DEMO_UNTIL_MIN || until.at > latest)
        return cli_fail(cli, CLI_USAGE, "--until is a time from 2000 to now.");
    *ret = until.at;
    return CLI_OK;
}

static int read_options(struct cli *cli, struct demo_options *ret)
{
    int64_t seed, units;
    msec until = 0;
    int code = number(cli, "seed", 1, 0, INT64_MAX, &seed);
    if (!code)
        code = number(cli, "units", DEMO_UNITS, DEMO_UNITS_MIN, DEMO_UNITS_MAX, &units);
    if (!code)
        code = read_until(cli, &until);
    if (code)
        return code;
    *ret = (struct demo_options){.seed = (uint64_t)seed, .units = (int)units, .until = until};
    return CLI_OK;
}

/* In a database that is open. */
static int tell_all(struct cli *cli, struct app *app, const struct demo_options *wanted)
{
    struct demo_options o = *wanted;
    char error[600];
    struct demo_report *report = ARENA_NEW(cli->arena, struct demo_report);
    struct cli_progress bar;
    const struct progress progress = {tell, &bar};
    if (!app_admin(app, cli->arena, &o.admin))
        return cli_fail(cli, CLI_REFUSED, "The database has no administrator.");
    o.progress = &progress;
    cli_progress_start(cli, &bar, "making the demo company");
    enum demo_result r = demo_make(app_writer(app), cli->arena, &o, report, error, sizeof error);
    cli_progress_end(&bar);
    if (r == DEMO_MADE)
        say(cli, report, app_first_password(app));
    else if (app_first_password(app)) /* it is told now or never */
        fprintf(cli->out, "Sign in as admin with the one-time password %s and change it.\n", app_first_password(app));
    if (r != DEMO_MADE)
        return cli_fail(cli, r == DEMO_REFUSED ? CLI_REFUSED : CLI_FAILED, "%s", error);
    return CLI_OK;
}

static int make(struct cli *cli, const char *db, const struct demo_options *o)
{
    char error[512];
    const struct app_options options = {
        .db = db, .mode = DB_CREATE, .log = {.fd = STDERR_FILENO, .max = LOG_WARN, .now = time_now}};
    struct app *app = app_start(&options, error, sizeof error);
    if (!app)
        return cli_fail(cli, CLI_FAILED, "%s", error);
    int code = tell_all(cli, app, o);
    app_stop(app, STOP_MS);
    return code;
}

int cli_demo(struct cli *cli)
{
    char error[512];
    struct cli_lock lock;
    struct cli_lock_holder holder;
    struct demo_options o;
    const char *db = cli_config_db(cli);
    int code = read_options(cli, &o);
    if (code)
        return code;
    switch (cli_lock_take(db, LOCK_WAIT_MS, &lock, &holder, error, sizeof error)) {
    case CLI_LOCK_HELD:
        return cli_fail(cli, CLI_FAILED, "Another serno command (process %ld) is working on %s.", holder.pid, db);
    case CLI_LOCK_FAILED:
        return cli_fail(cli, CLI_FAILED, "%s", error);
    case CLI_LOCK_TAKEN:
        break;
    }
    code = make(cli, db, &o);
    cli_lock_drop(&lock);
    return code;
}
