#include "cli/help.h"

#include "base/buf.h"

enum { INDENT = 2, OPTION_MAX = 30, WIDTH = 100 };

const char *const cli_exit_texts[] = {
    [CLI_OK] = "Done.",
    [CLI_REFUSED] =
        "Refused: a rule said no, and the sentence says which. Nothing was written; with --partial, the rows that "
        "could be done were.",
    [CLI_USAGE] = "The command line makes no sense: an option or operand is unknown, missing or malformed.",
    [CLI_NOT_FOUND] = "There is no such thing.",
    [CLI_NOT_ALLOWED] = "Sign in first, or the role does not allow it.",
    [CLI_FAILED] =
        "The world failed: no connection, a full disk, a damaged database. What was said tells whether it is known "
        "that nothing was written.",
};

/* text broken into lines of at most WIDTH columns, each behind indent spaces; the first one goes on where the line is. */
static void wrap(FILE *to, struct str text, int indent)
{
    int column = indent;
    while (text.len > 0) {
        struct str word = str_slice(text, 0, str_find(text, ' '));
        int width = cli_text_width(word);
        text = str_slice(text, word.len + 1, text.len);
        if (column > indent && column + 1 + width > WIDTH) {
            fprintf(to, "\n%*s", indent, "");
            column = indent;
        }
        fprintf(to, "%s%.*s", column > indent ? " " : "", STR_ARG(word));
        column += width + (column > indent);
    }
    fputc('\n', to);
}

static void item(FILE *to, struct str name, struct str says, int column)
{
    fprintf(to, "%*s%.*s", INDENT, "", STR_ARG(name));
    if ((int)name.len + INDENT * 2 > column)
        fprintf(to, "\n%*s", column, "");
    else
        fprintf(to, "%*s", column - INDENT - (int)name.len, "");
    wrap(to, says, column);
}

struct str cli_help_option(struct arena *a, const struct cli_option *o)
{
    struct str letter = o->letter ? arena_fmt(a, "-%c, ", o->letter) : STR("");
    return arena_fmt(a, "%.*s--%s%s%s", STR_ARG(letter), o->name, o->value ? " " : "", o->value ? o->value : "");
}

struct str cli_help_says(struct arena *a, const struct cli_option *o)
{
    struct str says = str_of(o->says);
    for (int i = 0; i < o->name_count; i++)
        says = arena_fmt(a, "%.*s%s%s", STR_ARG(says), i ? ", " : ": ", o->names[i]);
    return (o->flags & CLI_NEEDED) ? arena_fmt(a, "%.*s (needed)", STR_ARG(says)) : says;
}

static void heading(struct cli *cli, FILE *to, const char *text)
{
    bool colour = to == cli->out;
    fprintf(to, "\n%s%s%s\n", colour ? cli_colour(&cli->term, CLI_BOLD) : "", text,
            colour ? cli_colour(&cli->term, CLI_PLAIN) : "");
}

static void table_of_commands(FILE *to, const struct cli_command *table)
{
    int column = 0;
    for (const struct cli_command *c = table; c->name; c++)
        column = (int)str_of(c->name).len > column ? (int)str_of(c->name).len : column;
    for (const struct cli_command *c = table; c->name; c++)
        item(to, str_of(c->name), str_of(c->summary), column + 2 * INDENT);
}

static void options(struct cli *cli, FILE *to, const struct cli_command *c)
{
    const struct cli_option *tables[CLI_TABLES];
    int count = cli_command_tables(c, tables), column = 0;
    for (int t = 0; t < count; t++)
        for (const struct cli_option *o = tables[t]; o->name; o++) {
            int len = (int)cli_help_option(cli->arena, o).len;
            column = len > column && len <= OPTION_MAX ? len : column;
        }
    heading(cli, to, "Options");
    for (int t = 0; t < count; t++)
        for (const struct cli_option *o = tables[t]; o->name; o++)
            item(to, cli_help_option(cli->arena, o), cli_help_says(cli->arena, o), column + 2 * INDENT);
}

void cli_help_command(struct cli *cli, FILE *to, struct str path, const struct cli_command *c)
{
    const struct cli_command *subs = cli_subs(c, cli->arena);
    fprintf(to, "Usage: serno %.*s%s%s%s%s\n\n", STR_ARG(path), subs ? " COMMAND" : "", c->operands ? " " : "",
            c->operands ? c->operands : "", c->options || c->more || c->flags ? " [OPTION...]" : "");
    wrap(to, arena_fmt(cli->arena, "%s.", c->summary), 0);
    if (c->about)
        wrap(to, str_of(c->about), 0);
    if (subs) {
        heading(cli, to, "Commands");
        table_of_commands(to, subs);
    }
    if (c->run)
        options(cli, to, c);
    if (c->examples[0])
        heading(cli, to, c->examples[1] ? "Examples" : "Example");
    for (int i = 0; i < CLI_EXAMPLES && c->examples[i]; i++)
        fprintf(to, "%*s%s\n", INDENT, "", c->examples[i]);
}

void cli_help_overview(struct cli *cli, FILE *to)
{
    fprintf(
        to,
        "Usage: serno COMMAND ...\n\nSerno keeps one true history for every single thing: serial-number tracking.\n");
    heading(cli, to, "Commands");
    table_of_commands(to, cli_commands);
    heading(cli, to, "First steps");
    fprintf(to, "  serno demo --db demo.db     a company to try things on\n"
                "  serno serve --db demo.db    the server\n"
                "  serno help COMMAND          how a command is used, with examples\n");
}
