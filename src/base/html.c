#include "base/html.h"

#include <assert.h>

void html_init(struct html *h, struct buf *buf)
{
    *h = (struct html){.buf = buf};
    buf_z(buf, "<!DOCTYPE html>\n");
}

static void close_tag(struct html *h)
{
    if (h->in_tag)
        buf_char(h->buf, '>');
    h->in_tag = false;
}

/* ---- escaping ---- */

static const char *escape_of(unsigned char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return (c < 0x20 && c != '\n' && c != '\t') || c == 0x7F ? "\xEF\xBF\xBD" : NULL;
    }
}

/* Well-formed UTF-8. */
static void put_escaped(struct buf *out, struct str text)
{
    size_t from = 0;
    for (size_t i = 0; i < text.len; i++) {
        const char *escape = escape_of((unsigned char)text.ptr[i]);
        if (!escape)
            continue;
        buf_add(out, text.ptr + from, i - from);
        buf_z(out, escape);
        from = i + 1;
    }
    if (from < text.len)
        buf_add(out, text.ptr + from, text.len - from);
}

/* Any bytes: what is not UTF-8 is replaced, byte by byte. */
static void put_bytes(struct buf *out, struct str text)
{
    size_t bad;
    while (!str_utf8(text, &bad)) {
        put_escaped(out, str_slice(text, 0, bad));
        buf_z(out, "\xEF\xBF\xBD");
        text = str_slice(text, bad + 1, text.len);
    }
    put_escaped(out, text);
}

/* ---- elements ---- */

static void begin(struct html *h, const char *name)
{
    close_tag(h);
    buf_char(h->buf, '<');
    buf_z(h->buf, name);
    h->in_tag = true;
}

void html_begin(struct html *h, const char *name)
{
    assert(h->depth < HTML_DEPTH_MAX);
    begin(h, name);
    h->open[h->depth++] = name;
}

void html_void(struct html *h, const char *name)
{
    begin(h, name);
}

void html_attr(struct html *h, const char *name, struct str value)
{
    assert(h->in_tag);
    buf_char(h->buf, ' ');
    buf_z(h->buf, name);
    buf_z(h->buf, "=\"");
    put_bytes(h->buf, value);
    buf_char(h->buf, '"');
}

void html_flag(struct html *h, const char *name)
{
    assert(h->in_tag);
    buf_char(h->buf, ' ');
    buf_z(h->buf, name);
}

void html_text(struct html *h, struct str text)
{
    close_tag(h);
    put_bytes(h->buf, text);
}

void html_end(struct html *h)
{
    assert(h->depth > 0);
    close_tag(h);
    buf_z(h->buf, "</");
    buf_z(h->buf, h->open[--h->depth]);
    buf_char(h->buf, '>');
}

void html_element(struct html *h, const char *name, const char *class_name, struct str text)
{
    html_begin(h, name);
    if (class_name)
        html_attr(h, "class", str_of(class_name));
    html_text(h, text);
    html_end(h);
}

/* ---- addresses ---- */

bool html_address_fine(struct str address)
{
    static const char *const schemes[] = {"https://", "http://", "mailto:", "tel:"};
    if (str_empty(address) || str_has_control(address) || str_find(address, ' ') < address.len ||
        str_find(address, '\\') < address.len)
        return false;
    for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++)
        if (str_ieq(str_slice(address, 0, strlen(schemes[i])), str_of(schemes[i])))
            return true;
    if (str_starts(address, STR("//")))
        return false;
    return str_find(str_slice(address, 0, str_find(address, '/')), ':') == str_find(address, '/');
}

void html_href(struct html *h, struct str address)
{
    if (html_address_fine(address))
        html_attr(h, "href", address);
}
