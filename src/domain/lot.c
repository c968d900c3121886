#include "domain/lot.h"

#include "domain/valid.h"

bool lot_valid(struct arena *a, const struct lot *l, struct refusal *refusal)
{
    if (!valid_code(a, l->number, "number", refusal) || !valid_date(a, l->expires_at, "expires", refusal) ||
        !valid_date(a, l->made_at, "made", refusal))
        return false;
    if (l->made_at && l->expires_at && l->expires_at < l->made_at)
        return refuse(refusal, a, REFUSED_BAD_VALUE, "expires", "the lot would expire before it was made");
    return true;
}
