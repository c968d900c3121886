/*
 * unit_terms: a unit filter as SQL: which members are there, their fragments of text, their parameters. For
 * store/unit_list.c, which decides which one drives.
 */
#ifndef STORE_UNIT_TERMS_H
#define STORE_UNIT_TERMS_H

#include "base/buf.h"
#include "store/unit_list.h"

/* Members of a filter; the earlier of two that both have many matches drives. */
enum unit_term {
    TERM_SERIAL,
    TERM_LOT,
    TERM_LOCATION,
    TERM_PARTY,
    TERM_OWNER,
    TERM_SUPPLIER,
    TERM_PRODUCT,
    TERM_STATUS,
    TERM_HOLD,
    TERM_PREFIX,
    TERM_RANGE,
    TERM_LENGTH,
    TERM_RECEIVED,
    TERM_SUFFIX,
    TERM_CHANGED,
    TERM_COUNT,
    TERM_NONE = TERM_COUNT
};

struct unit_term_text {
    const char *keyed; /* drives, one key (UNIT_P_KEY) at a time, in the order of u.id; NULL: cannot */
    const char *plain; /* drives, for all its keys, in the order of its index; NULL: cannot */
    const char *check; /* does not drive: written so that its index is not considered */
};
extern const struct unit_term_text unit_term_texts[];

/* Parameters that unit_list.c binds; those of the members follow. */
enum {
    UNIT_P_KEY = 1,
    UNIT_P_LIMIT,
    UNIT_P_ID, /* position: id, serial and product, date of receipt */
    UNIT_P_SERIAL,
    UNIT_P_PRODUCT,
    UNIT_P_RECEIVED,
    UNIT_P_EDGE /* of several searches: keys from here on are not wanted any more */
};

struct unit_terms {
    const struct unit_filter *f;
    unsigned used; /* 1 << enum unit_term of the members that are there */
    struct str prefix_from, prefix_end;
    struct str serial_from, serial_to;
    struct str tail, tail_end; /* of the suffix */
    msec received_from, received_to, changed_to;
};

/* False when the arena is used up. */
bool unit_terms_of(struct arena *a, const struct unit_filter *f, struct unit_terms *ret);
static inline bool unit_term_used(const struct unit_terms *t, enum unit_term term)
{
    return t->used >> term & 1;
}
/* Keys of a keyed member; of TERM_CHANGED they may stand there twice, and each must still be checked. DB_OK or a failure. */
enum db_result unit_term_keys(struct db *db, struct arena *a, const struct unit_terms *t, enum unit_term term,
                              struct id_list *ret);
/* Units that the events of the time of TERM_CHANGED name, looking at no more than limit events. */
enum db_result unit_term_changes(struct db *db, const struct unit_terms *t, int64_t limit, int64_t *ret);
/* Parameters of its plain or check text. */
void unit_term_bind(struct query *q, const struct unit_terms *t, enum unit_term term);

#endif
