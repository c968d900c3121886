/*
 * doctor: `serno doctor`.
 */
#ifndef CLI_DOCTOR_H
#define CLI_DOCTOR_H

#include "cli/cli.h"

extern const struct cli_option cli_doctor_options[];

int cli_doctor(struct cli *cli);

#endif
