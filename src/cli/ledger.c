/*
 * ledger: `serno ledger verify|root|proof|consistency`.
 */
#include "cli/ledger.h"

#include "cli/direct.h"
#include "cli/show.h"
#include "service/verify.h"

/* ---- verify ---- */

static void show_finding(struct cli *cli, const struct ledger_finding *f)
{
    char id[ID_TEXT_LEN + 1] = "";
    if (f->has_id)
        id_print(f->id, id);
    if (f->seq)
        fprintf(cli->out, "  event %lld%s%s: %.*s\n", (long long)f->seq, f->has_id ? " " : "", id, STR_ARG(f->what));
    else
        fprintf(cli->out, "  %.*s\n", STR_ARG(f->what));
}

static void show(struct cli *cli, const struct ledger_report *r)
{
    char root[65];
    hash_hex(r->root, root);
    fprintf(cli->out, "%lld events, %lld units in them\n", (long long)r->size, (long long)r->units);
    if (r->has_root)
        fprintf(cli->out, "root %s\n", root);
    if (r->bad == 0)
        fputs("All is as it was recorded.\n", cli->out);
    for (size_t i = 0; i < r->finding_count; i++)
        show_finding(cli, &r->findings[i]);
    if (r->bad > (int64_t)r->finding_count || r->more)
        fprintf(cli->out, "  ... %lld in all%s\n", (long long)r->bad, r->more ? ", and there may be more" : "");
}

static void findings_json(struct json_out *o, const struct ledger_report *r)
{
    char id[ID_TEXT_LEN + 1];
    json_key(o, "findings");
    json_begin_array(o);
    for (size_t i = 0; i < r->finding_count; i++) {
        const struct ledger_finding *f = &r->findings[i];
        json_begin_object(o);
        if (f->seq)
            json_field_int(o, "seq", f->seq);
        if (f->has_id) {
            id_print(f->id, id);
            json_field_z(o, "id", id);
        }
        json_field_str(o, "what", f->what);
        json_end_object(o);
    }
    json_end_array(o);
}

static void show_report_json(struct cli *cli, const struct ledger_report *r)
{
    char root[65];
    struct buf b = {0};
    struct json_out o;
    hash_hex(r->root, root);
    json_out_init(&o, &b);
    json_begin_object(&o);
    json_field_int(&o, "size", r->size);
    json_field_int(&o, "units", r->units);
    if (r->has_root)
        json_field_z(&o, "root", root);
    json_field_int(&o, "bad", r->bad);
    json_field_bool(&o, "more", r->more);
    findings_json(&o, r);
    json_end_object(&o);
    fprintf(cli->out, "%.*s\n", STR_ARG(buf_view(&b)));
    buf_free(&b);
}

static int report(struct cli *cli, const struct ledger_report *r)
{
    if (cli_wants_json(cli))
        show_report_json(cli, r);
    else if (!cli_given(cli, "quiet") || r->bad)
        show(cli, r);
    return r->bad ? cli_fail(cli, CLI_FAILED, "The ledger is not what was recorded.") : CLI_OK;
}

static int verify(struct cli *cli)
{
    struct cli_direct d;
    struct ledger_expect expect;
    struct ledger_report *r = ARENA_NEW(cli->arena, struct ledger_report);
    struct str expected = cli_value(cli, "expect");
    if (expected.ptr && !service_expect_parse(expected, &expect))
        return cli_fail(cli, CLI_USAGE, "--expect: '%.*s' is not of the form SIZE:ROOT.", STR_ARG(expected));
    int code = cli_direct_begin(cli, "verify", &d);
    if (code)
        return code;
    bool ok = service_ledger_verify(&d.ctx, expected.ptr ? &expect : NULL, &d.progress, r);
    cli_progress_end(&d.bar);
    code = ok ? report(cli, r) : cli_direct_failed(cli, &d);
    cli_direct_end(&d);
    return code;
}

/* ---- by the API ---- */

static int show_answer(struct cli *cli, const char *path, const struct cli_column *columns)
{
    struct cli_answer answer;
    int code = cli_get(cli, path, &answer);
    if (code)
        return code;
    cli_show_thing(cli, columns, answer.json);
    cli_answer_free(&answer);
    return CLI_OK;
}

static int root(struct cli *cli)
{
    struct cli_answer answer;
    const char *path =
        cli_given(cli, "size") ? cli_path(cli, "/v1/ledger/root?size=", cli_value(cli, "size")) : "/v1/ledger";
    int code = cli_get(cli, path, &answer);
    if (code)
        return code;
    if (cli_wants_json(cli))
        cli_show_json(cli, &answer);
    else
        fprintf(cli->out, "%lld:%.*s\n", (long long)json_int(json_get(answer.json, "size")),
                STR_ARG(json_string(json_get(answer.json, "root"))));
    cli_answer_free(&answer);
    return CLI_OK;
}

static int proof(struct cli *cli)
{
    static const struct cli_column columns[] = {{"Place", "index", CELL_NUMBER},
                                                {"Size", "size", CELL_NUMBER},
                                                {"Leaf", "leaf"},
                                                {"Root", "root"},
                                                {"Path", "proof", CELL_LIST},
                                                {0}};
    struct buf path = {0};
    buf_z(&path, "/v1/events/");
    cli_escape(&path, cli_operand(cli, 0));
    buf_z(&path, "/proof");
    cli_query(&path, "size", cli_value(cli, "size"));
    const char *whole = arena_cstr(cli->arena, buf_view(&path));
    buf_free(&path);
    return show_answer(cli, whole, columns);
}

static int consistency(struct cli *cli)
{
    static const struct cli_column columns[] = {{"From", "from", CELL_NUMBER}, {"To", "to", CELL_NUMBER},
                                                {"Root before", "from_root"},  {"Root after", "to_root"},
                                                {"Path", "proof", CELL_LIST},  {0}};
    struct buf path = {0};
    buf_z(&path, "/v1/ledger/consistency");
    cli_query(&path, "from", cli_operand(cli, 0));
    cli_query(&path, "to", cli_operand(cli, 1));
    const char *whole = arena_cstr(cli->arena, buf_view(&path));
    buf_free(&path);
    return show_answer(cli, whole, columns);
}

static const struct cli_option verify_options[] = {
    {.name = "expect",
     .value = "SIZE:ROOT",
     .says = "what `ledger root` said at an earlier time, kept elsewhere: then nothing can hide"},
    {.name = "db", .value = "FILE", .says = "the database (or SERNO_DB; usually ./serno.db)", .kind = CLI_FILE},
    {.name = "json", .says = "answer as JSON"},
    {0},
};
static const struct cli_option size_options[] = {
    {.name = "size", .value = "N", .says = "as it was with N events", .kind = CLI_INT},
    {0},
};

const struct cli_command cli_ledger_commands[] = {
    {.name = "verify",
     .summary = "Work out everything anew from the stored events, and name the first bad ones",
     .about = "It only reads, also beside a running server. Exit code 5 when something is wrong.",
     .examples = {"serno ledger verify --db serno.db", "serno ledger verify --expect 1042:2c26b46b68ffc68f..."},
     .options = verify_options,
     .run = verify},
    {.name = "root",
     .summary = "Print size and root of the ledger: SIZE:ROOT",
     .examples = {"serno ledger root >> roots.txt", "serno ledger root --size 1000"},
     .options = size_options,
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = root},
    {.name = "proof",
     .summary = "Prove that an event is in the ledger (RFC 6962)",
     .operands = "EVENT",
     .operands_min = 1,
     .operands_max = 1,
     .examples = {"serno ledger proof 01933b0e-6c00-7000-8000-000000000001 --json"},
     .options = size_options,
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = proof},
    {.name = "consistency",
     .summary = "Prove that the ledger of one size is the beginning of the ledger of another (RFC 6962)",
     .operands = "FROM [TO]",
     .operands_min = 1,
     .operands_max = 2,
     .examples = {"serno ledger consistency 1000 2000 --json"},
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = consistency},
    {0},
};
