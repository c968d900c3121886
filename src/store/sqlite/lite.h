/*
 * lite: what the SQLite driver does with a whole database (lite.c): copy it, look through it. Not for others.
 */
#ifndef STORE_SQLITE_LITE_H
#define STORE_SQLITE_LITE_H

#include <sqlite3.h>

#include "store/db.h"

/* What is put behind a database's name for the files that it has, itself first. */
enum { LITE_TAILS = 4 };
extern const char *const lite_tails[LITE_TAILS];

/* Copy into a new file. from must be in a read transaction: the copy is of that moment. */
enum db_result lite_copy(sqlite3 *from, const char *path, void (*progress)(void *, int64_t, int64_t), void *state);
/* Every page, index, constraint and foreign key; a code of SQLite when it could not be done. */
int lite_integrity(sqlite3 *handle, void (*problem)(void *, struct str), void *state);

#endif
