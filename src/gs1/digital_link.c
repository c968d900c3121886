/*
 * digital_link: see the header. Here is the reading; digital_link_write.c writes.
 */
#include "gs1/digital_link.h"

#include "gs1/check.h"

/* What is being read. */
struct reading {
    struct arena *arena;
    struct str text;
    int year;
    struct gs1_link *link;
    struct gs1_problem *problem;
};

/* A key of the path or query: an AI by its number, or by its name. */
struct key {
    const struct gs1_ai *ai;
    struct str number;
};

static size_t offset(const struct reading *r, struct str piece)
{
    return (size_t)(piece.ptr - r->text.ptr);
}

static size_t scheme_len(struct str text)
{
    static const struct str schemes[] = {{"https://", 8}, {"http://", 7}};
    for (size_t i = 0; i < 2; i++) {
        if (str_ieq(str_slice(text, 0, schemes[i].len), schemes[i]))
            return schemes[i].len;
    }
    return 0;
}

bool gs1_link_looks(struct str text)
{
    return scheme_len(text) > 0;
}

static struct key key_of(struct str segment)
{
    const struct gs1_ai *ai = gs1_ai_find(segment);
    if (ai)
        return (struct key){ai, segment};
    ai = gs1_ai_named(segment);
    return (struct key){ai, ai ? str_of(ai->first) : (struct str){0}};
}

/* ---- values ---- */

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 32;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Percent-decoded, in the arena; in a query + is a blank. */
static bool decode(const struct reading *r, struct str value, bool query, struct str *ret)
{
    char *out = arena_alloc(r->arena, value.len + 1);
    size_t len = 0;
    if (!out)
        return gs1_problem_set(r->problem, GS1_RULE_TOO_LONG, NULL, offset(r, value), "The link is too long.");
    for (size_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];
        if (c == '%') {
            int high = i + 1 < value.len ? hex(value.ptr[i + 1]) : -1,
                low = i + 2 < value.len ? hex(value.ptr[i + 2]) : -1;
            if (high < 0 || low < 0)
                return gs1_problem_set(
                    r->problem, GS1_RULE_LINK_PERCENT, NULL, offset(r, value) + i,
                    "%% at byte %zu must be followed by two hexadecimal digits; a percent sign itself "
                    "is %%25.",
                    offset(r, value) + i + 1);
            c = (char)(high * 16 + low);
            i += 2;
        } else if (c == '+' && query) {
            c = ' ';
        }
        out[len++] = c;
    }
    *ret = (struct str){out, len};
    return true;
}

/* Where in the link the byte is that has become byte `at` of the decoded value. */
static size_t encoded_at(struct str value, size_t at)
{
    size_t i = 0;
    for (; at > 0 && i < value.len; at--)
        i += value.ptr[i] == '%' ? 3 : 1;
    return i;
}

/* Shorter GTINs get zeros in front. */
static struct str fourteen(const struct reading *r, struct str value)
{
    char *out = arena_alloc(r->arena, GS1_GTIN_LEN + 1);
    return out && gs1_gtin_fill(value, out) ? (struct str){out, GS1_GTIN_LEN} : value;
}

static bool add(const struct reading *r, struct key key, struct str value, bool query)
{
    struct str plain = {0};
    if (!decode(r, value, query, &plain))
        return false;
    struct gs1_message *m = &r->link->message;
    struct str filled = str_is(key.number, "01") ? fourteen(r, plain) : plain;
    if (gs1_message_add(m, key.ai, key.number, filled, offset(r, value), r->year, r->problem))
        return true;
    if (r->problem->rule != GS1_RULE_TOO_LONG) {
        size_t at = r->problem->at - offset(r, value), zeros = filled.len - plain.len;
        r->problem->at = offset(r, value) + encoded_at(value, at > zeros ? at - zeros : 0);
    }
    return false;
}

/* ---- the path ---- */

static struct str segment_before(struct str path, size_t end)
{
    size_t from = end;
    while (from > 0 && path.ptr[from - 1] != '/')
        from--;
    return str_slice(path, from, end - from);
}

/* The primary key that stands furthest to the right, counted in pairs from the end. *ret_at is its place in path. */
static bool find_key(struct str path, size_t *ret_at)
{
    size_t end = path.len;
    for (;;) {
        struct str value = segment_before(path, end);
        size_t value_at = (size_t)(value.ptr - path.ptr);
        if (value_at < 2)
            return false;
        struct str name = segment_before(path, value_at - 1);
        size_t name_at = (size_t)(name.ptr - path.ptr);
        const struct gs1_ai *ai = key_of(name).ai;
        if (ai && ai->key) {
            *ret_at = name_at;
            return true;
        }
        if (name_at < 2)
            return false;
        end = name_at - 1;
    }
}

/* Can the rows stand behind the key, in this order? Rows are those of the elements of m, the first of which is the key. */
static bool sequence_fits(const struct gs1_ai *key, const uint8_t *rows, size_t count)
{
    for (size_t s = 0; s < key->sequences; s++) {
        size_t found = 0;
        for (size_t q = 0; q < GS1_QUALIFIERS_MAX && found < count; q++)
            found += key->qualifiers[s][q] == rows[found] + 1;
        if (found == count)
            return true;
    }
    return count == 0;
}

static bool wrong_order(const struct reading *r, struct str name)
{
    const struct gs1_ai *key = r->link->message.items[0].ai;
    char allowed[64] = "none";
    size_t len = 0;
    for (size_t s = 0; s < key->sequences; s++) {
        for (size_t q = 0; q < GS1_QUALIFIERS_MAX && key->qualifiers[s][q]; q++) {
            const char *before = len == 0 ? "" : q == 0 ? " or " : ", ";
            struct str number = str_of(gs1_ai_table[key->qualifiers[s][q] - 1].first);
            memcpy(allowed + len, before, strlen(before));
            len += strlen(before);
            memcpy(allowed + len, number.ptr, number.len + 1);
            len += number.len;
        }
    }
    return gs1_problem_set(
        r->problem, GS1_RULE_LINK_ORDER, key->first, offset(r, name),
        "\"%.*s\" at byte %zu cannot stand there in the path. Behind (%s) may come, in this order: %s.",
        (int)(name.len < 20 ? name.len : 20), name.ptr, offset(r, name) + 1, key->first, allowed);
}

/* path begins with the primary key and has an even number of segments. */
static bool read_path(const struct reading *r, struct str path)
{
    uint8_t rows[GS1_QUALIFIERS_MAX];
    for (size_t count = 0; path.len > 0; count++) {
        struct str name = str_slice(path, 0, str_find(path, '/'));
        path = str_slice(path, name.len + 1, path.len);
        struct str value = str_slice(path, 0, str_find(path, '/'));
        path = str_slice(path, value.len + 1, path.len);
        struct key key = key_of(name);
        if (count > 0) {
            if (!key.ai || count > GS1_QUALIFIERS_MAX)
                return wrong_order(r, name);
            rows[count - 1] = key.ai->row;
            if (!sequence_fits(r->link->message.items[0].ai, rows, count))
                return wrong_order(r, name);
        }
        if (!add(r, key, value, false))
            return false;
    }
    r->link->path_count = r->link->message.count;
    return true;
}

/* ---- the query ---- */

static bool all_digits(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return false;
    }
    return s.len > 0;
}

/* Could the AI stand in the path, among the qualifiers that are there? */
static bool is_qualifier(const struct gs1_link *link, const struct gs1_ai *ai)
{
    uint8_t rows[GS1_QUALIFIERS_MAX + 1];
    size_t count = link->path_count - 1;
    for (size_t at = 0; at <= count; at++) {
        for (size_t i = 0; i <= count; i++)
            rows[i] = i == at ? ai->row : link->message.items[1 + i - (i > at)].ai->row;
        if (sequence_fits(link->message.items[0].ai, rows, count + 1))
            return true;
    }
    return false;
}

static bool read_attribute(const struct reading *r, struct str name, struct str value)
{
    struct key key = {gs1_ai_find(name), name};
    char number[GS1_AI_DIGITS_MAX + 1] = "";
    if (!key.ai)
        return gs1_problem_set(r->problem, GS1_RULE_UNKNOWN_AI, NULL, offset(r, name),
                               "There is no Application Identifier %.*s (byte %zu); a key of digits only must be one.",
                               (int)(name.len < 20 ? name.len : 20), name.ptr, offset(r, name) + 1);
    memcpy(number, name.ptr, name.len);
    if (is_qualifier(r->link, key.ai))
        return gs1_problem_set(r->problem, GS1_RULE_LINK_IN_PATH, number, offset(r, name),
                               "AI (%s) is a qualifier of (%s) and belongs into the path, not into the query.", number,
                               r->link->message.items[0].number);
    if (!key.ai->attribute)
        return gs1_problem_set(r->problem, GS1_RULE_LINK_ATTRIBUTE, number, offset(r, name),
                               "AI (%s) cannot stand in the query of a Digital Link.", number);
    return add(r, key, value, true);
}

static bool read_query(const struct reading *r)
{
    struct str rest = r->link->query;
    while (rest.len > 0) {
        struct str pair = str_slice(rest, 0, str_find(rest, '&'));
        rest = str_slice(rest, pair.len + 1, rest.len);
        struct str name = str_slice(pair, 0, str_find(pair, '='));
        if (name.len == pair.len || !all_digits(name)) /* not an AI: somebody else's */
            continue;
        if (!read_attribute(r, name, str_slice(pair, name.len + 1, pair.len)))
            return false;
    }
    return true;
}

/* ---- the whole ---- */

static bool bytes_ok(const struct reading *r)
{
    char shown[GS1_BYTE_TEXT];
    if (r->text.len > GS1_TEXT_MAX)
        return gs1_problem_set(r->problem, GS1_RULE_TOO_LONG, NULL, GS1_TEXT_MAX,
                               "The link has %zu bytes; at most %d are read.", r->text.len, GS1_TEXT_MAX);
    for (size_t i = 0; i < r->text.len; i++) {
        if (r->text.ptr[i] <= ' ' || r->text.ptr[i] > '~') /* char may be signed: bytes above 0x7F are below 0 then */
            return gs1_problem_set(r->problem, GS1_RULE_BAD_BYTE, NULL, i,
                                   "%s at byte %zu cannot stand in a link: write it as %%%02X.",
                                   gs1_byte_text(r->text.ptr[i], shown), i + 1, (unsigned char)r->text.ptr[i]);
    }
    return true;
}

static bool host_ok(const struct reading *r, struct str host)
{
    static const char allowed[] = ".-_~:[]@%!$&'()*+,;="; /* RFC 3986, 3.2 */
    size_t bad = 0;
    while (bad < host.len && (strchr(allowed, host.ptr[bad]) || hex(host.ptr[bad]) >= 0 ||
                              ((host.ptr[bad] | 32) >= 'a' && (host.ptr[bad] | 32) <= 'z')))
        bad++;
    if (host.len > 0 && bad == host.len)
        return true;
    return gs1_problem_set(r->problem, GS1_RULE_LINK_HOST, NULL, offset(r, host) + bad,
                           "A Digital Link names a host behind https://, as in https://id.gs1.org/01/09506000134352.");
}

/* Cut off what stands behind the first c; *ret_tail is that, without c. */
static struct str cut(struct str s, char c, struct str *ret_tail)
{
    struct str head = str_slice(s, 0, str_find(s, c));
    *ret_tail = str_slice(s, head.len + 1, s.len);
    return head;
}

bool gs1_link_read(struct arena *a, struct str text, int year, struct gs1_link *ret, struct gs1_problem *ret_problem)
{
    struct reading r = {a, text, year, ret, ret_problem};
    ret->message.count = ret->path_count = 0;
    if (!gs1_link_looks(text))
        return gs1_problem_set(ret_problem, GS1_RULE_LINK_SCHEME, NULL, 0,
                               "A Digital Link begins with https:// or http://.");
    if (!bytes_ok(&r))
        return false;
    struct str rest = cut(cut(text, '#', &ret->fragment), '?', &ret->query);
    rest = str_slice(rest, scheme_len(text), rest.len);
    struct str host = str_slice(rest, 0, str_find(rest, '/')), path = str_slice(rest, host.len, rest.len);
    size_t key_at = 0;
    if (!host_ok(&r, host))
        return false;
    if (!find_key(path, &key_at)) {
        gs1_problem_set(ret_problem, GS1_RULE_LINK_KEY, NULL, offset(&r, path),
                        "The path has no primary key and value, as in /01/09506000134352 (GTIN) or /00/... (SSCC).");
        if (str_ends(path, STR("/")))
            gs1_problem_add(ret_problem, "There must be no slash at its end.");
        return false;
    }
    ret->origin = str_slice(text, 0, offset(&r, path) + key_at - 1);
    return read_path(&r, str_slice(path, key_at, path.len)) && read_query(&r);
}
