/*
 * store/idempotency: answers to writes of master data, kept under the client's key so that a repeat gets the same one.
 */
#ifndef STORE_IDEMPOTENCY_H
#define STORE_IDEMPOTENCY_H

#include "base/id.h"
#include "store/db.h"

struct idempotency {
    struct id key;
    unsigned char digest[16]; /* of the request */
    int status;
    struct str body;
    msec created_at;
};

/* DB_ROW found, DB_DONE there is none, or a failure. */
enum db_result store_idempotency_find(struct db *db, struct arena *a, struct id key, struct idempotency *ret);
enum db_result store_idempotency_insert(struct db *db, const struct idempotency *kept);
/* Forget those made before the instant. */
enum db_result store_idempotency_purge(struct db *db, msec before);

#endif
