/*
 * file: reading and writing whole files, with sentences for what goes wrong.
 */
#ifndef CLI_FILE_H
#define CLI_FILE_H

#include "base/buf.h"
#include "cli/cli.h"

/* All of a file, "-": of standard input, behind what is in out. False after a sentence. */
bool cli_file_read(struct cli *cli, const char *path, struct buf *out);
/* Open a new file for writing; NULL after a sentence. "-" is standard output. */
FILE *cli_file_create(struct cli *cli, const char *path);
/* Close what cli_file_create opened; false after a sentence when not everything arrived. */
bool cli_file_close(struct cli *cli, FILE *f, const char *path);

#endif
