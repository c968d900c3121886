/*
 * store/settings: what is set for the whole installation. Texts that come out are copied into the arena.
 */
#ifndef STORE_SETTINGS_H
#define STORE_SETTINGS_H

#include "domain/settings.h"
#include "store/db.h"

/* DB_ROW found, DB_DONE nothing was ever set, or a failure. */
enum db_result store_settings_get(struct db *db, struct arena *a, struct settings *ret);
/* In place of the version that s has (0: there is none yet). DB_DONE: it is another one now. */
enum db_result store_settings_put(struct db *db, const struct settings *s);

#endif
