#include "cli/label.h"

#include <unistd.h>

#include "cli/client.h"
#include "cli/file.h"
#include "cli/serials.h"
#include "cli/show.h"

static const struct cli_column columns[] = {
    {"Template", "id"}, {"For", "for"}, {"Per page", "per_page", CELL_NUMBER}, {"Name", "name"}, {0}};

static const char *const things[] = {"unit", "package", "location", "product"};
/* What a request calls the things that a template is for. */
static const char *const members[] = {"serials", "packages", "locations", "products"};
enum { THINGS = sizeof things / sizeof things[0] };

static const char *const formats[] = {"pdf", "png", "svg", "zpl"};

static const struct cli_option list_options[] = {
    {.name = "for",
     .value = "THING",
     .says = "for such things only",
     .wire = "for",
     .names = things,
     .name_count = THINGS},
    {0},
};

static const struct cli_option render_options[] = {
    {.name = "product", .letter = 'p', .value = "SKU", .says = "of the units whose serials follow", .wire = "product"},
    {.name = "file", .letter = 'f', .value = "FILE", .says = "more serials or codes, one a line", .kind = CLI_FILE},
    {.name = "format",
     .value = "FORMAT",
     .says = "otherwise pdf; png and svg are one label",
     .wire = "format",
     .names = formats,
     .name_count = 4},
    {.name = "dpi",
     .value = "N",
     .says = "the printer's dots per inch: 203, 300 (usual) or 600",
     .kind = CLI_INT,
     .wire = "dpi"},
    {.name = "start", .value = "N", .says = "begin at this place of the sheet", .kind = CLI_INT, .wire = "start"},
    {.name = "output",
     .letter = 'o',
     .value = "FILE",
     .says = "into this file; otherwise standard output",
     .kind = CLI_FILE},
    {0},
};

static int list(struct cli *cli)
{
    struct buf path = {0};
    int code = CLI_USAGE;
    buf_z(&path, "/v1/labels/templates");
    if (cli_query_options(cli, &path))
        code = cli_show_list(cli, arena_str(cli->arena, buf_view(&path)), columns, "label templates");
    buf_free(&path);
    return code;
}

/* The template itself, to be edited and given back. */
static int show(struct cli *cli)
{
    struct cli_answer answer;
    int code = cli_get(cli, cli_path(cli, "/v1/labels/templates/", cli_operand(cli, 0)), &answer);
    if (code)
        return code;
    struct buf text = {0};
    json_print(&text, json_get(answer.json, "template"));
    fprintf(cli->out, "%.*s\n", STR_ARG(buf_view(&text)));
    buf_free(&text);
    cli_answer_free(&answer);
    return CLI_OK;
}

/* ---- labels ---- */

static bool to_file(void *state, struct str bytes)
{
    return fwrite(bytes.ptr, 1, bytes.len, state) == bytes.len;
}

/* Which of things the template is for; an exit code otherwise. */
static int find_thing(struct cli *cli, int *ret)
{
    struct cli_answer answer;
    int code = cli_get(cli, cli_path(cli, "/v1/labels/templates/", cli_operand(cli, 0)), &answer);
    if (code)
        return code;
    for (int i = 0; i < THINGS; i++)
        if (str_is(json_string(json_get(answer.json, "for")), things[i]))
            *ret = i;
    cli_answer_free(&answer);
    return CLI_OK;
}

/* Operands and lines; serials may be ranges, codes stand for themselves. */
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

static bool put_body(struct cli *cli, const char *member, const struct cli_serials *wanted, struct buf *out)
{
    struct json_out o;
    json_out_init(&o, out);
    json_begin_object(&o);
    json_field_str(&o, "template", cli_operand(cli, 0));
    if (!cli_json_options(cli, &o))
        return false;
    json_key(&o, member);
    json_begin_array(&o);
    for (size_t i = 0; i < wanted->count; i++)
        json_put_str(&o, wanted->items[i]);
    json_end_array(&o);
    json_end_object(&o);
    return true;
}

static int download(struct cli *cli, const struct buf *body)
{
    struct cli_answer answer;
    const char *target = cli_given(cli, "output") ? cli_value_z(cli, "output") : "-";
    FILE *f = cli_file_create(cli, target);
    if (!f)
        return CLI_FAILED;
    const struct cli_request r = {
        .method = HTTP_POST, .path = "/v1/labels/render", .body = buf_view(body), .sink = to_file, .sink_state = f};
    int code = cli_ask(cli, &r, &answer);
    if (code == CLI_OK)
        cli_answer_free(&answer);
    if (!cli_file_close(cli, f, target) && code == CLI_OK)
        code = CLI_FAILED;
    if (code && strcmp(target, "-") != 0)
        unlink(target); /* it was new, and is no document */
    return code;
}

static int render(struct cli *cli)
{
    struct cli_serials wanted = {0};
    struct buf body = {0};
    int thing = 0, code = find_thing(cli, &thing);
    if (code)
        return code;
    if (!read_wanted(cli, thing == 0, &wanted))
        return CLI_USAGE;
    code = put_body(cli, members[thing], &wanted, &body) ? download(cli, &body) : CLI_USAGE;
    buf_free(&body);
    return code;
}

const struct cli_command cli_label_commands[] = {
    {.name = "list",
     .summary = "List label templates",
     .examples = {"serno label list --for unit"},
     .options = list_options,
     .flags = CLI_CONNECTS | CLI_SHOWS | CLI_LISTS,
     .run = list},
    {.name = "show",
     .summary = "Show a label template as JSON",
     .operands = "TEMPLATE",
     .operands_min = 1,
     .operands_max = 1,
     .examples = {"serno label show roll-50x25-unit"},
     .flags = CLI_CONNECTS,
     .run = show},
    {.name = "render",
     .summary = "Draw labels as PDF, PNG, SVG or ZPL",
     .operands = "TEMPLATE [SERIAL|CODE...]",
     .operands_min = 1,
     .operands_max = -1,
     .about = "What follows the template is what it is for: serials of a product (--product; ranges as SN001..SN100), "
              "or codes of "
              "packages, locations or products.",
     .examples = {"serno label render avery-l7159-unit -p CAM-4K CAM-00001..CAM-00024 -o labels.pdf",
                  "serno label render roll-70x30-location BER-A1 BER-A2 --format zpl --dpi 203"},
     .options = render_options,
     .flags = CLI_CONNECTS,
     .run = render},
    {0},
};
