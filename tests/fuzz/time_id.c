/*
 * Any bytes as an instant, a date, an id, a number, a hash, base64 and hex: what is read and printed is the same text, or at
 * least reads as the same value where several texts mean it.
 */
#include "base/base64.h"
#include "base/hash.h"
#include "base/id.h"
#include "base/time.h"
#include "fuzz.h"

static void check_instant(struct str text)
{
    struct time_zoned t, again;
    char printed[TIME_TEXT_MAX];
    if (!time_parse(text, &t))
        return;
    size_t len = time_print(t, printed);
    assert(time_parse((struct str){printed, len}, &again));
    assert(again.at == t.at && again.offset_min == t.offset_min);
    /* The local date and clock stand in the text as they were given. */
    assert(memcmp(printed, text.ptr, 10) == 0 && memcmp(printed + 11, text.ptr + 11, 8) == 0);
    len = time_print_utc(t.at, printed);
    assert(time_parse((struct str){printed, len}, &again) && again.at == t.at && again.offset_min == 0);
    msec later = time_add_months(t.at, 1);
    assert(later - t.at >= 28 * INT64_C(86400000) && later - t.at <= 31 * INT64_C(86400000));
}

static void check_date(struct str text)
{
    msec at;
    char printed[TIME_TEXT_MAX];
    if (time_parse_date(text, &at))
        assert(str_eq((struct str){printed, time_print_date(at, printed)}, text));
}

/* Any eight bytes are an instant that prints within bounds. */
static void check_any_instant(struct str bytes)
{
    struct time_zoned t = {0};
    char printed[TIME_TEXT_MAX];
    if (bytes.len < sizeof t.at)
        return;
    memcpy(&t.at, bytes.ptr, sizeof t.at);
    t.offset_min = (int16_t)(t.at % 841);
    size_t len = time_print(t, printed);
    assert(len < TIME_TEXT_MAX && strlen(printed) == len);
    assert(time_print_date(t.at, printed) < TIME_TEXT_MAX);
}

static void check_id(struct str text)
{
    struct id id, again;
    char printed[ID_TEXT_LEN + 1];
    if (id_parse(text, &id)) {
        id_print(id, printed);
        assert(str_ieq(str_of(printed), text));
        assert(id_parse(str_of(printed), &again) && id_eq(again, id));
    }
    id_print(id_of_text(text), printed);
    assert(id_parse(str_of(printed), &again) && printed[14] == '8');
}

static void check_number(struct str text)
{
    int64_t n, again;
    struct buf printed = {0};
    if (str_int64(text, &n)) {
        buf_int(&printed, n);
        assert(str_int64(buf_view(&printed), &again) && again == n);
    }
    buf_free(&printed);
}

static void check_base64(struct str text, bool (*parse)(struct buf *, struct str),
                         void (*print)(struct buf *, struct str))
{
    struct buf bytes = {0}, printed = {0};
    if (parse(&bytes, text)) {
        print(&printed, buf_view(&bytes));
        assert(str_eq(buf_view(&printed), text)); /* strict: one text only */
    }
    buf_clear(&printed);
    buf_clear(&bytes);
    print(&printed, text);
    assert(parse(&bytes, buf_view(&printed)) && str_eq(buf_view(&bytes), text));
    buf_free(&bytes);
    buf_free(&printed);
}

static void check_hash(struct str text)
{
    struct hash h;
    char printed[65];
    if (!hash_parse_hex(text, &h))
        return;
    hash_hex(h, printed);
    assert(str_ieq(str_of(printed), text));
}

static void check_utf8(struct str text)
{
    size_t at = 0;
    if (!str_utf8(text, &at))
        assert(at < text.len && str_utf8(str_slice(text, 0, at), NULL));
    assert(str_chars(text) <= text.len);
    struct str trimmed = str_trim(text);
    assert(trimmed.len <= text.len && str_eq(str_trim(trimmed), trimmed));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str text = {(const char *)data, size};
    check_instant(text);
    check_date(text);
    check_any_instant(text);
    check_id(text);
    check_number(text);
    check_base64(text, base64_parse, base64_print);
    check_base64(text, base64url_parse, base64url_print);
    check_hash(text);
    check_utf8(text);
    return 0;
}
