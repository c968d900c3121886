/*
 * json_out: the writing half of json.h. Nothing is built in between: every call appends its bytes.
 */
#include <assert.h>

#include "base/json.h"

enum { LEVELS = sizeof(((struct json_out *)0)->comma) };

void json_out_init(struct json_out *o, struct buf *buf)
{
    *o = (struct json_out){.buf = buf};
}

/* Called before each value or key: the comma, when the level has an item already. Values at level 0 stand alone. */
static inline void item(struct json_out *o)
{
    if (o->comma[o->level])
        buf_char(o->buf, ',');
    o->comma[o->level] = o->level > 0;
}

static void begin(struct json_out *o, char bracket)
{
    assert(o->level + 1 < (int)LEVELS);
    item(o);
    buf_char(o->buf, bracket);
    o->comma[++o->level] = 0;
}

static void end(struct json_out *o, char bracket)
{
    assert(o->level > 0);
    buf_char(o->buf, bracket);
    o->level--;
}

void json_begin_object(struct json_out *o)
{
    begin(o, '{');
}

void json_end_object(struct json_out *o)
{
    end(o, '}');
}

void json_begin_array(struct json_out *o)
{
    begin(o, '[');
}

void json_end_array(struct json_out *o)
{
    end(o, ']');
}

static bool must_escape(unsigned char c)
{
    return c < 0x20 || c == '"' || c == '\\';
}

/* Length of the run at p that can be copied as it is, looked at eight bytes at a time. */
static size_t plain_run(const char *p, size_t len)
{
    const uint64_t ones = 0x0101010101010101u, high = 0x8080808080808080u;
    size_t i = 0;
    for (; i + 8 <= len; i += 8) {
        uint64_t w;
        memcpy(&w, p + i, 8);
        uint64_t quote = w ^ (ones * '"'), slash = w ^ (ones * '\\');
        /* A high bit is set where a byte is below 0x20, is '"' or '\'; a byte behind such a one may be marked wrongly,
         * which only ends the run of eight sooner. */
        uint64_t below = (w - ones * 0x20) & ~w;
        uint64_t hits = below | ((quote - ones) & ~quote) | ((slash - ones) & ~slash);
        if (hits & high)
            break;
    }
    while (i < len && !must_escape((unsigned char)p[i]))
        i++;
    return i;
}

static void put_escape(struct buf *b, unsigned char c)
{
    static const char hex[] = "0123456789abcdef";
    static const char letter[0x20] = {['\b'] = 'b', ['\f'] = 'f', ['\n'] = 'n', ['\r'] = 'r', ['\t'] = 't'};
    char named = c < 0x20 ? letter[c] : (char)c;
    if (named) {
        buf_add(b, (char[]){'\\', named}, 2);
        return;
    }
    buf_add(b, (char[]){'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]}, 6);
}

static void put_string(struct buf *b, struct str v)
{
    buf_reserve(b, v.len + 2);
    b->ptr[b->len++] = '"';
    while (v.len > 0) {
        size_t run = plain_run(v.ptr, v.len);
        buf_add(b, v.ptr, run);
        if (run == v.len)
            break;
        put_escape(b, (unsigned char)v.ptr[run]);
        v.ptr += run + 1;
        v.len -= run + 1;
    }
    buf_char(b, '"');
}

void json_key(struct json_out *o, const char *name)
{
    size_t len = strlen(name);
    item(o);
    buf_reserve(o->buf, len + 3);
    char *to = o->buf->ptr + o->buf->len;
    to[0] = '"';
    memcpy(to + 1, name, len);
    memcpy(to + 1 + len, "\":", 2);
    o->buf->len += len + 3;
    o->comma[o->level] = 0;
}

void json_key_str(struct json_out *o, struct str name)
{
    item(o);
    put_string(o->buf, name);
    buf_char(o->buf, ':');
    o->comma[o->level] = 0;
}

void json_put_str(struct json_out *o, struct str v)
{
    item(o);
    put_string(o->buf, v);
}

void json_put_int(struct json_out *o, int64_t v)
{
    item(o);
    buf_int(o->buf, v);
}

void json_put_bool(struct json_out *o, bool v)
{
    item(o);
    buf_str(o->buf, v ? STR("true") : STR("false"));
}

void json_put_null(struct json_out *o)
{
    item(o);
    buf_str(o->buf, STR("null"));
}

void json_put_raw(struct json_out *o, struct str v)
{
    item(o);
    buf_str(o->buf, v);
}

void json_field_str(struct json_out *o, const char *name, struct str v)
{
    json_key(o, name);
    json_put_str(o, v);
}

void json_field_z(struct json_out *o, const char *name, const char *v)
{
    json_field_str(o, name, str_of(v));
}

void json_field_int(struct json_out *o, const char *name, int64_t v)
{
    json_key(o, name);
    json_put_int(o, v);
}

void json_field_bool(struct json_out *o, const char *name, bool v)
{
    json_key(o, name);
    json_put_bool(o, v);
}

void json_field_opt(struct json_out *o, const char *name, struct str v)
{
    if (!str_empty(v))
        json_field_str(o, name, v);
}
