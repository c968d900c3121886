/*
 * base64: see the header. Hand-made because libsodium's codec is constant-time and slow, and accepts less strict forms.
 */
#include "base/base64.h"

static const char STANDARD[65] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static const char URL[65] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

static void print(struct buf *out, struct str data, const char *alphabet, bool padded)
{
    buf_reserve(out, data.len / 3 * 4 + 4);
    const unsigned char *in = (const unsigned char *)data.ptr;
    char *to = out->ptr + out->len;
    size_t i = 0;
    for (; i + 3 <= data.len; i += 3) {
        unsigned w = (unsigned)in[i] << 16 | (unsigned)in[i + 1] << 8 | in[i + 2];
        *to++ = alphabet[w >> 18];
        *to++ = alphabet[w >> 12 & 63];
        *to++ = alphabet[w >> 6 & 63];
        *to++ = alphabet[w & 63];
    }
    size_t rest = data.len - i;
    if (rest > 0) {
        unsigned w = (unsigned)in[i] << 16 | (rest == 2 ? (unsigned)in[i + 1] << 8 : 0);
        *to++ = alphabet[w >> 18];
        *to++ = alphabet[w >> 12 & 63];
        if (rest == 2)
            *to++ = alphabet[w >> 6 & 63];
        for (size_t pad = rest; padded && pad < 3; pad++)
            *to++ = '=';
    }
    out->len = (size_t)(to - out->ptr);
}

/* Value of a digit, or 64 when c is none. */
static unsigned digit(char c, const char *alphabet)
{
    if (c >= 'A' && c <= 'Z')
        return (unsigned)(c - 'A');
    if (c >= 'a' && c <= 'z')
        return (unsigned)(c - 'a' + 26);
    if (c >= '0' && c <= '9')
        return (unsigned)(c - '0' + 52);
    return c == alphabet[62] ? 62 : c == alphabet[63] ? 63 : 64;
}

/* text without padding */
static bool parse(struct buf *out, struct str text, const char *alphabet)
{
    if (text.len % 4 == 1)
        return false;
    size_t before = out->len;
    buf_reserve(out, text.len / 4 * 3 + 3);
    unsigned bits = 0, have = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned d = digit(text.ptr[i], alphabet);
        if (d == 64) {
            out->len = before;
            return false;
        }
        bits = (bits << 6 | d) & 0xFFFF;
        have += 6;
        if (have >= 8) {
            have -= 8;
            out->ptr[out->len++] = (char)(bits >> have);
        }
    }
    if (bits & ((1u << have) - 1)) {
        out->len = before;
        return false;
    }
    return true;
}

void base64_print(struct buf *out, struct str data)
{
    print(out, data, STANDARD, true);
}

void base64url_print(struct buf *out, struct str data)
{
    print(out, data, URL, false);
}

bool base64_parse(struct buf *out, struct str text)
{
    if (text.len % 4 != 0)
        return false;
    for (int pad = 0; pad < 2 && text.len > 0 && text.ptr[text.len - 1] == '='; pad++)
        text.len--;
    return parse(out, text, STANDARD);
}

bool base64url_parse(struct buf *out, struct str text)
{
    return parse(out, text, URL);
}

void hex_print(const void *bytes, size_t len, char *out)
{
    static const char digits[] = "0123456789abcdef";
    const unsigned char *p = bytes;
    for (size_t i = 0; i < len; i++) {
        out[2 * i] = digits[p[i] >> 4];
        out[2 * i + 1] = digits[p[i] & 15];
    }
    out[2 * len] = '\0';
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool hex_parse(struct str text, unsigned char *out)
{
    if (text.len % 2 != 0)
        return false;
    for (size_t i = 0; i < text.len; i += 2) {
        int high = hex_digit(text.ptr[i]), low = hex_digit(text.ptr[i + 1]);
        if (high < 0 || low < 0)
            return false;
        out[i / 2] = (unsigned char)(high << 4 | low);
    }
    return true;
}
