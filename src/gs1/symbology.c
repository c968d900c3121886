/*
 * symbology: see the header.
 */
#include "gs1/symbology.h"

#include "gs1/ai.h"

/* ISO/IEC 15424, and General Specifications figure 5.1.2-1 for what GS1 puts in. */
static const struct gs1_symbology symbologies[] = {
    {'C', "1", "GS1-128", GS1_CARRIES_ELEMENTS},
    {'d', "25", "GS1 DataMatrix", GS1_CARRIES_ELEMENTS},
    {'Q', "34", "GS1 QR Code", GS1_CARRIES_ELEMENTS},
    {'e', "0123", "GS1 DataBar", GS1_CARRIES_ELEMENTS},
    {'J', "1", "GS1 DotCode", GS1_CARRIES_ELEMENTS},
    {'E', "0123", "EAN-13, UPC-A or UPC-E", GS1_CARRIES_GTIN},
    {'E', "4", "EAN-8", GS1_CARRIES_GTIN},
    {'I', "1", "ITF-14", GS1_CARRIES_GTIN},
    {'I', "03", "Interleaved 2 of 5", GS1_CARRIES_ANYTHING},
    {'A', "0123457", "Code 39", GS1_CARRIES_ANYTHING},
    {'C', "024", "Code 128", GS1_CARRIES_ANYTHING},
    {'G', "0123456789ABCDEFGHIJKLMm", "Code 93", GS1_CARRIES_ANYTHING},
    {'F', "0124", "Codabar", GS1_CARRIES_ANYTHING},
    {'d', "01346", "Data Matrix", GS1_CARRIES_ANYTHING},
    {'Q', "01256", "QR Code", GS1_CARRIES_ANYTHING},
    {'J', "02345", "DotCode", GS1_CARRIES_ANYTHING},
    {'L', "012345", "PDF417", GS1_CARRIES_ANYTHING},
    {'z', "0123456789ABC", "Aztec Code", GS1_CARRIES_ANYTHING},
    {'U', "0123", "MaxiCode", GS1_CARRIES_ANYTHING},
    {'h', "01234", "Han Xin Code", GS1_CARRIES_ANYTHING},
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

const struct gs1_symbology *gs1_symbology_of(struct str text)
{
    if (text.len < 3 || text.ptr[0] != ']' || text.ptr[2] == '\0')
        return NULL;
    for (size_t i = 0; i < COUNT(symbologies); i++) {
        if (symbologies[i].code == text.ptr[1] && strchr(symbologies[i].modifiers, text.ptr[2]))
            return &symbologies[i];
    }
    return NULL;
}

static bool is_letter(char c)
{
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

struct str gs1_symbology_strip(struct str text)
{
    bool has = text.len >= 3 && text.ptr[0] == ']' && is_letter(text.ptr[1]) &&
               (is_letter(text.ptr[2]) || (text.ptr[2] >= '0' && text.ptr[2] <= '9'));
    return has ? str_slice(text, 3, text.len) : text;
}

static bool around(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\0' || c == 0x02 || c == 0x03;
}

struct str gs1_scan_trim(struct str text, size_t *ret_from)
{
    size_t from = 0;
    while (from < text.len && around(text.ptr[from]))
        from++;
    while (text.len > from && around(text.ptr[text.len - 1]))
        text.len--;
    if (ret_from)
        *ret_from = from;
    return str_slice(text, from, text.len - from);
}

/* ---- keyboards ---- */

/* What a computer with another layout shows for the keys that a scanner presses as if on an American one. */
struct key {
    const char *shown; /* UTF-8 */
    char meant;
};

static const struct key german[] = {
    {")", '('}, {"=", ')'}, {"-", '/'}, {"ß", '-'}, {"Ö", ':'}, {"ö", ';'}, {"+", ']'}, {"ü", '['}, {"_", '?'},
    {"?", '_'}, {"´", '='}, {"/", '&'}, {"(", '*'}, {"y", 'z'}, {"z", 'y'}, {"Y", 'Z'}, {"Z", 'Y'}, {0},
};

static const struct key french[] = {
    {"à", '0'}, {"&", '1'}, {"é", '2'}, {"\"", '3'}, {"'", '4'}, {"(", '5'}, {"-", '6'}, {"è", '7'},
    {"_", '8'}, {"ç", '9'}, {"9", '('}, {"0", ')'},  {")", '-'}, {"$", ']'}, {"!", '/'}, {"M", ':'},
    {"m", ';'}, {":", '.'}, {";", ','}, {"§", '?'},  {"°", '_'}, {"a", 'q'}, {"q", 'a'}, {"A", 'Q'},
    {"Q", 'A'}, {"w", 'z'}, {"z", 'w'}, {"W", 'Z'},  {"Z", 'W'}, {",", 'm'}, {"?", 'M'}, {0},
};

static const struct {
    const struct key *keys; /* NULL: capitals and small letters changed places */
    const char *hint;
} layouts[] = {
    {german, "It looks as if the scanner types as on an American keyboard and the computer reads a German one: set the "
             "scanner's "
             "keyboard layout to German."},
    {french, "It looks as if the scanner types as on an American keyboard and the computer reads a French one: set the "
             "scanner's "
             "keyboard layout to French."},
    {NULL, "It looks as if Caps Lock is on: capitals and small letters have changed places."},
};

enum { LOOK_AT = 16 }; /* characters that tell what a scan is; begins_well() looks at fewer */

/* What was meant by the key whose sign stands at the beginning of s; *ret_len is how long it is. */
static char meant(const struct key *keys, struct str s, size_t *ret_len)
{
    *ret_len = 1;
    if (!keys)
        return is_letter(s.ptr[0]) ? (char)(s.ptr[0] ^ 32) : s.ptr[0];
    for (; keys->shown; keys++) {
        if (keys->shown[0] == s.ptr[0] && str_starts(s, str_of(keys->shown))) {
            *ret_len = strlen(keys->shown);
            return keys->meant;
        }
    }
    return s.ptr[0];
}

static struct str translated(const struct key *keys, struct str s, char out[LOOK_AT])
{
    struct str t = {out, 0};
    size_t len = 0;
    while (s.len > 0 && t.len < LOOK_AT) {
        out[t.len++] = meant(keys, s, &len);
        s = str_slice(s, len, s.len);
    }
    return t;
}

/* The first characters of what begins_well(). */
static bool may_begin(char c)
{
    return c == ']' || c == '(' || (c | 32) == 'h' || (c >= '0' && c <= '9');
}

/* Does s begin as scans do: a symbology identifier, an AI in brackets, a link, an AI and digits? */
static bool begins_well(struct str s)
{
    if (gs1_symbology_of(s))
        return true;
    bool bracket = s.len > 4 && s.ptr[0] == '(';
    struct str number = str_slice(s, bracket, gs1_ai_digits(str_slice(s, bracket, 2)));
    struct str behind = str_slice(s, bracket + number.len, s.len);
    if (gs1_ai_find(number) && behind.len > 1)
        return bracket ? behind.ptr[0] == ')' : (behind.ptr[0] >= '0' && behind.ptr[0] <= '9');
    return str_ieq(str_slice(s, 0, 8), STR("https://")) || str_ieq(str_slice(s, 0, 7), STR("http://"));
}

/* Nearly every text is a serial that none of the layouts makes into anything: its first character says so. */
const char *gs1_layout_hint(struct str text)
{
    char out[LOOK_AT];
    size_t len;
    if (str_empty(text) || begins_well(text))
        return NULL;
    for (size_t i = 0; i < COUNT(layouts); i++) {
        const struct key *keys = layouts[i].keys;
        if (may_begin(meant(keys, text, &len)) && begins_well(translated(keys, text, out)))
            return layouts[i].hint;
    }
    return NULL;
}
