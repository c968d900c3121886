/*
 * foresight: what the commands of a group are about to look up, looked up at once. Where the database is far a question costs a
 * round trip; so a writer notes what its commands name, asks for all of it, and locks it in the order of the keys. Commands then
 * find it here (service/command_load.c), or ask themselves for what nobody could foresee.
 *
 * It also tells which commands of a round have to do with the same things: what one of them will change another must not have
 * read before (foresight_touch). One writer's; used on its thread only.
 */
#ifndef SERVICE_FORESIGHT_H
#define SERVICE_FORESIGHT_H

#include "base/id.h"
#include "domain/unit.h"
#include "store/db.h"

struct foresight;

struct foresight *foresight_new(void);
void foresight_free(struct foresight *f); /* NULL is fine */
/* Forget all that was noted, found and touched: what was written since makes it stale. */
void foresight_clear(struct foresight *f);

/* Note what will be asked for. Texts must stay until foresight_clear. */
void foresight_want_event(struct foresight *f, const struct id *id);
void foresight_want_serial(struct foresight *f, int64_t product_id, struct str serial, bool may_be_new);
/* Nobody need ask: in this transaction it was seen already that no unit bears the serial, or bore it. */
void foresight_know_new(struct foresight *f, int64_t product_id, struct str serial);
void foresight_want_unit(struct foresight *f, int64_t id);
/* As it is stored: identifier_normalise. */
void foresight_want_identifier(struct foresight *f, struct str kind, struct str value);
/* Look it all up. */
enum db_result foresight_load(struct foresight *f, struct db *db);

enum foreseen { UNFORESEEN, FORESEEN, FORESEEN_ABSENT };

/* f may be NULL: nothing is foreseen. *ret's texts stay until foresight_clear. */
enum foreseen foresight_unit_by_serial(const struct foresight *f, int64_t product_id, struct str serial,
                                       struct unit *ret);
enum foreseen foresight_unit(const struct foresight *f, int64_t id, struct unit *ret);
/* No unit bore the serial before: FORESEEN_ABSENT. */
enum foreseen foresight_former(const struct foresight *f, int64_t product_id, struct str serial);
/* No unit bears it: FORESEEN_ABSENT. */
enum foreseen foresight_identifier(const struct foresight *f, struct str kind, struct str value);
enum foreseen foresight_event(const struct foresight *f, struct id id);
/* The unit has nothing in it: FORESEEN_ABSENT. */
enum foreseen foresight_children(const struct foresight *f, int64_t unit_id);

/* ---- who has to do with what ---- */

/* A command begins: what it touches is noted apart. alone: there is no other in the round, nothing need be noted. */
void foresight_begin(struct foresight *f, bool alone);
/* It has to do with this (f may be NULL). Kinds keep numbers and texts of different things apart. */
enum touched {
    TOUCHED_UNIT,
    TOUCHED_SERIAL,
    TOUCHED_IDENTIFIER,
    TOUCHED_PACKAGE,
    TOUCHED_COMMAND,
    TOUCHED_LOT,
    TOUCHED_COUNTER
};
void foresight_touch(struct foresight *f, enum touched kind, int64_t number, struct str text);
/* It has to do with something that an earlier command of the round touched, and must wait for the next round. */
bool foresight_collides(const struct foresight *f);
/* It will be written: what it touched counts for those that follow. */
void foresight_keep(struct foresight *f);

#endif
