/*
 * epc: see the header. Here are the tables, and EPC to elements and back; URIs are in epc_uri.c, bits in epc_bits.c.
 */
#include "gs1/epc.h"

#include "gs1/check.h"
#include "gs1/epc_scheme.h"
#include "gs1/value.h"

#define N_ GS1_SET_N
#define X_ GS1_SET_X
#define Y_ GS1_SET_Y

const struct gs1_epc_scheme gs1_epc_schemes[GS1_EPC_OTHER] = {
    [GS1_EPC_SGTIN] = {"sgtin", "01", "21", .digits = 13, .serial_max = 20, .serial_set = X_, .indicator = true},
    [GS1_EPC_SSCC] = {"sscc", "00", NULL, .digits = 17, .indicator = true},
    [GS1_EPC_SGLN] = {"sgln", "414", "254", .digits = 12, .serial_max = 20, .serial_set = X_},
    [GS1_EPC_GRAI] = {"grai", "8003", NULL, .digits = 12, .serial_max = 16, .serial_set = X_, .zero = true},
    [GS1_EPC_GIAI] = {"giai", "8004", NULL, .set = X_},
    [GS1_EPC_GDTI] = {"gdti", "253", NULL, .digits = 12, .serial_max = 17, .serial_set = X_},
    [GS1_EPC_CPI] = {"cpi", "8010", "8011", .set = Y_, .serial_max = 12, .serial_set = N_},
    [GS1_EPC_ITIP] = {"itip", "8006", "21", .digits = 13, .serial_max = 20, .serial_set = X_, .indicator = true,
                      .pieces = true},
    [GS1_EPC_GSRN] = {"gsrn", "8018", NULL, .digits = 17},
    [GS1_EPC_GSRNP] = {"gsrnp", "8017", NULL, .digits = 17},
    [GS1_EPC_PGLN] = {"pgln", "417", NULL, .digits = 12},
    [GS1_EPC_SGCN] = {"sgcn", "255", NULL, .digits = 12, .serial_max = 12, .serial_set = N_},
    [GS1_EPC_UPUI] = {"upui", "01", "235", .digits = 13, .serial_max = 28, .serial_set = X_, .indicator = true},
};

const struct gs1_epc_tag gs1_epc_tags[GS1_EPC_TAGS] = {
    {"sgtin-96", GS1_EPC_SGTIN, 0x30, 96, .pair_bits = 44, .serial_bits = 38},
    {"sgtin-198", GS1_EPC_SGTIN, 0x36, 198, .pair_bits = 44, .serial_bits = 140, .serial_text = true},
    {"sscc-96", GS1_EPC_SSCC, 0x31, 96, .pair_bits = 58},
    {"sgln-96", GS1_EPC_SGLN, 0x32, 96, .pair_bits = 41, .serial_bits = 41},
    {"sgln-195", GS1_EPC_SGLN, 0x39, 195, .pair_bits = 41, .serial_bits = 140, .serial_text = true},
    {"grai-96", GS1_EPC_GRAI, 0x33, 96, .pair_bits = 44, .serial_bits = 38},
    {"grai-170", GS1_EPC_GRAI, 0x37, 170, .pair_bits = 44, .serial_bits = 112, .serial_text = true},
    {"giai-96", GS1_EPC_GIAI, 0x34, 96, .pair_bits = 82},
    {"giai-202", GS1_EPC_GIAI, 0x38, 202, .pair_bits = 188, .reference_text = true},
    {"gdti-96", GS1_EPC_GDTI, 0x2C, 96, .pair_bits = 41, .serial_bits = 41},
    {"gdti-174", GS1_EPC_GDTI, 0x3E, 174, .pair_bits = 41, .serial_bits = 119, .serial_text = true},
    {"cpi-96", GS1_EPC_CPI, 0x3C, 96, .pair_bits = 51, .serial_bits = 31},
    {"cpi-var", GS1_EPC_CPI, 0x3D, 0, .serial_bits = 40, .reference_text = true},
    {"itip-110", GS1_EPC_ITIP, 0x40, 110, .pair_bits = 44, .serial_bits = 38},
    {"itip-212", GS1_EPC_ITIP, 0x41, 212, .pair_bits = 44, .serial_bits = 140, .serial_text = true},
};

unsigned gs1_epc_prefix_bits(size_t digits)
{
    static const uint8_t bits[] = {20, 24, 27, 30, 34, 37, 40};
    return bits[digits - GS1_EPC_PREFIX_MIN];
}

const struct gs1_epc_tag *gs1_epc_tag_named(struct str name)
{
    for (size_t i = 0; i < GS1_EPC_TAGS; i++) {
        if (str_ieq(name, str_of(gs1_epc_tags[i].name)))
            return &gs1_epc_tags[i];
    }
    return NULL;
}

/* ---- is it right ---- */

static bool all_of(struct str s, unsigned set, size_t *ret_bad)
{
    for (size_t i = 0; i < s.len; i++) {
        if (!(gs1_sets_of(s.ptr[i]) & set)) {
            *ret_bad = i;
            return false;
        }
    }
    return true;
}

static bool characters_ok(struct str s, unsigned set, const char *what, size_t at, struct gs1_problem *r)
{
    size_t bad;
    char shown[GS1_BYTE_TEXT];
    static const char *const allowed[] = {
        [GS1_SET_N] = "digits",
        [GS1_SET_X] = "digits, letters and ! \" % & ' ( ) * + , - . / : ; < = > ? _",
        [GS1_SET_Y] = "digits, capital letters and # - /",
    };
    if (all_of(s, set, &bad))
        return true;
    return gs1_problem_set(r, set == GS1_SET_N ? GS1_RULE_DIGITS : GS1_RULE_CHARACTERS, NULL, at,
                           "%s at character %zu of the %s is not allowed there, only %s.",
                           gs1_byte_text(s.ptr[bad], shown), bad + 1, what, allowed[set]);
}

static bool reference_ok(const struct gs1_epc *epc, const struct gs1_epc_scheme *k, size_t at, struct gs1_problem *r)
{
    size_t len = epc->prefix.len + epc->reference.len;
    if (k->digits && len != k->digits)
        return gs1_problem_set(r, GS1_RULE_EPC_REFERENCE, NULL, at,
                               "Company prefix and reference of %s have %zu digits together; they must have %u.",
                               k->name, len, k->digits);
    if ((epc->reference.len == 0 && !k->digits) || len > GS1_EPC_KEY_MAX)
        return gs1_problem_set(r, GS1_RULE_EPC_REFERENCE, NULL, at,
                               "Behind the company prefix a reference of 1 to %zu characters must follow, not of %zu.",
                               GS1_EPC_KEY_MAX - epc->prefix.len, epc->reference.len);
    return characters_ok(epc->reference, k->digits ? GS1_SET_N : k->set, "reference", at, r);
}

static bool serial_ok(const struct gs1_epc *epc, const struct gs1_epc_scheme *k, size_t at, struct gs1_problem *r)
{
    size_t max = epc->level == GS1_EPC_LOT ? 20 : k->serial_max;
    if (max == 0 || epc->level == GS1_EPC_PATTERN || (epc->key == GS1_EPC_SGLN && str_empty(epc->serial)))
        return true;
    if (epc->serial.len == 0 || epc->serial.len > max)
        return gs1_problem_set(r, GS1_RULE_EPC_SERIAL, NULL, at,
                               "The serial number of %s has 1 to %zu characters, not %zu.", k->name, max,
                               epc->serial.len);
    if (epc->key == GS1_EPC_CPI && epc->serial.len > 1 && epc->serial.ptr[0] == '0')
        return gs1_problem_set(r, GS1_RULE_LEADING_ZERO, NULL, at, "The serial number of cpi must not begin with 0.");
    return characters_ok(epc->serial, k->serial_set, "serial number", at, r);
}

bool gs1_epc_valid(const struct gs1_epc *epc, size_t at, struct gs1_problem *r)
{
    const struct gs1_epc_scheme *k = &gs1_epc_schemes[epc->key];
    if (epc->prefix.len < GS1_EPC_PREFIX_MIN || epc->prefix.len > GS1_EPC_PREFIX_MAX)
        return gs1_problem_set(r, GS1_RULE_EPC_PREFIX, NULL, at,
                               "A GS1 Company Prefix has %d to %d digits in an EPC, not %zu.", GS1_EPC_PREFIX_MIN,
                               GS1_EPC_PREFIX_MAX, epc->prefix.len);
    if (!characters_ok(epc->prefix, GS1_SET_N, "company prefix", at, r))
        return false;
    if (epc->every_reference)
        return true;
    if (!reference_ok(epc, k, at, r) || !serial_ok(epc, k, at, r))
        return false;
    size_t unused;
    bool every_piece = epc->level == GS1_EPC_PATTERN && str_empty(epc->pieces);
    if (k->pieces && !every_piece && (epc->pieces.len != 4 || !all_of(epc->pieces, GS1_SET_N, &unused)))
        return gs1_problem_set(r, GS1_RULE_EPC_FORM, NULL, at, "Piece and total of itip have two digits each.");
    return true;
}

/* ---- EPC to elements ---- */

static bool add(struct gs1_message *m, const char *ai, struct str value, int year, struct gs1_problem *r)
{
    struct str number = str_of(ai);
    if (gs1_message_add(m, gs1_ai_find(number), number, value, 0, year, r))
        return true;
    r->at = 0;
    return false;
}

/* The key as its AI has it, without what follows a check digit. */
static struct str key_value(struct arena *a, const struct gs1_epc *epc, const struct gs1_epc_scheme *k)
{
    struct str before = str_slice(epc->reference, 0, k->indicator),
               behind = str_slice(epc->reference, k->indicator, 99);
    struct str body =
        arena_fmt(a, "%s%.*s%.*s%.*s", k->zero ? "0" : "", STR_ARG(before), STR_ARG(epc->prefix), STR_ARG(behind));
    if (k->digits == 0)
        return body;
    return arena_fmt(a, "%.*s%c", STR_ARG(body), body.ptr ? gs1_check_digit(body) : '0');
}

bool gs1_epc_elements(struct arena *a, const struct gs1_epc *epc, int year, struct gs1_message *m,
                      struct gs1_problem *r)
{
    if (epc->key == GS1_EPC_OTHER)
        return true;
    const struct gs1_epc_scheme *k = &gs1_epc_schemes[epc->key];
    if (epc->every_reference || (k->pieces && str_empty(epc->pieces)))
        return true;
    struct str value = key_value(a, epc, k);
    if (k->pieces)
        value = arena_fmt(a, "%.*s%.*s", STR_ARG(value), STR_ARG(epc->pieces));
    if (!k->serial_ai)
        value = arena_fmt(a, "%.*s%.*s", STR_ARG(value), STR_ARG(epc->serial));
    if (!add(m, k->ai, value, year, r))
        return false;
    const char *serial_ai = epc->level == GS1_EPC_LOT ? "10" : k->serial_ai;
    return !serial_ai || str_empty(epc->serial) || add(m, serial_ai, epc->serial, year, r);
}

/* ---- all forms ---- */

static size_t tag_forms(struct arena *a, const struct gs1_epc *epc, const struct gs1_epc_tag *tag, struct str *ret)
{
    struct gs1_problem misfit;
    struct gs1_epc in_tag = *epc;
    size_t count = 0;
    in_tag.tag = tag;
    for (in_tag.filter = 0; in_tag.filter <= GS1_EPC_FILTER_MAX; in_tag.filter++) {
        if (!gs1_epc_tag_uri(a, &in_tag, &ret[count], &misfit) || !gs1_epc_hex(a, &in_tag, &ret[count + 1], &misfit))
            return 0;
        count += 2;
    }
    return count;
}

size_t gs1_epc_forms(struct arena *a, const struct gs1_epc *epc, struct str ret[GS1_EPC_FORMS_MAX])
{
    size_t count = 0;
    if (epc->key == GS1_EPC_OTHER || epc->level != GS1_EPC_INSTANCE)
        return 0;
    ret[count++] = gs1_epc_uri(a, epc);
    for (size_t i = 0; i < GS1_EPC_TAGS; i++)
        if (gs1_epc_tags[i].key == epc->key)
            count += tag_forms(a, epc, &gs1_epc_tags[i], ret + count);
    return count;
}

/* ---- elements to EPC ---- */

bool gs1_company_prefix_ok(struct str text)
{
    size_t unused;
    return text.len >= 4 && text.len <= GS1_EPC_PREFIX_MAX && all_of(text, GS1_SET_N, &unused);
}

bool gs1_company_prefixes_read(struct arena *a, struct str text, struct gs1_company_prefixes *ret)
{
    struct str *items = ARENA_ARRAY(a, text.len / 4 + 1, struct str);
    size_t count = 0;
    while (items && text.len > 0) {
        size_t comma = str_find(text, ','), blank = str_find(text, ' '), end = comma < blank ? comma : blank;
        struct str one = str_slice(text, 0, end);
        text = str_slice(text, end + 1, text.len);
        if (one.len > 0 && !gs1_company_prefix_ok(one))
            return false;
        if (one.len > 0)
            items[count++] = one;
    }
    *ret = (struct gs1_company_prefixes){items ? count : 0, items};
    return true;
}

/* Digits of the company prefix that a key begins with: of the longest in the list that fits, at least 6. */
static size_t prefix_len(const struct gs1_company_prefixes *prefixes, struct str key)
{
    size_t longest = 0;
    for (size_t i = 0; prefixes && i < prefixes->count; i++) {
        struct str p = prefixes->items[i];
        if (p.len > longest && str_starts(key, p))
            longest = p.len;
    }
    return longest > 0 && longest < GS1_EPC_PREFIX_MIN ? GS1_EPC_PREFIX_MIN : longest;
}

static bool no_prefix(const struct gs1_element *e, struct str key, struct gs1_problem *r)
{
    return gs1_problem_set(
        r, GS1_RULE_EPC_PREFIX, e->number, e->at,
        "How many digits of %.*s are the GS1 Company Prefix is not known: add the prefix to the list "
        "of company prefixes.",
        STR_ARG(key));
}

/* Which scheme an element is the key of; GS1_EPC_OTHER: of none. */
static enum gs1_epc_key key_of(const struct gs1_message *m, const struct gs1_element *e)
{
    if (strcmp(e->number, "01") == 0 && gs1_message_get(m, "235"))
        return GS1_EPC_UPUI;
    size_t key = 0;
    while (key < GS1_EPC_OTHER && strcmp(gs1_epc_schemes[key].ai, e->number) != 0)
        key++;
    return (enum gs1_epc_key)key;
}

/* Take the value of the key apart. */
static bool split_key(struct arena *a, const struct gs1_element *e, const struct gs1_epc_scheme *k,
                      const struct gs1_company_prefixes *prefixes, struct gs1_epc *epc, struct gs1_problem *r)
{
    size_t digits = k->digits ? k->digits : e->value.len;
    struct str body = str_slice(e->value, k->zero, digits), rest = str_slice(e->value, k->zero + digits + 1u, 99);
    struct str key = str_slice(body, k->indicator, body.len);
    size_t len = prefix_len(prefixes, key);
    if (len == 0 || len > key.len)
        return no_prefix(e, key, r);
    epc->prefix = str_slice(key, 0, len);
    epc->reference = str_slice(key, len, key.len);
    if (k->indicator)
        epc->reference = arena_fmt(a, "%c%.*s", body.ptr[0], STR_ARG(epc->reference));
    if (k->pieces)
        epc->pieces = rest;
    else if (k->serial_max && !k->serial_ai)
        epc->serial = rest;
    return true;
}

static void take_serial(const struct gs1_message *m, const struct gs1_epc_scheme *k, struct gs1_epc *epc)
{
    if (k->serial_ai)
        epc->serial = gs1_message_value(m, k->serial_ai);
    if (!k->serial_max || epc->serial.len > 0 || epc->key == GS1_EPC_SGLN)
        return;
    epc->level = GS1_EPC_PATTERN;
    if (epc->key == GS1_EPC_SGTIN && gs1_message_get(m, "10")) {
        epc->level = GS1_EPC_LOT;
        epc->serial = gs1_message_value(m, "10");
    }
}

bool gs1_epc_of(struct arena *a, const struct gs1_message *m, const struct gs1_company_prefixes *prefixes,
                struct gs1_epc *ret, struct gs1_problem *r)
{
    for (size_t i = 0; i < m->count; i++) {
        struct gs1_epc epc = {.key = key_of(m, &m->items[i])};
        if (epc.key == GS1_EPC_OTHER)
            continue;
        const struct gs1_epc_scheme *k = &gs1_epc_schemes[epc.key];
        if (!split_key(a, &m->items[i], k, prefixes, &epc, r))
            return false;
        take_serial(m, k, &epc);
        if (!gs1_epc_valid(&epc, m->items[i].at, r))
            return false;
        *ret = epc;
        return true;
    }
    return gs1_problem_set(r, GS1_RULE_EPC_SCHEME, NULL, 0,
                           "There is no key of which an EPC could be made, as GTIN (01) or SSCC (00).");
}
