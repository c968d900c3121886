/*
 * A serial format and a serial, with a zero byte between them: reading and matching end, keep within the bytes, and agree with each
 * other.
 */
#include "domain/serial_format.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new(1 << 20);
    struct str all = {(const char *)data, size};
    struct str pattern = str_slice(all, 0, str_find(all, '\0'));
    struct str serial = str_slice(all, pattern.len + 1, size);
    struct refusal r = {0};
    bool good = serial_format_valid(a, pattern, &r), fits = serial_format_match(pattern, serial);
    if (str_starts(pattern, STR("regex:"))) {
        struct serial_format format;
        struct refusal no = {0};
        bool utf8 = str_utf8(pattern, NULL) && str_utf8(serial, NULL);
        serial_format_open(a, pattern, &format);
        assert(!good || format.regex || !utf8 || arena_exhausted(a));
        if (utf8 && serial_fits(a, &format, serial, &no))
            assert(format.regex);
        arena_free(a);
        return 0;
    }
    assert(good == !refused(&r));
    /* A pattern that cannot be read fits nothing; control characters are forbidden in it, but do no harm to matching. */
    assert(good || !fits || str_has_control(pattern));
    /* What fits once fits behind one more element that may be left out. */
    struct str longer = arena_fmt(a, "%.*s?{0,1}", STR_ARG(pattern));
    struct refusal other = {0};
    if (good && fits && pattern.len && str_utf8(pattern, NULL) && serial_format_valid(a, longer, &other))
        assert(serial_format_match(longer, serial));
    arena_free(a);
    return 0;
}
