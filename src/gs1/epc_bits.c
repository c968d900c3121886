/*
 * epc_bits: Electronic Product Codes as the bits of a tag (EPC Tag Data Standard 1.13, section 14); see epc.h.
 *
 * Every format here is: header (8 bits), filter (3), partition (3), company prefix and reference (the partition says how they share their
 * bits), piece and total (ITIP), serial number.
 */
#include <assert.h>

#include "gs1/epc_scheme.h"
#include "gs1/value.h"

enum {
    HEADER_BITS = 8,
    FILTER_BITS = 3,
    PARTITION_BITS = 3,
    PIECE_BITS = 7,
    TEXT_BITS = 7,  /* of a character */
    SHORT_BITS = 6, /* of a character of cpi-var */
    WORD_BITS = 16,
    BITS_MAX = 512
};

/* ---- which tag ---- */

static unsigned prefix_bits(const struct gs1_epc *epc)
{
    return gs1_epc_prefix_bits(epc->prefix.len);
}

/* A number that can stand in so many bits and comes back as it was: digits, no zero in front. */
static bool fits_number(struct str s, unsigned bits)
{
    uint64_t n = 0;
    if (s.len == 0 || s.len > 19 || (s.len > 1 && s.ptr[0] == '0'))
        return false;
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return false;
        n = n * 10 + (uint64_t)(s.ptr[i] - '0');
    }
    return bits >= 64 || n >> bits == 0;
}

static const char *misfit(const struct gs1_epc *epc, const struct gs1_epc_tag *tag)
{
    const struct gs1_epc_scheme *k = &gs1_epc_schemes[epc->key];
    struct str serial = epc->key == GS1_EPC_SGLN && str_empty(epc->serial) ? STR("0") : epc->serial;
    if (k->digits == 0 && !tag->reference_text && !fits_number(epc->reference, tag->pair_bits - prefix_bits(epc)))
        return "reference";
    if (tag->serial_bits && !tag->serial_text && !fits_number(serial, tag->serial_bits))
        return "serial number";
    return NULL;
}

static const struct gs1_epc_tag *none_fits(const struct gs1_epc *epc, const char *tag, const char *what,
                                           struct gs1_problem *r)
{
    gs1_problem_set(r, GS1_RULE_EPC_SIZE, NULL, 0,
                    "The %s does not fit into %s: only digits, without a zero in front, and only up to a limit.", what,
                    tag);
    if (epc->tag)
        gs1_problem_add(r, "A longer tag format takes it.");
    return NULL;
}

const struct gs1_epc_tag *gs1_epc_choose(const struct gs1_epc *epc, struct gs1_problem *r)
{
    const char *what = NULL;
    if (epc->key == GS1_EPC_OTHER || epc->level != GS1_EPC_INSTANCE) {
        gs1_problem_set(r, GS1_RULE_EPC_SERIAL, NULL, 0, "A tag names one thing: a serial number is missing.");
        return NULL;
    }
    for (size_t i = 0; i < GS1_EPC_TAGS; i++) {
        const struct gs1_epc_tag *tag = &gs1_epc_tags[i];
        if (tag->key != epc->key || (epc->tag && epc->tag != tag))
            continue;
        what = misfit(epc, tag);
        if (!what)
            return tag;
    }
    if (what)
        return none_fits(epc, epc->tag ? epc->tag->name : "any tag format", what, r);
    gs1_problem_set(r, GS1_RULE_EPC_SCHEME, NULL, 0, "There is no tag format for %s here.",
                    gs1_epc_schemes[epc->key].name);
    return NULL;
}

/* ---- bits ---- */

struct bits {
    unsigned char bytes[BITS_MAX / 8];
    size_t count, at; /* bits there are, and where the next one is */
    bool beyond;      /* more were asked for than there are */
};

static uint64_t get(struct bits *b, unsigned n)
{
    uint64_t v = 0;
    if (b->at + n > b->count) {
        b->beyond = true;
        b->at += n;
        return 0;
    }
    for (; n > 0; n--, b->at++)
        v = v << 1 | (b->bytes[b->at / 8] >> (7 - b->at % 8) & 1);
    return v;
}

static void put(struct bits *b, unsigned n, uint64_t v)
{
    assert(b->at + n <= BITS_MAX);
    for (; n > 0; n--, b->at++) {
        if (v >> (n - 1) & 1)
            b->bytes[b->at / 8] |= (unsigned char)(1u << (7 - b->at % 8));
    }
}

static uint64_t number(struct str digits)
{
    uint64_t n = 0;
    for (size_t i = 0; i < digits.len; i++)
        n = n * 10 + (uint64_t)(digits.ptr[i] - '0');
    return n;
}

static bool wrong(struct gs1_problem *r, size_t at_bit, const char *what)
{
    return gs1_problem_set(r, GS1_RULE_EPC_BITS, NULL, at_bit / 4, "%s (bit %zu, digit %zu).", what, at_bit,
                           at_bit / 4 + 1);
}

/* ---- writing ---- */

static void put_text(struct bits *b, struct str s, unsigned char_bits, unsigned bits)
{
    size_t end = b->at + bits;
    for (size_t i = 0; i < s.len; i++)
        put(b, char_bits, (unsigned char)s.ptr[i] & ((1u << char_bits) - 1));
    b->at = end;
}

static void put_reference(struct bits *b, const struct gs1_epc *epc, const struct gs1_epc_tag *tag)
{
    unsigned bits = tag->pair_bits - prefix_bits(epc);
    if (tag->pair_bits == 0)
        put_text(b, epc->reference, SHORT_BITS, ((unsigned)epc->reference.len + 1) * SHORT_BITS);
    else if (tag->reference_text)
        put_text(b, epc->reference, TEXT_BITS, bits);
    else
        put(b, bits, number(epc->reference));
}

bool gs1_epc_hex(struct arena *a, const struct gs1_epc *epc, struct str *ret, struct gs1_problem *ret_problem)
{
    static const char digits[] = "0123456789ABCDEF";
    const struct gs1_epc_tag *tag = gs1_epc_choose(epc, ret_problem);
    struct bits b = {0};
    if (!tag)
        return false;
    put(&b, HEADER_BITS, tag->header);
    put(&b, FILTER_BITS, epc->filter);
    put(&b, PARTITION_BITS, GS1_EPC_PREFIX_MAX - epc->prefix.len);
    put(&b, prefix_bits(epc), number(epc->prefix));
    put_reference(&b, epc, tag);
    if (gs1_epc_schemes[epc->key].pieces) {
        put(&b, PIECE_BITS, number(str_slice(epc->pieces, 0, 2)));
        put(&b, PIECE_BITS, number(str_slice(epc->pieces, 2, 2)));
    }
    if (tag->serial_text)
        put_text(&b, epc->serial, TEXT_BITS, tag->serial_bits);
    else
        put(&b, tag->serial_bits, number(epc->serial));
    size_t whole = tag->bits ? tag->bits : b.at, count = (whole + WORD_BITS - 1) / WORD_BITS * (WORD_BITS / 4);
    char *out = arena_alloc(a, count + 1);
    for (size_t i = 0; out && i < count; i++)
        out[i] = digits[b.bytes[i / 2] >> (i % 2 ? 0 : 4) & 15];
    *ret = (struct str){out, out ? count : 0};
    return true;
}

/* ---- reading ---- */

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 32;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool read_digits(struct str hex, struct bits *b, struct gs1_problem *r)
{
    char shown[GS1_BYTE_TEXT];
    if (hex.len < 4 || hex.len > BITS_MAX / 4)
        return gs1_problem_set(r, GS1_RULE_EPC_HEX, NULL, 0, "A tag's EPC has 4 to %d hexadecimal digits, not %zu.",
                               BITS_MAX / 4, hex.len);
    for (size_t i = 0; i < hex.len; i++) {
        int v = hex_value(hex.ptr[i]);
        if (v < 0)
            return gs1_problem_set(r, GS1_RULE_EPC_HEX, NULL, i, "%s at byte %zu is no hexadecimal digit (0-9, A-F).",
                                   gs1_byte_text(hex.ptr[i], shown), i + 1);
        b->bytes[i / 2] |= (unsigned char)(v << (i % 2 ? 0 : 4));
    }
    b->count = hex.len * 4;
    return true;
}

static const struct gs1_epc_tag *tag_of(unsigned header, struct gs1_problem *r)
{
    static const struct {
        unsigned header;
        const char *name;
    } others[] = {
        {0x2D, "gsrn-96"},
        {0x2E, "gsrnp-96"},
        {0x2F, "usdod-96"},
        {0x35, "gid-96"},
        {0x3A, "gdti-113"},
        {0x3B, "adi-var"},
        {0x3F, "sgcn-96"},
        {0xF7, "sgtin+"},
        {0xFB, "dsgtin+"},
        {0xF9, "sscc+"},
        {0xE2, "a chip's own number (TID)"},
    };
    for (size_t i = 0; i < GS1_EPC_TAGS; i++) {
        if (gs1_epc_tags[i].header == header)
            return &gs1_epc_tags[i];
    }
    gs1_problem_set(r, GS1_RULE_EPC_HEADER, NULL, 0, "The header 0x%02X is of no tag format that is read here.",
                    header);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (others[i].header == header)
            gs1_problem_add(r, "It is %s.", others[i].name);
    }
    return NULL;
}

/* A number of a fixed count of digits. */
static bool get_digits(struct bits *b, struct arena *a, unsigned bits, size_t digits, struct str *ret,
                       struct gs1_problem *r)
{
    size_t at = b->at;
    uint64_t v = get(b, bits), limit = 1;
    for (size_t i = 0; i < digits; i++)
        limit *= 10;
    if (v >= limit)
        return wrong(r, at, "The number has more digits than its partition allows");
    *ret = digits ? arena_fmt(a, "%0*llu", (int)digits, (unsigned long long)v) : (struct str){0};
    return true;
}

static struct str get_number(struct bits *b, struct arena *a, unsigned bits)
{
    return arena_fmt(a, "%llu", (unsigned long long)get(b, bits));
}

/* 7 bits a character, then zeros. */
static bool get_text(struct bits *b, struct arena *a, unsigned bits, struct str *ret, struct gs1_problem *r)
{
    size_t end = b->at + bits, len = 0;
    char *out = arena_alloc(a, bits / TEXT_BITS + 1);
    bool over = false;
    while (out && b->at + TEXT_BITS <= end) {
        size_t at = b->at;
        char c = (char)get(b, TEXT_BITS);
        if ((over && c) || (c && !(gs1_sets_of(c) & GS1_SET_X)))
            return wrong(r, at, over ? "Behind the end of the text must be zeros" : "This character is not allowed");
        over |= c == '\0';
        if (c)
            out[len++] = c;
    }
    if (get(b, (unsigned)(end - b->at)))
        return wrong(r, end - 1, "Behind the end of the text must be zeros");
    *ret = (struct str){out, len};
    return true;
}

/* 6 bits a character, ended by zeros. */
static bool get_short_text(struct bits *b, struct arena *a, struct str *ret, struct gs1_problem *r)
{
    char *out = arena_alloc(a, GS1_EPC_KEY_MAX + 1);
    for (size_t len = 0; out && len <= GS1_EPC_KEY_MAX; len++) {
        size_t at = b->at;
        char c = (char)get(b, SHORT_BITS);
        if (c == '\0') {
            *ret = (struct str){out, len};
            return true;
        }
        c = (char)(c < 32 ? c + 64 : c);
        if (!(gs1_sets_of(c) & GS1_SET_Y))
            return wrong(r, at, "This character is not allowed");
        out[len] = c;
    }
    return wrong(r, b->at, "The text does not end");
}

static bool get_reference(struct bits *b, struct arena *a, struct gs1_epc *epc, struct gs1_problem *r)
{
    const struct gs1_epc_scheme *k = &gs1_epc_schemes[epc->key];
    if (epc->tag->pair_bits == 0)
        return get_short_text(b, a, &epc->reference, r);
    unsigned bits = epc->tag->pair_bits - prefix_bits(epc);
    if (epc->tag->reference_text)
        return get_text(b, a, bits, &epc->reference, r);
    if (k->digits)
        return get_digits(b, a, bits, k->digits - epc->prefix.len, &epc->reference, r);
    epc->reference = get_number(b, a, bits);
    return true;
}

static bool get_pieces(struct bits *b, struct arena *a, struct gs1_epc *epc, struct gs1_problem *r)
{
    struct str piece, total;
    if (!gs1_epc_schemes[epc->key].pieces)
        return true;
    if (!get_digits(b, a, PIECE_BITS, 2, &piece, r) || !get_digits(b, a, PIECE_BITS, 2, &total, r))
        return false;
    epc->pieces = arena_fmt(a, "%.*s%.*s", STR_ARG(piece), STR_ARG(total));
    return true;
}

static bool get_serial(struct bits *b, struct arena *a, struct gs1_epc *epc, struct gs1_problem *r)
{
    if (epc->tag->serial_bits == 0)
        return true;
    if (epc->tag->serial_text) {
        if (!get_text(b, a, epc->tag->serial_bits, &epc->serial, r))
            return false;
    } else {
        epc->serial = get_number(b, a, epc->tag->serial_bits);
    }
    if (epc->key == GS1_EPC_SGLN && str_is(epc->serial, "0"))
        epc->serial = (struct str){0};
    return true;
}

/* What is behind the EPC: zeros, up to a whole word and no further. */
static bool rest_ok(struct bits *b, struct gs1_problem *r)
{
    size_t words = (b->at + WORD_BITS - 1) / WORD_BITS * WORD_BITS;
    while (b->at < b->count) {
        size_t at = b->at;
        if (get(b, 1))
            return wrong(r, at, "Behind the EPC must be zeros");
    }
    return b->count <= words || wrong(r, words, "The memory is longer than its tag format");
}

static bool get_all(struct bits *b, struct arena *a, struct gs1_epc *epc, struct gs1_problem *r)
{
    epc->filter = (unsigned)get(b, FILTER_BITS);
    size_t partition = (size_t)get(b, PARTITION_BITS), digits = GS1_EPC_PREFIX_MAX - partition;
    if (partition > GS1_EPC_PREFIX_MAX - GS1_EPC_PREFIX_MIN)
        return wrong(r, HEADER_BITS + FILTER_BITS, "There is no partition 7");
    return get_digits(b, a, gs1_epc_prefix_bits(digits), digits, &epc->prefix, r) && get_reference(b, a, epc, r) &&
           get_pieces(b, a, epc, r) && get_serial(b, a, epc, r);
}

bool gs1_epc_hex_read(struct arena *a, struct str hex, struct gs1_epc *ret, struct gs1_problem *r)
{
    struct bits b = {0};
    if (!read_digits(hex, &b, r))
        return false;
    struct gs1_epc epc = {.tag = tag_of((unsigned)get(&b, HEADER_BITS), r)};
    if (!epc.tag)
        return false;
    epc.key = (enum gs1_epc_key)epc.tag->key;
    bool ok = get_all(&b, a, &epc, r);
    if (b.beyond || (epc.tag->bits && b.count < epc.tag->bits))
        return gs1_problem_set(r, GS1_RULE_EPC_HEX, NULL, hex.len,
                               "The tag's memory ends after %zu bits; %s is longer.", b.count, epc.tag->name);
    if (!ok)
        return false;
    if (epc.tag->bits > b.at && get(&b, epc.tag->bits - (unsigned)b.at)) /* the unused ones of sscc-96 */
        return wrong(r, b.at - 1, "Behind the serial reference must be zeros");
    if (!rest_ok(&b, r) || !gs1_epc_valid(&epc, 0, r))
        return false;
    *ret = epc;
    return true;
}
