#include "service/secret.h"

#include <sodium.h>
#include <stdio.h>

#include "base/base64.h"

static const unsigned long long passes = crypto_pwhash_OPSLIMIT_INTERACTIVE;
static const size_t memory_bytes = crypto_pwhash_MEMLIMIT_INTERACTIVE;

bool service_password_hash(struct str password, char ret[SECRET_HASH_MAX])
{
    _Static_assert(crypto_pwhash_STRBYTES <= SECRET_HASH_MAX, "a hash fits");
    return sodium_init() >= 0 && crypto_pwhash_str_alg(ret, password.ptr ? password.ptr : "", password.len, passes,
                                                       memory_bytes, crypto_pwhash_ALG_ARGON2ID13) == 0;
}

bool service_password_matches(struct str password, struct str hash)
{
    char text[SECRET_HASH_MAX];
    if (str_empty(hash) || hash.len >= sizeof text) {
        service_password_hash(password, text); /* who asks learns nothing from the time it takes */
        return false;
    }
    snprintf(text, sizeof text, "%.*s", STR_ARG(hash));
    return crypto_pwhash_str_verify(text, password.ptr ? password.ptr : "", password.len) == 0;
}

void service_token_new(const char *prefix, char ret_text[SECRET_TOKEN_LEN + 1], struct hash *ret_hash)
{
    unsigned char bytes[32];
    struct buf text = {0};
    random_bytes(bytes, sizeof bytes);
    buf_z(&text, prefix);
    base64url_print(&text, (struct str){(const char *)bytes, sizeof bytes});
    snprintf(ret_text, SECRET_TOKEN_LEN + 1, "%.*s", STR_ARG(buf_view(&text)));
    *ret_hash = hash_sha256(buf_view(&text));
    buf_free(&text);
}

void service_password_new(char ret[24])
{
    static const char letters[] = "abcdefghijkmnpqrstuvwxyz23456789"; /* 32, so that every byte is as likely */
    unsigned char bytes[20];
    char *out = ret;
    random_bytes(bytes, sizeof bytes);
    for (size_t i = 0; i < sizeof bytes; i++) {
        if (i > 0 && i % 5 == 0)
            *out++ = '-';
        *out++ = letters[bytes[i] % 32];
    }
    *out = '\0';
}
