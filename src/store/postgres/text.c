/*
 * text: what the driver reads out of a text of SQL: where the parameters stand, whether it writes, which words it has. It is no
 * parser: it skips quoted texts, quoted names and comments, and looks at the words between them.
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "store/postgres/pq.h"

static bool word_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static size_t skip_until(struct str s, size_t at, struct str end)
{
    while (at < s.len && !str_eq(str_slice(s, at, end.len), end))
        at++;
    return at < s.len ? at + end.len : s.len;
}

/* Behind the quoted text or comment that begins at `at`; at itself when none does. */
static size_t skip_quoted(struct str s, size_t at)
{
    static const struct {
        struct str begin, end;
    } quotes[] = {{{"'", 1}, {"'", 1}}, {{"\"", 1}, {"\"", 1}}, {{"--", 2}, {"\n", 1}}, {{"/*", 2}, {"*/", 2}}};
    for (size_t i = 0; i < sizeof quotes / sizeof quotes[0]; i++)
        if (str_eq(str_slice(s, at, quotes[i].begin.len), quotes[i].begin))
            return skip_until(s, at + quotes[i].begin.len, quotes[i].end);
    return at;
}

/* The word outside quotes that begins at or after *at, which moves behind it. Empty: there is none. */
static struct str next_word(struct str s, size_t *at)
{
    size_t i = *at;
    while (i < s.len && !word_char(s.ptr[i])) {
        size_t behind = skip_quoted(s, i);
        i = behind > i ? behind : i + 1;
    }
    size_t from = i;
    while (i < s.len && word_char(s.ptr[i]))
        i++;
    *at = i;
    return (struct str){s.ptr + from, i - from};
}

bool pq_names(const char *sql, struct str word)
{
    struct str s = str_of(sql), found;
    for (size_t at = 0; (found = next_word(s, &at)).len;)
        if (str_ieq(found, word))
            return true;
    return false;
}

/* ---- ?N -> $N ---- */

static int digits_at(struct str s, size_t at, size_t *ret_behind)
{
    int n = 0;
    for (; at < s.len && s.ptr[at] >= '0' && s.ptr[at] <= '9' && n < 100000; at++)
        n = n * 10 + (s.ptr[at] - '0');
    *ret_behind = at;
    return n;
}

static void note_parameter(struct pq_query *q, int n)
{
    if (n > q->params) {
        q->named = realloc(q->named, (size_t)n + 1);
        assert(q->named);
        for (int i = q->params + 1; i <= n; i++)
            q->named[i] = false;
        q->params = n;
    }
    q->named[n] = true;
}

static void translate(struct pq_query *q, struct str sql, struct buf *out)
{
    for (size_t at = 0; at < sql.len;) {
        size_t behind = skip_quoted(sql, at);
        int n = sql.ptr[at] == '?' ? digits_at(sql, at + 1, &behind) : 0;
        if (n) {
            note_parameter(q, n);
            buf_fmt(out, "$%d", n);
        } else {
            behind = behind > at ? behind : at + 1;
            buf_add(out, sql.ptr + at, behind - at);
        }
        at = behind;
    }
}

/* ---- what it does ---- */

/* A writing word that is not part of "FOR UPDATE", "FOR NO KEY UPDATE" or "DO UPDATE". */
static bool writing_word(struct str word, struct str before)
{
    static const char *const verbs[] = {"INSERT", "DELETE", "MERGE", "TRUNCATE"};
    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++)
        if (str_ieq(word, str_of(verbs[i])))
            return true;
    return str_ieq(word, STR("UPDATE")) && !str_ieq(before, STR("FOR")) && !str_ieq(before, STR("KEY")) &&
           !str_ieq(before, STR("DO"));
}

static void read_verbs(struct pq_query *q)
{
    struct str s = str_of(q->sql), word, before = {0};
    size_t at = 0;
    word = next_word(s, &at);
    q->selects = str_ieq(word, STR("SELECT")) || str_ieq(word, STR("WITH")) || str_ieq(word, STR("VALUES"));
    q->writes = false;
    for (; word.len; before = word, word = next_word(s, &at)) {
        q->writes = q->writes || writing_word(word, before);
        q->selects = q->selects || str_ieq(word, STR("RETURNING"));
    }
}

void pq_read_text(struct pq_query *q, struct str sql, const char *tail)
{
    struct buf out = {0};
    translate(q, sql, &out);
    buf_z(&out, tail);
    buf_char(&out, '\0');
    q->sql = out.ptr;
    read_verbs(q);
    q->values = calloc((size_t)q->params + 1, sizeof *q->values);
    q->types = calloc((size_t)q->params + 1, sizeof *q->types);
    assert(q->values && q->types);
}

/* ---- plain inserts ---- */

static bool take(struct str *s, struct str expected)
{
    *s = str_trim(*s);
    if (s->len < expected.len || !str_ieq(str_slice(*s, 0, expected.len), expected))
        return false;
    *s = str_slice(*s, expected.len, s->len);
    return true;
}

static bool take_parameters(struct str *s, int params)
{
    for (int i = 1; i <= params; i++) {
        char text[16];
        snprintf(text, sizeof text, "$%d", i);
        if (!take(s, str_of(text)) || (i < params && !take(s, STR(","))))
            return false;
    }
    return true;
}

static int commas(struct str s)
{
    int n = 0;
    for (size_t i = 0; i < s.len; i++)
        n += s.ptr[i] == ',';
    return n;
}

bool pq_plain_insert(const char *sql, int params, struct str *ret_table, struct str *ret_columns)
{
    struct str s = str_of(sql);
    if (!take(&s, STR("INSERT INTO")))
        return false;
    s = str_trim(s);
    size_t end = 0;
    while (end < s.len && word_char(s.ptr[end]))
        end++;
    struct str table = str_slice(s, 0, end);
    s = str_slice(s, end, s.len);
    if (!take(&s, STR("(")))
        return false;
    struct str columns = str_slice(s, 0, str_find(s, ')'));
    s = str_slice(s, columns.len, s.len);
    if (commas(columns) != params - 1 || !take(&s, STR(")")) || !take(&s, STR("VALUES")) || !take(&s, STR("(")) ||
        !take_parameters(&s, params) || !take(&s, STR(")")) || str_trim(s).len)
        return false;
    *ret_table = table;
    *ret_columns = columns;
    return true;
}
