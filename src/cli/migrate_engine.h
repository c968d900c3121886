/*
 * migrate_engine: `serno migrate-engine`.
 */
#ifndef CLI_MIGRATE_ENGINE_H
#define CLI_MIGRATE_ENGINE_H

#include "cli/cli.h"

extern const struct cli_option cli_migrate_engine_options[];

int cli_migrate_engine(struct cli *cli);

#endif
