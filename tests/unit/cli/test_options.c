/*
 * options: one row per command line: what is read, or the sentence that says what is wrong.
 */
#include "testing.h"

#include "cli/options.h"

static const char *const colours[] = {"red", "green", "blue"};

static const struct cli_option own[] = {
    {.name = "location", .letter = 'l', .value = "CODE", .says = "the place"},
    {.name = "limit", .letter = 'n', .value = "N", .says = "how many", .kind = CLI_INT},
    {.name = "colour", .value = "COLOUR", .says = "one colour", .names = colours, .name_count = 3},
    {.name = "colours", .value = "COLOUR", .says = "some", .kind = CLI_LIST, .names = colours, .name_count = 3},
    {.name = "set", .value = "NAME=VALUE", .says = "a pair", .kind = CLI_OBJECT},
    {.name = "quiet", .letter = 'q', .says = "say nothing"},
    {.name = "verbose", .letter = 'v', .says = "say all"},
    {0},
};
static const struct cli_option shared[] = {{.name = "json", .says = "as JSON"}, {0}};
static const struct cli_option needing[] = {
    {.name = "kind", .value = "KIND", .says = "what it is", .flags = CLI_NEEDED}, {0}};

enum { WORDS = 8 };

struct row {
    const char *name;
    const char *words[WORDS];
    const char *read;  /* "name=value name=value | operand operand", or */
    const char *error; /* the sentence */
};

static int count(const char *const *words)
{
    int n = 0;
    while (n < WORDS && words[n])
        n++;
    return n;
}

/* What was read, as text. */
static struct str told(struct arena *a, const struct cli_args *args)
{
    struct str text = STR("");
    for (size_t i = 0; i < args->given_count; i++)
        text = arena_fmt(a, "%.*s%s%s=%.*s", STR_ARG(text), i ? " " : "", args->given[i].option->name,
                         STR_ARG(args->given[i].value));
    text = arena_fmt(a, "%.*s |", STR_ARG(text));
    for (size_t i = 0; i < args->operand_count; i++)
        text = arena_fmt(a, "%.*s %.*s", STR_ARG(text), STR_ARG(args->operands[i]));
    return text;
}

static const struct row rows[] = {
    {"nothing", {NULL}, " |", NULL},
    {"operands", {"a", "b"}, " | a b", NULL},
    {"value behind", {"--location", "A1"}, "location=A1 |", NULL},
    {"value with =", {"--location=A1"}, "location=A1 |", NULL},
    {"empty value", {"--location="}, "location= |", NULL},
    {"= inside the value", {"--location=a=b"}, "location=a=b |", NULL},
    {"value that looks like an option", {"--location", "-A"}, "location=-A |", NULL},
    {"between operands", {"a", "--json", "b"}, "json= | a b", NULL},
    {"short, value behind", {"-n", "5"}, "limit=5 |", NULL},
    {"short, value in the word", {"-n5"}, "limit=5 |", NULL},
    {"switches in one word", {"-qv"}, "quiet= verbose= |", NULL},
    {"switches and a value in one word", {"-qlA1"}, "quiet= location=A1 |", NULL},
    {"-- ends options", {"--json", "--", "--json", "-q"}, "json= | --json -q", NULL},
    {"- is an operand", {"-"}, " | -", NULL},
    {"a switch twice", {"-q", "-q"}, "quiet= quiet= |", NULL},
    {"a list twice", {"--colours", "red", "--colours", "green,blue"}, "colours=red colours=green,blue |", NULL},
    {"pairs", {"--set", "a=1", "--set", "b=2"}, "set=a=1 set=b=2 |", NULL},
    {"a choice", {"--colour", "green"}, "colour=green |", NULL},
    {"unknown, close", {"--locaton", "A1"}, NULL, "There is no option --locaton here; did you mean --location?"},
    {"unknown, the beginning", {"--verb"}, NULL, "There is no option --verb here; did you mean --verbose?"},
    {"unknown, swapped letters", {"--qiuet"}, NULL, "There is no option --qiuet here; did you mean --quiet?"},
    {"unknown, far away", {"--zzzzzz"}, NULL, "There is no option --zzzzzz here."},
    {"unknown letter", {"-x"}, NULL, "There is no option -x here."},
    {"unknown letter behind a switch", {"-qx"}, NULL, "There is no option -qx here."},
    {"value missing", {"--location"}, NULL, "Option --location needs a value: --location CODE."},
    {"value of a switch", {"--json=1"}, NULL, "Option --json takes no value."},
    {"twice", {"--location", "a", "-l", "b"}, NULL, "Option --location stands twice."},
    {"no number", {"--limit", "many"}, NULL, "--limit: 'many' is no number."},
    {"number too large", {"--limit", "99999999999999999999"}, NULL, "--limit: '99999999999999999999' is no number."},
    {"no pair", {"--set", "a"}, NULL, "--set: 'a' is not of the form NAME=VALUE."},
    {"pair without a name", {"--set", "=a"}, NULL, "--set: '=a' is not of the form NAME=VALUE."},
    {"choice, close", {"--colour", "gren"}, NULL, "--colour: there is no 'gren'; did you mean green?"},
    {"choice, far away", {"--colour", "mauve-ish"}, NULL, "--colour: 'mauve-ish' is none of red, green, blue."},
    {"list with a bad one", {"--colours", "red,gren"}, NULL, "--colours: there is no 'gren'; did you mean green?"},
    {"list with an empty one", {"--colours", "red,"}, NULL, "--colours: '' is none of red, green, blue."},
};

static void check(const struct row *row)
{
    const struct cli_option *const tables[] = {own, shared};
    struct arena *a = arena_new(0);
    struct cli_args args = {0};
    struct str error = {0};
    char *argv[WORDS];
    for (int i = 0; i < count(row->words); i++)
        argv[i] = arena_cstr(a, str_of(row->words[i]));
    struct cli_words words = {.argv = argv, .argc = count(row->words)};
    bool ok = cli_options_read(a, &words, tables, 2, &args, &error);
    struct str got = ok ? told(a, &args) : error, want = str_of(row->read ? row->read : row->error);
    if (ok != (row->read != NULL) || !str_eq(got, want))
        fail_msg("%s: got \"%.*s\", want \"%.*s\"", row->name, STR_ARG(got), STR_ARG(want));
    arena_free(a);
}

static void lines(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        check(&rows[i]);
}

/* Options before the command word are read, and the word stays. */
static void until_operand(void **state)
{
    const struct cli_option *const tables[] = {own};
    struct arena *a = arena_new(0);
    struct cli_args args = {0};
    struct str error;
    char words[4][12] = {"--location", "A1", "list", "--json"};
    char *argv[] = {words[0], words[1], words[2], words[3]};
    struct cli_words line = {.argv = argv, .argc = 4, .until_operand = true};
    (void)state;
    assert_true(cli_options_read(a, &line, tables, 1, &args, &error));
    assert_int_equal(line.at, 2);
    assert_int_equal(args.given_count, 1);
    assert_int_equal(args.operand_count, 0);
    arena_free(a);
}

static void needed(void **state)
{
    const struct cli_option *const tables[] = {needing};
    struct arena *a = arena_new(0);
    struct cli_args args = {0};
    struct str error = {0};
    (void)state;
    assert_false(cli_options_complete(a, tables, 1, &args, &error));
    assert_true(str_is(error, "It needs --kind KIND: what it is."));
    args.given = (struct cli_arg[]){{&needing[0], STR("bin")}};
    args.given_count = 1;
    assert_true(cli_options_complete(a, tables, 1, &args, &error));
    arena_free(a);
}

static void closest(void **state)
{
    static const char *const names[] = {"receive", "reserve", "move", "return", "pick"};
    static const struct {
        const char *typed, *meant; /* NULL: nothing is close */
    } cases[] = {
        {"recieve", "receive"}, {"reserv", "reserve"}, {"retrun", "return"}, {"mov", "move"},
        {"pikc", "pick"},       {"x", NULL},           {"", NULL},           {"destroy", NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *got = cli_closest(str_of(cases[i].typed), names, 5);
        if (cases[i].meant ? got == NULL || strcmp(got, cases[i].meant) != 0 : got != NULL)
            fail_msg("%s: got %s, want %s", cases[i].typed, got ? got : "nothing",
                     cases[i].meant ? cases[i].meant : "nothing");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines),
        cmocka_unit_test(until_operand),
        cmocka_unit_test(needed),
        cmocka_unit_test(closest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
