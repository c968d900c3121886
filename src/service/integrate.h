/*
 * integrate: moves the head of the ledger on over the places that are filled, makes the tree over them, and fills places whose
 * writer ended without using them. One step at a time; service/sequencer.h says when. Only where db_far.
 */
#ifndef SERVICE_INTEGRATE_H
#define SERVICE_INTEGRATE_H

#include "store/db.h"

struct integrator;

/* On a connection that may write, which stays the caller's. */
struct integrator *integrator_new(struct db *db);
void integrator_free(struct integrator *in); /* NULL is fine */
/* How far the ledger stands. */
enum db_result integrate_size(struct integrator *in, int64_t *ret);
/* One transaction. *ret_size: how far it stands now; *ret_reserved: the greatest place that had been given out when it began, so
 * when it stands less far there is more to do, at once, or when a writer or another integrator has ended. */
enum db_result integrate_once(struct integrator *in, int64_t *ret_size, int64_t *ret_reserved);
/* Until nothing is left. For whoever has locked the writers out. */
enum db_result integrate_all(struct db *db);

#endif
