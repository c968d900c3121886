/*
 * id: UUID text and the three ways we make ids ourselves.
 */
#include "base/id.h"

#include "base/base64.h"
#include "base/hash.h"

enum { VERSION_TIME = 7, VERSION_OWN = 8 };

/* Where the hyphens stand in the text form. */
static bool is_hyphen(size_t i)
{
    return i == 8 || i == 13 || i == 18 || i == 23;
}

bool id_parse(struct str text, struct id *ret)
{
    if (text.len != ID_TEXT_LEN)
        return false;
    char hex[32];
    size_t n = 0;
    for (size_t i = 0; i < ID_TEXT_LEN; i++) {
        if (is_hyphen(i) != (text.ptr[i] == '-'))
            return false;
        if (!is_hyphen(i))
            hex[n++] = text.ptr[i];
    }
    static const struct id nil;
    struct id id;
    if (!hex_parse((struct str){hex, n}, id.bytes) || id_eq(id, nil))
        return false;
    *ret = id;
    return true;
}

void id_print(struct id id, char out[ID_TEXT_LEN + 1])
{
    char hex[33];
    hex_print(id.bytes, sizeof id.bytes, hex);
    const char *from = hex;
    for (size_t i = 0; i < ID_TEXT_LEN; i++)
        out[i] = is_hyphen(i) ? '-' : *from++;
    out[ID_TEXT_LEN] = '\0';
}

static void stamp(struct id *id, int version)
{
    id->bytes[6] = (unsigned char)((id->bytes[6] & 0x0F) | version << 4);
    id->bytes[8] = (unsigned char)((id->bytes[8] & 0x3F) | 0x80);
}

struct id id_new(msec now)
{
    struct id id;
    random_bytes(id.bytes, sizeof id.bytes);
    uint64_t ms = now < 0 ? 0 : (uint64_t)now;
    for (int i = 0; i < 6; i++)
        id.bytes[i] = (unsigned char)(ms >> (40 - 8 * i));
    stamp(&id, VERSION_TIME);
    return id;
}

static struct id of_hash(struct hash h)
{
    struct id id;
    memcpy(id.bytes, h.bytes, sizeof id.bytes);
    stamp(&id, VERSION_OWN);
    return id;
}

struct id id_derive(struct id from, uint64_t n)
{
    char text[24];
    memcpy(text, from.bytes, 16);
    for (int i = 0; i < 8; i++)
        text[16 + i] = (char)(n >> (56 - 8 * i));
    return of_hash(hash_sha256((struct str){text, sizeof text}));
}

struct id id_of_text(struct str text)
{
    return of_hash(hash_sha256(text));
}
