/*
 * main: hands over to the command line (src/cli/cli.c); what commands there are stands in src/cli/commands.c.
 */
#include <malloc.h>

#include "cli/cli.h"

enum { MAPPED_BYTES = 1024 * 1024 };

int main(int argc, char **argv, char **environment)
{
    /* What a command of 100,000 units takes goes back to the system when it ends. Left alone, the C library learns from the first
     * such piece that is freed to keep the next ones: the server then stays at its peak, and its peak is a fifth higher. */
    mallopt(M_MMAP_THRESHOLD, MAPPED_BYTES);
    return cli_main(argc, argv, environment, stdout, stderr);
}
