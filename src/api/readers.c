#include "api/readers.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

struct readers {
    pthread_mutex_t lock;
    pthread_cond_t given;
    char *url;
    int max, open, free_count;
    struct db **free;
};

struct readers *readers_new(const char *url, int max)
{
    struct readers *r = calloc(1, sizeof *r);
    assert(r);
    r->url = strdup(url);
    r->max = max;
    r->free = calloc((size_t)max, sizeof *r->free);
    assert(r->url && r->free);
    pthread_mutex_init(&r->lock, NULL);
    pthread_cond_init(&r->given, NULL);
    return r;
}

void readers_free(struct readers *r)
{
    if (!r)
        return;
    assert(r->free_count == r->open && "a reading connection is still lent");
    for (int i = 0; i < r->free_count; i++)
        db_close(r->free[i]);
    pthread_cond_destroy(&r->given);
    pthread_mutex_destroy(&r->lock);
    free(r->free);
    free(r->url);
    free(r);
}

/* A free connection, or NULL: the caller may open one. */
static struct db *take_free(struct readers *r)
{
    struct db *db = NULL;
    pthread_mutex_lock(&r->lock);
    while (r->free_count == 0 && r->open == r->max)
        pthread_cond_wait(&r->given, &r->lock);
    if (r->free_count > 0)
        db = r->free[--r->free_count];
    else
        r->open++;
    pthread_mutex_unlock(&r->lock);
    return db;
}

static void give_back(struct readers *r, struct db *db)
{
    pthread_mutex_lock(&r->lock);
    if (db)
        r->free[r->free_count++] = db;
    else
        r->open--;
    pthread_cond_signal(&r->given);
    pthread_mutex_unlock(&r->lock);
}

enum db_result readers_take(struct readers *r, struct db **ret)
{
    char error[256];
    struct db *db = take_free(r);
    enum db_result result = db ? DB_OK : db_open(r->url, DB_READ, &db, error, sizeof error);
    if (result == DB_OK)
        *ret = db;
    else
        give_back(r, db);
    return result;
}

void readers_give(struct readers *r, struct db *db)
{
    give_back(r, db);
}
