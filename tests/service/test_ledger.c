/*
 * Promise 12: any tampering with the stored events is found, and the event is named. Promise 13 in the store: history cannot be
 * changed through a connection of ours. And the roots: those of every size, from the kept nodes, against a naive computation.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "service/proof.h"
#include "service/verify.h"
#include "tamper.h"

static bool is_long(void)
{
    const char *text = getenv("SERNO_LONG");
    return text && strcmp(text, "1") == 0;
}

/* ---- a company whose books somebody gets at ---- */

struct books {
    struct tamper t;
    struct busy busy; /* also the source of what is random */
    struct ledger_report report;
    int64_t tricks;
};

static void open_books(struct books *b, int64_t events, size_t bulk)
{
    *b = (struct books){.busy = {.seed = 2026, .want = events, .bulk = bulk}};
    company_open(&b->t.company);
    busy_fill(&b->t.company, &b->busy);
    writer_stop(b->t.company.writer);
    b->t.company.writer = NULL;
    tamper_open(&b->t);
}

static void close_books(struct books *b)
{
    tamper_close(&b->t);
    company_close(&b->t.company);
}

/* What the verifier says. */
static const struct ledger_report *verify(struct books *b, const struct ledger_expect *expect)
{
    arena_reset(b->t.arena);
    struct ctx ctx = {.arena = b->t.arena, .db = b->t.db};
    assert_true(service_ledger_verify(&ctx, expect, NULL, &b->report));
    b->tricks++;
    return &b->report;
}

static void fail_with(const struct ledger_report *r, const char *trick, int64_t seq)
{
    for (size_t i = 0; i < r->finding_count && i < 5; i++)
        print_error("  event %lld: %.*s\n", (long long)r->findings[i].seq, STR_ARG(r->findings[i].what));
    fail_msg("%s at event %lld: %lld found bad", trick, (long long)seq, (long long)r->bad);
}

/* The first bad event is seq, and there are so many. */
static void must_name(struct books *b, const char *trick, int64_t seq, int64_t bad)
{
    const struct ledger_report *r = verify(b, NULL);
    if (r->bad != bad || r->finding_count == 0 || r->findings[0].seq != seq)
        fail_with(r, trick, seq);
}

static void must_be_good(struct books *b)
{
    const struct ledger_report *r = verify(b, NULL);
    if (r->bad)
        fail_with(r, "nothing", 0);
    assert_int_equal(r->size, b->t.events);
}

static struct str flipped(struct books *b, struct str bytes)
{
    struct str copy = arena_str(b->t.arena, bytes);
    int64_t bit = busy_below(&b->busy, (int64_t)bytes.len * 8);
    ((char *)(uintptr_t)copy.ptr)[bit / 8] ^= (char)(1 << bit % 8);
    return copy;
}

/* ---- tricks with one event ---- */

static void flip(struct books *b, const char *column, int64_t seq)
{
    struct str was = tamper_bytes(&b->t, column, seq), now = flipped(b, was);
    tamper_set_bytes(&b->t, column, seq, now);
    struct str kept = {malloc(was.len), was.len};
    assert_non_null(kept.ptr);
    memcpy((char *)(uintptr_t)kept.ptr, was.ptr, was.len);
    must_name(b, column, seq, 1);
    tamper_set_bytes(&b->t, column, seq, kept);
    free((char *)(uintptr_t)kept.ptr);
}

static void change_column(struct books *b, int64_t seq)
{
    static const char *const changes[] = {
        "id = zeroblob(16)",
        "command = (command + 1) % 30",
        "event_time = event_time + 1",
        "recorded_at = recorded_at + 1",
        "actor_id = actor_id + 1",
        "location_id = coalesce(location_id, 0) + 1",
        "order_ref = coalesce(order_ref, '') || 'x'",
        "units = units + 1",
        "digest = x'00'",
        "order_ref = coalesce(nullif(order_ref, 'SO-1'), '')",
    };
    int64_t which = busy_below(&b->busy, sizeof changes / sizeof changes[0]);
    tamper_do(&b->t, "UPDATE event SET %s WHERE seq = %lld AND order_ref IS NOT 'SO-0'", changes[which],
              (long long)seq);
    if (tamper_number(&b->t, "SELECT changes()") > 0)
        must_name(b, changes[which], seq, 1);
    tamper_undo(&b->t, "event");
}

static void delete_row(struct books *b, int64_t seq)
{
    tamper_do(&b->t, "DELETE FROM event WHERE seq = %lld", (long long)seq);
    must_name(b, "delete", seq, 1);
    tamper_undo(&b->t, "event");
}

/* Delete, and close the gap. */
static void delete_and_move_up(struct books *b, int64_t seq)
{
    tamper_do(&b->t,
              "BEGIN; DELETE FROM event WHERE seq = %lld; UPDATE event SET seq = -seq WHERE seq > %lld;"
              "UPDATE event SET seq = -seq - 1 WHERE seq < 0; COMMIT",
              (long long)seq, (long long)seq);
    const struct ledger_report *r = verify(b, NULL);
    if (r->finding_count == 0 || r->findings[0].seq != seq)
        fail_with(r, "delete and move up", seq);
    tamper_undo(&b->t, "event");
}

static void swap_columns(struct books *b, const char *columns, int64_t seq)
{
    int64_t other = seq < b->t.events ? seq + 1 : seq - 1, first = other < seq ? other : seq;
    tamper_do(&b->t,
              "UPDATE event SET (%s) = (SELECT %s FROM keep_event k WHERE k.seq = %lld - event.seq) WHERE seq IN "
              "(%lld, %lld)",
              columns, columns, (long long)(seq + other), (long long)seq, (long long)other);
    must_name(b, columns, first, 2);
    tamper_undo(&b->t, "event");
}

/* Both rows whole, so that each agrees with itself. */
static void swap_rows(struct books *b, int64_t seq)
{
    int64_t other = seq < b->t.events ? seq + 1 : seq - 1, first = other < seq ? other : seq;
    tamper_do(&b->t,
              "BEGIN; UPDATE event SET seq = -1 WHERE seq = %lld; UPDATE event SET seq = %lld WHERE seq = %lld;"
              "UPDATE event SET seq = %lld WHERE seq = -1; COMMIT",
              (long long)seq, (long long)seq, (long long)other, (long long)other);
    /* Both, and the one behind them when it belongs to the same command. */
    const struct ledger_report *r = verify(b, NULL);
    if (r->bad < 2 || r->bad > 3 || r->findings[0].seq != first)
        fail_with(r, "swap whole rows", seq);
    tamper_undo(&b->t, "event");
}

/* A good-looking event: the bytes of an old one under a new id, rightly hashed. */
static void forge(struct books *b, int64_t like, int64_t seq)
{
    struct str body = arena_str(b->t.arena, tamper_bytes(&b->t, "body", like));
    struct id id = busy_id(&b->busy);
    char text[ID_TEXT_LEN + 1];
    id_print(id, text);
    char *at = (char *)(uintptr_t)body.ptr + strlen("{\"id\":\"");
    memcpy(at, text, ID_TEXT_LEN);
    struct hash leaf = merkle_leaf(body);
    tamper_do(&b->t,
              "INSERT INTO event SELECT %lld, zeroblob(16), command, event_time, recorded_at, actor_id, location_id, "
              "order_ref, units,"
              " digest, leaf, body FROM keep_event WHERE seq = %lld",
              (long long)seq, (long long)like);
    tamper_set_bytes(&b->t, "id", seq, (struct str){(const char *)id.bytes, sizeof id.bytes});
    tamper_set_bytes(&b->t, "leaf", seq, (struct str){(const char *)leaf.bytes, sizeof leaf.bytes});
    tamper_set_bytes(&b->t, "body", seq, body);
}

static void insert_forged(struct books *b, int64_t seq)
{
    tamper_do(
        &b->t,
        "BEGIN; UPDATE event SET seq = -seq WHERE seq >= %lld; UPDATE event SET seq = -seq + 1 WHERE seq < 0; COMMIT",
        (long long)seq);
    forge(b, seq > 1 ? seq - 1 : 1, seq);
    const struct ledger_report *r = verify(b, NULL);
    if (r->finding_count == 0 || r->findings[0].seq != seq)
        fail_with(r, "insert", seq);
    tamper_undo(&b->t, "event");
}

/* Everything behind seq is gone: only from the table of events; and from the history, too. */
static void truncate_behind(struct books *b, int64_t seq)
{
    tamper_do(&b->t, "DELETE FROM event WHERE seq > %lld", (long long)seq);
    must_name(b, "truncate", seq + 1, b->t.events - seq);
    tamper_do(&b->t, "DELETE FROM event_unit WHERE seq > %lld", (long long)seq);
    const struct ledger_report *r = verify(b, NULL);
    if (r->finding_count == 0 || r->findings[0].seq != seq + 1)
        fail_with(r, "truncate event and event_unit", seq);
    tamper_undo(&b->t, "event");
    tamper_undo(&b->t, "event_unit");
}

/* Of the history rows: one less, one changed, one more. */
static void touch_history(struct books *b, int64_t seq)
{
    static const char *const tricks[] = {
        "DELETE FROM event_unit WHERE rowid_of",
        "UPDATE event_unit SET event_time = event_time + 1 WHERE rowid_of",
        "UPDATE event_unit SET carried = 1 - carried WHERE rowid_of",
        "UPDATE event_unit SET command = command + 1 WHERE rowid_of",
        "UPDATE event_unit SET actor_id = 7 WHERE rowid_of",
    };
    int64_t which = busy_below(&b->busy, 6);
    int64_t unit = tamper_number(&b->t, "SELECT max(unit_id) FROM event_unit WHERE seq = %lld", (long long)seq);
    if (which == 5)
        tamper_do(
            &b->t,
            "INSERT INTO event_unit SELECT 999999, seq, command, carried, event_time, status, location_id, party_id, "
            "actor_id FROM event_unit WHERE unit_id = %lld AND seq = %lld",
            (long long)unit, (long long)seq);
    else
        tamper_do(&b->t, "%.*s unit_id = %lld AND seq = %lld", (int)(strlen(tricks[which]) - strlen("rowid_of")),
                  tricks[which], (long long)unit, (long long)seq);
    must_name(b, which == 5 ? "one more history row" : tricks[which], seq, 1);
    tamper_undo(&b->t, "event_unit");
}

/* Changed and hashed anew: within whole nodes the tree shows it; with a root from elsewhere it always shows. */
static void rehash(struct books *b, int64_t seq, const struct ledger_expect *expect)
{
    struct str body = arena_str(b->t.arena, tamper_bytes(&b->t, "body", seq));
    char *device = memmem(body.ptr, body.len, "\"device\":\"test\"", 15);
    assert_non_null(device);
    memcpy(device, "\"device\":\"best\"", 15);
    struct hash leaf = merkle_leaf(body);
    tamper_set_bytes(&b->t, "body", seq, body);
    tamper_set_bytes(&b->t, "leaf", seq, (struct str){(const char *)leaf.bytes, sizeof leaf.bytes});
    const struct ledger_report *r = verify(b, NULL);
    bool in_node = seq <= b->t.events / 256 * 256;
    if (in_node != (r->bad > 0) || (in_node && r->findings[0].seq != (seq - 1) / 256 * 256 + 1))
        fail_with(r, "change and hash anew", seq);
    r = verify(b, expect);
    if (r->bad == 0)
        fail_with(r, "change and hash anew, root known", seq);
    tamper_undo(&b->t, "event");
}

static struct ledger_expect known_root(struct books *b)
{
    const struct ledger_report *r = verify(b, NULL);
    assert_int_equal(r->bad, 0);
    assert_true(r->has_root);
    return (struct ledger_expect){r->size, r->root};
}

static void test_every_event(void **state)
{
    (void)state;
    struct books *b = calloc(1, sizeof *b);
    assert_non_null(b);
    open_books(b, is_long() ? 600 : 240, 0);
    must_be_good(b);
    struct ledger_expect expect = known_root(b);
    b->tricks = 0;
    for (int64_t seq = 1; seq <= b->t.events; seq++) {
        flip(b, "body", seq);
        flip(b, "leaf", seq);
        delete_row(b, seq);
        swap_columns(b, "body", seq);
        insert_forged(b, seq);
        if (!is_long() && seq % 6)
            continue;
        truncate_behind(b, seq - 1);
        change_column(b, seq);
        delete_and_move_up(b, seq);
        swap_columns(b, "body, leaf", seq);
        swap_rows(b, seq);
        touch_history(b, seq);
        rehash(b, seq, &expect);
    }
    printf("figure: %lld tricks with %lld events, each found and named\n", (long long)b->tricks,
           (long long)b->t.events);
    must_be_good(b);
    close_books(b);
    free(b);
}

/* ---- tricks with the whole ---- */

static void forged_tail(struct books *b, const struct ledger_expect *expect)
{
    int64_t seq = b->t.events + 1;
    forge(b, b->t.events, seq);
    must_name(b, "one more at the end", seq, 1);
    /* Whoever also writes its history is found only by what depends on the whole: here nothing does, but the old root still fits. */
    tamper_do(
        &b->t,
        "INSERT INTO event_unit SELECT unit_id, seq + 1, command, carried, event_time, status, location_id, party_id, "
        "actor_id FROM event_unit WHERE seq = %lld",
        (long long)b->t.events);
    const struct ledger_report *r = verify(b, expect);
    assert_int_equal(r->bad, 0);
    assert_int_equal(r->size, seq);
    tamper_undo(&b->t, "event");
    tamper_undo(&b->t, "event_unit");
}

/* Cut so that nothing in the database names what is gone: only a root from elsewhere tells. */
static void clean_cut(struct books *b, const struct ledger_expect *expect)
{
    int64_t last = b->t.events - 3;
    static const char *const cuts[] = {
        "DELETE FROM event WHERE seq > %lld",
        "DELETE FROM event_unit WHERE seq > %lld",
        "UPDATE unit SET last_seq = %lld",
        "DELETE FROM containment WHERE from_seq > %lld",
        "UPDATE containment SET to_seq = NULL WHERE to_seq > %lld",
    };
    for (size_t i = 0; i < sizeof cuts / sizeof cuts[0]; i++) {
        char *sql = sqlite3_mprintf(cuts[i], (long long)last);
        tamper_do(&b->t, "%s", sql);
        sqlite3_free(sql);
        const struct ledger_report *r = verify(b, NULL);
        bool traces = tamper_number(&b->t,
                                    "SELECT max((SELECT max(seq) FROM event_unit), (SELECT max(last_seq) FROM unit),"
                                    " (SELECT max(max(from_seq, coalesce(to_seq, 0))) FROM containment)) > %lld",
                                    (long long)last) != 0;
        if (traces != (r->bad == 3) || (traces && r->findings[0].seq != last + 1))
            fail_with(r, cuts[i], last);
    }
    const struct ledger_report *r = verify(b, expect);
    assert_int_equal(r->bad, 3);
    assert_int_equal(r->findings[0].seq, last + 1);
    for (int i = 0; i < TAMPER_TABLES; i++)
        tamper_undo(&b->t, tamper_tables[i]);
}

static void tree_tricks(struct books *b)
{
    static const struct {
        const char *sql;
        int64_t seq;
    } rows[] = {
        {"UPDATE merkle_node SET hash = zeroblob(32) WHERE level = 8 AND idx = 0", 1},
        {"DELETE FROM merkle_node WHERE level = 8 AND idx = 1", 257},
        {"UPDATE merkle_node SET hash = x'00' WHERE level = 8 AND idx = 1", 257},
        {"INSERT INTO merkle_node VALUES (8, 2, zeroblob(32))", 601},
        {"INSERT INTO merkle_node VALUES (16, 0, zeroblob(32))", 601},
        {"INSERT INTO merkle_node VALUES (7, 0, zeroblob(32))", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        tamper_do(&b->t, "%s", rows[i].sql);
        const struct ledger_report *r = verify(b, NULL);
        if (r->bad == 0 || r->findings[0].seq != rows[i].seq)
            fail_with(r, rows[i].sql, rows[i].seq);
        tamper_undo(&b->t, "merkle_node");
    }
}

static void wild_rows(struct books *b)
{
    static const struct {
        const char *sql;
        int64_t seq;
    } rows[] = {
        {"UPDATE event SET seq = 4611686018427387904 WHERE seq = 600", 600},
        {"UPDATE event SET seq = 0 WHERE seq = 1", 1},
        {"UPDATE event SET seq = -5 WHERE seq = 600", 600},
        {"UPDATE event SET body = '' WHERE seq = 9", 9},
        {"UPDATE event SET body = NULL WHERE seq = 9", 9},
        {"UPDATE event SET leaf = NULL, digest = NULL WHERE seq = 9", 9},
        {"DELETE FROM event WHERE seq BETWEEN 100 AND 199", 100},
        {"DELETE FROM event", 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        tamper_do(&b->t, "%s", rows[i].sql);
        const struct ledger_report *r = verify(b, NULL);
        if (r->bad == 0 || r->findings[0].seq != rows[i].seq)
            fail_with(r, rows[i].sql, rows[i].seq);
        tamper_undo(&b->t, "event");
    }
}

static void test_whole_ledger(void **state)
{
    (void)state;
    struct books *b = calloc(1, sizeof *b);
    assert_non_null(b);
    open_books(b, 600, 1100);
    struct ledger_expect expect = known_root(b);
    forged_tail(b, &expect);
    clean_cut(b, &expect);
    tree_tricks(b);
    must_be_good(b);
    close_books(b);
    free(b);
}

/* The table of events as no program of ours would leave it. NOT NULL does not stop whoever rewrites the table. */
static void test_wild_rows(void **state)
{
    (void)state;
    struct books *b = calloc(1, sizeof *b);
    assert_non_null(b);
    open_books(b, 600, 1100);
    tamper_do(&b->t, "DROP TABLE event; CREATE TABLE event (seq INTEGER PRIMARY KEY, id, command, event_time, "
                     "recorded_at, actor_id, "
                     "location_id, order_ref, units, digest, leaf, body); INSERT INTO event SELECT * FROM keep_event");
    must_be_good(b);
    wild_rows(b);
    close_books(b);
    free(b);
}

/* ---- roots and proofs ---- */

struct leaves {
    struct hash *at;
    size_t count;
};

static struct leaves all_leaves(struct books *b)
{
    struct leaves l = {calloc((size_t)b->t.events, sizeof *l.at), (size_t)b->t.events};
    assert_non_null(l.at);
    for (size_t i = 0; i < l.count; i++) {
        l.at[i] = merkle_leaf(tamper_bytes(&b->t, "body", (int64_t)i + 1));
        arena_reset(b->t.arena);
    }
    return l;
}

/* MTH of RFC 6962, section 2.1, word for word. */
static struct hash naive_root(const struct hash *leaves, size_t n)
{
    if (n == 0)
        return hash_sha256(STR(""));
    if (n == 1)
        return leaves[0];
    size_t k = 1;
    while (k * 2 < n)
        k *= 2;
    struct hash left = naive_root(leaves, k), right = naive_root(leaves + k, n - k);
    return hash_prefixed(1, (struct str){(char *)left.bytes, 32}, (struct str){(char *)right.bytes, 32});
}

static void check_size(struct books *b, const struct leaves *l, int64_t size)
{
    struct ctx ctx = {.arena = b->t.arena, .db = b->t.db};
    struct ledger_head head;
    assert_true(service_ledger_head(&ctx, size, &head));
    assert_int_equal(head.size, size);
    assert_true(hash_eq(head.root, naive_root(l->at, (size_t)size)));
    if (size > 0)
        assert_int_equal(head.recorded_at,
                         tamper_number(&b->t, "SELECT recorded_at FROM event WHERE seq = %lld", (long long)size));
}

static void check_proofs(struct books *b, const struct leaves *l, int64_t size)
{
    struct ctx ctx = {.arena = b->t.arena, .db = b->t.db};
    struct event_proof p;
    struct ledger_consistency c;
    int64_t seq = 1 + busy_below(&b->busy, size), from = 1 + busy_below(&b->busy, size);
    assert_true(service_event_proof(&ctx, arena_fmt(b->t.arena, "%lld", (long long)seq), size, &p));
    struct hash root = naive_root(l->at, (size_t)size);
    assert_true(
        merkle_inclusion_ok(root, (uint64_t)size, l->at[seq - 1], (uint64_t)seq - 1, p.proof.hashes, p.proof.count));
    assert_true(hash_eq(p.leaf, l->at[seq - 1]) && hash_eq(p.head.root, root) && p.seq == seq);
    assert_true(service_ledger_consistency(&ctx, from, size, &c));
    assert_true(merkle_consistency_ok(naive_root(l->at, (size_t)from), (uint64_t)from, root, (uint64_t)size,
                                      c.proof.hashes, c.proof.count));
    assert_true(hash_eq(c.from.root, naive_root(l->at, (size_t)from)) && hash_eq(c.to.root, root));
}

static void sizes_refused(struct books *b)
{
    struct ctx ctx = {.arena = b->t.arena, .db = b->t.db};
    struct ledger_head head;
    struct ledger_consistency c;
    struct event_proof p;
    int64_t n = b->t.events;
    assert_false(service_ledger_head(&ctx, n + 1, &head));
    assert_int_equal(ctx.refusal.code, REFUSED_BAD_VALUE);
    assert_false(service_ledger_head(&ctx, -2, &head));
    assert_false(service_ledger_consistency(&ctx, 0, n, &c));
    assert_false(service_ledger_consistency(&ctx, 3, 2, &c));
    assert_false(service_ledger_consistency(&ctx, 1, n + 1, &c));
    assert_false(service_event_proof(&ctx, STR("10"), 9, &p));
    assert_false(service_event_proof(&ctx, STR("10"), n + 1, &p));
    assert_int_equal(ctx.refusal.code, REFUSED_BAD_VALUE);
    assert_false(service_event_proof(&ctx, STR("100000000"), LEDGER_NOW, &p));
    assert_int_equal(ctx.refusal.code, REFUSED_NOT_FOUND);
}

/* Every size; in the long form, with more than 65,536 events, those around powers of two and some between. */
static bool size_counts(int64_t size, int64_t events)
{
    int64_t near = size & -size;
    return events <= 1000 || size == events || size % 1501 == 0 || near >= 8192 || ((size + 1) & -(size + 1)) >= 8192 ||
           ((size - 1) & -(size - 1)) >= 8192;
}

static void test_roots(void **state)
{
    (void)state;
    struct books *b = calloc(1, sizeof *b);
    assert_non_null(b);
    open_books(b, is_long() ? 70000 : 600, 1100);
    struct leaves l = all_leaves(b);
    int64_t sizes = 0;
    for (int64_t size = 0; size <= b->t.events; size++) {
        if (!size_counts(size, b->t.events))
            continue;
        check_size(b, &l, size);
        if (size > 0)
            check_proofs(b, &l, size);
        arena_reset(b->t.arena);
        sizes++;
    }
    sizes_refused(b);
    printf("figure: roots and proofs of %lld sizes up to %lld equal the naive ones\n", (long long)sizes,
           (long long)b->t.events);
    free(l.at);
    close_books(b);
    free(b);
}

/* History rows where the sums are of more than one event each; and how fast verifying is. */
static void test_large(void **state)
{
    (void)state;
    struct books *b = calloc(1, sizeof *b);
    assert_non_null(b);
    open_books(b, 200000, 0);
    int64_t started = time_monotonic_ns();
    must_be_good(b);
    printf("figure: %.0f events verified a second\n",
           (double)b->t.events * 1e9 / (double)(time_monotonic_ns() - started));
    for (int i = 0; i < 20; i++)
        touch_history(b, 1 + busy_below(&b->busy, b->t.events));
    tamper_do(&b->t, "DELETE FROM event_unit WHERE seq > 1000");
    const struct ledger_report *r = verify(b, NULL);
    assert_int_equal(r->findings[0].seq, 1001);
    assert_true(r->more);
    close_books(b);
    free(b);
}

/* ---- promise 13 ---- */

static void test_append_only(void **state)
{
    (void)state;
    static const char *const tricks[] = {
        "UPDATE event SET body = x'00'",
        "UPDATE event SET digest = digest",
        "UPDATE OR REPLACE event SET seq = 2 WHERE seq = 1",
        "DELETE FROM event WHERE seq = 1",
        "DELETE FROM event",
        "INSERT OR REPLACE INTO event SELECT * FROM event WHERE seq = 1",
        "REPLACE INTO event SELECT seq + 1, id, command, event_time, recorded_at, actor_id, location_id, order_ref, "
        "units, digest, leaf, body "
        "FROM event WHERE seq = 1",
        "UPDATE event_unit SET status = 3",
        "DELETE FROM event_unit WHERE seq = 1",
        "INSERT OR REPLACE INTO event_unit SELECT * FROM event_unit",
        "UPDATE merkle_node SET hash = zeroblob(32)",
        "DELETE FROM merkle_node",
        "INSERT OR REPLACE INTO merkle_node SELECT * FROM merkle_node",
        "UPDATE command_refusal SET body = x''",
        "DELETE FROM command_refusal",
        "INSERT OR REPLACE INTO command_refusal SELECT * FROM command_refusal",
    };
    struct books *b = calloc(1, sizeof *b);
    struct db *db;
    char error[300];
    assert_non_null(b);
    *b = (struct books){.busy = {.seed = 7, .want = 300}};
    company_open(&b->t.company);
    busy_fill(&b->t.company, &b->busy);
    assert_int_equal(db_open(b->t.company.path, DB_WRITE, &db, error, sizeof error), DB_OK);
    /* All four tables have rows, so that each trick would have something to do. */
    assert_int_equal(query_run(db_query_text(db, STR("INSERT INTO command_refusal VALUES (zeroblob(16), x'00')"))),
                     DB_OK);
    for (size_t i = 0; i < sizeof tricks / sizeof tricks[0]; i++) {
        enum db_result r = query_run(db_query_text(db, str_of(tricks[i])));
        if (r != DB_APPEND_ONLY)
            fail_msg("%s: %s", tricks[i], db_result_text(r));
    }
    for (size_t i = 0; i < sizeof tricks / sizeof tricks[0]; i++)
        assert_int_not_equal(query_run(db_query_text(b->t.company.db, str_of(tricks[i]))), DB_OK);
    db_close(db);
    struct ctx ctx = {.arena = b->t.company.arena, .db = b->t.company.db};
    assert_true(service_ledger_verify(&ctx, NULL, NULL, &b->report));
    assert_int_equal(b->report.bad, 0);
    assert_int_equal(b->report.size, 300);
    company_close(&b->t.company);
    free(b);
}

/* ---- small things ---- */

static void test_empty(void **state)
{
    (void)state;
    struct company c;
    company_open(&c);
    struct ctx ctx = {.arena = c.arena, .db = c.db};
    struct ledger_report *r = calloc(1, sizeof *r);
    struct ledger_head head;
    struct event_proof p;
    struct ledger_consistency k;
    assert_true(service_ledger_verify(&ctx, NULL, NULL, r));
    assert_int_equal(r->bad, 0);
    assert_true(r->has_root && hash_eq(r->root, merkle_empty()));
    assert_true(service_ledger_verify(&ctx, &(struct ledger_expect){0, merkle_empty()}, NULL, r));
    assert_int_equal(r->bad, 0);
    assert_true(service_ledger_verify(&ctx, &(struct ledger_expect){5, merkle_empty()}, NULL, r));
    assert_int_equal(r->bad, 5);
    assert_true(service_ledger_head(&ctx, LEDGER_NOW, &head));
    assert_true(head.size == 0 && hash_eq(head.root, merkle_empty()));
    assert_false(service_event_proof(&ctx, STR("1"), LEDGER_NOW, &p));
    assert_false(service_ledger_consistency(&ctx, 1, LEDGER_NOW, &k));
    free(r);
    company_close(&c);
}

static void test_expect_parse(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool good;
    } rows[] = {
        {"3:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", true},
        {"0:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", true},
        {"-1:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", false},
        {"3:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8", false},
        {"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", false},
        {"x:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", false},
        {"3:", false},
        {"", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct ledger_expect e = {.size = 99};
        if (service_expect_parse(str_of(rows[i].text), &e) != rows[i].good)
            fail_msg("%s", rows[i].text);
        assert_int_equal(e.size, rows[i].good ? rows[i].text[0] - '0' : 99);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_expect_parse), cmocka_unit_test(test_empty),        cmocka_unit_test(test_append_only),
        cmocka_unit_test(test_roots),        cmocka_unit_test(test_whole_ledger), cmocka_unit_test(test_wild_rows),
        cmocka_unit_test(test_every_event),  cmocka_unit_test(test_large),
    };
    size_t count = sizeof tests / sizeof tests[0] - (is_long() ? 0 : 1); /* the last one only in the long form */
    return _cmocka_run_group_tests("ledger", tests, count, NULL, NULL);
}
