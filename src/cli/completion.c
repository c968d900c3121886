#include "cli/completion.h"

#include <string.h>

/*
 * The script holds the tables as lines "PATH<TAB>WORDS": subcommands of a path, options of a path, values of an option. The few lines
 * of shell below look them up, so nothing is asked of the program while somebody types.
 */
static const char head[] = "# Completion of serno for bash. Made by `serno completion bash`; use it with\n"
                           "#     source <(serno completion bash)\n"
                           "# or keep it as /usr/share/bash-completion/completions/serno.\n\n"
                           "declare -gA _serno_subs=() _serno_options=() _serno_values=()\n";
static const char tail[] =
    "\n"
    "_serno() {\n"
    "    local cur=${COMP_WORDS[COMP_CWORD]} path=serno word i skip=0 value=''\n"
    "    local before=${COMP_WORDS[COMP_CWORD-1]}\n"
    "    COMPREPLY=()\n"
    "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
    "        word=${COMP_WORDS[i]}\n"
    "        if ((skip)); then skip=0; continue; fi\n"
    "        if [[ $word == -* ]]; then\n"
    "            [[ -n ${_serno_values[\"$path $word\"]+x} || -n ${_serno_values[\"serno $word\"]+x} ]] && skip=1\n"
    "            continue\n"
    "        fi\n"
    "        [[ \" ${_serno_subs[\"$path\"]} \" == *\" $word \"* ]] && path+=\" $word\"\n"
    "    done\n"
    "    for value in \"$path $before\" \"serno $before\"; do\n"
    "        [[ $before == -* && -n ${_serno_values[$value]+x} ]] || continue\n"
    "        case ${_serno_values[$value]} in\n"
    "        :file) mapfile -t COMPREPLY < <(compgen -f -- \"$cur\"); compopt -o filenames 2>/dev/null ;;\n"
    "        :list\\ *)\n"
    "            local done=''; [[ $cur == *,* ]] && done=${cur%,*},\n"
    "            mapfile -t COMPREPLY < <(compgen -P \"$done\" -W \"${_serno_values[$value]#:list }\" -- "
    "\"${cur##*,}\")\n"
    "            compopt -o nospace 2>/dev/null ;;\n"
    "        *) mapfile -t COMPREPLY < <(compgen -W \"${_serno_values[$value]}\" -- \"$cur\") ;;\n"
    "        esac\n"
    "        return\n"
    "    done\n"
    "    if [[ $cur == -* || -z ${_serno_subs[\"$path\"]} ]]; then\n"
    "        mapfile -t COMPREPLY < <(compgen -W \"${_serno_options[\"$path\"]}\" -- \"$cur\")\n"
    "        [[ $cur != -* ]] && mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -f -- \"$cur\")\n"
    "    else\n"
    "        mapfile -t COMPREPLY < <(compgen -W \"${_serno_subs[\"$path\"]}\" -- \"$cur\")\n"
    "    fi\n"
    "}\n"
    "complete -F _serno serno\n";

static void values(FILE *f, struct str path, const struct cli_option *o)
{
    if (!o->value)
        return;
    fprintf(f, "_serno_values[\"%.*s --%s\"]=\"", STR_ARG(path), o->name);
    if (o->kind == CLI_FILE)
        fputs(":file", f);
    else if (o->kind == CLI_LIST && o->names)
        fputs(":list", f);
    for (int i = 0; o->names && i < o->name_count; i++)
        fprintf(f, "%s%s", i || o->kind == CLI_LIST ? " " : "", o->names[i]);
    fputs("\"\n", f);
}

static void options(FILE *f, struct str path, const struct cli_command *c)
{
    const struct cli_option *tables[CLI_TABLES];
    int count = cli_command_tables(c, tables);
    const char *before = "";
    fprintf(f, "_serno_options[\"%.*s\"]=\"", STR_ARG(path));
    for (int t = 0; t < count; t++)
        for (const struct cli_option *o = tables[t]; o->name; o++) {
            fprintf(f, "%s--%s", before, o->name);
            before = " ";
        }
    fputs("\"\n", f);
    for (int t = 0; t < count; t++)
        for (const struct cli_option *o = tables[t]; o->name; o++)
            values(f, path, o);
}

/* The commands of a table below path, and what is below them: a few levels. */
static void table(struct cli *cli, struct str path, const struct cli_command *commands) // NOLINT(misc-no-recursion)
{
    fprintf(cli->out, "_serno_subs[\"%.*s\"]=\"", STR_ARG(path));
    for (const struct cli_command *c = commands; c->name; c++)
        fprintf(cli->out, "%s%s", c == commands ? "" : " ", c->name);
    fputs("\"\n", cli->out);
    for (const struct cli_command *c = commands; c->name; c++) {
        struct str below = arena_fmt(cli->arena, "%.*s %s", STR_ARG(path), c->name);
        const struct cli_command *subs = cli_subs(c, cli->arena);
        if (c->run)
            options(cli->out, below, c);
        if (subs)
            table(cli, below, subs);
    }
}

int cli_completion(struct cli *cli)
{
    struct str shell = cli_operand(cli, 0);
    if (!str_is(shell, "bash"))
        return cli_fail(cli, CLI_USAGE, "There is completion for bash only, not for '%.*s'.", STR_ARG(shell));
    static const struct cli_command bare = {.flags = CLI_CONNECTS};
    fputs(head, cli->out);
    options(cli->out, STR("serno"), &bare);
    table(cli, STR("serno"), cli_commands);
    fputs(tail, cli->out);
    return CLI_OK;
}
