/*
 * link_public: the addresses on labels, /p/{token} and /01/{gtin}/..., for everybody: page, linkset, redirect, report. What there is
 * nothing to say about, and what strangers must not know, is answered with the very same bytes.
 */
#ifndef API_LINK_PUBLIC_H
#define API_LINK_PUBLIC_H

#include "api/call.h"

/* Is this address one of them? */
bool link_public_path(const struct http_request *r);
/* Headers that let pages of other sites read the reply, which says nothing that is not for everybody. */
void link_public_cors(struct call *call);

#endif
