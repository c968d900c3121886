/*
 * A numbering pattern: reading ends and keeps within the bytes; what can be read makes numbers that have the format it promises.
 */
#include "domain/numbering.h"

#include "base/hash.h"
#include "domain/serial_format.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new(1 << 20);
    struct str text = {(const char *)data, size};
    struct numbering_pattern p;
    struct numbering_maker m;
    struct refusal r = {0};
    struct numbering_scheme s = {.code = STR("S"), .name = STR("S"), .pattern = text, .first = 1};
    struct numbering_facts f = {STR("CAM4K"), STR("BER"), STR("L7"), {INT64_C(1795435200000), 60}};
    bool utf8 = str_utf8(text, NULL), good = utf8 && numbering_pattern_read(a, text, &p, &r);
    assert(!utf8 || good == !refused(&r));
    if (good && numbering_prepare(a, &s, &f, &m, &r)) {
        struct numbering_dice dice = {.fill = random_bytes};
        char out[NUMBERING_BYTES_MAX];
        struct str number = {out, numbering_make(&m, 7, &dice, out)};
        struct str format = numbering_pattern_format(a, &p);
        assert(str_chars(number) == m.chars);
        if (str_chars(format) <= LIMIT_CODE_CHARS)
            assert(serial_format_match(format, number));
    }
    arena_free(a);
    return 0;
}
