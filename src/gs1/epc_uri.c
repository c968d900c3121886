/*
 * epc_uri: URIs of Electronic Product Codes, read and written; see epc.h.
 */
#include "gs1/epc_scheme.h"
#include "gs1/value.h"

static const struct str start = {"urn:epc:", 8};

bool gs1_epc_looks(struct str text)
{
    return str_ieq(str_slice(text, 0, start.len), start);
}

/* What is being read. */
struct reading {
    struct arena *arena;
    struct str text, rest; /* rest of it, not yet read */
    struct gs1_problem *problem;
};

static size_t offset(const struct reading *r)
{
    return (size_t)(r->rest.ptr - r->text.ptr);
}

/* Up to c, which is dropped; all of the rest when there is none. */
static struct str take(struct reading *r, char c)
{
    struct str piece = str_slice(r->rest, 0, str_find(r->rest, c));
    r->rest = str_slice(r->rest, piece.len + 1, r->rest.len);
    return piece;
}

static bool bad_form(const struct reading *r, size_t at, const char *what)
{
    return gs1_problem_set(r->problem, GS1_RULE_EPC_FORM, NULL, at, "%s", what);
}

/* ---- percent signs ---- */

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 32;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool stands_bare(char c)
{
    bool letter = (c | 32) >= 'a' && (c | 32) <= 'z';
    return letter || (c >= '0' && c <= '9') || (c && strchr("!'()*+,-.:;=_", c));
}

static bool decode(struct reading *r, struct str piece, struct str *ret)
{
    char *out = arena_alloc(r->arena, piece.len + 1);
    char shown[GS1_BYTE_TEXT];
    size_t len = 0;
    for (size_t i = 0; out && i < piece.len; i++) {
        char c = piece.ptr[i];
        size_t at = (size_t)(piece.ptr - r->text.ptr) + i;
        int high = i + 1 < piece.len ? hex(piece.ptr[i + 1]) : -1, low = i + 2 < piece.len ? hex(piece.ptr[i + 2]) : -1;
        if (c == '%' && (high < 0 || low < 0))
            return gs1_problem_set(
                r->problem, GS1_RULE_EPC_ESCAPE, NULL, at,
                "%% at byte %zu must be followed by two hexadecimal digits; a percent sign itself is "
                "%%25.",
                at + 1);
        if (c == '%') {
            c = (char)(high * 16 + low);
            i += 2;
        } else if (!stands_bare(c)) {
            return gs1_problem_set(r->problem, GS1_RULE_EPC_ESCAPE, NULL, at,
                                   "%s at byte %zu cannot stand in an EPC: write it as %%%02X.",
                                   gs1_byte_text(c, shown), at + 1, (unsigned char)c);
        }
        out[len++] = c;
    }
    *ret = (struct str){out, len};
    return true;
}

static struct str encode(struct arena *a, struct str plain)
{
    static const char digits[] = "0123456789ABCDEF";
    char *out = arena_alloc(a, 3 * plain.len + 1);
    size_t len = 0;
    for (size_t i = 0; out && i < plain.len; i++) {
        if (stands_bare(plain.ptr[i])) {
            out[len++] = plain.ptr[i];
            continue;
        }
        out[len++] = '%';
        out[len++] = digits[(unsigned char)plain.ptr[i] >> 4];
        out[len++] = digits[(unsigned char)plain.ptr[i] & 15];
    }
    return (struct str){out, len};
}

/* ---- reading ---- */

/* Does a part of a pattern stand for all? */
static bool is_all(const struct gs1_epc *epc, struct str piece)
{
    return epc->level == GS1_EPC_PATTERN && str_is(piece, "*");
}

static bool read_pieces(struct reading *r, struct gs1_epc *epc)
{
    if (!gs1_epc_schemes[epc->key].pieces)
        return true;
    struct str piece = take(r, '.'), total = take(r, '.');
    if (is_all(epc, piece) && is_all(epc, total))
        return true;
    if (piece.len != 2 || total.len != 2)
        return bad_form(r, offset(r), "Piece and total of itip have two digits each.");
    epc->pieces = arena_fmt(r->arena, "%.2s%.2s", piece.ptr, total.ptr);
    return true;
}

/* prefix.reference[.piece.total][.serial]: the last part takes all that is left. */
static bool read_parts(struct reading *r, struct gs1_epc *epc)
{
    const struct gs1_epc_scheme *k = &gs1_epc_schemes[epc->key];
    size_t at = offset(r);
    struct str reference, serial = {0};
    epc->prefix = take(r, '.');
    if (is_all(epc, epc->prefix)) {
        epc->key = GS1_EPC_OTHER;
        return true;
    }
    reference = k->serial_max ? take(r, '.') : r->rest;
    epc->every_reference = is_all(epc, reference);
    if (!decode(r, reference, &epc->reference) || !read_pieces(r, epc))
        return false;
    bool every_serial = is_all(epc, k->serial_max ? r->rest : reference);
    if (k->serial_max && !every_serial && !decode(r, r->rest, &serial))
        return false;
    if (epc->level == GS1_EPC_PATTERN && !every_serial)
        return bad_form(r, at, "The last part of a pattern is *; with a serial number it would be urn:epc:id:.");
    epc->serial = epc->key == GS1_EPC_SGLN && str_is(serial, "0") ? (struct str){0} : serial;
    return gs1_epc_valid(epc, at, r->problem);
}

static bool bytes_ok(const struct reading *r)
{
    char shown[GS1_BYTE_TEXT];
    for (size_t i = 0; i < r->text.len; i++) {
        if (r->text.ptr[i] <= ' ' || r->text.ptr[i] > '~') /* char may be signed: bytes above 0x7F are below 0 then */
            return gs1_problem_set(r->problem, GS1_RULE_BAD_BYTE, NULL, i, "%s at byte %zu cannot stand in an EPC.",
                                   gs1_byte_text(r->text.ptr[i], shown), i + 1);
    }
    return true;
}

static bool is_other(struct str scheme)
{
    static const char *const known[] = {"gid", "usdod", "adi", "bic", "imovn", "ginc", "gsin"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (str_ieq(scheme, str_of(known[i])))
            return true;
    }
    return false;
}

static bool read_scheme(struct reading *r, struct gs1_epc *epc)
{
    size_t at = offset(r), key = 0;
    struct str scheme = take(r, ':');
    if (epc->level == GS1_EPC_LOT && !str_ieq(scheme, STR("lgtin")))
        return gs1_problem_set(r->problem, GS1_RULE_EPC_SCHEME, NULL, at, "A class is urn:epc:class:lgtin:, no other.");
    while (epc->level != GS1_EPC_LOT && key < GS1_EPC_OTHER && !str_ieq(scheme, str_of(gs1_epc_schemes[key].name)))
        key++;
    epc->key = (enum gs1_epc_key)key;
    if (key < GS1_EPC_OTHER)
        return read_parts(r, epc);
    if (is_other(scheme) && r->rest.len > 0)
        return true;
    return gs1_problem_set(r->problem, GS1_RULE_EPC_SCHEME, NULL, at, "\"%.*s\" at byte %zu is no EPC scheme.",
                           (int)(scheme.len < 20 ? scheme.len : 20), scheme.ptr, at + 1);
}

static bool read_id(struct reading *r, struct gs1_epc *epc)
{
    epc->level = GS1_EPC_INSTANCE;
    return read_scheme(r, epc);
}

static bool read_class(struct reading *r, struct gs1_epc *epc)
{
    epc->level = GS1_EPC_LOT;
    return read_scheme(r, epc);
}

static bool read_pattern(struct reading *r, struct gs1_epc *epc)
{
    epc->level = GS1_EPC_PATTERN;
    return read_scheme(r, epc);
}

static bool read_tag(struct reading *r, struct gs1_epc *epc)
{
    size_t at = offset(r);
    struct str name = take(r, ':');
    epc->tag = gs1_epc_tag_named(name);
    if (!epc->tag)
        return gs1_problem_set(r->problem, GS1_RULE_EPC_SCHEME, NULL, at,
                               "\"%.*s\" at byte %zu is no tag format that is read here, as sgtin-96.",
                               (int)(name.len < 20 ? name.len : 20), name.ptr, at + 1);
    epc->key = (enum gs1_epc_key)epc->tag->key;
    at = offset(r);
    struct str filter = take(r, '.');
    if (filter.len != 1 || filter.ptr[0] < '0' || filter.ptr[0] > '0' + GS1_EPC_FILTER_MAX)
        return gs1_problem_set(r->problem, GS1_RULE_EPC_FILTER, NULL, at,
                               "The filter value at byte %zu must be one digit, 0 to 7.", at + 1);
    epc->filter = (unsigned)(filter.ptr[0] - '0');
    return read_parts(r, epc) && gs1_epc_choose(epc, r->problem);
}

/* 96.x3074257BF7194E4000001A85 */
static bool read_raw(struct reading *r, struct gs1_epc *epc)
{
    take(r, '.');
    if (r->rest.len < 2 || (r->rest.ptr[0] | 32) != 'x')
        return bad_form(r, offset(r), "The raw form is urn:epc:raw:96.x and hexadecimal digits.");
    size_t at = offset(r) + 1;
    if (gs1_epc_hex_read(r->arena, str_slice(r->rest, 1, r->rest.len), epc, r->problem))
        return true;
    r->problem->at += at;
    return false;
}

static const struct {
    struct str name;
    bool (*read)(struct reading *r, struct gs1_epc *epc);
} forms[] = {
    {{"id", 2}, read_id},   {{"class", 5}, read_class}, {{"idpat", 5}, read_pattern},
    {{"tag", 3}, read_tag}, {{"raw", 3}, read_raw},
};

bool gs1_epc_read(struct arena *a, struct str text, struct gs1_epc *ret, struct gs1_problem *ret_problem)
{
    struct reading r = {a, text, str_slice(text, start.len, text.len), ret_problem};
    struct gs1_epc epc = {0};
    if (!gs1_epc_looks(text))
        return bad_form(&r, 0, "An EPC begins with urn:epc:.");
    if (text.len > GS1_TEXT_MAX)
        return gs1_problem_set(ret_problem, GS1_RULE_TOO_LONG, NULL, GS1_TEXT_MAX, "The EPC has %zu bytes.", text.len);
    if (!bytes_ok(&r))
        return false;
    struct str form = take(&r, ':');
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (!str_ieq(form, forms[i].name))
            continue;
        if (!forms[i].read(&r, &epc))
            return false;
        *ret = epc;
        return true;
    }
    return bad_form(&r, start.len, "Behind urn:epc: comes id, class, idpat, tag or raw.");
}

/* ---- writing ---- */

/* The parts, as they stand in every form. */
static struct str parts(struct arena *a, const struct gs1_epc *epc)
{
    const struct gs1_epc_scheme *k = &gs1_epc_schemes[epc->key];
    struct str reference = epc->every_reference ? STR("*") : encode(a, epc->reference);
    struct str text = arena_fmt(a, "%.*s.%.*s", STR_ARG(epc->prefix), STR_ARG(reference));
    if (k->pieces && str_empty(epc->pieces))
        text = arena_fmt(a, "%.*s.*.*", STR_ARG(text));
    else if (k->pieces)
        text = arena_fmt(a, "%.*s.%.2s.%.2s", STR_ARG(text), epc->pieces.ptr, epc->pieces.ptr + 2);
    if (k->serial_max == 0)
        return text;
    struct str none = epc->level == GS1_EPC_PATTERN ? STR("*") : STR("0");
    return arena_fmt(a, "%.*s.%.*s", STR_ARG(text), STR_ARG(str_empty(epc->serial) ? none : encode(a, epc->serial)));
}

struct str gs1_epc_uri(struct arena *a, const struct gs1_epc *epc)
{
    static const char *const heads[] = {
        [GS1_EPC_INSTANCE] = "id:", [GS1_EPC_LOT] = "class:l", [GS1_EPC_PATTERN] = "idpat:"};
    const char *name = epc->level == GS1_EPC_LOT ? "gtin" : gs1_epc_schemes[epc->key].name;
    return arena_fmt(a, "urn:epc:%s%s:%.*s", heads[epc->level], name, STR_ARG(parts(a, epc)));
}

bool gs1_epc_tag_uri(struct arena *a, const struct gs1_epc *epc, struct str *ret, struct gs1_problem *ret_problem)
{
    const struct gs1_epc_tag *tag = gs1_epc_choose(epc, ret_problem);
    if (!tag)
        return false;
    *ret = arena_fmt(a, "urn:epc:tag:%s:%u.%.*s", tag->name, epc->filter, STR_ARG(parts(a, epc)));
    return true;
}
