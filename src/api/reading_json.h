/*
 * reading_json: what was read from a carrier (gs1/reading.h) as members of a JSON object: `serno gs1` and the scan route write it alike.
 */
#ifndef API_READING_JSON_H
#define API_READING_JSON_H

#include "base/json.h"
#include "gs1/reading.h"

/* carrier, symbology, fields, elements, parts, udi, doubt; those that are empty are left out. */
void reading_json_members(struct json_out *o, const struct gs1_reading *r);
/* An object: rule, ai, position (bytes of the input, from 1), detail. */
void reading_json_problem(struct json_out *o, const char *name, const struct gs1_problem *p);

#endif
