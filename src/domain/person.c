#include "domain/person.h"

#include "base/limits.h"
#include "domain/valid.h"

static bool roles_valid(struct arena *a, unsigned roles, struct refusal *refusal)
{
    return roles != 0 || refuse(refusal, a, REFUSED_BAD_VALUE, "roles", "At least one role is needed.");
}

bool user_valid(struct arena *a, const struct user *u, struct refusal *refusal)
{
    return valid_code(a, u->name, "name", refusal) && roles_valid(a, u->roles, refusal);
}

/* The same character all along is no password, however long. */
static bool one_character(struct str s)
{
    for (size_t i = 1; i < s.len; i++)
        if (s.ptr[i] != s.ptr[0])
            return false;
    return true;
}

bool password_valid(struct arena *a, struct str password, struct str user_name, struct refusal *refusal)
{
    if (password.len > LIMIT_PASSWORD_BYTES)
        return refuse(refusal, a, REFUSED_TOO_LONG, "password", "At most %d bytes are allowed.", LIMIT_PASSWORD_BYTES);
    if (str_chars(password) < LIMIT_PASSWORD_MIN_CHARS)
        return refuse(refusal, a, REFUSED_WEAK_PASSWORD, "password", "At least %d characters are needed.",
                      LIMIT_PASSWORD_MIN_CHARS);
    if (str_ieq(password, user_name) || one_character(password))
        return refuse(refusal, a, REFUSED_WEAK_PASSWORD, "password", "This would be guessed at once.");
    return true;
}

bool api_key_valid(struct arena *a, const struct api_key *k, unsigned user_roles, msec now, struct refusal *refusal)
{
    if (!valid_text(a, k->name, "name", LIMIT_CODE_CHARS, VALID_NEEDED, refusal) || !roles_valid(a, k->roles, refusal))
        return false;
    if (k->roles & ~user_roles)
        return refuse(refusal, a, REFUSED_BAD_VALUE, "roles", "A key cannot have roles that its user does not have.");
    if (k->expires_at != 0 && k->expires_at <= now)
        return refuse(refusal, a, REFUSED_BAD_TIME, "expires_at", "The key would have expired already.");
    return true;
}

bool device_valid(struct arena *a, struct str device, struct refusal *refusal)
{
    return valid_text(a, device, "X-Serno-Device", LIMIT_CODE_CHARS, 0, refusal);
}
