/*
 * link_set: where an item's address leads, for programs: the linkset (RFC 9264, section 4.2) and the description file of a resolver, as
 * the GS1-Conformant resolver standard has them, and which target a link type means.
 */
#ifndef API_LINK_SET_H
#define API_LINK_SET_H

#include "api/call.h"
#include "base/json.h"
#include "domain/link.h"
#include "domain/settings.h"

enum link_wish { WISH_PAGE, WISH_LINKSET, WISH_TARGET };

/* Is the request a program's: does it accept JSON, and no page? */
bool link_wants_data(const struct http_request *r);
/* What the request asks for: linkType goes before Accept. *ret_type: the link type's short name (WISH_TARGET); empty: none of GS1's. */
enum link_wish link_wish_of(const struct http_request *r, struct str *ret_type);
/* The address asked for, absolute and without its query: root is the installation's own, or empty. */
struct str link_anchor(struct call *call, struct str root);
/* page_title: what the default link is called. */
void link_set_write(struct buf *out, struct str anchor, struct str page_title, const struct link_view *v,
                    const struct link_target *targets, size_t count);
/* The best of that type for the language; NULL: there is none. type "defaultLink": the preferred one. */
const struct link_target *link_target_for(const struct link_target *targets, size_t count, struct str type,
                                          enum language language);
/* Its address with the whole query passed on, as the standard asks. */
struct str link_target_address(struct call *call, const struct link_target *t);
void link_resolver_write(struct buf *out, struct str root, struct str name);

#endif
