#include "cli/cli.h"

#include <stdarg.h>
#include <string.h>

#include "cli/client.h"
#include "cli/help.h"

enum { NAMES_MAX = 64 };

/* ---- options that many commands share ---- */

static const struct cli_option help_options[] = {
    {.name = "help", .letter = 'h', .says = "say how it is used"},
    {.name = "quiet", .letter = 'q', .says = "no hints, no progress, nothing when all went well"},
    {0},
};
static const struct cli_option connection_options[] = {
    {.name = "url", .value = "URL", .says = "ask this server (or SERNO_URL)"},
    {.name = "db",
     .value = "FILE",
     .kind = CLI_FILE,
     .says = "work on this database, without a server (or SERNO_DB; usually ./serno.db)"},
    {.name = "token-file",
     .value = "FILE",
     .kind = CLI_FILE,
     .says = "token for the server (or SERNO_TOKEN, or serno login)"},
    {.name = "ca-file",
     .value = "FILE",
     .kind = CLI_FILE,
     .says = "trust certificates from this authority (PEM; or SERNO_CA)"},
    {0},
};
static const struct cli_option output_options[] = {
    {.name = "json", .says = "answer as JSON"},
    {.name = "csv", .says = "answer as CSV"},
    {0},
};
static const struct cli_option list_options[] = {
    {.name = "limit", .letter = 'n', .value = "N", .kind = CLI_INT, .says = "at most N rows (usually 50)"},
    {.name = "all", .letter = 'a', .says = "all rows (very many: serno export)"},
    {0},
};

int cli_command_tables(const struct cli_command *c, const struct cli_option *ret[CLI_TABLES])
{
    int n = 0;
    if (c->options)
        ret[n++] = c->options;
    if (c->more)
        ret[n++] = c->more;
    if (c->flags & CLI_LISTS)
        ret[n++] = list_options;
    if (c->flags & CLI_SHOWS)
        ret[n++] = output_options;
    if (c->flags & CLI_CONNECTS)
        ret[n++] = connection_options;
    ret[n++] = help_options;
    return n;
}

/* ---- finding the command ---- */

const struct cli_command *cli_subs(const struct cli_command *c, struct arena *a)
{
    return c->make_subs ? c->make_subs(a) : c->subs;
}

const struct cli_command *cli_command_find(const struct cli_command *table, struct str name)
{
    for (const struct cli_command *c = table; c && c->name; c++)
        if (str_is(name, c->name))
            return c;
    return NULL;
}

static const char *closest_command(const struct cli_command *table, struct str name)
{
    const char *names[NAMES_MAX];
    size_t count = 0;
    for (const struct cli_command *c = table; c && c->name && count < NAMES_MAX; c++)
        names[count++] = c->name;
    return cli_closest(name, names, count);
}

static int no_command(struct cli *cli, const struct cli_command *table, struct str name)
{
    const char *closest = closest_command(table, name);
    const char *what = cli->path.len ? " " : "";
    if (closest)
        return cli_fail(cli, CLI_USAGE, "There is no command '%.*s%s%.*s'; did you mean %s?", STR_ARG(cli->path), what,
                        STR_ARG(name), closest);
    return cli_fail(cli, CLI_USAGE, "There is no command '%.*s%s%.*s'. serno %.*s%s--help lists them.",
                    STR_ARG(cli->path), what, STR_ARG(name), STR_ARG(cli->path), what);
}

/* Command words, as many as there are; cli->command is the last one. */
static int find_command(struct cli *cli, struct cli_words *words)
{
    const struct cli_command *table = cli_commands;
    while (table && words->at < words->argc && words->argv[words->at][0] != '-') {
        struct str name = str_of(words->argv[words->at++]);
        const struct cli_command *c = cli_command_find(table, name);
        if (!c)
            return no_command(cli, table, name);
        cli->path = arena_fmt(cli->arena, "%.*s%s%s", STR_ARG(cli->path), cli->path.len ? " " : "", c->name);
        cli->command = c;
        table = cli_subs(c, cli->arena);
    }
    return CLI_OK;
}

/* ---- running it ---- */

static bool asks_for_help(const struct cli_words *words)
{
    for (int i = words->at; i < words->argc && strcmp(words->argv[i], "--") != 0; i++)
        if (strcmp(words->argv[i], "--help") == 0 || strcmp(words->argv[i], "-h") == 0)
            return true;
    return false;
}

static int misused(struct cli *cli, struct str why)
{
    cli_fail(cli, CLI_USAGE, "%.*s", STR_ARG(why));
    cli_hint(cli, "serno %.*s%s--help says how it is used.", STR_ARG(cli->path), cli->path.len ? " " : "");
    return CLI_USAGE;
}

static bool operands_fit(struct cli *cli, struct str *ret_error)
{
    const struct cli_command *c = cli->command;
    size_t count = cli->args.operand_count;
    if (count < (size_t)c->operands_min) {
        *ret_error = arena_fmt(cli->arena, "Something is missing: serno %.*s %s", STR_ARG(cli->path), c->operands);
        return false;
    }
    if (c->operands_max >= 0 && count > (size_t)c->operands_max) {
        *ret_error = arena_fmt(cli->arena, "'%.*s' is too much.", STR_ARG(cli->args.operands[c->operands_max]));
        return false;
    }
    return true;
}

static int run(struct cli *cli, struct cli_words *words)
{
    const struct cli_option *tables[CLI_TABLES];
    struct str error = {0};
    int count = cli_command_tables(cli->command, tables);
    if (asks_for_help(words)) {
        cli_help_command(cli, cli->out, cli->path, cli->command);
        return CLI_OK;
    }
    if (!cli->command->run) {
        cli_help_command(cli, cli->err, cli->path, cli->command);
        return CLI_USAGE;
    }
    if (!cli_options_read(cli->arena, words, tables, count, &cli->args, &error) ||
        !cli_options_complete(cli->arena, tables, count, &cli->args, &error) || !operands_fit(cli, &error))
        return misused(cli, error);
    return cli->command->run(cli);
}

/* Options before the command: where the books are, and --help and --version. */
static int main_with(struct cli *cli, int argc, char **argv)
{
    static const struct cli_option version_options[] = {
        {.name = "version", .letter = 'V', .says = "say which version it is"}, {0}};
    const struct cli_option *tables[] = {connection_options, help_options, version_options};
    struct str error = {0};
    struct cli_words words = {argv, argc, 1, true};
    if (!cli_options_read(cli->arena, &words, tables, 3, &cli->args, &error))
        return misused(cli, error);
    if (cli_given(cli, "version"))
        return cli_command_find(cli_commands, STR("version"))->run(cli);
    if (cli_given(cli, "help") || words.at == argc) {
        cli_help_overview(cli, cli_given(cli, "help") ? cli->out : cli->err);
        return cli_given(cli, "help") ? CLI_OK : CLI_USAGE;
    }
    int code = find_command(cli, &words);
    words.until_operand = false;
    return code ? code : run(cli, &words);
}

/* What was printed must have arrived: a full disk is no success. */
static int flush(struct cli *cli, int code)
{
    bool bad = fflush(cli->out) != 0 || ferror(cli->out);
    return bad && code == CLI_OK ? cli_fail(cli, CLI_FAILED, "The output could not be written.") : code;
}

int cli_main(int argc, char **argv, char **environment, FILE *out, FILE *err)
{
    struct cli cli = {.arena = arena_new(0), .out = out, .err = err, .environment = environment};
    cli.term = cli_term_of(out, err, cli_env(&cli, "NO_COLOR"), cli_env(&cli, "COLUMNS"));
    int code = flush(&cli, main_with(&cli, argc, argv));
    cli_client_free(cli.client);
    arena_free(cli.arena);
    return code;
}

/* ---- for commands ---- */

const char *cli_env(const struct cli *cli, const char *name)
{
    size_t len = strlen(name);
    for (char **e = cli->environment; e && *e; e++)
        if (strncmp(*e, name, len) == 0 && (*e)[len] == '=' && (*e)[len + 1])
            return *e + len + 1;
    return NULL;
}

struct str cli_value(const struct cli *cli, const char *name)
{
    return cli_args_value(&cli->args, name);
}

bool cli_given(const struct cli *cli, const char *name)
{
    return cli_value(cli, name).ptr != NULL;
}

char *cli_value_z(struct cli *cli, const char *name)
{
    struct str v = cli_value(cli, name);
    return v.ptr ? arena_cstr(cli->arena, v) : NULL;
}

struct str cli_operand(const struct cli *cli, size_t i)
{
    return i < cli->args.operand_count ? cli->args.operands[i] : (struct str){0};
}

int cli_fail(struct cli *cli, enum cli_exit code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("serno: ", cli->err);
    vfprintf(cli->err, format, args);
    fputc('\n', cli->err);
    va_end(args);
    return (int)code;
}

void cli_say(struct cli *cli, const char *format, ...)
{
    va_list args;
    if (cli_given(cli, "quiet") || cli_given(cli, "json") || cli_given(cli, "csv"))
        return;
    va_start(args, format);
    vfprintf(cli->out, format, args);
    fputc('\n', cli->out);
    va_end(args);
}

void cli_hint(struct cli *cli, const char *format, ...)
{
    va_list args;
    if (cli_given(cli, "quiet"))
        return;
    va_start(args, format);
    vfprintf(cli->err, format, args);
    fputc('\n', cli->err);
    va_end(args);
}
