/*
 * store/person: users, sessions and API keys in the database. Texts that come out are copied into the arena. Looking up: DB_ROW
 * found, DB_DONE there is none, or a failure of the world.
 */
#ifndef STORE_PERSON_H
#define STORE_PERSON_H

#include "domain/person.h"
#include "store/db.h"

/* Whom a token belongs to. */
struct identity {
    int64_t user_id;
    struct str name;
    unsigned roles;    /* of a key: those of its scope that the user still has */
    struct str device; /* of the session, or the key's name */
    msec expires_at;   /* 0: never */
};

enum db_result store_user_by_id(struct db *db, struct arena *a, int64_t id, struct user *ret);
enum db_result store_user_by_name(struct db *db, struct arena *a, struct str name, struct user *ret);
/* Users by name, behind after (empty: from the first). active: -1 all, 0 closed ones, 1 open ones. */
enum db_result store_user_list(struct db *db, struct arena *a, struct str after, int active, int limit,
                               struct user **ret, size_t *ret_count);
enum db_result store_user_insert(struct db *db, const struct user *u, int64_t *ret_id);
/* Roles, active and password of the row with u's id; version + 1. DB_DONE: there is no such row in u's version. */
enum db_result store_user_update(struct db *db, const struct user *u);
enum db_result store_user_count(struct db *db, int64_t *ret);
/* Active users with a role of these bits, without the user of that id. */
enum db_result store_user_count_others(struct db *db, unsigned roles, int64_t except_id, int64_t *ret);
/* The first active user with a role of these bits. */
enum db_result store_user_first(struct db *db, struct arena *a, unsigned roles, struct user *ret);

enum db_result store_session_insert(struct db *db, const struct session *s);
enum db_result store_session_delete(struct db *db, struct hash token);
/* All of a user's but the one of that token (NULL: really all). */
enum db_result store_session_delete_of(struct db *db, int64_t user_id, const struct hash *except);
/* All that expired before now, and of a user's all but the newest keep. */
enum db_result store_session_purge(struct db *db, msec now);
enum db_result store_session_trim(struct db *db, int64_t user_id, int keep);
/* The active user of a session, or key, that has not expired. */
enum db_result store_session_identity(struct db *db, struct arena *a, struct hash token, msec now,
                                      struct identity *ret);
enum db_result store_api_key_identity(struct db *db, struct arena *a, struct hash token, msec now,
                                      struct identity *ret);

enum db_result store_api_key_by_id(struct db *db, struct arena *a, int64_t id, struct api_key *ret);
/* Keys by id, behind after_id; user_id 0: of everybody. */
enum db_result store_api_key_list(struct db *db, struct arena *a, int64_t user_id, int64_t after_id, int limit,
                                  struct api_key **ret, size_t *ret_count);
enum db_result store_api_key_insert(struct db *db, const struct api_key *k, int64_t *ret_id);
enum db_result store_api_key_revoke(struct db *db, int64_t id, msec now);

#endif
