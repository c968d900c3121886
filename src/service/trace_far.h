/*
 * trace_far: what contains each of many units, where the database is far: with two statements instead of three for each unit.
 */
#ifndef SERVICE_TRACE_FAR_H
#define SERVICE_TRACE_FAR_H

#include "service/trace.h"

/* Fill the tops of items, whose units are known. */
bool trace_far_tops(struct ctx *ctx, struct affected *items, size_t count);

#endif
