/*
 * term: what standard output is: a terminal or not, how wide, with or without colours; and how wide a text is on it.
 */
#ifndef CLI_TERM_H
#define CLI_TERM_H

#include <stdio.h>

#include "base/buf.h"

struct cli_term {
    bool tty;        /* standard output is a terminal */
    bool tty_errors; /* standard error is one: progress is shown */
    bool colour;
    int width; /* columns; 0: lines may be as long as they like */
};

enum cli_colour { CLI_PLAIN, CLI_BOLD, CLI_DIM, CLI_RED, CLI_GREEN, CLI_YELLOW, CLI_BLUE };

/* no_colour: value of NO_COLOR, columns: of COLUMNS (for when the terminal does not say); NULL: not set. */
struct cli_term cli_term_of(FILE *out, FILE *err, const char *no_colour, const char *columns);

/* Columns that the text takes on a terminal: wide letters count two, combining marks none. */
int cli_text_width(struct str text);
/* Append at most width columns of text (an ellipsis ends it when it is cut), then spaces up to pad columns. Control characters
 * become '?', so that no name can play with the terminal; line ends become spaces. */
void cli_text_put(struct buf *out, struct str text, int width, int pad);
/* Escape sequence that turns the colour on, "" without colours; CLI_PLAIN turns it off. */
const char *cli_colour(const struct cli_term *t, enum cli_colour c);

#endif
