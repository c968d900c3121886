/*
 * gzip: level 1, with a window no larger than the body, because setting zlib up costs more than packing a small reply.
 */
#include "http/gzip.h"

#include <stdlib.h>
#include <zlib.h>

#include "http/http.h"

enum { GZIP_WRAPPER = 16, LEVEL = 1, SMALLEST_WINDOW = 9, LARGEST_WINDOW = 15, UNPACK_STEP = 64 * 1024 };

static struct str next_piece(struct str *rest, char c)
{
    size_t at = str_find(*rest, c);
    struct str piece = str_slice(*rest, 0, at);
    *rest = str_slice(*rest, at + 1, rest->len);
    return str_trim(piece);
}

/* Is this parameter "q=0", "q=0.0" ...? */
static bool is_zero_weight(struct str parameter)
{
    if (parameter.len < 3 || (parameter.ptr[0] | 0x20) != 'q' || parameter.ptr[1] != '=')
        return false;
    for (size_t i = 2; i < parameter.len; i++) {
        if (parameter.ptr[i] != '0' && parameter.ptr[i] != '.')
            return false;
    }
    return true;
}

bool coding_accepted(struct str list, struct str which)
{
    bool any = false;
    while (list.len > 0) {
        struct str element = next_piece(&list, ',');
        struct str coding = next_piece(&element, ';');
        bool wanted = true;
        while (element.len > 0)
            wanted = !is_zero_weight(next_piece(&element, ';')) && wanted;
        if (str_ieq(coding, which))
            return wanted;
        if (str_is(coding, "*"))
            any = wanted;
    }
    return any;
}

bool gzip_accepted(struct str list)
{
    return coding_accepted(list, STR("gzip"));
}

bool http_takes_coding(const struct http_request *r, const char *coding)
{
    return coding_accepted(http_header(r, "Accept-Encoding"), str_of(coding));
}

static bool holds(struct str type, struct str word)
{
    for (size_t i = 0; i + word.len <= type.len; i++) {
        if (str_ieq(str_slice(type, i, word.len), word))
            return true;
    }
    return false;
}

bool gzip_worthwhile(struct str type, size_t len)
{
    static const struct str words[] = {{"text/", 5},       {"json", 4}, {"csv", 3},
                                       {"javascript", 10}, {"xml", 3},  {"yaml", 4}};
    type = str_slice(type, 0, str_find(type, ';'));
    if (len < GZIP_REPLY_BYTES_MIN)
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (holds(type, words[i]))
            return true;
    }
    return false;
}

static int window_for(size_t len)
{
    int bits = SMALLEST_WINDOW;
    while (bits < LARGEST_WINDOW && ((size_t)1 << bits) < len)
        bits++;
    return bits;
}

/* avail_in and avail_out are 32 bits wide. */
static uInt clipped(size_t n)
{
    return n < (size_t)1 << 30 ? (uInt)n : (uInt)1 << 30;
}

/* All of in through z into out, which has room for out->cap bytes. False when the room was not enough. */
static bool deflate_all(z_stream *z, struct str in, struct buf *out)
{
    size_t fed = 0;
    int result = Z_OK;
    while (result == Z_OK) {
        uInt step_in = clipped(in.len - fed), step_out = clipped(out->cap - out->len);
        z->next_in = (Bytef *)(uintptr_t)(in.ptr + fed);
        z->avail_in = step_in;
        z->next_out = (Bytef *)out->ptr + out->len;
        z->avail_out = step_out;
        result = deflate(z, fed + step_in == in.len ? Z_FINISH : Z_NO_FLUSH);
        fed += step_in - z->avail_in;
        out->len += step_out - z->avail_out;
    }
    return result == Z_STREAM_END;
}

bool gzip_pack(struct str in, struct buf *out)
{
    int bits = window_for(in.len);
    struct buf packed = {0};
    z_stream z = {0};
    if (deflateInit2(&z, LEVEL, Z_DEFLATED, bits + GZIP_WRAPPER, bits < 12 ? 4 : bits - 7, Z_DEFAULT_STRATEGY) != Z_OK)
        abort(); /* parameters are ours, so it is memory */
    buf_reserve(&packed, in.len);
    if (packed.cap > in.len)
        packed.cap = in.len;
    bool smaller = deflate_all(&z, in, &packed);
    deflateEnd(&z);
    if (smaller && out->ptr == NULL)
        *out = packed; /* handed over, not copied */
    else if (smaller)
        buf_str(out, buf_view(&packed));
    if (!smaller || out->ptr != packed.ptr)
        buf_free(&packed);
    return smaller;
}

/* One step of inflate into out; never more than one byte beyond limit, which is enough to see that it is passed. */
static int inflate_step(z_stream *z, size_t limit, struct buf *out)
{
    size_t room = limit + 1 - out->len;
    if (room > UNPACK_STEP)
        room = UNPACK_STEP;
    buf_reserve(out, room);
    z->next_out = (Bytef *)out->ptr + out->len;
    z->avail_out = (uInt)room;
    int result = inflate(z, Z_NO_FLUSH);
    out->len += room - z->avail_out;
    return result;
}

static enum gzip_result inflate_members(z_stream *z, size_t limit, struct buf *out)
{
    for (;;) {
        int result = inflate_step(z, limit, out);
        if (out->len > limit)
            return GZIP_TOO_LARGE;
        if (result == Z_STREAM_END && z->avail_in == 0)
            return GZIP_OK;
        if (result == Z_STREAM_END)
            result = inflateReset(z);
        else if (result == Z_OK && z->avail_in == 0 && z->avail_out > 0)
            return GZIP_BROKEN; /* ends in the middle */
        if (result != Z_OK)
            return GZIP_BROKEN;
    }
}

enum gzip_result gzip_unpack(struct str in, size_t max, struct buf *out)
{
    z_stream z = {0};
    if (in.len == 0 || in.len > UINT32_MAX)
        return GZIP_BROKEN;
    if (inflateInit2(&z, LARGEST_WINDOW + GZIP_WRAPPER) != Z_OK)
        abort();
    z.next_in = (Bytef *)(uintptr_t)in.ptr;
    z.avail_in = (uInt)in.len;
    enum gzip_result result = inflate_members(&z, out->len + max, out);
    inflateEnd(&z);
    return result;
}
