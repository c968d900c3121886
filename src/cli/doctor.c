#include "cli/doctor.h"

#include "base/json.h"
#include "cli/direct.h"
#include "service/doctor.h"

const struct cli_option cli_doctor_options[] = {
    {.name = "db", .value = "FILE", .says = "the database (or SERNO_DB; usually ./serno.db)", .kind = CLI_FILE},
    {.name = "json", .says = "answer as JSON"},
    {0},
};

static void show_difference(struct cli *cli, const struct doctor_difference *d)
{
    if (d->column)
        fprintf(cli->out, "  %s %.*s, %s: the ledger says '%.*s', the table '%.*s'\n", d->table, STR_ARG(d->key),
                d->column, STR_ARG(d->ledger), STR_ARG(d->stored));
    else
        fprintf(cli->out, "  %s %.*s: the ledger says '%.*s', the table '%.*s'\n", d->table, STR_ARG(d->key),
                STR_ARG(d->ledger), STR_ARG(d->stored));
}

static void show(struct cli *cli, const struct doctor_report *r)
{
    fprintf(cli->out, "%lld events replayed, %lld rows compared: %lld differences, %lld faults\n", (long long)r->events,
            (long long)r->rows, (long long)r->differences, (long long)r->faults);
    if (r->stuck_seq)
        fprintf(cli->out, "  event %lld cannot be applied: %.*s\n", (long long)r->stuck_seq, STR_ARG(r->stuck_why));
    for (size_t i = 0; i < r->listed; i++)
        show_difference(cli, &r->list[i]);
    for (size_t i = 0; i < r->fault_count; i++)
        fprintf(cli->out, "  fault: %.*s\n", STR_ARG(r->fault_list[i]));
}

static void differences_json(struct json_out *o, const struct doctor_report *r)
{
    json_key(o, "list");
    json_begin_array(o);
    for (size_t i = 0; i < r->listed; i++) {
        const struct doctor_difference *d = &r->list[i];
        json_begin_object(o);
        json_field_z(o, "table", d->table);
        json_field_str(o, "key", d->key);
        if (d->column)
            json_field_z(o, "column", d->column);
        json_field_str(o, "ledger", d->ledger);
        json_field_str(o, "stored", d->stored);
        json_end_object(o);
    }
    json_end_array(o);
}

static void show_json(struct cli *cli, const struct doctor_report *r)
{
    struct buf b = {0};
    struct json_out o;
    json_out_init(&o, &b);
    json_begin_object(&o);
    json_field_bool(&o, "well", doctor_well(r));
    json_field_int(&o, "events", r->events);
    json_field_int(&o, "rows", r->rows);
    json_field_int(&o, "differences", r->differences);
    differences_json(&o, r);
    if (r->stuck_seq) {
        json_field_int(&o, "stuck_seq", r->stuck_seq);
        json_field_str(&o, "stuck_why", r->stuck_why);
    }
    json_field_int(&o, "faults", r->faults);
    json_key(&o, "fault_list");
    json_begin_array(&o);
    for (size_t i = 0; i < r->fault_count; i++)
        json_put_str(&o, r->fault_list[i]);
    json_end_array(&o);
    json_end_object(&o);
    fprintf(cli->out, "%.*s\n", STR_ARG(buf_view(&b)));
    buf_free(&b);
}

static int report(struct cli *cli, const struct doctor_report *r)
{
    if (cli_given(cli, "json"))
        show_json(cli, r);
    else if (!cli_given(cli, "quiet") || !doctor_well(r))
        show(cli, r);
    if (doctor_well(r))
        return CLI_OK;
    return cli_fail(cli, CLI_FAILED, "The database does not say what the ledger says.");
}

int cli_doctor(struct cli *cli)
{
    struct cli_direct d;
    struct doctor_report *r = ARENA_NEW(cli->arena, struct doctor_report);
    int code = cli_direct_begin(cli, "doctor", &d);
    if (code)
        return code;
    bool ok = service_doctor(&d.ctx, &d.progress, r);
    cli_progress_end(&d.bar);
    code = ok ? report(cli, r) : cli_direct_failed(cli, &d);
    cli_direct_end(&d);
    return code;
}
