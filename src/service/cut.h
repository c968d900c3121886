/*
 * cut: a view of the whole ledger in which nothing is half way. Where the database is near, every reading view is one. Where it is
 * far, writers may have filled later places before earlier ones (service/sequencer.h): so they are kept out for the moment that it
 * takes to finish what they have begun, to integrate it, and to open the view.
 */
#ifndef SERVICE_CUT_H
#define SERVICE_CUT_H

#include "service/ctx.h"

/* As service_read_begin (service/unit_read.h); ends with service_read_end. */
bool service_cut_begin(struct ctx *ctx);

#endif
