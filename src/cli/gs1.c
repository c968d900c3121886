#include "cli/gs1.h"

#include <stdlib.h>

#include "base/json.h"
#include "base/time.h"
#include "gs1/check.h"
#include "gs1/digital_link.h"
#include "gs1/symbology.h"

const struct cli_option cli_gs1_options[] = {
    {.name = "today",
     .value = "DATE",
     .says = "the day that years of two digits are near to (usually today)",
     .kind = CLI_DATE},
    {0},
};

/* One item and what is found out about it. */
struct verdict {
    const struct gs1_symbology *symbology; /* NULL: not said */
    const char *form;
    struct gs1_link link; /* its message is that of the other forms, too */
    struct gs1_problem problem;
};

struct work {
    struct cli *cli;
    struct arena *arena; /* of one item */
    struct buf out;
    int year;
    bool refused; /* some item was */
};

/* The bare number of an EAN, UPC or ITF symbol. */
static bool read_gtin(struct work *w, struct str digits, struct verdict *v)
{
    char *gtin = arena_alloc(w->arena, GS1_GTIN_LEN + 1);
    struct str number = STR("01");
    const struct gs1_ai *ai = gs1_ai_find(number);
    struct str value = gs1_gtin_fill(digits, gtin) ? str_of(gtin) : digits;
    return gs1_message_add(&v->link.message, ai, number, value, 0, w->year, &v->problem);
}

/* at: how many bytes were taken off at the front. */
static bool read_item(struct work *w, struct str item, struct verdict *v, size_t *ret_at)
{
    struct gs1_message *m = &v->link.message;
    struct str data = gs1_scan_trim(item, ret_at);
    v->symbology = gs1_symbology_of(data);
    size_t len = data.len;
    data = gs1_symbology_strip(data);
    *ret_at += len - data.len;
    if (v->symbology && v->symbology->carries == GS1_CARRIES_GTIN) {
        v->form = "gtin";
        return read_gtin(w, data, v);
    }
    if (gs1_link_looks(data)) {
        v->form = "link";
        return gs1_link_read(w->arena, data, w->year, &v->link, &v->problem);
    }
    bool bracketed = data.len > 0 && data.ptr[0] == '(';
    v->form = bracketed ? "bracketed" : "raw";
    return bracketed ? gs1_bracketed_read(w->arena, data, w->year, m, &v->problem)
                     : gs1_raw_read(data, w->year, m, &v->problem);
}

static void elements_json(struct json_out *o, const struct gs1_message *m)
{
    json_key(o, "elements");
    json_begin_array(o);
    for (size_t i = 0; i < m->count; i++) {
        json_begin_object(o);
        json_field_z(o, "ai", m->items[i].number);
        json_field_z(o, "title", m->items[i].ai->title);
        json_field_str(o, "value", m->items[i].value);
        json_end_object(o);
    }
    json_end_array(o);
}

static void good_json(struct work *w, struct json_out *o, const struct gs1_message *m)
{
    struct str link;
    struct gs1_problem no_link;
    elements_json(o, m);
    json_field_str(o, "bracketed", gs1_bracketed_write(w->arena, m));
    json_field_str(o, "raw", gs1_raw_write(w->arena, m, true));
    if (gs1_link_canonical(w->arena, m, &link, &no_link))
        json_field_str(o, "link", link);
}

static void problem_json(struct json_out *o, const struct gs1_problem *p, size_t at)
{
    json_field_z(o, "rule", gs1_rule_texts[p->rule].name);
    json_field_opt(o, "ai", str_of(p->ai));
    json_field_int(o, "at", (int64_t)(p->at + at));
    json_field_z(o, "detail", p->text);
}

static void judge(struct work *w, struct str item)
{
    struct verdict v = {0};
    size_t at = 0;
    arena_reset(w->arena);
    bool ok = read_item(w, item, &v, &at) && gs1_message_check(&v.link.message, &v.problem);
    const char *hint = ok ? NULL : gs1_layout_hint(gs1_scan_trim(item, NULL));
    if (hint)
        gs1_problem_add(&v.problem, "%s", hint);
    w->refused |= !ok;

    struct json_out o;
    buf_clear(&w->out);
    json_out_init(&o, &w->out);
    json_begin_object(&o);
    json_field_bool(&o, "ok", ok);
    json_field_z(&o, "form", v.form);
    if (v.symbology)
        json_field_z(&o, "symbology", v.symbology->name);
    if (ok)
        good_json(w, &o, &v.link.message);
    else
        problem_json(&o, &v.problem, at);
    json_end_object(&o);
    buf_char(&w->out, '\n');
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

int cli_gs1(struct cli *cli)
{
    struct work w = {.cli = cli, .year = this_year(cli)};
    if (w.year == 0)
        return cli_fail(cli, CLI_USAGE, "--today takes a date like 2026-11-23.");
    w.arena = arena_new(0);
    for (size_t i = 0; i < cli->args.operand_count; i++)
        judge(&w, cli_operand(cli, i));
    if (cli->args.operand_count == 0)
        judge_lines(&w);
    buf_free(&w.out);
    arena_free(w.arena);
    return w.refused ? CLI_REFUSED : CLI_OK;
}
