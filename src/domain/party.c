#include "domain/party.h"

#include "base/limits.h"
#include "domain/valid.h"

bool party_valid(struct arena *a, const struct party *p, struct refusal *refusal)
{
    return valid_code(a, p->code, "code", refusal) &&
           valid_text(a, p->name, "name", LIMIT_NAME_CHARS, VALID_NEEDED, refusal) &&
           valid_range(a, p->kind, "kind", 0, PARTY_TOTAL - 1, refusal) && valid_gln(a, p->gln, "gln", refusal) &&
           valid_text(a, p->email, "email", LIMIT_NAME_CHARS, 0, refusal) &&
           valid_text(a, p->phone, "phone", LIMIT_NAME_CHARS, 0, refusal) &&
           valid_text(a, p->address, "address", LIMIT_TEXT_CHARS, VALID_LINES, refusal) &&
           valid_text(a, p->contact, "contact", LIMIT_NAME_CHARS, 0, refusal) &&
           valid_attributes(a, p->attributes, refusal);
}
