/*
 * carrier: see the header. The table at the end says in which order the readers are asked whether a text is theirs.
 */
#include "gs1/carrier.h"

#include "gs1/check.h"
#include "gs1/digital_link.h"
#include "gs1/hibc.h"
#include "gs1/iccbba.h"
#include "gs1/iso15434.h"
#include "gs1/marks.h"
#include "gs1/mh10.h"

/* One text on its way through the readers. */
struct scan {
    struct arena *arena;
    const struct gs1_options *options;
    struct str data;
    struct gs1_reading *reading;
    struct gs1_problem *problem;
};

static bool is_digits(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return false;
    }
    return s.len > 0;
}

static enum gs1_carries carries(const struct scan *s)
{
    return s->reading->symbology ? s->reading->symbology->carries : GS1_CARRIES_ANYTHING;
}

/* ---- numbers ---- */

static bool is_retail(const struct scan *s)
{
    return carries(s) == GS1_CARRIES_GTIN;
}

/* EAN, UPC, ITF-14. An add-on symbol of two or five digits is not of the number. */
static bool read_retail(struct scan *s)
{
    struct str digits = s->data;
    if (digits.len == GS1_GLN_LEN + 2 || digits.len == GS1_GLN_LEN + 5)
        digits = str_slice(digits, 0, GS1_GLN_LEN);
    char *gtin = arena_alloc(s->arena, GS1_GTIN_LEN + 1);
    if (!gtin)
        return gs1_problem_set(s->problem, GS1_RULE_TOO_LONG, NULL, 0, "There is no memory left.");
    struct str number = STR("01"), value = gs1_gtin_fill(digits, gtin) ? str_of(gtin) : digits;
    if (!gs1_message_add(&s->reading->message, gs1_ai_find(number), number, value, 0, s->options->year, s->problem)) {
        size_t zeros = value.len - digits.len;
        s->problem->at -= s->problem->at < zeros ? s->problem->at : zeros;
        return false;
    }
    gs1_reading_elements(s->arena, s->reading, s->options->year);
    return true;
}

static bool is_number(const struct scan *s)
{
    return carries(s) != GS1_CARRIES_ELEMENTS &&
           (gs1_gtin_check(s->data, NULL) == GS1_VALID || gs1_sscc_check(s->data, NULL) == GS1_VALID);
}

/* Whether 13 digits are a GTIN or a GLN, nobody can say. */
static bool read_number(struct scan *s)
{
    if (s->data.len == GS1_SSCC_LEN) {
        gs1_reading_add(s->reading, GS1_FIELD_SSCC, s->data);
        return true;
    }
    char gtin[GS1_GTIN_LEN + 1];
    gs1_gtin_normalise(s->data, NULL, gtin);
    gs1_reading_add(s->reading, GS1_FIELD_GTIN, arena_str(s->arena, str_of(gtin)));
    if (s->data.len == GS1_GLN_LEN)
        gs1_reading_add(s->reading, GS1_FIELD_GLN, s->data);
    return true;
}

/* ---- GS1 element strings ---- */

static bool is_bracketed(const struct scan *s)
{
    struct str close = str_slice(s->data, 1, GS1_AI_DIGITS_MAX + 1);
    size_t digits = str_find(close, ')');
    return s->data.len > 0 && s->data.ptr[0] == '(' && digits >= 2 && digits < close.len &&
           is_digits(str_slice(close, 0, digits));
}

static bool read_bracketed(struct scan *s)
{
    if (!gs1_bracketed_read(s->arena, s->data, s->options->year, &s->reading->message, s->problem))
        return false;
    gs1_reading_elements(s->arena, s->reading, s->options->year);
    return true;
}

/* Does it begin with a GTIN or an SSCC whose check digit is right? */
static bool begins_with_key(struct str data)
{
    struct str number = str_slice(data, 0, 2);
    return (str_is(number, "01") && gs1_check_ok(str_slice(data, 2, GS1_GTIN_LEN)) && data.len >= 2 + GS1_GTIN_LEN) ||
           (str_is(number, "00") && gs1_check_ok(str_slice(data, 2, GS1_SSCC_LEN)) && data.len >= 2 + GS1_SSCC_LEN);
}

/* By its symbology, by a separator; or, when nothing says so, because everything in it fits. */
static bool is_raw(const struct scan *s)
{
    struct str head = str_slice(s->data, 0, str_find(s->data, GS1_SEPARATOR));
    if (carries(s) == GS1_CARRIES_ELEMENTS || (s->data.len > 0 && head.len == 0))
        return true;
    if (head.len < s->data.len)
        return gs1_ai_find(str_slice(head, 0, gs1_ai_digits(str_slice(head, 0, 2)))) != NULL;
    bool fits =
        begins_with_key(s->data) && gs1_raw_read(s->data, s->options->year, &s->reading->message, &s->reading->doubt);
    s->reading->message.count = 0;
    return fits;
}

static bool read_raw(struct scan *s)
{
    if (!gs1_raw_read(s->data, s->options->year, &s->reading->message, s->problem))
        return false;
    gs1_raw_doubt(&s->reading->message, s->options->year, &s->reading->doubt);
    gs1_reading_elements(s->arena, s->reading, s->options->year);
    return true;
}

/* ---- EPC ---- */

static void keep_epc(struct scan *s, const struct gs1_epc *epc)
{
    struct gs1_epc *copy = epc->key == GS1_EPC_OTHER ? NULL : ARENA_NEW(s->arena, struct gs1_epc);
    if (!copy)
        return;
    *copy = *epc;
    s->reading->epc = copy;
    gs1_reading_add(s->reading, GS1_FIELD_EPC, gs1_epc_uri(s->arena, epc));
}

static bool add_epc(struct scan *s, const struct gs1_epc *epc)
{
    if (!gs1_epc_elements(s->arena, epc, s->options->year, &s->reading->message, s->problem))
        return false;
    gs1_reading_elements(s->arena, s->reading, s->options->year);
    keep_epc(s, epc);
    return true;
}

static bool is_tag_uri(const struct scan *s)
{
    struct str form = str_slice(s->data, 8, 4);
    return gs1_epc_looks(s->data) && (str_ieq(form, STR("tag:")) || str_ieq(form, STR("raw:")));
}

static bool is_urn(const struct scan *s)
{
    return gs1_epc_looks(s->data);
}

static bool read_urn(struct scan *s)
{
    struct gs1_epc epc;
    return gs1_epc_read(s->arena, s->data, &epc, s->problem) && add_epc(s, &epc);
}

enum { EPC_HEX_MIN = 24 };

/* Digits only may be anybody's number; with a letter among them, and every bit where it belongs, they are a tag's memory. */
static bool is_tag_memory(const struct scan *s)
{
    struct gs1_epc epc;
    struct gs1_problem unused;
    return s->data.len >= EPC_HEX_MIN && s->data.len % 4 == 0 && !is_digits(s->data) &&
           gs1_epc_hex_read(s->arena, s->data, &epc, &unused);
}

static bool read_tag_memory(struct scan *s)
{
    struct gs1_epc epc;
    return gs1_epc_hex_read(s->arena, s->data, &epc, s->problem) && add_epc(s, &epc);
}

/* The EPC of elements, where the company prefix is known. */
static void note_epc(struct scan *s)
{
    struct gs1_epc epc;
    struct gs1_problem unused;
    const struct gs1_company_prefixes *known = s->options->prefixes;
    if (!s->reading->epc && known && known->count > 0 &&
        gs1_epc_of(s->arena, &s->reading->message, known, &epc, &unused))
        keep_epc(s, &epc);
}

/* ---- other standards ---- */

static bool is_message(const struct scan *s)
{
    return gs1_iso15434_looks(s->data);
}

static bool read_message(struct scan *s)
{
    return gs1_iso15434_read(s->arena, s->options->year, s->reading, s->problem);
}

static bool is_hibc(const struct scan *s)
{
    return gs1_hibc_looks(s->data);
}

static bool read_hibc(struct scan *s)
{
    return gs1_hibc_read(s->arena, s->reading, s->problem);
}

static bool is_iccbba(const struct scan *s)
{
    return gs1_iccbba_looks(s->data);
}

static bool read_iccbba(struct scan *s)
{
    return gs1_iccbba_read(s->arena, s->reading, s->problem);
}

/* Only when they are expected: nearly every serial number begins with a letter. */
static bool is_identified(const struct scan *s)
{
    struct str di = str_slice(s->data, 0, gs1_mh10_length(s->data));
    return s->options->data_identifiers && gs1_mh10_find(di) && s->data.len > di.len;
}

static bool read_identified(struct scan *s)
{
    return gs1_mh10_read(s->arena, s->data, s->options->year, s->reading, s->problem);
}

/* ---- links ---- */

static bool is_link(const struct scan *s)
{
    return gs1_link_looks(s->data);
}

/* A link without a primary key in its path is somebody else's. */
static bool read_link(struct scan *s)
{
    struct gs1_link *link = arena_alloc(s->arena, sizeof *link);
    if (!link)
        return gs1_problem_set(s->problem, GS1_RULE_TOO_LONG, NULL, 0, "There is no memory left.");
    bool ok = gs1_link_read(s->arena, s->data, s->options->year, link, s->problem);
    s->reading->message = link->message;
    if (!ok && (s->problem->rule != GS1_RULE_LINK_KEY || s->options->elements))
        return false;
    if (ok)
        gs1_reading_elements(s->arena, s->reading, s->options->year);
    else
        s->reading->carrier = GS1_CARRIER_URL;
    gs1_reading_add(s->reading, GS1_FIELD_URL, s->data);
    return true;
}

/* ---- plain ---- */

static bool is_anything(const struct scan *s)
{
    (void)s;
    return true;
}

/* What it might have been meant to be. */
static void doubt_plain(struct scan *s)
{
    char expected = '\0';
    const char *hint = gs1_layout_hint(s->data);
    struct gs1_problem *doubt = &s->reading->doubt;
    if (doubt->rule) {
        gs1_problem_add(doubt, "So it was taken as plain text.");
    } else if (hint) {
        gs1_problem_set(doubt, GS1_RULE_LAYOUT, NULL, 0, "%s", hint);
    } else if (s->data.len >= 12 && (gs1_gtin_check(s->data, &expected) == GS1_WRONG_CHECK_DIGIT ||
                                     gs1_sscc_check(s->data, &expected) == GS1_WRONG_CHECK_DIGIT)) {
        gs1_problem_set(doubt, GS1_RULE_CHECK_DIGIT, NULL, s->data.len - 1,
                        "If this is %s, its last digit must be %c: a digit was misread or mistyped.",
                        s->data.len == GS1_SSCC_LEN ? "an SSCC" : "a GTIN", expected);
    }
}

static bool control_character(const struct scan *s, size_t at)
{
    char shown[GS1_BYTE_TEXT];
    return gs1_problem_set(s->problem, GS1_RULE_BAD_BYTE, NULL, at, "At byte %zu is %s, which no code has.", at + 1,
                           gs1_byte_text(s->data.ptr[at], shown));
}

static bool read_plain(struct scan *s)
{
    size_t bad;
    if (!str_utf8(s->data, &bad))
        return gs1_problem_set(s->problem, GS1_RULE_UTF8, NULL, bad,
                               "Byte %zu (0x%02X) is not UTF-8: set the scanner, or the program between, to UTF-8.",
                               bad + 1, (unsigned char)s->data.ptr[bad]);
    for (size_t i = 0; i < s->data.len; i++) {
        if ((unsigned char)s->data.ptr[i] < ' ' || s->data.ptr[i] == 0x7F)
            return control_character(s, i);
    }
    if (s->options->elements) {
        s->reading->carrier = GS1_CARRIER_ELEMENT_STRING;
        s->reading->doubt = (struct gs1_problem){0};
        return read_raw(s);
    }
    doubt_plain(s);
    return true;
}

/* ---- the front end ---- */

static const struct {
    enum gs1_carrier carrier;
    bool (*is)(const struct scan *s);
    bool (*read)(struct scan *s);
} readers[] = {
    {GS1_CARRIER_NUMBER, is_retail, read_retail},
    {GS1_CARRIER_ELEMENT_STRING, is_bracketed, read_bracketed},
    {GS1_CARRIER_DIGITAL_LINK, is_link, read_link},
    {GS1_CARRIER_EPC_TAG, is_tag_uri, read_urn},
    {GS1_CARRIER_EPC_URN, is_urn, read_urn},
    {GS1_CARRIER_ISO15434, is_message, read_message},
    {GS1_CARRIER_HIBC, is_hibc, read_hibc},
    {GS1_CARRIER_ICCBBA, is_iccbba, read_iccbba},
    {GS1_CARRIER_NUMBER, is_number, read_number},
    {GS1_CARRIER_ELEMENT_STRING, is_raw, read_raw},
    {GS1_CARRIER_DATA_IDENTIFIERS, is_identified, read_identified},
    {GS1_CARRIER_EPC_BINARY, is_tag_memory, read_tag_memory},
    {GS1_CARRIER_PLAIN, is_anything, read_plain},
};

static bool read_data(struct scan *s)
{
    size_t i = 0;
    while (!readers[i].is(s))
        i++;
    if (readers[i].carrier != GS1_CARRIER_PLAIN)
        s->reading->doubt = (struct gs1_problem){0};
    s->reading->carrier = readers[i].carrier;
    s->reading->data = s->data;
    if (!readers[i].read(s))
        return false;
    note_epc(s);
    return true;
}

/* Signs for control characters are read as such only where control characters belong. */
static struct str without_marks(const struct scan *s, struct str data)
{
    struct str read = gs1_marks_read(s->arena, data);
    bool belong = carries(s) == GS1_CARRIES_ELEMENTS || s->options->elements || s->options->data_identifiers ||
                  str_starts(read, STR("[)>")) || str_starts(read, STR("\x1D")) || begins_with_key(read);
    return belong ? read : data;
}

static bool size_ok(struct str bytes, struct str data, struct gs1_problem *p)
{
    if (str_empty(data))
        return gs1_problem_set(p, GS1_RULE_EMPTY, NULL, 0, "Nothing was read.");
    if (bytes.len > GS1_TEXT_MAX)
        return gs1_problem_set(p, GS1_RULE_TOO_LONG, NULL, GS1_TEXT_MAX,
                               "The text has %zu bytes; no symbol holds more than %d.", bytes.len, GS1_TEXT_MAX);
    return true;
}

/* Where in the input byte `at` of the data is. */
static size_t in_input(const struct scan *s, struct str bare, size_t from, size_t at)
{
    return from + (s->data.len < bare.len ? gs1_marks_at(bare, at) : at);
}

bool gs1_carrier_read(struct arena *a, struct str bytes, const struct gs1_options *options,
                      struct gs1_reading *ret_reading, struct gs1_problem *ret_problem)
{
    size_t from = 0;
    gs1_reading_clear(ret_reading);
    struct str data = gs1_scan_trim(bytes, &from);
    ret_reading->symbology = gs1_symbology_of(data);
    struct str bare = gs1_symbology_strip(data);
    from += data.len - bare.len;
    ret_reading->data = bare;
    if (!size_ok(bytes, bare, ret_problem))
        return false;
    struct scan s = {a, options, {0}, ret_reading, ret_problem};
    s.data = without_marks(&s, bare);
    bool ok = read_data(&s);
    ret_reading->doubt.at = in_input(&s, bare, from, ret_reading->doubt.at);
    if (ok)
        *ret_problem = (struct gs1_problem){0};
    else
        ret_problem->at = in_input(&s, bare, from, ret_problem->at);
    return ok;
}
