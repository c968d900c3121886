/*
 * login: `serno login` and `serno logout`.
 */
#ifndef CLI_LOGIN_H
#define CLI_LOGIN_H

#include "cli/cli.h"

extern const struct cli_option cli_login_options[], cli_logout_options[];

int cli_login(struct cli *cli);
int cli_logout(struct cli *cli);

#endif
