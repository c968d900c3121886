/*
 * serve: `serno serve`, the server in the foreground.
 */
#ifndef CLI_SERVE_H
#define CLI_SERVE_H

/* Arguments behind the command's name; returns the exit code. */
int cli_serve(int argc, char **argv);

#endif
