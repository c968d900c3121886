/*
 * prefixes: the GS1 Company Prefixes that are set (/v1/settings), remembered, so that no scan asks the database for them. What is changed
 * here holds with the commit; what another process changes on the same database is obeyed as soon as the writer has noticed it.
 */
#ifndef API_PREFIXES_H
#define API_PREFIXES_H

#include "api/call.h"
#include "gs1/epc.h"

struct prefixes;

struct prefixes *prefixes_new(void);
void prefixes_free(struct prefixes *p); /* NULL is fine */
/* The settings have changed (durably): read them again. Any thread. */
void prefixes_forget(struct prefixes *p);
/* In the request's arena. Outside of service_read_begin and _end: what is remembered must be of now. False: the world failed. */
bool prefixes_of(struct call *call, struct gs1_company_prefixes *ret);

#endif
