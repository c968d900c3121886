/*
 * command_rows: the rows of a command (which units, and what each brings of its own) from JSON, NDJSON or CSV.
 */
#ifndef API_COMMAND_ROWS_H
#define API_COMMAND_ROWS_H

#include "base/json.h"
#include "domain/command.h"
#include "service/ctx.h"

struct command_rows {
    struct ctx *ctx;
    struct command *command;
    struct str product; /* of all rows that name none */
    struct str serial;  /* the one unit of a single command */
    struct str code;
    struct command_row one; /* "unit", "identifiers", "attributes" of a single command */
    bool has_one;
    struct command_row *rows;
    size_t count, cap;
};

void command_rows_init(struct command_rows *r, struct ctx *ctx, struct command *c);
/* A member of the command's object that names units: *ret_known says whether it is one. False with ctx->refusal. */
bool command_rows_member(struct command_rows *r, struct str name, const struct json *v, bool *ret_known);
/* A unit reference: {"id"} | {"product", "serial"} | {"code"} | "code". */
bool command_rows_ref(struct command_rows *r, const char *field, const struct json *v, struct unit_ref *ret);
bool command_rows_ndjson(struct command_rows *r, struct str body);
bool command_rows_csv(struct command_rows *r, struct str body);
/* Hand the rows to the command. */
bool command_rows_finish(struct command_rows *r);

#endif
