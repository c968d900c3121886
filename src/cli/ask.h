/*
 * ask: what only a person at the keyboard should type: names and passwords.
 */
#ifndef CLI_ASK_H
#define CLI_ASK_H

#include "cli/cli.h"

/* A line from standard input, without its line end, in the arena; on a terminal after the prompt. hidden: nothing is shown while it is
 * typed. {NULL,0} when there is none, after a sentence. */
struct str cli_ask_line(struct cli *cli, const char *prompt, bool hidden);
/* A new password: asked for twice on a terminal, one line from standard input otherwise. {NULL,0} after a sentence. */
struct str cli_ask_password(struct cli *cli, const char *prompt);

#endif
