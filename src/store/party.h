/*
 * store/party: parties in the database. Texts that come out are copied into the arena. Looking up: DB_ROW found, DB_DONE there is
 * none, or a failure of the world.
 */
#ifndef STORE_PARTY_H
#define STORE_PARTY_H

#include "domain/party.h"
#include "store/db.h"
#include "store/page.h"

struct party_filter {
    struct store_page page;
    unsigned kinds; /* PARTY_BITs; 0: any */
};

struct party_list {
    struct party *items; /* by code */
    size_t count;
    bool more; /* there is a next page */
};

enum db_result store_party_by_id(struct db *db, struct arena *a, int64_t id, struct party *ret);
enum db_result store_party_by_code(struct db *db, struct arena *a, struct str code, struct party *ret);
enum db_result store_party_by_gln(struct db *db, struct arena *a, struct str gln, struct party *ret);
/* DB_OK and its new key, DB_UNIQUE, DB_CONSTRAINT or a failure. */
enum db_result store_party_insert(struct db *db, const struct party *p, int64_t *ret_id);
/* All but the birth of the row with p's id. DB_OK: version is p's + 1 now; DB_DONE: there is no such row in p's version. */
enum db_result store_party_update(struct db *db, const struct party *p);
enum db_result store_party_list(struct db *db, struct arena *a, const struct party_filter *f, struct party_list *ret);

#endif
