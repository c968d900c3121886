/*
 * lifecycle: the table of commands (made from spec/lifecycle.json) and the questions that can be answered from it alone.
 * What it does not know: places, parties, packages; see domain/decide.h.
 */
#ifndef DOMAIN_LIFECYCLE_H
#define DOMAIN_LIFECYCLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "lifecycle.gen.h"

/* Where a unit of a status may be. EITHER: just one of both; PARENT: the same as its parent, whatever that is. */
enum place { PLACE_NOWHERE, PLACE_LOCATION, PLACE_PARTY, PLACE_EITHER, PLACE_PARENT };

enum lifecycle_effect {
    LIFECYCLE_TO_STATUS,  /* .to */
    LIFECYCLE_TO_SAME,    /* the status stays */
    LIFECYCLE_TO_SEEN,    /* stays, but a missing unit is in stock again */
    LIFECYCLE_TO_CHOICE,  /* the choice field decides among .choices */
    LIFECYCLE_TO_EXPLICIT /* the correction says */
};

struct lifecycle_choice {
    const char *name;
    enum status to;
};

struct lifecycle_command {
    const char *name, *says;
    unsigned from; /* STATUS_BITs */
    enum lifecycle_effect effect;
    enum status to;
    enum command_field choice_field;
    struct lifecycle_choice choices[5]; /* ends with a NULL name */
    unsigned needs, may;                /* FIELD_BITs */
    unsigned roles;                     /* ROLE_BITs; admin may always */
    bool held_refused, expired_refused;
    const char *bizstep, *disposition, *event_type, *action; /* CBV 2.0 and EPCIS 2.0 words */
};

extern const struct lifecycle_command lifecycle_commands[]; /* by enum command_code */
extern const char *const status_names[];
extern const char *const hold_names[];
extern const char *const role_names[];
extern const char *const location_kind_names[];
extern const char *const party_kind_names[];
extern const char *const command_field_names[];
extern const enum place status_places[];
extern const char lifecycle_json[]; /* the whole table, for GET /v1/lifecycle */

/* Position of name in names[0..count), or -1. */
int name_index(const char *const *names, int count, struct str name);
/* -1 when there is no such command. */
int lifecycle_command_by_name(struct str name);
/* The choice of that name, or NULL. */
const struct lifecycle_choice *lifecycle_choice_by_name(const struct lifecycle_command *c, struct str name);
/* "a, b or c" of the choices, into out (size bytes). */
void lifecycle_choices_text(const struct lifecycle_command *c, char *out, size_t size);
/* COMMAND_BITs that status and holds (HOLD_BITs) let pass, for somebody with these roles. */
uint64_t lifecycle_allowed(enum status status, unsigned holds, unsigned roles);
/* The command, with that status afterwards, makes a unit move on, which a held one may not: also a verdict or an outcome that
 * packs it or sends it off. */
bool lifecycle_moves_on(enum command_code code, enum status to);
/* roles (ROLE_BITs) may give this command. The only place that decides it. */
bool lifecycle_role_may(enum command_code code, unsigned roles);

#endif
