#include "api/link_gate.h"

#include <arpa/inet.h>
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

#include "base/hash.h"

enum { SETS = 2048, WAYS = 4, ADDRESS_TEXT_MAX = 64 };

#define SECOND_MS ((msec)1000)
#define MINUTE_MS (60 * SECOND_MS)
#define HOUR_MS   (60 * MINUTE_MS)

/* ---- networks ---- */

enum { V4_BYTES = 3, V6_BYTES = 6, MAPPED_AT = 12 };

static struct gate_network network(unsigned char kind, const unsigned char *bytes, size_t len)
{
    struct gate_network n = {{kind}};
    memcpy(n.bytes + 1, bytes, len);
    return n;
}

struct gate_network gate_network_of(struct str address)
{
    static const unsigned char mapped[MAPPED_AT] = {[10] = 0xFF, [11] = 0xFF};
    unsigned char bytes[sizeof(struct in6_addr)];
    char text[ADDRESS_TEXT_MAX] = "";
    if (address.len >= sizeof text)
        return (struct gate_network){{0}};
    if (address.len)
        memcpy(text, address.ptr, address.len);
    if (inet_pton(AF_INET, text, bytes) == 1)
        return network(4, bytes, V4_BYTES);
    if (inet_pton(AF_INET6, text, bytes) != 1)
        return (struct gate_network){{0}};
    if (memcmp(bytes, mapped, sizeof mapped) == 0)
        return network(4, bytes + MAPPED_AT, V4_BYTES);
    return network(6, bytes, V6_BYTES);
}

/* ---- buckets ---- */

struct bucket {
    uint64_t key; /* 0: free */
    msec full_at; /* when it will be full again, if nobody asks: later by one interval for each that was taken */
};

struct gate {
    pthread_mutex_t lock;
    unsigned char secret[16];
    struct bucket all_views, all_reports;
    struct bucket sets[SETS][WAYS];
};

struct gate *gate_new(void)
{
    struct gate *g = calloc(1, sizeof *g);
    assert(g);
    pthread_mutex_init(&g->lock, NULL);
    random_bytes(g->secret, sizeof g->secret);
    return g;
}

void gate_free(struct gate *g)
{
    if (!g)
        return;
    pthread_mutex_destroy(&g->lock);
    free(g);
}

static struct bucket *find(struct gate *g, char kind, struct str what)
{
    struct hash h = hash_prefixed((unsigned char)kind, (struct str){0}, what);
    uint64_t key = hash_keyed(g->secret, h.bytes, sizeof h.bytes) | 1;
    struct bucket *set = g->sets[(key >> 1) % SETS], *oldest = set;
    for (struct bucket *b = set; b < set + WAYS; b++) {
        if (b->key == key)
            return b;
        if (b->full_at < oldest->full_at)
            oldest = b;
    }
    *oldest = (struct bucket){.key = key};
    return oldest;
}

/* How long until one more fits, when so many fit at once and one more comes with every interval. 0: now. */
static msec wait_of(const struct bucket *b, msec interval, int64_t room, msec now)
{
    msec ahead = b->full_at > now ? b->full_at - now : 0;
    msec over = ahead + interval - interval * room;
    return over > 0 ? over : 0;
}

static void take(struct bucket *b, msec interval, msec now)
{
    b->full_at = (b->full_at > now ? b->full_at : now) + interval;
}

struct rule {
    struct bucket *bucket;
    msec interval;
    int64_t room;
};

/* All or none: who has to wait for one does not use up the others. */
static int pass(const struct rule *rules, size_t count, msec now)
{
    msec longest = 0;
    for (size_t i = 0; i < count; i++) {
        msec wait = wait_of(rules[i].bucket, rules[i].interval, rules[i].room, now);
        longest = wait > longest ? wait : longest;
    }
    for (size_t i = 0; longest == 0 && i < count; i++)
        take(rules[i].bucket, rules[i].interval, now);
    return (int)((longest + SECOND_MS - 1) / SECOND_MS);
}

static msec interval_of(msec span, int64_t times)
{
    return span / times > 0 ? span / times : 1;
}

static struct str bytes_of(const struct gate_network *n)
{
    return (struct str){(const char *)n->bytes, sizeof n->bytes};
}

int gate_view(struct gate *g, struct gate_network n, struct str page, int64_t per_minute, int64_t per_second_all,
              msec now)
{
    pthread_mutex_lock(&g->lock);
    int64_t of_page = per_minute * GATE_PAGE_TIMES;
    struct bucket *by_network = find(g, 'n', bytes_of(&n)), *by_page = find(g, 'p', page);
    const struct rule rules[] = {
        {by_network, interval_of(MINUTE_MS, per_minute), per_minute},
        {by_page, interval_of(MINUTE_MS, of_page), of_page},
        {&g->all_views, interval_of(SECOND_MS, per_second_all), 2 * per_second_all},
    };
    int wait = pass(rules, sizeof rules / sizeof rules[0], now);
    pthread_mutex_unlock(&g->lock);
    return wait;
}

int gate_report(struct gate *g, struct gate_network n, struct str page, int64_t per_hour, msec now)
{
    pthread_mutex_lock(&g->lock);
    struct bucket *by_network = find(g, 'N', bytes_of(&n)), *by_page = find(g, 'P', page);
    const struct rule rules[] = {
        {by_network, interval_of(HOUR_MS, per_hour), per_hour},
        {by_page, interval_of(HOUR_MS, GATE_PAGE_REPORTS_PER_H), GATE_PAGE_REPORTS_PER_H},
        {&g->all_reports, interval_of(MINUTE_MS, GATE_REPORTS_PER_MIN), GATE_REPORTS_PER_MIN},
    };
    int wait = pass(rules, sizeof rules / sizeof rules[0], now);
    pthread_mutex_unlock(&g->lock);
    return wait;
}
