/*
 * Tests of base/hash.h.
 */
#include "base/hash.h"
#include "testing.h"

static void sha256_of_known_texts(void **state)
{
    (void)state;
    static const struct {
        const char *text, *hex;
    } rows[] = {
        /* FIPS 180-4 examples */
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char hex[65];
        struct hash back;
        struct hash h = hash_sha256(str_of(rows[i].text));
        hash_hex(h, hex);
        assert_string_equal(hex, rows[i].hex);
        assert_true(hash_parse_hex(str_of(hex), &back));
        assert_true(hash_eq(h, back));
    }
    assert_true(hash_eq(hash_sha256((struct str){NULL, 0}), hash_sha256(STR(""))));
}

static void prefixed_is_the_hash_of_the_joined_bytes(void **state)
{
    (void)state;
    assert_true(hash_eq(hash_prefixed(0x01, STR("ab"), STR("c")), hash_sha256(STR("\x01"
                                                                                  "abc"))));
    assert_true(hash_eq(hash_prefixed(0x00, STR("abc"), STR("")), hash_sha256(STR("\0abc"))));
}

static void hex_must_be_whole(void **state)
{
    (void)state;
    struct hash h;
    assert_false(hash_parse_hex(STR(""), &h));
    assert_false(hash_parse_hex(STR("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8"), &h));
    assert_false(hash_parse_hex(STR("g3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"), &h));
    assert_true(hash_parse_hex(STR("E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855"), &h));
}

static void random_differs(void **state)
{
    (void)state;
    unsigned char a[300] = {0}, b[300] = {0};
    random_bytes(a, sizeof a);
    random_bytes(b, sizeof b);
    assert_memory_not_equal(a, b, sizeof a);
    assert_memory_not_equal(a + 268, b + 268, 32); /* filled to the end */
}

static void pieces_hash_like_the_whole(void **state)
{
    (void)state;
    char text[200];
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)i;
    for (size_t cut = 0; cut <= sizeof text; cut++) {
        struct hash_stream s;
        hash_begin(&s);
        hash_more(&s, text, cut);
        hash_more(&s, NULL, 0);
        hash_more(&s, text + cut, sizeof text - cut);
        assert_true(hash_eq(hash_end(&s), hash_sha256((struct str){text, sizeof text})));
    }
}

/* SipHash-2-4: the first vectors of its authors (key 00 01 .. 0f, text 00 01 ..). */
static void keyed_is_siphash(void **state)
{
    (void)state;
    static const uint64_t want[] = {UINT64_C(0x726fdb47dd0e0e31), UINT64_C(0x74f839c593dc67fd),
                                    UINT64_C(0x0d6c8009d9a94f5a), UINT64_C(0x85676696d7fb7e2d)};
    unsigned char key[16], text[4];
    for (unsigned char i = 0; i < sizeof key; i++)
        key[i] = i;
    for (unsigned char i = 0; i < sizeof text; i++)
        text[i] = i;
    for (size_t len = 0; len < sizeof text; len++)
        assert_int_equal(hash_keyed(key, text, len), want[len]);
}

/* RFC 4231, cases 1 and 2: shorter keys are filled up with zeros. */
static void hmac_of_the_rfc(void **state)
{
    static const unsigned char first[32] = {0x0b, 0x0b, 0x0b, 0x0b, 0x0b, 0x0b, 0x0b, 0x0b, 0x0b, 0x0b,
                                            0x0b, 0x0b, 0x0b, 0x0b, 0x0b, 0x0b, 0x0b, 0x0b, 0x0b, 0x0b};
    static const unsigned char second[32] = {'J', 'e', 'f', 'e'};
    char hex[65];
    (void)state;
    hash_hex(hash_hmac(first, STR("Hi There")), hex);
    assert_string_equal(hex, "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    hash_hex(hash_hmac(second, STR("what do ya want for nothing?")), hex);
    assert_string_equal(hex, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    assert_true(bytes_same(first, first, 32) && !bytes_same(first, second, 32));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hmac_of_the_rfc),
        cmocka_unit_test(sha256_of_known_texts),
        cmocka_unit_test(prefixed_is_the_hash_of_the_joined_bytes),
        cmocka_unit_test(hex_must_be_whole),
        cmocka_unit_test(random_differs),
        cmocka_unit_test(pieces_hash_like_the_whole),
        cmocka_unit_test(keyed_is_siphash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
