/*
 * act: giving a command: the one way in which the story does anything. The command goes through service/command.h like anybody's,
 * in the name of a user who may give it.
 */
#ifndef DEMO_ACT_H
#define DEMO_ACT_H

#include "demo/story.h"
#include "service/command.h"

/* A command about these units, as of now, for the caller to fill in; until the task ends. */
struct command *demo_act(struct story *s, enum command_code code, struct items items);
/* About everything in these packages. */
struct command *demo_act_packages(struct story *s, enum command_code code, const struct str *packages, int count);
/* What a row has for itself. */
struct command_fields *demo_own(struct story *s, struct command *c, int row);
/* Each unit goes to its own bin of the site. */
void demo_to_bins(struct story *s, struct command *c, struct items items, enum demo_site site);

/* Give it, by somebody of that site. Afterwards s->ctx->arena holds the answer, which is returned; NULL when the story has failed. */
const struct command_result *demo_give(struct story *s, struct command *c, enum demo_site site);
/* By the carriers' messages. */
const struct command_result *demo_give_courier(struct story *s, struct command *c);

/* "SO-26-00042" */
struct str demo_number(struct story *s, enum order_kind kind);
struct str demo_package_number(struct story *s);

#endif
