/*
 * Tests of domain/party.h.
 */
#include "domain/party.h"

#include "changes.h"

static bool valid(struct arena *a, const void *p, struct refusal *refusal)
{
    return party_valid(a, p, refusal);
}

static void members(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    const struct party good = {.code = STR("C-100"), .name = STR("Ada's shop"), .kind = PARTY_CUSTOMER, .active = true};
#define P struct party
    const struct change rows[] = {
        {"as it is", TEXT(P, code, "C-100"), REFUSED_NOT, NULL, NULL},
        {"no code", TEXT(P, code, ""), REFUSED_MISSING_FIELD, NULL, "code"},
        {"code of 81", TEXT(P, code, repeated(a, "c", 81)), REFUSED_TOO_LONG, NULL, "code"},
        {"no name", TEXT(P, name, ""), REFUSED_MISSING_FIELD, NULL, "name"},
        {"blank name", TEXT(P, name, " \t"), REFUSED_BAD_VALUE, "blank", "name"},
        {"GLN", TEXT(P, gln, "9521321000018"), REFUSED_NOT, NULL, NULL},
        {"GLN, wrong check digit", TEXT(P, gln, "9521321000019"), REFUSED_BAD_CHECK_DIGIT, "must be 8", "gln"},
        {"email", TEXT(P, email, "ada@example.org"), REFUSED_NOT, NULL, NULL},
        {"email of 201", TEXT(P, email, repeated(a, "e", 201)), REFUSED_TOO_LONG, NULL, "email"},
        {"phone with control", TEXT(P, phone, "1\x01"), REFUSED_BAD_VALUE, NULL, "phone"},
        {"address of three lines", TEXT(P, address, "Street 1\r\n\tback door\nTown"), REFUSED_NOT, NULL, NULL},
        {"address with escape", TEXT(P, address, "a\x1B[0m"), REFUSED_BAD_VALUE, "control", "address"},
        {"address of 2000", TEXT(P, address, repeated(a, "a", 2000)), REFUSED_NOT, NULL, NULL},
        {"address of 2001", TEXT(P, address, repeated(a, "a", 2001)), REFUSED_TOO_LONG, NULL, "address"},
        {"contact of 201", TEXT(P, contact, repeated(a, "a", 201)), REFUSED_TOO_LONG, NULL, "contact"},
        {"attributes no JSON", TEXT(P, attributes, "x"), REFUSED_BAD_VALUE, NULL, "attributes"},
    };
    check_changes(a, rows, COUNT(rows), &good, sizeof good, valid);
    struct party odd = good;
    struct refusal r = {0};
    odd.kind = PARTY_TOTAL;
    assert_false(party_valid(a, &odd, &r));
    assert_string_equal(r.field, "kind");
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
