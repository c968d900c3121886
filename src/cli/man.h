/*
 * man: the manual page, made from the tables of commands: as roff for man(1), as Markdown for docs/reference/cli.md.
 */
#ifndef CLI_MAN_H
#define CLI_MAN_H

#include "cli/cli.h"

extern const struct cli_option cli_man_options[];

int cli_man(struct cli *cli);

#endif
