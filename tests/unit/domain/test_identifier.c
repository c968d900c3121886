/*
 * Tests of domain/identifier.h.
 */
#include "domain/identifier.h"

#include "changes.h"

static void values(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    const char *long128 = repeated(a, "\xC3\xA4", 128), *kind80 = repeated(a, "k", 80);
    const struct {
        const char *kind, *value, *normal; /* normal NULL: refused */
        enum refusal_code code;
        const char *says;
    } rows[] = {
        {"imei", "490154203237518", "490154203237518", REFUSED_NOT, NULL},
        {"imei", "35-209900-176148-1", "352099001761481", REFUSED_NOT, NULL},
        {"imei", "490154203237519", NULL, REFUSED_BAD_CHECK_DIGIT, "must be 8"},
        {"imei", "49015420323751", NULL, REFUSED_BAD_VALUE, "15 digits"},
        {"imei", "4901542032375188", NULL, REFUSED_BAD_VALUE, "15 digits"},
        {"imei", "49015420323751A", NULL, REFUSED_BAD_VALUE, "15 digits"},
        {"imei", "", NULL, REFUSED_BAD_VALUE, NULL},
        {"mac", "00:1a:2b:3c:4d:5e", "00:1A:2B:3C:4D:5E", REFUSED_NOT, NULL},
        {"mac", "001A.2B3C.4D5E", "00:1A:2B:3C:4D:5E", REFUSED_NOT, NULL},
        {"mac", "00-1A-2B-3C-4D-5E", "00:1A:2B:3C:4D:5E", REFUSED_NOT, NULL},
        {"mac", "001a2b3c4d5e", "00:1A:2B:3C:4D:5E", REFUSED_NOT, NULL},
        {"mac", "001a2b3c4d5", NULL, REFUSED_BAD_VALUE, "12 digits"},
        {"mac", "001a2b3c4d5g", NULL, REFUSED_BAD_VALUE, "12 digits"},
        {"epc", "urn:epc:id:sgtin:0614141.112345.400", "urn:epc:id:sgtin:0614141.112345.400", REFUSED_NOT, NULL},
        {"epc", "3034257bf7194e4000001a85", "3034257BF7194E4000001A85", REFUSED_NOT, NULL},
        {"epc", "3034257bf7194e4000001a8", NULL, REFUSED_BAD_VALUE, "hex"},
        {"epc", "30342", NULL, REFUSED_BAD_VALUE, "hex"},
        {"epc", "urn:epc:id:sgtin:1 ", NULL, REFUSED_BAD_VALUE, "space"},
        {"asset_tag", "Desk 7", "Desk 7", REFUSED_NOT, NULL},
        {"asset_tag", " Desk 7", NULL, REFUSED_BAD_VALUE, "space"},
        {"old_serial", "", NULL, REFUSED_MISSING_FIELD, NULL},
        {"old_serial", long128, long128, REFUSED_NOT, NULL},
        {"old_serial", "a\tb", NULL, REFUSED_BAD_VALUE, "control"},
        {"plate_2", "M-AB 123", "M-AB 123", REFUSED_NOT, NULL},
        {kind80, "1", "1", REFUSED_NOT, NULL},
        {"", "1", NULL, REFUSED_BAD_VALUE, "a-z"},
        {"IMEI", "490154203237518", NULL, REFUSED_BAD_VALUE, "a-z"},
        {"asset tag", "1", NULL, REFUSED_BAD_VALUE, "a-z"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char name[200];
        struct refusal r = {0};
        struct str normal = {0};
        snprintf(name, sizeof name, "%s %s", rows[i].kind, rows[i].value);
        bool good = identifier_normalise(a, str_of(rows[i].kind), str_of(rows[i].value), &r, &normal);
        assert_row(good == (rows[i].normal != NULL), name);
        assert_row(r.code == rows[i].code, name);
        assert_row(!rows[i].normal || str_is(normal, rows[i].normal), name);
        assert_row(!rows[i].says || detail_has(&r, rows[i].says), name);
        assert_row(good || strcmp(r.field, "identifiers") == 0, name);
        /* What is normal stays as it is. */
        struct str again = {0};
        assert_row(!good ||
                       (identifier_normalise(a, str_of(rows[i].kind), normal, &r, &again) && str_eq(again, normal)),
                   name);
    }
    struct refusal r = {0};
    struct str normal;
    assert_false(identifier_normalise(a, str_of(repeated(a, "k", 81)), STR("1"), &r, &normal));
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
