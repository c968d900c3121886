/*
 * unit_row: a row of `unit` with all columns, in the order of the query unit_by_id, as a struct. For the store only.
 */
#ifndef STORE_UNIT_ROW_H
#define STORE_UNIT_ROW_H

#include "domain/unit.h"
#include "store/db.h"

/* Texts are copied into the arena. */
struct unit unit_row(struct query *q, struct arena *a);

#endif
