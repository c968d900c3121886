/*
 * numbering: what `serno numbering` and `serno pool` share. Their tables of commands: resource.h.
 */
#ifndef CLI_NUMBERING_H
#define CLI_NUMBERING_H

#include "cli/show.h"

/* POST the options (and the member "name", unless it is {NULL,0}) to path, print the numbers of the answer one a line. The exit code. */
int cli_numbers_ask(struct cli *cli, const char *path, struct str name);
/* The numbers of the thing that the operand names: prefix, operand, "/numbers". */
int cli_numbers_list(struct cli *cli, const char *prefix);

#endif
