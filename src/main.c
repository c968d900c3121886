/*
 * main: hands over to the command line (src/cli/cli.c); what commands there are stands in src/cli/commands.c.
 */
#include "cli/cli.h"

int main(int argc, char **argv, char **environment)
{
    return cli_main(argc, argv, environment, stdout, stderr);
}
