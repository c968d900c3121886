/*
 * scan_read: see the header.
 */
#include "service/scan_read.h"

#include "domain/identifier.h"
#include "gs1/value.h"

/* ---- fields that a register asks for ---- */

/* A best-before date does where nothing else says when it expires; likewise the day it was packed. */
static const struct {
    const char *ai;
    enum gs1_field field;
} stand_ins[] = {{"15", GS1_FIELD_EXPIRY}, {"13", GS1_FIELD_PRODUCTION_DATE}};

/* Places and parties of a transport label, those that are ours first. */
static const char *const glns[] = {"410", "415", "411", "412", "413", "416"};

static void more_fields(struct arena *a, struct scan_read *r)
{
    const struct gs1_message *m = &r->reading.message;
    struct gs1_date d;
    for (size_t i = 0; i < sizeof stand_ins / sizeof stand_ins[0]; i++)
        if (gs1_date_read(gs1_message_value(m, stand_ins[i].ai), r->year, &d))
            gs1_reading_add_date(a, &r->reading, stand_ins[i].field, d.year, d.month, d.day);
    for (size_t i = 0; i < sizeof glns / sizeof glns[0]; i++)
        gs1_reading_add(&r->reading, GS1_FIELD_GLN, gs1_message_value(m, glns[i]));
}

/* "/p/TOKEN" at the end of a link: {NULL,0} when it ends otherwise. */
static struct str label_token(struct str link)
{
    struct str path = str_slice(link, 0, str_find(link, '?'));
    path = str_slice(path, 0, str_find(path, '#'));
    size_t at = path.len;
    while (at > 0 && path.ptr[at - 1] != '/')
        at--;
    bool is = at >= 3 && at < path.len && str_ends(str_slice(path, 0, at), STR("/p/"));
    return is ? str_slice(path, at, path.len) : (struct str){0};
}

/* ---- plain texts: what kinds of identifier they may be ---- */

struct shape {
    size_t digits, hex, marks; /* digits; digits and letters A-F; separators of a MAC or an IMEI */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* False: something else is in it, as in most serials. */
static bool shape_of(struct str s, struct shape *ret)
{
    *ret = (struct shape){0};
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        bool hex = is_digit(c) || ((c | 32) >= 'a' && (c | 32) <= 'f'),
             mark = c == ':' || c == '-' || c == '.' || c == ' ';
        if (!hex && !mark)
            return false;
        ret->digits += is_digit(c);
        ret->hex += hex;
        ret->marks += mark;
    }
    return true;
}

/* The form in which identifiers of the kind are stored; {NULL,0}: it is none. */
static struct str try_kind(struct arena *a, struct str kind, struct scan_read *r)
{
    struct refusal no = {0};
    struct str form = {0};
    if (!identifier_normalise(a, kind, r->text, &no, &form))
        return (struct str){0};
    if (!str_eq(form, r->text))
        r->forms[r->form_count++] = form;
    return form;
}

static void read_shapes(struct arena *a, struct scan_read *r)
{
    struct shape n;
    if (!shape_of(r->text, &n))
        return;
    if (n.digits == 15 && n.hex == 15)
        gs1_reading_add(&r->reading, GS1_FIELD_IMEI, try_kind(a, STR("imei"), r));
    if (n.hex == 12 && (n.marks > 0 || n.digits < 12))
        r->mac = try_kind(a, STR("mac"), r);
    if (n.hex >= 16 && n.marks == 0 && n.digits < n.hex)
        try_kind(a, STR("epc"), r);
}

/* ---- all ---- */

static bool has_separator(struct str s)
{
    return str_find(s, GS1_SEPARATOR) < s.len;
}

/* Unmarked are texts of which only the form says what they may be: the books are asked for them as they are, too. */
static bool is_marked(const struct scan_read *r)
{
    const struct gs1_symbology *symbology = r->reading.symbology;
    switch (r->reading.carrier) {
    case GS1_CARRIER_PLAIN:
    case GS1_CARRIER_URL:
        return false;
    case GS1_CARRIER_NUMBER:
    case GS1_CARRIER_ELEMENT_STRING:
        return (symbology && symbology->carries != GS1_CARRIES_ANYTHING) || has_separator(r->text) ||
               r->text.ptr[0] == '(';
    default:
        return true;
    }
}

/* Where in the code a place in the data is; where signs stood for control characters, that cannot be said. */
static size_t in_code(struct str code, struct str data, size_t at)
{
    bool inside = data.ptr >= code.ptr && data.ptr + data.len <= code.ptr + code.len;
    return at + (inside ? (size_t)(data.ptr - code.ptr) : 0);
}

void scan_read(struct arena *a, struct str code, int year, const struct gs1_company_prefixes *prefixes,
               struct scan_read *ret)
{
    ret->year = year;
    const struct gs1_options options = {.year = year, .prefixes = prefixes};
    struct gs1_reading *g = &ret->reading;
    ret->faulty = !gs1_carrier_read(a, code, &options, g, &ret->problem);
    struct str framed = gs1_scan_trim(code, NULL);
    ret->text = g->data;
    ret->symbology = str_slice(framed, 0, framed.len - gs1_symbology_strip(framed).len);
    ret->marked = is_marked(ret);
    if (ret->faulty) {
        gs1_reading_elements(a, g, year); /* what was read before the fault */
        return;
    }
    ret->problem = (struct gs1_problem){0};
    if (!gs1_message_check(&g->message, &ret->problem)) {
        ret->problem.at = in_code(code, g->data, ret->problem.at);
    } else if (g->doubt.rule) {
        ret->problem = g->doubt;
        ret->problem.at = in_code(code, g->data, g->doubt.at);
    }
    more_fields(a, ret);
    if (g->carrier == GS1_CARRIER_URL)
        ret->token = label_token(ret->text);
    if (!ret->marked || g->carrier == GS1_CARRIER_EPC_BINARY)
        read_shapes(a, ret);
}
