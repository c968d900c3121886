/*
 * link_token: version (1 byte), unit (7), tag (16). The tag is the first half of an HMAC over all that the link speaks of; the unit's
 * key is masked with bytes made from the tag, so that neighbouring units have nothing in common (the shape of a synthetic IV).
 */
#include "domain/link_token.h"

#include <assert.h>

#include "base/base64.h"
#include "base/hash.h"

enum { ID_BYTES = 7, TAG_BYTES = 16, TOKEN_BYTES = 1 + ID_BYTES + TAG_BYTES };

static void put_number(struct buf *b, int64_t n, int bytes)
{
    for (int i = bytes; i-- > 0;)
        buf_char(b, (char)((uint64_t)n >> (8 * i)));
}

static struct hash tag_of(const unsigned char key[LINK_KEY_BYTES], int version, const struct link_subject *s)
{
    struct buf b = {0};
    buf_z(&b, "link");
    put_number(&b, version, 1);
    put_number(&b, s->unit_id, 8);
    put_number(&b, s->product_id, 8);
    put_number(&b, s->generation, 8);
    buf_str(&b, s->serial);
    struct hash tag = hash_hmac(key, buf_view(&b));
    buf_free(&b);
    return tag;
}

static struct hash mask_of(const unsigned char key[LINK_KEY_BYTES], const unsigned char tag[TAG_BYTES])
{
    char text[4 + TAG_BYTES] = {'m', 'a', 's', 'k'};
    memcpy(text + 4, tag, TAG_BYTES);
    return hash_hmac(key, (struct str){text, sizeof text});
}

void link_token_print(const unsigned char key[LINK_KEY_BYTES], int version, const struct link_subject *s,
                      char ret[LINK_TOKEN_LEN + 1])
{
    unsigned char bytes[TOKEN_BYTES];
    struct buf text = {0};
    assert(version > 0 && version < 256 && s->unit_id > 0 && s->unit_id >> LINK_UNIT_BITS == 0);
    struct hash tag = tag_of(key, version, s), mask = mask_of(key, tag.bytes);
    bytes[0] = (unsigned char)version;
    for (int i = 0; i < ID_BYTES; i++)
        bytes[1 + i] = (unsigned char)((uint64_t)s->unit_id >> (8 * (ID_BYTES - 1 - i))) ^ mask.bytes[i];
    memcpy(bytes + 1 + ID_BYTES, tag.bytes, TAG_BYTES);
    base64url_print(&text, (struct str){(const char *)bytes, sizeof bytes});
    assert(text.len == LINK_TOKEN_LEN);
    memcpy(ret, text.ptr, LINK_TOKEN_LEN);
    ret[LINK_TOKEN_LEN] = '\0';
    buf_free(&text);
}

bool link_token_parse(struct str text, struct link_claim *ret)
{
    struct buf bytes = {0};
    bool ok = text.len == LINK_TOKEN_LEN && base64url_parse(&bytes, text) && bytes.ptr[0] != 0;
    if (ok) {
        *ret = (struct link_claim){.version = (unsigned char)bytes.ptr[0]};
        memcpy(ret->masked, bytes.ptr + 1, ID_BYTES);
        memcpy(ret->tag, bytes.ptr + 1 + ID_BYTES, TAG_BYTES);
    }
    buf_free(&bytes);
    return ok;
}

void link_token_open(const unsigned char key[LINK_KEY_BYTES], struct link_claim *claim)
{
    struct hash mask = mask_of(key, claim->tag);
    uint64_t id = 0;
    for (int i = 0; i < ID_BYTES; i++)
        id = id << 8 | (unsigned char)(claim->masked[i] ^ mask.bytes[i]);
    claim->unit_id = (int64_t)id;
}

bool link_token_matches(const unsigned char key[LINK_KEY_BYTES], const struct link_claim *claim,
                        const struct link_subject *s)
{
    struct hash tag = tag_of(key, claim->version, s);
    return bytes_same(tag.bytes, claim->tag, TAG_BYTES);
}
