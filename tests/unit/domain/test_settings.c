/*
 * Tests of domain/settings.h.
 */
#include "domain/settings.h"

#include "changes.h"

static bool valid(struct arena *a, const void *s, struct refusal *refusal)
{
    return settings_valid(a, s, refusal);
}

static void members(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    struct settings good;
    settings_defaults(&good);
#define S struct settings
    const struct change rows[] = {
        {"nothing is set", TEXT(S, organisation, ""), REFUSED_NOT, NULL, NULL},
        {"an address", TEXT(S, base_url, "https://serno.example"), REFUSED_NOT, NULL, NULL},
        {"an address that is none", TEXT(S, base_url, "serno.example"), REFUSED_BAD_VALUE, "https://", "base_url"},
        {"what a scanner sends", TEXT(S, scan_prefix, "]C1\x1D"), REFUSED_NOT, NULL, NULL},
        {"more than a scanner sends", TEXT(S, scan_suffix, "123456789"), REFUSED_TOO_LONG, NULL, "scan_suffix"},
        {"a company prefix", TEXT(S, company_prefixes, "4006381"), REFUSED_NOT, NULL, NULL},
        {"several", TEXT(S, company_prefixes, "4006381 9506 123456789012"), REFUSED_NOT, NULL, NULL},
        {"too short a prefix", TEXT(S, company_prefixes, "4006381 950"), REFUSED_BAD_VALUE,
         "'950' is no GS1 Company Prefix: it has 4 to 12 digits", "company_prefixes"},
        {"a GTIN is none", TEXT(S, company_prefixes, "4006381333931"), REFUSED_BAD_VALUE, NULL, "company_prefixes"},
        {"letters are none", TEXT(S, company_prefixes, "40O6381"), REFUSED_BAD_VALUE, "'40O6381'", "company_prefixes"},
        {"two blanks", TEXT(S, company_prefixes, "4006381  9506"), REFUSED_BAD_VALUE, NULL, "company_prefixes"},
        {"a hundred", TEXT(S, company_prefixes, repeated(a, "4006 ", 100)), REFUSED_NOT, NULL, NULL},
        {"a hundred and one", TEXT(S, company_prefixes, repeated(a, "4006 ", 101)), REFUSED_TOO_LONG, "101",
         "company_prefixes"},
    };
    check_changes(a, rows, COUNT(rows), &good, sizeof good, valid);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
