#include "cli/ask.h"

#include <termios.h>
#include <unistd.h>

#include "base/limits.h"

/* Typing is seen, or not; false when standard input is no terminal. */
static bool show_typing(bool shown)
{
    struct termios t;
    if (tcgetattr(STDIN_FILENO, &t) != 0)
        return false;
    t.c_lflag = shown ? t.c_lflag | ECHO : t.c_lflag & ~(tcflag_t)ECHO;
    return tcsetattr(STDIN_FILENO, TCSAFLUSH, &t) == 0;
}

struct str cli_ask_line(struct cli *cli, const char *prompt, bool hidden)
{
    char line[LIMIT_PASSWORD_BYTES + 2];
    bool tty = isatty(STDIN_FILENO) == 1;
    hidden = tty && hidden && show_typing(false); /* before the prompt: somebody may type at once */
    if (tty)
        fprintf(cli->err, "%s: ", prompt);
    fflush(cli->err);
    char *got = fgets(line, sizeof line, stdin);
    if (hidden && show_typing(true))
        fputc('\n', cli->err);
    struct str text = str_of(got);
    if (got && text.len > 0 && text.ptr[text.len - 1] == '\n')
        text.len--;
    if (got && text.len <= LIMIT_PASSWORD_BYTES)
        return arena_str(cli->arena, text);
    cli_fail(cli, CLI_USAGE, got ? "%s: the line is too long." : "%s: nothing came on standard input.", prompt);
    return (struct str){0};
}

struct str cli_ask_password(struct cli *cli, const char *prompt)
{
    struct str first = cli_ask_line(cli, prompt, true);
    if (first.ptr == NULL || isatty(STDIN_FILENO) != 1)
        return first;
    struct str again = cli_ask_line(cli, "Once more", true);
    if (again.ptr == NULL || str_eq(first, again))
        return again;
    cli_fail(cli, CLI_USAGE, "That was not the same twice.");
    return (struct str){0};
}
