/*
 * rights: a role of the database for the program, which can neither change history nor switch off what keeps it.
 */
#ifndef SERVICE_RIGHTS_H
#define SERVICE_RIGHTS_H

#include "store/db.h"

/* As the owner: make the tables where there are none, and give the role what `serno serve` needs. False and a sentence in error. */
bool service_rights_prepare(const char *owner_url, struct str role, char *error, size_t error_size);
/* A sentence when the role that the program works as could switch the protection of history off; empty when not, or for SQLite. */
struct str service_rights_warning(struct db *db, struct arena *a);

#endif
