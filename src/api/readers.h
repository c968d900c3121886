/*
 * readers: reading connections, opened as they are needed and lent to one thread at a time. The one given back last is lent first:
 * its cache is warm.
 */
#ifndef API_READERS_H
#define API_READERS_H

#include "store/db.h"

struct readers;

struct readers *readers_new(const char *url, int max);
/* All connections must have been given back. */
void readers_free(struct readers *r); /* NULL is fine */
/* Waits while all max are lent. */
enum db_result readers_take(struct readers *r, struct db **ret);
/* Views and queries of it must have ended. */
void readers_give(struct readers *r, struct db *db);

#endif
