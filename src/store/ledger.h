/*
 * ledger: the rows of events and of the Merkle tree over them. Append only; the database's triggers see to it.
 */
#ifndef STORE_LEDGER_H
#define STORE_LEDGER_H

#include "domain/event.h"
#include "domain/merkle.h"
#include "store/db.h"

struct event_row {
    int64_t seq;
    unsigned char digest[16]; /* of the command's content */
    struct hash leaf;
    struct str body; /* the bytes that were hashed */
};

enum db_result store_event_insert(struct db *db, const struct event *e, const struct event_row *row);
/* DB_ROW or DB_DONE; body is copied into the arena; leaf is not read by id. */
enum db_result store_event_by_id(struct db *db, struct arena *a, struct id id, struct event_row *ret);
enum db_result store_event_by_seq(struct db *db, struct arena *a, int64_t seq, struct event_row *ret);
/* Last seq and its record time; 0 and 0 when there is none. */
enum db_result store_event_last(struct db *db, int64_t *ret_seq, msec *ret_recorded_at);
/* What a unit was after one of its events. DB_ROW or DB_DONE; only status, location_id and party_id are filled in. */
enum db_result store_event_unit_state(struct db *db, int64_t unit_id, int64_t seq, struct unit *ret);
/* The code that the location or party (kind: "location", "party") had at event seq, when it has another one by now. */
enum db_result store_former_code(struct db *db, struct arena *a, const char *kind, int64_t id, int64_t seq,
                                 struct str *ret);

enum db_result store_merkle_insert(struct db *db, const struct merkle_tile *tile);
/* Hashes for domain/merkle.h: leaves from event rows, complete subtrees from merkle_node. */
struct merkle_source store_merkle_source(struct db *db);

enum db_result store_command_refusal_insert(struct db *db, struct id id, struct str body);
enum db_result store_command_refusal(struct db *db, struct arena *a, struct id id, struct str *ret_body);

#endif
