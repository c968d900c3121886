/*
 * hash: thin over nettle's SHA-256, which uses the processor's own instructions where there are some (six times as fast here as
 * libsodium's; docs/internals/decisions/0003-sha256-from-nettle.md). Randomness comes straight from getrandom(2): it needs no
 * set-up, so no call order can make it weak.
 */
#include "base/hash.h"
#include "base/base64.h"

#include <errno.h>
#include <nettle/hmac.h>
#include <nettle/sha2.h>
#include <sodium.h>
#include <stdlib.h>
#include <sys/random.h>

static void update(struct sha256_ctx *state, struct str s)
{
    if (s.len > 0)
        sha256_update(state, s.len, (const unsigned char *)s.ptr);
}

struct hash hash_sha256(struct str data)
{
    struct sha256_ctx state;
    struct hash h;
    sha256_init(&state);
    update(&state, data);
    sha256_digest(&state, sizeof h.bytes, h.bytes);
    return h;
}

struct hash hash_prefixed(unsigned char prefix, struct str a, struct str b)
{
    struct sha256_ctx state;
    struct hash h;
    sha256_init(&state);
    sha256_update(&state, 1, &prefix);
    update(&state, a);
    update(&state, b);
    sha256_digest(&state, sizeof h.bytes, h.bytes);
    return h;
}

_Static_assert(sizeof(struct hash_stream) >= sizeof(struct sha256_ctx), "state is as large as nettle's");

void hash_begin(struct hash_stream *s)
{
    sha256_init((struct sha256_ctx *)s->state);
}

void hash_more(struct hash_stream *s, const void *bytes, size_t len)
{
    if (len > 0)
        sha256_update((struct sha256_ctx *)s->state, len, bytes);
}

struct hash hash_end(struct hash_stream *s)
{
    struct hash h;
    sha256_digest((struct sha256_ctx *)s->state, sizeof h.bytes, h.bytes);
    return h;
}

struct hash hash_hmac(const unsigned char key[32], struct str data)
{
    struct hmac_sha256_ctx state;
    struct hash h;
    hmac_sha256_set_key(&state, 32, key);
    if (data.len > 0)
        hmac_sha256_update(&state, data.len, (const unsigned char *)data.ptr);
    hmac_sha256_digest(&state, sizeof h.bytes, h.bytes);
    return h;
}

bool bytes_same(const void *a, const void *b, size_t len)
{
    return sodium_memcmp(a, b, len) == 0;
}

uint64_t hash_keyed(const unsigned char key[16], const void *bytes, size_t len)
{
    uint64_t h;
    _Static_assert(sizeof h == crypto_shorthash_BYTES, "SipHash gives 64 bits");
    crypto_shorthash((unsigned char *)&h, bytes, len, key);
    return h;
}

void hash_hex(struct hash h, char out[65])
{
    hex_print(h.bytes, sizeof h.bytes, out);
}

bool hash_parse_hex(struct str text, struct hash *ret)
{
    struct hash h;
    if (text.len != 2 * sizeof h.bytes || !hex_parse(text, h.bytes))
        return false;
    *ret = h;
    return true;
}

void random_bytes(void *out, size_t len)
{
    char *p = out;
    while (len > 0) {
        ssize_t got = getrandom(p, len, 0);
        if (got < 0 && errno != EINTR)
            abort(); /* no randomness: ids and keys would be guessable */
        if (got > 0) {
            p += got;
            len -= (size_t)got;
        }
    }
}
