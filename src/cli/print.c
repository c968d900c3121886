#include "cli/print.h"

#include "cli/client.h"
#include "cli/file.h"
#include "cli/serials.h"
#include "cli/show.h"

static const char *const things[] = {"unit", "package", "location", "product"};
/* What a request calls them. */
static const char *const members[] = {"serials", "packages", "locations", "products"};
enum { THINGS = sizeof things / sizeof things[0] };

static const struct cli_column job_columns[] = {
    {"Job", "id"},
    {"State", "state"},
    {"Problem", "problem"},
    {"Printer", "printer"},
    {"Template", "template"},
    {"Labels", "labels", CELL_NUMBER},
    {"Asked by", "actor"},
    {"At", "created_at", CELL_TIME},
    {0},
};
static const struct cli_column show_columns[] = {
    {"Job", "id"},
    {"State", "state"},
    {"Problem", "problem"},
    {"Detail", "detail"},
    {"Next try", "next_try_at", CELL_TIME},
    {"Printer", "printer"},
    {"Template", "template"},
    {"Asked by", "actor"},
    {"At", "created_at", CELL_TIME},
    {"Again of", "reprint_of"},
    {"Reason", "reason"},
    {"Labels", "labels", CELL_NUMBER},
    {"Waiting", "progress.waiting", CELL_SOME},
    {"On their way", "progress.sending", CELL_SOME},
    {"Came out", "progress.out", CELL_SOME},
    {"Uncertain", "progress.uncertain", CELL_SOME},
    {"Cancelled", "progress.cancelled", CELL_SOME},
    {"Void", "progress.void", CELL_SOME},
    {"Read back", "read_back.right", CELL_SOME},
    {"Wrong", "read_back.wrong", CELL_SOME},
    {"Missing", "read_back.missing", CELL_SOME},
    {0},
};
static const struct cli_column label_columns[] = {
    {"Label", "position", CELL_NUMBER},
    {"State", "state"},
    {"Says", "code"},
    {"Is now", "now"},
    {"Product", "product"},
    {"Sent", "sent_at", CELL_TIME},
    {"Read back", "verified_at", CELL_TIME},
    {0},
};

/* ---- the answer is a job ---- */

static int show_job(struct cli *cli, struct cli_answer *answer)
{
    cli_show_thing(cli, show_columns, answer->json);
    cli_answer_free(answer);
    return CLI_OK;
}

static const char *path_of(struct cli *cli, const char *what)
{
    return arena_fmt(cli->arena, "%s%s%s", cli_path(cli, "/v1/print/jobs/", cli_operand(cli, 0)), what[0] ? "/" : "",
                     what)
        .ptr;
}

static int send_body(struct cli *cli, const char *path, struct buf *body)
{
    struct cli_answer answer;
    int code = cli_send(cli, HTTP_POST, path, body, &answer);
    buf_free(body);
    return code ? code : show_job(cli, &answer);
}

/* ---- a new job ---- */

static bool read_wanted(struct cli *cli, bool ranges, struct cli_serials *ret)
{
    struct str error;
    for (size_t i = 1; i < cli->args.operand_count; i++) {
        if (!ranges) {
            cli_serials_add(ret, cli->arena, cli_operand(cli, i));
        } else if (!cli_serials_read(ret, cli->arena, cli_operand(cli, i), &error)) {
            cli_fail(cli, CLI_USAGE, "%.*s", STR_ARG(error));
            return false;
        }
    }
    if (!cli_given(cli, "file"))
        return true;
    struct buf text = {0};
    bool good = cli_file_read(cli, cli_value_z(cli, "file"), &text);
    if (good)
        cli_serials_lines(ret, cli->arena, arena_str(cli->arena, buf_view(&text)));
    buf_free(&text);
    return good;
}

static int new_job(struct cli *cli)
{
    struct cli_serials wanted = {0};
    struct buf body = {0};
    struct json_out o;
    int thing = 0;
    for (int i = 0; i < THINGS; i++)
        if (str_is(cli_value(cli, "for"), things[i]))
            thing = i;
    if (!read_wanted(cli, thing == 0, &wanted))
        return CLI_USAGE;
    json_out_init(&o, &body);
    json_begin_object(&o);
    json_field_str(&o, "printer", cli_operand(cli, 0));
    if (!cli_json_options(cli, &o)) {
        buf_free(&body);
        return CLI_USAGE;
    }
    json_key(&o, members[thing]);
    json_begin_array(&o);
    for (size_t i = 0; i < wanted.count; i++)
        json_put_str(&o, wanted.items[i]);
    json_end_array(&o);
    json_end_object(&o);
    return send_body(cli, "/v1/print/jobs", &body);
}

/* ---- looking ---- */

static int list(struct cli *cli)
{
    struct buf path = {0};
    int code = CLI_USAGE;
    buf_z(&path, "/v1/print/jobs");
    if (cli_query_options(cli, &path))
        code = cli_show_list(cli, arena_str(cli->arena, buf_view(&path)), job_columns, "print jobs");
    buf_free(&path);
    return code;
}

static int show(struct cli *cli)
{
    struct cli_answer answer;
    int code = cli_get(cli, path_of(cli, ""), &answer);
    return code ? code : show_job(cli, &answer);
}

static int labels(struct cli *cli)
{
    struct buf path = {0};
    int code = CLI_USAGE;
    buf_z(&path, path_of(cli, "labels"));
    if (cli_query_options(cli, &path))
        code = cli_show_list(cli, arena_str(cli->arena, buf_view(&path)), label_columns, "labels");
    buf_free(&path);
    return code;
}

/* ---- doing ---- */

/* The command's name is the last part of the address. */
static int act(struct cli *cli)
{
    struct cli_answer answer;
    int code = cli_send(cli, HTTP_POST, path_of(cli, cli->command->name), NULL, &answer);
    return code ? code : show_job(cli, &answer);
}

/* Operands behind the job: positions. */
static bool put_positions(struct cli *cli, struct json_out *o)
{
    json_key(o, "labels");
    json_begin_array(o);
    for (size_t i = 1; i < cli->args.operand_count; i++) {
        int64_t position;
        if (!str_int64(cli_operand(cli, i), &position)) {
            cli_fail(cli, CLI_USAGE, "'%.*s' is no number of a label.", STR_ARG(cli_operand(cli, i)));
            return false;
        }
        json_put_int(o, position);
    }
    json_end_array(o);
    return true;
}

static int decide(struct cli *cli)
{
    struct buf body = {0};
    struct json_out o;
    bool out = cli_given(cli, "came-out");
    if (out == cli_given(cli, "lost"))
        return cli_fail(cli, CLI_USAGE, "Say either --came-out or --lost.");
    json_out_init(&o, &body);
    json_begin_object(&o);
    bool good = put_positions(cli, &o);
    json_field_bool(&o, "came_out", out);
    json_end_object(&o);
    if (good)
        return send_body(cli, path_of(cli, "decide"), &body);
    buf_free(&body);
    return CLI_USAGE;
}

static int again(struct cli *cli)
{
    struct buf body = {0};
    struct json_out o;
    json_out_init(&o, &body);
    json_begin_object(&o);
    bool good = put_positions(cli, &o) && cli_json_options(cli, &o);
    json_end_object(&o);
    if (good)
        return send_body(cli, path_of(cli, "reprint"), &body);
    buf_free(&body);
    return CLI_USAGE;
}

/* Each code is answered with a line; exit code 1 when one was not right. */
static int verify(struct cli *cli)
{
    bool all = true;
    for (size_t i = 1; i < cli->args.operand_count; i++) {
        struct buf body = {0};
        struct json_out o;
        struct cli_answer answer;
        json_out_init(&o, &body);
        json_begin_object(&o);
        json_field_str(&o, "code", cli_operand(cli, i));
        json_end_object(&o);
        int code = cli_send(cli, HTTP_POST, path_of(cli, "verify"), &body, &answer);
        buf_free(&body);
        if (code)
            return code;
        struct str verdict = json_string(json_get(answer.json, "verdict"));
        all = all && str_is(verdict, "right");
        if (cli_wants_json(cli))
            cli_show_json(cli, &answer);
        else
            fprintf(cli->out, "%.*s: %.*s\n", STR_ARG(verdict), STR_ARG(json_string(json_get(answer.json, "detail"))));
        cli_answer_free(&answer);
    }
    return all ? CLI_OK : CLI_REFUSED;
}

#define ID                                                                                                             \
    {                                                                                                                  \
        .name = "id", .value = "UUID", .says = "of the new job: the same again is the same job", .wire = "id"          \
    }

static const struct cli_option new_options[] = {
    {.name = "template", .value = "TEMPLATE", .says = "otherwise the printer's own", .wire = "template"},
    {.name = "product", .letter = 'p', .value = "SKU", .says = "of the units whose serials follow", .wire = "product"},
    {.name = "for",
     .value = "THING",
     .says = "what follows: serials, unless said",
     .names = things,
     .name_count = THINGS},
    {.name = "file", .letter = 'f', .value = "FILE", .says = "more serials or codes, one a line", .kind = CLI_FILE},
    ID,
    {0},
};
static const struct cli_option list_options[] = {
    {.name = "state",
     .value = "STATES",
     .says = "with commas between: queued, paused, waiting_for_decision ...",
     .wire = "state"},
    {.name = "printer", .value = "NAME", .says = "only of this printer", .wire = "printer"},
    {.name = "actor", .value = "NAME", .says = "only what this user asked for", .wire = "actor"},
    {0},
};
static const struct cli_option label_options[] = {
    {.name = "state", .value = "STATES", .says = "with commas between: uncertain, void ...", .wire = "state"},
    {.name = "missing", .says = "only those that were not read back", .wire = "missing"},
    {0},
};
static const struct cli_option decide_options[] = {
    {.name = "came-out", .says = "they are there"},
    {.name = "lost", .says = "they are not, and are printed"},
    {0},
};
static const struct cli_option again_options[] = {
    {.name = "reason", .value = "TEXT", .says = "why", .wire = "reason", .flags = CLI_NEEDED},
    {.name = "printer", .value = "NAME", .says = "with another printer", .wire = "printer"},
    ID,
    {0},
};

#define ACT(verb, what)                                                                                                \
    {                                                                                                                  \
        .name = (verb), .summary = (what), .operands = "JOB", .operands_min = 1, .operands_max = 1,                    \
        .examples = {"serno print " verb " 01936c3e-8f2b-7c55-9a52-0c5c4e1f7b11"}, .flags = CLI_CONNECTS | CLI_SHOWS,  \
        .run = act                                                                                                     \
    }

const struct cli_command cli_print_commands[] = {
    {.name = "new",
     .summary = "Print labels, each exactly once",
     .operands = "PRINTER [SERIAL|CODE...]",
     .operands_min = 1,
     .operands_max = -1,
     .about = "The server prints; this only asks for it. Without --id a new job is made each time.",
     .examples = {"serno print new goods-in -p CAM-4K CAM-00001..CAM-00020",
                  "serno print new goods-in --for location --template roll-70x30-location BER-A1"},
     .options = new_options,
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = new_job},
    {.name = "list",
     .summary = "List print jobs, newest first",
     .examples = {"serno print list --state paused,waiting_for_decision"},
     .options = list_options,
     .flags = CLI_CONNECTS | CLI_SHOWS | CLI_LISTS,
     .run = list},
    {.name = "show",
     .summary = "Show a print job and how far it is",
     .operands = "JOB",
     .operands_min = 1,
     .operands_max = 1,
     .examples = {"serno print show 01936c3e-8f2b-7c55-9a52-0c5c4e1f7b11"},
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = show},
    {.name = "labels",
     .summary = "List the labels of a print job",
     .operands = "JOB",
     .operands_min = 1,
     .operands_max = 1,
     .examples = {"serno print labels 01936c3e-8f2b-7c55-9a52-0c5c4e1f7b11 --state uncertain"},
     .options = label_options,
     .flags = CLI_CONNECTS | CLI_SHOWS | CLI_LISTS,
     .run = labels},
    ACT("cancel", "Cancel a print job: what has not gone out will not"),
    ACT("pause", "Pause a print job"),
    ACT("resume", "Go on with a print job at once"),
    {.name = "decide",
     .summary = "Say whether uncertain labels came out",
     .operands = "JOB LABEL...",
     .operands_min = 2,
     .operands_max = -1,
     .examples = {"serno print decide 01936c3e-8f2b-7c55-9a52-0c5c4e1f7b11 17 --lost"},
     .options = decide_options,
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = decide},
    {.name = "again",
     .summary = "Print labels once more, with a reason",
     .operands = "JOB LABEL...",
     .operands_min = 2,
     .operands_max = -1,
     .examples = {"serno print again 01936c3e-8f2b-7c55-9a52-0c5c4e1f7b11 3 4 --reason torn"},
     .options = again_options,
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = again},
    {.name = "verify",
     .summary = "Read labels back: is each one of this job's?",
     .operands = "JOB CODE...",
     .operands_min = 2,
     .operands_max = -1,
     .about = "Exit code 1 when one of them is not right.",
     .examples = {"serno print verify 01936c3e-8f2b-7c55-9a52-0c5c4e1f7b11 CAM-00001"},
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = verify},
    ACT("close", "Close a print job after reading back; what was not read is missing"),
    {0},
};
