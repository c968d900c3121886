/*
 * unit: `serno unit list|show|contents`; and what others need to name units: filters, and finding the one that is meant.
 */
#ifndef CLI_UNIT_H
#define CLI_UNIT_H

#include "cli/show.h"

extern const struct cli_command cli_unit_commands[];
/* The filters of lists of units: wired to the API's query. */
extern const struct cli_option cli_unit_filters[];
/* --product and --id: how a unit is named besides its serial. */
extern const struct cli_option cli_unit_naming[];
/* A unit in a list. */
extern const struct cli_column cli_unit_columns[];

/* The unit that the first operand, --product and --id name: its id. The exit code; a sentence when none is, or several are. */
int cli_unit_find(struct cli *cli, int64_t *ret);
/* A warning for a unit that is stolen or missing. */
void cli_unit_alarm(struct cli *cli, const struct json *unit);

#endif
