/*
 * service/link: the address on a unit's label, made and read. How it looks is set (link_settings.h): a Digital Link where the product
 * has a GTIN and the serial fits one, otherwise a token. Nothing is stored when one is made.
 */
#ifndef SERVICE_LINK_H
#define SERVICE_LINK_H

#include "service/ctx.h"
#include "store/link.h"

/* All that is needed to make links, read once for many labels. */
struct link_maker {
    struct str root; /* "https://serno.example", without a slash at its end; empty: not set, there are no links */
    enum link_form form;
    int version;
    unsigned char key[LINK_KEY_BYTES];
};

/* What of a unit is needed for its link. */
struct link_unit {
    int64_t unit_id, product_id;
    struct str gtin; /* 14 digits, or empty */
    struct str serial;
};

bool service_link_maker(struct ctx *ctx, struct link_maker *ret);
/* The unit's address, in the arena; empty when the installation has no address of its own (settings: base_url). */
bool service_link_url(struct ctx *ctx, const struct link_maker *maker, const struct link_unit *u, struct str *ret);
/* The other way, for scans: the unit that a token, or an address with /p/ and a token, speaks of. *ret_unit_id 0: it is none of ours,
 * or void. */
bool service_link_read(struct ctx *ctx, struct str text, int64_t *ret_unit_id);

/* A unit's link, and what strangers find there now. Refused: not_found. */
struct link_status {
    struct str url;        /* empty: the installation has no address */
    enum link_state state; /* as strangers are told it; LINK_UNKNOWN: they are told nothing */
    int64_t voided;        /* links of it that were made void */
};
bool service_link_status(struct ctx *ctx, int64_t unit_id, struct link_status *ret);

/* ---- pages ---- */

/* What strangers may know: state LINK_UNKNOWN when there is nothing, or nothing that they may. The same work is done either way. */
bool service_link_by_token(struct ctx *ctx, const struct link_settings *s, struct str token, struct link_view *ret);
/* gtin: 14 digits. serial empty: the product. lot empty: not said; otherwise the unit's must be that. */
bool service_link_by_gtin(struct ctx *ctx, const struct link_settings *s, struct str gtin, struct str serial,
                          struct str lot, struct link_view *ret);

/* A key that units bear as a further number: kind "giai", "grai" or "gdti". A GRAI may be in the books with or without the zero in front
 * of it. */
bool service_link_by_number(struct ctx *ctx, const struct link_settings *s, const char *kind, struct str number,
                            struct link_view *ret);

/* ---- keys: on the writer ---- */

/* There is a key at least; *ret_made: there was none. */
bool service_link_key_first(struct ctx *ctx, bool *ret_made);
/* New links get a new key; retire: those made with older ones are void. Administrators. *ret_version: of the new one. */
bool service_link_key_new(struct ctx *ctx, bool retire, int *ret_version);
/* The unit's links are void from now on; the next one is another. */
bool service_link_void(struct ctx *ctx, int64_t unit_id);
/* All keys, by version; without their secrets. Administrators. */
bool service_link_key_list(struct ctx *ctx, struct link_key **ret, size_t *ret_count);
/* A secret of this installation, for sums that others must not be able to work out. *ret all zero: there is no key. */
bool service_link_secret(struct ctx *ctx, struct str purpose, unsigned char ret[LINK_KEY_BYTES]);

#endif
