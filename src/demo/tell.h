/*
 * tell: the story from its beginning to a moment.
 */
#ifndef DEMO_TELL_H
#define DEMO_TELL_H

#include "demo/story.h"

/* Options, arenas and random are set. What is to come is planned; no command is given yet. */
void demo_story_begin(struct story *s);
/* All that happens up to then; in a writer's job. False: the story has failed. */
bool demo_story_tell(struct story *s, msec until);

#endif
