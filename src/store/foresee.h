/*
 * foresee: look up at once, and lock in the order of their keys, what many commands are about to ask for one by one. Only where
 * db_far: there each question is a round trip. Rows are added to a buffer, one struct after the other; what is not among them
 * was not there.
 */
#ifndef STORE_FORESEE_H
#define STORE_FORESEE_H

#include "base/buf.h"
#include "domain/unit.h"
#include "store/db.h"

struct former_serial {
    struct str serial;
    int64_t product_id;
};

struct owned_identifier {
    struct str kind, value;
    int64_t unit_id;
};

/* struct id of each event (by its 16 bytes) that exists. */
enum db_result store_foresee_events(struct db *db, const struct str *ids, size_t count, struct buf *found);
/* struct unit by serial and product, or by id; locked until the transaction ends. Texts are in the arena. */
enum db_result store_foresee_units(struct db *db, struct arena *a, const struct str *serials, const int64_t *products,
                                   size_t count, struct buf *found);
enum db_result store_foresee_units_by_id(struct db *db, struct arena *a, const int64_t *ids, size_t count,
                                         struct buf *found);
/* int64_t: those of the units that have others in them; these are locked. */
enum db_result store_foresee_parents(struct db *db, const int64_t *ids, size_t count, struct buf *found);
/* struct former_serial: numbers that units bore before. Texts are in the arena. */
enum db_result store_foresee_former(struct db *db, struct arena *a, const struct str *serials, const int64_t *products,
                                    size_t count, struct buf *found);
/* struct owned_identifier: those of the further numbers that units bear. Texts are in the arena. */
enum db_result store_foresee_identifiers(struct db *db, struct arena *a, const struct str *kinds,
                                         const struct str *values, size_t count, struct buf *found);

#endif
