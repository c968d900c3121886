/*
 * unit_row: a row of `unit` with all columns, in the order of the query unit_by_id, as a struct; and a further number of a unit. For
 * the store only.
 */
#ifndef STORE_UNIT_ROW_H
#define STORE_UNIT_ROW_H

#include "domain/unit_view.h"
#include "store/db.h"

/* Texts are copied into the arena. */
struct unit unit_row(struct query *q, struct arena *a);
/* Columns i and i + 1 are kind and value of an identifier, or NULL and a former serial: into v. False: the arena is used up. */
bool unit_number_add(struct query *q, int i, struct arena *a, struct unit_view *v);

#endif
