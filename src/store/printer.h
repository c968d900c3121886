/*
 * store/printer: printers in the database, and which process drives them. Texts that come out are copied into the arena. Looking up:
 * DB_ROW found, DB_DONE there is none, or a failure of the world.
 */
#ifndef STORE_PRINTER_H
#define STORE_PRINTER_H

#include "domain/printing.h"
#include "store/db.h"
#include "store/ids.h"
#include "store/page.h"

struct printer_list {
    struct printer *items; /* by name */
    size_t count;
};

enum db_result store_printer_by_id(struct db *db, struct arena *a, int64_t id, struct printer *ret);
enum db_result store_printer_by_name(struct db *db, struct arena *a, struct str name, struct printer *ret);
enum db_result store_printer_list(struct db *db, struct arena *a, const struct store_page *page,
                                  struct printer_list *ret);
/* DB_OK and its new key, DB_UNIQUE, or a failure. */
enum db_result store_printer_insert(struct db *db, const struct printer *p, int64_t *ret_id);
/* DB_DONE: there is no such row in p's version; DB_UNIQUE. */
enum db_result store_printer_update(struct db *db, const struct printer *p);

/* Keys of printers that have something to do, and that the process holder (all that it drives bears its id) may drive. */
enum db_result store_printer_ready(struct db *db, struct arena *a, struct id holder, msec now, struct id_list *ret);
/* Drive it for so long; DB_DONE: another process does. Where the database is near there is no other: who holds it is dead. */
enum db_result store_printer_hold(struct db *db, struct id holder, int64_t id, msec duration);
/* The same for who holds it already. DB_DONE: not any more. */
enum db_result store_printer_keep(struct db *db, struct id holder, int64_t id, msec duration);
enum db_result store_printer_release(struct db *db, struct id holder, int64_t id);

#endif
