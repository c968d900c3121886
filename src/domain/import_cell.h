/*
 * import_cell: what the cells of an imported file say: dates as people write them, many serials in one cell, quantities, yes and
 * no, statuses. Pure.
 */
#ifndef DOMAIN_IMPORT_CELL_H
#define DOMAIN_IMPORT_CELL_H

#include "base/arena.h"
#include "base/time.h"
#include "domain/lifecycle.h"

/* What was meant by a cell: without spaces at its ends, without the apostrophe that keeps a formula from being one (base/csv.h
 * puts it there), and out of ="...", which keeps a spreadsheet from eating leading zeros. Borrowed from cell. */
struct str import_cell_text(struct str cell);

enum import_date { IMPORT_DATE_GOOD, IMPORT_DATE_AMBIGUOUS, IMPORT_DATE_BAD };

/* A date, as its midnight UTC, or an instant:
 *   2026-05-13, 2026/05/13, 13.05.2026           always
 *   05/13/2026, 13/05/2026, 13-05-2026           when it can be one date only; 05/03/2026 is ambiguous
 *   2026-05-13T08:30:00+02:00, 2026-05-13 08:30  with a clock; without an offset it is UTC
 * Two digits are no year. */
enum import_date import_date_read(struct str text, struct time_zoned *ret);

/* The serials in one cell, separated by comma, semicolon, '|', TAB or line break; empty ones are left out. They point into cell;
 * the array is in the arena. False when the arena is used up. */
bool import_serials_split(struct arena *a, struct str cell, struct str **ret, size_t *ret_count);

/* "12", "12.00" or "1,200": a whole number, not negative. */
bool import_quantity_read(struct str text, int64_t *ret);
/* yes, no, true, false, 1, 0, active, inactive, in any case. */
bool import_yes_read(struct str text, bool *ret);
/* The statuses that an import may give: in stock, allocated, delivered, and words that mean the same. */
bool import_status_read(struct str text, enum status *ret);
/* Name of a kind, also in the plural, or vendor, warehouse, shelf ...; -1 when there is none. */
int import_location_kind_read(struct str text);
int import_party_kind_read(struct str text);

#endif
