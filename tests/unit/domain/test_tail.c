/*
 * Tests of domain/tail.h.
 */
#include "testing.h"

#include "domain/tail.h"

static struct str tail_of(struct str serial, char out[TAIL_MAX])
{
    return (struct str){out, serial_tail(serial, out)};
}

static void last_bytes_backwards(void **state)
{
    (void)state;
    static const struct {
        const char *serial, *tail;
    } rows[] = {
        {"", ""},
        {"A", "A"},
        {"AB-1", "1-BA"},
        {"12345678", "87654321"},
        {"X12345678", "87654321"},
        {"M\xC3\xBCller7", "7rell"}, /* up to the first byte that is not ASCII */
        {"7\xC3\xBC", ""},
        {"\xC3\xBC", ""},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char out[TAIL_MAX];
        assert_row(str_is(tail_of(str_of(rows[i].serial), out), rows[i].tail), rows[i].serial);
    }
}

/* What search by suffix relies on. */
static void tail_of_a_suffix_begins_the_tail(void **state)
{
    (void)state;
    static const char *const serials[] = {"SN-0001234567", "A\xC3\xA4-12", "\xE2\x82\xAC", "short", "12345678"};
    for (size_t i = 0; i < COUNT(serials); i++) {
        struct str serial = str_of(serials[i]);
        char whole[TAIL_MAX], part[TAIL_MAX];
        struct str tail = tail_of(serial, whole);
        for (size_t from = 0; from <= serial.len; from++)
            assert_row(str_starts(tail, tail_of(str_slice(serial, from, serial.len), part)), serials[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(last_bytes_backwards),
        cmocka_unit_test(tail_of_a_suffix_begins_the_tail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
