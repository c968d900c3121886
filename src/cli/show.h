/*
 * show: answers for people and for pipes. What is shown of a thing is a table of columns; from it come the table on the terminal, the
 * list of names and values, and the cells of --csv. --json shows what the API said.
 */
#ifndef CLI_SHOW_H
#define CLI_SHOW_H

#include "base/json.h"
#include "cli/cli.h"
#include "cli/client.h"

enum cli_cell {
    CELL_TEXT,
    CELL_NUMBER, /* to the right */
    CELL_SOME,   /* a number; nothing when it is 0 */
    CELL_TIME,
    CELL_DATE,
    CELL_YES,    /* "yes" or nothing */
    CELL_OPEN,   /* true: nothing, false: "closed" */
    CELL_LIST,   /* with commas */
    CELL_STATUS, /* coloured */
    CELL_UNIT    /* an object {product, serial}: "P100 / SN7" */
};

struct cli_column {
    const char *title;  /* NULL ends a table */
    const char *member; /* of the JSON object; "warranty.until" goes one level down */
    enum cli_cell kind;
};

bool cli_wants_json(const struct cli *cli);
bool cli_wants_csv(const struct cli *cli);
/* Text of a cell, in the arena; empty when the object has no such member. */
struct str cli_cell_text(struct arena *a, const struct cli_column *column, const struct json *object);
/* Print the rows (JSON arrays of objects) one below the other as one table. */
void cli_show_rows(struct cli *cli, const struct cli_column *columns, const struct json *const *arrays, size_t count);
/* One table of the objects in one array. */
void cli_show_array(struct cli *cli, const struct cli_column *columns, const struct json *array);
/* One thing: "Name  value" lines, without those that have no value. --json and --csv as they say. */
void cli_show_thing(struct cli *cli, const struct cli_column *columns, const struct json *thing);
/* The answer as JSON, with a line end. */
void cli_show_json(struct cli *cli, const struct cli_answer *a);

/* A paged list of the API: ask for path (with --limit and --all), show its "items" with these columns; nothing: a sentence that there
 * are no `things`. Returns the exit code. */
int cli_show_list(struct cli *cli, struct str path, const struct cli_column *columns, const char *things);

#endif
