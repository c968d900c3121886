/*
 * Tests of domain/merkle.h: published vectors, the well-known roots, and every interesting size against a plain recursive
 * reading of RFC 6962 that shares no code with it.
 */
#include <dirent.h>
#include <stdlib.h>

#include "base/base64.h"
#include "base/json.h"
#include "domain/merkle.h"
#include "testing.h"

/* --- the reference: MTH, PATH and PROOF word by word --- */

static struct hash ref_node(struct hash l, struct hash r)
{
    char both[65];
    both[0] = 1;
    memcpy(both + 1, l.bytes, 32);
    memcpy(both + 33, r.bytes, 32);
    return hash_sha256((struct str){both, 65});
}

static uint64_t ref_split(uint64_t n)
{
    uint64_t k = 1;
    while (k * 2 < n)
        k *= 2;
    return k;
}

static struct hash ref_root(const struct hash *leaves, uint64_t n)
{
    if (n == 0)
        return hash_sha256(STR(""));
    if (n == 1)
        return leaves[0];
    uint64_t k = ref_split(n);
    return ref_node(ref_root(leaves, k), ref_root(leaves + k, n - k));
}

static void ref_add(struct merkle_proof *p, struct hash h)
{
    p->hashes[p->count++] = h;
}

static void ref_path(const struct hash *leaves, uint64_t m, uint64_t n, struct merkle_proof *p)
{
    if (n == 1)
        return;
    uint64_t k = ref_split(n);
    if (m < k) {
        ref_path(leaves, m, k, p);
        ref_add(p, ref_root(leaves + k, n - k));
    } else {
        ref_path(leaves + k, m - k, n - k, p);
        ref_add(p, ref_root(leaves, k));
    }
}

static void ref_subproof(const struct hash *leaves, uint64_t m, uint64_t n, bool known, struct merkle_proof *p)
{
    if (m == n) {
        if (!known)
            ref_add(p, ref_root(leaves, n));
        return;
    }
    uint64_t k = ref_split(n);
    if (m <= k) {
        ref_subproof(leaves, m, k, known, p);
        ref_add(p, ref_root(leaves + k, n - k));
    } else {
        ref_subproof(leaves + k, m - k, n - k, false, p);
        ref_add(p, ref_root(leaves, k));
    }
}

static bool same_proof(const struct merkle_proof *a, const struct merkle_proof *b)
{
    return a->count == b->count && memcmp(a->hashes, b->hashes, a->count * sizeof a->hashes[0]) == 0;
}

/* --- a store of kept hashes, as the real one keeps them --- */

enum { KEPT_LEVELS = 3 }; /* 0, 8, 16 */

struct kept {
    struct hash *hashes[KEPT_LEVELS];
    size_t count[KEPT_LEVELS];
    struct merkle_frontier frontier;
    size_t fetched[KEPT_LEVELS];
    size_t fail_after; /* fetches that succeed; 0: all do */
    size_t capacity;
};

static bool kept_fetch(void *state, int level, uint64_t index, struct hash *ret)
{
    struct kept *k = state;
    assert_int_equal(level % MERKLE_LEVEL_STEP, 0);
    int row = level / MERKLE_LEVEL_STEP;
    assert_in_range(row, 0, KEPT_LEVELS - 1);
    assert_true(index < k->count[row]); /* never asks for what is not complete */
    k->fetched[row]++;
    if (k->fail_after > 0 && k->fetched[0] + k->fetched[1] + k->fetched[2] > k->fail_after)
        return false;
    *ret = k->hashes[row][index];
    return true;
}

static struct kept *kept_new(size_t capacity)
{
    struct kept *k = calloc(1, sizeof *k);
    k->capacity = capacity;
    for (int row = 0; row < KEPT_LEVELS; row++)
        k->hashes[row] = calloc((capacity >> 8 * row) + 1, sizeof(struct hash));
    return k;
}

static void kept_free(struct kept *k)
{
    for (int row = 0; row < KEPT_LEVELS; row++)
        free(k->hashes[row]);
    free(k);
}

static void kept_append(struct kept *k, struct hash leaf)
{
    struct merkle_tile tiles[MERKLE_TILES_MAX];
    assert_true(k->count[0] < k->capacity);
    k->hashes[0][k->count[0]++] = leaf;
    size_t n = merkle_append(&k->frontier, leaf, tiles);
    for (size_t i = 0; i < n; i++) {
        int row = tiles[i].level / MERKLE_LEVEL_STEP;
        assert_int_equal(tiles[i].level % MERKLE_LEVEL_STEP, 0);
        assert_int_equal(tiles[i].index, k->count[row]); /* each once, in order */
        k->hashes[row][k->count[row]++] = tiles[i].hash;
    }
}

static struct merkle_source source(struct kept *k)
{
    memset(k->fetched, 0, sizeof k->fetched);
    return (struct merkle_source){kept_fetch, k};
}

static struct hash numbered_leaf(uint64_t i)
{
    char text[32];
    snprintf(text, sizeof text, "leaf %llu", (unsigned long long)i);
    return merkle_leaf(str_of(text));
}

static struct kept *grown(size_t leaves)
{
    struct kept *k = kept_new(leaves);
    for (size_t i = 0; i < leaves; i++)
        kept_append(k, numbered_leaf(i));
    return k;
}

static void assert_few_fetches(const struct kept *k, size_t most)
{
    for (int row = 0; row < KEPT_LEVELS; row++)
        assert_true(k->fetched[row] <= most);
}

/* --- tests --- */

/* Roots over the first 0 to 8 of the test leaves known from the Certificate Transparency code. */
static void known_roots(void **state)
{
    (void)state;
    static const struct {
        struct str leaf;
        const char *root; /* with this leaf as the last one */
    } rows[] = {
        {{"", 0}, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"},
        {{"\x00", 1}, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"},
        {{"\x10", 1}, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"},
        {{"\x20\x21", 2}, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"},
        {{"\x30\x31", 2}, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"},
        {{"\x40\x41\x42\x43", 4}, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"},
        {{"\x50\x51\x52\x53\x54\x55\x56\x57", 8}, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"},
        {{"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f", 16},
         "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"},
    };
    struct merkle_frontier f = {0};
    struct merkle_tile tiles[MERKLE_TILES_MAX];
    char hex[65];
    hash_hex(merkle_frontier_root(&f), hex);
    assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_int_equal(merkle_append(&f, merkle_leaf(rows[i].leaf), tiles), 0);
        hash_hex(merkle_frontier_root(&f), hex);
        assert_string_equal(hex, rows[i].root);
    }
}

/* Sizes 0 to 600: root by frontier, by kept hashes and by the reference; the frontier reloaded. */
static void roots_of_small_sizes(void **state)
{
    (void)state;
    enum { MAX = 600 };
    struct kept *k = kept_new(MAX);
    for (uint64_t size = 0; size <= MAX; size++) {
        struct hash want = ref_root(k->hashes[0], size), got;
        struct merkle_frontier loaded;
        assert_true(hash_eq(merkle_frontier_root(&k->frontier), want));
        assert_true(merkle_root(source(k), size, &got));
        assert_true(hash_eq(got, want));
        assert_few_fetches(k, 255);
        assert_true(merkle_frontier_load(source(k), size, &loaded));
        assert_int_equal(loaded.size, size);
        assert_true(hash_eq(merkle_frontier_root(&loaded), want));
        if (size < MAX)
            kept_append(k, numbered_leaf(size));
    }
    kept_free(k);
}

static void check_inclusion(struct kept *k, uint64_t index, uint64_t size, struct hash root, bool against_reference)
{
    struct merkle_proof p, want = {0};
    assert_true(merkle_inclusion(source(k), index, size, &p));
    assert_few_fetches(k, 511);
    if (against_reference) {
        ref_path(k->hashes[0], index, size, &want);
        assert_true(same_proof(&p, &want));
    }
    assert_true(merkle_inclusion_ok(root, size, k->hashes[0][index], index, p.hashes, p.count));
    assert_false(merkle_inclusion_ok(root, size, k->hashes[0][index], index + 1, p.hashes, p.count));
    assert_false(merkle_inclusion_ok(root, size, merkle_leaf(STR("other")), index, p.hashes, p.count));
    if (p.count > 0) {
        assert_false(merkle_inclusion_ok(root, size, k->hashes[0][index], index, p.hashes, p.count - 1));
        p.hashes[p.count / 2].bytes[7] ^= 1;
        assert_false(merkle_inclusion_ok(root, size, k->hashes[0][index], index, p.hashes, p.count));
    }
}

static void check_consistency(struct kept *k, uint64_t size1, uint64_t size2, struct hash root1, struct hash root2,
                              bool against_reference)
{
    struct merkle_proof p, want = {0};
    assert_true(merkle_consistency(source(k), size1, size2, &p));
    assert_few_fetches(k, 511);
    if (against_reference) {
        ref_subproof(k->hashes[0], size1, size2, true, &want);
        assert_true(same_proof(&p, &want));
    }
    assert_true(merkle_consistency_ok(root1, size1, root2, size2, p.hashes, p.count));
    assert_false(merkle_consistency_ok(root1, 0, root2, size2, p.hashes, p.count));
    assert_false(merkle_consistency_ok(merkle_leaf(STR("other")), size1, root2, size2, p.hashes, p.count));
    assert_false(merkle_consistency_ok(root1, size1, merkle_leaf(STR("other")), size2, p.hashes, p.count));
    if (p.count > 0) {
        assert_false(merkle_consistency_ok(root1, size1, root2, size2, p.hashes, p.count - 1));
        p.hashes[p.count / 2].bytes[31] ^= 0x80;
        assert_false(merkle_consistency_ok(root1, size1, root2, size2, p.hashes, p.count));
    }
}

/* Every pair of sizes, and every leaf, up to 65. */
static void all_proofs_of_small_trees(void **state)
{
    (void)state;
    enum { MAX = 65 };
    struct kept *k = grown(MAX);
    struct hash roots[MAX + 1];
    for (uint64_t size = 0; size <= MAX; size++)
        roots[size] = ref_root(k->hashes[0], size);
    for (uint64_t size = 1; size <= MAX; size++) {
        for (uint64_t i = 0; i < size; i++)
            check_inclusion(k, i, size, roots[size], true);
        for (uint64_t size1 = 1; size1 <= size; size1++)
            check_consistency(k, size1, size, roots[size1], roots[size], true);
    }
    kept_free(k);
}

/* Around 2^n and 256^n, up to two kept levels above the leaves. */
static void sizes_around_powers(void **state)
{
    (void)state;
    enum { MAX = 256 * 256 * 2 + 300 };
    static const uint64_t sizes[] = {127,         128,         129,         255,    256,         257,    511,   512,
                                     513,         1023,        1024,        1025,   65535 - 256, 65535,  65536, 65537,
                                     65536 + 255, 65536 + 256, 65536 + 257, 131071, 131072,      131073, MAX};
    struct kept *k = grown(MAX);
    assert_int_equal(k->count[1], MAX / 256);
    assert_int_equal(k->count[2], MAX / 65536);
    struct hash roots[COUNT(sizes)];
    for (size_t i = 0; i < COUNT(sizes); i++) {
        roots[i] = ref_root(k->hashes[0], sizes[i]);
        struct hash got;
        assert_true(merkle_root(source(k), sizes[i], &got));
        assert_true(hash_eq(got, roots[i]));
        assert_few_fetches(k, 255);
    }
    for (size_t i = 0; i < COUNT(sizes); i++) {
        bool small = sizes[i] <= 1025;
        const uint64_t leaves[] = {0, 1, 254, 255, 256, 257, 65535, 65536, sizes[i] / 2, sizes[i] - 2, sizes[i] - 1};
        for (size_t n = 0; n < COUNT(leaves); n++) {
            if (leaves[n] < sizes[i])
                check_inclusion(k, leaves[n], sizes[i], roots[i], small);
        }
        for (size_t first = 0; first <= i; first++)
            check_consistency(k, sizes[first], sizes[i], roots[first], roots[i], small);
    }
    check_inclusion(k, 65700, MAX, roots[COUNT(sizes) - 1], true);
    check_consistency(k, 65537, MAX, ref_root(k->hashes[0], 65537), roots[COUNT(sizes) - 1], true);
    kept_free(k);
}

/* Numbers as large as they get: the frontier of a tree nobody could build, by doubling one subtree. */
static bool doubled_fetch(void *state, int level, uint64_t index, struct hash *ret)
{
    (void)index; /* all leaves are equal, so all subtrees of a level are */
    *ret = ((struct hash *)state)[level];
    return true;
}

static void huge_trees(void **state)
{
    (void)state;
    struct hash by_level[64] = {merkle_leaf(STR("same"))};
    for (int level = 1; level < 64; level++)
        by_level[level] = ref_node(by_level[level - 1], by_level[level - 1]);
    struct merkle_source s = {doubled_fetch, by_level};
    const uint64_t sizes[] = {UINT64_C(1) << 61, (UINT64_C(1) << 61) + 1, (UINT64_C(1) << 62) - 2};
    for (size_t i = 0; i < COUNT(sizes); i++) {
        struct hash root, before;
        struct merkle_proof p;
        uint64_t last = sizes[i] - 1;
        assert_true(merkle_root(s, sizes[i], &root));
        assert_true(merkle_root(s, last, &before));
        assert_true(merkle_inclusion(s, last, sizes[i], &p));
        assert_true(merkle_inclusion_ok(root, sizes[i], by_level[0], last, p.hashes, p.count));
        assert_true(merkle_inclusion(s, 12345, sizes[i], &p));
        assert_true(merkle_inclusion_ok(root, sizes[i], by_level[0], 12345, p.hashes, p.count));
        assert_true(merkle_consistency(s, last, sizes[i], &p));
        assert_true(merkle_consistency_ok(before, last, root, sizes[i], p.hashes, p.count));
        assert_false(merkle_consistency_ok(before, UINT64_MAX, root, UINT64_MAX, p.hashes, p.count));
        assert_false(merkle_inclusion_ok(root, UINT64_MAX, by_level[0], last, p.hashes, p.count));
        /* One leaf more makes the tree the frontier makes. */
        struct merkle_frontier f;
        struct merkle_tile tiles[MERKLE_TILES_MAX];
        assert_true(merkle_frontier_load(s, last, &f));
        size_t n = merkle_append(&f, by_level[0], tiles);
        assert_true(hash_eq(merkle_frontier_root(&f), root));
        assert_int_equal(n, i == 0 ? 7 : 0);
        assert_true(n == 0 || (tiles[6].level == 56 && hash_eq(tiles[6].hash, by_level[56])));
    }
}

static void a_source_that_fails(void **state)
{
    (void)state;
    struct kept *k = grown(777);
    struct hash root, untouched = merkle_leaf(STR("untouched"));
    struct merkle_proof p;
    struct merkle_frontier f;
    for (size_t after = 1; after < 200; after++) {
        k->fail_after = after;
        root = untouched;
        p.count = 4711;
        f.size = 4711;
        bool ok = merkle_root(source(k), 777, &root);
        assert_true(ok || hash_eq(root, untouched));
        ok = merkle_inclusion(source(k), 300, 777, &p);
        assert_true(ok || p.count == 4711);
        p.count = 4711;
        ok = merkle_consistency(source(k), 300, 777, &p);
        assert_true(ok || p.count == 4711);
        ok = merkle_frontier_load(source(k), 777, &f);
        assert_true(ok || f.size == 4711);
    }
    k->fail_after = 1;
    assert_false(merkle_root(source(k), 777, &root));
    assert_false(merkle_inclusion(source(k), 300, 777, &p));
    assert_false(merkle_consistency(source(k), 300, 777, &p));
    kept_free(k);
}

/* --- published vectors --- */

/* A base64 hash; false when it is not one (the vectors hold garbage on purpose). */
static bool vector_hash(const struct json *v, struct hash *ret)
{
    struct buf bytes = {0};
    bool ok = base64_parse(&bytes, json_string(v)) && bytes.len == sizeof ret->bytes;
    if (ok)
        memcpy(ret->bytes, bytes.ptr, sizeof ret->bytes);
    buf_free(&bytes);
    return ok;
}

static bool vector_proof(const struct json *list, struct merkle_proof *ret)
{
    ret->count = json_count(list);
    for (size_t i = 0; i < ret->count; i++) {
        if (!vector_hash(json_at(list, i), &ret->hashes[i]))
            return false;
    }
    return true;
}

static bool inclusion_vector_ok(const struct json *v)
{
    struct hash root, leaf;
    struct merkle_proof p;
    if (!vector_hash(json_get(v, "root"), &root) || !vector_hash(json_get(v, "leafHash"), &leaf) ||
        !vector_proof(json_get(v, "proof"), &p))
        return false;
    return merkle_inclusion_ok(root, (uint64_t)json_int(json_get(v, "treeSize")), leaf,
                               (uint64_t)json_int(json_get(v, "leafIdx")), p.hashes, p.count);
}

static bool consistency_vector_ok(const struct json *v)
{
    struct hash root1, root2;
    struct merkle_proof p;
    if (!vector_hash(json_get(v, "root1"), &root1) || !vector_hash(json_get(v, "root2"), &root2) ||
        !vector_proof(json_get(v, "proof"), &p))
        return false;
    return merkle_consistency_ok(root1, (uint64_t)json_int(json_get(v, "size1")), root2,
                                 (uint64_t)json_int(json_get(v, "size2")), p.hashes, p.count);
}

/* 2^64 - 1, which our JSON refuses, as -1, which converts to it. */
static struct str fit_integers(struct arena *a, struct str text)
{
    static const char big[] = "18446744073709551615";
    char *copy = arena_cstr(a, text);
    char *hit = strstr(copy, big);
    if (hit == NULL)
        return text;
    memset(hit, ' ', sizeof big - 1);
    memcpy(hit, "-1", 2);
    return (struct str){copy, text.len};
}

/* Checks one file; returns whether its proof was a good one. */
static bool run_vector(struct arena *a, struct str path, bool (*check)(const struct json *))
{
    struct json_error error;
    struct json *v = json_parse(fit_integers(a, fixture(a, path.ptr)), &error);
    if (v == NULL)
        fail_msg("%s: %s", path.ptr, error.text);
    assert_int_equal(json_kind(json_get(v, "wantErr")), JSON_BOOL);
    bool want = !json_bool(json_get(v, "wantErr"));
    assert_row(check(v) == want, path.ptr);
    json_free(v);
    return want;
}

/* All files of the folders kind/0, kind/1 ... */
static void run_vectors(const char *kind, bool (*check)(const struct json *), int want_files, int want_good)
{
    struct arena *a = arena_new(0);
    int files = 0, good = 0;
    for (int folder = 0;; folder++) {
        struct str below = arena_fmt(a, "rfc6962/%s/%d", kind, folder);
        DIR *dir = opendir(arena_fmt(a, "%s/%s", FIXTURES, below.ptr).ptr);
        if (dir == NULL)
            break;
        for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
            if (entry->d_name[0] == '.')
                continue;
            files++;
            good += run_vector(a, arena_fmt(a, "%s/%s", below.ptr, entry->d_name), check);
        }
        closedir(dir);
    }
    assert_int_equal(files, want_files);
    assert_int_equal(good, want_good);
    arena_free(a);
}

static void inclusion_vectors(void **state)
{
    (void)state;
    run_vectors("inclusion", inclusion_vector_ok, 49, 3);
}

static void consistency_vectors(void **state)
{
    (void)state;
    run_vectors("consistency", consistency_vector_ok, 43, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_roots),
        cmocka_unit_test(roots_of_small_sizes),
        cmocka_unit_test(all_proofs_of_small_trees),
        cmocka_unit_test(sizes_around_powers),
        cmocka_unit_test(huge_trees),
        cmocka_unit_test(a_source_that_fails),
        cmocka_unit_test(inclusion_vectors),
        cmocka_unit_test(consistency_vectors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
