/*
 * hash: SHA-256 and the text forms of bytes (libsodium).
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/str.h"

struct hash {
    unsigned char bytes[32];
};

static inline bool hash_eq(struct hash a, struct hash b)
{
    return memcmp(a.bytes, b.bytes, 32) == 0;
}

struct hash hash_sha256(struct str data);
/* SHA-256 over prefix byte, a, b: what RFC 6962 asks for leaves (0x00) and nodes (0x01). */
struct hash hash_prefixed(unsigned char prefix, struct str a, struct str b);
/* SHA-256 of bytes that come in pieces. */
struct hash_stream {
    _Alignas(8) unsigned char state[128]; /* nettle's */
};
void hash_begin(struct hash_stream *s);
void hash_more(struct hash_stream *s, const void *bytes, size_t len);
struct hash hash_end(struct hash_stream *s);
/* HMAC-SHA-256 (RFC 2104): only who knows the key can work it out. */
struct hash hash_hmac(const unsigned char key[32], struct str data);
/* Equality in a time that does not tell where the first difference is. */
bool bytes_same(const void *a, const void *b, size_t len);
/* SipHash-2-4: quick, and not to be foreseen by who does not know the key. For tables and sums inside one run only. */
uint64_t hash_keyed(const unsigned char key[16], const void *bytes, size_t len);
/* Lower-case hex, 64 characters and a NUL. */
void hash_hex(struct hash h, char out[65]);
bool hash_parse_hex(struct str text, struct hash *ret);
/* len random bytes from the operating system. */
void random_bytes(void *out, size_t len);

#endif
