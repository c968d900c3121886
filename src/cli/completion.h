/*
 * completion: `serno completion bash`: what the shell needs to complete commands, options and their values.
 */
#ifndef CLI_COMPLETION_H
#define CLI_COMPLETION_H

#include "cli/cli.h"

int cli_completion(struct cli *cli);

#endif
