/*
 * unit_json: units and their history on the wire. The one place that decides which members a unit has in an answer.
 */
#ifndef API_UNIT_JSON_H
#define API_UNIT_JSON_H

#include "api/cells.h"
#include "base/json.h"
#include "domain/unit_view.h"

/* The members of a unit, into an object that the caller has begun. allowed: COMMAND_BITs. */
void unit_json_members(struct json_out *o, const struct unit_view *v, uint64_t allowed, msec now);
/* What a list shows of a unit: no names, no numbers, no allowed commands; an object of its own. */
void unit_json_row(struct json_out *o, const struct unit_view *v);
/* The same as cells of a CSV row. */
extern const char *const unit_csv_columns[];
void unit_csv_row(struct api_cells *out, const struct unit_view *v);
void unit_csv_holds(struct api_cells *out, unsigned holds); /* one cell, not the first */
/* One entry of a history, as an object. */
void unit_json_entry(struct json_out *o, const struct unit_entry *e);

/* Helpers that other answers share. */
void json_field_time(struct json_out *o, const char *name, msec at); /* nothing when at is 0 */
void json_field_id(struct json_out *o, const char *name, struct id id);
void json_field_commands(struct json_out *o, const char *name, uint64_t commands); /* names of COMMAND_BITs */
void json_field_holds(struct json_out *o, const char *name, unsigned holds);

#endif
