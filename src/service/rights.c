#include "service/rights.h"

#include <stdio.h>

#include "store/rights.h"

static bool failed(struct db *db, const char *what, enum db_result r, char *error, size_t error_size)
{
    const char *why = r == DB_NEWER ? "" : db_error(db);
    snprintf(error, error_size, "cannot %s: %s%s%s", what, db_result_text(r), why && *why ? ": " : "", why ? why : "");
    return false;
}

static bool grant(struct db *db, struct str role, char *error, size_t error_size)
{
    struct arena *a = arena_new(0);
    struct str why = {0};
    enum db_result r = db_begin(db);
    if (r == DB_OK)
        r = store_rights_grant(db, a, role, &why);
    if (r == DB_OK && str_empty(why))
        r = db_commit(db);
    bool ok = r == DB_OK && str_empty(why);
    if (r != DB_OK)
        failed(db, "give rights", r, error, error_size);
    else if (!ok)
        snprintf(error, error_size, "%.*s", STR_ARG(why));
    if (!ok)
        db_rollback(db);
    arena_free(a);
    return ok;
}

bool service_rights_prepare(const char *owner_url, struct str role, char *error, size_t error_size)
{
    struct db *db;
    if (db_open(owner_url, DB_CREATE, &db, error, error_size) != DB_OK)
        return false;
    enum db_result r = db_migrate(db);
    bool ok = r == DB_OK ? grant(db, role, error, error_size) : failed(db, "make the tables", r, error, error_size);
    db_close(db);
    return ok;
}

struct str service_rights_warning(struct db *db, struct arena *a)
{
    struct str why = {0};
    if (!db_far(db) || store_rights_unprotected(db, a, &why) != DB_OK || str_empty(why))
        return (struct str){0};
    return arena_fmt(a,
                     "%.*s, so whoever works as it could switch off what protects the history; "
                     "'serno database prepare' makes a role that cannot",
                     STR_ARG(why));
}
