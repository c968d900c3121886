#include "cli/man.h"

#include "base/buf.h"
#include "cli/help.h"

const struct cli_option cli_man_options[] = {
    {.name = "markdown", .says = "as Markdown: the reference page"},
    {0},
};

static const struct {
    const char *name, *says;
} environment[] =
    {
        {"SERNO_DB", "The database to work on, as with --db."},
        {"SERNO_URL", "The server to ask, as with --url."},
        {"SERNO_TOKEN", "The token to show to the server: of an API key, or of a session."},
        {"SERNO_CA",
         "A file with certificates (PEM) of the authority that the server's certificate is from, as with --ca-file."},
        {"LOGNAME", "Who works on a database without signing in: the ledger says local:LOGNAME."},
        {"NO_COLOR", "No colours when it is set."},
        {"TZ", "The time zone of what is printed, and of times that are given without one."},
},
  files[] = {
      {"~/.config/serno/config",
       "Lines url=..., token=..., db=... and ca=...; written by serno login. It must not be readable by others. "
       "The token is shown only to the server of that url."},
      {"DATABASE.lock", "Held by the process that works on the database; it says which one."},
};
enum { ENVIRONMENT = sizeof environment / sizeof environment[0], FILES = sizeof files / sizeof files[0] };

static const char about[] =
    "Serno keeps one true history for every single thing that a business makes, buys, stores, sells, services or "
    "loses. This one program is the server and the command line.";
static const char where[] = "Where the books are is decided by --url or --db, else by SERNO_URL, SERNO_DB, the "
                            "configuration file, else it is the file "
                            "serno.db here. A database is worked on in this process, in the name of local:USER, an "
                            "administrator; when a server holds it, "
                            "the server is asked, which takes a token. What is refused is said on standard error: the "
                            "sentence, the rows that are wrong, "
                            "and what is allowed now.";

/* One way of writing the page. */
struct form {
    void (*title)(FILE *f);
    void (*section)(FILE *f, const char *name);
    void (*command)(FILE *f, struct str usage, const struct cli_command *c, int depth);
    void (*text)(FILE *f, struct str text);
    void (*items_begin)(FILE *f, const char *what);
    void (*item)(FILE *f, struct str name, struct str says);
    void (*examples)(FILE *f, const char *const *lines, int count);
};

/* ---- roff ---- */

/* Backslashes, hyphens and leading dots mean something to roff. */
static void roff(FILE *f, struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (i == 0 && (c == '.' || c == '\''))
            fputs("\\&", f);
        if (c == '\\')
            fputs("\\e", f);
        else if (c == '-')
            fputs("\\-", f);
        else
            fputc(c, f);
    }
}

static void roff_title(FILE *f)
{
    fputs(".TH SERNO 1 \"\" \"serno " SERNO_VERSION "\" \"User Commands\"\n.SH NAME\n"
          "serno \\- serial\\-number tracking\n.SH SYNOPSIS\n.B serno\n.I COMMAND\n[\\fIOPERAND\\fR...] "
          "[\\fIOPTION\\fR...]\n",
          f);
}

static void roff_section(FILE *f, const char *name)
{
    fputs(".SH ", f);
    for (; *name; name++)
        fputc(*name >= 'a' && *name <= 'z' ? *name - 'a' + 'A' : *name, f);
    fputc('\n', f);
}

static void roff_text(FILE *f, struct str text)
{
    fputs(".PP\n", f);
    roff(f, text);
    fputc('\n', f);
}

static void roff_command(FILE *f, struct str usage, const struct cli_command *c, int depth)
{
    (void)c;
    fputs(depth ? ".SS \"" : ".SH \"", f);
    roff(f, usage);
    fputs("\"\n", f);
}

static void roff_begin(FILE *f, const char *what)
{
    (void)f;
    (void)what;
}

static void roff_item(FILE *f, struct str name, struct str says)
{
    fputs(".TP\n\\fB", f);
    roff(f, name);
    fputs("\\fR\n", f);
    roff(f, says);
    fputc('\n', f);
}

static void roff_examples(FILE *f, const char *const *lines, int count)
{
    fputs(".PP\n.RS\n.nf\n", f);
    for (int i = 0; i < count; i++) {
        roff(f, str_of(lines[i]));
        fputc('\n', f);
    }
    fputs(".fi\n.RE\n", f);
}

static const struct form roff_form = {roff_title, roff_section, roff_command, roff_text,
                                      roff_begin, roff_item,    roff_examples};

/* ---- Markdown ---- */

static void md(FILE *f, struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '|' || text.ptr[i] == '<' || text.ptr[i] == '*' || text.ptr[i] == '_')
            fputc('\\', f);
        fputc(text.ptr[i], f);
    }
}

static void md_title(FILE *f)
{
    fputs("# The command line\n\nMade by `serno man --markdown` from the tables of commands; do not edit.\n", f);
}

static void md_section(FILE *f, const char *name)
{
    fprintf(f, "\n## %s\n", name);
}

static void md_command(FILE *f, struct str usage, const struct cli_command *c, int depth)
{
    (void)c;
    fprintf(f, "\n%s `%.*s`\n", depth ? "####" : "###", STR_ARG(usage));
}

static void md_text(FILE *f, struct str text)
{
    fputc('\n', f);
    md(f, text);
    fputc('\n', f);
}

static void md_begin(FILE *f, const char *what)
{
    fprintf(f, "\n| %s | |\n| --- | --- |\n", what);
}

static void md_item(FILE *f, struct str name, struct str says)
{
    fprintf(f, "| `%.*s` | ", STR_ARG(name));
    md(f, says);
    fputs(" |\n", f);
}

static void md_examples(FILE *f, const char *const *lines, int count)
{
    fputs("\n```\n", f);
    for (int i = 0; i < count; i++)
        fprintf(f, "%s\n", lines[i]);
    fputs("```\n", f);
}

static const struct form md_form = {md_title, md_section, md_command, md_text, md_begin, md_item, md_examples};

/* ---- the page ---- */

static struct str sentence(struct arena *a, const char *text)
{
    return arena_fmt(a, "%s.", text);
}

static int example_count(const struct cli_command *c)
{
    int n = 0;
    while (n < CLI_EXAMPLES && c->examples[n])
        n++;
    return n;
}

/* The options that are the command's own; what many share has a section of its own. */
static void own_options(struct cli *cli, const struct form *form, const struct cli_command *c)
{
    const struct cli_option *tables[] = {c->options, c->more};
    if (c->options || c->more)
        form->items_begin(cli->out, "option");
    for (int t = 0; t < 2; t++)
        for (const struct cli_option *o = tables[t]; o && o->name; o++)
            form->item(cli->out, cli_help_option(cli->arena, o), cli_help_says(cli->arena, o));
}

/* Commands and their subcommands are few levels deep. */
static void command(struct cli *cli, const struct form *form, const struct cli_command *c, struct str path,
                    int depth) // NOLINT(misc-no-recursion)
{
    path = arena_fmt(cli->arena, "%.*s %s", STR_ARG(path), c->name);
    const struct cli_command *subs = cli_subs(c, cli->arena);
    struct str usage = arena_fmt(cli->arena, "%.*s%s%s%s", STR_ARG(path), subs ? " COMMAND" : "",
                                 c->operands ? " " : "", c->operands ? c->operands : "");
    form->command(cli->out, usage, c, depth);
    form->text(cli->out, sentence(cli->arena, c->summary));
    if (c->about)
        form->text(cli->out, str_of(c->about));
    own_options(cli, form, c);
    if (example_count(c))
        form->examples(cli->out, c->examples, example_count(c));
    for (; subs && subs->name; subs++)
        command(cli, form, subs, path, depth + 1);
}

static void shared_options(struct cli *cli, const struct form *form)
{
    static const struct cli_command all = {.flags = CLI_CONNECTS | CLI_SHOWS | CLI_LISTS};
    const struct cli_option *tables[CLI_TABLES];
    int count = cli_command_tables(&all, tables);
    form->section(cli->out, "Options of many commands");
    form->text(
        cli->out,
        STR("Commands that list take --limit and --all; those that show things take --json and --csv; those that "
            "look into the books take --url, --db, --token-file and --ca-file, also before the command."));
    form->items_begin(cli->out, "option");
    for (int t = 0; t < count; t++)
        for (const struct cli_option *o = tables[t]; o->name; o++)
            form->item(cli->out, cli_help_option(cli->arena, o), cli_help_says(cli->arena, o));
}

static void closing(struct cli *cli, const struct form *form)
{
    form->section(cli->out, "Exit status");
    form->items_begin(cli->out, "code");
    for (int i = 0; i < CLI_EXITS; i++)
        form->item(cli->out, arena_fmt(cli->arena, "%d", i), str_of(cli_exit_texts[i]));
    form->section(cli->out, "Environment");
    form->items_begin(cli->out, "variable");
    for (int i = 0; i < ENVIRONMENT; i++)
        form->item(cli->out, str_of(environment[i].name), str_of(environment[i].says));
    form->section(cli->out, "Files");
    form->items_begin(cli->out, "file");
    for (int i = 0; i < FILES; i++)
        form->item(cli->out, str_of(files[i].name), str_of(files[i].says));
}

int cli_man(struct cli *cli)
{
    const struct form *form = cli_given(cli, "markdown") ? &md_form : &roff_form;
    form->title(cli->out);
    form->section(cli->out, "Description");
    form->text(cli->out, STR(about));
    form->text(cli->out, STR(where));
    shared_options(cli, form);
    form->section(cli->out, "Commands");
    for (const struct cli_command *c = cli_commands; c->name; c++)
        command(cli, form, c, STR("serno"), form == &md_form ? 0 : 1);
    closing(cli, form);
    return CLI_OK;
}
