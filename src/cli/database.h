/*
 * database: `serno database prepare`, for whoever owns a PostgreSQL database.
 */
#ifndef CLI_DATABASE_H
#define CLI_DATABASE_H

#include "cli/cli.h"

extern const struct cli_command cli_database_commands[];

#endif
