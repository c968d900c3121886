/*
 * user: `serno user ...`; and finding a user by name, which others need, too.
 */
#ifndef CLI_USER_H
#define CLI_USER_H

#include "cli/client.h"

extern const struct cli_command cli_user_commands[];

/* The id of the user of that name; the exit code. */
int cli_user_id(struct cli *cli, struct str name, int64_t *ret);

#endif
