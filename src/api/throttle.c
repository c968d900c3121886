/*
 * throttle: a fixed table, four places for each hash; when all four are taken the one whose last attempt is longest ago goes.
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

static struct entry *find(struct throttle *t, struct hash key)
{
    struct entry *set = t->sets[(key.bytes[0] | key.bytes[1] << 8) % SETS], *oldest = set;
    for (struct entry *e = set; e < set + WAYS; e++) {
        if (e->failures > 0 && hash_eq(e->key, key))
            return e;
        if (e->last < oldest->last)
            oldest = e;
    }
    *oldest = (struct entry){.key = key};
    return oldest;
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
    if (now - e->last > (msec)THROTTLE_WAIT_MAX_S * SECOND_MS)
        e->failures = 0; /* long ago */
    e->failures++;
    e->last = now;
    e->blocked_until = now + wait_after(e->failures);
    return 0;
}

int throttle_attempt(struct throttle *t, struct str name, struct str address, msec now)
{
    struct hash key = key_of(name, address);
    pthread_mutex_lock(&t->lock);
    int wait_s = attempt(find(t, key), now);
    pthread_mutex_unlock(&t->lock);
    return wait_s;
}

void throttle_pass(struct throttle *t, struct str name, struct str address)
{
    struct hash key = key_of(name, address);
    pthread_mutex_lock(&t->lock);
    *find(t, key) = (struct entry){0};
    pthread_mutex_unlock(&t->lock);
}
