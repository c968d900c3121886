/*
 * export: `serno export ...`: whole lists, streamed.
 */
#ifndef CLI_EXPORT_H
#define CLI_EXPORT_H

#include "cli/cli.h"

/* One command per kind of thing, with the filters of its list. */
const struct cli_command *cli_export_commands(struct arena *a);

#endif
