/*
 * rights: which role of the database the program works as. Only where db_far: an SQLite file belongs to whoever may write it.
 */
#ifndef STORE_RIGHTS_H
#define STORE_RIGHTS_H

#include "store/db.h"

/* Give a role what the program needs and nothing that could change history. *ret_why (in the arena) is empty, or a sentence why it was
 * not done. */
enum db_result store_rights_grant(struct db *db, struct arena *a, struct str role, struct str *ret_why);
/* Why the role of this connection could switch the protection of history off; empty when it could not. */
enum db_result store_rights_unprotected(struct db *db, struct arena *a, struct str *ret_why);

#endif
