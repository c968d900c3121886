/*
 * store/numbering: numbering schemes, their counters, what was issued, pools. Texts that come out are copied into the arena. Looking up:
 * DB_ROW found, DB_DONE there is none, or a failure.
 */
#ifndef STORE_NUMBERING_H
#define STORE_NUMBERING_H

#include "base/id.h"
#include "domain/numbering.h"
#include "domain/unit.h"
#include "store/db.h"
#include "store/page.h"

/* ---- schemes ---- */

struct numbering_scheme_filter {
    struct store_page page;
    int kind; /* enum numbering_kind; -1: any */
};

struct numbering_scheme_list {
    struct numbering_scheme *items; /* by code */
    size_t count;
    bool more;
};

enum db_result store_numbering_scheme_by_id(struct db *db, struct arena *a, int64_t id, struct numbering_scheme *ret);
enum db_result store_numbering_scheme_by_code(struct db *db, struct arena *a, struct str code,
                                              struct numbering_scheme *ret);
enum db_result store_numbering_scheme_list(struct db *db, struct arena *a, const struct numbering_scheme_filter *f,
                                           struct numbering_scheme_list *ret);
/* DB_OK and its new key, DB_UNIQUE or a failure. */
enum db_result store_numbering_scheme_insert(struct db *db, const struct numbering_scheme *s, int64_t *ret_id);
/* Name, pattern, restart, first and active. DB_DONE: there is no such row in s's version. */
enum db_result store_numbering_scheme_update(struct db *db, const struct numbering_scheme *s);

/* ---- counters ---- */

struct numbering_counter {
    int64_t next, issued;
};

/* take: nobody else moves it on until the transaction ends. One that is not there yet begins with first. */
enum db_result store_numbering_counter(struct db *db, int64_t scheme_id, struct str period, int64_t first, bool take,
                                       struct numbering_counter *ret);
enum db_result store_numbering_counter_put(struct db *db, int64_t scheme_id, struct str period,
                                           const struct numbering_counter *c);

/* ---- numbers that something bears already; product 0: packages ---- */

struct numbers_taken {
    struct str *items; /* rising, as bytes */
    size_t count;
};
/* Those from one to another, both included. */
enum db_result store_numbers_taken_between(struct db *db, struct arena *a, int64_t product_id, struct str from,
                                           struct str to, struct numbers_taken *ret);
/* Those among numbers. */
enum db_result store_numbers_taken_of(struct db *db, struct arena *a, int64_t product_id, const struct str *numbers,
                                      size_t count, struct numbers_taken *ret);

/* ---- what was issued ---- */

struct numbering_issue {
    struct id id; /* of the command */
    unsigned char digest[16];
    int64_t scheme_id, product_id, user_id; /* only to be written */
    struct str scheme, product, user;       /* only read: codes; product empty: packages */
    enum numbering_kind kind;
    struct str period;
    int64_t quantity, skipped;
    int64_t first_unit; /* 0: packages */
    msec issued_at;
    struct str pool; /* its name; empty: none */
};

struct numbering_place { /* of a list, the newest first */
    msec issued_at;
    struct id id;
};

struct numbering_issue_filter {
    struct numbering_place before;
    struct str scheme, product; /* empty: any */
    int limit;
};

enum db_result store_numbering_issue_insert(struct db *db, const struct numbering_issue *i);
enum db_result store_numbering_issue_by_id(struct db *db, struct arena *a, struct id id, struct numbering_issue *ret);
enum db_result store_numbering_issue_list(struct db *db, struct arena *a, const struct numbering_issue_filter *f,
                                          struct numbering_issue **ret, size_t *ret_count);

/* A number of an issue and what became of it. */
struct issued_number {
    struct str number;
    int64_t place; /* among those of its issue, from 0 */
    int64_t unit;  /* 0: of a package */
    enum status status;
    bool used;
    msec changed_at; /* units only */
};
/* From place on, at most limit. */
enum db_result store_issued_numbers(struct db *db, struct arena *a, const struct numbering_issue *i, int64_t place,
                                    int limit, struct issued_number **ret, size_t *ret_count);
enum db_result store_package_number_insert(struct db *db, struct id issue, struct str number, int64_t place);

/* ---- pools ---- */

struct number_pool {
    struct id id; /* of its issue */
    struct str name;
    int64_t party_id, location_id; /* only to be written */
    struct str scheme, product, party, location, user, period;
    int64_t quantity, first_unit;
    msec expires_at, closed_at, issued_at; /* 0: none */
    int64_t version;
    int64_t left, void_count, used; /* of quantity */
};

struct number_pool_filter {
    struct numbering_place before;
    struct str product, party; /* empty: any */
    int open;                  /* 0: all, 1: open, 2: closed */
    int limit;
};

enum db_result store_number_pool_insert(struct db *db, const struct number_pool *p);
enum db_result store_number_pool_by_id(struct db *db, struct arena *a, struct id id, struct number_pool *ret);
enum db_result store_number_pool_list(struct db *db, struct arena *a, const struct number_pool_filter *f,
                                      struct number_pool **ret, size_t *ret_count);
/* Name and expiry. DB_DONE: not in p's version. */
enum db_result store_number_pool_update(struct db *db, const struct number_pool *p);
enum db_result store_number_pool_close(struct db *db, struct id id, msec now);
/* The one that has been due longest; DB_DONE: none is. */
enum db_result store_number_pool_due(struct db *db, msec now, struct id *ret);
/* Units that are still only allocated, at most limit. */
enum db_result store_number_pool_unused(struct db *db, struct arena *a, const struct number_pool *p, int limit,
                                        int64_t **ret, size_t *ret_count);

#endif
