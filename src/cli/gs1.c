#include "cli/gs1.h"

#include <stdlib.h>

#include "api/reading_json.h"
#include "base/time.h"
#include "gs1/carrier.h"
#include "gs1/digital_link.h"

enum form {
    FORM_NONE,
    FORM_ELEMENT,
    FORM_BRACKETED,
    FORM_LINK,
    FORM_CANONICAL,
    FORM_EPC,
    FORM_TAG,
    FORM_HEX,
    FORM_COUNT
};

static const char *const form_names[] = {"element", "bracketed", "digital-link", "canonical", "epc", "tag", "hex"};

const struct cli_option cli_gs1_options[] = {
    {.name = "to",
     .value = "FORM",
     .says =
         "print each scan in this form instead of a verdict; what has none is an empty line, and a sentence on stderr",
     .names = form_names,
     .name_count = FORM_COUNT - 1},
    {.name = "company-prefix",
     .value = "PREFIX",
     .says = "GS1 Company Prefixes, of which EPCs are made: with commas between them, or several times",
     .kind = CLI_LIST},
    {.name = "origin", .value = "URL", .says = "what Digital Links begin with (usually https://id.gs1.org)"},
    {.name = "filter",
     .value = "N",
     .says = "filter value of tags, 0 to 7 (usually what was read, or 0)",
     .kind = CLI_INT},
    {.name = "data-identifiers", .says = "a capital in front is a data identifier (MH10.8.2): SABC is serial ABC"},
    {.name = "plain", .says = "text of no standard is plain and accepted; usually it must be an element string"},
    {.name = "today",
     .value = "DATE",
     .says = "the day that years of two digits are near to (usually today)",
     .kind = CLI_DATE},
    {0},
};

struct work {
    struct cli *cli;
    struct arena *arena; /* of one item */
    struct buf out;
    struct gs1_options options;
    struct gs1_company_prefixes prefixes;
    struct str origin;
    enum form to;
    int filter;   /* -1: not said */
    bool refused; /* some item was */
};

/* ---- other forms ---- */

static bool epc_form(struct work *w, struct gs1_epc epc, enum form to, struct str *ret, struct gs1_problem *p)
{
    if (w->filter >= 0)
        epc.filter = (unsigned)w->filter;
    if (to == FORM_EPC)
        *ret = gs1_epc_uri(w->arena, &epc);
    return to == FORM_EPC ||
           (to == FORM_TAG ? gs1_epc_tag_uri(w->arena, &epc, ret, p) : gs1_epc_hex(w->arena, &epc, ret, p));
}

static bool to_epc(struct work *w, const struct gs1_reading *r, enum form to, struct str *ret, struct gs1_problem *p)
{
    struct gs1_epc epc;
    if (r->epc)
        return epc_form(w, *r->epc, to, ret, p);
    return gs1_epc_of(w->arena, &r->message, &w->prefixes, &epc, p) && epc_form(w, epc, to, ret, p);
}

static bool convert(struct work *w, const struct gs1_reading *r, enum form to, struct str *ret, struct gs1_problem *p)
{
    if (to >= FORM_EPC)
        return to_epc(w, r, to, ret, p);
    if (r->message.count == 0)
        return gs1_problem_set(p, GS1_RULE_REQUIRED, NULL, 0, "There are no GS1 elements in it.");
    if (to == FORM_LINK)
        return gs1_link_write(w->arena, &r->message, w->origin, ret, p);
    if (to == FORM_CANONICAL)
        return gs1_link_canonical(w->arena, &r->message, ret, p);
    *ret = to == FORM_ELEMENT ? gs1_raw_write(w->arena, &r->message, true) : gs1_bracketed_write(w->arena, &r->message);
    return true;
}

/* ---- one item ---- */

/* JSON is UTF-8: a byte that is not is shown as U+FFFD. */
static struct str shown(struct arena *a, struct str s)
{
    struct buf text = {0};
    size_t bad;
    while (!str_utf8(s, &bad)) {
        buf_str(&text, str_slice(s, 0, bad));
        buf_z(&text, "\xEF\xBF\xBD");
        s = str_slice(s, bad + 1, s.len);
    }
    buf_str(&text, s);
    struct str copy = arena_str(a, buf_view(&text));
    buf_free(&text);
    return copy;
}

static void forms_json(struct work *w, struct json_out *o, const struct gs1_reading *r)
{
    static const struct {
        enum form form;
        const char *name;
    } forms[] = {{FORM_BRACKETED, "bracketed"}, {FORM_ELEMENT, "raw"}, {FORM_CANONICAL, "link"}};
    struct str text;
    struct gs1_problem none;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (r->message.count > 0 && convert(w, r, forms[i].form, &text, &none))
            json_field_str(o, forms[i].name, text);
    }
}

static void verdict_json(struct work *w, struct str item, const struct gs1_reading *r, const struct gs1_problem *p)
{
    struct json_out o;
    bool valid = p->rule == GS1_RULE_NONE;
    json_out_init(&o, &w->out);
    json_begin_object(&o);
    json_field_str(&o, "input", shown(w->arena, item));
    json_field_bool(&o, "valid", valid);
    reading_json_members(&o, r);
    if (valid)
        forms_json(w, &o, r);
    else
        reading_json_problem(&o, "problem", p);
    json_end_object(&o);
    buf_char(&w->out, '\n');
}

static void print_form(struct work *w, const struct gs1_reading *r, struct gs1_problem *p)
{
    struct str text = {0};
    if (p->rule != GS1_RULE_NONE || !convert(w, r, w->to, &text, p)) {
        fprintf(w->cli->err, "serno: %s\n", p->text);
        w->refused = true;
    }
    buf_str(&w->out, text);
    buf_char(&w->out, '\n');
}

static struct str without_line_end(struct str s)
{
    while (s.len > 0 && (s.ptr[s.len - 1] == '\n' || s.ptr[s.len - 1] == '\r'))
        s.len--;
    return s;
}

static void judge(struct work *w, struct str item)
{
    struct gs1_reading r;
    struct gs1_problem p = {0};
    arena_reset(w->arena);
    buf_clear(&w->out);
    bool ok = gs1_carrier_read(w->arena, item, &w->options, &r, &p) && gs1_message_check(&r.message, &p);
    const char *hint = ok ? NULL : gs1_layout_hint(gs1_scan_trim(item, NULL));
    if (hint)
        gs1_problem_add(&p, "%s", hint);
    w->refused |= !ok;
    if (w->to == FORM_NONE)
        verdict_json(w, without_line_end(item), &r, &p);
    else
        print_form(w, &r, &p);
    fwrite(w->out.ptr, 1, w->out.len, w->cli->out);
}

static void judge_lines(struct work *w)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t len;
    while ((len = getline(&line, &room, stdin)) >= 0)
        judge(w, (struct str){line, (size_t)len});
    free(line);
}

/* ---- what was asked ---- */

/* 0: the day that was given is none. */
static int this_year(struct cli *cli)
{
    msec at = time_now();
    char text[TIME_TEXT_MAX];
    if (cli_given(cli, "today") && !time_parse_date(cli_value(cli, "today"), &at))
        return 0;
    time_print_date(at, text);
    int64_t year = 0;
    str_int64((struct str){text, 4}, &year);
    return (int)year;
}

static bool add_prefixes(struct work *w, struct str list, struct str *items)
{
    while (list.len > 0) {
        struct str one = str_trim(str_slice(list, 0, str_find(list, ',')));
        list = str_slice(list, str_find(list, ',') + 1, list.len);
        if (!gs1_company_prefix_ok(one))
            return false;
        items[w->prefixes.count++] = one;
    }
    return true;
}

static bool read_prefixes(struct work *w)
{
    const struct cli_args *args = &w->cli->args;
    size_t room = 1;
    for (size_t i = 0; i < args->given_count; i++)
        room += args->given[i].value.len;
    struct str *items = ARENA_ARRAY(w->cli->arena, room, struct str);
    w->prefixes.items = items;
    for (size_t i = 0; i < args->given_count; i++) {
        if (strcmp(args->given[i].option->name, "company-prefix") == 0 && !add_prefixes(w, args->given[i].value, items))
            return false;
    }
    w->options.prefixes = &w->prefixes;
    return true;
}

static enum form form_of(struct str name)
{
    for (size_t i = 0; i < FORM_COUNT - 1; i++) {
        if (str_is(name, form_names[i]))
            return (enum form)(i + 1);
    }
    return FORM_NONE;
}

int cli_gs1(struct cli *cli)
{
    struct work w = {.cli = cli, .filter = -1, .origin = STR(GS1_LINK_CANONICAL)};
    int64_t filter = -1;
    w.options = (struct gs1_options){.year = this_year(cli),
                                     .data_identifiers = cli_given(cli, "data-identifiers"),
                                     .elements = !cli_given(cli, "plain")};
    w.to = form_of(cli_value(cli, "to"));
    if (w.options.year == 0)
        return cli_fail(cli, CLI_USAGE, "--today takes a date like 2026-11-23.");
    if (!read_prefixes(&w))
        return cli_fail(cli, CLI_USAGE, "--company-prefix takes GS1 Company Prefixes of 4 to 12 digits, like 0614141.");
    if (cli_given(cli, "filter") &&
        (!str_int64(cli_value(cli, "filter"), &filter) || filter < 0 || filter > GS1_EPC_FILTER_MAX))
        return cli_fail(cli, CLI_USAGE, "--filter takes a number from 0 to 7.");
    if (cli_given(cli, "origin"))
        w.origin = cli_value(cli, "origin");
    if (!gs1_link_looks(w.origin) || str_ends(w.origin, STR("/")))
        return cli_fail(cli, CLI_USAGE,
                        "--origin takes an address like https://example.com, without a slash at its end.");
    w.filter = (int)filter;
    w.arena = arena_new(0);
    for (size_t i = 0; i < cli->args.operand_count; i++)
        judge(&w, cli_operand(cli, i));
    if (cli->args.operand_count == 0)
        judge_lines(&w);
    buf_free(&w.out);
    arena_free(w.arena);
    return w.refused ? CLI_REFUSED : CLI_OK;
}
