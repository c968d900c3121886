/*
 * scan: `serno scan`.
 */
#ifndef CLI_SCAN_H
#define CLI_SCAN_H

#include "cli/cli.h"

int cli_scan(struct cli *cli);

#endif
