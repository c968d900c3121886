#include "cli/do.h"

#include <errno.h>
#include <string.h>

#include "base/csv.h"
#include "base/id.h"
#include "base/limits.h"
#include "cli/client.h"
#include "cli/do_rows.h"
#include "cli/problem.h"
#include "cli/progress.h"
#include "domain/lifecycle.h"

/* ---- the options of each command ---- */

/* An option for each field of the table, by enum command_field. Without a name: it has none of its own. */
static const struct cli_option field_options[FIELD_TOTAL] = {
    [FIELD_LOCATION] = {.name = "location", .value = "CODE", .says = "the place", .wire = "location"},
    [FIELD_PARTY] = {.name = "party",
                     .value = "CODE",
                     .says = "the customer, supplier, carrier or member of staff",
                     .wire = "party"},
    [FIELD_ORDER] = {.name = "order", .value = "ORDER", .says = "the order that it is for", .wire = "order"},
    [FIELD_LOT] = {.name = "lot", .value = "LOT", .says = "the batch; made when it is new", .wire = "lot"},
    [FIELD_PACKAGE] = {.name = "package", .value = "CODE", .says = "the package to put them in", .wire = "package"},
    [FIELD_REASON] = {.name = "reason", .value = "TEXT", .says = "why", .wire = "reason"},
    [FIELD_HOLD] = {.name = "hold",
                    .value = "HOLD",
                    .says = "which hold",
                    .names = hold_names,
                    .name_count = HOLD_TOTAL,
                    .wire = "hold"},
    [FIELD_PARENT] = {.name = "parent",
                      .value = "CODE",
                      .says = "the unit that it is built into: its serial or another number"},
    [FIELD_SERIAL] = {.name = "new-serial",
                      .value = "SERIAL",
                      .says = "the serial that it should have had",
                      .wire = "serial_new"},
    [FIELD_UNDO] = {.name = "undo", .value = "EVENT", .says = "the event to undo: its id", .wire = "undo"},
    [FIELD_COUNT] = {.name = "count", .value = "COUNT", .says = "the count that it belongs to", .wire = "count"},
    [FIELD_DUE] = {.name = "due", .value = "TIME", .says = "when it comes back", .kind = CLI_TIME, .wire = "due"},
    [FIELD_IDENTIFIERS] = {.name = "identifier",
                           .value = "KIND=NUMBER",
                           .says = "a further number that it bears, for one unit (several times)",
                           .kind = CLI_OBJECT,
                           .wire = "identifiers"},
    [FIELD_ATTRIBUTES] = {.name = "attributes",
                          .value = "JSON",
                          .says = "further facts of one unit, a JSON object",
                          .kind = CLI_JSON,
                          .wire = "attributes"},
};

static const struct cli_option parent_product = {
    .name = "parent-product", .value = "SKU", .says = "product of the parent, when its serial is not enough"};
static const struct cli_option lot_dates[] = {
    {.name = "expires", .value = "DATE", .says = "when a new lot expires", .kind = CLI_DATE, .wire = "expires"},
    {.name = "made", .value = "DATE", .says = "when a new lot was made", .kind = CLI_DATE, .wire = "made"},
};
static const struct cli_option child_packages = {
    .name = "packages",
    .value = "CODES",
    .says = "whole packages that are put in, or taken out; with commas between",
    .kind = CLI_LIST,
    .wire = "packages"};

/* What names the units, and what all commands may say. */
static const struct cli_option common_options[] = {
    {.name = "product", .letter = 'p', .value = "SKU", .says = "the product that the serials belong to"},
    {.name = "serials",
     .letter = 's',
     .value = "LIST",
     .says = "serials: A1,A2, SN001..SN100, 100-150, 100+20",
     .kind = CLI_LIST},
    {.name = "serial", .value = "SERIAL", .says = "the same, for one", .kind = CLI_LIST},
    {.name = "file",
     .letter = 'f',
     .value = "FILE",
     .says = "units from a file: a serial a line, CSV with a header, or a JSON object a line; - is standard input",
     .kind = CLI_FILE},
    {.name = "stdin", .says = "the same as --file -"},
    {.name = "unit", .value = "IDS", .says = "units by their ids", .kind = CLI_LIST},
    {.name = "contents", .value = "CODE", .says = "every unit in this package"},
    {.name = "time", .value = "TIME", .says = "when it happened; usually now", .kind = CLI_TIME, .wire = "time"},
    {.name = "note", .value = "TEXT", .says = "a note", .wire = "note"},
    {.name = "device", .value = "NAME", .says = "what was worked with; usually cli", .wire = "device"},
    {.name = "partial", .says = "do the rows that can be done, name the others (exit code 1)"},
    {.name = "id", .value = "UUID", .says = "name the command: the same id again is answered again, and done once"},
    {.name = "json", .says = "answer as JSON"},
};
enum { COMMON = sizeof common_options / sizeof common_options[0], OPTIONS_MAX = COMMON + FIELD_TOTAL + 8 };

static unsigned fields_of(const struct lifecycle_command *c)
{
    unsigned fields = c->needs | c->may | FIELD_BIT(FIELD_REASON);
    if (fields & FIELD_BIT(FIELD_PARTY_OR_LOCATION))
        fields |= FIELD_BIT(FIELD_PARTY) | FIELD_BIT(FIELD_LOCATION);
    if (c->from & STATUS_BIT(STATUS_NONE)) /* what comes into being brings its numbers and facts */
        fields |= FIELD_BIT(FIELD_IDENTIFIERS) | FIELD_BIT(FIELD_ATTRIBUTES);
    return fields;
}

/* The field of a command's choice: verdict, outcome or condition, with the values it can have. */
static struct cli_option choice_option(struct arena *a, const struct lifecycle_command *c)
{
    const char **names = ARENA_ARRAY(a, 6, const char *);
    int count = 0;
    while (c->choices[count].name) {
        names[count] = c->choices[count].name;
        count++;
    }
    const char *name = command_field_names[c->choice_field];
    return (struct cli_option){.name = name,
                               .value = "CHOICE",
                               .says = "what it is to be",
                               .names = names,
                               .name_count = count,
                               .wire = name,
                               .flags = CLI_NEEDED};
}

static size_t add_extras(struct cli_option *out, size_t n, enum command_field f, const struct lifecycle_command *c)
{
    if (f == FIELD_PARENT)
        out[n++] = parent_product;
    if (f == FIELD_LOT && (c->from & STATUS_BIT(STATUS_NONE)))
        for (int i = 0; i < 2; i++)
            out[n++] = lot_dates[i];
    return n;
}

static bool packs(const struct lifecycle_command *c)
{
    return strcmp(c->event_type, "AggregationEvent") == 0;
}

static const struct cli_option *options_of(struct arena *a, const struct lifecycle_command *c)
{
    struct cli_option *out = ARENA_ARRAY(a, OPTIONS_MAX, struct cli_option);
    size_t n = 0;
    if (c->effect == LIFECYCLE_TO_CHOICE)
        out[n++] = choice_option(a, c);
    for (int f = 0; f < FIELD_TOTAL; f++) {
        if (!(fields_of(c) & FIELD_BIT(f)) || field_options[f].name == NULL)
            continue;
        out[n] = field_options[f];
        /* A CSV file may bring these per row, so the API decides whether one is missing. */
        if ((c->needs & FIELD_BIT(f)) && f != FIELD_LOCATION && f != FIELD_PARTY && f != FIELD_ORDER)
            out[n].flags |= CLI_NEEDED;
        n = add_extras(out, n + 1, (enum command_field)f, c);
    }
    if (packs(c))
        out[n++] = child_packages;
    for (size_t i = 0; i < COMMON; i++)
        out[n++] = common_options[i];
    return out;
}

/* ---- giving the command ---- */

/* What came back from one or several commands. */
struct tally {
    int64_t units, events, refused;
    bool replayed;
    bool shown; /* the one unit was told */
};

static const char *path_of(struct cli *cli, bool with_options, bool *ret_ok)
{
    struct buf b = {0};
    buf_z(&b, "/v1/commands/");
    buf_z(&b, cli->command->name);
    *ret_ok = true;
    if (with_options) {
        *ret_ok = cli_query_options(cli, &b);
        cli_query(&b, "product", cli_value(cli, "product"));
        if (cli_given(cli, "partial"))
            cli_query(&b, "mode", STR("partial"));
    }
    const char *path = arena_cstr(cli->arena, buf_view(&b));
    buf_free(&b);
    return path;
}

/* The n-th part's own id, always the same, so that all parts can be repeated together. (Not id_derive: the further events of one
 * command are called so.) */
static const char *part_id(struct cli *cli, struct id id, size_t n)
{
    char text[ID_TEXT_LEN + 1];
    id_print(id, text);
    if (n > 0)
        id_print(id_of_text(arena_fmt(cli->arena, "%s part %zu", text, n)), text);
    return arena_cstr(cli->arena, str_of(text));
}

static void show_unit(struct cli *cli, const struct cli_answer *answer)
{
    const struct json *unit = json_get(answer->json, "unit");
    struct str location = json_string(json_get(unit, "location")), party = json_string(json_get(unit, "party"));
    cli_say(cli, "%s: %.*s / %.*s is %.*s%s%.*s%s%.*s%s", cli->command->name,
            STR_ARG(json_string(json_get(unit, "product"))), STR_ARG(json_string(json_get(unit, "serial"))),
            STR_ARG(json_string(json_get(unit, "status"))), location.len ? " at " : "", STR_ARG(location),
            party.len ? " with " : "", STR_ARG(party), answer->replayed ? " (done already)" : "");
}

static void take_answer(struct cli *cli, const struct cli_answer *answer, struct tally *tally)
{
    const struct json *refused = json_get(answer->json, "refused");
    tally->units += json_int(json_get(answer->json, "units"));
    tally->events += (int64_t)json_count(json_get(answer->json, "events"));
    tally->refused += (int64_t)json_count(refused);
    tally->replayed |= answer->replayed;
    if (cli_given(cli, "json"))
        fprintf(cli->out, "%.*s\n", STR_ARG(str_trim(buf_view(&answer->body))));
    else if (json_get(answer->json, "unit"))
        show_unit(cli, answer);
    tally->shown = tally->units == 1 && json_get(answer->json, "unit");
    if (json_count(refused) > 0 && !cli_given(cli, "json"))
        cli_problem_rows(cli, refused);
}

static int give(struct cli *cli, const struct cli_request *r, struct tally *tally)
{
    struct cli_answer answer;
    int code = cli_ask(cli, r, &answer);
    if (code)
        return code;
    take_answer(cli, &answer, tally);
    cli_answer_free(&answer);
    return CLI_OK;
}

static const char *plural(int64_t n)
{
    return n == 1 ? "" : "s";
}

static int sum_up(struct cli *cli, const struct tally *tally)
{
    if (!tally->shown || tally->refused)
        cli_say(cli, "%s: %lld unit%s, %lld event%s%s", cli->command->name, (long long)tally->units,
                plural(tally->units), (long long)tally->events, plural(tally->events),
                tally->replayed ? " (done already)" : "");
    if (tally->refused == 0)
        return CLI_OK;
    return cli_fail(cli, CLI_REFUSED, "%lld row%s refused.", (long long)tally->refused,
                    tally->refused == 1 ? " was" : "s were");
}

/* When only some parts were done, say which and how to go on. */
static int broke_off(struct cli *cli, int code, struct id id, const struct tally *tally, size_t parts)
{
    char text[ID_TEXT_LEN + 1];
    id_print(id, text);
    if (tally->units > 0)
        cli_hint(cli, "%lld units before these are done.", (long long)tally->units);
    if ((tally->units > 0 || (code == CLI_FAILED && !cli->unsent)) && parts > 0)
        cli_hint(cli, "To go on, repeat it with --id %s: nothing is done twice.", text);
    return code;
}

static int run_parts(struct cli *cli, struct do_rows *rows, struct id id)
{
    struct tally tally = {0};
    struct cli_progress progress;
    struct do_part part;
    bool ok;
    int code = CLI_OK;
    size_t n = 0;
    const char *path = path_of(cli, rows->form != DO_JSON, &ok);
    if (!ok)
        return CLI_USAGE;
    cli_progress_start(cli, &progress, cli->command->name);
    while (code == CLI_OK && (code = do_rows_next(cli, rows, &part)) == CLI_OK && part.body.ptr) {
        struct cli_request r = {
            .method = HTTP_POST, .path = path, .type = part.type, .body = part.body, .key = part_id(cli, id, n)};
        code = give(cli, &r, &tally);
        do_rows_part_free(&part);
        cli_progress_step(&progress, part.done, part.total);
        n++;
    }
    cli_progress_end(&progress);
    return code ? broke_off(cli, code, id, &tally, n) : sum_up(cli, &tally);
}

static int run(struct cli *cli)
{
    struct id id = id_new(time_now());
    struct do_rows rows;
    if (cli_given(cli, "id") && !id_parse(cli_value(cli, "id"), &id))
        return cli_fail(cli, CLI_USAGE, "--id: '%.*s' is no UUID.", STR_ARG(cli_value(cli, "id")));
    int code = do_rows_open(cli, &rows);
    if (code)
        return code;
    code = run_parts(cli, &rows, id);
    do_rows_close(&rows);
    return code;
}

/* ---- the table ---- */

static const struct {
    enum command_code code;
    const char *lines[2];
} examples[] = {
    {COMMAND_RECEIVE,
     {"serno do receive --product CAM-4K --location BER-A1 --party SUP-7 --serials SN001..SN100",
      "serno do receive --location BER-A1 --file delivery.csv"}},
    {COMMAND_ALLOCATE, {"serno do allocate --product CAM-4K --serials 1000+50"}},
    {COMMAND_COMMISSION,
     {"serno do commission --product CAM-4K --location BER-A1 SN7 --identifier imei=356938035643809"}},
    {COMMAND_MOVE, {"serno do move --location BER-B2 SN7 SN8", "serno do move --location BER-B2 --contents BOX-12"}},
    {COMMAND_PACK,
     {"serno do pack --package BOX-12 SN7 SN8", "serno do pack --package PALLET-1 --packages BOX-12,BOX-13"}},
    {COMMAND_SHIP, {"serno do ship --party ACME --order S-1042 --contents BOX-12"}},
    {COMMAND_INSTALL, {"serno do install DISK-1 --parent SERVER-9"}},
    {COMMAND_REMOVE, {"serno do remove DISK-1 --condition faulty --location BENCH"}},
    {COMMAND_CORRECT,
     {"serno do correct SN70 --new-serial SN7O --reason \"misread label\"",
      "serno do correct SN7 --undo EVENT --reason \"wrong unit\""}},
    {COMMAND_HOLD, {"serno do hold --hold recall --reason \"case 12\" --file affected.csv"}},
    {COMMAND_CHECK_OUT, {"serno do check_out SN7 --party MIA --due 2026-12-01"}},
    {COMMAND_INSPECT, {"serno do inspect SN7 --verdict restock --location BER-A1"}},
    {COMMAND_FINISH_REPAIR, {"serno do finish_repair SN7 --outcome fixed --location BER-A1"}},
};

/* The command with what it cannot do without. */
static const char *usual_example(struct arena *a, const struct lifecycle_command *c, const struct cli_option *options)
{
    struct str line = arena_fmt(a, "serno do %s SN7", c->name);
    if (c->needs & FIELD_BIT(FIELD_LOCATION))
        line = arena_fmt(a, "%.*s --location BER-A1", STR_ARG(line));
    if (c->needs & FIELD_BIT(FIELD_PARTY))
        line = arena_fmt(a, "%.*s --party ACME", STR_ARG(line));
    if (c->needs & FIELD_BIT(FIELD_ORDER))
        line = arena_fmt(a, "%.*s --order S-1042", STR_ARG(line));
    for (const struct cli_option *o = options; o->name; o++)
        if (o->flags & CLI_NEEDED)
            line = arena_fmt(a, "%.*s --%s %s", STR_ARG(line), o->name, o->names ? o->names[0] : "\"...\"");
    return line.ptr;
}

static void add_examples(struct arena *a, struct cli_command *out, const struct lifecycle_command *c, int code)
{
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++)
        if ((int)examples[i].code == code)
            for (int k = 0; k < 2; k++)
                out->examples[k] = examples[i].lines[k];
    if (out->examples[0] == NULL)
        out->examples[0] = usual_example(a, c, out->options);
}

static const char *about_of(struct arena *a, const struct lifecycle_command *c)
{
    struct str from = STR("");
    for (int s = 0; s < STATUS_TOTAL; s++)
        if (c->from & STATUS_BIT(s))
            from = arena_fmt(a, "%.*s%s%s", STR_ARG(from), from.len ? ", " : "",
                             s == STATUS_NONE ? "not known yet" : status_names[s]);
    return arena_fmt(a, "For units that are: %.*s.", STR_ARG(from)).ptr;
}

/* The sentence without its full stop. */
static const char *summary_of(struct arena *a, const struct lifecycle_command *c)
{
    struct str says = str_of(c->says);
    return arena_cstr(a, str_slice(says, 0, says.len > 0 && says.ptr[says.len - 1] == '.' ? says.len - 1 : says.len));
}

const struct cli_command *cli_do_commands(struct arena *a)
{
    struct cli_command *out = ARENA_ARRAY(a, COMMAND_TOTAL + 1, struct cli_command);
    for (int i = 0; i < COMMAND_TOTAL; i++) {
        const struct lifecycle_command *c = &lifecycle_commands[i];
        out[i] = (struct cli_command){.name = c->name,
                                      .summary = summary_of(a, c),
                                      .operands = "[SERIAL...]",
                                      .operands_max = -1,
                                      .about = about_of(a, c),
                                      .options = options_of(a, c),
                                      .flags = CLI_CONNECTS,
                                      .run = run};
        add_examples(a, &out[i], c, i);
    }
    return out;
}
