/*
 * command: execute a command: the heart. Authorise, answer repeats, look up what is named, decide for each unit, append the
 * events, project them: all in the writer's transaction, so all or nothing.
 */
#ifndef SERVICE_COMMAND_H
#define SERVICE_COMMAND_H

#include "domain/command.h"
#include "service/ledger.h"

struct command_event {
    struct id id;
    int64_t seq;
    size_t units; /* carried ones not counted */
};

/* What a command answers. A function of its events alone (and of stored refusals), so that a repeat is answered the same. */
struct command_result {
    bool replayed; /* the id was known: this is the first answer again */
    struct id id;
    enum command_code code;
    struct time_zoned time;
    msec recorded_at;
    struct command_event *events;
    size_t event_count;
    size_t unit_count;
    bool has_unit; /* exactly one unit took part: it is shown */
    struct event_unit unit;
    enum status unit_status;
    struct str unit_location, unit_party; /* codes; empty: none */
    struct str refused;                   /* JSON array of the rows that a partial command refused; empty: none */

    struct refusal *refusals; /* when the command was refused: all that is known, at most COMMAND_REFUSALS_MAX */
    size_t refusal_count, refused_rows;
};

enum { COMMAND_REFUSALS_MAX = 1000 };

/*
 * The same in steps, for a writer that has many commands to run and a database that is far: look up at once what they name, decide
 * all, take the numbers for all, write all.
 */
struct work; /* a command that was decided; in ctx->arena */
/* Note what c names for the ledger's foresight. False: ctx->failure. */
bool service_command_foresee(struct ctx *ctx, struct ledger *ledger, const struct command *c);
/* As service_command, without writing. *ret_work NULL: nothing is to be written, this is the first answer again. */
bool service_command_decide(struct ctx *ctx, struct ledger *ledger, const struct command *c, struct command_result *ret,
                            struct work **ret_work);
void service_command_numbers(const struct work *w, struct ledger_numbers *ret);
/* Write what was decided, with the numbers that the ledger has ready, and fill the result that service_command_decide was given. */
bool service_command_write(struct work *w);

/* Run c as ctx->actor. False: ctx->refusal (the first of ret->refusals) or ctx->failure; nothing must be committed then.
 * *ret is filled in either case. ret->replayed: nothing was written. Everything lives in ctx->arena. */
bool service_command(struct ctx *ctx, struct ledger *ledger, const struct command *c, struct command_result *ret);
/* The refused rows as the JSON array of the answer. */
struct str service_refusals_json(struct arena *a, const struct refusal *refusals, size_t count);

#endif
