/*
 * store/label_template: templates of labels that this installation has made. Texts that come out are copied into the arena.
 */
#ifndef STORE_LABEL_TEMPLATE_H
#define STORE_LABEL_TEMPLATE_H

#include "base/time.h"
#include "domain/label_field.h"
#include "store/db.h"

struct stored_template {
    int64_t id;
    struct str name; /* unique; the body has the same */
    enum label_for thing;
    struct str body; /* JSON */
    msec created_at;
    int64_t version; /* counts changes, from 1 */
};

/* DB_ROW found, DB_DONE there is none, or a failure. */
enum db_result store_label_template_by_id(struct db *db, struct arena *a, int64_t id, struct stored_template *ret);
enum db_result store_label_template_by_name(struct db *db, struct arena *a, struct str name,
                                            struct stored_template *ret);
/* Those with a greater id than after; thing LABEL_FOR_TOTAL: for anything. At most limit. */
enum db_result store_label_template_list(struct db *db, struct arena *a, enum label_for thing, int64_t after, int limit,
                                         struct stored_template **ret, size_t *ret_count);
enum db_result store_label_template_count(struct db *db, int64_t *ret);
/* DB_OK and its new key, DB_UNIQUE: the name is taken, or a failure. */
enum db_result store_label_template_insert(struct db *db, const struct stored_template *t, int64_t *ret_id);
/* Name, thing and body. DB_DONE: there is no such row in t's version; DB_UNIQUE. */
enum db_result store_label_template_update(struct db *db, const struct stored_template *t);
enum db_result store_label_template_delete(struct db *db, int64_t id);

#endif
