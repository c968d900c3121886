#include "domain/lifecycle.h"

#include <stdio.h>

int name_index(const char *const *names, int count, struct str name)
{
    for (int i = 0; i < count; i++)
        if (str_is(name, names[i]))
            return i;
    return -1;
}

int lifecycle_command_by_name(struct str name)
{
    for (int i = 0; i < COMMAND_TOTAL; i++)
        if (str_is(name, lifecycle_commands[i].name))
            return i;
    return -1;
}

const struct lifecycle_choice *lifecycle_choice_by_name(const struct lifecycle_command *c, struct str name)
{
    for (const struct lifecycle_choice *choice = c->choices; choice->name; choice++)
        if (str_is(name, choice->name))
            return choice;
    return NULL;
}

void lifecycle_choices_text(const struct lifecycle_command *c, char *out, size_t size)
{
    size_t used = 0;
    out[0] = '\0';
    for (const struct lifecycle_choice *choice = c->choices; choice->name && used < size; choice++) {
        const char *glue = choice == c->choices ? "" : choice[1].name ? ", " : " or ";
        used += (size_t)snprintf(out + used, size - used, "%s%s", glue, choice->name);
    }
}

bool lifecycle_moves_on(enum command_code code, enum status to)
{
    const unsigned leaving = STATUS_BIT(STATUS_PACKED) | STATUS_BIT(STATUS_IN_TRANSIT);
    const struct lifecycle_command *c = &lifecycle_commands[code];
    bool chosen = c->effect == LIFECYCLE_TO_CHOICE && to != STATUS_NONE && (leaving & STATUS_BIT(to));
    return c->held_refused || chosen;
}

bool lifecycle_role_may(enum command_code code, unsigned roles)
{
    return (roles & (lifecycle_commands[code].roles | ROLE_BIT(ROLE_ADMIN))) != 0;
}

uint64_t lifecycle_allowed(enum status status, unsigned holds, unsigned roles)
{
    uint64_t allowed = 0;
    for (int i = 0; i < COMMAND_TOTAL; i++) {
        const struct lifecycle_command *c = &lifecycle_commands[i];
        bool held = holds != 0 && c->held_refused;
        bool idle = i == COMMAND_RELEASE_HOLD && holds == 0;
        if ((c->from & STATUS_BIT(status)) && !held && !idle && lifecycle_role_may((enum command_code)i, roles))
            allowed |= COMMAND_BIT(i);
    }
    return allowed;
}
