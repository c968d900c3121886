/*
 * throttle: a fixed table, four places for each hash; when all four are taken the one with the fewest failures goes, so that nobody
 * frees a name from its wait by trying others; among equals the one whose last attempt is longest ago.
 */
#include "api/throttle.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

#include "base/hash.h"

enum { SETS = 1024, WAYS = 4, SECOND_MS = 1000 };

struct entry {
    struct hash key;
    int failures; /* 0: free */
    msec last, blocked_until;
};

struct throttle {
    pthread_mutex_t lock;
    struct entry sets[SETS][WAYS];
};

struct throttle *throttle_new(void)
{
    struct throttle *t = calloc(1, sizeof *t);
    assert(t);
    pthread_mutex_init(&t->lock, NULL);
    return t;
}

void throttle_free(struct throttle *t)
{
    if (!t)
        return;
    pthread_mutex_destroy(&t->lock);
    free(t);
}

/* Long ago. */
static bool forgiven(const struct entry *e, msec now)
{
    return now - e->last > (msec)THROTTLE_WAIT_MAX_S * SECOND_MS;
}

static bool matters_less(const struct entry *a, const struct entry *b, msec now)
{
    int fa = forgiven(a, now) ? 0 : a->failures, fb = forgiven(b, now) ? 0 : b->failures;
    return fa != fb ? fa < fb : a->last < b->last;
}

static struct entry *set_of(struct throttle *t, struct hash key)
{
    return t->sets[(key.bytes[0] | key.bytes[1] << 8) % SETS];
}

static struct entry *known(struct throttle *t, struct hash key)
{
    struct entry *set = set_of(t, key);
    for (struct entry *e = set; e < set + WAYS; e++)
        if (e->failures > 0 && hash_eq(e->key, key))
            return e;
    return NULL;
}

static struct entry *find(struct throttle *t, struct hash key, msec now)
{
    struct entry *found = known(t, key), *set = set_of(t, key), *least = set;
    if (found)
        return found;
    for (struct entry *e = set; e < set + WAYS; e++)
        if (matters_less(e, least, now))
            least = e;
    *least = (struct entry){.key = key};
    return least;
}

static struct hash key_of(struct str name, struct str address)
{
    struct hash of_name = hash_sha256(name);
    return hash_prefixed(0, (struct str){(const char *)of_name.bytes, sizeof of_name.bytes}, address);
}

static msec wait_after(int failures)
{
    if (failures < THROTTLE_FREE)
        return 0;
    int doublings = failures - THROTTLE_FREE;
    msec wait_s = doublings >= 10 ? THROTTLE_WAIT_MAX_S : (msec)1 << doublings;
    return (wait_s < THROTTLE_WAIT_MAX_S ? wait_s : THROTTLE_WAIT_MAX_S) * SECOND_MS;
}

static int attempt(struct entry *e, msec now)
{
    if (now < e->blocked_until)
        return (int)((e->blocked_until - now + SECOND_MS - 1) / SECOND_MS);
    if (forgiven(e, now))
        e->failures = 0;
    e->failures++;
    e->last = now;
    e->blocked_until = now + wait_after(e->failures);
    return 0;
}

int throttle_attempt(struct throttle *t, struct str name, struct str address, msec now)
{
    struct hash key = key_of(name, address);
    pthread_mutex_lock(&t->lock);
    int wait_s = attempt(find(t, key, now), now);
    pthread_mutex_unlock(&t->lock);
    return wait_s;
}

void throttle_pass(struct throttle *t, struct str name, struct str address)
{
    struct hash key = key_of(name, address);
    pthread_mutex_lock(&t->lock);
    struct entry *e = known(t, key);
    if (e)
        *e = (struct entry){0};
    pthread_mutex_unlock(&t->lock);
}
