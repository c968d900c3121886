/*
 * problem: what the API refused, for a person: the sentence, what exactly, one line per bad row, what is allowed now.
 */
#ifndef CLI_PROBLEM_H
#define CLI_PROBLEM_H

#include "cli/client.h"

/* Say on standard error what the answer (no good one) says, with --json as the problem document. Returns the exit code. */
int cli_problem(struct cli *cli, const struct cli_answer *a);
/* Lines for rows that were refused: an array of {row, field, code, detail}. */
void cli_problem_rows(struct cli *cli, const struct json *rows);
/* Exit code for an HTTP status. */
enum cli_exit cli_problem_exit(int status);

#endif
