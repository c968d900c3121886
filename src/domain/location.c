#include "domain/location.h"

#include "base/limits.h"
#include "domain/valid.h"

#define ALONE LOCATION_BIT(LOCATION_TOTAL)
#define AREA  (LOCATION_BIT(LOCATION_SITE) | LOCATION_BIT(LOCATION_ZONE))

/* In what a location of each kind may stand, and whether units are kept in it. */
static const struct {
    unsigned parents; /* LOCATION_BITs, and ALONE */
    bool keeps_units;
} kinds[] = {
    [LOCATION_SITE] = {ALONE, true},
    [LOCATION_ZONE] = {AREA, true},
    [LOCATION_BIN] = {ALONE - 1, true}, /* in any other place */
    [LOCATION_TRANSIT] = {ALONE | AREA, true},
    [LOCATION_SUPPLIER] = {ALONE | AREA, false},
    [LOCATION_CUSTOMER] = {ALONE | AREA, false},
    [LOCATION_REPAIR] = {ALONE | AREA, true},
    [LOCATION_SCRAP] = {ALONE | AREA, false},
};

bool location_valid(struct arena *a, const struct location *l, struct refusal *refusal)
{
    return valid_code(a, l->code, "code", refusal) && valid_text(a, l->name, "name", LIMIT_NAME_CHARS, 0, refusal) &&
           valid_range(a, l->kind, "kind", 0, LOCATION_TOTAL - 1, refusal) && valid_gln(a, l->gln, "gln", refusal) &&
           valid_attributes(a, l->attributes, refusal);
}

bool location_fits(struct arena *a, const struct location *l, const struct location *parent, struct refusal *refusal)
{
    unsigned parents = kinds[l->kind].parents;
    const char *kind = location_kind_names[l->kind];
    if (!parent && !(parents & ALONE))
        return refuse(refusal, a, REFUSED_MISSING_FIELD, "parent", "a %s must have a parent", kind);
    if (parent && parents == ALONE)
        return refuse(refusal, a, REFUSED_BAD_VALUE, "parent", "a %s stands alone and has no parent", kind);
    if (parent && !(parents & LOCATION_BIT(parent->kind)))
        return refuse(refusal, a, REFUSED_BAD_VALUE, "parent", "a %s cannot be inside %.*s, which is a %s", kind,
                      STR_ARG(parent->code), location_kind_names[parent->kind]);
    return true;
}

unsigned location_misfits(enum location_kind kind, unsigned children)
{
    unsigned misfits = 0;
    for (int k = 0; k < LOCATION_TOTAL; k++)
        if ((children & LOCATION_BIT(k)) && !(kinds[k].parents & LOCATION_BIT(kind)))
            misfits |= LOCATION_BIT(k);
    return misfits;
}

bool location_keeps_units(enum location_kind kind)
{
    return kinds[kind].keeps_units;
}
