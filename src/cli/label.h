/* label: templates of labels, and labels drawn into a file. */
#ifndef CLI_LABEL_H
#define CLI_LABEL_H

#include "cli/cli.h"

extern const struct cli_command cli_label_commands[];

#endif
