/*
 * backup: `serno backup` and `serno restore`.
 */
#ifndef CLI_BACKUP_H
#define CLI_BACKUP_H

#include "cli/cli.h"

extern const struct cli_option cli_backup_options[];

int cli_backup(struct cli *cli);
int cli_restore(struct cli *cli);

#endif
